"""No package is delivered under a licence that nobody looked at."""

from pathlib import Path

import pytest

from supply.licences import PAGE, Rules, faults, is_allowed, licence_of, load_rules, page, rows
from supply.lock import LOCKED

ALLOWED = ("MIT", "Apache-2.0", "PSF-2.0")


def test_every_locked_package_has_a_licence_that_is_allowed_and_the_page_says_so() -> None:
    rules = load_rules()
    found = rows(rules=rules)
    assert faults(found, rules) == ()
    assert PAGE.read_text(encoding="utf-8") == page(found), "make licences"


@pytest.mark.parametrize(
    ("expression", "is_so"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND PSF-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND (GPL-2.0-only OR Apache-2.0)", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
    ],
)
def test_of_an_or_one_licence_will_do_and_of_an_and_all_are_needed(expression: str, is_so: bool) -> None:
    assert is_allowed(expression, ALLOWED) is is_so


def test_a_package_whose_licence_is_not_allowed_stands_in_the_way() -> None:
    rules = Rules(allowed=frozenset({"MIT"}), spelled={}, read=load_rules().read)
    told = faults(rows(rules=rules), rules)
    assert any("aiohttp" in line and "Apache-2.0" in line for line in told)


def test_a_licence_that_cannot_be_told_is_for_a_person_to_read(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"nobody-has-this==1.0 --hash=sha256:{'0' * 64}\n")
    rules = load_rules()
    assert licence_of("nobody-has-this", rules) == ""
    assert "nobody-has-this 1.0: its licence can't be told" in faults(rows(lock, rules=rules), rules)[0]


def test_rules_with_a_word_that_is_no_licence_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "licences.toml"
    path.write_text('allowed = ["MTI"]\n[spelled]\n[read]\n')
    with pytest.raises(ValueError, match="MTI"):
        load_rules(path)


def test_what_was_read_by_a_person_is_still_in_the_lock() -> None:
    names = {row.package.name for row in rows(LOCKED, rules=load_rules())}
    assert set(load_rules().read) <= names
