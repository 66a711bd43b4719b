"""The front desk: what members and admins type or press, on whatever platform, becomes a `Message`.

One grammar and one help text for all faces. A face knows its platform and `Message`; the desk knows neither platform.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from bot.core.messages import Form, Message, Option

ALERT_VERBS = frozenset({"useful", "not_relevant", "why", "more_quotes", "follow"})  # what an alert's buttons do
REGROUP_VERBS = frozenset({"apart", "split", "merge_with", "merge", "regroup_undo", "mute"})  # admins put stories right
QUOTE_VERBS = frozenset({"wrong_speaker", "wrong_speaker_in", "speaker_of", "set_speaker"})  # members suggest
PROPOSAL_VERBS = frozenset({"proposal_apply", "proposal_drop"})  # admins decide
FOLLOW_VERBS = frozenset({"follow", "unfollow"})  # for platforms where one person can be written to
OWN_VERBS = frozenset({"unfollow"})  # they only take away what is kept of who presses: nobody is refused them
FORM: Final = "form"  # the verb of what opens a form, for `Desk.form`


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who types or presses, as the platform vouches for them at this very moment."""

    platform: str
    id: str  # the platform's own; kept with changes made, and with a story while they follow it
    name: str  # for announcements
    is_admin: bool  # by the platform's own rights or the operator's allow-list, checked for this request
    is_guest: bool = False  # a bot, a guest, someone of another workspace: refused everything


class Desk(Protocol):
    """What a chat face may ask. Weather becomes words for who asked; no method raises `WatchwordError`."""

    def speaking(self, channel: str) -> AbstractAsyncContextManager[None]:
        """Inside, all words are in the language of the channel with this key, a face's own words too."""

    async def ask(self, query: str, *, page: int = 1, member: Member | None = None) -> Message:
        """The answer to `/policy QUERY`; help for an empty one. Private until shared. `page`: the nearest there is.

        `member` None: the answer is for all to see, and nothing is done for anybody.
        """

    async def press(self, verb: str, argument: str, *, member: Member, channel: str) -> Message:
        """What a button opens or does: `why`, `ask`, `page` ("2 amazon") … `channel` is the platform's own id."""

    async def admin(self, words: str, *, member: Member, channel: str) -> Message:
        """`/policy-admin WORDS`: sources, keywords, channel, status, pause, resume. Refuses politely who may not."""

    async def form(self, words: str, *, member: Member, channel: str) -> Form | Message:
        """What is to be filled in for `keywords add` or `keywords edit ID`; a message says why nothing is."""

    async def faults(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Mapping[str, str]:
        """What is wrong with what was filled in, by field; nothing for who may not submit it. Answers at once."""

    async def submit(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Message:
        """What a form comes to; may take as long as an answer. Refuses who may not, whatever they were shown."""

    async def home(self, *, member: Member) -> Message:
        """A member's own page: what they follow; for admins where alerts go and how the bot is, too."""

    async def suggest(self, typed: str, *, limit: int = 25) -> tuple[str, ...]:
        """Completions of names and terms, from memory, for autocomplete."""

    async def choices(self, subject: str, typed: str, *, member: Member, limit: int = 25) -> tuple[Option, ...]:
        """`keywords`, `sources` or `changes` in which stands what was typed; nothing for who is no admin."""

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs whose buttons do something; a face leaves the others out."""
