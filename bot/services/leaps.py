"""A clock that leaps ahead makes everything look old: what is removed for good waits until it has been believed."""

from datetime import datetime, timedelta
from typing import Final

from bot.ports import Archive

LEAP: Final = timedelta(days=8)  # the bot was off for so long, or somebody set the clock; nobody can tell which
BELIEVED_AFTER: Final = timedelta(hours=20)  # of the new time, also where a timer starts the bot once a day


async def is_time_believed(archive: Archive, chore: str, now: datetime) -> bool:
    """Whether to remove what is old by `now`: not yet, if that is a leap from when the chore was last done.

    Then it is believed after most of a day in which the clock went on from there.
    """
    last = await archive.last_done(chore)
    if last is None or now - last <= LEAP:
        return True
    doubt = f"{chore} doubted"
    since = await archive.last_done(doubt)
    if since is None or not timedelta(0) <= now - since <= LEAP:
        await archive.did(doubt, now)
        return False
    return now - since >= BELIEVED_AFTER
