"""What admins press and type to put stories right."""

from bot.core.errors import StoryUnclear
from bot.core.messages import (
    Message,
    apart_message,
    merge_message,
    muted_message,
    plain_message,
    regrouped_message,
    regroupings_message,
    stories_message,
)
from bot.core.model import AlertCard, AlertId, ArticleId, Regrouped, Regrouping
from bot.core.translation import gettext, gettext_noop, ngettext
from bot.ports import Archive
from bot.services.filing import muted_stories
from bot.services.muting import Muting
from bot.services.stories import Stories
from bot.services.tune import By

EVERYWHERE = "everywhere"
SHOWN = 20  # decisions and stories in a list
USAGE = gettext_noop(
    "For example: {command} stories split 7 2, stories merge 7 9, stories mute 7; stories list shows the numbers."
)


class StoryDesk:
    """The verbs `apart`, `split`, `merge_with`, `merge`, `regroup_undo` and `mute`, and the order `stories`."""

    def __init__(self, *, archive: Archive, stories: Stories, muting: Muting, admin_command: str) -> None:
        self._archive = archive
        self._stories = stories
        self._muting = muting
        self._admin_command = admin_command

    async def press(self, verb: str, argument: str, *, by: By, where: str = "") -> Message:
        """What an admin's button opens or does; `where` is the key of the channel it stands in.

        Raises `StoryUnclear`.
        """
        if verb == "mute":
            return await self._mute(argument, by, where)
        numbers = _numbers(argument)
        match verb, numbers:
            case "regroup_undo", (number,):
                return regrouped_message(*await self._stories.undo(number, by=by))
            case "apart", (alert,):
                card = await self._card(alert)
                return apart_message(card, await self._stories.others(card))
            case "merge_with", (alert,):
                card = await self._card(alert)
                return merge_message(card, await self._stories.candidates(card))
            case "split", (alert, article):
                others = await self._stories.others(await self._card(alert))
                if article not in {filed.id for filed in others}:
                    raise StoryUnclear(gettext("That article is not in this story any more."))
                return regrouped_message(*await self._stories.split(ArticleId(article), by=by))
            case "merge", (alert, other):
                return await self._merge(alert, other, by)
            case _:
                raise StoryUnclear(gettext("That button is from another version; ask again for a new one."))

    async def order(self, words: str, *, by: By, where: str = "") -> Message:
        """`list`, `split ALERT PLACE`, `merge ALERT ALERT`, `undo [NUMBER]`, `history`, `mute ALERT [everywhere]`.

        Raises `StoryUnclear`.
        """
        verb, _, rest = words.partition(" ")
        if verb in ("mute", "unmute"):
            return await self._mute(rest, by, where, is_muted=verb == "mute")
        match verb, _numbers(rest):
            case (("" | "list"), ()):
                told = await self._stories.told_lately(limit=SHOWN)
                channels = await self._archive.channels()
                return stories_message(told, mutes=await muted_stories(self._archive), channels=channels)
            case "split", (alert, place):
                others = await self._stories.others(await self._card(alert))
                if not 1 <= place <= len(others):
                    raise StoryUnclear(
                        ngettext(
                            "Alert {alert} has {count} other article to take out.",
                            "Alert {alert} has {count} other articles to take out.",
                            len(others),
                            alert=alert,
                        )
                    )
                return regrouped_message(*await self._stories.split(others[place - 1].id, by=by))
            case "split", (alert,):
                return await self.press("apart", str(alert), by=by)
            case "merge", (alert,):
                return await self.press("merge_with", str(alert), by=by)
            case "merge", (alert, other):
                return await self._merge(alert, other, by)
            case "undo", ():
                return regrouped_message(*await self._stories.undo(by=by))
            case "undo", (number,):
                return regrouped_message(*await self._stories.undo(number, by=by))
            case "history", ():
                return await self._history()
            case _:
                return plain_message(gettext(USAGE, command=self._admin_command))

    async def _history(self) -> Message:
        done = await self._archive.regroupings(limit=SHOWN)
        moved = [move.article for each in done for move in each.moves]
        titles = {filed.id: filed.analysis.article.title for filed in await self._archive.articles(moved)}
        subjects = {each.number: await self._subject(each) for each in done}
        return regroupings_message(done, titles, subjects={number: said for number, said in subjects.items() if said})

    async def _subject(self, done: Regrouping) -> str:
        """What the history of changes says of a decision."""
        for change in await self._archive.history("regrouping", str(done.undoes or done.number)):
            after = change.revision.after if change.revision else None
            if isinstance(after, Regrouped) and after.decision == done.number:
                return change.subject
        return ""

    async def _merge(self, alert: int, other: int, by: By) -> Message:
        one, two = await self._card(alert), await self._card(other)
        return regrouped_message(*await self._stories.merge(one.filed.story, two.filed.story, by=by))

    async def _mute(self, words: str, by: By, where: str, *, is_muted: bool = True) -> Message:
        """`ALERT`: where it is asked for; `ALERT everywhere`; `ALERT slack:C012345`."""
        alert, _, place = words.strip().partition(" ")
        (number,) = _numbers(alert) or (-1,)
        card = await self._card(number)
        channel = where if not place else "" if place == EVERYWHERE else place
        if not channel and place != EVERYWHERE:
            raise StoryUnclear(
                gettext("Say where: {everywhere}, or the channel as channels list shows it.", everywhere=EVERYWHERE)
            )
        change = await (self._muting.mute if is_muted else self._muting.unmute)(card, channel, by=by)
        return muted_message(change, wider=f"{alert} {EVERYWHERE}" if is_muted and channel else "")

    async def _card(self, alert: int) -> AlertCard:
        card = await self._archive.card(AlertId(alert))
        if card is None:
            command = f"{self._admin_command} stories list"
            raise StoryUnclear(
                gettext("There is no alert {alert}; {command} shows them.", alert=alert, command=command)
            )
        return card


def _numbers(words: str) -> tuple[int, ...]:
    """All of it as numbers; an impossible one where it is anything else."""
    parts = words.split()
    return tuple(int(part) if part.isascii() and part.isdecimal() and len(part) <= 18 else -1 for part in parts)
