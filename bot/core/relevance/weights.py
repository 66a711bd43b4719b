"""The features of the score, each with its weight and its reason for people.

The weights are meant to be read: +2 nearly decides, ±1 tips the scale, ±0.5 is a hint.
"""

import math
from collections import Counter
from collections.abc import Iterable

from bot.core.relevance.feature import Feature
from bot.core.relevance.kinds import kinds
from bot.core.relevance.reading import OPENING_WORDS, ReadArticle

LEAD_WORDS = 60  # about two sentences: what an editor thinks the article is about
ITEM_WORDS = 160  # one story of a digest or live page
SHORT_WORDS = 80  # added to every length: two mentions in a brief are not yet a density
FULL_CONTEXT = 4.0  # words that go with the topic in 100: an article about it has four or more
WITHOUT_POLICY = 2.0  # what is lost without one policy word: products, science and films have the density, not these
MUCH_POLICY = 3  # different words beside the mentions
DENSE = 1.2  # mentions in 100 words: articles on the topic have one or two, passing mentions a tenth of it
ONE_ACT = 0.5  # a policy word in the sentence
FULL_ACT = 0.8  # two: "voted" and "ban"
BASE = -3.0  # one mention far down and nothing else ends below 0.05


def features(read: ReadArticle) -> Iterable[Feature]:
    """Every feature of an article that speaks of the topic at least once."""
    count = max(1, len(read.mentions))
    yield Feature(2.0 if read.in_title else 0, "the topic stands in the title")
    yield Feature(0.6 if read.in_title and read.title_policy else 0, "the title says what is decided or disputed")
    yield Feature(0.3 if read.in_title and read.title_actor else 0, "the title names who acts")
    yield _half_named(read)
    yield _position(read)
    yield Feature(0.6 * math.log2(min(count, 9)), f"mentioned {count} times" if count > 1 else "")
    yield _density(read)
    yield _context(read)
    yield _item(read)
    yield _beside(read)
    yield _actors_beside(read)
    yield _act(read)
    yield _confused(read)
    yield from kinds(read)


def keyword_weight(weight: float) -> Feature:
    """What the strongest keyword that matches was given by who wrote it: a factor of the odds."""
    return Feature(math.log(weight), f"keyword counts {_TIMES.get(weight, f'{weight:g} times')}")


_TIMES = {2.0: "double", 0.5: "half"}


def _half_named(read: ReadArticle) -> Feature:
    """A headline has no room: it names the cameras, or only what was decided, and the lead says the rest."""
    if read.in_title or not _is_in_lead(read):
        return Feature(0, "")
    weight = 0.7 * read.title_policy + 0.5 * bool(read.title_context) + 0.2 * read.title_actor
    return Feature(weight, "the lead says what the title is about")


def _position(read: ReadArticle) -> Feature:
    first = read.mentions[0].word_index if read.mentions else read.words
    if first < _lead_words(read):
        return Feature(1.0, "mentioned in the lead")
    if first < OPENING_WORDS:
        return Feature(0.3, "mentioned near the top")
    return Feature(-0.6, "not mentioned near the top")


def _lead_words(read: ReadArticle) -> int:
    return min(LEAD_WORDS, max(20, read.words // 4, read.first_sentence))


def _density(read: ReadArticle) -> Feature:
    per_hundred = 100 * (len(read.mentions) + read.in_title) / (read.words + SHORT_WORDS)
    return Feature(1.9 * min(1, per_hundred / DENSE) - 0.5, f"{per_hundred:.1f} mentions in 100 words")


def _context(read: ReadArticle) -> Feature:
    per_hundred = 100 * read.context / (read.words + SHORT_WORDS)
    return Feature(
        1.0 * min(1, per_hundred / FULL_CONTEXT),
        f"{read.context} word{'s' * (read.context != 1)} that go{'es' * (read.context == 1)} with it",
    )


def _item(read: ReadArticle) -> Feature:
    """A digest's item, a live page's entry: few words of the page, but a story of its own."""
    disputed = [mention for mention in read.mentions if mention.policy]
    best = 0.0
    for first in range(len(disputed)):
        end = disputed[first].word_index + ITEM_WORDS
        item = [mention for mention in disputed[first : first + 3] if mention.word_index <= end]
        if len(frozenset[str]().union(*(mention.policy for mention in item))) > 1:
            best = max(best, (0.0, 0.0, 0.45, 1.2)[len(item)])
    return Feature(best, "one passage is about it")


def _beside(read: ReadArticle) -> Feature:
    """Policy words near the mentions, those of title and opening for less; none at all is telling, too."""
    beside = Counter(word for mention in read.beside for word in mention.policy)
    evidence = len(beside) + 0.4 * len(read.policy - set(beside))
    weight = 0.4 * min(evidence, 6) * _centrality(read) - WITHOUT_POLICY * math.exp(-1.2 * evidence)
    if not evidence:
        return Feature(weight, "no policy words beside it")
    words = _commonest(beside) or ", ".join(sorted(read.policy)[:3])
    if weight < 0:
        return Feature(weight, f"few policy words: {words}")
    return Feature(weight, f"{'beside' if beside else 'in an article with'} {words}")


def _centrality(read: ReadArticle) -> float:
    """How far the article's policy words can be about our topic: a bill that names it once is about something else."""
    return min(1.0, (1 + len(read.mentions) + 2 * read.in_title + _is_in_lead(read)) / 4)


def _is_in_lead(read: ReadArticle) -> bool:
    return bool(read.mentions) and read.mentions[0].word_index < _lead_words(read)


def _actors_beside(read: ReadArticle) -> Feature:
    beside = Counter(word for mention in read.beside for word in mention.actors)
    if not beside and len({word for mention in read.beside for word in mention.policy}) >= MUCH_POLICY:
        return Feature(0, "")  # a suit over consent needs no actor that we know
    if not beside and not read.title_actor:
        return Feature(-0.4, "nobody who makes, uses or fights policy beside it")
    return Feature(0.25 * min(len(beside), 3), f"beside {_commonest(beside)}")


def _act(read: ReadArticle) -> Feature:
    """One sentence at the top that says who decides what about the topic is news, though it is named but once."""
    top = [mention for mention in read.mentions if mention.word_index < OPENING_WORDS]
    acts = [mention for mention in top if mention.own_actors and mention.own_policy]
    best = max((len(mention.own_policy) for mention in acts), default=0)
    return Feature((0.0, ONE_ACT, FULL_ACT)[min(best, 2)], "a sentence says who decides what about it")


def _commonest(words: Counter[str]) -> str:
    return ", ".join(sorted(words, key=lambda word: (-words[word], word))[:3])


def _confused(read: ReadArticle) -> Feature:
    weight = min(3, len(read.confusions)) * 0.5 + (1.6 if read.title_confused else 0)
    named = ", ".join(read.confusions[:3]) or "the title"
    return Feature(-weight, f"perhaps about something else: {named}")
