"""Who "the company", "the senator" and "the Ohio governor" are, from what the text said before."""

import re
from collections.abc import Sequence
from typing import Final

from bot.core.language.holders import gender_of, holders
from bot.core.language.mentions import Followed
from bot.core.language.name_words import ROLE_NOUN, words
from bot.core.language.names import Entity

_COMPANY_NOUNS: Final = words(
    "company firm giant retailer maker startup start-up vendor corporation business manufacturer developer bank chain "
    "automaker carmaker supplier contractor operator publisher provider airline"
)
_GROUP_NOUNS: Final = words(
    "group organization organisation nonprofit non-profit charity union association coalition agency department "
    "commission committee council court board panel campaign newspaper paper magazine network bureau office university "
    "school ministry government administration institute watchdog police force regulator authority service tribunal "
    "foundation fund party center centre museum church club league outlet site website"
)
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
_FAR = 200  # sentences: a title is held to the end of the text
_HEAD = re.compile(rf"\b({ROLE_NOUN})s?\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:the\s)?((?:[A-Z][\w.-]*\s?)+)[’']s?\s((?:[a-z][\w-]*\s){0,3}[a-z][\w-]*)$")
_PARTICULAR = re.compile(r"[Tt]he\s(?:[\w.-]+\s)*?(?:[A-Z][\w.-]*\s)+")
_DEFINITE = re.compile(r"^(?:the|this|that)\s", re.IGNORECASE)


def described(phrase: str, place: int, followed: Followed) -> Entity | None:
    """Whom a definite description at an offset means; None for an indefinite one, and where nobody fits."""
    owner = _OWNED.match(phrase)
    if not _DEFINITE.match(phrase) and owner is None:
        return None
    plain = (f"{owner[1]} {owner[2]}" if owner is not None else _DEFINITE.sub("", phrase)).lower()
    nouns = re.findall(r"[\w-]+", re.split(r"\s(?:of|for|at|in|who|from|with)\s|,", plain)[0])
    if not nouns:
        return None
    head = nouns[-1]
    if head in _COMPANY_NOUNS:
        return followed.last(place, lambda entity: entity.kind in ("organisation", "unknown"))
    if head in _GROUP_NOUNS:
        nouns_of = _SAME_KIND.get(head, frozenset((head,)))
        named = followed.last(
            place, lambda e: e.kind in ("organisation", "unknown") and not nouns_of.isdisjoint(e.name.lower().split())
        )
        if named is None and head in ("agency", "bureau", "department", "administration", "regulator"):
            return followed.last(place, lambda e: e.kind == "organisation" and e.name.isupper())
        is_general = head in ("group", "organization", "organisation", "nonprofit", "non-profit", "charity", "watchdog")
        return named or (followed.last(place, lambda e: e.kind == "organisation") if is_general else None)
    return _role_holder(
        nouns, place, followed, is_particular=owner is not None or _PARTICULAR.match(phrase) is not None
    )


def _role_holder(nouns: Sequence[str], place: int, followed: Followed, *, is_particular: bool) -> Entity | None:
    """The person whose title or role has the head noun; of several, the one who shares most of the words.

    Where the text gave nobody that role, a description with a name in it ("the Ohio governor") is news style for
    whoever the sentences before were about; a bare one ("the judge") may be anybody.
    """
    head = nouns[-1]
    gender = gender_of(head)
    found = {id(followed.cast.entities[index]) for index in holders(followed.cast, nouns)}
    if found:
        return followed.last(place, lambda entity: id(entity) in found, reach=_FAR) or next(
            entity for entity in followed.cast.entities if id(entity) in found
        )
    if not is_particular or not _HEAD.fullmatch(head):
        return None
    return followed.topic(place, lambda e: e.is_person and not (gender and e.gender not in (gender, None)))
