"""Acknowledge a request at once, answer it when there is an answer; both go to the request's own address."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.core.errors import SendDelayed, SendUnknown
from bot.core.messages import Form, Message
from handlers.discord import modals, render
from handlers.discord.api import INVALID_FORM, ApiRefused, asked

ACK_SECONDS = 2.5  # Discord gives a request up after three
LONGEST_WAIT = timedelta(seconds=30)  # who asked has gone by then
TOO_LATE, TAKEN = 10062, 40060

Request = discord.Interaction[Any]

# No answer, or one that the library stumbles over.
_LOST = (aiohttp.ClientError, OSError, TimeoutError, AttributeError, KeyError, TypeError, ValueError)


class Replies:
    """Answers to requests. `report(event, reason)` hears of one that could not be given, without whose it was."""

    def __init__(self, *, verbs: Callable[[], frozenset[str]], report: Callable[[str, str], None]) -> None:
        self._verbs = verbs
        self._report = report

    async def acknowledge(self, request: Request, *, is_public: bool = False, replaces: bool = False) -> bool:
        """Say that an answer comes. False when Discord has given the request up: then there is nobody to answer."""
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await request.response.defer(ephemeral=not is_public, thinking=not replaces)
        except discord.InteractionResponded:
            return False
        except discord.HTTPException as error:
            self._report("discord_ack_failed", f"{error.status} ({error.code})")
            return error.code not in (TOO_LATE, TAKEN)
        except _LOST as error:  # perhaps it was taken: the answer will show
            self._report("discord_ack_failed", type(error).__name__)
        return True

    async def ask(self, request: Request, form: Form) -> None:
        """Open a form: the one answer that can't come later, and must be the first."""
        body = {"type": discord.InteractionResponseType.modal.value, "data": modals.modal(form)}
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await asked(
                    request.client.http,
                    "POST",
                    "/interactions/{webhook_id}/{webhook_token}/callback",
                    ids={"webhook_id": str(request.id), "webhook_token": request.token},
                    json=body,
                )
        except (SendDelayed, SendUnknown, ApiRefused, TimeoutError) as error:
            self._report("discord_form_not_opened", str(error) or "no answer in time")

    async def answer(self, request: Request, message: Message, *, is_public: bool = False) -> None:
        """Put the answer where the acknowledgement stands; what everyone sees has no buttons."""
        payload = render.payload(message, verbs=frozenset() if is_public else self._verbs())
        try:
            try:
                reason = await self._answered(request, payload)
            except ApiRefused as refusal:
                if refusal.code != INVALID_FORM:
                    raise
                reason = await self._answered(request, render.plain(message))
        except ApiRefused as refusal:
            reason = str(refusal)
        if reason:
            self._report("discord_answer_lost", reason)

    async def refuse(self, request: Request, words: str) -> None:
        """Say no at once and in private."""
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await request.response.send_message(words, ephemeral=True)
        except (discord.DiscordException, *_LOST) as error:
            self._report("discord_answer_lost", type(error).__name__)

    async def _answered(self, request: Request, payload: render.Payload) -> str:
        """Why it was perhaps not taken, "" when it was. An edit may be repeated without harm, and is, once."""
        reason = ""
        for _ in range(2):
            try:
                await asked(
                    request.client.http,
                    "PATCH",
                    "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
                    ids={"webhook_id": str(request.application_id), "webhook_token": request.token},
                    json=payload.as_dict(),
                )
            except SendDelayed as error:
                reason = str(error)
                await asyncio.sleep(min(error.retry_after, LONGEST_WAIT).total_seconds())
            except SendUnknown as error:
                reason = str(error)
            else:
                return ""
        return reason
