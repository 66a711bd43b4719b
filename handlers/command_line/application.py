"""Words in, exit codes out."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import VERSION
from bot.core.errors import (
    PackInvalid,
    QueryInvalid,
    RuleInvalid,
    ScheduleInvalid,
    SettingsInvalid,
    StoreUnusable,
    UrlRefused,
    WatchwordError,
)
from bot.core.messages import Message
from handlers.command_line.archive import add_bulk
from handlers.command_line.channels import channels
from handlers.command_line.doors import Doors
from handlers.command_line.keeping import add_keeping
from handlers.command_line.keywords import keywords
from handlers.command_line.orders import CarefulGroup, add_orders
from handlers.command_line.reading import add_reading
from handlers.command_line.running import add_bot
from handlers.command_line.speech import complain, say
from handlers.command_line.stories import add_quotes, stories
from handlers.command_line.tuning import add_proposals, add_why, sources
from handlers.terminal import write

_HELP = frozenset({"-h", "--help"})
_COMMON = ("--config", "--data-dir")
_OUTPUT_LOST = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EPIPE})
_DIRECTORY = "Every command also takes --config FILE and --data-dir DIR. Alone, run.py runs the bot."


def main(words: Sequence[str], doors: Doors[Any]) -> int:
    """Run one command; every failure that can be expected is a line or two on stderr and an exit code."""
    try:
        code = _exit_code(words, doors)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in _OUTPUT_LOST:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not tried again at exit
        if error.errno != errno.EPIPE:  # whoever closes a pipe has seen enough
            complain(f"The output can't be written: {error.strerror}. Free some space and run it again.")
        return 1
    return code


def _exit_code(words: Sequence[str], doors: Doors[Any]) -> int:
    try:
        _application(doors, asks_for_help=not _HELP.isdisjoint(words))(_options_first(words), prog_name="run.py")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except WatchwordError as error:
        return _told(error)
    except ExceptionGroup as group:  # of tasks that ran side by side; with a bug among them it is a bug
        weather, bugs = group.split(WatchwordError)
        if weather is None or bugs is not None:
            raise
        return _told(next(_leaves(weather)))
    return 0


def _told(error: WatchwordError) -> int:
    message = getattr(error, "message", None)  # of the desk, which has more to say than a line
    if isinstance(message, Message):
        if isinstance(error.__cause__, WatchwordError):
            return _told(error.__cause__)
        write(message, sys.stderr)
        return 2
    complain(str(error))
    refused = error if isinstance(error, UrlRefused) else error.__cause__
    if isinstance(refused, UrlRefused) and refused.is_inward:
        complain('If it is a server of your own, trust it in the settings: fetch.allow_private = ["host:port"].')
    return 2 if _is_configuration(error) else 1


def _leaves(group: ExceptionGroup[WatchwordError]) -> Iterator[WatchwordError]:
    for error in group.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _application(doors: Doors[Any], *, asks_for_help: bool) -> typer.Typer:
    """Broken settings must not stand between a person and the help."""
    app = typer.Typer(
        cls=CarefulGroup,
        help="Watches news for facial-recognition policy, tells a team who said what, answers questions.",
        epilog=_DIRECTORY,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def start(
        context: typer.Context,
        config: Annotated[Path | None, typer.Option(help="A settings file of your own.", metavar="FILE")] = None,
        data_dir: Annotated[Path | None, typer.Option(help="Where the archive is kept.", metavar="DIR")] = None,
        version: Annotated[  # noqa: ARG001  its callback tells it
            bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which version this is.")
        ] = False,
    ) -> None:
        context.obj = None if asks_for_help else doors.load(config, data_dir)
        if context.invoked_subcommand is None:
            asyncio.run(doors.run(context.obj))

    add_bot(app, doors)
    add_reading(app, doors)
    add_bulk(app, doors)
    add_keeping(app, doors)
    add_why(app, doors)
    add_orders(app, doors)
    add_quotes(app, doors)
    add_proposals(app, doors)
    app.add_typer(sources(doors), name="sources")
    app.add_typer(keywords(doors), name="keywords")
    app.add_typer(channels(doors), name="channels")
    app.add_typer(stories(doors), name="stories")
    return app


def _tell_version(is_asked: bool) -> None:
    """Before anything is loaded: also broken settings have a version to report."""
    if is_asked:
        say(f"Watchword {VERSION}")
        raise typer.Exit


def _is_configuration(error: WatchwordError) -> bool:
    if isinstance(error, StoreUnusable):
        return error.is_newer
    return isinstance(error, ScheduleInvalid | SettingsInvalid | PackInvalid | RuleInvalid | QueryInvalid)


def _options_first(words: Sequence[str]) -> list[str]:
    """`--config` and `--data-dir` may stand before or after the command word; everything else stays in its place."""
    first: list[str] = []
    rest: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            return [*first, *rest, word, *left]
        if word in _COMMON and left:
            first += [word, left.pop(0)]
        elif word.partition("=")[0] in _COMMON:
            first.append(word)
        else:
            rest.append(word)
    return [*first, *rest]
