"""What an admin is shown of a trial."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.messages import Chart, Context, Heading, Items, Message, chart_lines, trial_message
from bot.core.model import Article, Band, Bands, Relevance, Sample, Trial, Tried

NOW = datetime(2026, 11, 25, tzinfo=UTC)
WEEKS = tuple((date(2026, 8, 27) + timedelta(days=7 * week), week % 3, week) for week in range(13))
TRIAL = Trial(
    since=NOW - timedelta(days=90),
    until=NOW,
    weighed_since=NOW - timedelta(days=90),
    articles=1200,
    weighed_articles=1200,
    matched=80,
    matched_of_latest=(60, 1000),
    before=Bands(told=12, digest=3, kept=40),
    after=Bands(told=78, digest=13, kept=90),
    gained=(),
    lost=(),
    overlaps=(),
    weeks=WEEKS,
)


def story(title: str, *, score: float, without: Relevance | None) -> Tried:
    sample = Sample(article=Article(title=title, text="", url=None), at=NOW, story=None, number=1)
    return Tried(sample=sample, score=score, band=Band.ALERT, without=without)


def words(message: Message, kind: type[Context | Items]) -> list[str]:
    lines = [
        line
        for part in message.parts
        if isinstance(part, kind)
        for line in (part.lines if isinstance(part, Items) else (part.line,))
    ]
    return ["".join(getattr(run, "text", "") for run in line) for line in lines]


def test_alerts_a_week_and_posts_a_day_stand_with_what_they_were() -> None:
    message = trial_message(TRIAL)
    assert message.text == "Last 90 days (1,200 articles): 55 → 181 stories (+126)."
    rates = "Alerts a week 0.9 → 6.1 · expected posts a day 0.1 → 0.9 (+0.7)"
    assert words(message, Context) == ["Told at once 12 → 78 · in the digest 3 → 13 · only kept 40 → 90", rates]


def test_every_week_is_on_the_chart_and_its_title_says_which() -> None:
    (chart,) = (part for part in trial_message(TRIAL).parts if isinstance(part, Chart))
    assert chart.title == "Alerts a week, before → after, in the weeks from 27 Aug to 19 Nov"
    assert [(bar.before, bar.value) for bar in chart.bars] == [(before, after) for _, before, after in WEEKS]
    lines = chart_lines(chart)
    assert lines[4].split() == ["24", "Sep", "█▒▒▒▒", "1", "→", "4"]
    assert lines[0].endswith("0 → 0")


def test_a_chart_without_an_alert_is_left_out() -> None:
    weeks = tuple((start, 0, 0) for start, _, _ in WEEKS)
    assert not [part for part in trial_message(replace(TRIAL, weeks=weeks)).parts if isinstance(part, Chart)]


def test_fewer_days_than_asked_for_are_said_to_be_so() -> None:
    short = replace(TRIAL, weighed_since=NOW - timedelta(days=23), weighed_articles=300, matched=900)
    message = trial_message(short)
    assert message.text.startswith("Last 23 days (300 articles): ")
    said = "It matches 900 of 1,200 articles of 90 days, more than can be weighed at once: "
    assert f"{said}its effect is counted in the latest 23 days." in words(message, Context)


def test_a_story_looks_off_topic_by_what_it_says_beside_the_tried_keyword() -> None:
    on_topic = story("Council bans it", score=0.4, without=Relevance(score=0.9, reasons=("+ it stands in the title",)))
    auction = story(
        "Plates at auction", score=1.0, without=Relevance(score=0.0, reasons=("none of the topic's words",))
    )
    aside = story(
        "Ferry aside", score=0.7, without=Relevance(score=0.04, reasons=("+ one", "− not mentioned near the top"))
    )
    message = trial_message(replace(TRIAL, gained=(auction, aside, on_topic)))
    headings = [part.text for part in message.parts if isinstance(part, Heading)]
    assert headings == ["New ones (3)", "May be off-topic (2)"]
    _, _, _, *doubted = words(message, Items)
    assert [line.partition(" · ")[0] for line in doubted] == ["Plates at auction", "Ferry aside"]
    assert doubted[0].endswith("relevance 1.00 · 0.00 without this keyword: none of the topic's words")
    assert doubted[1].endswith("relevance 0.70 · 0.04 without this keyword: not mentioned near the top")
