"""Each of the actions: how news tells it, and what only sounds like it."""

from typing import Final

import pytest

from bot.core.model import Deed
from tests.core.positions.reading import main_event, read

TOLD: Final[dict[Deed, tuple[str, ...]]] = {
    Deed.BAN: (
        "The Vale City Council voted 8–1 to ban facial recognition.",
        "Vale County outlawed face scans in shops. Vale County has 90,000 people.",
        "Mayor Ada Ortiz told police on Friday that officers should stop using face search.",
    ),
    Deed.MORATORIUM: (
        "The Vale School Board adopted a two-year moratorium on face scans.",
        "Acme Vision paused sales of its facial recognition for one year.",
    ),
    Deed.EXTEND: (
        "The Vale City Council extended its moratorium on face scans by a year.",
        "The Vale police renewed their contract for face search software.",
    ),
    Deed.SUSPEND: (
        "The Vale Police Department has suspended its use of face search.",
        "The Vale Police Department paused the searches of its face database on Monday.",
        "The Vale Transit Authority said on Monday that it had paused its face scan project.",
    ),
    Deed.RESUME: (
        "The Vale City Council lifted its ban on face search by police.",
        "The Vale Police Department has resumed the use of facial recognition.",
    ),
    Deed.EXIT: (
        "Acme Vision said it is no longer offering facial recognition.",
        "The Vale Police Department ended its contract with a face search company.",
        "The Vale Police Department did not renew its contract for face search.",
        "The Vale Police Department let its licence for face search lapse.",
        "Acme Vision said that Acme Vision will move away from using facial recognition.",
    ),
    Deed.RESTRICT: (
        "Acme Vision said it turned down sales of facial recognition to police.",
        "Acme Vision said that it will not put facial recognition on its cameras.",
    ),
    Deed.PROPOSE: (
        "Councilwoman Ada Ortiz proposed a ban on face scans in Vale.",
        "The Home Office is planning new rules on facial recognition.",
        "The Vale City Council is considering whether to ban face scans.",
    ),
    Deed.INTRODUCE: (
        "Rep. Lee Marsh introduced a bill to ban face scans in public housing.",
        "Public Safety Minister Claire Benoit tabled a bill on facial recognition.",
    ),
    Deed.PASS: (
        "The Maine Senate passed the bill on facial recognition.",
        "The Senate Judiciary Committee advanced a bill that limits face scans.",
        "The rules on face scans, approved by the European Parliament on Thursday, are strict.",
    ),
    Deed.VETO: (
        "Gov. Ada Ortiz vetoed the bill on face scans.",
        "Gov. Ada Ortiz refused to sign the bill on face scans.",
    ),
    Deed.SIGN: (
        "Gov. Ada Ortiz signed into law a ban on face scans in schools.",
        "The law on face scans, signed by Gov. Ada Ortiz on Friday, is strict.",
    ),
    Deed.REPEAL: (
        "The Vale City Council repealed its ban on face search.",
        "The Vale City Council voted 4–3 to strike the ordinance on face search.",
    ),
    Deed.SUE: (
        "The Open League sued the Vale police over face search.",
        "The Open League took Vale to court over face search.",
    ),
    Deed.RULE: (
        "A judge in Cook County ruled that a suit over face scans can go ahead.",
        "A federal appeals court let a class action over face scans proceed.",
        "Judge Ada Ortiz struck down the ordinance on face scans.",
    ),
    Deed.SETTLE: (
        "Photo app Snapfolio agreed to pay $31 million to settle a suit over face scans. Snapfolio is sorry.",
        "Acme Vision's settlement has a price: Acme Vision settled a lawsuit over face scans.",
    ),
    Deed.FINE: (
        "The Information Commissioner's Office fined Acme Vision £7.5m over face scans.",
        "France's CNIL hit Acme Vision with a 20 million euro penalty over its face database.",
    ),
    Deed.INVESTIGATE: (
        "The Privacy Commissioner of Canada is investigating Acme Vision over face scans.",
        "New Zealand's police commissioned a review of face search.",
    ),
    Deed.DEPLOY: (
        "The Vale Police Department has begun using facial recognition.",
        "The Vale Police Department piloted face recognition glasses at a concert.",
        "The Delhi Police used facial recognition software at a rally.",
    ),
    Deed.PROCURE: (
        "The Vale Police Department bought face search software.",
        "The Vale County Board awarded a $2 million contract for facial recognition cameras.",
    ),
    Deed.SUPPORT: (
        "The Open League backs a bill that limits face scans.",
        "The vendor IdentCo Systems threw its weight behind the face scan bill.",
    ),
    Deed.OPPOSE: (
        "The Vale Police Department opposes a bill that limits face scans.",
        "The Vale City Council voted down a ban on face scans, 5-4.",
        "The Vale City Council voted against banning face scans.",
        "The Vale City Council rejected a ban on face scans.",
    ),
    Deed.CALL_FOR: (
        "Critics called for a ban on face scans.",
        "A report by the Open League, a think tank, recommends that Congress put a moratorium on face scans.",
        "Police should stop using facial recognition, the Open League said on Monday.",
        "The Open League says the Vale City Council should ban facial recognition.",
        "The Vale City Council was urged by the Open League to ban face scans.",
    ),
}
ONLY_SOUNDS: Final = {
    Deed.BAN: (
        "If passed, the ordinance would ban face scans in Vale.",
        "The Vale City Council refused to ban face scans.",
        "The Vale City Council stopped short of banning face scans.",
        "Neither Vale nor Portsea has banned face scans.",
        "The cameras spot banned gamblers by face recognition.",
        "A bill aimed at barring face scans was read by the Vale City Council.",
    ),
    Deed.MORATORIUM: (
        "The Vale City Council could adopt a moratorium on face scans.",
        "A report by the Open League recommends that Congress put a moratorium on face scans.",
        "Talk of a moratorium on face scans grew.",
    ),
    Deed.EXTEND: (
        "The Vale City Council may extend its moratorium on face scans.",
        "The pause on face scans was extensive.",
    ),
    Deed.SUSPEND: (
        "The Vale Police Department never suspended its use of face search.",
        "Officers were suspended over face search.",
    ),
    Deed.RESUME: ("Residents fear that the council will lift the ban on face scans.", "His resume lists face scans."),
    Deed.EXIT: (
        "It is rumoured that Acme Vision stopped selling face search.",
        "The Vale City Council stopped short of a ban on face search software.",
    ),
    Deed.RESTRICT: (
        "Acme Vision might limit face search to shops.",
        "A league of critics wants limits on face search.",
    ),
    Deed.PROPOSE: (
        "The Vale City Council will consider face scans next week.",
        "He proposed to her under a face scan camera.",
    ),
    Deed.INTRODUCE: (
        "Rep. Lee Marsh may introduce a bill on face scans.",
        "Rep. Lee Marsh was introduced at a table on face scans.",
    ),
    Deed.PASS: ("The bill on face scans did not pass the Maine Senate.", "Travellers pass face scans at the gate."),
    Deed.VETO: (
        "Gov. Ada Ortiz threatened to veto the bill on face scans.",
        "Whether Gov. Ada Ortiz will veto the face bill is open.",
    ),
    Deed.SIGN: (
        "The bill on face scans has yet to be signed by Gov. Ada Ortiz.",
        "A sign tells shoppers of face scans.",
    ),
    Deed.REPEAL: (
        "The Vale City Council refused to repeal its ban on face scans.",
        "Police wanted a repeal of the face scan ban.",
    ),
    Deed.SUE: (
        "The Open League threatened to sue the Vale police over face scans.",
        "The Open League could sue over face scans.",
    ),
    Deed.RULE: ("The Vale City Council found a vendor for face scans.", "House rules forbid no face scans."),
    Deed.SETTLE: (
        "Acme Vision refused to settle a suit over face scans.",
        "Dust settled on the face scan cameras, wrote the paper.",
    ),
    Deed.FINE: ("The regulator could fine Acme Vision over face scans.", "Acme Vision does fine with face scans."),
    Deed.INVESTIGATE: (
        "No regulator has investigated face scans in Vale.",
        "The league may ask for a review of face scans.",
    ),
    Deed.DEPLOY: (
        "Critics fear that police will use face scans on protesters.",
        "Vale police denied using facial recognition.",
        "Facial recognition is used by police across the country.",
    ),
    Deed.PROCURE: (
        "The mayor denied that the city of Vale had bought face search software.",
        "The ordinance keeps the Vale police from buying face search software.",
    ),
    Deed.SUPPORT: (
        "It is unclear whether the league supports the face scan bill.",
        "The software supports face scans.",
    ),
    Deed.OPPOSE: ("It is unclear whether the league opposes the face scan bill.", "The opposite shop has face scans."),
    Deed.CALL_FOR: ("A man pleading for air was found by a face scan.", "The call for a face scan came at night."),
}


def test_every_action_has_both() -> None:
    assert set(TOLD) == set(ONLY_SOUNDS) == set(Deed)


@pytest.mark.parametrize(("action", "text"), [(action, text) for action, texts in TOLD.items() for text in texts])
def test_an_action_is_read_in_the_forms_of_news(action: Deed, text: str) -> None:
    assert main_event(text).action is action


@pytest.mark.parametrize(
    ("action", "text"), [(action, text) for action, texts in ONLY_SOUNDS.items() for text in texts]
)
def test_what_only_sounds_like_an_action_is_none(action: Deed, text: str) -> None:
    assert action not in [position.action for position in read(text)]


@pytest.mark.parametrize("number", ["S. 2291", "H.R. 5512", "AB 642", "LD 1585"])
def test_a_bill_brought_in_by_its_number_is_no_technology_brought_in(number: str) -> None:
    position = main_event(
        f"Sen. Ann Brandt introduced {number}, which would require a warrant for police use of face scans, last week."
    )
    assert (position.action, position.actor, position.bills) == (Deed.INTRODUCE, "Ann Brandt", (number,))


def test_what_a_place_would_become_the_first_to_do_is_not_done() -> None:
    told = read(
        "A committee backed the bill on face scans. If it passes, Maine would become the third state to ban them."
    )
    assert Deed.BAN not in {position.action for position in told}
    assert main_event("Maine became the third state to ban face scans on Monday.").action is Deed.BAN


def test_a_part_of_a_chamber_is_not_the_chamber() -> None:
    assert main_event("A House subcommittee on Tuesday advanced a bill to limit face scans.").actor == (
        "House subcommittee"
    )


def test_a_name_within_a_clause_on_somebody_elses_staff_does_nothing() -> None:
    told = read(
        "Liberty North, whose head of policy, Bryony Castell, spoke on Monday, is suing police over face scans."
    )
    assert "Bryony Castell" not in {position.actor for position in told}
