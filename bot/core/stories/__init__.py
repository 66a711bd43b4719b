"""Which articles tell the same event, and which are copies of one text: the one identity of stories in the house."""

from bot.core.stories.book import HORIZON, Placement, StoryBook
from bot.core.stories.common import STOP_WORDS
from bot.core.stories.regrouping import (
    merge_moves,
    muted_stories,
    resting_on,
    split_moves,
    standing_decisions,
    stories_apart,
    undo_moves,
)
from bot.core.stories.sketch import main_names

__all__ = [
    "HORIZON",
    "STOP_WORDS",
    "Placement",
    "StoryBook",
    "main_names",
    "merge_moves",
    "muted_stories",
    "resting_on",
    "split_moves",
    "standing_decisions",
    "stories_apart",
    "undo_moves",
]
