"""An admin's words, understood."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_hex

from bot.core.messages import Message, plain_message
from bot.core.translation import gettext
from bot.services.desk import Member
from bot.services.tune import By

ID_DIGITS = 16  # of a number that somebody types: no longer one is ours
DRAFTS = 500  # words kept for buttons; the oldest go first


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done, to what, why, by whom, where."""

    rest: str
    why: str
    member: Member
    channel: str

    @property
    def by(self) -> By:
        return by_member(self.member, self.why)


def by_member(member: Member, why: str = "") -> By:
    """Who makes a change in chat."""
    return By(who=f"{member.platform}:{member.id}", name=member.name, why=why)


Carry = Callable[[Order], Awaitable[Message]]


class Drafts:
    """Words that a button stands for where the platform has no room for them: `draft TOKEN`. Gone after a restart."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def keep(self, words: str) -> str:
        """The short words that mean these."""
        token = token_hex(4)
        self._kept[token] = words
        while len(self._kept) > DRAFTS:
            del self._kept[next(iter(self._kept))]
        return f"draft {token}"

    def meant(self, words: str) -> str | None:
        """These words, or those that `draft TOKEN` stands for; None when they are gone."""
        return self.words(words.removeprefix("draft ").strip()) if words.startswith("draft ") else words

    def words(self, token: str) -> str | None:
        """What was kept; None when it is gone."""
        return self._kept.get(token)


def number_of(words: str) -> int | None:
    """`12` and `#12`; None for what is no number of ours."""
    digits = words.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= ID_DIGITS else None


def usage(admin_command: str, example: str) -> Message:
    """What to type instead."""
    return plain_message(gettext("Something is missing. For example: {example}", example=f"{admin_command} {example}"))
