"""Why an article was told, or how far it came: asked with its address, by anybody."""

from collections.abc import Sequence
from typing import Final

from bot.core.alerts import Limits, channels_among, channels_for
from bot.core.messages.fate import Fate, Step
from bot.core.model import AlertKind, Article, Band, Delivery, DeliveryState, Filed, Passed, Rule, Topic
from bot.core.rules import Audience, Facts, compile_rules
from bot.core.urls import canonical_url, host
from bot.ports import Archive, Outbox

_WAITING_FOR_DIGESTS: Final = frozenset({DeliveryState.HELD, DeliveryState.JOINED})


class Why:
    """Reads the archive and the outbox, changes nothing, keeps no question."""

    def __init__(self, *, archive: Archive, outbox: Outbox, topics: Sequence[Topic], limits: Limits) -> None:
        self._archive = archive
        self._outbox = outbox
        self._topics = tuple(topics)
        self._limits = limits

    async def fate(self, url: str) -> Fate:
        """What became of the article at this address. Raises `UrlRefused` for what is no address of a page."""
        url = canonical_url(url if "://" in url else f"https://{url}")
        filed = await self._archive.article_by_url(url)
        if filed is not None:
            return await self._of_filed(url, filed)
        passed = await self._archive.passed_by_url(url)
        if passed is not None:
            return await self._of_passed(url, passed)
        return Fate(url=url, step=Step.NEVER_SEEN, watched=await self._sources_of(url))

    async def _of_passed(self, url: str, passed: Passed) -> Fate:
        rules = [rule for rule in await self._archive.rules() if not rule.is_off]
        return Fate(
            url=url,
            step=self._step_of_unmatched(rules, passed.article),
            title=passed.article.title,
            seen_at=passed.seen_at,
            source=await self._source_name(passed.source),
            nearest=self._nearest(rules, passed.article),
        )

    async def _of_filed(self, url: str, filed: Filed) -> Fate:
        article, relevance = filed.analysis.article, filed.analysis.relevance
        topic = await self._topic_of(filed)
        wanting = channels_for(topic, await self._archive.channels())
        limits = self._limits.widest(wanting)
        alert = await self._archive.alert_of(filed.story, topic.id) or await self._archive.alert_of(
            filed.story, topic.id, kind=AlertKind.BRIEF
        )
        heads = await self._archive.articles([alert.article]) if alert else ()
        head = heads[0].analysis.article if heads else article
        deliveries = await self._outbox.of_story(filed.story) if alert else ()
        channels = {channel.key: channel.name or channel.key for channel in await self._archive.channels()}
        rules = [rule for rule in await self._archive.rules() if not rule.is_off]
        told = tuple(each for each in deliveries if alert and each.alert == alert.id)
        is_for_none = bool(wanting) and not channels_among(wanting, self._audience(rules, topic, article))
        if alert is not None:
            step = _step_of_told(told) if alert.article == filed.id else Step.MERGED
        elif not filed.analysis.matches:
            step = self._step_of_unmatched(rules, article)
        else:
            step = _step(filed, limits, is_for_none=is_for_none)
        return Fate(
            url=url,
            step=step,
            title=article.title,
            seen_at=filed.seen_at,
            source=await self._source_name(filed.source),
            keywords=tuple(dict.fromkeys(match.rule for match in filed.analysis.matches)),
            nearest=None if filed.analysis.matches else self._nearest(rules, article),
            relevance=relevance.score,
            reasons=relevance.reasons,
            alert_at=limits.alert,
            story=head.title,
            story_url=head.url,
            deliveries=told,
            channels=channels,
        )

    async def _topic_of(self, filed: Filed) -> Topic:
        """That of the first keyword that matched; the first there is, where none did."""
        by_rule = {rule.id: rule.topic for rule in await self._archive.rules()}
        topics = {topic.id: topic for topic in self._topics}
        matched = [topics.get(by_rule.get(match.rule, "")) for match in filed.analysis.matches]
        return next((topic for topic in matched if topic is not None), self._topics[0])

    def _step_of_unmatched(self, rules: Sequence[Rule], article: Article) -> Step:
        """Nothing matched it when it was read: what the keywords of today say of it."""
        true = compile_rules(rules, topics=self._topics).true_of(article.title, article.text, about=Facts.of(article))
        if all(rule.is_exclude for rule in true):
            return Step.NO_KEYWORD
        return Step.EXCLUDED if any(rule.is_exclude for rule in true) else Step.EARLIER

    def _audience(self, rules: Sequence[Rule], topic: Topic, article: Article) -> Audience:
        book = compile_rules([rule for rule in rules if rule.topic == topic.id], topics=self._topics)
        return book.audience(article.title, article.text, about=Facts.of(article))

    def _nearest(self, rules: Sequence[Rule], article: Article) -> tuple[Rule, str] | None:
        book = compile_rules(rules, topics=self._topics)
        return book.nearest(article.title, article.text, about=Facts.of(article))

    async def _source_name(self, source: int | None) -> str:
        return next((each.name for each, _ in await self._archive.sources() if each.id == source), "")

    async def _sources_of(self, url: str) -> tuple[str, ...]:
        site = _site(url)
        return tuple(source.name for source, _ in await self._archive.sources() if _site(source.url) == site)


def _step_of_told(deliveries: Sequence[Delivery]) -> Step:
    """Of an article that heads an alert: the furthest that any channel's message came."""
    states = {delivery.state for delivery in deliveries}
    if DeliveryState.SENT in states:
        return Step.TOLD
    if states <= {DeliveryState.BURIED}:
        return Step.UNDELIVERED
    return Step.HELD if states <= {DeliveryState.BURIED, *_WAITING_FOR_DIGESTS} else Step.ON_ITS_WAY


def _step(filed: Filed, limits: Limits, *, is_for_none: bool) -> Step:
    if is_for_none:
        return Step.NO_CHANNEL
    match limits.band(filed.analysis.relevance.score):
        case Band.ALERT:
            return Step.SILENT
        case Band.DIGEST:
            return Step.DIGEST
        case Band.DROP:
            return Step.TOO_WEAK


def _site(url: str) -> str:
    return host(url).removeprefix("www.")
