"""Whatever admins change, of every kind and in whatever order it is taken back: the database is exactly as it was."""

import asyncio
import random
import sqlite3
import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.adapters.store import open_store
from bot.core.attributions import mark_of
from bot.core.model import Channel, Rule
from bot.core.rules import compile_rules
from tests.fakes.database import empty_database
from tests.fakes.filing import decide, file, quote
from tests.services.test_front_desk import Office
from tests.services.test_watch import TOPIC, Desk

TABLES = {
    "rules": "SELECT id, query, why, topic, is_exclude, channel, is_off, is_own FROM rules ORDER BY number",
    "sources": "SELECT * FROM sources WHERE NOT is_removed ORDER BY id",
    "channels": "SELECT * FROM channels ORDER BY key",
    "attributions": "SELECT * FROM attributions ORDER BY key",
    "mutes": "SELECT * FROM mutes ORDER BY story, channel",
    "articles": "SELECT * FROM articles ORDER BY id",
    "quotes": "SELECT * FROM quotes ORDER BY id",
    "who spoke": "SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'who : (stone OR quill OR berg)' ORDER BY rowid",
    "about whom": "SELECT rowid FROM about_fts WHERE about_fts MATCH 'names : (stone OR quill OR berg)' ORDER BY rowid",
}
SAID = ("We were never asked,", "Nor was I,")
TEXT = f"The council met. “{SAID[0]}” said Ada Quill. “{SAID[1]}” said Tomas Berg."
CITIES = ("Northport", "Eastport", "Vale", "Dunmore")
PROBES = ("a ferry timetable", "face recognition here", "face matching there", "bus passes", "a gait at the pier")
QUERIES = ('"ferry timetable"', '"face matching"', '"bus passes"', "gait", '"face recognition"')
SITES = ("https://gazette.example/more.xml", "https://herald.example/feed.xml")
SETTINGS = (
    "channel relevance 0.7 0.4",
    "channel relevance",
    "channel mode daily at 08:00 Europe/London",
    "channel mode instant",
    "channel quiet 22:00-07:00",
    "channel cap 6",
    "channel topics faces",
    "channel topics all",
    "channel notes on",
    "channel add",
    "channel remove",
    "pause",
    "resume",
)


class Changing(RuleBasedStateMachine):
    """An office over a real archive. What doesn't apply is refused in words, and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = Path(self.loop.run_until_complete(self._folder()))
        self.loop.run_until_complete(self._open())
        self.connection = sqlite3.connect(self.folder / "watchword.db")
        self.start = self._dump()

    async def _folder(self) -> str:
        return self.stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))

    async def _open(self) -> None:
        store = await self.stack.enter_async_context(open_store(await empty_database(self.folder)))
        self.office = Office(await Desk(archive=store.archive).opened())  # type: ignore[arg-type]  # any archive will do
        await store.archive.save_channel(Channel(platform="fake", id="other", name="Other"))
        for site in SITES:
            self.office.watch.fetcher.put(site, _feed(site), content_type="text/xml")
        first = None
        for number, city in enumerate(CITIES):
            quotes = [quote(TEXT, SAID[0], speaker="Ada Quill"), quote(TEXT, SAID[1], speaker="Tomas Berg")]
            url = f"https://gazette.example/{city.lower()}"
            story = first.story if number == 1 and first else None
            filed = await file(store.archive, f"{city} bans", TEXT, url=url, story=story, quotes=quotes)
            if story is None:
                await decide(store.archive, filed, topic=TOPIC.id)
            first = first or filed
        self.articles = [filed.id for filed in await store.archive.walk(0, limit=9)]  # type: ignore[arg-type]

    def _dump(self) -> dict[str, Any]:
        return {name: self.connection.execute(statement).fetchall() for name, statement in TABLES.items()}

    def _said(self, words: str, *, channel: str = "desk") -> str:
        self.office.watch.clock.move(timedelta(seconds=1))
        return self.loop.run_until_complete(self.office.admin(words, channel=channel))

    def _changes(self) -> list[tuple[int, int | None, str | None]]:
        return self.connection.execute("SELECT id, undoes, kind FROM changes ORDER BY id").fetchall()

    def _standing(self) -> list[int]:
        """Numbers of what can be taken back now, as the history shows it."""
        changes = self._changes()
        gone: set[int] = set()
        for number, undoes, _ in reversed(changes):
            if undoes is not None and number not in gone:
                gone.add(undoes)
        return [number for number, undoes, kind in changes if kind and undoes is None and number not in gone]

    # --- changes ---

    @rule(query=st.sampled_from(QUERIES), verb=st.sampled_from(("add", "exclude", "add here", "exclude here")))
    def add_keyword(self, query: str, verb: str) -> None:
        verb, _, here = verb.partition(" ")
        self._said(f"keywords {verb} --yes {here} {query} why: a test")

    @rule(query=st.sampled_from(QUERIES), place=st.integers(0, 5))
    def edit_keyword(self, query: str, place: int) -> None:
        self._said(f"keywords edit --yes {self._keyword(place)} {query}")

    @rule(place=st.integers(0, 5))
    def remove_keyword(self, place: int) -> None:
        self._said(f"keywords remove --yes {self._keyword(place)}")

    def _keyword(self, place: int) -> str:
        ids = [row[0] for row in self.connection.execute("SELECT id FROM rules ORDER BY number")]
        return ids[place % len(ids)]

    @rule(site=st.sampled_from(SITES))
    def add_source(self, site: str) -> None:
        self._said(f"sources add {site}")

    @rule(number=st.integers(1, 3))
    def remove_source(self, number: int) -> None:
        self._said(f"sources remove {number}")

    @rule(words=st.sampled_from(SETTINGS), channel=st.sampled_from(("desk", "other", "new")))
    def change_channel(self, words: str, channel: str) -> None:
        self._said(words, channel=channel)

    @rule(alert=st.integers(1, 3), place=st.integers(1, 3))
    def split_story(self, alert: int, place: int) -> None:
        self._said(f"stories split {alert} {place}")

    @rule(alert=st.integers(1, 3), other=st.integers(1, 3))
    def merge_stories(self, alert: int, other: int) -> None:
        self._said(f"stories merge {alert} {other}")

    @rule(verb=st.sampled_from(("mute", "unmute")), alert=st.integers(1, 3), everywhere=st.booleans())
    def mute_story(self, verb: str, alert: int, everywhere: bool) -> None:
        self._said(f"stories {verb} {alert}{' everywhere' if everywhere else ''}")

    @rule(
        article=st.integers(0, 3),
        said=st.sampled_from(SAID),
        wish=st.sampled_from(("is Irma Stone", "is Tomas Berg", "nobody", "drop")),
    )
    def name_speaker(self, article: int, said: str, wish: str) -> None:
        self._said(f"quotes {self.articles[article]} {mark_of(said)} {wish}")

    # --- taking back ---

    @precondition(lambda self: self._standing())
    @rule(pick=st.integers(0, 99))
    def undo(self, pick: int) -> None:
        standing = self._standing()
        before, told = self._dump(), self._said(f"undo {standing[pick % len(standing)]}")
        assert "Taken back" in told or "didn't work" in told
        if "didn't work" in told or "later change" in told:
            assert self._dump() == before

    @precondition(lambda self: self._standing())
    @rule(pick=st.integers(0, 99))
    def undo_and_make_it_again(self, pick: int) -> None:
        standing = self._standing()
        number = standing[pick % len(standing)]
        if {each[0]: each[2] for each in self._changes()}[number] == "regrouping":
            return  # decided anew, not made again
        before = self._dump()
        assert "Taken back" in self._said(f"undo {number}")
        assert "Taken back" in self._said(f"undo {self._changes()[-1][0]}")
        assert self._dump() == before

    @invariant()
    def the_watch_uses_the_keywords_that_are_kept(self) -> None:
        rules: list[Rule] = [
            each for each in self.loop.run_until_complete(self.office.archive.rules()) if not each.is_off
        ]
        book = compile_rules(rules, topics=(TOPIC,))
        filing = self.office.watch.filing
        assert [filing.matches(each, "") for each in PROBES] == [bool(book.apply(each, "")) for each in PROBES]

    def teardown(self) -> None:
        try:
            self._take_all_back()
            assert self._dump() == self.start
        finally:
            self.connection.close()
            self.loop.run_until_complete(self.stack.aclose())
            self.loop.close()

    def _take_all_back(self) -> None:
        """In any order; what waits for later decisions on stories comes after them."""
        chance = random.Random(len(self._changes()))
        while standing := self._standing():
            chance.shuffle(standing)
            assert any("Taken back" in self._said(f"undo {number}") for number in standing), "nothing can be taken back"


def _feed(site: str) -> str:
    items = "".join(f"<item><title>x</title><guid>{site}/{n}</guid></item>" for n in range(2))
    return f"<rss version='2.0'><channel><title>More</title>{items}</channel></rss>"


TestUndo = Changing.TestCase
TestUndo.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
