"""From what a feed says to what a platform is sent: whatever it says, nothing pings, lies or is refused."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.alerts import analyse
from bot.core.articles import article_from_entry
from bot.core.digest import Digest, digest_message, rest_message, rows_of
from bot.core.errors import FeedUnreadable
from bot.core.feeds import parse_feed
from bot.core.messages import (
    Message,
    alert_message,
    asked_first_message,
    change_in_full_message,
    complained_message,
    fate_message,
    follow_up_message,
    followed_message,
    history_message,
    keywords_message,
    more_quotes_message,
    news_message,
    plain_message,
    sources_message,
    trial_message,
    why_message,
)
from bot.core.messages.fate import Fate, Step
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Article,
    ArticleId,
    Band,
    Bands,
    Change,
    Channel,
    Complaint,
    Delivery,
    DeliveryId,
    DeliveryState,
    Edit,
    EditKind,
    Filed,
    HeldFor,
    Mute,
    Report,
    Revision,
    Rule,
    Sample,
    Source,
    SourceId,
    StoryId,
    Timestamp,
    Topic,
    Trial,
    Tried,
    Votes,
)
from bot.core.polling import PollLimits, first_state
from bot.core.positions import find_positions
from bot.core.quotes import find_quotes
from bot.core.rules import compile_rules
from bot.core.summaries import summary
from bot.ports import Reading
from handlers.discord import render as discord
from handlers.slack import render as slack
from tests.standins import block_kit, discord_payload

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
RULE = Rule(id="faces", query='"face recognition" OR ferry', topic="faces", why="our city")
TOPIC = Topic(id="faces", title="Faces", rules=(RULE,), technology_words=("face recognition",), policy_words=("ban",))
VERBS = frozenset({"why", "useful", "not_relevant", "more_quotes", "follow", "admin", "digest", "share", "page"})

hostile = st.sampled_from(
    [
        "@everyone", "@here", "<!channel>", "<!here|x>", "<@U123>", "<@1>", "<@&1>", "<#C1>", "<!subteam^S1>",
        "<t:1:R>", "[click](http://evil.example)", "<http://evil.example|bank.example>", "https://bank.example",
        "<a href='http://evil.example'>https://bank.example</a>", "<script>alert(1)</script>",
        "<img src=x onerror=y>", "evil.example/x", "“", "”", "> ", "\n\n# ",
        "*_~`|", "```", "\\", "\u202e", "\u200b", "\u2066", "\ufeff", "\u00ad", "\u0000", "א", "😀", "\ud800",
        "]]>", "<![CDATA[", "&lt;!channel&gt;", "&#60;!everyone&#62;", "&amp;lt;@U1&amp;gt;", "x" * 3000, "<b>" * 500,
        "“We ban face recognition,” said Dana Ortiz.", "The council banned face recognition on Monday.",
    ]
)  # fmt: skip
said = st.lists(st.one_of(st.text(max_size=30), hostile), max_size=8).map("".join)
addresses = st.one_of(
    said,
    said.map("https://h.example/".__add__),
    said.map("http://".__add__),
    st.sampled_from(
        ["javascript:alert(1)", "data:text/html,x", "http://127.0.0.1/", "//evil.example", "HTTP://H.example/a b"]
    ),
)
dates = st.sampled_from(["", "Sat, 21 Nov 2026 18:04:00 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "never"])


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    """One entry, escaped as it should be or not at all."""
    how = draw(st.sampled_from([escape, lambda text: escape(escape(text)), lambda text: f"<![CDATA[{text}]]>", str]))
    field = {name: how(draw(said)) for name in ("title", "description", "author", "content:encoded")}
    field |= {"link": escape(draw(addresses)), "guid": escape(draw(said)), "pubDate": draw(dates)}
    title = f"{field.pop('title')} ferry"
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in field.items())
    item = f"<item><title>{title}</title>{inner}</item>"
    feed = f"<rss version='2.0'><channel><title>{escape(draw(said))}</title>{item}</channel></rss>"
    return feed.encode("utf-8", draw(st.sampled_from(["replace", "surrogatepass"])))


def articles(feed: bytes) -> Iterator[Article]:
    try:
        entries = parse_feed(feed, url="https://h.example/feed", content_type="application/rss+xml").entries
    except FeedUnreadable:
        return
    for entry in entries:
        yield article_from_entry(entry, reason="the site refuses us")


def card(article: Article, *, kind: AlertKind = AlertKind.ALERT, news: str = "") -> AlertCard:
    quotes = find_quotes(article, topic=TOPIC)
    reading = Reading(
        quotes=quotes, positions=find_positions(article, topic=TOPIC), summary=summary(article, quotes=quotes)
    )
    analysis = analyse(article, book=compile_rules(TOPIC.rules, topics=(TOPIC,)), topic=TOPIC, reading=reading)
    id, story = ArticleId(7), StoryId(7)
    alert = Alert(id=AlertId(12), kind=kind, story=story, topic="faces", article=id, decided_at=NOW, news=news)
    other = Report(article=ArticleId(8), outlet=article.title, url=article.url, published=article.published)
    edit = Edit(kind=EditKind.HEADLINE, was=article.title, now=article.text[:300], noticed_at=NOW)
    return AlertCard(
        alert=alert,
        filed=Filed(id=id, source=None, seen_at=NOW, analysis=analysis, story=story),
        source_name=article.title,
        rules=TOPIC.rules,
        others=(other,),
        edits=(edit,),
    )


def told(article: Article) -> Iterator[Message]:
    """Every kind of message that shows something of an article."""
    first, further = card(article), card(article, kind=AlertKind.FOLLOW_UP, news=article.title)
    yield alert_message(first, now=NOW)
    yield follow_up_message(further, now=NOW)
    yield news_message(further, story=article.title, now=NOW)
    yield more_quotes_message(first)
    yield why_message(first, alert_at=0.6, votes=Votes(), is_admin=True)
    yield followed_message(first)
    yield complained_message(Complaint.DUPLICATE, alert=AlertId(12))
    yield from digests([first, further])
    yield fate_message(fate(article), admin_command="/policy-admin", post="draft 1", suggest="")
    yield from of_admins(article, first)


def digests(cards: Sequence[AlertCard]) -> Iterator[Message]:
    held = [
        (
            Delivery(
                id=DeliveryId(number),
                alert=each.alert.id,
                kind=each.alert.kind,
                story=StoryId(number),
                channel="slack:C1",
                key=f"K{number}",
                state=DeliveryState.JOINED,
                due=NOW,
                held_for=HeldFor.MODE,
            ),
            each,
        )
        for number, each in enumerate([*cards] * 15)
    ]
    digest = Digest(
        delivery=held[0][0],
        channel=Channel(platform="slack", id="C1", name=cards[0].filed.analysis.article.title, mode="daily"),
        told=tuple(held),
    )
    rows = rows_of(digest, frozenset())
    message = digest_message(digest, rows, now=NOW)
    if message is not None:
        yield message
    yield rest_message(digest, rows, page=1, now=NOW)


def fate(article: Article) -> Fate:
    return Fate(
        url=article.url or article.text[:50],
        step=Step.NO_KEYWORD,
        title=article.title,
        seen_at=NOW,
        source=article.title,
        nearest=(RULE, article.text[:200]),
        reasons=(article.title,),
        story=article.title,
        story_url=article.url,
    )


def of_admins(article: Article, first: AlertCard) -> Iterator[Message]:
    words = article.title
    rule = Rule(id=words[:40], query=words, topic="faces", why=words)
    url = article.url or "https://h.example/feed"
    state = first_state(NOW, limits=PollLimits())
    yield sources_message([(Source(id=SourceId(1), url=url, kind="feed", name=words), state)] * 30)
    yield keywords_message([rule] * 30)
    yield plain_message(words)
    change = Change(number=1, at=NOW, who="slack:U1", name=words, what="added the keyword", subject=words, why=words)
    yield history_message([change], total=30)
    muted = Mute(story=StoryId(1), channel="", title=words)
    for thing in (rule, Channel(platform="slack", id="C1", name=words), muted):
        revision = Revision(kind="story", key="1", before=None, after=thing)
        yield change_in_full_message(replace(change, revision=revision))
    tried = Tried(sample=Sample(article=article, at=NOW, story=None, number=1), score=0.1, band=Band.ALERT)
    trial = Trial(
        since=NOW - timedelta(days=30),
        weighed_since=NOW - timedelta(days=20),
        until=NOW,
        articles=500,
        weighed_articles=300,
        matched=400,
        matched_of_latest=(400, 500),
        before=Bands(told=1, digest=2, kept=3),
        after=Bands(told=9, digest=2, kept=3),
        gained=(tried,) * 20,
        lost=(tried,) * 20,
        overlaps=((rule, 3),),
        weeks=((date(2026, 11, 16), 1, 9),),
    )
    yield trial_message(trial, save=words, more=words)
    yield asked_first_message([words], query=words, save=words, see=words)


def faults(message: Message) -> list[str]:
    """What either platform would refuse, or a reader come to harm by."""
    on_slack = slack.payload(message, verbs=VERBS)
    found = block_kit.complaints({"text": on_slack.text, "blocks": list(on_slack.blocks)})
    on_discord = discord.payload(message, verbs=VERBS, key="A" * 24).as_dict()
    found += discord_payload.complaints(on_discord)
    found += discord_payload.complaints(discord.plain(message).as_dict())
    if on_discord.get("allowed_mentions", {}).get("parse") != []:
        found.append("mentions are allowed on Discord")
    urls = re.findall(r'"url": "([^"]*)"', json.dumps([on_discord, *on_slack.blocks]))
    found += [f"a link to {url[:40]}" for url in urls if not url.startswith(("http://", "https://"))]
    return found


@settings(max_examples=60, deadline=None)
@example(b"<rss><channel><item><title>@everyone &lt;!channel&gt; &lt;@U123&gt; ferry</title></item></channel></rss>")
@example(
    b"<rss><channel><item><title>&#x202e;&#x200b;ferry</title><link>javascript:alert(1)</link></item></channel></rss>"
)
@example(
    b"<rss><channel><item><title>https://bank.example/ferry</title><link>http://evil.example</link></item></channel></rss>"
)
@given(feeds())
def test_whatever_a_feed_says_both_platforms_get_something_valid_and_harmless(feed: bytes) -> None:
    for article in articles(feed):
        for message in told(article):
            assert faults(message) == [], message.text[:200]


@pytest.mark.parametrize(
    "published", [None, Timestamp(datetime(1, 1, 1, tzinfo=UTC)), Timestamp(datetime(9999, 12, 31, tzinfo=UTC))]
)
def test_absurd_dates_are_shown_or_left_out(published: Timestamp | None) -> None:
    article = Article(title="Ferry", text="The council banned face recognition.", published=published)

    for message in told(article):
        assert faults(message) == []
