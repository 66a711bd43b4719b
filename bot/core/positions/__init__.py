"""Who did or promised what, to what, where, since when and until when; the article's main event first."""

from bot.core.positions.find import find_positions

__all__ = ["find_positions"]
