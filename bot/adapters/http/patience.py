"""Hosts that asked not to be asked for a while."""

from collections import OrderedDict
from datetime import timedelta

from bot.adapters.http.answer import ASKED_AT_MOST, PATIENCE, Answer
from bot.core.errors import FetchDelayed
from bot.core.masking import masked

HOSTS = 2000
UNNAMED = timedelta(minutes=1)  # 429 without a time: enough for the rest of a feed's pages to be left alone
TOO_MANY = 429


class Patience:
    """What is kept of each host is a moment and a status; of too many hosts those that asked last are remembered."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def hear(self, place: str, answer: Answer, now: float) -> None:
        """Remember what the answer asks for, if it does."""
        wait = answer.retry_after if answer.status in PATIENCE else None
        if wait is None and answer.status == TOO_MANY:
            wait = UNNAMED
        if not wait:
            return
        until = now + min(wait, ASKED_AT_MOST).total_seconds()
        self._until[place] = max((until, answer.status), self._until.pop(place, (0.0, 0)))
        if len(self._until) > HOSTS:
            self._until.popitem(last=False)

    def refuse(self, place: str, now: float, *, asked: str) -> None:
        """Raises `FetchDelayed` while the host is to be left alone."""
        until, status = self._until.get(place, (0.0, 0))
        if until <= now:
            self._until.pop(place, None)
            return
        left = timedelta(seconds=until - now)
        raise FetchDelayed(masked(asked), f"the site asked us to wait (HTTP {status})", status=status, retry_after=left)
