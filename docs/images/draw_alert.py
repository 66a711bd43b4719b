"""Draws alert.png for the README: a sample article, read by the bot's own stations, on the bot's own page.

Needs Chromium and requirements-dev.txt. From the repository's root: .venv/bin/python -m docs.images.draw_alert
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot.core.alerts import analyse
from bot.core.articles import article_from_text
from bot.core.messages import Post, alert_message, to_json
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    ArticleId,
    Channel,
    Filed,
    Hints,
    Report,
    StoryId,
    Timestamp,
)
from bot.core.positions import find_positions
from bot.core.quotes import find_quotes
from bot.core.rules import compile_rules
from bot.core.summaries import summary
from bot.ports import Reading
from config.demo.stories import sample_articles
from config.topics import load_pack
from handlers.web import render

NOW = datetime(2026, 11, 26, 16, 4, tzinfo=UTC)
WEB = Path(render.__file__).parent
SHOWN = frozenset({"why", "more_quotes"})
ID = ArticleId(1)


def main() -> None:
    """Write docs/images/alert.png."""
    card = _card()
    message = alert_message(card, now=NOW)
    post = Post(id="1", channel="alerts", key="1", message_json=to_json(message), posted_at=NOW)
    face = render.Face(csrf_token="", verbs=SHOWN, channels=(Channel(platform="web", id="alerts"),))
    html = render.page(face, [[post]])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 860, "height": 900}, device_scale_factor=1.5)
        page.set_content(html)
        page.add_style_tag(path=WEB / "static" / "page.css")
        page.locator(".post").screenshot(path=Path(__file__).parent / "alert.png")
        browser.close()


def _card() -> AlertCard:
    pack = load_pack(Path("config/packs/facial_recognition.toml"))
    sample = next(each for each in sample_articles(NOW) if each.slug == "council-ban")
    article = article_from_text(
        "\n\n".join(sample.paragraphs),
        hints=Hints(
            url="https://harbourdaily.example/council-ban",
            title=sample.title,
            outlet="Harbour Daily",
            published=Timestamp(sample.published),
        ),
        is_clean=True,
    )
    book = compile_rules(pack.topic.rules, topics=(pack.topic,))
    quotes = find_quotes(article, topic=pack.topic)
    reading = Reading(
        quotes=quotes,
        positions=find_positions(article, topic=pack.topic),
        summary=summary(article, quotes=quotes),
    )
    analysis = analyse(article, book=book, topic=pack.topic, reading=reading)
    others = (
        Report(article=ArticleId(2), outlet="Coastal Wire", url="https://wire.example/1", published=None),
        Report(article=ArticleId(3), outlet="Bayline News", url="https://bayline.example/1", published=None),
        Report(article=ArticleId(4), outlet="Vale Observer", url=None, published=None, is_copy=True),
    )
    return AlertCard(
        alert=Alert(
            id=AlertId(1), kind=AlertKind.ALERT, story=StoryId(1), topic=pack.topic.id, article=ID, decided_at=NOW
        ),
        filed=Filed(id=ID, source=None, seen_at=NOW, analysis=analysis, story=StoryId(1)),
        source_name="Harbour Daily",
        rules=(),
        others=others,
    )


if __name__ == "__main__":
    main()
