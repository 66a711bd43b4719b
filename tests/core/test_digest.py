"""A digest: grouped, best first, and no longer than its channel can show."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.digest import (
    ROWS,
    Digest,
    Row,
    companies_of,
    coverage_chart,
    coverage_edges,
    digest_message,
    rest_message,
    rows_of,
    shown_of,
)
from bot.core.messages import Buttons, Chart, Context, Heading, Items, Message
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Channel,
    Deed,
    Delivery,
    DeliveryId,
    Filed,
    HeldFor,
    Mode,
    Name,
    Position,
    Relevance,
    Report,
    Schedule,
    Span,
    StoryId,
    Timestamp,
    Topic,
)
from handlers.discord import render as discord
from handlers.slack import render as slack

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # a Monday
TOPIC = Topic(id="faces", title="Faces", rules=(), names=(Name(name="Acme Vision", aliases=("Acme",), kind="company"),))
COMPANIES = companies_of((TOPIC,))


def card(
    title: str,
    *,
    id: int = 1,
    kind: AlertKind = AlertKind.ALERT,
    news: str = "",
    score: float = 0.8,
    url: str | None = "https://h.example/a",
    others: tuple[str, ...] = (),
    **deed: object,
) -> AlertCard:
    text = "A council met."
    positions = (
        (Position(span=Span(0, 14), confidence=0.9, **{"actor": "A council", "action": Deed.BAN, **deed}),)  # type: ignore[arg-type]
        if deed
        else ()
    )
    article = Article(
        title=title, text=text, url=url, outlet="Harbour Daily", published=Timestamp(NOW - timedelta(days=1))
    )
    filed = Filed(
        id=ArticleId(id),
        source=None,
        seen_at=NOW,
        analysis=Analysis(article=article, relevance=Relevance(score=score), positions=positions),
        story=StoryId(id),
    )
    alert = Alert(
        id=AlertId(id), kind=kind, story=filed.story, topic="faces", article=filed.id, decided_at=NOW, news=news
    )
    reports = tuple(
        Report(article=ArticleId(100 + number), outlet=outlet, url=None, published=None)
        for number, outlet in enumerate(others)
    )
    return AlertCard(alert=alert, filed=filed, source_name=None, rules=(), others=reports)


def digest(
    *cards: AlertCard, mode: Mode = "daily", held_for: HeldFor = HeldFor.MODE, schedule: Schedule | None = None
) -> Digest:
    channel = Channel(platform="slack", id="C1", mode=mode, schedule=schedule or Schedule())
    own = Delivery(
        id=DeliveryId(99),
        alert=AlertId(1),
        kind=AlertKind.DIGEST,
        story=StoryId(1),
        channel=channel.key,
        key="K",
        due=NOW,
    )
    told = tuple(
        (
            Delivery(
                id=DeliveryId(number),
                alert=each.alert.id,
                kind=each.alert.kind,
                story=each.alert.story,
                channel=channel.key,
                key="K",
                due=NOW,
                held_for=held_for,
            ),
            each,
        )
        for number, each in enumerate(cards)
    )
    return Digest(delivery=own, channel=channel, told=told)


def rows(made: Digest) -> tuple[Row, ...]:
    return rows_of(made, COMPANIES)


def message(made: Digest) -> Message:
    told = digest_message(made, rows(made), now=NOW)
    assert told is not None
    return told


def lines(told: Message) -> list[str]:
    found = []
    for part in told.parts:
        if isinstance(part, Heading):
            found.append(f"# {part.text}")
        if isinstance(part, Items):
            found += ["".join(getattr(run, "text", "DAY") for run in line) for line in part.lines]
    return found


def test_stories_are_grouped_and_each_is_a_row() -> None:
    made = digest(
        card("Harbour City bans", id=1, jurisdiction="Harbour City", others=("KXYZ", "AP", "KXYZ")),
        card("California passes a law", id=2, jurisdiction="California", action=Deed.INTRODUCE),
        card("Congress debates", id=3, jurisdiction="United States", action=Deed.PROPOSE),
        card("Acme stops sales", id=4, actor="Acme Vision", action=Deed.SUSPEND),
        card("Acme’s sales go on", id=5),
        card("An essay", id=6),
    )
    assert lines(message(made)) == [
        "# Monday digest · 6 stories · 2 need a decision",
        "# Local",
        "Harbour City bans · Harbour Daily +2 · DAY",
        "# States and regions",
        "California passes a law · Harbour Daily · DAY · decision pending",
        "# National",
        "Congress debates · Harbour Daily · DAY · decision pending",
        "# Companies",
        "Acme’s sales go on · Harbour Daily · DAY",
        "Acme stops sales · Harbour Daily · DAY",
        "# Other news",
        "An essay · Harbour Daily · DAY",
    ]


def test_the_sentence_says_what_a_screen_reader_needs() -> None:
    made = digest(*(card(f"Ban {number}", id=number) for number in range(1, 5)))
    assert message(made).text == "Monday digest: 4 stories. First: Ban 4; Ban 3; Ban 2."


def test_the_best_come_first() -> None:
    made = digest(card("Weak", id=9, score=0.6), card("Strong", id=1, score=0.95), card("Newer", id=2, score=0.95))
    assert [row.card.filed.analysis.article.title for row in rows(made)] == ["Newer", "Strong", "Weak"]


def test_what_is_new_in_a_story_is_said_once_and_only_where_the_story_is_not_new() -> None:
    follow_ups = [card("Mayor signs", id=1, kind=AlertKind.FOLLOW_UP, news=news) for news in ("new quote", "new date")]
    assert lines(message(digest(*follow_ups)))[-1] == "Mayor signs · Harbour Daily · DAY · new quote, new date"
    assert lines(message(digest(card("Ban", id=1), *follow_ups)))[-1] == "Ban · Harbour Daily · DAY"


@pytest.mark.parametrize(("days", "words"), [(0, "ends 30 Nov 2026"), (30, "ends 30 Dec 2026"), (31, ""), (-1, "")])
def test_a_position_that_ends_soon_needs_a_decision(days: int, words: str) -> None:
    made = digest(card("Pause", jurisdiction="Quay", expires=date(2026, 11, 30) + timedelta(days=days)))
    assert lines(message(made))[-1].partition(" · DAY")[2].removeprefix(" · ") == words


@pytest.mark.parametrize(
    ("mode", "held_for", "title"),
    [
        ("daily", HeldFor.MODE, "Monday digest"),
        ("weekly", HeldFor.MODE, "Weekly digest"),
        ("hourly", HeldFor.MODE, "08:00 digest"),
        ("instant", HeldFor.BRIEF, "Monday digest"),
        ("instant", HeldFor.QUIET, "Held back in quiet hours"),
        ("instant", HeldFor.CAP, "More of the last hour"),
        ("instant", HeldFor.FLOOD, "Many at once from one source"),
        ("instant", HeldFor.AWAY, "Older news"),
    ],
)
def test_a_digest_says_what_it_is(mode: Mode, held_for: HeldFor, title: str) -> None:
    told = message(digest(card("Ban"), mode=mode, held_for=held_for))
    assert told.text.startswith(f"{title}: 1 story.")
    assert any(isinstance(part, Context) for part in told.parts) is (held_for is not HeldFor.MODE)


def test_an_empty_digest_is_none() -> None:
    made = digest()
    assert digest_message(made, rows(made), now=NOW) is None
    update = digest(card("Ban", kind=AlertKind.UPDATE))
    assert rows(update) == ()


def test_the_chart_has_a_bar_for_each_of_the_seven_days_before() -> None:
    made = digest(card("Ban"), schedule=Schedule(zone="Europe/London"))
    edges = coverage_edges(made)
    assert (edges[0].astimezone(UTC), edges[-1].astimezone(UTC)) == (
        datetime(2026, 11, 23, tzinfo=UTC),
        datetime(2026, 11, 30, tzinfo=UTC),
    )
    chart = coverage_chart(edges, (1, 0, 4, 2, 0, 0, 9))
    assert chart is not None
    assert chart.title == "Articles a day, 23 Nov to 29 Nov"
    assert [(bar.label, bar.value) for bar in chart.bars][-1] == ("Sun", 9)
    assert coverage_chart(edges, (0,) * 7) is None


titles = st.text(alphabet="abc Ж漢🙂<>&*_`@", min_size=1, max_size=160)
urls = st.integers(10, 400).map(lambda length: "https://h.example/" + "a" * length)
places = st.sampled_from(["Harbour City", "California", "Canada", ""])


@given(st.lists(st.tuples(titles, urls, places), min_size=1, max_size=60))
def test_no_row_is_cut_off_by_a_platform_and_none_is_lost(stories: list[tuple[str, str, str]]) -> None:
    cards = [
        card(title, id=number, url=url, **({"jurisdiction": place} if place else {}))
        for number, (title, url, place) in enumerate(stories, start=1)
    ]
    made = digest(*cards)
    ranked = rows(made)
    shown = shown_of(ranked)
    chart = Chart(title="Articles a day", bars=coverage_chart(coverage_edges(made), (5,) * 7).bars)  # type: ignore[union-attr]
    told = digest_message(made, ranked, now=NOW, chart=chart)
    assert told is not None
    for face in (
        json.dumps(slack.payload(told, verbs=frozenset({"digest"})).blocks, ensure_ascii=False),
        json.dumps(discord.payload(told, verbs=frozenset({"digest"}), key="K" * 24).as_dict(), ensure_ascii=False),
    ):
        assert face.count("https://h.example/") == len(shown)
        assert "Shortened" not in face
    per_group = [sum(row.group == group for row in shown) for group in {row.group for row in shown}]
    assert max(per_group) <= ROWS

    rest: list[str] = []
    for page in range(1, 8):
        answer = rest_message(made, ranked, page=page, now=NOW)
        new = [line for line in lines(answer) if not line.startswith("# ")]
        if not any(isinstance(part, Items) for part in answer.parts) or new == rest[-len(new) :]:
            break
        rest += new
    assert len(shown) + len(rest) == len(cards)
    assert any(isinstance(part, Buttons) for part in told.parts) is (len(shown) < len(cards))
