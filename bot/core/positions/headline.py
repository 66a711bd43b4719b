"""What the headline says of a deed: the main event of an article is told there, or near its beginning."""

import re
from functools import partial
from typing import Final

from bot.core.model import Deed
from bot.core.positions.cues import find_cues
from bot.core.positions.reality import is_verb, reality

_FAMILY: Final = (
    frozenset({Deed.BAN, Deed.MORATORIUM, Deed.PASS, Deed.RESTRICT, Deed.SUSPEND, Deed.EXIT}),
    frozenset({Deed.PROPOSE, Deed.INTRODUCE, Deed.PASS}),
    frozenset({Deed.RESUME, Deed.DEPLOY, Deed.PROCURE, Deed.REPEAL}),
    frozenset({Deed.SETTLE, Deed.FINE, Deed.BAN, Deed.RESTRICT}),
    frozenset({Deed.EXTEND, Deed.MORATORIUM}),
    frozenset({Deed.CALL_FOR, Deed.OPPOSE}),
    frozenset({Deed.SIGN, Deed.PASS, Deed.RESTRICT}),
)


class Headline:
    def __init__(self, title: str) -> None:
        self.title = title
        self.told = _told(title)

    def prominence(self, deed: Deed, actor: str, number: int, *, has_technology: bool) -> float:
        """How surely a deed of an actor in the sentence of that number is the article's news: 0..1."""
        place = 1.0 if number < 3 else 0.85 if number < 6 else 0.6 if number < 12 else 0.4
        told = 0.6
        if deed in self.told:
            told = 1.0
        elif any(deed in family and family & self.told for family in _FAMILY):
            told = 0.85
        named = 1.0 if self._names(actor) else 0.8
        return place * told * named * (1.0 if has_technology else 0.8)

    def _names(self, actor: str) -> bool:
        words = [word for word in re.findall(r"\w+", actor) if word[0].isupper() and len(word) > 2]
        return any(re.search(rf"\b{re.escape(word)}", self.title) for word in words)


def _told(title: str) -> frozenset[Deed]:
    cues = [
        cue
        for cue in find_cues(title, 0, len(title), is_verb=partial(is_verb, title, 0))
        if reality(title, 0, cue, is_title=True)
    ]
    told = frozenset(cue.deed for cue in cues[:2])
    return told | {Deed.MORATORIUM} if Deed.SUSPEND in told else told  # a headline has no room for the word
