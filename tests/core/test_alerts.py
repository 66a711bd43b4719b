"""From articles to alerts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from bot.core import alerts
from bot.core.alerts import Decision, Limits, channels_for, channels_told, channels_won, decide, deliveries
from bot.core.model import (
    Alert,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Band,
    Channel,
    Deed,
    DeliveryId,
    DeliveryState,
    Filed,
    Match,
    Position,
    Quote,
    Relevance,
    Rule,
    Span,
    StoryId,
    Timestamp,
    Topic,
)
from bot.core.rules import compile_rules

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
TOPIC = Topic(
    id="faces",
    title="Face recognition",
    rules=(Rule(id="fr", query='"face recognition"'),),
    technology_words=("face recognition",),
    policy_words=("ban",),
    actor_words=("council",),
)
TEXT = (
    "The Harbour City council voted 7-2 on Friday to ban police use of face recognition.\n\n"
    "“This technology has no place in our streets,” said Dana Ortiz, the council president."
)
WORDS = "This technology has no place in our streets"


def quote(text: str = WORDS, speaker: str | None = "Dana Ortiz", *, confidence: float = 0.9) -> Quote:
    return Quote(parts=(Span(0, len(text)),), text=text, speaker=speaker, confidence=confidence, is_on_policy=True)


def position(action: Deed = Deed.BAN, **more: object) -> Position:
    return replace(Position(actor="Harbour City Council", action=action, span=Span(0, 20), confidence=0.8), **more)  # type: ignore[arg-type]


def filed(
    number: int = 1,
    *,
    score: float = 0.9,
    text: str = TEXT,
    outlet: str = "Daily",
    hours: float = 0,
    quotes: Sequence[Quote] = (),
    positions: Sequence[Position] = (),
    corrections: tuple[str, ...] = (),
    copy_of: int | None = None,
    is_matched: bool = True,
) -> Filed:
    at = NOW + timedelta(hours=hours)
    return Filed(
        id=ArticleId(number),
        source=None,
        seen_at=at,
        analysis=Analysis(
            article=Article(
                title="Council bans it", text=text, outlet=outlet, corrections=corrections, published=Timestamp(at)
            ),
            matches=(Match(rule="fr", field="body", span=Span(70, 86)),) if is_matched else (),
            relevance=Relevance(score=score, reasons=("in the first sentence",)),
            quotes=tuple(quotes),
            positions=tuple(positions),
        ),
        story=StoryId(1),
        copy_of=None if copy_of is None else ArticleId(copy_of),
    )


ALERT = Alert(
    id=AlertId(1), kind=AlertKind.ALERT, story=StoryId(1), topic="faces", article=ArticleId(1), decided_at=NOW
)


LIMITS = Limits(alert=0.6, digest=0.3)


def decided(
    article: Filed, *siblings: Filed, is_told: bool = False, has_brief: bool = False, is_baseline: bool = False
) -> Decision:
    return decide(
        article,
        story_alert=ALERT if is_told else None,
        has_brief=has_brief,
        siblings=siblings,
        limits=LIMITS,
        is_baseline=is_baseline,
    )


def test_policy_news_of_a_new_story_alerts() -> None:
    decision = decided(filed())

    assert decision.kind is AlertKind.ALERT
    assert "in the first sentence" in decision.reasons


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        (filed(score=0.1), "a passing mention"),
        (filed(is_matched=False), "no keyword matches"),
    ],
)
@pytest.mark.parametrize("is_told", [False, True])
def test_what_is_below_the_threshold_is_never_told(article: Filed, reason: str, is_told: bool) -> None:
    decision = decided(article, is_told=is_told)

    assert decision.kind is None
    assert decision.reasons[0] == reason


def test_a_story_that_is_worth_a_line_gets_one_brief() -> None:
    assert decided(filed(score=0.45)).kind is AlertKind.BRIEF
    assert decided(filed(score=0.45), has_brief=True).kind is None
    assert decided(filed(score=0.45), is_told=True).kind is None


def test_a_story_that_had_a_brief_alerts_once_it_is_worth_it() -> None:
    assert decided(filed(), has_brief=True).kind is AlertKind.ALERT


def test_a_baseline_is_silent() -> None:
    assert decided(filed(), is_baseline=True).kind is None


def test_a_story_known_from_a_silent_baseline_alerts_by_its_first_new_article() -> None:
    assert decided(filed(2), filed(1)).kind is AlertKind.ALERT


def test_a_copy_of_a_story_never_told_alerts_too() -> None:
    assert decided(filed(2, copy_of=1), filed(1, score=0.2)).kind is AlertKind.ALERT


def test_a_copy_changes_only_the_outlets() -> None:
    copy = filed(2, copy_of=1, quotes=[quote("Not read before in this whole story", "Lee Marsh")])

    assert decided(copy, filed(1), is_told=True).kind is AlertKind.UPDATE


def test_the_same_facts_elsewhere_are_an_update() -> None:
    first = filed(1, quotes=[quote()], positions=[position(effective=date(2027, 1, 1))])
    second = filed(2, outlet="Herald", quotes=[quote()], positions=[position(Deed.PASS)])

    decision = decided(second, first, is_told=True)

    assert decision.kind is AlertKind.UPDATE
    assert decision.news == ""


def test_words_that_another_outlet_cut_are_no_new_quote() -> None:
    first = filed(
        1, text="Short.", quotes=[quote("It was wrong … and nobody told the families", "Lee Marsh")], hours=-30
    )
    whole = filed(
        2, outlet="Herald", quotes=[quote("It was wrong from the start, and nobody told the families", "L. M.")]
    )

    assert decided(whole, first, is_told=True).kind is AlertKind.UPDATE


def test_words_of_someone_not_heard_before_are_a_follow_up() -> None:
    reply = filed(2, outlet="Herald", quotes=[quote("We will comply with the law as it is", "Lee Marsh")])

    decision = decided(reply, filed(1, quotes=[quote()]), is_told=True)

    assert decision.kind is AlertKind.FOLLOW_UP
    assert decision.news == "new quote"


@pytest.mark.parametrize(
    "words",
    [
        quote("We will comply with the law as it is", None),
        quote("We will comply with the law as it is", "Lee Marsh", confidence=0.5),
        replace(quote("We will comply with the law as it is", "Lee Marsh"), is_on_policy=False),
        replace(quote("We will comply with the law as it is", "Lee Marsh"), is_partial=True),
        quote("“This technology has no place” in our streets", "Lee Marsh"),
    ],
    ids=["nobody named", "unsure", "off topic", "a fragment", "words the story had"],
)
def test_doubtful_or_known_words_are_no_news(words: Quote) -> None:
    assert decided(filed(2, quotes=[words]), filed(1, quotes=[quote()]), is_told=True).kind is AlertKind.UPDATE


@pytest.mark.parametrize(("hours", "kind"), [(3, AlertKind.UPDATE), (40, AlertKind.FOLLOW_UP)])
def test_more_of_the_same_speech_is_no_news_but_a_later_statement_is(hours: float, kind: AlertKind) -> None:
    more = filed(2, hours=hours, quotes=[quote("The mayor has told me that she is going to sign", "Ortiz")])

    assert decided(more, filed(1, quotes=[quote()]), is_told=True).kind is kind


@pytest.mark.parametrize(
    ("later", "news"),
    [
        (position(Deed.SIGN), "new position"),
        (position(effective=date(2027, 7, 1)), "new date"),
        (position(effective=date(2027, 1, 1)), ""),
        (position(Deed.VETO, confidence=0.3), ""),
        (position(Deed.CALL_FOR), ""),
    ],
)
def test_a_later_step_or_a_moved_date_is_a_follow_up(later: Position, news: str) -> None:
    first = filed(1, positions=[position(effective=date(2027, 1, 1))])

    assert decided(filed(2, positions=[later]), first, is_told=True).news == news


def test_a_date_the_others_left_out_is_no_news_by_itself() -> None:
    fuller = filed(2, positions=[position(effective=date(2027, 1, 1))])

    assert decided(fuller, filed(1, positions=[position()]), is_told=True).kind is AlertKind.UPDATE


def test_an_outlet_that_corrects_itself_is_a_follow_up() -> None:
    corrected = filed(2, copy_of=1, corrections=("An earlier version named another chief.",))

    assert decided(corrected, filed(1), is_told=True).news == "correction"
    assert decided(corrected, filed(1, outlet="Herald"), is_told=True).kind is AlertKind.UPDATE


def test_an_alert_is_owed_once_to_every_channel_that_wants_it() -> None:
    wanted = [
        Channel(platform="slack", id="C1", topics=("faces",)),
        Channel(platform="web", id="all", is_paused=True),  # held back, not dropped
    ]
    channels = channels_for(TOPIC, [*wanted, Channel(platform="slack", id="C2", topics=("trade",))])
    alert = alerts.alert_of(decided(filed()), filed(), id=AlertId(5), topic=TOPIC, now=NOW)
    assert alert is not None

    owed = deliveries(alert, channels, now=NOW, ids=map(DeliveryId, count(10)))

    assert [delivery.channel for delivery in owed] == ["slack:C1", "web:all"]
    assert [delivery.id for delivery in owed] == [10, 11]
    assert {delivery.state for delivery in owed} == {DeliveryState.OWED}
    assert len({delivery.key for delivery in owed}) == 2
    assert (alert.topic, alert.story, alert.article) == ("faces", 1, 1)


USUAL = Channel(platform="slack", id="C1")
STRICT = Channel(platform="slack", id="C2", alert_at=0.8, digest_at=0.5)
EAGER = Channel(platform="slack", id="C3", alert_at=0.2)


def test_a_channel_may_have_limits_of_its_own() -> None:
    assert [LIMITS.of(channel).band(0.7) for channel in (USUAL, STRICT, EAGER)] == [Band.ALERT, Band.DIGEST, Band.ALERT]
    assert [LIMITS.of(channel).band(0.4) for channel in (USUAL, STRICT, EAGER)] == [Band.DIGEST, Band.DROP, Band.ALERT]
    assert LIMITS.of(EAGER).digest == 0.2  # a digest never begins above the alerts
    assert LIMITS.widest((USUAL, STRICT, EAGER)) == Limits(alert=0.2, digest=0.2)
    assert LIMITS.widest(()) == LIMITS


@pytest.mark.parametrize(("score", "told"), [(0.9, ["C1", "C2", "C3"]), (0.7, ["C1", "C3"]), (0.3, ["C3"])])
def test_an_alert_goes_where_its_relevance_is_enough(score: float, told: list[str]) -> None:
    channels = (USUAL, STRICT, EAGER)
    article = filed(score=score)
    decision = decide(article, story_alert=None, limits=LIMITS.widest(channels))

    wanting = channels_told(channels, decision, article, limits=LIMITS, told_in=frozenset())

    assert decision.kind is AlertKind.ALERT
    assert [channel.id for channel in wanting] == told


def test_what_came_after_goes_where_the_story_is_and_brings_it_to_stricter_channels() -> None:
    channels, told_in = (USUAL, STRICT, EAGER), frozenset({USUAL.key, EAGER.key})
    first, strong = filed(score=0.7), filed(2, score=0.9)
    later = decide(strong, story_alert=ALERT, siblings=(first,), limits=LIMITS.widest(channels))

    assert channels_told(channels, later, strong, limits=LIMITS, told_in=told_in) == (USUAL, EAGER)
    assert channels_won(channels, strong, first, limits=LIMITS, told_in=told_in) == (STRICT,)
    assert channels_won(channels, filed(2, score=0.75), first, limits=LIMITS, told_in=told_in) == ()


def test_a_channel_that_joins_later_gets_no_story_from_before() -> None:
    joined = Channel(platform="slack", id="C9")
    won = channels_won((joined,), filed(2, score=0.9), filed(score=0.7), limits=LIMITS, told_in=frozenset())
    assert won == ()


def test_a_decision_to_tell_nothing_makes_no_alert() -> None:
    assert alerts.alert_of(decided(filed(score=0)), filed(), id=AlertId(5), topic=TOPIC, now=NOW) is None


@dataclass(frozen=True)
class Read:
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    summary: tuple[Span, ...] = ()


def test_an_analysis_joins_matches_relevance_and_what_was_read() -> None:
    article = Article(title="Council bans face recognition", text=TEXT)
    book = compile_rules(TOPIC.rules)

    analysis = alerts.analyse(article, book=book, topic=TOPIC, reading=Read(quotes=(quote(),)))

    assert {match.field for match in analysis.matches} == {"title", "body"}
    assert analysis.relevance.score > 0.5
    assert analysis.quotes == (quote(),)
    assert alerts.analyse(article, book=book, topic=TOPIC).quotes == ()
