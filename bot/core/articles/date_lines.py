"""Lines that say when: "Published June 10, 2020 | Updated 5 p.m."."""

import re
from dataclasses import dataclass

from bot.core.articles.stamps import TIME, Locale, dates_in, parse_stamp, time_on
from bot.core.model import Timestamp

_PUBLISHED_LINE = re.compile(
    r"^\W*(?:(?:first |originally )?(?:published|posted|created|issued|date|publi[ée]|veröffentlicht|publicado|"
    r"pubblicato|gepubliceerd)"
    r"(?: date| at| on| am| le| el| il| op)?)\b\W*(?P<rest>.*)",
    re.IGNORECASE,
)
_UPDATED_LINE = re.compile(
    r"^\W*(?:(?:last |first )?(?:updated|modified|revised|edited)|last update|mis à jour|aktualisiert|actualizado|"
    r"aggiornato|bijgewerkt)"
    r"(?: at| on| am| le| el| il| op)?\b\W*(?P<rest>.*)",
    re.IGNORECASE,
)
_UPDATED_INSIDE = re.compile(r"\b(?:last )?(?:updated|modified)\b(?: at| on)?\W*(?P<rest>.*)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_RELATIVE = re.compile(r"\b(?:ago|yesterday|today)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamps:
    """The moments a page or a line states."""

    published: Timestamp | None = None
    updated: Timestamp | None = None

    def or_else(self, other: "Stamps") -> "Stamps":
        """What is missing here, taken from `other`."""
        return Stamps(self.published or other.published, self.updated or other.updated)

    def in_order(self) -> "Stamps":
        """An update is later than what it updates; software that repeats the date, or dates it before, says nothing."""
        published, updated = self.published, self.updated
        if not published or not updated:
            return self
        is_finer = updated.has_time or updated.value.date() > published.value.date()
        return self if is_finer and updated.instant() > published.instant() else Stamps(published)


def line_stamps(line: str, locale: Locale) -> Stamps:
    """What a visible date line says: "Published June 10, 2020 | Updated 5 p.m.", or a line that is a date alone."""
    inside = _UPDATED_INSIDE.search(line)
    head, tail = (line[: inside.start()], inside["rest"]) if inside else (line, "")
    updated = parse_stamp(tail, locale) if tail else None
    label = _PUBLISHED_LINE.match(head)
    published = parse_stamp(label["rest"] if label else head, locale) if head.strip() else None
    if published and updated is None and inside:
        updated = time_on(published.value.date(), tail[:40])
    return Stamps(published, updated)


def is_date_line(line: str) -> bool:
    """A line that says when and nothing else: a label, a date, a time, perhaps a reading time."""
    if len(line) > 120 or not (_DIGIT.search(line) or _RELATIVE.search(line)):
        return False
    rest = line
    for label in (_PUBLISHED_LINE, _UPDATED_LINE):
        match = label.match(rest)
        rest = match["rest"] if match else rest
    found = list(dates_in(line, Locale()))
    if not found:
        return rest != line and bool(TIME.search(rest) or _RELATIVE.search(rest)) and len(rest.split()) <= 6
    for match, _ in found:
        line = line.replace(match.group(), " ")
    line = TIME.sub(" ", line)
    filler = re.findall(r"[^\W\d_]{3,}", _LABELS.sub(" ", line))
    return len(filler) <= 2


_LABELS = re.compile(
    r"\b(?:first|originally|last|published|posted|created|issued|updated|modified|revised|edited|date|time|print|the|"
    r"min|mins|minute|minutes|read|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
