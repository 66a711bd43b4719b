"""Many articles at once, from lines of JSON: analysed for a file, or filed into the archive."""

import asyncio
import json
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.core.errors import PageUnreadable
from bot.core.model import Analysis, ArticleId, Hints, StoryId, Timestamp
from bot.core.stories import HORIZON, StoryBook
from bot.ports import Spool
from bot.services.analyze import Analyze, as_json
from bot.services.filing import common_words

AHEAD = 4  # articles under way per child, so that none waits for the next line
FORGET_EVERY = 50
LINE_CHARS = 20_000_000  # as much as a page may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the input that says what it must."""

    id: str
    hints: Hints
    text: str | None
    html: str | None
    is_clean: bool
    source: str | None  # where the line is from: stands in for an outlet that is not named


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A line that could not be analysed; `number` counts from 1."""

    number: int
    id: str | None
    error: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "line": self.number, "error": self.error}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article of the input, analysed by itself."""

    number: int
    line: Line
    analysis: Analysis


class LineInvalid(Exception):
    """A line that says too little or nonsense."""

    def __init__(self, id: str | None, reason: str) -> None:
        super().__init__(reason)
        self.id = id
        self.reason = reason


def parse_line(text: str) -> Line:
    """One line of the format in the reference. Raises `LineInvalid` with what is wrong with it."""
    if len(text) > LINE_CHARS:
        raise LineInvalid(None, f"longer than {LINE_CHARS:,} characters")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = f"no JSON: {error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise LineInvalid(None, reason or "no JSON that can be read") from error
    if not isinstance(values, dict):
        raise LineInvalid(None, "no JSON object")
    id = values.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    if not isinstance(id, str) or not id:
        raise LineInvalid(None, "`id` is missing")
    return _line(id, values)


def _line(id: str, values: dict[str, Any]) -> Line:
    byline = values.get("byline")
    if isinstance(byline, list) and all(isinstance(name, str) for name in byline):  # as `analyze` gives it out
        values |= {"byline": ", ".join(byline) or None}
    for key in ("url", "outlet", "title", "byline", "published", "text", "html", "source"):
        if not isinstance(values.get(key), str | None):
            raise LineInvalid(id, f"`{key}` must be text")
    if values.get("text") is None and values.get("html") is None:
        raise LineInvalid(id, "one of `text` and `html` is needed")
    try:
        published = Timestamp.parse(values["published"]) if values.get("published") else None
    except ValueError as error:
        raise LineInvalid(id, f"`published` is no ISO 8601 date: {values['published']}") from error
    hints = Hints(
        url=values.get("url"),
        title=values.get("title"),
        outlet=values.get("outlet"),
        byline=values.get("byline"),
        published=published,
    )
    return Line(
        id=id,
        hints=hints,
        text=values.get("text"),
        html=values.get("html"),
        is_clean=values.get("clean") is True,
        source=values.get("source"),
    )


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, text) for number, text in enumerate(lines, start=1) if text.strip())


async def _read(number: int, text: str, reader: Analyze, outlet: str | None) -> Read | Failed:
    try:
        line = parse_line(text)
        line = replace(line, hints=replace(line.hints, outlet=line.hints.outlet or line.source or outlet))
    except LineInvalid as error:
        return Failed(number=number, id=error.id, error=error.reason)
    try:
        if line.html is not None:
            analysis = await reader.from_html(line.html.encode("utf-8", "replace"), line.hints)
        else:
            analysis = await reader.from_text(line.text or "", line.hints, is_clean=line.is_clean)
    except PageUnreadable as error:
        return Failed(number=number, id=line.id, error=error.reason)
    return Read(number=number, line=line, analysis=analysis)


class Bulk:
    """A run over one input: `read` it once, then take what is needed of it."""

    def __init__(self, reader: Analyze, spool: Spool, *, outlet: str | None = None) -> None:
        self._reader = reader
        self._outlet = outlet  # of lines that name none
        self.readable = 0
        self._spool = spool
        self._first_line: dict[str, int] = {}
        self._places = array("q")
        self._moments = array("d")

    async def read(self, lines: Iterable[str], *, jobs: int, progress: Callable[[], None]) -> None:
        """Each line by itself into the spool, in the order of the input; only a few are in memory at a time."""
        waiting: deque[asyncio.Task[Read | Failed]] = deque()
        async with asyncio.TaskGroup() as group:
            for number, text in _numbered(lines):
                waiting.append(group.create_task(_read(number, text, self._reader, self._outlet)))
                if len(waiting) > jobs * AHEAD:
                    self._keep(await waiting.popleft())
                    progress()
            while waiting:
                self._keep(await waiting.popleft())
                progress()

    def in_order_of_time(self) -> Iterator[tuple[int, Read]]:
        """(place in the input, article), the undated first, the others as they were published."""
        for index in sorted(range(len(self._places)), key=lambda index: (self._moments[index], index)):
            result = self._spool.get(self._places[index])
            if isinstance(result, Read):
                yield index, result

    @property
    def total(self) -> int:
        """Lines read, empty ones aside."""
        return len(self._places)

    def failures(self) -> Iterator[Failed]:
        """Lines that could not be analysed."""
        return (result for result in self.results() if isinstance(result, Failed))

    def results(self) -> Iterator[Read | Failed]:
        """In the order of the input."""
        return (self._spool.get(place) for place in self._places)

    def analysed(self) -> Iterator[dict[str, Any]]:
        """The output of `analyze`, a dict a line, in the order of the input."""
        story, copy_of = self._stories()
        ids = [result.line.id if isinstance(result, Read) else "" for result in self.results()]
        for index, result in enumerate(self.results()):
            if isinstance(result, Failed):
                yield result.as_json()
                continue
            copied = copy_of[index]
            yield as_json(
                result.analysis,
                id=result.line.id,
                story=ids[story[index]],
                copy_of=None if copied < 0 else ids[copied],
            )

    def _keep(self, result: Read | Failed) -> None:
        if isinstance(result, Read):
            first = self._first_line.setdefault(result.line.id, result.number)
            if first != result.number:  # a story named by its id must be one story
                error = f"`id` is that of line {first}"
                result = Failed(number=result.number, id=result.line.id, error=error)
        self._places.append(self._spool.put(result))
        self._moments.append(_moment(result))
        self.readable += isinstance(result, Read)

    def _stories(self) -> "tuple[array[int], array[int]]":  # quoted: 3.11 takes it for types alone
        """For each place in the input the place of its story's first article, and of the one it copies, else -1."""
        story, copy_of = array("q", bytes(8 * len(self._places))), array("q", [-1]) * len(self._places)
        book = StoryBook(common_words=common_words([self._reader.topic]))
        for index, read in self.in_order_of_time():
            article = read.analysis.article
            moment = article.published.instant() if article.published else None
            if moment is not None and index % FORGET_EVERY == 0:
                book.forget(moment - HORIZON)
            placed = book.place(ArticleId(index), article, quotes=read.analysis.quotes, seen_at=moment)
            story[index] = StoryId(placed.story)
            copy_of[index] = -1 if placed.copy_of is None else placed.copy_of
        return story, copy_of


def _moment(result: Read | Failed) -> float:
    published = result.analysis.article.published if isinstance(result, Read) else None
    return float("-inf") if published is None else published.instant().timestamp()
