"""The sample articles: read from their files and dated, so that the newest is minutes old whenever the demo runs."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "articles"
_PLACEHOLDER = re.compile(r"\[\[(day|día|date|newyear|yearend)\s*([+-]?\d*)\]\]")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_ES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """One article of an invented outlet. It appears `step` seconds after the start; 0: it is there from the first."""

    slug: str
    outlet: str
    title: str
    byline: str
    published: datetime
    step: float
    paragraphs: tuple[str, ...]
    correction: str = ""
    related: tuple[str, ...] = ()  # headlines in a box beside the article, not of it
    status: int = 200  # of its page
    excerpt: str = ""

    @property
    def path(self) -> str:
        return f"/{self.outlet}/{self.published:%Y/%m/%d}/{self.slug}"


def sample_articles(now: datetime) -> tuple[SampleArticle, ...]:
    """All of them, in the order in which they appear."""
    articles = (_article(name, now) for name in sorted(_files()))
    return tuple(sorted(articles, key=lambda article: article.step))


@cache
def _files() -> dict[str, tuple[dict[str, str], tuple[str, ...]]]:
    return {path.name: _split(path.read_text(encoding="utf-8")) for path in _FOLDER.glob("*.txt")}


def _split(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return fields, tuple(filter(None, (paragraph.strip() for paragraph in body.split("\n\n"))))


def _article(name: str, now: datetime) -> SampleArticle:
    fields, paragraphs = _files()[name]
    published = (now - timedelta(hours=float(fields["hours_ago"]))).replace(second=0, microsecond=0)
    if "copy_of" in fields:
        _, paragraphs = _files()[fields["copy_of"]]
    dated = tuple(_dated(paragraph, published) for paragraph in paragraphs)
    return SampleArticle(
        slug=name.removesuffix(".txt").partition("-")[2],
        outlet=fields["outlet"],
        title=fields["title"],
        byline=fields["byline"],
        published=published,
        step=float(fields["step"]),
        paragraphs=dated,
        correction=_dated(fields.get("correction", ""), published),
        related=tuple(fields[key] for key in ("related", "related_2") if key in fields),
        status=int(fields.get("status", "200")),
        excerpt=_dated(fields.get("excerpt", ""), published) or dated[0],
    )


def _dated(text: str, published: datetime) -> str:
    """`[[day -1]]` → a weekday, `[[date +19]]` → a date, `[[newyear]]`, `[[yearend +1]]` → the coming ones."""

    def words(match: re.Match[str]) -> str:
        kind, offset = match[1], int(match[2] or "0")
        day = published + timedelta(days=offset)
        match kind:
            case "day":
                return _DAYS[day.weekday()]
            case "día":
                return _DAYS_ES[day.weekday()]
            case "date":
                return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
            case "newyear":
                return f"1 January {published.year + 1 + offset}"
            case _:
                return f"31 December {published.year + offset}"

    return _PLACEHOLDER.sub(words, text)
