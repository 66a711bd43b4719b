"""Who is named together: "Sens. Ada Park and Lee Marsh", whom the text later calls "they" and "the two senators"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.entities import Cast, Entity, Mention
from bot.core.language.name_words import ORGANISATION_WORDS, ROLE_NOUN
from bot.core.model import Span

_ASIDE = (
    r"(?:\s?\([^()\n]{1,40}\)|,\s[RDI]-[A-Z][\w.]*(?:\s[A-Z][\w.]*)?|(?:,\s[A-Z][a-z]+)?\sof\s[A-Z][\w. ]{2,20}"
    r"|,\s(?:an?|the|its|his|her|their)\s[^,;:.“”\"\n]{2,80})"
)
_AND = re.compile(rf"{_ASIDE}?,?\s(?:and|&)\s(?:the\s|his\s|her\s|their\s)?", re.IGNORECASE)
_COMMA = re.compile(rf"{_ASIDE}?,\s(?:the\s)?")
_GOVERNED = re.compile(
    r"\b(?:of|for|at|with|from|in|to|by|on|about|against|over|after|before|than|like|between|among|near|including|as|"
    r"via|to|told|asked|urged|thanked|met|joined|sued)\s(?:the\s|an?\s|its\s|both\s)?(?:[a-z][\w-]*\s){0,2}$"
)
_ROLE_BEHIND = re.compile(rf"\s(?:[a-z][\w-]*\s){{0,3}}{ROLE_NOUN}\b")
_AROUND: Final = 8  # mentions; no list of speakers is longer
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Names that one "and" joins, in the order of the text."""

    span: Span
    members: tuple[int, ...]  # indices into Cast.entities


def joined(text: str, people: Cast, mention: Mention) -> tuple[Mention, ...]:
    """All that are named in one breath with a mention, itself among them; it alone where nobody is."""
    index = bisect_left(people.mentions, mention.span.start, key=lambda each: each.span.start)
    around = people.mentions[max(0, index - _AROUND) : index + _AROUND]
    named = [each for each in around if each is mention or not _is_aside(people, each)]
    first = last = named.index(mention)
    has_and = False
    while first > 0 and (link := _link(text, people, named[first - 1], named[first])) is not None:
        if not has_and and link != "and":
            break
        has_and = True
        first -= 1
    while (
        not has_and
        and last + 1 < len(named)
        and (link := _link(text, people, named[last], named[last + 1])) is not None
    ):
        last += 1
        has_and = link == "and"
    return tuple(named[first : last + 1]) if has_and else (mention,)


def _is_aside(people: Cast, mention: Mention) -> bool:
    """It tells of whom somebody is, or where from."""
    return mention.is_modifier or people.entity_of(mention).kind == "place"


def _link(text: str, people: Cast, one: Mention, other: Mention) -> str | None:
    """What joins a mention to the next: "and", a comma of a list, or nothing."""
    if one.is_owner or other.is_possessive or one.span.end >= other.span.start:
        return None
    kinds = [people.entity_of(each).kind for each in (one, other)]
    if not all(kind in ("person", "organisation", "unknown") for kind in kinds):
        return None
    if kinds == ["organisation", "person"] and one.core.of(text).lower() in ORGANISATION_WORDS:
        return None  # "Police and Crime Commissioner Ana Ruiz"
    if kinds[1] != "person" and _ROLE_BEHIND.match(text, other.span.end):
        return None  # "Ana Ruiz, a lawyer and United Nations rapporteur"
    between = text[one.span.end : other.span.start]
    modifier = [each for each in people.mentions_in(one.span.end, other.span.start) if each.is_modifier]
    if modifier and kinds[0] != "person":
        return None  # "former Acme and Lumen lawyer Ana Ruiz"
    if modifier:
        between = text[one.span.end : modifier[0].span.start]
    if _AND.fullmatch(between):
        return "and"
    return "comma" if _COMMA.fullmatch(between) else None


def is_governed(text: str, place: int) -> bool:
    """What begins at an offset is the object of a preposition or a verb."""
    return _GOVERNED.search(text, max(0, place - 60), place) is not None


def find_groups(text: str, people: Cast) -> tuple[Group, ...]:
    """Every list of names in a text, none twice."""
    found: list[Group] = []
    for mention in people.mentions:
        if found and mention.span.start < found[-1].span.end:
            continue
        together = joined(text, people, mention)
        members = tuple(dict.fromkeys(each.entity for each in together))
        if len(members) >= _TWO:
            found.append(Group(Span(together[0].span.start, together[-1].span.end), members))
    return tuple(found)


def group_before(
    groups: Sequence[Group], place: int, sentences: Sequence[Span], *, reach: int, fits: Callable[[int], bool]
) -> Group | None:
    """The last group before an offset, at most `reach` sentences back, all of whose members fit."""
    here = bisect_right(sentences, place, key=lambda sentence: sentence.start)
    for group in reversed(groups):
        if group.span.end > place:
            continue
        if here - bisect_right(sentences, group.span.start, key=lambda sentence: sentence.start) > reach:
            return None
        if all(map(fits, group.members)):
            return group
    return None


def members(people: Cast, group: Group) -> tuple[Entity, ...]:
    return tuple(people.entities[index] for index in group.members)
