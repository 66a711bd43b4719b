"""`analyze`, `backfill`, `export`: many articles at once."""

import asyncio
import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.core.messages.wording import counted
from handlers.command_line.doors import Doors, Records
from handlers.command_line.lines import reading, write_rows, writing
from handlers.command_line.speech import complain, say, timestamp, work_with


class ExportWhat(StrEnum):
    ARTICLES = "articles"
    QUOTES = "quotes"
    POSITIONS = "positions"
    STORIES = "stories"
    CHANGES = "changes"


class ExportFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def add_bulk(app: typer.Typer, doors: Doors[Any]) -> None:
    """A team's own articles in, the team's data out."""

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
            with reading(source) as (lines, total), writing(out) as target, doors.spool() as spool:
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
            with reading(source) as (lines, total), doors.spool() as spool:
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
        since: Annotated[str | None, typer.Option(help="From this day on, like 2026-01-31.")] = None,
    ) -> None:
        """The team's data, theirs to keep, on stdout."""
        from bot.services.export import columns, export

        day = timestamp(since)

        async def work(records: Records) -> None:
            rows = export(records.archive, what.value, since=day.value.date() if day else None)
            is_table = format is ExportFormat.CSV
            await write_rows(rows, sys.stdout, columns=columns(what.value) if is_table else None)

        work_with(doors.records(context.obj), work)
