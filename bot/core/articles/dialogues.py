"""Turns of a conversation in a paste: short lines like menu labels, and yet the article."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.articles.weighing import Line

_LABEL = re.compile(r"(?:(?P<letter>[QA])[.:]|(?P<label>[A-Z][\w.’' -]{0,40}?):)\s+\S")
_TURN = 1.1  # at least: a paragraph, if a short one
_NEAR = 3  # lines to the next turn


def turns_raised(lines: Sequence[Line]) -> list[Line]:
    """Lines that begin with one of several labels that keep coming back, one near the other, count as sentences."""
    labels = [(match["letter"] or match["label"]) if (match := _LABEL.match(line.text)) else None for line in lines]
    counts = Counter(filter(None, labels))
    speakers = {label for label, count in counts.items() if count > 1}
    if len(speakers) < 2:
        return list(lines)
    return [
        replace(line, weight=max(line.weight, _TURN)) if _is_turn(labels, place, speakers, line) else line
        for place, line in enumerate(lines)
    ]


def _is_turn(labels: Sequence[str | None], place: int, speakers: set[str], line: Line) -> bool:
    if labels[place] not in speakers or line.kind or line.is_meta:
        return False
    near = [*labels[max(0, place - _NEAR) : place], *labels[place + 1 : place + 1 + _NEAR]]
    return any(other in speakers and other != labels[place] for other in near)
