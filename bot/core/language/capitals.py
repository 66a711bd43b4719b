"""Names that a text sets in capitals alone, as transcripts and old wires do."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[IVX]+\.?$")
_WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
_SCOTS = re.compile(r"\bMc([a-z])")


def mixed(name: str, others: Sequence[str] = ()) -> str:
    """ "RUTH ADLER" as "Ruth Adler": as one of the `others` has it, else by rule. Any other name stays as it is."""
    if not name.isupper():
        return name
    known = next((other for other in others if other.casefold() == name.casefold() and not other.isupper()), None)
    if known is not None:
        return known
    lowered = _WORD.sub(lambda word: word[0] if _NUMBER.match(word[0]) and len(word[0]) > 1 else word[0].title(), name)
    return _SCOTS.sub(lambda match: f"Mc{match[1].upper()}", lowered)
