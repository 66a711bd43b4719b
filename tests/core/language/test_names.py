from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.names import Entity, cast
from bot.core.model import Name


def named(text: str, name: str, *, title: str = "") -> Entity:
    found = cast(text, title=title).resolve(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "It worked, said Priya Nair, policy director of the Lantern Project.",
            "Priya Nair",
            "policy director",
            "Lantern Project",
        ),
        ("Lantern Project policy director Priya Nair agreed.", "Priya Nair", "policy director", "Lantern Project"),
        (
            "Omar Haddad, an economist at Northfield University, wrote it.",
            "Omar Haddad",
            "economist",
            "Northfield University",
        ),
        ("Acme spokeswoman Jane Alder declined.", "Jane Alder", "spokeswoman", "Acme"),
        ("Ruth Adler, the panel's chair and a former judge, wrote it.", "Ruth Adler", "panel's chair", None),
        ("Ilse Roth, the mayor's chief of staff, spoke.", "Ilse Roth", "mayor's chief of staff", None),
        ("Theo Marsh, vice-president of Acme Vision, spoke.", "Theo Marsh", "vice-president", "Acme Vision"),
        ("Ines Roth, a firm that advisers in Ohio like, spoke.", "Ines Roth", None, None),
        ("They asked Ohio Gov. Samuel Park for help.", "Samuel Park", "Gov.", "Ohio"),
        ("Ines Molina of the digital rights group Riders Alliance came.", "Ines Molina", None, "Riders Alliance"),
    ],
)
def test_a_full_mention_gives_role_and_affiliation(
    text: str, name: str, role: str | None, affiliation: str | None
) -> None:
    entity = named(text, name)
    assert (entity.name, entity.role, entity.affiliation) == (name, role, affiliation)


def test_later_short_mentions_are_the_same_person() -> None:
    people = cast("Gov. Samuel Park vetoed it. Park said no. Mr. Park left, and the Parks Department closed.")
    assert [entity.name for entity in people.people] == ["Samuel Park"]
    assert people.resolve("Park") is people.resolve("Mr. Park's")


def test_junior_is_not_his_father() -> None:
    people = cast("Billy Crane wrote it. His son, Billy Crane Jr., repealed it.")
    assert [entity.name for entity in people.people] == ["Billy Crane", "Billy Crane Jr."]


def test_mr_and_ms_tell_a_couple_apart() -> None:
    people = cast("Hugo Brandt met Ilse Brandt. Ms. Brandt spoke. Mr. Brandt listened.")
    assert [people.entity_of(mention).name for mention in people.mentions][2:] == ["Ilse Brandt", "Hugo Brandt"]


def test_a_company_loses_its_legal_form_and_keeps_its_short_name() -> None:
    people = cast("Acme Vision Corp sells it. Acme declined to comment.")
    assert [entity.name for entity in people.organisations] == ["Acme Vision"]
    assert people.resolve("Acme") is people.resolve("Acme Vision")


def test_an_acronym_is_its_organisation() -> None:
    people = cast("The Harbor Civil Liberties Union sued. The HCLU said it would appeal.")
    assert people.resolve("the HCLU") is people.resolve("Harbor Civil Liberties Union")


def test_a_department_of_justice_is_nobodys_title() -> None:
    (entity,) = cast("The Justice Department and the Department of Health and Human Services sued.").organisations[:1]
    assert entity.name == "Justice Department"
    assert not cast("The Justice Department sued.").people


def test_the_first_word_of_a_sentence_is_not_a_name_for_its_capital() -> None:
    assert cast("However, critics said so. Critics are many. Lamenting the loss, they left.").entities == ()


def test_a_headline_lends_the_given_name() -> None:
    assert named("Ruiz said the cameras would go.", "Ruiz", title="Ana Ruiz takes the cameras down").name == "Ana Ruiz"


def test_a_nickname_in_marks_is_left_out_of_the_name() -> None:
    assert cast('It was Marcia "Cia" Bell who spoke.').people[0].name == "Marcia Bell"


def test_what_is_known_of_a_topic_settles_the_kind() -> None:
    people = cast("Lumen sells it.", known=(Name(name="Lumen Systems", aliases=("Lumen",), kind="company"),))
    assert [(entity.name, entity.kind) for entity in people.entities] == [("Lumen Systems", "organisation")]


def test_what_is_made_or_passed_is_no_organisation() -> None:
    people = cast("They tested Acme's FaceKey and the Lumina software. Acme sells FaceKey to police.")
    assert [entity.name for entity in people.organisations] == ["Acme"]


def test_nobody_who_does_not_fit_is_resolved() -> None:
    assert cast("Ana Ruiz spoke.").resolve("Weber") is None


@given(st.text(alphabet="ABCDab. ,'’\"-\nMr.JrSaidOfThe ", max_size=300))
def test_mentions_lie_in_order_and_within_the_text(text: str) -> None:
    people = cast(text)
    assert all(m.span.start <= m.core.start < m.core.end <= len(text) for m in people.mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(people.mentions))
    assert all(0 <= m.entity < len(people.entities) for m in people.mentions)
