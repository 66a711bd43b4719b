"""The local page in a real browser: alerts arrive, commands answer, by keyboard, on a phone, in the dark."""

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.core.messages import (
    Bar,
    Button,
    Buttons,
    Chart,
    Heading,
    Items,
    Link,
    Message,
    Moment,
    Post,
    Text,
    alert_message,
    answer_message,
    follow_up_message,
    more_quotes_message,
    plain_message,
    why_message,
)
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Answer,
    Article,
    ArticleId,
    Channel,
    Deed,
    Filed,
    Hit,
    Match,
    Position,
    Question,
    Quote,
    Relevance,
    Report,
    Rule,
    Searched,
    Span,
    Stand,
    StoryId,
    Timestamp,
)
from handlers.web.app import PageServices, create_app, serving
from handlers.web.commands import Commands
from handlers.web.guard import Guard
from handlers.web.sender import WebSender
from tests.fakes.board import MemoryBoard

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
if CHROMIUM is None:
    pytest.skip("no Chromium on this machine (Debian: sudo apt install chromium)", allow_module_level=True)
_driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False)
if _driver.returncode != 0 and "libatomic" in _driver.stderr:  # anything else is a fault of ours, and fails
    pytest.skip("Playwright needs libatomic1 (Debian: sudo apt install libatomic1)", allow_module_level=True)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
]

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
PHONE = {"width": 360, "height": 740}
TEXT = (
    "The council passed ordinance 26-114, which forbids city police to buy or use facial recognition. "
    "“This technology has no place in our streets,” said Dana Ortiz, council president. "
    "“We asked the vendor twice,” said Victor Lund."
)


def _quote(words: str, speaker: str, confidence: float) -> Quote:
    start = TEXT.index(words)
    return Quote(
        parts=(Span(start, start + len(words)),), text=words, speaker=speaker, confidence=confidence, is_on_policy=True
    )


def _card(number: int, title: str, *, kind: AlertKind = AlertKind.ALERT) -> AlertCard:
    article = Article(
        title=title,
        text=TEXT,
        url=f"https://harbourdaily.example/{number}",
        outlet="Harbour Daily",
        published=Timestamp(NOW),
        language="en",
        corrections=("An earlier version named the wrong mayor.",),
    )
    analysis = Analysis(
        article=article,
        matches=(Match(rule="fr", field="body", span=Span(77, 95)),),
        relevance=Relevance(score=0.9, reasons=("a council decides",)),
        quotes=(_quote("This technology has no place in our streets,", "Dana Ortiz", 0.9),
                _quote("We asked the vendor twice,", "Victor Lund", 0.3)),
        positions=(
            Position(
                actor="Harbour City council", action=Deed.BAN, span=Span(0, 96), jurisdiction="Harbour City",
                confidence=0.9,
            ),
        ),
        summary=(Span(0, 96),),
    )  # fmt: skip
    return AlertCard(
        alert=Alert(
            id=AlertId(number), kind=kind, story=StoryId(number), topic="t", article=ArticleId(number), decided_at=NOW
        ),
        filed=Filed(id=ArticleId(number), source=None, seen_at=NOW, analysis=analysis, story=StoryId(number)),
        source_name="Harbour Daily",
        rules=(Rule(id="fr", query='"facial recognition"', why="the technology itself"),),
        others=(Report(article=ArticleId(9), outlet="Coastal Wire", url="https://wire.example/1", published=None),),
    )


class House:
    """Everything behind the page, in memory, with the messages that the bot composes."""

    def __init__(self) -> None:
        self.board = MemoryBoard()
        self.sender = WebSender(self.board, now=lambda: NOW)
        self.cards: dict[str, AlertCard] = {}

    async def alert(self, number: int, title: str, *, channel: str = "alerts") -> str:
        card = self.cards[str(number)] = _card(number, title)
        return await self.sender.send(channel, alert_message(card, now=NOW), key=f"alert-{number}")

    async def follow_up(self, number: int, title: str, *, thread: str) -> str:
        card = self.cards[str(number)] = _card(number, title, kind=AlertKind.FOLLOW_UP)
        return await self.sender.send("alerts", follow_up_message(card, now=NOW), key=f"alert-{number}", thread=thread)

    async def answer(self, query: str) -> Message:
        searched = Searched(articles=3412, sources=118, since=date(2025, 1, 2))
        if "amazon" not in query.lower():
            return answer_message(Answer(question=Question(query=query, did_you_mean=("Amazon",)), searched=searched))
        where = {"article": ArticleId(1), "url": "https://l.example/1", "outlet": "Civic Ledger", "published": None}
        position = Position(
            actor="Amazon",
            action=Deed.MORATORIUM,
            span=Span(0, 5),
            object="police use of Rekognition",
            announced=date(2020, 6, 10),
            confidence=0.9,
        )
        return answer_message(
            Answer(
                question=Question(query=query, names=("Amazon",), variants={"Amazon": ("Amazon", "AWS")}),
                hits=(Hit(id="1", story=StoryId(1), title="What became of the promises", also_in=2, **where),),  # type: ignore[arg-type]
                positions=(Stand(position=position, sentence="…", title="t", **where),),  # type: ignore[arg-type]
                searched=searched,
            )
        )

    async def why(self, alert: str) -> Message:
        return why_message(self.cards[alert], alert_at=0.6)

    async def more_quotes(self, alert: str) -> Message:
        return more_quotes_message(self.cards[alert])

    async def rest(self, argument: str) -> Message:
        return plain_message(f"The others of {argument}.")

    async def channels(self) -> Sequence[Channel]:
        return (
            Channel(platform="web", id="alerts", name="#alerts"),
            Channel(platform="web", id="companies", name="#companies"),
        )

    async def posts(self, channel: str) -> Sequence[Post]:
        return await self.board.recent(channel, 50)

    def services(self) -> PageServices:
        return PageServices(
            commands=Commands(
                answer=self.answer,
                presses={"why": self.why, "more_quotes": self.more_quotes, "digest": self.rest},
                share=self.sender.share,
            ),
            channels=self.channels,
            posts=self.posts,
            subscribe=self.sender.subscribed,
        )


@pytest.fixture
def house() -> House:
    return House()


@pytest_asyncio.fixture(loop_scope="module")
async def address(house: House) -> AsyncIterator[str]:
    async with serving(create_app(house.services()), host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


class Watched:
    """A page whose every complaint fails the test."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    async def open(self, context: BrowserContext, address: str) -> Page:
        page = await context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(address)
        await expect(page.get_by_text("Live", exact=True)).to_be_visible()
        return page


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str, watched: Watched) -> AsyncIterator[Page]:
    context = await browser.new_context()
    yield await watched.open(context, address)
    await context.close()
    assert watched.complaints == []


async def faults(page: Page) -> list[Any]:
    """Accessibility faults of the two graver kinds, as axe names them."""
    found = (await Axe().run(page)).response["violations"]
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


DIGEST = Message(
    text="Monday digest: 3 stories. First: Harbour City bans face recognition.",
    parts=(
        Heading(text="Monday digest · 3 stories · 1 needs a decision"),
        Heading(text="Local"),
        Items(
            lines=(
                (
                    Link("Harbour City bans face recognition", "https://h.example/ban"),
                    Text(" · Harbour Daily +4 · "),
                    Moment(NOW, day_only=True),
                    Text(" · decision pending"),
                ),
            )
        ),
        Chart(title="Articles a day, 15 Nov to 21 Nov", bars=(Bar("Sun", 0), Bar("Mon", 21), Bar("Tue", 4))),
        Buttons(buttons=(Button(label="Show the other 2", verb="digest", argument="7 1"),)),
    ),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_digest_can_be_read_by_everybody_on_a_phone_too(
    browser: Browser, address: str, watched: Watched, house: House, scheme: Any
) -> None:
    await house.sender.send("alerts", DIGEST, key="digest-7")
    context = await browser.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
    page = await watched.open(context, address)

    chart = page.get_by_role("table", name="Articles a day, 15 Nov to 21 Nov")
    await expect(chart.get_by_role("row", name="Mon 21")).to_be_visible()
    await expect(page.get_by_role("link", name="Harbour City bans face recognition")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await faults(page) == []
    await page.get_by_role("button", name="Show the other 2").click()
    await expect(page.get_by_text("The others of 7 1.")).to_be_visible()
    await context.close()
    assert watched.complaints == []


async def test_an_alert_and_its_follow_up_arrive_live_and_are_announced(page: Page, house: House) -> None:
    alerts = page.get_by_role("region", name="alerts")
    await expect(alerts.get_by_text("Nothing yet")).to_be_visible()

    post = await house.alert(1, "Council bans face recognition")
    await expect(alerts.get_by_role("heading", name="Council bans face recognition")).to_be_visible()
    await expect(alerts.get_by_text("Nothing yet")).to_be_hidden()
    await expect(page.locator("[data-announce]")).to_contain_text("Harbour Daily, 21 Nov 2026: Council bans")

    await house.follow_up(2, "Mayor says she will sign", thread=post)
    thread = alerts.get_by_role("list", name="Follow-ups")
    await expect(thread.get_by_role("link", name="Mayor says she will sign")).to_be_visible()


async def test_what_was_posted_is_there_after_a_reload(page: Page, house: House) -> None:
    post = await house.alert(1, "Council bans face recognition")
    await house.follow_up(2, "Mayor says she will sign", thread=post)

    await page.reload()

    await expect(page.locator(".post")).to_have_count(1)
    await expect(page.locator(".follow-up")).to_have_count(1)


async def test_an_edited_alert_changes_in_place_and_keeps_its_thread(page: Page, house: House) -> None:
    post = await house.alert(1, "Council bans face recognition")
    await house.follow_up(2, "Mayor says she will sign", thread=post)
    await expect(page.locator(".follow-up")).to_have_count(1)

    await house.sender.edit("alerts", post, alert_message(_card(1, "Council bans it, corrected"), now=NOW))

    await expect(page.get_by_role("heading", name="Council bans it, corrected")).to_be_visible()
    await expect(page.locator(".post")).to_have_count(1)
    await expect(page.locator(".follow-up")).to_have_count(1)


async def test_policy_amazon_is_answered_for_who_asked_alone(page: Page, house: House) -> None:
    await page.get_by_label("Ask what has been read").fill("/policy amazon")
    await page.get_by_role("button", name="Ask", exact=True).click()

    answer = page.locator("[data-answer]")
    await expect(answer.get_by_text("Only you see this")).to_be_visible()
    await expect(answer.get_by_text("moratorium on police use of Rekognition")).to_be_visible()
    await expect(answer.get_by_role("link", name="What became of the promises")).to_be_visible()
    assert house.board.posts == ()


async def test_the_keyboard_alone_asks_opens_and_closes(page: Page, house: House) -> None:
    await house.alert(1, "Council bans face recognition")
    await expect(page.locator(".post")).to_have_count(1)

    await page.keyboard.press("/")
    await page.keyboard.type("/policy amazn")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-answer]")).to_contain_text("No record of “amazn”. Did you mean Amazon?")
    await page.locator("[data-answer]").get_by_role("button", name="Amazon").press("Enter")
    await expect(page.locator("[data-answer]")).to_contain_text("understood: Amazon (AWS)")
    assert await page.evaluate("document.activeElement.closest('[data-answer]') !== null")

    why = page.get_by_role("button", name="Why?")
    await why.press("Enter")
    await expect(page.locator("[data-reply]")).to_contain_text("What would have stopped it")
    await page.get_by_role("button", name="Close").last.press("Escape")
    await expect(page.locator("[data-reply] .answer")).to_have_count(0)
    await expect(why).to_be_focused()


async def test_the_first_tab_skips_to_the_channels(page: Page) -> None:
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the channels")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "channels"


async def test_more_quotes_open_below_the_alert_and_mark_the_unsure(page: Page, house: House) -> None:
    await house.alert(1, "Council bans face recognition")
    await page.get_by_role("button", name="More quotes (1)").click()

    reply = page.locator("[data-reply]")
    await expect(reply).to_contain_text("We asked the vendor twice")
    await expect(reply).to_contain_text("speaker unsure")


async def test_an_answer_is_shared_in_the_channel_chosen(page: Page) -> None:
    await page.get_by_label("Ask what has been read").fill("amazon")
    await page.keyboard.press("Enter")
    await page.get_by_label("Share in").select_option("companies")
    await page.get_by_role("button", name="Share").click()

    companies = page.get_by_role("region", name="companies")
    await expect(companies.get_by_text("moratorium on police use of Rekognition")).to_be_visible()
    await expect(page.locator("[data-answer]")).to_contain_text("Shared in companies.")


async def test_buttons_without_a_service_are_not_there(page: Page, house: House) -> None:
    await house.alert(1, "Council bans face recognition")

    await expect(page.get_by_role("button", name="Why?")).to_be_visible()
    await expect(page.get_by_role("button", name="Useful")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}])
async def test_no_grave_accessibility_fault_in_any_light_at_any_size(
    browser: Browser, address: str, house: House, watched: Watched, scheme: Any, size: Any
) -> None:
    post = await house.alert(1, "Council bans face recognition")
    await house.follow_up(2, "Mayor says she will sign", thread=post)
    context = await browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = await watched.open(context, address)
    await page.get_by_label("Ask what has been read").fill("amazon")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-answer]")).to_contain_text("Amazon")
    await page.get_by_role("button", name="Why?").first.click()
    await expect(page.locator("[data-reply] .answer")).to_have_count(1)

    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert watched.complaints == []


async def test_dark_is_dark(browser: Browser, address: str, watched: Watched) -> None:
    page = await watched.open(await browser.new_context(color_scheme="dark"), address)

    red, green, blue = await page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")

    assert max(red, green, blue) < 60


async def test_without_script_the_page_still_answers(browser: Browser, address: str, house: House) -> None:
    await house.alert(1, "Council bans face recognition")
    page = await (await browser.new_context(java_script_enabled=False)).new_page()
    await page.goto(address)
    await page.locator("#command").fill("/policy amazon")
    await page.locator("button.primary").click()

    assert "Rekognition" in await page.locator("[data-answer]").inner_text()
    assert await page.locator(".post").count() == 1


async def test_beyond_loopback_the_printed_address_leads_in_once(
    browser: Browser, house: House, watched: Watched
) -> None:
    guard = Guard("0.0.0.0")
    async with serving(create_app(house.services(), guard=guard), host="127.0.0.1", port=0) as port:
        address = f"http://127.0.0.1:{port}"
        page = await (await browser.new_context()).new_page()
        await page.goto(f"{address}/login?token={guard.login_token}")
        assert await faults(page) == []
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_text("Live", exact=True)).to_be_visible()

        stranger = await (await browser.new_context()).new_page()
        await stranger.goto(address)
        await stranger.get_by_label("Login token").fill("guessed")
        await stranger.get_by_role("button", name="Sign in").click()
        await expect(stranger.get_by_role("alert")).to_contain_text("wrong or was used before")


async def test_a_lost_connection_is_said_and_what_was_missed_is_fetched(
    browser: Browser, house: House, watched: Watched
) -> None:
    async with serving(create_app(house.services()), host="127.0.0.1", port=0) as port:
        page = await watched.open(await browser.new_context(), f"http://127.0.0.1:{port}/")
    await expect(page.get_by_text("Reconnecting …")).to_be_visible()

    await house.alert(1, "Council bans face recognition")
    async with serving(create_app(house.services()), host="127.0.0.1", port=port):
        await expect(page.get_by_role("heading", name="Council bans face recognition")).to_be_visible(timeout=15_000)
        await page.get_by_label("Ask what has been read").fill("amazon")
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-answer]")).to_contain_text("Rekognition")
