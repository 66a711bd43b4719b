"""What people decide on stories."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model.units import ArticleId, StoryId


class RegroupKind(StrEnum):
    """What people may decide on stories."""

    SPLIT = "split"  # articles tell another event and leave the story
    MERGE = "merge"  # two stories tell one event


class Righted(StrEnum):
    """What a thread is told of a story that was put right, as the `news` of its note."""

    SPLIT = "split"
    MERGE = "merge"
    SPLIT_UNDONE = "split undone"
    MERGE_UNDONE = "merge undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One article from a story to another, with what it was the copy of, before and after."""

    article: ArticleId
    was: StoryId
    story: StoryId
    was_copy_of: ArticleId | None = None
    copy_of: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """A person's decision on what is one story. Kept for good; undoing it is another one."""

    kind: RegroupKind
    moves: tuple[Move, ...]  # never empty, all from one story to one other; the article it is about first
    at: datetime
    who: str  # as in `Change`
    name: str
    number: int = 0  # given by the archive, from 1, in order of time
    undoes: int | None = None

    def __post_init__(self) -> None:
        if len({(move.was, move.story) for move in self.moves}) != 1:
            raise ValueError("a regrouping moves articles from one story to one other")

    @property
    def was(self) -> StoryId:
        """The story they leave."""
        return self.moves[0].was

    @property
    def story(self) -> StoryId:
        """The story they come to."""
        return self.moves[0].story
