"""Who did or promised what, to what, where, since when and until when; the article's main event first."""

from bot.core.positions.find import find_positions
from bot.core.positions.place_names import reach

__all__ = ["find_positions", "reach"]
