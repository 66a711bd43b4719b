"""The text in which deeds are looked for: without what people say and without what a page has glued into it."""

import re
from typing import Final

from bot.core.language.names import Cast

_QUOTED: Final = re.compile(r"[“\"][^“”\"\n]{12,}?(?:[”\"]|$)", re.MULTILINE)
_RELATED: Final = re.compile(  # "Ana Ruiz Ana Maria RuizSenate votes on … MORE (D-Ohio)": a name's own headlines
    r"\b(?P<last>[A-Z][\w'’-]+)(?P<glued>\s(?:[A-Z(][\w.'’()-]*\s){1,4}(?P=last)(?=[A-Z])[^\n]{5,700}?\sMORE\b)"
)
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
        if entity.is_person and not _AREA.search(entity.name):
            text = text[: mention.core.start] + "_" * (mention.core.end - mention.core.start) + text[mention.core.end :]
    return text
