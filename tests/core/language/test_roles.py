import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.roles import read, score
from bot.core.language.names import cast
from bot.core.language.roles import described_role

GOLD = Path(__file__).parents[2] / "data" / "roles" / "gold.jsonl"


def test_the_score_of_roles_and_affiliations_does_not_fall() -> None:
    total = score(read(GOLD))
    assert total.precision >= 0.97, "\n".join(total.errors)
    assert total.recall >= 0.95, "\n".join(total.errors)


@pytest.mark.parametrize(
    ("words", "role", "affiliation"),
    [
        ("an Acme Vision spokesman", "spokesman", "Acme Vision"),
        ("a former senior engineer at Lumen Systems", "former senior engineer", "Lumen Systems"),
        ("a spokeswoman for the Lantern Project", "spokeswoman", "Lantern Project"),
    ],
)
def test_an_unnamed_source_has_the_role_that_its_description_gives(words: str, role: str, affiliation: str) -> None:
    held = described_role(words)
    assert held is not None
    assert (held.role, held.affiliation) == (role, affiliation)


@pytest.mark.parametrize("words", ["the Acme report", "a user", "a May survey", "Lumen officials", "the executive"])
def test_a_paper_a_crowd_and_a_bare_word_have_no_role(words: str) -> None:
    assert described_role(words) is None


@given(st.text(alphabet="Ana Ruiz,Dr.’s of the director at&-\n", max_size=200))
def test_a_role_is_words_of_the_text(text: str) -> None:
    for entity in cast(f"Ana Ruiz, {text}").people:
        for word in (entity.role or "").split():
            assert word in text or word == "of"


def test_the_gold_is_ours_and_large_enough() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["roles"]) for row in rows) >= 60


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("South Carolina Gov. Ana Ruiz left.", "Ana Ruiz", "Gov.", "South Carolina"),
        (
            "Ana Ruiz, the president of Everytown for Gun Safety, left.",
            "Ana Ruiz",
            "president",
            "Everytown for Gun Safety",
        ),
        ("Ana Ruiz, a former Harbour City deputy mayor and Acme adviser, left.", "Ana Ruiz", "former adviser", None),
        ("The lead attorney for the driver, Ana Ruiz, left.", "Ana Ruiz", "lead attorney for the driver", None),
        ("Lantern’s deputy director, Ana Ruiz, left.", "Ana Ruiz", "deputy director", "Lantern"),
        (
            "Ana Ruiz, chair of the Senate Health, Education and Pensions Committee, left.",
            "Ana Ruiz",
            "chair",
            "Senate Health, Education and Pensions Committee",
        ),
    ],
)
def test_a_house_has_its_whole_name_and_nothing_else(text: str, name: str, role: str, affiliation: str | None) -> None:
    entity = cast(text).resolve(name)
    assert entity is not None
    assert (entity.role, entity.affiliation) == (role, affiliation)
