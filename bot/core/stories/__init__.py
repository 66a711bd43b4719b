"""Which articles tell the same event, and which are copies of one text: the one identity of stories in the house."""

from bot.core.stories.book import HORIZON, Placement, StoryBook

__all__ = ["HORIZON", "Placement", "StoryBook"]
