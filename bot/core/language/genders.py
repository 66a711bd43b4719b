"""Which pronoun goes with somebody: by title, given name and role, and by what the text itself calls them."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.core.language.entities import Gender
from bot.core.language.given_names import FEMALE, MALE
from bot.core.language.name_runs import Run
from bot.core.language.name_words import HE_ROLES, HE_TITLES, SHE_ROLES, SHE_TITLES


def title_gender(run: Run) -> Gender | None:
    for word in run.prefix:
        if word.low in SHE_TITLES:
            return "she"
        if word.low in HE_TITLES:
            return "he"
    return None


def role_gender(role: str | None) -> Gender | None:
    nouns = frozenset((role or "").lower().split())
    return "she" if nouns & SHE_ROLES else "he" if nouns & HE_ROLES else None


def name_gender(name: str) -> Gender | None:
    first = name.split()[0].lower()
    if first in MALE:
        return "he"
    return "she" if first in FEMALE else None


_TELLING = re.compile(
    r",?\s(?:said|says|wrote|added|tweeted|noted)\s(?:that\s)?(he|she)\b|,\swho\b[^.]{0,60}?\b(his|her)\b"
)


def told_gender(text: str, runs: Sequence[Run]) -> Gender | None:
    """ "Ruiz said she would": the pronoun after the saying is hers."""
    votes = Counter(
        "she" if (m[1] or m[2]) in ("she", "her") else "he"
        for run in runs
        if (m := _TELLING.match(text, run.core.end)) is not None
    )
    best: list[tuple[str, int]] = votes.most_common(1)
    return None if not best else ("she" if best[0][0] == "she" else "he")


_NEITHER = re.compile(
    r"(?:,?\s(?:who\s)?(?:\w+ly\s)?(?:uses?|goes\sby|prefers?)\s(?:the\s(?:singular\s)?)?(?:pronouns?\s)?[\"“‘']?they\b"
    r"|,?\s(?:who\s)?(?:is|identifies\sas)\s(?:an?\s)?(?:non-?binary|genderqueer|agender)\b|\s\(they\b)",
    re.IGNORECASE,
)


def is_called_they(text: str, runs: Sequence[Run]) -> bool:
    """Somebody of whom the text says that "they" is their pronoun."""
    return any(_NEITHER.match(text, run.core.end) for run in runs)
