"""From articles to alerts: the only room that joins the stations.

An article that is policy news opens the story's one alert; later ones of the story change its "also in" line, or, when
they bring something the story did not have, become a line in its thread.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from bot.core.holding import LONG
from bot.core.language.outlet_notes import is_telling
from bot.core.model import (
    Alert,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    Band,
    Channel,
    Deed,
    Delivery,
    DeliveryId,
    Filed,
    Position,
    Quote,
    Span,
    Topic,
)
from bot.core.outbox import delivery_key
from bot.core.printings import same_words
from bot.core.relevance import band, relevance
from bot.core.rules import Audience, Facts, RuleBook

SURE_QUOTE: Final = 0.75  # what is posted unasked must be right
SURE_POSITION: Final = 0.6
SAME_SPEECH: Final = timedelta(days=1)  # on one day each outlet picks other words of the same statement
KNOWN_SHARE: Final = 0.5  # of a quote's four-word runs: then its words were already there, cut or spelt differently
RUN_WORDS: Final = 4

# Deeds that are one step on a measure's way, whatever verb an outlet picks: a council that "votes to ban" passes a ban.
_STEPS: Final = (
    (Deed.PROPOSE, Deed.INTRODUCE),
    (Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.PASS, Deed.SUSPEND, Deed.EXIT),
    (Deed.SIGN,),
    (Deed.VETO,),
    (Deed.EXTEND,),
    (Deed.RESUME, Deed.DEPLOY, Deed.PROCURE),
    (Deed.REPEAL,),
    (Deed.SUE,),
    (Deed.RULE,),
    (Deed.SETTLE, Deed.FINE),
    (Deed.INVESTIGATE,),
)
_STEP_OF: Final = {deed: number for number, deeds in enumerate(_STEPS) for deed in deeds}
_WORD = re.compile(r"\w+")
EVERYBODY: Final = Audience()


class Reading(Protocol):
    """What a parser read from an article's text."""

    @property
    def quotes(self) -> tuple[Quote, ...]: ...

    @property
    def positions(self) -> tuple[Position, ...]: ...

    @property
    def summary(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The relevance from which an article is told at once, and from which it is kept for a digest."""

    alert: float
    digest: float

    def of(self, channel: Channel) -> "Limits":
        """Those of a channel: its own, else these. A digest never begins above the alerts."""
        alert = self.alert if channel.alert_at is None else channel.alert_at
        digest = self.digest if channel.digest_at is None else channel.digest_at
        return Limits(alert=alert, digest=min(alert, digest))

    def band(self, score: float) -> Band:
        """Whether an article of this relevance is told, kept for the digest, or only kept."""
        return band(score, alert=self.alert, digest=self.digest)

    def widest(self, channels: Iterable[Channel]) -> "Limits":
        """What some of the channels want; these, when there is no channel."""
        own = [self.of(channel) for channel in channels] or [self]
        return Limits(alert=min(each.alert for each in own), digest=min(each.digest for each in own))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of an article. `kind` is None when nothing is told, and the reasons say why."""

    kind: AlertKind | None
    reasons: tuple[str, ...]  # for people, as *Why?* shows them
    news: str = ""  # what a follow-up brings
    is_wanted: bool = False  # an admin wants it told, whatever its relevance


def analyse(article: Article, *, book: RuleBook, topic: Topic, reading: Reading | None = None) -> Analysis:
    """Everything known of one article by itself. Without a reading there are no quotes, positions and summary."""
    matches = book.apply(article.title, article.text, about=Facts.of(article))
    weight = relevance(article, matches, topic)
    if reading is None:
        return Analysis(article=article, matches=matches, relevance=weight)
    return Analysis(
        article=article,
        matches=matches,
        relevance=weight,
        quotes=reading.quotes,
        positions=reading.positions,
        summary=reading.summary,
    )


def decide(
    filed: Filed,
    *,
    story_alert: Alert | None,
    has_brief: bool = False,
    siblings: Sequence[Filed] = (),
    limits: Limits,
    is_baseline: bool = False,
) -> Decision:
    """Whether an article just filed is told, and as what. `limits` are the widest of its channels.

    `story_alert` is the story's alert for this topic, if it ever had one; `has_brief`: it had a brief; `siblings` are
    the story's other articles.
    A baseline is silent: its stories alert only through a later article that is worth it.
    """
    analysis = filed.analysis
    reasons = analysis.relevance.reasons
    if is_baseline:
        return Decision(kind=None, reasons=("first poll of the source, silent", *reasons))
    if not analysis.matches:
        return Decision(kind=None, reasons=("no keyword matches",))
    match limits.band(analysis.relevance.score):
        case Band.DROP:
            return Decision(kind=None, reasons=("a passing mention", *reasons))
        case _ if story_alert is None and not has_brief and _copies_old_news(filed, siblings):
            return Decision(kind=None, reasons=("a copy of what was old already", *reasons))
        case Band.DIGEST if story_alert is None and not has_brief:
            return Decision(kind=AlertKind.BRIEF, reasons=("digest", *reasons))
        case Band.DIGEST:
            return Decision(kind=None, reasons=("digest", "its story is told or waits for one", *reasons))
        case Band.ALERT if story_alert is None:
            return Decision(kind=AlertKind.ALERT, reasons=("a new story", *reasons))
    others = tuple(sibling for sibling in siblings if sibling.id != filed.id)
    news = tuple(_news(filed, others))
    if news:
        return Decision(kind=AlertKind.FOLLOW_UP, reasons=news, news=", ".join(news))
    same = "a copy of an article already told" if filed.copy_of is not None else "the same facts elsewhere"
    return Decision(kind=AlertKind.UPDATE, reasons=(same,))


def is_old(article: Article, known: Filed, now: datetime) -> bool:
    """Whether nobody needs telling of an article that came before, in silence: old by its own date, and here as long.

    A date alone proves nothing, and a source just added must not make old what another one tells.
    """
    published = article.published
    return published is not None and now - published.instant() > LONG and now - known.seen_at > LONG


def _copies_old_news(filed: Filed, siblings: Sequence[Filed]) -> bool:
    copied = next((told for told in siblings if told.id == filed.copy_of), None)
    return copied is not None and is_old(filed.analysis.article, copied, filed.seen_at)


def alert_of(decision: Decision, filed: Filed, *, id: AlertId, topic: Topic, now: datetime) -> Alert | None:
    """The alert to record for a decision; None when nothing is told."""
    if decision.kind is None:
        return None
    return Alert(
        id=id,
        kind=decision.kind,
        story=filed.story,
        topic=topic.id,
        article=filed.id,
        decided_at=now,
        news=decision.news,
    )


def channels_for(topic: Topic, channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """The channels that want alerts of this topic. A paused one too: pausing holds back, it drops nothing."""
    return tuple(channel for channel in channels if not channel.topics or topic.id in channel.topics)


def channels_among(channels: Iterable[Channel], audience: Audience) -> tuple[Channel, ...]:
    """Those an article is for, by the keywords and excludes that are one channel's alone."""
    return tuple(channel for channel in channels if audience.has(channel.key))


def channels_told(
    channels: Sequence[Channel], decision: Decision, filed: Filed, *, limits: Limits, told_in: frozenset[str]
) -> tuple[Channel, ...]:
    """Which channels of a topic are told of an article: for an alert those whose limit it reaches, else those that
    have the story (`told_in`)."""
    if decision.is_wanted:
        return tuple(channels)
    if decision.kind is AlertKind.ALERT:
        return tuple(channel for channel in channels if _is_for(channel, filed, limits))
    if decision.kind is AlertKind.BRIEF:
        return channels_briefed(channels, filed, limits=limits)
    return tuple(channel for channel in channels if channel.key in told_in)


def channels_briefed(channels: Sequence[Channel], filed: Filed, *, limits: Limits) -> tuple[Channel, ...]:
    """Channels for whose digest an article of a new story is good enough, and for no more."""
    score = filed.analysis.relevance.score
    return tuple(channel for channel in channels if limits.of(channel).band(score) is Band.DIGEST)


def channels_won(
    channels: Sequence[Channel],
    filed: Filed,
    first: Filed,
    *,
    limits: Limits,
    told_in: frozenset[str],
    first_for: Audience = EVERYBODY,
) -> tuple[Channel, ...]:
    """Channels that get a story late: the article it was told by, `first`, was too weak for them, or for others alone
    (`first_for`), and this is not.

    One that has joined since is told of no story from before.
    """
    return tuple(
        channel
        for channel in channels
        if channel.key not in told_in
        and _is_for(channel, filed, limits)
        and not (_is_for(channel, first, limits) and first_for.has(channel.key))
    )


def _is_for(channel: Channel, filed: Filed, limits: Limits) -> bool:
    return limits.of(channel).band(filed.analysis.relevance.score) is Band.ALERT


def deliveries(
    alert: Alert, channels: Sequence[Channel], *, now: datetime, ids: Iterable[DeliveryId]
) -> tuple[Delivery, ...]:
    """One delivery owed per channel, with an id each from `ids`.

    For an update or a follow-up, `channels` are those where the story's alert was owed or sent.
    """
    return tuple(
        Delivery(
            id=id,
            alert=alert.id,
            kind=alert.kind,
            story=alert.story,
            channel=channel.key,
            key=delivery_key(alert.id, channel.key),
            due=now,
        )
        for channel, id in zip(channels, ids, strict=False)
    )


# --- what is news in a story already told -----------------------------------------------------------------------------


def _news(filed: Filed, siblings: Sequence[Filed]) -> Iterator[str]:
    if _has_new_correction(filed, siblings):
        yield "correction"
    if filed.copy_of is not None:
        return
    position = next(iter(filed.analysis.positions), None)
    if position is not None and position.confidence >= SURE_POSITION and position.action in _STEP_OF:
        told = [told for told in _positions(siblings) if _step(told) == _step(position)]
        if not told:
            yield "new position"
        elif _has_moved(position, told):
            yield "new date"
    if any(_is_new(quote, filed, siblings) for quote in filed.analysis.quotes):
        yield "new quote"


def _has_new_correction(filed: Filed, siblings: Sequence[Filed]) -> bool:
    """An outlet corrects what it told before; the correction of a report we never saw corrects nothing here."""
    article = filed.analysis.article
    earlier = [told.analysis.article for told in siblings if told.analysis.article.outlet == article.outlet]
    known = {note for told in earlier for note in told.corrections}
    return bool(earlier) and any(note not in known and is_telling(note) for note in article.corrections)


def _positions(siblings: Sequence[Filed]) -> Iterator[Position]:
    for sibling in siblings:
        yield from sibling.analysis.positions


def _step(position: Position) -> int | None:
    return _STEP_OF.get(position.action)


def _has_moved(position: Position, told: Sequence[Position]) -> bool:
    """A date that contradicts every one the story knew; a date the others left out is no news by itself."""
    return _contradicts(position.effective, [one.effective for one in told]) or _contradicts(
        position.expires, [one.expires for one in told]
    )


def _contradicts(day: date | None, told: Sequence[date | None]) -> bool:
    return day is not None and day not in told and any(told)


def _is_new(quote: Quote, filed: Filed, siblings: Sequence[Filed]) -> bool:
    """Words by someone named, on the policy, that the story did not have from anyone, nor from them that day."""
    if not quote.is_on_policy or quote.is_partial or quote.confidence < SURE_QUOTE or quote.speaker is None:
        return False
    if any(_speaks(quote.speaker, told) and _is_same_day(filed, told) for told in siblings):
        return False
    if any(same_words(quote.text, known.text) for told in siblings for known in told.analysis.quotes):
        return False
    runs = _runs(quote.text)
    return bool(runs) and not any(len(runs & _words_told(told)) > KNOWN_SHARE * len(runs) for told in siblings)


def _speaks(speaker: str, told: Filed) -> bool:
    return any(quote.speaker is not None and _is_same_name(quote.speaker, speaker) for quote in told.analysis.quotes)


def _is_same_name(one: str, other: str) -> bool:
    """By the last word: outlets write "Ana Ruiz" and "Ana M. Ruiz". Two people called alike only cost a follow-up."""
    return one.casefold().split()[-1:] == other.casefold().split()[-1:]


def _is_same_day(filed: Filed, told: Filed) -> bool:
    return abs(_moment(filed) - _moment(told)) < SAME_SPEECH


def _moment(filed: Filed) -> datetime:
    published = filed.analysis.article.published
    return min(published.instant(), filed.seen_at) if published else filed.seen_at


def _words_told(told: Filed) -> set[str]:
    quotes = " ".join(quote.text for quote in told.analysis.quotes)
    return _runs(told.analysis.article.text) | _runs(quotes)


def _runs(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[place : place + RUN_WORDS]) for place in range(len(words) - RUN_WORDS + 1)}
