"""How each keyword does, as readers vote."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bot.core.model import Complaint, Marked, Precision

POSTS_OF: Final = timedelta(days=30)


def precision(marked: Iterable[Marked]) -> dict[str, Precision]:
    """By the keyword's id: of the alerts that it matched, how many most readers found useful, what the others said, and
    how many posts there were."""
    useful, decided, posts = Counter[str](), Counter[str](), Counter[str]()
    complaints: defaultdict[str, Counter[Complaint]] = defaultdict(Counter)
    for each in marked:
        for rule in each.rules:
            useful[rule] += each.is_useful is True
            decided[rule] += each.is_useful is not None
            posts[rule] += len(each.channels)
            complaints[rule].update(complaint for _, complaint in sorted(each.complaints))
    return {
        rule: Precision(
            useful=useful[rule],
            marked=decided[rule],
            posts=posts[rule],
            complaints=tuple(complaints[rule].most_common()),
        )
        for rule in decided
    }
