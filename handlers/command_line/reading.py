"""`preview` and `lookup`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.core.errors import PageUnreadable
from bot.core.messages import alert_message, answer_message, help_message
from bot.core.model import Analysis, Hints
from bot.services.answer_json import as_json as answer_as_json
from handlers import terminal
from handlers.command_line.doors import Doors, Records
from handlers.command_line.speech import read_file, say, timestamp, work_with

if TYPE_CHECKING:  # loading what reads articles takes longer than a look-up
    from bot.services.analyze import Analyze


class PreviewFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SLACK = "slack"
    DISCORD = "discord"
    HTML = "html"


def add_reading(app: typer.Typer, doors: Doors[Any]) -> None:
    """What one article would give, and what the archive knows."""

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
        hints = Hints(url=url, outlet=outlet, published=timestamp(published))
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

        work_with(doors.records(context.obj), work)


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


async def _analysed(reader: Analyze, source: str, hints: Hints) -> Analysis:
    if re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):  # whether it may be fetched the fetcher judges
        return await reader.from_url(source, hints)
    body = sys.stdin.buffer.read() if source == "-" else read_file(Path(source))
    if not body.strip():
        raise PageUnreadable("nothing is in it")
    if source.endswith((".html", ".htm")) or (source == "-" and body.lstrip()[:1] == b"<"):
        return await reader.from_html(body, hints)
    return await reader.from_text(body.decode("utf-8-sig", "replace"), hints)
