"""Nothing counts as checked that was not."""

from supply.audit import CLEAN, FOUND, UNKNOWN, judged

FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}


def _package(name: str, *flaws: object) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": list(flaws)}


def _unasked(name: str) -> dict[str, object]:
    return {"name": name, "skip_reason": "not found"}


def test_all_looked_up_and_nothing_known_is_clean() -> None:
    assert judged({"dependencies": [_package("a"), _package("b")]}).code == CLEAN


def test_a_known_weakness_is_told_with_what_mends_it() -> None:
    outcome = judged({"dependencies": [_package("a", FLAW), _unasked("b")]})
    assert outcome.code == FOUND
    assert outcome.lines[0] == "a 1.0: PYSEC-2026-1, mended in 1.1"
    assert "1 of 2 packages could not be looked up" in outcome.lines[1]


def test_what_could_not_be_looked_up_is_not_clean() -> None:
    assert judged({"dependencies": [_package("a"), _unasked("b")]}).code == UNKNOWN
    assert judged({"dependencies": []}).code == UNKNOWN
    assert judged({}).code == UNKNOWN
