import pytest

from bot.core.language.capitals import mixed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RUTH ADLER", "Ruth Adler"),
        ("R. J. O’BRIEN-LEE III", "R. J. O’Brien-Lee III"),
        ("SEAN MCALLEN JR.", "Sean McAllen Jr."),
        ("Ruth ADLER", "Ruth ADLER"),
        ("", ""),
    ],
)
def test_capitals_become_a_name_as_it_is_written_elsewhere(name: str, expected: str) -> None:
    assert mixed(name) == expected


def test_how_the_text_has_it_elsewhere_wins_over_the_rule() -> None:
    assert mixed("DESHAWN MACK", ["Mack", "DeShawn Mack"]) == "DeShawn Mack"
