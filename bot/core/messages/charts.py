"""A chart as lines of text, for faces that draw none."""

from bot.core.messages.parts import Bar, Chart
from bot.core.text import cut, visible
from bot.core.translation import number

WIDTH = 16  # of the longest bar: with label and figure a line fits a telephone
LABEL_CHARS = 24
BAR, MORE, FEWER = "█", "▒", "░"  # what comes with a change, and what goes with it


def chart_lines(chart: Chart) -> tuple[str, ...]:
    """`Mon ████████ 12`, a line a bar, in columns for type of one width. Something is never drawn as nothing.

    `24 Aug ████▒▒▒▒ 2 → 4` where something changes.
    """
    labels = [cut(visible(bar.label), LABEL_CHARS) for bar in chart.bars]
    wide = max(map(len, labels), default=0)
    return tuple(
        " ".join(filter(None, (f"{label:<{wide}}", _drawn(bar, chart.most), bar_figure(bar))))
        for label, bar in zip(labels, chart.bars, strict=True)
    )


def bar_figure(bar: Bar) -> str:
    """The number beside the bar: `12`, or `2 → 4`."""
    return number(bar.value) if bar.before is None else f"{number(bar.before)} → {number(bar.value)}"


def _drawn(bar: Bar, most: int) -> str:
    now = _length(bar.value, most)
    was = now if bar.before is None else _length(bar.before, most)
    return BAR * min(was, now) + MORE * (now - was) + FEWER * (was - now)


def share(value: int, most: int) -> int:
    """The length of a bar in per cent of the longest."""
    return 0 if most <= 0 else max(round(100 * value / most), 1 if value else 0)


def _length(value: int, most: int) -> int:
    return 0 if most <= 0 else max(round(WIDTH * value / most), 1 if value else 0)
