"""How much an article is about a question, and the order of an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.model import Hit, Question
from bot.core.search.forms import KIN, Form, Unit, holds, names, plain, unaccented, wanted

INCOMPLETE, NAMELESS = 0.9, 0.08  # what is left to an article that lacks a word, or a name: less than a mention of all
OFF_TOPIC = 0.3  # what is left to an article that is no policy news at all
UNMATCHED = 0.01  # relevance below which no keyword of the topic stands in it
ON_TOPIC = 0.3  # relevance from which an article surely speaks of what the topic is about
_MENTIONED, _ABSENT = (0.2, "mentioned"), (0.0, "")
_TITLE, _DEEDS, _NAMES, _LEAD = range(4)
_PLACES = (  # in the order of weight: news says first, and in the headline, what it is about
    (1.0, "in the headline"),
    (0.85, "its position"),
    (0.75, "speaks or acts"),
    (0.5, "in the first paragraphs"),
)
ABOUT, PART = 0.45, 0.2  # scores from which a hit is about the question, and from which it is part of the story
MOST_FOR_RECENCY = 0.2  # of a score: an old central story stays before a new passing mention
HALF_AS_NEW_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What of an article says what it is about. `lead` is the first `excerpts.LEAD_CHARS` of its text."""

    title: str
    names: str  # who speaks or acts in it
    deeds: str  # what its positions say
    lead: str
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How much an article is about what is wanted, 0..1, and why, for people."""

    score: float
    why: str = ""
    is_whole: bool = True  # it has all of them, if only in a word near in meaning
    is_named: bool = True  # it has a name that was asked for, if any was
    off_topic: int = 0  # 1: it has nothing to do with the topic, but a name asked for acts in it; 2: not even that
    unseen: tuple[Unit, ...] = ()  # names told from common words by capitals, that stand further down if at all


def weigh(units: Sequence[Unit], read: Read, *, held: Collection[Unit] = (), near: Collection[Unit] = ()) -> Weighed:
    """What an article is worth to who wants these units.

    The `held` ones are known to stand in it, if only far down; of the `near` ones at least a word near in meaning.
    Who asks for a name wants it more than any other word. Words near in meaning count for want of better.
    """
    if not units:
        return Weighed(score=read.relevance, off_topic=0 if read.relevance >= UNMATCHED else 2)
    places = _Places(read)
    found = [places.best(unit, is_held=unit in held, is_near=unit in near) for unit in units]
    values = [value for value, _ in found]
    total = sum([unit.weight for unit in units])
    mean = sum([value * unit.weight for value, unit in zip(values, units, strict=True)]) / total
    if all(values):
        least = min((value for value, unit in zip(values, units, strict=True) if not unit.is_shared), default=mean)
        part = (mean + least) / 2
    elif all(value for value, unit in zip(values, units, strict=True) if unit.is_name):
        share = sum(unit.weight for value, unit in zip(values, units, strict=True) if value) / total
        part = mean * INCOMPLETE * share**3
    else:
        part = mean * NAMELESS
    is_acting = any(value in (_PLACES[_DEEDS][0], _PLACES[_NAMES][0]) for value in values)
    return Weighed(
        score=part * (OFF_TOPIC + (1 - OFF_TOPIC) * read.relevance),
        why="; ".join(dict.fromkeys(why for _, why in found if why)),
        is_whole=all(values),
        is_named=_is_named(units, values),
        off_topic=0 if read.relevance >= UNMATCHED else 1 if is_acting else 2,
        unseen=tuple(unit for unit, each in zip(units, found, strict=True) if unit.written and each == _MENTIONED),
    )


def _is_named(units: Sequence[Unit], values: Sequence[float]) -> bool:
    named = [value for value, unit in zip(values, units, strict=True) if unit.is_name]
    return not named or any(named)


class _Places:
    """The text of each place, made plain when first needed: most articles are settled by their headline."""

    def __init__(self, read: Read) -> None:
        self._texts = (read.title, read.deeds, read.names, read.lead)
        self._is_on_topic = read.relevance >= ON_TOPIC
        self._plain: list[str] = []

    def best(self, unit: Unit, *, is_held: bool, is_near: bool) -> tuple[float, str]:
        """The weightiest place that holds the unit, else a word near in meaning."""
        best = self._named(unit.written) if unit.written else self._held(unit.forms)
        if best is None and (is_held or (unit.is_shared and self._is_on_topic)):
            best = _MENTIONED
        near = self._held(unit.kin) if unit.kin and best in (None, _MENTIONED) else None
        near = near or self._apart(unit.parts) or (_MENTIONED if is_near else None)
        if near is not None and near[0] * KIN > (best or _ABSENT)[0]:
            return near[0] * KIN, near[1]
        return best or _ABSENT

    def _held(self, forms: tuple[Form, ...]) -> tuple[float, str] | None:
        for number, place in enumerate(_PLACES):
            if number == len(self._plain):
                self._plain.append(plain(self._texts[number]))
            if holds(self._plain[number], forms):
                return place
        return None

    def _apart(self, parts: tuple[Form, ...]) -> tuple[float, str] | None:
        """A name whose words stand in it, each by itself: the least of their places."""
        found = [self._held((part,)) for part in parts]
        return min(filter(None, found), default=None) if all(found) else None

    def _named(self, written: tuple[str, ...]) -> tuple[float, str] | None:
        """Capitals tell the company from the fruit, where a text has them."""
        for text, place in zip(self._texts, _PLACES, strict=True):
            if text and names(unaccented(text), written):
                return place
        return None


def rank(question: Question, hits: Sequence[Hit], now: datetime) -> tuple[Hit, ...]:
    """One hit a story, best first: about it before part of it before mentions; then as the question asks.

    A single name or word asks what is new of it: the newest comes first. Several words ask for one story: how much
    each is about them comes first, however old, and recency decides between equals. What has nothing to do with the
    topic is left out while there is anything else; a name of the topic is never taken for its namesake.
    """
    wishes = sum(not unit.is_shared for unit in wanted(question))
    stories: dict[int, list[Hit]] = defaultdict(list)
    for hit in _meant(question, hits) if wishes else _on_topic(hits):
        stories[hit.story].append(hit)
    best = (_best(of_one) for of_one in stories.values())
    if wishes < 2:
        return tuple(sorted(best, key=lambda hit: (_tier(hit), _age(hit)), reverse=True))
    return tuple(sorted(best, key=lambda hit: (hit.score * (1 + _recency(hit, now)), _age(hit)), reverse=True))


def _meant(question: Question, hits: Sequence[Hit]) -> Iterable[Hit]:
    """Without what has nothing to do with the topic, unless it is more about all that was asked for than all else.

    Who asks for a name wants no article without it while there is one with it.
    A name of the topic asked for alone is never answered with its namesake.
    """
    scored = [hit for hit in hits if hit.score > 0]
    found = [hit for hit in scored if hit.is_named] or scored
    is_name_alone = bool(question.listed) and len(wanted(question)) == 1
    best = max((hit.score for hit in found if not hit.off_topic and hit.is_whole), default=0.0)
    most = 2 if not is_name_alone else 0 if best else 1
    return (hit for hit in found if not hit.off_topic or (hit.off_topic <= most and hit.is_whole and hit.score > best))


def _on_topic(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Of what was asked for by place, outlet or day alone."""
    return [hit for hit in hits if not hit.off_topic] or hits


def _best(of_one: Iterable[Hit]) -> Hit:
    """The story's row: the article most about the question, no copy of it; what else there is shows in `also_in`."""
    found = list(of_one)
    best = max(found, key=lambda hit: (hit.score, not hit.is_copy, _age(hit)))
    places = {hit.url or hit.id for hit in found}  # versions of one article are one
    return replace(best, also_in=max(best.also_in, len(places) - 1), is_central=best.score >= ABOUT)


def _tier(hit: Hit) -> int:
    return (hit.score >= PART) + (hit.score >= ABOUT)


def _age(hit: Hit) -> tuple[bool, int]:
    """Newest last; what was filed without a date is not new because it was filed today."""
    return not hit.is_undated, hit.article


def _recency(hit: Hit, now: datetime) -> float:
    if hit.is_undated:
        return 0.0
    days = max((now.timestamp() - (hit.article >> 16)) / 86_400, 0.0)
    return MOST_FOR_RECENCY * float(0.5 ** (days / HALF_AS_NEW_DAYS))
