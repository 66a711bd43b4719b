"""What the tests of positions read with."""

from bot.core.model import Article, Position, Timestamp, Topic
from bot.core.positions import find_positions


def read(
    text: str, *, title: str = "", published: str | None = "2026-11-20", topic: Topic | None = None
) -> tuple[Position, ...]:
    """The positions of an article; the day it appears is a Friday."""
    stamp = Timestamp.parse(published) if published else None
    return find_positions(Article(title=title, text=text, published=stamp), topic=topic)


def main_event(text: str, *, title: str = "", published: str | None = "2026-11-20") -> Position:
    return read(text, title=title, published=published)[0]
