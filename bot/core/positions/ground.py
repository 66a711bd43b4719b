"""The text in which deeds are looked for: without what people say and without what a page has glued into it."""

import re
from typing import Final

from bot.core.language.names import Cast, Entity, Mention
from bot.core.language.place_names import KNOWN
from bot.core.model import Span

_QUOTED: Final = re.compile(r"[“\"][^“”\"\n]{12,}?(?:[”\"]|$)", re.MULTILINE)
_RELATED: Final = re.compile(  # "Ana Ruiz Ana Maria RuizSenate votes on … MORE (D-Ohio)": a name's own headlines
    r"\b(?P<last>[A-Z][\w'’-]+)(?P<glued>\s(?:[A-Z(][\w.'’()-]*\s){1,4}(?P=last)(?=[A-Z])[^\n]{5,700}?\sMORE\b)"
)
_OPENS_TITLE = re.compile(r"(?P<name>[A-Z][\w&.-]*[\w&])(?=\s[a-z])")
_AREA: Final = re.compile(r"\b(?:County|City|Town|State|Council|Court|Board)\b")


def without_related(text: str) -> str:
    """The text with headlines blanked that a page has put behind a name, letters and places unchanged."""
    return _RELATED.sub(lambda found: found["last"] + " " * len(found["glued"]), text)


def without_quotations(text: str) -> str:
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)


def without_people(text: str, people: Cast) -> str:
    """The text with the names of people blanked: "the death of George Floyd" is in no place."""
    for mention in people.mentions:
        entity = people.entity_of(mention)
        if entity.is_person and not _AREA.search(entity.name) and not _is_of_place(text, mention.core):
            text = text[: mention.core.start] + "_" * (mention.core.end - mention.core.start) + text[mention.core.end :]
    return text


def _is_of_place(text: str, name: Span) -> bool:
    """Whether what was taken for a name is half of a place: the "Dakota" of South Dakota."""
    found = KNOWN.search(text, max(0, name.start - 6), name.end)
    return found is not None and found.start() < name.start < found.end()


def with_names_of_title(people: Cast, text: str, title: str) -> Cast:
    """The cast with the name a headline opens with, where the text has it only as the first word of sentences.

    A capital proves nothing there; that the word is never written small, and opens the headline too, does.
    """
    opening = _OPENS_TITLE.match(title)
    name = opening["name"] if opening else ""
    if not name or people.resolve(name) or re.search(rf"\b{re.escape(name.lower())}\b", text):
        return people
    spans = [Span(*found.span()) for found in re.finditer(rf"\b{re.escape(name)}(?![\w-])", text)]
    if not spans or any(m.span.start < span.end and span.start < m.span.end for m in people.mentions for span in spans):
        return people
    entity = Entity(name=name, kind="unknown", first=spans[0])
    own = [Mention(span=span, core=span, entity=len(people.entities)) for span in spans]
    mentions = sorted((*people.mentions, *own), key=lambda mention: mention.span.start)
    return Cast(entities=(*people.entities, entity), mentions=tuple(mentions))
