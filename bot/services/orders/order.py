"""An admin's words, understood."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_hex

from bot.core.errors import WatchwordError
from bot.core.messages import Message, plain_message
from bot.core.model import Channel
from bot.core.translation import gettext, gettext_noop
from bot.services.desk import Member
from bot.services.tune import By, operator
from bot.services.tune.log import COMMAND_LINE

ID_DIGITS = 16  # of a number that somebody types: no longer one is ours
DRAFTS = 500  # words kept for buttons; the oldest go first


FILING = ("keywords apply", "post", "sources add", "sources use")  # what brings articles into the archive
OPERATOR = Member(platform=COMMAND_LINE, id="", name="The operator", is_admin=True)
"""Whoever sits at the machine: the command line doesn't know their name."""


class OrderRefused(WatchwordError):
    """Nothing was done: the words are not understood, or are asked about first. The message says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done, to what, why, by whom, where."""

    rest: str
    why: str
    member: Member
    channel: str  # the platform's own id; of the command line a channel's key, "" where none is named

    @property
    def by(self) -> By:
        return by_member(self.member, self.why)

    @property
    def has_buttons(self) -> bool:
        """Whether who gave it can answer a question with a press."""
        return self.member.platform != COMMAND_LINE

    @property
    def place(self) -> tuple[str, str]:
        """Platform and id of the channel it is about. Raises `OrderRefused` where the command line names none."""
        if self.has_buttons:
            return self.member.platform, self.channel
        platform, _, id = self.channel.partition(":")
        if not id:
            raise OrderRefused(plain_message(gettext(NO_CHANNEL)))
        return platform, id

    @property
    def key(self) -> str:
        """The channel's, likewise."""
        platform, id = self.place
        return Channel(platform=platform, id=id).key


NO_CHANNEL = gettext_noop(
    "The command line is no channel: name one with --channel slack:C012345; channels list shows them."
)


def by_member(member: Member, why: str = "") -> By:
    """Who makes a change."""
    if member.platform == COMMAND_LINE:
        return operator(why)
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


def no_number(typed: str) -> str:
    """What is wrong with words in the place of a number; nothing where there are none."""
    return gettext("“{typed}” is no number.", typed=typed) if typed else ""


def usage(admin_command: str, example: str, *, fault: str = "") -> OrderRefused:
    """What to type instead, to be raised."""
    said = fault or gettext("Something is missing.")
    return OrderRefused(
        plain_message(gettext("{fault} For example: {example}", fault=said, example=f"{admin_command} {example}"))
    )
