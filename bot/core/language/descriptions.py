"""Who "the company", "the senator" and "the Ohio governor" are, from what the text said before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.entities import Entity
from bot.core.language.holders import gender_of, holders
from bot.core.language.houses import HOUSE_WORDS, sort_of_noun
from bot.core.language.mentions import Followed
from bot.core.language.name_words import ROLE_NOUN, words

_SAME_KIND: Final = {
    "union": words("union association federation brotherhood guild teamsters workers"),
    "newspaper": words("times post journal tribune herald gazette news observer star sun globe guardian record"),
    "paper": words("times post journal tribune herald gazette news observer star sun globe guardian record"),
    "agency": words("agency administration bureau department service office"),
    "department": words("department ministry"),
    "network": words("news network cnn nbc abc cbs fox msnbc pbs"),
    "court": words("court tribunal"),
    "school": words("school academy college university"),
    "board": words("board"),
}
_GENERAL: Final = words("group organization organisation nonprofit non-profit charity watchdog")
_FAR = 200  # sentences: a title is held to the end of the text
_NEAR = 25  # sentences: of whom nothing was said for longer, another may be meant
_HEAD = re.compile(rf"\b({ROLE_NOUN})s?\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:[Tt]he\s)?((?:[A-Z][\w.-]*\s?)+)[’']s?\s((?:[a-z][\w-]*\s){0,3}[a-z][\w-]*)$")
_PARTICULAR = re.compile(r"[Tt]he\s(?:[\w.-]+\s)*?(?:[A-Z][\w.-]*\s)+")
_INDEFINITE = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ss]ome)\s")
_DEFINITE = re.compile(r"^(?:the|this|that)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """Whom a description means, and whether nobody else can well be meant."""

    entity: Entity
    is_clear: bool


def described(phrase: str, place: int, followed: Followed) -> Described | None:
    """Whom a definite description at an offset means; None for an indefinite one, and where nobody fits."""
    if _INDEFINITE.match(phrase):
        return None  # "a Fairley's spokesman" was not spoken of before
    owner = _OWNED.match(phrase)
    if not _DEFINITE.match(phrase) and owner is None:
        return None
    plain = (f"{owner[1]} {owner[2]}" if owner is not None else _DEFINITE.sub("", phrase)).lower()
    nouns = re.findall(r"[\w-]+", re.split(r"\s(?:of|for|at|in|who|from|with)\s|,", plain)[0])
    if not nouns:
        return None
    if nouns[-1] in HOUSE_WORDS:
        return house(nouns[-1], place, followed)
    return _role_holder(
        nouns, place, followed, is_particular=owner is not None or _PARTICULAR.match(phrase) is not None
    )


def house(noun: str, place: int, followed: Followed) -> Described | None:
    """Which organisation "the company" or "the agency" at an offset is."""

    def is_named_so(entity: Entity) -> bool:
        forms = (entity.name, entity.as_printed, *entity.aliases)
        is_called = any(not nouns_of.isdisjoint(form.lower().split()) for form in forms)
        return is_called and entity.kind in ("organisation", "unknown")

    def is_of_sort(entity: Entity) -> bool:
        return entity.kind in ("organisation", "unknown") and entity.sort in (sort, None)

    nouns_of = _SAME_KIND.get(noun, frozenset((noun,)))
    sort = sort_of_noun(noun)
    if sort == "company":
        return _last(place, followed, is_of_sort)
    named = _last(place, followed, is_named_so)
    if named is None and noun in ("agency", "bureau", "administration", "regulator", "force"):
        return _last(place, followed, lambda e: e.kind == "organisation" and (e.sort == "agency" or e.name.isupper()))
    if named is not None or noun not in _GENERAL:
        return named
    return _last(place, followed, lambda e: e.sort == "group" or (e.kind == "organisation" and e.sort is None))


def _last(place: int, followed: Followed, fits: Callable[[Entity], bool]) -> Described | None:
    found = followed.last(place, fits)
    return None if found is None else Described(found, followed.is_only(place, found, fits))


def _role_holder(nouns: Sequence[str], place: int, followed: Followed, *, is_particular: bool) -> Described | None:
    """The person whose title or role has the head noun; of several, the one who shares most of the words.

    Where the text gave nobody that role, a description with a name in it ("the Ohio governor") is news style for
    whoever the sentences before were about, though never for certain; a bare one ("the judge") may be anybody.
    """
    head = nouns[-1]
    gender = gender_of(head)
    found = {id(followed.cast.entities[index]) for index in holders(followed.cast, nouns)}
    if found:
        last = followed.last(place, lambda entity: id(entity) in found, reach=_NEAR)
        told = last or followed.last(place, lambda entity: id(entity) in found, reach=_FAR)
        entity = told or next(entity for entity in followed.cast.entities if id(entity) in found)
        is_clear = (len(found) == 1 and last is not None) or followed.is_only(
            place, entity, lambda other: id(other) in found
        )
        return Described(entity, is_clear)
    if not is_particular or not _HEAD.fullmatch(head):
        return None
    topic = followed.topic(place, lambda e: e.is_person and not (gender and e.gender not in (gender, None)))
    return None if topic is None else Described(topic, is_clear=False)
