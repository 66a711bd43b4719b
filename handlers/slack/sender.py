"""`Sender` of the platform "slack": one request a message, and a true word on what became of it."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.errors import SendDelayed, SendRefused, SendUnknown, WatchwordError
from bot.core.messages import Message
from handlers.slack import render
from handlers.slack.api import LOGIN_LOST, ApiRefused, answer_of

PLATFORM = "slack"
EVENT_TYPE = "watchword_delivery"  # of the metadata under which our key stands
LONGEST_TURN = timedelta(seconds=5)  # a longer wait is given back, so that a lease never runs out on it
NO_LOGIN_WAIT = timedelta(minutes=1)
NO_SCOPE_WAIT = timedelta(minutes=15)  # until someone has reinstalled the app
AGAIN_WAIT = timedelta(seconds=5)
PAGE = 200  # messages; Slack advises no more
PAGES = 5
THREADS_READ = 20
REMEMBERED = 1_000
CLOCK_SLACK = timedelta(seconds=5)

_CHANNEL_GONE = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "channel_type_not_supported", "restricted_action"}
)
_BLOCKS_REFUSED = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "invalid_arguments"}
)


class SlackSender:
    """Posts, edits and looks for what was posted.

    `trouble` says why nothing can be sent now ("" when it can); `on_login_lost` hears that a token is no longer taken.
    `pace` is the least time between two messages of one channel: Slack allows one a second.
    """

    platform = PLATFORM

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        verbs: Callable[[], frozenset[str]],
        trouble: Callable[[], str],
        on_login_lost: Callable[[str], None],
        pace: timedelta,
    ) -> None:
        self._client = client
        self._verbs = verbs
        self._trouble = trouble
        self._on_login_lost = on_login_lost
        self._pace = pace
        self._unwanted: set[str] = set()  # channels we were put out of while we listened
        self._next_turn: dict[str, float] = {}
        self._threads: OrderedDict[str, str] = OrderedDict()  # where a key was last sent, for `find`
        self._rooms: OrderedDict[str, str] = OrderedDict()  # where the direct messages of a person stand
        self.can_read_back = True

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        if thread is not None:
            self._remember(self._threads, key, thread)
        await self._turn(channel)
        channel = await self._place(channel)
        payload = render.payload(message, verbs=self._verbs())
        try:
            return await self._post(channel, payload, key, thread)
        except ApiRefused as refusal:
            payload = await self._mended(refusal, channel, message, payload)
        try:
            return await self._post(channel, payload, key, thread)
        except ApiRefused as refusal:
            raise self._outcome(refusal) from refusal

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        await self._turn(channel)
        channel = await self._place(channel)
        payload = render.payload(message, verbs=self._verbs())
        try:
            await self._update(channel, sent_as, payload)
        except ApiRefused as refusal:
            if refusal.error not in _BLOCKS_REFUSED:
                raise self._outcome(refusal) from refusal
        else:
            return
        try:
            await self._update(channel, sent_as, render.plain(message))
        except ApiRefused as refusal:
            raise self._outcome(refusal) from refusal

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        """By the key in our metadata; `thread` where it was posted as an answer. None too where reading isn't allowed.

        Without `thread` the threads that had an answer since are read too, the latest first.
        """
        self._require_login()
        is_direct = channel.startswith("@")
        channel = await self._place(channel)
        oldest = f"{(since - CLOCK_SLACK).timestamp():.6f}"
        thread = thread or self._threads.get(key)
        try:
            if thread is not None:
                return await self._among(self._replies(channel, thread, oldest), key)
            return await self._found(channel, key, oldest)
        except ApiRefused as refusal:
            if refusal.error in LOGIN_LOST:
                raise self._outcome(refusal) from refusal
            self.can_read_back = self.can_read_back and (is_direct or refusal.error != "missing_scope")
            return None

    async def _place(self, channel: str) -> str:
        """Where a person's messages stand; without the scope to ask, the person, whom Slack takes for a post too."""
        if not channel.startswith("@"):
            return channel
        person = channel.removeprefix("@")
        if person not in self._rooms:
            try:
                answer = await answer_of(self._client.conversations_open(users=person))
            except ApiRefused as refusal:
                if refusal.error == "missing_scope":
                    return person
                raise self._outcome(refusal) from refusal
            except SendUnknown as error:  # whether it is open or not: nothing was posted
                raise SendDelayed(str(error), retry_after=AGAIN_WAIT) from error
            self._remember(self._rooms, person, str((answer.get("channel") or {}).get("id") or person))
        return self._rooms[person]

    async def _found(self, channel: str, key: str, oldest: str) -> str | None:
        answered: list[tuple[str, str]] = []
        async for message in self._history(channel, oldest):
            if _key_of(message) == key:
                return str(message["ts"])
            if str(message.get("latest_reply", "")) >= oldest:
                answered.append((str(message["latest_reply"]), str(message["ts"])))
        for _, parent in sorted(answered, reverse=True)[:THREADS_READ]:
            found = await self._among(self._replies(channel, parent, oldest), key)
            if found is not None:
                return found
        return None

    async def _among(self, messages: AsyncIterator[Mapping[str, Any]], key: str) -> str | None:
        async for message in messages:
            if _key_of(message) == key:
                return str(message["ts"])
        return None

    def _history(self, channel: str, oldest: str) -> AsyncIterator[Mapping[str, Any]]:
        return _pages(
            lambda cursor: self._client.conversations_history(
                channel=channel, oldest=oldest, limit=PAGE, include_all_metadata=True, cursor=cursor
            )
        )

    def _replies(self, channel: str, thread: str, oldest: str) -> AsyncIterator[Mapping[str, Any]]:
        return _pages(
            lambda cursor: self._client.conversations_replies(
                channel=channel, ts=thread, oldest=oldest, limit=PAGE, include_all_metadata=True, cursor=cursor
            )
        )

    async def _post(self, channel: str, payload: render.Payload, key: str, thread: str | None) -> str:
        answer = await self._asked(
            channel,
            self._client.chat_postMessage(
                channel=channel,
                text=payload.text,
                blocks=list(payload.blocks) or None,
                thread_ts=thread,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
                link_names=False,
                parse="none",
            ),
        )
        sent_as = answer.get("ts")
        if not isinstance(sent_as, str) or not sent_as:
            raise SendUnknown("Slack's answer names no message")
        return sent_as

    async def _update(self, channel: str, sent_as: str, payload: render.Payload) -> None:
        """Metadata that is not named stays. `parse` must be: unlike a post, an edit would link names by default."""
        await self._asked(
            channel,
            self._client.chat_update(
                channel=channel,
                ts=sent_as,
                text=payload.text,
                blocks=list(payload.blocks),
                link_names=False,
                parse="none",
            ),
        )

    async def _asked(self, channel: str, call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
        try:
            answer = await answer_of(call)
        except SendDelayed as error:
            self._next_turn[channel] = _now() + error.retry_after.total_seconds()
            raise
        # Counted from the answer, since Slack counts from when a message came, which may have been long on its way.
        self._next_turn[channel] = max(self._next_turn.get(channel, 0.0), _now() + self._pace.total_seconds())
        return answer

    async def _mended(
        self, refusal: ApiRefused, channel: str, message: Message, payload: render.Payload
    ) -> render.Payload:
        """What to post once more after this refusal, with its cause out of the way; raises where there is no way."""
        if refusal.error == "not_in_channel":
            await self._join(channel)
            return payload
        if refusal.error in _BLOCKS_REFUSED and payload.blocks:
            return render.plain(message)
        raise self._outcome(refusal) from refusal

    def membership(self, channel: str, is_in: bool) -> None:
        """Somebody invited us, or took us out of this channel: then we don't enter it again by ourselves."""
        (self._unwanted.discard if is_in else self._unwanted.add)(channel)

    async def _join(self, channel: str) -> None:
        if channel in self._unwanted:
            raise SendRefused("not_in_channel: the app was taken out of the channel; invite it", is_channel_gone=True)
        try:
            await answer_of(self._client.conversations_join(channel=channel))
        except ApiRefused as refusal:
            if refusal.error in LOGIN_LOST:
                raise self._outcome(refusal) from refusal
            raise SendRefused(
                f"not_in_channel: invite the app to the channel ({refusal})", is_channel_gone=True
            ) from refusal
        except SendUnknown as error:  # whether it joined or not: nothing was posted
            raise SendDelayed(str(error), retry_after=AGAIN_WAIT) from error

    def _outcome(self, refusal: ApiRefused) -> WatchwordError:
        """A refused token or scope is the operator's to mend, and then what is owed must still be there."""
        if refusal.error in LOGIN_LOST:
            self._on_login_lost(refusal.error)
            return SendDelayed(f"Slack refuses the bot token ({refusal.error})", retry_after=NO_LOGIN_WAIT)
        if refusal.error == "missing_scope":
            return SendDelayed(f"the app misses the scope {refusal.needed}".rstrip(), retry_after=NO_SCOPE_WAIT)
        is_gone = refusal.error in _CHANNEL_GONE or refusal.error.startswith("restricted_action_")
        return SendRefused(refusal.error, is_channel_gone=is_gone)

    def _require_login(self) -> None:
        trouble = self._trouble()
        if trouble:
            raise SendDelayed(trouble, retry_after=NO_LOGIN_WAIT)

    async def _turn(self, channel: str) -> None:
        """Wait until the channel may have another message. Raises `SendDelayed` where that is long."""
        self._require_login()
        now = _now()
        turn = max(self._next_turn.get(channel, now), now)
        if turn - now > LONGEST_TURN.total_seconds():
            raise SendDelayed("Slack asked for patience", retry_after=timedelta(seconds=turn - now))
        self._next_turn[channel] = turn + self._pace.total_seconds()
        if turn > now:
            await asyncio.sleep(turn - now)

    def _remember(self, memory: OrderedDict[str, str], name: str, value: str) -> None:
        memory[name] = value
        while len(memory) > REMEMBERED:
            memory.popitem(last=False)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _key_of(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    key = payload.get("key") if isinstance(payload, Mapping) else None
    return key if isinstance(key, str) else None


async def _pages(
    ask: Callable[[str | None], Awaitable[AsyncSlackResponse]],
) -> AsyncIterator[Mapping[str, Any]]:
    """Messages page after page, as many pages as one look may cost."""
    cursor: str | None = None
    for _ in range(PAGES):
        answer = await answer_of(ask(cursor))
        for message in answer.get("messages", ()):
            yield message
        more = answer.get("response_metadata")
        cursor = (str(more.get("next_cursor") or "") if isinstance(more, Mapping) else "") or None
        if cursor is None:
            return
