"""A desk that answers at once, remembers who came, and can be slow or broken."""

import asyncio

from bot.core.messages import Button, Buttons, Message, Paragraph, Text, help_message, plain_message
from bot.services.desk import QUOTE_VERBS, Member


class FakeDesk:
    """`visits` holds what was asked: ("ask", query, None), ("press", "verb argument", member) …"""

    verbs = QUOTE_VERBS | {"ask", "page", "why", "useful", "not_relevant", "complain", "follow", "unfollow"}

    def __init__(self) -> None:
        self.visits: list[tuple[str, str, Member | None]] = []
        self.askers: list[Member | None] = []
        self.open = asyncio.Event()  # cleared: nobody is answered
        self.open.set()
        self.breaks: Exception | None = None

    async def ask(self, query: str, *, page: int = 1, member: Member | None = None) -> Message:
        await self._came("ask", query, None)
        self.askers.append(member)
        if not query:
            return help_message()
        return Message(
            text=f"{query}: 3 stories.",
            parts=(
                Paragraph(line=(Text(f"Page {page} of {query}"),)),
                Buttons(
                    buttons=(
                        Button(label="Next", verb="page", argument=f"2 {query}"),
                        Button(label="Share here", verb="share", argument=query),
                        Button(label="Nothing here", verb="unknown"),
                    )
                ),
            ),
        )

    async def press(self, verb: str, argument: str, *, member: Member, channel: str) -> Message:
        await self._came("press", f"{verb} {argument} {channel}", member)
        return plain_message(f"Pressed {verb}.")

    async def admin(self, words: str, *, member: Member, channel: str) -> Message:
        await self._came("admin", f"{words} {channel}", member)
        return plain_message("Done." if member.is_admin else "Keywords are managed by workspace admins.")

    async def suggest(self, typed: str, *, limit: int = 25) -> tuple[str, ...]:
        return tuple(name for name in ("Amazon", "Clearview") if name.lower().startswith(typed.lower()))[:limit]

    async def _came(self, how: str, words: str, member: Member | None) -> None:
        self.visits.append((how, words, member))
        await self.open.wait()
        if self.breaks is not None:
            raise self.breaks
