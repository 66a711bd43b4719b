"""What the command line does with words and cells, without a house behind it."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import VERSION
from bot.core.errors import StoreUnusable, WatchwordError
from handlers.command_line import Doors, harmless, main


def _doors(**loaded: object) -> Doors[object]:
    def load(config: Path | None, data_dir: Path | None) -> object:
        loaded.update(config=config, data_dir=data_dir)
        raise StoreUnusable("stop here", is_newer=True)

    def nothing(*_: object) -> object:
        raise AssertionError("not reached")

    names = (
        "run",
        "run_once",
        "demo",
        "records",
        "files",
        "house",
        "counter",
        "reader",
        "spool",
        "verdict",
        "rendered",
        "now",
    )
    doors: Doors[object] = Doors(load=load, **dict.fromkeys(names, nothing))  # type: ignore[arg-type]
    _doors.loaded = loaded  # type: ignore[attr-defined]
    return doors


@pytest.mark.parametrize(
    "words",
    [
        ["--config", "my.toml", "--data-dir=d", "lookup", "amazon", "ban"],
        ["lookup", "--config", "my.toml", "amazon", "--data-dir", "d", "ban"],
        ["lookup", "amazon", "ban", "--data-dir", "d", "--config=my.toml"],
    ],
)
def test_common_options_stand_before_or_after_the_command_word(words: list[str]) -> None:
    assert main(words, _doors()) == 2
    assert _doors.loaded == {"config": Path("my.toml"), "data_dir": Path("d")}  # type: ignore[attr-defined]


def test_the_version_is_told_whatever_the_settings_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"], _doors()) == 0
    assert capsys.readouterr().out == f"Watchword {VERSION}\n"


def test_an_unknown_command_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetchh"], _doors()) == 2
    assert "fetchh" in capsys.readouterr().err


@given(st.text())
def test_no_cell_is_a_formula_whatever_a_headline_begins_with(text: str) -> None:
    cell = harmless(text)
    assert str(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    target = io.StringIO(newline="")
    csv.writer(target).writerow([cell])
    assert next(csv.reader(io.StringIO(target.getvalue(), newline=""))) == [cell]


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (ExceptionGroup("deliver", [ExceptionGroup("send", [StoreUnusable("The disk is full.")])]), 1),
        (ExceptionGroup("deliver", [StoreUnusable("Too new.", is_newer=True)]), 2),
    ],
)
def test_weather_in_tasks_side_by_side_is_told_in_one_line(
    raised: ExceptionGroup[WatchwordError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lookup", "amazon"], _doors_that_raise(raised)) == code
    assert capsys.readouterr().err.startswith("watchword: T")


def test_a_bug_among_the_weather_stays_a_bug() -> None:
    mixed: ExceptionGroup[Exception] = ExceptionGroup("deliver", [StoreUnusable("The disk is full."), KeyError("x")])
    with pytest.raises(ExceptionGroup):
        main(["lookup", "amazon"], _doors_that_raise(mixed))


def _doors_that_raise(error: Exception) -> Doors[object]:
    def load(config: Path | None, data_dir: Path | None) -> object:
        raise error

    return replace(_doors(), load=load)


def test_help_is_given_whatever_the_settings_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--help"], _doors()) == 0
    assert "--once" in capsys.readouterr().out
