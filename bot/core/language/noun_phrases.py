"""A role read as a noun phrase: whose, what, of which house. "Acme Vision's senior director of policy".

Nothing is guessed: a phrase that is not wholly understood is no role.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from bot.core.language.houses import HOUSE_WORDS
from bot.core.language.name_words import CALENDAR, FUNCTION, ORGANISATION_WORDS, PLACES, is_field
from bot.core.language.phrase_words import Token, house_end, may_belong, noun_end, small_end
from bot.core.language.role_words import (
    BODIES,
    DEMONYMS,
    FORCES,
    FORMER,
    GENERIC_OWNERS,
    HEADS,
    HOUSE_NOUNS,
    KIN,
    MODIFIERS,
    OFFICES,
    PARTIES,
    PARTY_HOUSES,
    PORTFOLIOS,
    RANKS,
    SECOND_OF_PLACES,
    SPEAKS_FOR,
    TAILS,
    TEAMS,
    WEAK,
)

_DETERMINERS: Final = frozenset(("a", "an", "the", "its", "his", "her", "their", "our", "my", "another", "one"))
_PREPOSITIONS: Final = frozenset(("of", "at", "for", "with", "in", "from", "to", "on"))
_TIMES: Final = frozenset(("years", "decades", "months", "now", "part", "times", "years", "life", "court", "person"))
FIXED: Final = (
    ("in", "chief"),
    ("at", "large"),
    ("in", "charge"),
    ("of", "staff"),
    ("of", "police"),
    ("in", "residence"),
)
_WORDS_OF_A_NAME: Final = 4
_MOST_WORDS: Final = 9
_BASE_WORDS: Final = 8  # words of a place: "San Vicente, Calif.-based"
_MOST_BETWEEN: Final = 6  # small words before the name of a house: "the digital rights group Riders Alliance"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """What was understood, and up to where."""

    role: str
    house: str | None  # where the role is held, as written
    end: int  # tokens that belong to it
    head: str


def noun_phrase(words: Sequence[Token]) -> NounPhrase | None:
    """The role that begins with the first word: article, owner, noun, and where."""
    start = sum(1 for _ in takewhile(lambda token: token.low in _DETERMINERS, words[:2]))
    if words[start:] and words[start].low == "of" and start and words[start - 1].low == "one":
        start = min(start + 2, len(words))
    end = _core_end(words, start)
    heads = [place for place in range(start, end) if words[place].is_head and not words[place].is_owner]
    if not heads or not all(token.low in TAILS for token in words[heads[-1] + 1 : end]):
        return None
    core = words[start:end]
    owned = _owned(core)
    if owned is None:
        return None
    role, house = owned
    head = words[heads[-1]].noun
    after = end + 2 if tuple(token.low for token in words[end : end + 2]) in FIXED else end
    if after > end:
        role, end = f"{role} {_said(words[end:after])}", after
    place = _with_place(words, end, role, head)
    if head in KIN:
        return _relative(head, house or place[1], end if house else place[2])
    if place[1] is not None and house is not None and not any(token.is_owner for token in core):
        both = any(token.low == "and" for token in core)
        role, house, end = (role, house, place[2]) if both else (_said(core), place[1], place[2])
    else:
        role, house, end = place[0], house or place[1], place[2]
    if not role or len(role.split()) > _MOST_WORDS:
        return None
    return NounPhrase(role, None if house is None or _is_muddled(house) else house, end, head)


def _is_muddled(house: str) -> bool:
    """Two roles run into one: "New York deputy mayor and Bloomberg" adviser."""
    words = house.split()
    return words[-1] in ("and", "&") or any(word in HEADS for word in words)


def _relative(head: str, of: str | None, end: int) -> NounPhrase | None:
    """A wife is somebody's, and that is all it tells; "his wife" tells nothing away from its sentence."""
    if of is None or len(of.split()) > _WORDS_OF_A_NAME or not all(word[0].isupper() for word in of.split()):
        return None
    return NounPhrase(f"{head} of {of}", None, end, head)


def _core_end(words: Sequence[Token], start: int) -> int:
    """Where the words that can stand in one role end, prepositions not yet read."""
    end = start
    while end < len(words):
        if words[end].low in ("and", "&") and start < end < len(words) - 1:
            following = words[end + 1]
            if following.low in _DETERMINERS or not may_belong(following):
                break
        elif not may_belong(words[end]):
            break
        end += 1
    return end


def _owned(core: Sequence[Token]) -> tuple[str, str | None] | None:
    """Role and house of the words up to the noun: "former Acme Vision director", "Ohio's attorney general"."""
    owners = [place for place, token in enumerate(core) if token.is_owner]
    if owners:
        place = owners[-1]
        before = core[: place + 1]
        first = next((i for i, token in enumerate(before) if token.is_capital), None)
        if first is None:
            return _said(core), None
        role = [*before[:first], *core[place + 1 :]]
        return (_said(role), _without_owner(_said(before[first:]))) if core[place + 1 :] else None
    last = max(place for place, token in enumerate(core) if token.is_head)
    if core[last].is_titled:
        core = _titled(core, last)
        last = max(place for place, token in enumerate(core) if token.is_head)
    names = _house_words(core, last)
    if not names:
        return _said(core), None
    first, end = names[0], names[-1] + 1
    if core[end].low in TEAMS and end < last and core[last].low != "manager":
        end += 1
    house, rest = core[first:end], core[end:]
    both = next((i for i, token in enumerate(rest) if token.low in ("and", "&")), None)
    rest = rest[:both] if both is not None else rest
    if not rest or all(token.low in GENERIC_OWNERS for token in house):
        return _said(core), None
    return _said([*core[:first], *rest]), _said(house)


def _titled(core: Sequence[Token], last: int) -> Sequence[Token]:
    """The title alone: not the small words before it, but "former", nor another title."""
    start = last
    while start and (core[start - 1].is_capital or core[start - 1].low in FORMER | OFFICES or _is_inside(core, start)):
        if core[start - 1].is_head and core[last].text.endswith("."):
            break
        start -= 1
    return core[start:]


def _is_inside(core: Sequence[Token], start: int) -> bool:
    """The "and" of "Police and Crime Commissioner", not of two titles."""
    is_joined = core[start - 1].low in ("and", "&") and 1 < start < len(core)
    return is_joined and core[start - 2].is_capital and not core[start - 2].is_head and is_field(core[start].low)


def _house_words(core: Sequence[Token], last: int) -> range:
    """Places of the capitals that name a house, not an office, a rank or a people."""
    end = last
    while end and (core[end - 1].low not in ("and", "&") or (end > 1 and core[end - 2].is_head)):
        token = core[end - 1]
        is_office = token.low in OFFICES and (core[last].is_titled or not token.is_capital)
        if token.is_capital and not is_office and not token.is_head:
            break
        end -= 1
    while end and core[end - 1].low in DEMONYMS:
        end -= 1
    start = 0
    while start < end and (not core[start].is_capital or core[start].low.endswith("-based")):
        start += 1
    if _is_of_the_title(core[start:end], core[last]):
        return range(0)
    is_house = any(token.low in ORGANISATION_WORDS for token in core[start:end])
    while start < end and (core[start].low in FORMER or _is_people(core, start, is_house=is_house)):
        start += 1
    return range(start, end)


def _is_of_the_title(names: Sequence[Token], head: Token) -> bool:
    """ "Privacy Commissioner", "Rider advocate", "Navy officer": what somebody deals with or comes from, no house."""
    if all(token.low in FORCES for token in names) and not head.is_titled:
        return True
    return all(
        token.low.endswith("-born")
        or token.low in OFFICES | MODIFIERS | {"and", "&"}
        or (is_field(token.low) and head.is_titled)
        for token in names
    )


def _is_people(core: Sequence[Token], place: int, *, is_house: bool) -> bool:
    """ "German" in "German Chancellor", "Republican" before a house that is no party's."""
    low = core[place].low
    if low in ("north", "south") and place + 1 < len(core) and core[place + 1].low in SECOND_OF_PLACES:
        return False
    if low in PARTIES:
        return not (is_house and core[place + 1].low in PARTY_HOUSES)
    return not is_house and low in RANKS | DEMONYMS


def _with_place(words: Sequence[Token], end: int, role: str, head: str) -> tuple[str, str | None, int]:
    """The role with "of policy", the house behind "at", and where they end."""
    while end < len(words) - 1 and words[end].low in _PREPOSITIONS:
        preposition = words[end].low
        is_definite = words[end + 1].low in _DETERMINERS
        first = end + 1 + is_definite
        small = small_end(words, _behind_base(words, first))
        if _is_name_at(words, small) and small - first <= _MOST_BETWEEN + _BASE_WORDS:
            close = house_end(words, small)
            behind = noun_end(words, close)
            if behind > close and _is_name_at(words, behind):  # the AI startup Lumen
                small, close = behind, house_end(words, behind)
                behind = noun_end(words, close)
            if (
                preposition in ("of", "for")
                and not is_definite
                and small == first
                and _is_field(words, small, behind, head)
            ):
                role, end = f"{role} {preposition} {_said(words[small:behind])}", behind
                continue
            if behind > close and words[behind - 1].low not in HOUSE_NOUNS and not words[close - 1].is_owner:
                break
            close = behind if not words[close - 1].is_owner else close
            return role, _without_owner(_said(words[small:close])), behind
        if small == first or words[first].low in _TIMES or not _is_over(words, small):
            break
        if is_definite:
            is_body = head in WEAK and words[small - 1].low in BODIES and preposition in ("of", "on")
            is_client = head in SPEAKS_FOR and preposition == "for" and words[small - 1].low not in HOUSE_WORDS
            return (f"{role} {_said(words[end:small])}" if is_body or is_client else role), None, small
        if preposition not in ("of", "for", "on"):
            break
        role, end = f"{role} {_said(words[end:small])}", small
    return role, None, end


def _behind_base(words: Sequence[Token], first: int) -> int:
    """Past "San Vicente, Calif.-based" before the house that has its seat there."""
    places = range(first, min(first + _BASE_WORDS, len(words)))
    based = next(
        (place for place in places if words[place].low.endswith("-based") or words[place].low == "based"), None
    )
    return first if based is None else based + 1


def _is_name_at(words: Sequence[Token], place: int) -> bool:
    return place < len(words) and words[place].is_capital and words[place].low not in CALENDAR | FUNCTION


def _is_over(words: Sequence[Token], place: int) -> bool:
    """Nothing behind an object shows that it was cut short: "founder of license plate scanning …"."""
    return place >= len(words) or not words[place].text[0].isalpha() or not words[place].low.endswith("ed")


def _is_field(words: Sequence[Token], start: int, end: int, head: str) -> bool:
    """ "Computer Science" in "professor of Computer Science at Northfield", "State" behind a secretary."""
    name = words[start:end]
    if head in ("secretary", "minister") and name[0].low in PORTFOLIOS:
        return True
    follows = words[end].low if end < len(words) - 1 else ""
    return follows in ("at", "with", "for") and not any(t.low in ORGANISATION_WORDS | PLACES for t in name)


def _without_owner(name: str) -> str:
    return re.sub(r"(?:(?<=s)['’]|['’]s)$", "", name)


def _said(words: Sequence[Token]) -> str:
    """The words as written, with one space where there was any."""
    return " ".join(token.text for token in words).replace(" ,", ",")
