"""The command line: words in, exit codes out. Everything it does is handed to it as `Doors`."""

from __future__ import annotations

import asyncio
import csv
import errno
import io
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, Protocol, TextIO, TypeVar

import typer

from bot.core.errors import (
    PackInvalid,
    PageUnreadable,
    QueryInvalid,
    RuleInvalid,
    SettingsInvalid,
    SourceInvalid,
    StoreUnusable,
    WatchwordError,
)
from bot.core.messages import Message, alert_message, answer_message, help_message
from bot.core.messages.wording import counted
from bot.core.model import Analysis, Hints, SourceId, Timestamp
from bot.core.urls import masked
from bot.ports import Archive, Spool
from bot.services.lookup import as_json as answer_as_json
from handlers import terminal

# What one command needs is imported where it is used, so that `lookup` answers without loading what reads articles.
if TYPE_CHECKING:
    from bot.services.analyze import Analyze
    from bot.services.filing import Filing
    from bot.services.health import Verdict
    from bot.services.lookup import Lookup
    from bot.services.tune import Sources

SettingsT = TypeVar("SettingsT")
Opened = TypeVar("Opened")


class Records(Protocol):
    """What a command needs that only looks into the archive."""

    @property
    def lookup(self) -> Lookup: ...

    @property
    def archive(self) -> Archive: ...


class House(Protocol):
    """What a command needs that reads or changes sources."""

    @property
    def filing(self) -> Filing: ...

    @property
    def sources(self) -> Sources: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors(Generic[SettingsT]):
    """What the composition root offers. Each is called with the settings that `load` gave."""

    load: Callable[[Path | None, Path | None], SettingsT]  # --config, --data-dir; sets up the logs too
    run: Callable[[SettingsT], Coroutine[Any, Any, None]]
    run_once: Callable[[SettingsT, bool], Coroutine[Any, Any, int]]  # as JSON? → exit code
    demo: Callable[[SettingsT, bool, int | None, bool], Coroutine[Any, Any, None]]  # once? port, opens a browser?
    records: Callable[[SettingsT], AbstractAsyncContextManager[Records]]
    house: Callable[[SettingsT], AbstractAsyncContextManager[House]]
    reader: Callable[[SettingsT, int], AbstractAsyncContextManager[Analyze]]  # reading processes
    spool: Callable[[], AbstractContextManager[Spool]]
    verdict: Callable[[SettingsT], Coroutine[Any, Any, Verdict]]
    rendered: Callable[[str, Message], str]  # "slack", "discord", "html": the message as it would be sent there
    now: Callable[[], datetime]


class PreviewFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SLACK = "slack"
    DISCORD = "discord"
    HTML = "html"


_COMMON = ("--config", "--data-dir")
_OUTPUT_LOST = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EPIPE})
_DIRECTORY = "Every command also takes --config FILE and --data-dir DIR. Alone, run.py runs the bot."


class ExportWhat(StrEnum):
    ARTICLES = "articles"
    QUOTES = "quotes"
    POSITIONS = "positions"
    STORIES = "stories"


class ExportFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


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
        _application(doors)(_options_first(words), prog_name="run.py")
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
    complain(str(error))
    return 2 if _is_configuration(error) else 1


def _leaves(group: ExceptionGroup[WatchwordError]) -> Iterator[WatchwordError]:
    for error in group.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def say(line: str) -> None:
    """A line on stdout, at once even when that is a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """A line on stderr."""
    sys.stderr.write(f"watchword: {line}\n")


def _application(doors: Doors[Any]) -> typer.Typer:
    app = typer.Typer(
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
    ) -> None:
        context.obj = doors.load(config, data_dir)
        if context.invoked_subcommand is None:
            asyncio.run(doors.run(context.obj))

    _add_bot(app, doors)
    _add_reading(app, doors)
    _add_bulk(app, doors)
    app.add_typer(_sources(doors), name="sources")
    return app


def _add_bot(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command()
    def run(
        context: typer.Context,
        once: Annotated[bool, typer.Option("--once", help="Poll every source now, deliver, report, exit.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="With --once: the report as counts.")] = False,
    ) -> None:
        """The bot: poll, alert, answer, until Ctrl-C."""
        if as_json and not once:
            raise typer.BadParameter("--json belongs to --once")
        if once:
            raise typer.Exit(asyncio.run(doors.run_once(context.obj, as_json)))
        asyncio.run(doors.run(context.obj))

    @app.command()
    def demo(
        context: typer.Context,
        once: Annotated[bool, typer.Option("--once", help="Exit when all has been published.")] = False,
        port: Annotated[int | None, typer.Option(help="Of the local page.", min=0, max=65535)] = None,
        browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
    ) -> None:
        """The same bot on a sample newsroom, in a throw-away folder: no token, no account."""
        opens = browser and not once and sys.stdout.isatty()
        asyncio.run(doors.demo(context.obj, once, port, opens))

    @app.command()
    def check(context: typer.Context) -> None:
        """Configuration, archive, tokens, platforms, sources: the one thing to fix first on top."""
        from handlers import reports

        verdict = asyncio.run(doors.verdict(context.obj))
        reports.write_verdict(verdict, stream=sys.stdout)
        raise typer.Exit(int(verdict.is_failing))


def _add_reading(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command()
    def preview(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="A URL, a file (.html, or .txt as pasted), or - for stdin.")],
        url: Annotated[str | None, typer.Option(help="Where the text is from.")] = None,
        outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
        published: Annotated[str | None, typer.Option(help="When, as ISO 8601.")] = None,
        format: Annotated[PreviewFormat, typer.Option(help="How to show it.")] = PreviewFormat.TEXT,
    ) -> None:
        """The alert that one article would give."""
        hints = Hints(url=url, outlet=outlet, published=_timestamp(published))
        asyncio.run(_preview(context.obj, doors, source, hints, format))

    @app.command("lookup")
    def look_up(
        context: typer.Context,
        query: Annotated[list[str], typer.Argument(help="A name or words; quotes NAME; since:2026-01 …")],
        limit: Annotated[int, typer.Option(help="Stories at most.", min=1, max=100)] = 10,
        as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    ) -> None:
        """The answer of /policy QUERY."""

        async def work(records: Records) -> None:
            answer = await records.lookup.answer(" ".join(query), limit=limit)
            if as_json:
                say(json.dumps(answer_as_json(answer), ensure_ascii=False, indent=2))
            else:
                shown = help_message() if answer.question.show == "help" else answer_message(answer)
                terminal.write(shown, sys.stdout)

        _with(doors.records(context.obj), work)


def _add_bulk(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command("analyze")
    def analyze_lines(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="A file of JSON lines, or - for stdin.", metavar="IN")] = "-",
        out: Annotated[str, typer.Option("-o", "--out", help="A file, or - for stdout.", metavar="OUT")] = "-",
        jobs: Annotated[int, typer.Option(help="Reading processes.", min=1, max=64)] = 1,
    ) -> None:
        """Articles in, analysed articles out, a line of JSON each; no archive."""
        from bot.services.bulk import Bulk
        from handlers import reports

        async def inside() -> None:
            with _reading(source) as (lines, total), _writing(out) as target, doors.spool() as spool:
                async with doors.reader(context.obj, jobs) as reader:
                    bulk = Bulk(reader, spool)
                    with reports.progress(total, "reading", stream=sys.stderr) as step:
                        await bulk.read(lines, jobs=jobs, progress=step)
                for result in bulk.analysed():
                    target.write(json.dumps(result, ensure_ascii=False) + "\n")

        asyncio.run(inside())

    @app.command()
    def backfill(
        context: typer.Context,
        source: Annotated[str, typer.Argument(help="A file of JSON lines, or - for stdin.", metavar="IN")],
        outlet: Annotated[str | None, typer.Option("--source", help="Outlet of lines that name none.")] = None,
        jobs: Annotated[int, typer.Option(help="Reading processes.", min=1, max=64)] = 1,
    ) -> None:
        """Articles of your own into the archive, without alerting; twice changes nothing."""
        from bot.services.bulk import Bulk
        from handlers import reports

        async def inside() -> None:
            with _reading(source) as (lines, total), doors.spool() as spool:
                async with doors.reader(context.obj, jobs) as reader:
                    bulk = Bulk(reader, spool, outlet=outlet)
                    with reports.progress(total, "reading", stream=sys.stderr) as step:
                        await bulk.read(lines, jobs=jobs, progress=step)
                articles = ((read.line.id, read.analysis) for _, read in bulk.in_order_of_time())
                async with doors.house(context.obj) as house:
                    with reports.progress(bulk.readable, "filing", stream=sys.stderr) as step:
                        added = await house.filing.backfill(articles, progress=step)
                for failed in bulk.failures():
                    complain(f"line {failed.number}: {failed.error}")
            unreadable = counted(bulk.total - bulk.readable, "line", "lines")
            new = counted(added, "article", "articles")
            say(f"{new} added, {bulk.readable - added:,} known already, {unreadable} unreadable.")

        asyncio.run(inside())

    @app.command("export")
    def export_rows(
        context: typer.Context,
        what: Annotated[ExportWhat, typer.Argument(help="What to export.")],
        format: Annotated[
            ExportFormat, typer.Option(help="JSON lines, or a table for a spreadsheet.")
        ] = ExportFormat.JSONL,
        since: Annotated[str | None, typer.Option(help="Published on this day or later, like 2026-01-31.")] = None,
    ) -> None:
        """The team's data, theirs to keep, on stdout."""
        from bot.services.export import export

        day = _timestamp(since)

        async def work(records: Records) -> None:
            rows = export(records.archive, what.value, since=day.value.date() if day else None)
            await _write_rows(rows, format, sys.stdout)

        _with(doors.records(context.obj), work)


async def _write_rows(rows: AsyncIterator[dict[str, Any]], format: ExportFormat, target: TextIO) -> None:
    table: csv.DictWriter[str] | None = None
    async for row in rows:
        if format is ExportFormat.JSONL:
            target.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        if table is None:
            table = csv.DictWriter(target, fieldnames=list(row), lineterminator="\n")
            table.writeheader()
        table.writerow({key: harmless(value) for key, value in row.items()})


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, whatever a headline begins with (CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA_MARKS else value


_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def _reading(source: str) -> Iterator[tuple[Iterable[str], int | None]]:
    """The lines of a file, lazily, and how many there are; unknown for a pipe, which can be read but once."""
    if source == "-":
        yield io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace"), None
        return
    path = Path(source)
    with ExitStack() as stack:
        try:
            total = _count_lines(path) if path.is_file() else None
            lines = stack.enter_context(path.open(encoding="utf-8-sig", errors="replace"))
        except OSError as error:
            raise typer.BadParameter(f"{source}: {error.strerror}") from error
        yield lines, total


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


@contextmanager
def _writing(target: str) -> Iterator[TextIO]:
    """Where the output goes: a file is replaced only when all of it is there, a pipe or device never."""
    if target == "-":
        yield sys.stdout
        return
    path = Path(target)
    is_file = path.is_file() or not path.exists()
    path = path.resolve() if is_file else path  # what a link leads to is replaced, not the link
    part = path.with_name(f"{path.name}.part") if is_file else path
    with ExitStack() as stack:
        try:
            file = stack.enter_context(part.open("w", encoding="utf-8"))
        except OSError as error:
            raise typer.BadParameter(f"{target}: {error.strerror}") from error
        if not is_file:
            yield file
            return
        try:
            yield file
            file.close()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _sources(doors: Doors[Any]) -> typer.Typer:
    app = typer.Typer(help="The sources that are watched.", no_args_is_help=True, rich_markup_mode=None)

    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """All sources with their health; keys in addresses are hidden."""
        from handlers import reports

        async def work(records: Records) -> None:
            reports.write_sources(await records.archive.sources(), stream=sys.stdout)

        _with(doors.records(context.obj), work)

    @app.command()
    def add(
        context: typer.Context,
        url: Annotated[str, typer.Argument(help="A feed, or a site that offers one.")],
        name: Annotated[str, typer.Option(help="What to call it.")] = "",
    ) -> None:
        """Watch it from now on; what it holds already is stored silently."""
        from handlers import reports

        async def work(house: House) -> None:
            await house.filing.open()
            added = await house.sources.add(url, name=name)
            await house.filing.flush()
            say(reports.added_in_words(added))

        _with(doors.house(context.obj), work)

    @app.command()
    def remove(context: typer.Context, id: Annotated[int, typer.Argument(help="See sources list.")]) -> None:
        """Stop polling it; what it brought stays in the archive."""

        async def work(house: House) -> None:
            removed = await house.sources.remove(SourceId(id))
            if removed is None:
                raise SourceInvalid(f"There is no source {id}; python run.py sources list shows them.")
            say(f"No longer watched: {removed.name} ({masked(removed.url)}). Its articles stay in the archive.")

        _with(doors.house(context.obj), work)

    @app.command()
    def check(
        context: typer.Context,
        url: Annotated[str | None, typer.Argument(help="One address; without it, every source.")] = None,
    ) -> None:
        """What an address offers, without adding it; or whether every source answers."""

        async def work(house: House) -> None:
            if url is not None:
                say(await house.sources.check(url))
            elif not await _check_all(house.sources):
                raise typer.Exit(1)

        _with(doors.house(context.obj), work)

    @app.command("import")
    def import_opml(context: typer.Context, opml: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
        """Add every feed of an OPML file."""

        async def work(house: House) -> None:
            added, others = await house.sources.import_opml(_read_file(opml))
            new = counted(added, "source", "sources")
            say(f"{new} added, {others} known already or unusable. The first poll of each is silent.")

        _with(doors.house(context.obj), work)

    @app.command("export")
    def export_opml(context: typer.Context) -> None:
        """All sources as OPML, on stdout."""

        async def work(house: House) -> None:
            say(await house.sources.export_opml())

        _with(doors.house(context.obj), work)

    return app


async def _check_all(sources: Sources) -> bool:
    is_fine = True
    for source, _ in await sources.all():
        try:
            say(f"ok      {source.name}: {await sources.check(source.url)}")
        except SourceInvalid as error:
            is_fine = False
            say(f"FAILED  {source.name}: {error}")
    return is_fine


async def _preview(settings: Any, doors: Doors[Any], source: str, hints: Hints, format: PreviewFormat) -> None:
    from bot.services.analyze import as_json

    async with doors.reader(settings, 1) as reader:
        try:
            analysis = await _analysed(reader, source, hints)
        except PageUnreadable as error:
            advice = "If you can read it in a browser, copy it into a .txt file and preview that."
            raise PageUnreadable(f"{source}: {error.reason}. {advice}") from error
        card = reader.card(analysis)
    message = alert_message(card, now=doors.now())
    match format:
        case PreviewFormat.JSON:
            say(json.dumps(as_json(analysis, id=source), ensure_ascii=False, indent=2))
        case PreviewFormat.SLACK | PreviewFormat.DISCORD | PreviewFormat.HTML:
            say(doors.rendered(format.value, message))
        case PreviewFormat.TEXT:
            terminal.write(message, sys.stdout)
            reasons = "; ".join(analysis.relevance.reasons) or "no keyword matches"
            say(f"Relevance {analysis.relevance.score:.2f}: {reasons}.")


def _with(opening: AbstractAsyncContextManager[Opened], work: Callable[[Opened], Awaitable[None]]) -> None:
    async def inside() -> None:
        async with opening as opened:
            await work(opened)

    asyncio.run(inside())


async def _analysed(reader: Analyze, source: str, hints: Hints) -> Analysis:
    if re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):  # whether it may be fetched the fetcher judges
        return await reader.from_url(source, hints)
    body = sys.stdin.buffer.read() if source == "-" else _read_file(Path(source))
    if not body.strip():
        raise PageUnreadable("nothing is in it")
    if source.endswith((".html", ".htm")) or (source == "-" and body.lstrip()[:1] == b"<"):
        return await reader.from_html(body, hints)
    return await reader.from_text(body.decode("utf-8-sig", "replace"), hints)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}") from error


def _timestamp(iso: str | None) -> Timestamp | None:
    try:
        return Timestamp.parse(iso) if iso else None
    except ValueError as error:
        raise typer.BadParameter(f"{iso} is no ISO 8601 date, like 2026-11-21 or 2026-11-21T18:04:00+00:00") from error


def _is_configuration(error: WatchwordError) -> bool:
    if isinstance(error, StoreUnusable):
        return error.is_newer
    return isinstance(error, SettingsInvalid | PackInvalid | RuleInvalid | QueryInvalid)


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
