"""What admins press and type to put stories right."""

from bot.core.errors import StoryUnclear
from bot.core.messages import (
    Message,
    apart_message,
    merge_message,
    plain_message,
    regrouped_message,
    regroupings_message,
    stories_message,
)
from bot.core.model import AlertCard, AlertId, ArticleId
from bot.ports import Archive
from bot.services.stories import Stories
from bot.services.tune import By

SHOWN = 20  # decisions and stories in a list
USAGE = "For example: {command} stories split 7 2, stories merge 7 9, stories undo; stories list shows the numbers."


class StoryDesk:
    """The verbs `apart`, `split`, `merge_with`, `merge` and `regroup_undo`, and the order `stories`."""

    def __init__(self, *, archive: Archive, stories: Stories, admin_command: str) -> None:
        self._archive = archive
        self._stories = stories
        self._admin_command = admin_command

    async def press(self, verb: str, argument: str, *, by: By) -> Message:
        """What an admin's button opens or does. Raises `StoryUnclear`."""
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
                    raise StoryUnclear("That article is not in this story any more.")
                return regrouped_message(*await self._stories.split(ArticleId(article), by=by))
            case "merge", (alert, other):
                return await self._merge(alert, other, by)
            case _:
                raise StoryUnclear("That button is from another version; ask again for a new one.")

    async def order(self, words: str, *, by: By) -> Message:
        """`list`, `split ALERT PLACE`, `merge ALERT ALERT`, `undo [NUMBER]`, `history`. Raises `StoryUnclear`."""
        verb, _, rest = words.partition(" ")
        match verb, _numbers(rest):
            case (("" | "list"), ()):
                return stories_message(await self._stories.told_lately(limit=SHOWN))
            case "split", (alert, place):
                others = await self._stories.others(await self._card(alert))
                if not 1 <= place <= len(others):
                    raise StoryUnclear(f"Alert {alert} has {len(others)} other articles to take out.")
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
                return regroupings_message(await self._archive.regroupings(limit=SHOWN))
            case _:
                return plain_message(USAGE.format(command=self._admin_command))

    async def _merge(self, alert: int, other: int, by: By) -> Message:
        one, two = await self._card(alert), await self._card(other)
        return regrouped_message(*await self._stories.merge(one.filed.story, two.filed.story, by=by))

    async def _card(self, alert: int) -> AlertCard:
        card = await self._archive.card(AlertId(alert))
        if card is None:
            raise StoryUnclear(f"There is no alert {alert}; {self._admin_command} stories list shows them.")
        return card


def _numbers(words: str) -> tuple[int, ...]:
    """All of it as numbers; an impossible one where it is anything else."""
    parts = words.split()
    return tuple(int(part) if part.isascii() and part.isdecimal() and len(part) <= 18 else -1 for part in parts)
