"""A chart as lines of text, for faces that draw none."""

from bot.core.messages.parts import Chart
from bot.core.text import cut, visible

WIDTH = 16  # of the longest bar: with label and figure a line fits a telephone
LABEL_CHARS = 24
BAR = "█"


def chart_lines(chart: Chart) -> tuple[str, ...]:
    """`Mon ████████ 12`, a line a bar, in columns for type of one width. Something is never drawn as nothing."""
    labels = [cut(visible(bar.label), LABEL_CHARS) for bar in chart.bars]
    wide = max(map(len, labels), default=0)
    most = max((bar.value for bar in chart.bars), default=0)
    return tuple(
        " ".join(filter(None, (f"{label:<{wide}}", BAR * _length(bar.value, most), f"{bar.value:,}")))
        for label, bar in zip(labels, chart.bars, strict=True)
    )


def share(value: int, most: int) -> int:
    """The length of a bar in per cent of the longest."""
    return 0 if most <= 0 else max(round(100 * value / most), 1 if value else 0)


def _length(value: int, most: int) -> int:
    return 0 if most <= 0 else max(round(WIDTH * value / most), 1 if value else 0)
