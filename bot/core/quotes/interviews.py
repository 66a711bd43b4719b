"""Who asks and who answers behind "Q:" and "A:", where the text before the questions says so."""

import re
from collections.abc import Sequence

from bot.core.language.names import Cast, Entity, Mention

_INTERVIEW = re.compile(
    r"\b(?:interview(?:s|ed)?|(?:spoke|speaks|talked|talks) (?:to|with)|sat down|in conversation|conversation with|"
    r"caught up with|chatted with|asked|(?:answered|took) (?:[\w’']+ ){0,3}questions|Q&A|testif\w+|testimony|"
    r"deposition|deposed|transcript|hearing|questioned)\b",
    re.IGNORECASE,
)
_FAQ = re.compile(
    r"\b(?:frequently asked|FAQs?|questions and answers about|common questions|what you need to know|your questions)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(  # whom: the name right behind these
    r"(?:\b(?:spoke|speaks|talked|talks|sat down|sits down|chatted|caught up|conversation|interview|Q&A)\s"
    r"(?:\w+\s){0,4}?(?:with|to|of)|\b(?:interviewed|asked|questioned|deposed)|\b(?:deposition|testimony) of)\s"
    r"(?:[a-z][\w’'-]*\s){0,6}$",
    re.IGNORECASE,
)
_TALKED = r"(?:spoke|talked|sat down)\s(?:\w+\s){0,4}?(?:with|to)"
_ANSWERS = re.compile(  # who: the name right before these
    rf"\s(?:\w+\s){{0,2}}?(?:testified|(?:answered|took)\s(?:[\w’']+\s){{0,3}}questions|{_TALKED}\s(?:us|the)\b)"
)
_PRESS = r"(?:reporter|correspondent|editor|host|anchor|journalist|interviewer|columnist)"
_PAPER = (
    r"(?:Times|Post|News|Journal|Tribune|Herald|Courier|Gazette|Observer|Record|Radio|Magazine|Review|Chronicle|Press|"
    r"TV)"
)
PAPER = re.compile(rf"{_PAPER}$")
_PRESS_BEFORE = re.compile(rf"\b{_PRESS}\s$", re.IGNORECASE)
_PRESS_BEHIND = re.compile(
    rf",\s(?:(?:an?|the|our)\s)?(?:[\w’'-]+\s){{0,3}}{_PRESS}\b|\s(?:of|from|at)\s(?:the\s)?(?:[A-Z]\w*\s){{0,3}}{_PAPER}\b"
)
_ASKS = re.compile(rf"\s(?:\w+\s){{0,2}}?(?:interviewed|asked|questioned|{_TALKED})\s")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y)\b")
_PREFACE_CHARS = 3_000


def is_interview(text: str, title: str, start: int, spoken: Sequence[str]) -> bool:
    """Questions to somebody, not a page of frequently asked ones."""
    preface = f"{title}\n{text[max(0, start - _PREFACE_CHARS) : start]}"
    if _FAQ.search(preface):
        return False
    return _INTERVIEW.search(preface) is not None or any(map(_FIRST_PERSON.search, spoken[1::2]))


def interviewed(text: str, title: str, start: int, people: Cast) -> tuple[Entity | None, Entity | None]:
    """Who asks and who answers; None where nobody, or more than one, is said to."""
    mentions = [m for m in people.mentions_in(0, start) if people.entity_of(m).is_person and not m.is_owner]
    asked = [m for m in mentions if _ASKED.search(text, max(0, m.span.start - 120), m.span.start)]
    answers = asked or [m for m in mentions if _ANSWERS.match(text, m.span.end)]
    press = [m for m in mentions if _is_press(text, m)]
    answerer = _the_one(people, [m for m in answers if m not in press] or [m for m in mentions if m not in press])
    if not mentions:
        answerer = next((person for person in people.people if person.name in title), None)
    asker = _the_one(people, press or ([m for m in mentions if _ASKS.match(text, m.span.end)] if asked else []))
    return (None if asker is answerer else asker), answerer


def _is_press(text: str, mention: Mention) -> bool:
    before, behind = mention.span.start, mention.core.end
    is_titled = _PRESS_BEFORE.search(text, max(0, mention.core.start - 20), mention.core.start) is not None
    return (
        is_titled
        or _PRESS_BEFORE.search(text, max(0, before - 20), before) is not None
        or _PRESS_BEHIND.match(text, behind) is not None
    )


def _the_one(people: Cast, mentions: Sequence[Mention]) -> Entity | None:
    found = {mention.entity for mention in mentions}
    return people.entities[found.pop()] if len(found) == 1 else None
