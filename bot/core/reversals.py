"""Where someone's deeds point the other way than before: what a reader should see side by side.

It is told of deeds alone. Whether someone's words contradict each other no rule knows.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.core.model import Deed, Position, Reversal, Stand
from bot.core.same_things import may_be_same_thing
from bot.core.stands import SURE, day_of

_LIMITS: Final = frozenset({Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT})
_ENDS: Final = frozenset({Deed.SUSPEND, Deed.EXIT, Deed.REPEAL, Deed.VETO, Deed.OPPOSE})
_USES: Final = frozenset({Deed.DEPLOY, Deed.PROCURE, Deed.RESUME})
_WANTS: Final = frozenset(
    {Deed.SUPPORT, Deed.CALL_FOR, Deed.PROPOSE, Deed.INTRODUCE, Deed.PASS, Deed.SIGN, Deed.EXTEND}
)
_LIMITING = re.compile(
    r"\b(?:bans?|banning|moratori\w+|prohibit\w*|outlaw\w*|restrict\w*|limits?|limiting|pauses?|freezes?|forbid\w*)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:bills?|ordinances?|acts?|laws?|legislation|measures?|proposals?|rules?|resolutions?|amendments?)\b",
    re.IGNORECASE,
)


def reversals(stands: Sequence[Stand]) -> tuple[Reversal, ...]:
    """Of each actor the deeds that oppose the last one about the same thing, in order of time.

    Only what is surely read counts. Who supports a ban and deploys cameras has turned; who supports a ban and opposes
    the technology has not.
    """
    last: dict[str, list[Stand]] = defaultdict(list)  # of each actor the latest deed about each thing
    found: list[Reversal] = []
    for stand in sorted(stands, key=day_of):
        if stand.position.confidence < SURE or day_of(stand) == date.min or _leaning(stand.position) is None:
            continue
        known = last[stand.position.actor.casefold()]
        before = next((each for each in reversed(known) if _is_comparable(each.position, stand.position)), None)
        if before is not None:
            known.remove(before)
            if _leaning(before.position) != _leaning(stand.position):
                found.append(Reversal(before=before, after=stand))
        known.append(stand)
    return tuple(found)


def _is_comparable(one: Position, other: Position) -> bool:
    return may_be_same_thing(one, other) and _is_measure(one) == _is_measure(other)


def _is_measure(position: Position) -> bool:
    """Whether it is about a bill as such, of which nobody can tell what it does to the technology."""
    words = position.object or ""
    return bool(position.bills or _MEASURE.search(words)) and not _LIMITING.search(words)


def _leaning(position: Position) -> bool | None:
    """For the thing, its use or its bill, or against it; None where the deed takes no side."""
    limits = _LIMITING.search(position.object or "") is not None
    match position.action:
        case action if action in _LIMITS:
            return False
        case action if action in _USES:
            return True
        case action if action in _ENDS:
            return limits
        case action if action in _WANTS:
            return not limits
        case _:
            return None
