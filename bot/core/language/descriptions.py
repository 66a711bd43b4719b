"""Who "the company", "the senator" and "the Ohio governor" are, from what the text said before."""

import re
from collections.abc import Sequence
from typing import Final

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
_TITLE_OF: Final = {
    "senator": ("sen", "senator"),
    "congressman": ("rep", "congressman", "representative"),
    "congresswoman": ("rep", "congresswoman", "representative"),
    "lawmaker": ("rep", "sen", "senator", "representative", "del", "delegate", "assemblyman", "assemblywoman"),
    "representative": ("rep", "representative"),
    "governor": ("gov", "governor"),
    "president": ("president",),
    "professor": ("prof", "professor", "dr"),
    "sheriff": ("sheriff",),
    "mayor": ("mayor",),
    "general": ("gen", "general", "attorney general"),
    "pastor": ("rev", "pastor", "reverend"),
    "doctor": ("dr", "doctor"),
    "executive": ("ceo", "chief executive"),
    "ceo": ("ceo", "chief executive"),
}
_HEAD = re.compile(rf"\b({ROLE_NOUN})s?\b", re.IGNORECASE)
_GENDERED: Final = {"man": "he", "woman": "she", "spokesman": "he", "spokeswoman": "she", "congressman": "he",
                    "congresswoman": "she", "chairman": "he", "chairwoman": "she", "councilman": "he",
                    "councilwoman": "she", "businessman": "he", "businesswoman": "she"}  # fmt: skip
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
    gender = _GENDERED.get(head)
    titles = _TITLE_OF.get(head, (head,))

    def shared(entity: Entity) -> int:
        held = f"{entity.title or ''} {entity.role or ''}".lower().replace(".", " ").split()
        known = [*held, *(entity.affiliation or "").lower().split()]
        if entity.kind != "person" or (gender and entity.gender not in (gender, None)):
            return 0
        if not any(title in held or (" " in title and title in " ".join(held)) for title in titles):
            return 0
        if "vice" in known and "vice" not in nouns:
            return 0
        return 1 + sum(noun in known for noun in nouns[:-1])

    most = max((shared(entity) for entity in followed.cast.entities), default=0)
    if not most:
        return (
            followed.topic(place, lambda e: e.is_person and not (gender and e.gender not in (gender, None)))
            if is_particular and _HEAD.fullmatch(head)
            else None
        )
    return followed.last(place, lambda entity: shared(entity) == most, reach=200) or next(
        (entity for entity in followed.cast.entities if shared(entity) == most), None
    )
