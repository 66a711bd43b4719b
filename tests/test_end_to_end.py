"""The whole bot as a process, from a feed on a socket to what a person reads."""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.adapters.clock import SchedulerClock
from config.demo.newsroom import Newsroom, serving, sources

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Bot:
    """run.py with a data folder of its own and the sample newsroom for the internet."""

    folder: Path
    newsroom: Newsroom
    base: str
    environment: dict[str, str] = field(default_factory=dict)

    def write_settings(self, extra: str = "") -> None:
        seeds = "".join(
            f'[[sources]]\nurl = "{url}"\nkind = "{kind}"\nname = "{name}"\n' for url, kind, name in sources(self.base)
        )
        host = self.base.removeprefix("http://")
        (self.folder / "settings.toml").write_text(
            f'data_dir = "data"\n[fetch]\nallow_private = ["{host}"]\ninterval_minutes = 0.01\n'
            f"min_interval_seconds = 0.2\n[web]\nport = 0\n[http]\nport = 0\n{extra}\n{seeds}",
            encoding="utf-8",
        )

    async def run(self, *words: str, stdin: bytes = b"") -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "run.py"),
            *words,
            "--config",
            str(self.folder / "settings.toml"),
            cwd=self.folder,
            env=os.environ | self.environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate(stdin)
        return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    newsroom = Newsroom(SchedulerClock().now)
    async with serving(newsroom) as base:
        bot = Bot(tmp_path, newsroom, base)
        bot.write_settings()
        yield bot


async def test_from_a_polled_feed_to_a_delivered_alert_and_an_answered_question(bot: Bot) -> None:
    code, out, err = await bot.run("run", "--once")
    assert code == 0, err
    assert "posted 0" in out
    assert "📰" not in out

    bot.newsroom.reveal_all()
    code, out, err = await bot.run("run", "--once")
    assert code == 0, err
    heads = [line for line in out.splitlines() if line.startswith("📰")]
    assert sum("Harbour City" in head for head in heads) == 1  # told by four outlets
    assert "❝A ban without a remedy is a poster" in out or "❝This technology has no place in our streets" in out
    assert "ClearView" not in out

    told = _posts(bot)
    assert len({key for key, _ in told}) == len(told) > 3

    code, again, _ = await bot.run("run", "--once", "--json")
    counts = json.loads(again)
    assert (code, counts["alerts"], counts["deliveries"]["owed"]) == (0, 0, 0)
    assert _posts(bot) == told

    code, answer, _ = await bot.run("lookup", "amazon")
    assert code == 0
    assert (
        "Moratorium on police use of Rekognition: announced 10 Jun 2020 for one year, "
        "extended 18 May 2021 until further notice"
    ) in answer

    code, found, _ = await bot.run("lookup", "--json", "quotes", "dana", "ortiz")
    assert code == 0
    spoken = json.loads(found)["quotes"]
    assert any("no place in our streets" in quote["text"] for quote in spoken)
    assert {quote["speaker"] for quote in spoken} == {"Dana Ortiz"}


async def test_what_alerted_is_read_again_and_an_outlet_that_changed_nothing_is_not_told_of(bot: Bot) -> None:
    await bot.run("run", "--once")
    bot.newsroom.reveal_all()
    await bot.run("run", "--once")
    told = _posts(bot)
    with closing(sqlite3.connect(bot.folder / "data" / "watchword.db")) as connection, connection:
        connection.execute("UPDATE rereads SET due = 0")

    code, out, err = await bot.run("run", "--once", "--json")

    assert code == 0, err
    rereads = json.loads(out)["rereads"]
    assert rereads["read"] > 3
    assert rereads["edited"] == 0
    assert _posts(bot) == told


async def test_bad_input_is_a_clear_line_and_the_right_exit_code(bot: Bot) -> None:
    async def fails(code: int, words: str, *command: str) -> None:
        got, _, err = await bot.run(*command)
        assert got == code, err
        assert words in err
        assert "Traceback" not in err
        assert len(err.strip().splitlines()) <= 4

    await asyncio.gather(
        fails(2, "No such file", "preview", "none.html"),
        fails(1, "can't be used", "preview", "http://127.0.0.1:1/inner"),
        fails(1, "doesn't lead to the public internet", "sources", "add", "http://10.0.0.1/feed"),
        fails(1, 'fetch.allow_private = ["host:port"]', "sources", "add", "http://10.0.0.1/feed"),
        fails(1, "There is no source 999", "sources", "remove", "999"),
    )
    (bot.folder / "settings.toml").write_text("[fetch\n", encoding="utf-8")
    await fails(2, "is not valid TOML", "check")


async def test_a_database_from_the_future_is_refused_and_left_alone(bot: Bot) -> None:
    await bot.run("check")
    file = bot.folder / "data" / "watchword.db"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    code, _, err = await bot.run("lookup", "amazon")
    assert code == 2
    assert "newer" in err or "later version" in err


async def test_an_archive_of_ones_own_is_analysed_back_filled_and_looked_up(bot: Bot) -> None:
    article = {
        "id": "own-1",
        "outlet": "Quay Bay Herald",
        "published": "2026-10-06",
        "text": "Quay Bay bans face recognition in schools\n\nThe school board of Quay Bay banned facial recognition "
        "in its schools on Tuesday.\n\n“A school is not an airport,” said board chair Ines Okafor.\n",
    }
    (bot.folder / "own.jsonl").write_text(json.dumps(article) + "\nbroken\n", encoding="utf-8")
    code, _, err = await bot.run("analyze", "own.jsonl", "-o", "out.jsonl")
    assert code == 0, err
    first, broken = map(json.loads, (bot.folder / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["story"], broken["line"]) == ("own-1", "own-1", 2)

    code, out, err = await bot.run("backfill", "own.jsonl")
    assert (code, out) == (0, "1 article added, 0 known already, 1 line unreadable.\n")
    assert "line 2" in err
    _, again, _ = await bot.run("backfill", "own.jsonl")
    assert again.startswith("0 articles added, 1 known already")
    code, found, _ = await bot.run("lookup", "--json", "quay", "bay")
    assert [hit["id"] for hit in json.loads(found)["results"]] == ["own-1"]

    _, quotes, _ = await bot.run("export", "quotes", "--format", "csv")
    header, row = quotes.strip().splitlines()
    assert header.startswith("text,speaker,")
    assert row.startswith('"A school is not an airport,",Ines Okafor')
    _, nothing, _ = await bot.run("export", "articles", "--since", "2026-10-07")
    assert nothing == ""


async def test_keywords_are_added_listed_and_taken_out_on_the_command_line(bot: Bot) -> None:
    code, out, err = await bot.run("keywords", "add", '"ferry ban"', "--why", "our harbour")
    assert (code, 'keyword "ferry ban" is in force as ferry-ban' in out) == (0, True), err
    code, _, err = await bot.run("keywords", "add", '"ferry')
    assert code == 2
    assert "unbalanced quote" in err
    assert "at character 1" in err
    code, out, err = await bot.run("keywords", "test", "ferry", "--edit", "ferry-ban")
    assert (code, "0 → 0 stories" in out) == (0, True), err
    code, out, err = await bot.run("keywords", "remove", '"ferry ban"')
    assert (code, "0 → 0 stories" in out, "Removed the keyword" in out) == (0, True, True), err
    _, history, _ = await bot.run("keywords", "history")
    assert "The operator removed the keyword" in history.splitlines()[0]
    assert "our harbour" in history.splitlines()[1]
    code, out, err = await bot.run("keywords", "undo")
    assert (code, "Taken back: The operator removed" in out) == (0, True), err
    await bot.run("keywords", "undo", "1")
    _, listed, _ = await bot.run("keywords", "list")
    assert "facial-recognition" in listed
    assert "ferry" not in listed


async def test_the_command_line_takes_what_admins_type_in_chat(bot: Bot) -> None:
    for words in (
        ("keywords", "add", "drones here"),  # the command line is no channel
        ("keywords", "add", "drones", "--channel", "slack:NOPE"),
        ("keywords", "lsit"),
        ("channels", "set", "slack:NOPE", "cap", "6"),
        ("pause",),
    ):
        code, out, err = await bot.run(*words)
        assert (code, out, bool(err.strip())) == (2, "", True), words
    code, out, err = await bot.run("keywords", "exclude", "drones why: other sense", "--channel", "terminal:terminal")
    assert (code, "The exclude drones is in force" in out) == (0, True), err
    code, out, err = await bot.run("keywords", "edit", "drones", "--why", "another sense")
    assert (code, "its reason is now: another sense" in out) == (0, True), err
    code, out, err = await bot.run("channels", "set", "terminal:terminal", "relevance", "70", "40")
    assert (code, "alerts from 0.70, digest from 0.40" in out) == (0, True), err
    code, out, err = await bot.run("pause", "--channel", "terminal:terminal", "--why", "holidays")
    assert (code, "are paused" in out) == (0, True), err
    code, out, err = await bot.run("history")
    assert (code, "paused the alerts" in out, "(holidays)" in out) == (0, True, True), err
    code, out, err = await bot.run("undo")
    assert (code, "Taken back" in out) == (0, True), err
    code, out, err = await bot.run("status")
    assert (code, "alerts go to" in out.lower()) == (0, True), err
    code, _, err = await bot.run("purg")
    assert (code, "purge" in err) == (2, False)


async def test_stories_are_split_merged_and_put_back_on_the_command_line(bot: Bot) -> None:
    await bot.run("run", "--once")
    bot.newsroom.reveal_all()
    await bot.run("run", "--once")
    code, listed, err = await bot.run("stories", "list")
    assert code == 0, err
    alert = next(line.split()[0] for line in listed.splitlines() if "Harbour City" in line and line[0].isdigit())

    code, told, err = await bot.run("stories", "split", alert, "1")
    assert (code, "is not of the story" in told) == (0, True), err
    code, out, err = await bot.run("run", "--once")
    assert "not the same story" in out, err
    code, told, err = await bot.run("stories", "undo")
    assert (code, "is one story with" in told) == (0, True), err
    code, _, err = await bot.run("stories", "split", "999", "1")
    assert (code, err) == (1, "watchword: There is no alert 999; run.py stories list shows them.\n")
    _, history, _ = await bot.run("stories", "history")
    assert "The operator merged with another story" in history
    assert "(undoes 1)" in history


async def test_an_article_from_a_file_or_a_pipe_gives_its_alert(bot: Bot) -> None:
    text = (
        "Quay Bay bans face recognition in schools\n\nBy Ana Ruiz\n\n"
        "The school board of Quay Bay banned facial recognition in its schools on Tuesday, the first in the county.\n\n"
        "“A school is not an airport,” said board chair Ines Okafor. “Children should not be scanned to eat lunch.”\n"
    )
    (bot.folder / "pasted.txt").write_text(text, encoding="utf-8")
    from_file, from_pipe = await asyncio.gather(
        bot.run("preview", "pasted.txt"), bot.run("preview", "-", "--format", "json", stdin=text.encode())
    )
    assert from_file[0] == 0, from_file[2]
    assert "Quay Bay bans face recognition in schools" in from_file[1]
    article = json.loads(from_pipe[1])
    assert article["byline"] == ["Ana Ruiz"]
    assert article["published"] is None
    (quote,) = article["quotes"]
    assert quote["speaker"] == "Ines Okafor"
    assert [article["text"][part["start"] : part["end"]] for part in quote["parts"]] == [
        "A school is not an airport,",
        "Children should not be scanned to eat lunch.",
    ]


def _posts(bot: Bot) -> list[tuple[str, str]]:
    database = sqlite3.connect(bot.folder / "data" / "watchword.db")
    try:
        return list(database.execute("SELECT key, message FROM posts ORDER BY id"))
    finally:
        database.close()


async def test_bulk_output_never_takes_the_place_of_a_pipe_or_a_device(bot: Bot, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = asyncio.create_task(asyncio.to_thread(pipe.read_text))
    code, _, err = await bot.run("analyze", "-", "-o", str(pipe), stdin=b'{"id": "a", "text": "Short."}\n')
    assert code == 0, err
    assert json.loads(await reading)["id"] == "a"
    assert pipe.is_fifo()


async def test_lines_can_come_from_a_named_pipe(bot: Bot, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writing = asyncio.create_task(asyncio.to_thread(pipe.write_text, '{"id": "a", "text": "Short."}\n'))
    code, out, err = await bot.run("analyze", str(pipe))
    await writing
    assert code == 0, err
    assert json.loads(out)["id"] == "a"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
def test_an_output_that_is_full_is_told_in_one_line() -> None:
    line = b'{"id": "a", "text": "Short."}\n'
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([sys.executable, ROOT / "run.py", "analyze"], input=line, stdout=full, stderr=-1)
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == [
        "watchword: The output can't be written: No space left on device. Free some space and run it again."
    ]


@pytest.mark.parametrize(
    ("source", "stdin", "told"),
    [("-", b" \n", "-: nothing is in it"), ("ftp://x.example/a", b"", "ftp://x.example/a: ")],
)
async def test_what_can_not_be_previewed_is_named_with_why(bot: Bot, source: str, stdin: bytes, told: str) -> None:
    code, out, err = await bot.run("preview", source, stdin=stdin)
    assert (code, out) == (1, "")
    assert err.startswith(f"watchword: {told}")


async def test_an_address_of_no_database_is_a_fault_of_the_settings_and_shows_no_password(bot: Bot) -> None:
    bot.environment["DATABASE_URL"] = "mysql://bot:secret@db/x"
    code, _, err = await bot.run("check")
    assert code == 2
    assert "DATABASE_URL" in err
    assert "secret" not in err


async def test_check_tells_of_channels_in_which_nothing_can_be_told(bot: Bot) -> None:
    bot.write_settings(
        '[[channels]]\nplatform = "slack"\nid = "C1"\n[[channels]]\nplatform = "web"\nid = "x"\ntopics = ["z"]'
    )
    code, out, _ = await bot.run("check")
    assert code == 1
    assert "slack:C1 waits for alerts, and slack is not set up" in out
    assert "web:x wants z, and no pack has it" in out


async def test_check_tells_of_addresses_inside_the_network_that_nobody_trusts(bot: Bot) -> None:
    bot.write_settings('[health]\nheartbeat_url = "http://10.0.0.9:3001/ping/zyx-secret"')
    code, out, _ = await bot.run("check")

    assert code == 1
    assert "health.heartbeat_url leads inside your network, to 10.0.0.9:3001, and is refused" in out
    assert "zyx-secret" not in out
    assert "source 1 leads" not in out  # an operator trusts the newsroom


async def test_the_local_page_takes_votes_turns_pages_and_offers_no_following(bot: Bot) -> None:
    await bot.run("run", "--once")
    bot.newsroom.reveal_all()
    await bot.run("run", "--once")
    async with _serving(bot) as (browser, address):
        page = await (await browser.get(address)).text()
        csrf = _between(page, 'name="csrf" value="', '"')
        alert = _between(page, 'value="useful ', '"')

        async def press(what: str) -> str:
            headers = {"Origin": address.rstrip("/"), "X-Fragment": "1"}
            return await (
                await browser.post(f"{address}/press", data={"csrf": csrf, "press": what}, headers=headers)
            ).text()

        assert 'value="follow ' not in page
        assert "Noted: useful" in await press(f"useful {alert}")
        assert "What is wrong with it?" in await press(f"not_relevant {alert}")
        assert "Noted: not relevant, an opinion piece" in await press(f"complain {alert} opinion")
        assert "Marked not relevant by 1" in await press(f"why {alert}")
        assert "older version" in await press(f"follow {alert}")
        assert "Page 2 of" in await press("page 2 facial recognition")
        assert "Forgotten: 1 vote." in await press("ask forget")


async def test_a_digest_is_chosen_in_the_command_box_holds_alerts_and_comes_once(bot: Bot) -> None:
    await bot.run("run", "--once")
    noon_elsewhere = (SchedulerClock().now() + timedelta(hours=12)).strftime("%H:%M")
    async with _serving(bot) as (browser, address):
        csrf = _between(await (await browser.get(address)).text(), 'name="csrf" value="', '"')
        headers = {"Origin": address.rstrip("/"), "X-Fragment": "1"}

        async def send(path: str, **words: str) -> str:
            answer = await browser.post(f"{address}/{path}", data={"csrf": csrf, **words}, headers=headers)
            return await answer.text()

        async def admin(words: str) -> str:
            return await send("command", command=f"/policy-admin {words}")

        assert f"one digest a day at {noon_elsewhere}" in await admin(f"channel mode daily at {noon_elsewhere} UTC")
        bot.newsroom.reveal_all()
        is_held = "SELECT count(*) > 3 FROM deliveries WHERE channel = 'web:alerts' AND state = 'held'"
        await _until(bot, is_held)
        await _until(bot, "SELECT count(*) = 0 FROM deliveries WHERE state NOT IN ('sent', 'held')")
        assert re.search(r"waits? for the digest of", await admin("channel"))  # of one story or more
        assert "held for digests (the next in 11 h)" in await admin("status")
        assert 'class="headline"' not in await (await browser.get(address)).text()

        assert "alerts come at once" in await admin("channel mode instant")
        await _until(bot, "SELECT count(*) > 0 FROM deliveries WHERE kind = 'digest' AND state = 'sent'")
        page = await (await browser.get(address)).text()
        assert "digest · " in page
        assert "Articles a day" in page
        if others := _between(page, 'value="digest ', '"'):
            assert "the others" in await send("press", press=f"digest {others}")
    digest = "\n".join(message for _, message in _posts(bot) if "digest: " in message)
    assert "Harbour City" in digest
    told = _posts(bot)
    await bot.run("run", "--once")
    later = [json.loads(message)["parts"][0].get("text") for _, message in _posts(bot)[len(told) :]]
    assert not [title for title in later if title and title in digest]


async def test_who_spoke_is_put_right_on_the_local_page_where_the_alert_stands_and_taken_back(bot: Bot) -> None:
    await bot.run("run", "--once")
    bot.newsroom.reveal_all()
    await bot.run("run", "--once")
    told = "SELECT alerts.id FROM alerts JOIN quotes USING (article) WHERE kind = 'alert' AND speaker IS NOT NULL"
    with closing(sqlite3.connect(bot.folder / "data" / "watchword.db")) as connection:
        (alert,) = connection.execute(f"{told} AND confidence > 0.9 LIMIT 1").fetchone()
    async with _serving(bot) as (browser, address):
        csrf = _between(await (await browser.get(address)).text(), 'name="csrf" value="', '"')
        headers = {"Origin": address.rstrip("/"), "X-Fragment": "1"}

        async def send(path: str, **words: str) -> str:
            answer = await browser.post(f"{address}/{path}", data={"csrf": csrf, **words}, headers=headers)
            return await answer.text()

        async def settled() -> str:
            await _until(bot, "SELECT count(*) = 0 FROM deliveries WHERE state NOT IN ('sent', 'held')")
            return await (await browser.get(address)).text()

        before = await settled()
        which = await send("press", press=f"wrong_speaker {alert}")
        where = _between(which, 'value="speaker_of ', '"')
        assert "Not a quote" in await send("press", press=f"speaker_of {where}")
        done = await send("command", command=f"/policy-admin quotes {where} is Rosa Quell why: heard it")
        assert "was said by Rosa Quell, not" in done
        undo = _between(done, 'value="admin ', '"')
        page = await settled()
        assert page.count("Rosa Quell") >= 2  # in the alert, and in the line in its thread
        assert "Rosa Quell" in await send("command", command="/policy quotes rosa quell")

        assert "Taken back" in await send("press", press=f"admin {undo}")
        assert (await settled()).count("Rosa Quell") < page.count("Rosa Quell")
        assert "Rosa Quell" not in before
    code, listed, err = await bot.run("export", "changes", "--format", "csv")
    assert (code, listed.count("\n"), "heard it" in listed) == (0, 3, True), err


async def _until(bot: Bot, is_so: str) -> None:
    """Until a question to the archive is answered with yes."""
    async with asyncio.timeout(60):
        while True:
            with closing(sqlite3.connect(bot.folder / "data" / "watchword.db")) as connection:
                if connection.execute(is_so).fetchone()[0]:
                    return
            await asyncio.sleep(0.1)


@asynccontextmanager
async def _serving(bot: Bot) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """The bot at work, and a browser with the address of its page."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "run.py"),
        "run",
        "--config",
        str(bot.folder / "settings.toml"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            line = (await process.stdout.readline()).decode()
        async with aiohttp.ClientSession() as browser:
            yield browser, line.rpartition("Open ")[2].strip()
    finally:
        process.terminate()
        await process.communicate()


def _between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]
