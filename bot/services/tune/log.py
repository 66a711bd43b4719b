"""Who changed what, and the line that says so in the channels it touches."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.core.changes import channel_of, concerned
from bot.core.errors import ChangeInvalid, ConfirmationNeeded
from bot.core.messages import Button, Message, asked_in_words, change_message
from bot.core.model import Change, Channel, Proposal, Revision
from bot.core.requests import PATIENCE, WAITING, Request, is_same, takes_away
from bot.core.translation import ENGLISH_ALONE, Languages, gettext, gettext_noop
from bot.ports import Archive, Clock, Harvest

Announce = Callable[[Channel, Message], Awaitable[None]]
CONFIRM = "confirm"  # the verb of the button for another admin
COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who makes a change, and their reason."""

    who: str  # platform:id, or "command line"
    name: str  # as the platform shows them
    why: str = ""
    proposal: Proposal | None = None  # that is applied with it, as it is settled then


def operator(why: str = "") -> By:
    """Who sits at the machine, the command line doesn't know."""
    return By(who=COMMAND_LINE, name="The operator", why=why)


BOT = By(who="Watchword", name="Watchword")  # who changed it, when no admin did


class ChangeLog:
    """Makes a change and writes it down, in one step; then tells it. A channel that can't be told undoes nothing.

    With `is_strict` what takes something away, however that comes about, and what applies a proposal is not made: it
    waits for another admin. The command line is the operator's and waits for nobody.
    """

    def __init__(
        self,
        *,
        archive: Archive,
        clock: Clock,
        announce: Announce,
        is_strict: bool = False,
        languages: Languages = ENGLISH_ALONE,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._announce = announce
        self._is_strict = is_strict
        self._languages = languages

    async def changed(
        self,
        what: str,
        subject: str,
        *,
        by: By,
        revision: Revision | None = None,
        undoes: int | None = None,
        harvest: Harvest | None = None,
        touched: tuple[Channel, ...] | None = None,
        buttons: tuple[Button, ...] = (),
        here: str = "",
    ) -> Change:
        """Told where it concerns somebody, or in the channels `touched`, with `buttons` below its line there.

        `here` is the subject as it is said in the one channel that the change is about, where that has no need of its
        name.

        Without a revision it only notes what was done. The harvest, what is owed for it, is recorded in the same step.
        Raises `ConfirmationNeeded` when it waits for another admin, `ChangeInvalid` when too much does already.
        """
        change = self.written(what, subject, by=by, revision=revision, undoes=undoes)
        if revision is not None and self._needs_another(revision, by):
            await self._ask(change, by)
        change = await self._archive.record_change(change, harvest=harvest, proposal=by.proposal)
        await self._tell(change, touched, buttons, here)
        return change

    async def confirmed(self, request: Request, *, by: By, proposal: Proposal | None) -> Change:
        """Make what was asked for, in the name of who asked. Raises `ChangeInvalid`."""
        why = ", ".join(filter(None, (request.change.why, f"confirmed by {by.name}")))
        change = replace(request.change, at=self._clock.now(), why=why)
        change = await self._archive.record_change(change, proposal=proposal, request=request.number)
        await self._tell(change, None)
        return change

    async def dropped(self, request: Request, what: str, *, by: By) -> bool:
        """It is not made, for what `what` says; False when it waited no more already."""
        note = self.written(what, asked_in_words(request.change), by=by)
        kept = await self._archive.drop_request(request.number, note)
        if kept is not None:
            await self._tell(kept, await self._of_request(request.change))
        return kept is not None

    def written(
        self, what: str, subject: str, *, by: By, revision: Revision | None = None, undoes: int | None = None
    ) -> Change:
        """The change as it would be kept now, for who keeps it together with something else."""
        return Change(
            at=self._clock.now(),
            who=by.who,
            name=by.name,
            what=what,
            subject=subject,
            why=by.why,
            revision=revision,
            undoes=undoes,
        )

    async def one(self, number: int) -> Change:
        """The change with this number. Raises `ChangeInvalid`."""
        change = await self._archive.change(number)
        if change is None:
            raise ChangeInvalid(gettext("there is no change {number}; the history shows them", number=number))
        return change

    async def latest(self, *, limit: int = 10, skip: int = 0) -> tuple[Change, ...]:
        """Newest first, after the newest `skip`."""
        return await self._archive.changes(limit=limit, skip=skip)

    async def count(self) -> int:
        """How many there are."""
        return await self._archive.count_changes()

    def _needs_another(self, revision: Revision, by: By) -> bool:
        is_much = takes_away(revision) or by.proposal is not None
        return self._is_strict and is_much and by.who != COMMAND_LINE

    async def _ask(self, change: Change, by: By) -> None:
        now, waiting = self._clock.now(), await self._archive.requests()
        proposal = by.proposal.number if by.proposal else None
        known = next((each for each in waiting if each.until >= now and is_same(each, change, proposal)), None)
        if known is not None:
            raise ConfirmationNeeded(known.number, known.until, asked_by=known.change.name)
        if len(waiting) >= WAITING:
            raise ChangeInvalid(
                gettext("{count} changes wait for another admin already; let those be settled first", count=WAITING)
            )
        note = self.written("asks another admin to confirm", asked_in_words(change), by=by)
        request = await self._archive.ask(Request(change=change, until=now + PATIENCE, proposal=proposal), note)
        button = Button(label=gettext_noop("Confirm"), verb=CONFIRM, argument=str(request.number), style="danger")
        await self._tell(replace(note, number=request.number), await self._of_request(change), (button,))
        raise ConfirmationNeeded(request.number, request.until)

    async def _of_request(self, change: Change) -> tuple[Channel, ...]:
        """Where another admin may see it: wherever anything is told, beside where the change itself would be."""
        channels = await self._archive.channels()
        everywhere = (*concerned(change.revision, channels), *concerned(None, channels))
        return tuple({channel.key: channel for channel in everywhere}.values())

    async def _tell(
        self, change: Change, touched: tuple[Channel, ...] | None, buttons: tuple[Button, ...] = (), here: str = ""
    ) -> None:
        if touched is None:
            touched = concerned(change.revision, await self._archive.channels())
        for channel in touched:
            with self._languages.speaking(channel.language):
                named = tuple(replace(button, label=gettext(button.label)) for button in buttons)
                is_own = here and channel.key == channel_of(change.revision)
                said = replace(change, subject=here) if is_own else change
                await self._announce(channel, change_message(said, buttons=named))
