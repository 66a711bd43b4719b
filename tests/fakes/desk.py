"""A desk that answers at once, remembers who came, and can be slow or broken."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.core.messages import (
    Button,
    Buttons,
    Field,
    Form,
    Menu,
    Message,
    Option,
    Paragraph,
    Text,
    help_message,
    plain_message,
)
from bot.core.translation import ENGLISH
from bot.services.desk import PROPOSAL_VERBS, QUOTE_VERBS, Member
from config.languages import languages


class FakeDesk:
    """`visits` holds what was asked: ("ask", query, None), ("press", "verb argument", member) …"""

    verbs = PROPOSAL_VERBS | QUOTE_VERBS | {
        "ask", "page", "why", "useful", "not_relevant", "complain", "follow", "unfollow", "admin", "form",
    }  # fmt: skip

    def __init__(self) -> None:
        self.visits: list[tuple[str, str, Member | None]] = []
        self.askers: list[Member | None] = []
        self.open = asyncio.Event()  # cleared: nobody is answered
        self.open.set()
        self.is_quick = False  # set: faults of forms are found while nobody is answered
        self.languages: dict[str, str] = {}
        self.breaks: Exception | None = None

    @asynccontextmanager
    async def speaking(self, channel: str) -> AsyncIterator[None]:
        with languages().speaking(self.languages.get(channel, ENGLISH)):
            yield

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
        if words == "keywords list":
            options = (Option("face", "keywords edit face"), Option("scan", "keywords edit scan"))
            return Message(text="2 keywords.", parts=(Menu(label="Edit a keyword", verb="form", options=options),))
        return plain_message("Done." if member.is_admin else "Keywords are managed by workspace admins.")

    async def form(self, words: str, *, member: Member, channel: str) -> Form | Message:
        await self._came("form", f"{words} {channel}", member)
        if not member.is_admin:
            return plain_message("Keywords are managed by workspace admins.")
        fields = (
            Field(name="query", label="What to look for", value="faces", hint="Words", is_long=True, limit=2_500),
            Field(name="reason", label="Why", is_needed=False),
            Field(name="where", label="Where", value="here", choices=(Option("All", "all"), Option("Here", "here"))),
        )
        return Form(words="keywords edit faces", title="Edit a keyword", fields=fields)

    async def faults(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Mapping[str, str]:
        if not self.is_quick:
            await self.open.wait()
        is_wrong = member.is_admin and '"' in filled.get("query", "")
        return {"query": "Unbalanced quote. Character 3, where the ▲ stands."} if is_wrong else {}

    async def submit(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Message:
        await self._came("submit", f"{words} {dict(filled)} {channel}", member)
        if not member.is_admin:
            return plain_message("Keywords are managed by workspace admins.")
        buttons = (
            Button(label="Save", verb="admin", argument="draft 12"),
            Button(label="Edit", verb="form", argument="draft 13"),
            Button(label="Share here", verb="share", argument="x"),
        )
        tried = Paragraph(line=(Text("31 → 38 stories"),))
        return Message(text="31 → 38 stories.", parts=(tried, Buttons(buttons=buttons)))

    async def home(self, *, member: Member) -> Message:
        await self._came("home", "", member)
        buttons = (Button(label="Keywords", verb="admin", argument="keywords list"),) if member.is_admin else ()
        return Message(
            text="You follow no story.", parts=(Paragraph(line=(Text("Nothing yet"),)), Buttons(buttons=buttons))
        )

    async def suggest(self, typed: str, *, limit: int = 25) -> tuple[str, ...]:
        return tuple(name for name in ("Amazon", "Clearview") if name.lower().startswith(typed.lower()))[:limit]

    async def choices(self, subject: str, typed: str, *, member: Member, limit: int = 25) -> tuple[Option, ...]:
        options = (Option(f"12: {subject} face", "12"), Option("x" * 300, "x"), Option("13: long", "y" * 101))
        return tuple(option for option in options if typed in option.label)[:limit] if member.is_admin else ()

    async def _came(self, how: str, words: str, member: Member | None) -> None:
        self.visits.append((how, words, member))
        await self.open.wait()
        if self.breaks is not None:
            raise self.breaks
