"""What people type or press on the page → a message for their eyes alone."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.errors import WatchwordError
from bot.core.messages import Buttons, Form, Menu, Message, help_message, plain_message, shared_message
from bot.core.text import visible
from bot.core.translation import gettext, number
from bot.services.desk import FORM

COMMAND = "/policy"
ADMIN_COMMAND = "/policy-admin"
QUERY_CHARS = 300  # longer than any question; a pasted article belongs into `preview`
WORDS_CHARS = 3_000  # of an admin's line, as on every platform
ASK, SHARE = "ask", "share"

Answering = Callable[[str], Awaitable[Message]]
Suggesting = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What is filled in on the page: opened, looked through, submitted."""

    open: Callable[[str], Awaitable[Form | Message]]
    faults: Callable[[str, Mapping[str, str]], Awaitable[Mapping[str, str]]]
    submit: Callable[[str, Mapping[str, str]], Awaitable[Message]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """The services behind the page's words and buttons.

    `presses` holds a function for every other verb that works; a button whose verb is missing is not shown.
    `share` puts a message into a channel; None: nothing is shared. `admin` takes what stands behind the admin command;
    None: there is none. Whoever may open the page may use it.
    """

    answer: Answering
    admin: Answering | None = None
    presses: Mapping[str, Answering] = field(default_factory=dict)
    share: Callable[[str, Message], Awaitable[None]] | None = None
    suggest: Suggesting | None = None  # what a line of the box may go on with
    forms: Forms | None = None

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs whose buttons do something."""
        return frozenset(self.presses) | {ASK} | ({SHARE} if self.share else set()) | ({FORM} if self.forms else set())

    async def typed(self, text: str) -> Message:
        """The answer to a line of the command box; a line without a command is a question."""
        words = visible(text)
        command, query = _split(words)
        if command == ADMIN_COMMAND and self.admin is not None:
            if len(query) > WORDS_CHARS:
                return plain_message(
                    gettext(
                        "That is too long, so nothing was done: {length} characters, and {most} are the most.",
                        length=number(len(query)),
                        most=number(WORDS_CHARS),
                    )
                )
            return await _or_what_went_wrong(self.admin(query))
        if len(words) > QUERY_CHARS:
            return plain_message(
                gettext("That is too long: a question has at most {count} characters.", count=QUERY_CHARS)
            )
        if command not in ("", COMMAND):
            return plain_message(
                gettext(
                    "There is no command {typed} here. Type {command} and a name, or {help}.",
                    typed=command,
                    command=COMMAND,
                    help=f"{COMMAND} help",
                )
            )
        return await self._answered(query) if query else help_message()

    async def suggested(self, text: str) -> tuple[str, ...]:
        """Lines that begin so, for the box; none for an admin's."""
        words = visible(text)
        command, query = _split(words)
        if self.suggest is None or len(words) > QUERY_CHARS or command not in ("", COMMAND):
            return ()
        before = f"{command} " if command else ""
        return tuple(f"{before}{found}" for found in await self.suggest(query))

    async def pressed(self, verb: str, argument: str, *, channel: str = "") -> Message | Form:
        """What a button opens. `channel` is the one to share in."""
        if verb == ASK:
            return await self.typed(argument)
        if verb == SHARE and self.share is not None:
            return await self._shared(argument, channel)
        if verb == FORM and self.forms is not None:
            return await self.forms.open(visible(argument))
        press = self.presses.get(verb)
        if press is None:
            return plain_message(gettext("That button is from an older version of the page; reload it."))
        return await _or_what_went_wrong(press(visible(argument)))

    async def submitted(self, words: str, filled: Mapping[str, str]) -> tuple[Message | Form, Mapping[str, str]]:
        """What a form comes to; or the form as it was filled in, with what is wrong with it by field."""
        if self.forms is None:
            return plain_message(gettext("There are no forms here.")), {}
        faults = await self.forms.faults(words, filled)
        form = await self.forms.open(words) if faults else None
        if isinstance(form, Form):
            return form.with_values(filled), faults
        return await self.forms.submit(words, filled), {}

    async def _answered(self, query: str) -> Message:
        return await _or_what_went_wrong(self.answer(query))

    async def _shared(self, query: str, channel: str) -> Message:
        message = await self._answered(visible(query))
        if self.share is None or not channel:
            return plain_message(gettext("There is no channel to share in."))
        parts = tuple(part for part in message.parts if not isinstance(part, Buttons | Menu))
        await self.share(channel, Message(text=message.text, parts=parts))
        return shared_message(channel)


def _split(words: str) -> tuple[str, str]:
    """`/policy amazon` → ("/policy", "amazon"); `amazon` → ("", "amazon"). Admins may forget the slash."""
    match = re.match(rf"(/\S+|{ADMIN_COMMAND[1:]}(?!\S))\s*(.*)", words, re.IGNORECASE)
    return (f"/{match[1].lower().removeprefix('/')}", match[2]) if match else ("", words)


async def _or_what_went_wrong(answering: Awaitable[Message]) -> Message:
    """Weather becomes words for who asked; a bug stays a bug."""
    try:
        return await answering
    except WatchwordError as error:
        reason = visible(str(error)) or type(error).__name__
        return plain_message(gettext("That didn't work: {reason}", reason=reason))
