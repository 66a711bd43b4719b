"""Who speaks: two together, a pronoun's owner, "the company", and for whom; nobody rather than somebody else."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes


def only(text: str) -> Quote:
    (quote,) = find_quotes(Article(title="", text=text))
    return quote


def is_sure(quote: Quote) -> bool:
    return quote.confidence >= SURE


BILL = "Sens. Ada Park (D-Ore.) and Lee Marsh (R-Utah) introduced the bill.\n\n“We need a pause,” "


@pytest.mark.parametrize(
    "text",
    [
        BILL + "Sens. Ada Park and Lee Marsh said in a joint statement.",
        BILL + "said Park and Marsh.",
        BILL + "they said in a joint statement.",
        BILL + "the two senators wrote.",
        BILL + "the senators wrote.",
        BILL + "according to Park and Marsh.",
        "In a joint letter, Ada Park and Lee Marsh wrote: “We need a pause.”",
        "“We need a pause,” Ada Park, the group’s director, and Lee Marsh, its lawyer, wrote in an op-ed.",
        "Ada Park, Republican of Ohio, and Lee Marsh, Democrat of Maine, wrote to it. “We need a pause,” they said.",
        "“We need a pause,” said Ada Park and Acme Vision founder Lee Marsh.",
    ],
)
def test_who_speaks_together_is_named_together(text: str) -> None:
    quote = only(text)
    assert (quote.speaker, is_sure(quote)) == ("Ada Park and Lee Marsh", True)


def test_two_groups_may_speak_together() -> None:
    quote = only("The Lantern Project and Open Streets sued.\n\n“We need a pause,” the groups said.")
    assert quote.speaker == "Lantern Project and Open Streets"


@pytest.mark.parametrize(
    "text",
    [
        "“We need a pause,” said Ada Park, Lee Marsh and Tom Ferris.",
        "Sens. Ada Park, Lee Marsh and Tom Ferris introduced the bill.\n\n“We need a pause,” they said.",
        "The Lantern Project, Open Streets and Riders Alliance sued.\n\n“We need a pause,” the groups said.",
        "“We need a pause,” a lawyer for Ada Park and Lee Marsh said.",
        "Ada Park and Lee Marsh left. Residents waited outside. “We need a pause,” the drivers said.",
    ],
)
def test_of_more_than_two_nobody_is_singled_out(text: str) -> None:
    quote = only(text)
    assert quote.speaker is None
    assert quote.mention


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We need a pause,” said Ada Park, and Lee Marsh agreed.", "Ada Park"),
        ("“We need a pause,” said Ada Park and Lee Marsh agreed.", "Ada Park"),
        ("“We need a pause,” said Ada Park, a lawyer and Open Streets adviser.", "Ada Park"),
        ("“We need a pause,” said former Acme and Lumen lawyer Ada Park.", "Ada Park"),
        ("“We need a pause,” said Police and Crime Commissioner Ada Park.", "Ada Park"),
        ("Acme Vision cut jobs, and Ada Park said: “We need a pause.”", "Ada Park"),
        ("The stars were Tom Ferris, Lee Marsh and Ada Park, who joked: “We need a pause.”", "Ada Park"),
        ("Tom Ferris and Lee Marsh left early. “We need a pause,” said Ada Park.", "Ada Park"),
    ],
)
def test_who_only_stands_beside_does_not_speak(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


@pytest.mark.parametrize(
    "told",
    ["who uses they/them pronouns, was arrested", "who is nonbinary, was arrested", "who goes by they, was held"],
)
def test_they_may_be_one_person_whose_pronoun_it_is(told: str) -> None:
    assert only(f"Alex Rivera, {told} in May. “I was at home,” they said.").speaker == "Alex Rivera"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Acme Vision, a start-up, paused sales.\n\n“We hope it helps,” the Seattle-based company said.",
            "Acme Vision",
        ),
        ("The Department of Transport bought it. “We scan few,” the department said.", "Department of Transport"),
        ("Customs and Border Protection bought it. “We scan few,” the agency said.", "Customs and Border Protection"),
        ("The Harlow Teachers Association sued. “We scan few,” the union said.", "Harlow Teachers Association"),
        ("Sen. Ada Park wrote it with Rep. Lee Marsh. “We need a pause,” the senator said.", "Ada Park"),
        ("Former Mayor Ana Ruiz sued Mayor Ben Holt. “We made a mistake,” the former mayor said.", "Ana Ruiz"),
        ("Former Mayor Ana Ruiz sued Mayor Ben Holt. “We made no mistake,” the mayor said.", "Ben Holt"),
        ("Acme Vision and the Lantern Project wrote. “We need rules,” the company said.", "Acme Vision"),
        ("Acme Vision and the Lantern Project wrote. “We need rules,” the group said.", "Lantern Project"),
    ],
)
def test_a_description_is_whom_alone_it_fits(text: str, speaker: str) -> None:
    quote = only(text)
    assert (quote.speaker, is_sure(quote)) == (speaker, True)


@pytest.mark.parametrize(
    "text",
    [
        "Acme Vision and Borealis Systems both sell to police.\n\n“We hope the pause helps,” the company said.",
        "Acme Vision sued Borealis Systems.\n\nA hearing is set.\n\n“We hope the pause helps,” the company said.",
        "Sen. Ada Park wrote it with Sen. Lee Marsh.\n\n“We need a pause,” the senator said.",
        "The union sued. “We need a pause,” the union said.",
        "Officers came at night. “We made a mistake,” the officer said.",
    ],
)
def test_a_description_that_fits_two_or_nobody_is_not_posted(text: str) -> None:
    quote = only(text)
    assert quote.speaker is None or not is_sure(quote)


ACME = "Acme Vision cut its prices. “We sell to many,” said "


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("“We sell to many,” said Walter Greaves, who runs Acme Vision.", None, "Acme Vision"),
        ("“We sell to many,” said Walter Greaves, who works for the Lantern Project.", None, "Lantern Project"),
        ("Walter Greaves is president of Acme Vision. “We sell to many,” Greaves said.", "president", "Acme Vision"),
        (ACME + "the company’s president, Walter Greaves.", "president", "Acme Vision"),
        (ACME + "Walter Greaves, the company’s president.", "president", "Acme Vision"),
        (ACME + "Walter Greaves, president of the company.", "president", "Acme Vision"),
        (ACME + "Walter Greaves, its president.", "president", "Acme Vision"),
        (ACME + "its president, Walter Greaves.", "president", "Acme Vision"),
        (ACME + "company spokesman Walter Greaves.", "spokesman", "Acme Vision"),
        (ACME + "Walter Greaves, whose company employs ten.", None, "Acme Vision"),
        (
            "The Harlow Police Department bought it. “We scan few,” said Walter Greaves, a department spokesman.",
            "spokesman",
            "Harlow Police Department",
        ),
        (
            "The Harbor Sheriffs' Conference objects. “Hours decide it,” said its president, Walter Greaves.",
            "president",
            "Harbor Sheriffs' Conference",
        ),
        (
            "“We sell to many,” said Walter Greaves, an attorney for the plaintiffs.",
            "attorney for the plaintiffs",
            None,
        ),
        ("“We sell to many,” said Walter Greaves, the panel’s chair.", "panel’s chair", None),
        ("Ben Holt leads Walter Greaves in the polls. “We sell to many,” said Walter Greaves.", None, None),
    ],
)
def test_for_whom_somebody_speaks(text: str, role: str | None, affiliation: str | None) -> None:
    quote = only(text)
    assert (quote.speaker, quote.role, quote.affiliation) == ("Walter Greaves", role, affiliation)


def test_an_unnamed_spokesman_of_the_company_has_its_name() -> None:
    quote = only("Acme Vision cut its prices. “We sell to many,” a company spokesman said.")
    assert (quote.speaker, quote.role, quote.affiliation) == (None, "spokesman", "Acme Vision")


TOY = "“It is a toy for the rich,” "


@pytest.mark.parametrize(
    "text",
    [
        "Tom Ellis was told by Ada Park: “It is a toy for the rich.”",
        "Tom Ellis was told by Ada Park that “it is a toy for the rich.”",
        "Tom Ellis spoke next, quoting Ada Park: “It is a toy for the rich.”",
        TOY + "said Tom Ellis, quoting Ada Park.",
        TOY + "Ada Park told Tom Ellis.",
        TOY + "Ada Park said of Tom Ellis.",
        TOY + "Ada Park is quoted in the Harlow Herald as saying.",
        TOY + "reads a letter from Ada Park to Tom Ellis.",
        TOY + "Tom Ellis’s lawyer, Ada Park, said.",
        TOY + "Ada Park, who chairs the panel and has sat on it since 2009, said.",
        "The bill was called “a toy for the rich and famous” by Ada Park.",
        "The bill, described by Ada Park as “a toy for the rich and famous,” passed.",
        "Tom Ellis’s bill was criticised by Ada Park, who called it “a toy for the rich and famous.”",
    ],
)
def test_whose_words_they_are_not_who_hears_or_repeats_them(text: str) -> None:
    assert only(text).speaker == "Ada Park"


@pytest.mark.parametrize("name", ["Davis", "Harris", "Lewis", "Ellis", "Morris"])
def test_a_name_that_ends_like_a_verb_is_a_name(name: str) -> None:
    quote = only(f"Tom {name} sued.\n\nRain fell on Harlow. “It is a toy for the rich,” {name} said.")
    assert (quote.speaker, quote.cue, is_sure(quote)) == (f"Tom {name}", "said", True)


def test_a_report_speaks_for_who_wrote_it() -> None:
    quote = only("A report by the Lantern Project found “no evidence that the cameras cut crime.”")
    assert (quote.speaker, quote.cue) == ("Lantern Project", "found")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Said one Harlow expert: “Anyone who goes there will fail.”", None),
        (
            "They took a page from the late Ana Ruiz, a former governor of Texas: “Anyone who goes there will fail.”",
            "Ana Ruiz",
        ),
        ("“Anyone who goes there will fail,” said M Ashok Kumar, a clerk.", "M Ashok Kumar"),
        ("“Anyone who goes there will fail,” said Sen. Ana Ruiz Ana Maria RuizBill sinks MORE (D-Ohio).", "Ana Ruiz"),
        ("“Anyone who goes there will fail,” said MEP Ana Ruiz.", "Ana Ruiz"),
    ],
)
def test_who_stands_in_an_unusual_place_or_form(text: str, speaker: str | None) -> None:
    assert only(text).speaker == speaker


def test_who_contributed_to_the_article_said_nothing() -> None:
    quote = only("Ana Ruiz left. Then a voice. “Anyone who goes there will fail.”\n\n—Lee Marsh contributed.")
    assert quote.speaker != "Lee Marsh"


def test_she_who_added_is_who_spoke_last_even_of_a_name_for_men() -> None:
    text = "“They never asked,” said Evan Greer, an adviser.\n\n“Not once in two years,” she added."
    _, second = find_quotes(Article(title="", text=text))
    assert (second.speaker, is_sure(second)) == ("Evan Greer", False)


def test_the_seat_of_a_firm_is_not_the_firm() -> None:
    quote = only(
        "“We sell to many,” said Lee Marsh, an analyst at San Vicente, Calif.-based research firm Compass Point."
    )
    assert (quote.role, quote.affiliation) == ("analyst", "Compass Point")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Ana Ruiz went on the Lantern Network declaring, “Damn it, this is no good news story.”", "Ana Ruiz"),
        (
            (
                "Harlow’s mayor is Ana Ruiz, and Arthur Brooks spoke first. When the mayor got up, she saw Ms. Lee, "
                "and she said, “Nobody here knows whether I agree.”"
            ),
            "Ana Ruiz",
        ),
        (
            (
                "Anwen Pelos said she would vote. Pelos left early, and Stenby Hoyer rose. "
                "She replied: “Nobody asked us that.”"
            ),
            "Anwen Pelos",
        ),
    ],
)
def test_she_is_whom_the_text_called_so(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_a_campaigns_team_is_nobodys_full_name() -> None:
    text = "Team Ruiz plans a tax cut. The plan is new. “Our economy is very strong,” Ruiz said on Monday."
    assert only(text).speaker == "Ruiz"


def test_an_agreement_says_nothing() -> None:
    quote = only("She announced the Harbor Trade Agreement: “There is no question of any of that here.”")
    assert quote.speaker is None
