"""Whether a step of a measure is told as one to come: who "will sign it on Friday" has not signed it."""

import re
from typing import Final

from bot.core.model import Deed

_TO_COME: Final = (
    r"\b(?:will|(?:plans?|planned|planning|promise[sd]|pledge[sd]|vow(?:s|ed)|intends?|expected|expects|set|due|likely)\sto)"
    r"\s(?:\w+ly\s|also\s|then\s|soon\s)?"
)
_STEPS: Final = {  # others promise by saying so: a company that "will pause sales" has decided it
    Deed.SIGN: "sign",
    Deed.VETO: "veto",
    Deed.PASS: "pass|adopt|approve",
    Deed.INTRODUCE: "introduce|file|reintroduce",
    Deed.REPEAL: "repeal|overturn|scrap",
}
_PLANNED: Final = {deed: re.compile(rf"{_TO_COME}(?:{verbs})\b", re.IGNORECASE) for deed, verbs in _STEPS.items()}


def is_planned(deed: Deed, sentence: str) -> bool:
    """Of the sentence that tells the deed."""
    planned = _PLANNED.get(deed)
    return planned is not None and planned.search(sentence) is not None
