"""`Sender` of the platform "discord": one message a delivery, by its nonce, and a true word on what became of it."""

import asyncio
import base64
import hashlib
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from discord.http import HTTPClient
from discord.utils import time_snowflake

from bot.core.errors import SendDelayed, SendRefused, SendUnknown, WatchwordError
from bot.core.messages import Message
from handlers.discord import render
from handlers.discord.api import (
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_TEXT_CHANNEL,
    REFUSED_WAIT,
    THREAD_EXISTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    ApiRefused,
    Connected,
    asked,
)
from handlers.discord.settings import PLATFORM

NO_LOGIN_WAIT = timedelta(minutes=1)
AGAIN_WAIT = timedelta(seconds=5)
CLOCK_SLACK = timedelta(seconds=5)
THREAD_ARCHIVES_MINUTES = 10_080  # a week without a word; a story rarely goes on after that
PAGE = 100  # messages; Discord gives no more
PAGES = 10
THREADS_READ = 20
NO_THREADS_FOR = timedelta(hours=1)  # before a channel that lets us open none is tried again
REMEMBERED = 1_000

_CHANNEL_GONE = frozenset({UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS, NO_TEXT_CHANNEL, MISSING_PERMISSIONS})
_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"


class DiscordSender:
    """Posts, edits and looks for what was posted; the library paces what it is asked to post.

    A message is posted under a nonce made of its key, and within some minutes Discord takes each nonce once, whoever
    repeats it: we, or the library after a 502. What is older is found by the key, which every message carries.
    """

    platform = PLATFORM

    def __init__(
        self,
        connected: Connected,
        *,
        verbs: Callable[[], frozenset[str]],
        on_login_lost: Callable[[], None],
    ) -> None:
        self._connected = connected
        self._verbs = verbs
        self._on_login_lost = on_login_lost
        self._threads: OrderedDict[str, None] = (
            OrderedDict()
        )  # known to exist; a thread has the id of its first message
        self._threadless: dict[str, float] = {}  # channels where we may open none, and until when we take that for so
        self._rooms: OrderedDict[str, str] = OrderedDict()  # where the direct messages of a person stand
        self._sent_to: OrderedDict[str, str] = OrderedDict()  # in which thread a key was last sent, for `find`

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        (http, channel), nonce = await self._for(channel), nonce_of(key)
        try:
            if thread is None:
                return await self._post(http, channel, message, nonce, is_owed=nonce == key)
            return await self._follow_up(http, channel, thread, message, nonce)
        except ApiRefused as refusal:
            raise self._outcome(refusal) from refusal

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        http, channel = await self._for(channel)
        ids = {"channel_id": channel, "message_id": sent_as}
        payload = render.payload(message, verbs=self._verbs())
        try:
            try:
                await asked(http, "PATCH", _MESSAGE, ids=ids, json=payload.as_dict())
            except ApiRefused as refusal:
                if refusal.code != INVALID_FORM:
                    raise
                await asked(http, "PATCH", _MESSAGE, ids=ids, json=render.plain(message).as_dict())
        except ApiRefused as refusal:
            raise self._outcome(refusal) from refusal

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        """By nonce or key, in the channel and in the threads that had a message since; None where we may not read."""
        (http, channel), nonce = await self._for(channel), nonce_of(key)
        after = time_snowflake(since - CLOCK_SLACK)
        places = [place for place in (self._sent_to.get(nonce), thread, channel) if place is not None]
        for place in dict.fromkeys(places):  # a thread that nobody opened yet is no place, and no reason to stop
            if (found := await self._found_in_place(http, place, nonce, after)) is not None:
                return found
        for place in await self._threads_with_news(http, channel, after):
            if (found := await self._found_in_place(http, place, nonce, after)) is not None:
                return found
        return None

    async def _found_in_place(self, http: HTTPClient, place: str, nonce: str, after: int) -> str | None:
        try:
            return await self._found_in(http, place, nonce, after)
        except ApiRefused as refusal:
            if refusal.is_login_lost:
                raise self._outcome(refusal) from refusal
            return None

    async def _threads_with_news(self, http: HTTPClient, channel: str, after: int) -> Sequence[str]:
        try:
            return await self._active_threads(http, channel, after)
        except ApiRefused as refusal:
            if refusal.is_login_lost:
                raise self._outcome(refusal) from refusal
            return ()

    # --- posting ------------------------------------------------------------------------------------------------------

    async def _post(
        self,
        http: HTTPClient,
        channel: str,
        message: Message,
        nonce: str,
        *,
        answers: str | None = None,
        is_owed: bool = True,
    ) -> str:
        """A message that is owed shows its key where it has no buttons; of a note nobody asks later whether it came."""
        payload = render.payload(message, verbs=self._verbs(), key=nonce if is_owed else "")
        try:
            return await self._create(http, channel, payload, nonce, answers)
        except ApiRefused as refusal:
            if refusal.code != INVALID_FORM:
                raise
        return await self._create(http, channel, render.plain(message), nonce, answers)

    async def _create(
        self, http: HTTPClient, channel: str, payload: render.Payload, nonce: str, answers: str | None
    ) -> str:
        body: dict[str, object] = {**payload.as_dict(), "nonce": nonce, "enforce_nonce": True}
        if answers is not None:
            body["message_reference"] = {"message_id": answers, "channel_id": channel, "fail_if_not_exists": False}
        answer = await asked(http, "POST", _MESSAGES, ids={"channel_id": channel}, json=body)
        sent_as = answer.get("id") if isinstance(answer, Mapping) else None
        if not isinstance(sent_as, str) or not sent_as:
            raise SendUnknown("Discord's answer names no message")
        return sent_as

    async def _follow_up(self, http: HTTPClient, channel: str, parent: str, message: Message, nonce: str) -> str:
        """In the thread of its alert; as an answer to it where there may be no thread."""
        if self._threadless.get(channel, 0.0) < _now():
            _remember(self._sent_to, nonce, parent)
            try:
                await self._open_thread(http, channel, parent)
                return await self._post(http, parent, message, nonce)
            except ApiRefused as refusal:
                if refusal.is_login_lost:
                    raise
                self._threads.pop(parent, None)
                if refusal.status == 403:
                    self._threadless[channel] = _now() + NO_THREADS_FOR.total_seconds()
        return await self._post(http, channel, message, nonce, answers=parent)

    async def _open_thread(self, http: HTTPClient, channel: str, parent: str) -> None:
        if parent in self._threads:
            return
        ids = {"channel_id": channel, "message_id": parent}
        try:
            posted = await _posted(http, ids)
            if not posted.get("thread"):
                name = {"name": render.thread_name(posted), "auto_archive_duration": THREAD_ARCHIVES_MINUTES}
                await asked(http, "POST", f"{_MESSAGE}/threads", ids=ids, json=name)
        except SendUnknown as error:  # whether there is a thread now or not: nothing was posted
            raise SendDelayed(str(error), retry_after=AGAIN_WAIT) from error
        except ApiRefused as refusal:
            if refusal.code != THREAD_EXISTS:
                raise
        _remember(self._threads, parent, None)

    # --- looking ------------------------------------------------------------------------------------------------------

    async def _found_in(self, http: HTTPClient, place: str, nonce: str, after: int) -> str | None:
        try:
            async for posted in _history(http, place, after):
                if render.carries(posted, nonce):
                    return str(posted["id"])
        except ApiRefused as refusal:
            if refusal.is_login_lost:
                raise
        return None

    async def _active_threads(self, http: HTTPClient, channel: str, after: int) -> list[str]:
        """The channel's threads with a message since, the latest first."""
        guild = (await asked(http, "GET", "/channels/{channel_id}", ids={"channel_id": channel})).get("guild_id")
        if guild is None:
            return []
        active = await asked(http, "GET", "/guilds/{guild_id}/threads/active", ids={"guild_id": guild})
        ours = [thread for thread in active.get("threads", ()) if thread.get("parent_id") == channel]
        latest = sorted((int(thread.get("last_message_id") or 0), str(thread["id"])) for thread in ours)
        return [thread for last, thread in reversed(latest) if last > after][:THREADS_READ]

    # --- outcomes -----------------------------------------------------------------------------------------------------

    async def _for(self, channel: str) -> tuple[HTTPClient, str]:
        """The connection, and the channel itself; for a person (`@` and an id) the one of their direct messages."""
        if not re.fullmatch(r"@?[0-9]{1,20}", channel):
            raise SendRefused(f"“{channel[:40]}” is no id of a Discord channel", is_channel_gone=True)
        http, person = await self._connected(), channel.removeprefix("@")
        if person == channel:
            return http, channel
        if person not in self._rooms:
            _remember(self._rooms, person, await self._opened(http, person))
        return http, self._rooms[person]

    async def _opened(self, http: HTTPClient, person: str) -> str:
        try:
            answer = await asked(http, "POST", "/users/@me/channels", ids={}, json={"recipient_id": person})
        except SendUnknown as error:  # whether it is open or not: nothing was posted
            raise SendDelayed(str(error), retry_after=AGAIN_WAIT) from error
        except ApiRefused as refusal:
            raise self._outcome(refusal) from refusal
        return str(answer["id"])

    def _outcome(self, refusal: ApiRefused) -> WatchwordError:
        """A refused token is the operator's to mend, and then what is owed must still be there."""
        if refusal.is_login_lost:
            self._on_login_lost()
            return SendDelayed("Discord refuses DISCORD_TOKEN", retry_after=NO_LOGIN_WAIT)
        is_gone = refusal.status == 403 or refusal.code in _CHANNEL_GONE
        if refusal.status == 404 and refusal.code == 0:
            return SendDelayed(f"{refusal}: is discord.api_url right?", retry_after=REFUSED_WAIT)
        return SendRefused(str(refusal), is_channel_gone=is_gone)


def nonce_of(key: str) -> str:
    """The key as Discord's nonce, which has at most 25 characters: itself where it is one of `delivery_key`."""
    if re.fullmatch(r"[A-Z2-7]{1,25}", key):
        return key
    return base64.b32encode(hashlib.sha256(key.encode()).digest()[:15]).decode()


async def _posted(http: HTTPClient, ids: Mapping[str, str]) -> Mapping[str, Any]:
    """A message as it stands; empty where we may not read it."""
    try:
        posted = await asked(http, "GET", _MESSAGE, ids=ids)
    except ApiRefused as refusal:
        if refusal.is_login_lost:
            raise
        return {}
    return posted if isinstance(posted, Mapping) else {}


async def _history(http: HTTPClient, place: str, after: int) -> AsyncIterator[Mapping[str, Any]]:
    """Messages after a snowflake, as many pages as one look may cost."""
    for _ in range(PAGES):
        page = await asked(
            http, "GET", _MESSAGES, ids={"channel_id": place}, params={"after": str(after), "limit": PAGE}
        )
        for posted in page:
            yield posted
        if len(page) < PAGE:
            return
        after = max(int(posted["id"]) for posted in page)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _remember(memory: OrderedDict[str, Any], name: str, value: str | None) -> None:
    memory[name] = value
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
