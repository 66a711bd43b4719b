"""Policy news or a passing mention: a score with its reasons, without a model.

A logistic sum of features a reader would name. The weights are set by hand, each from what it says about a page, and
are meant to be read: +2 nearly decides, ±1 tips the scale, ±0.5 is a hint.
"""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language.terms import Found, Phrases
from bot.core.model import Article, Band, Match, Relevance, Span, Topic
from bot.core.text import paragraphs, split_sentences

LEAD_WORDS = 60  # about two sentences: what an editor thinks the article is about
OPENING_WORDS = 160  # up to where a reader has learnt the subject
ITEM_WORDS = 160  # one story of a digest or live page
SHORT_WORDS = 80  # added to every length: two mentions in a brief are not yet a density
FULL_CONTEXT = 4.0  # words that go with the topic in 100: an article about it has four or more
WITHOUT_POLICY = 2.0  # what is lost without one policy word: products, science and films have the density, not these
DENSE = 1.2  # mentions in 100 words: articles on the topic have one or two, passing mentions a tenth of it


def band(score: float, *, alert: float, digest: float) -> Band:
    """Which of the three bands a score falls into; both limits belong to the band above them."""
    if score >= alert:
        return Band.ALERT
    return Band.DIGEST if score >= digest else Band.DROP


def relevance(article: Article, matches: Sequence[Match], topic: Topic) -> Relevance:
    """How much the article is policy news of the topic, 0..1, comparable between articles of any length and source.

    0.6 and more reads as news of the topic, below 0.3 as a mention in passing. The reasons are for people, the
    weightiest first, each with the way it pulls.
    """
    if not matches:
        return Relevance(score=0.0, reasons=("no rule matched",))
    reading = _read(article, matches, topic)
    if not reading.mentions and not reading.in_title:
        reason = "only in links to other stories" if reading.furniture else "none of the topic's words"
        return Relevance(score=0.01 if reading.furniture else 0.0, reasons=(reason,))
    features = [feature for feature in _features(reading) if feature.weight]
    total = _BASE + sum(feature.weight for feature in features)
    features.sort(key=lambda feature: -abs(feature.weight))
    reasons = tuple(f"{'+' if feature.weight > 0 else '−'} {feature.reason}" for feature in features)
    return Relevance(score=round(1 / (1 + math.exp(-total)), 4), reasons=reasons)


# --- what is read of an article ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The topic's word lists, ready to search."""

    technology: Phrases
    context: Phrases
    policy: Phrases
    actors: Phrases
    official_names: Phrases
    company_names: Phrases
    confusions: Phrases


@lru_cache(maxsize=64)
def _lexicon(topic: Topic) -> _Lexicon:
    named = {form for name in topic.names for form in (name.name, *name.aliases) if form.isupper()}
    official = ("agency", "group", "person")
    return _Lexicon(
        technology=Phrases(topic.technology_words),
        context=Phrases(topic.context_words),
        policy=Phrases(topic.policy_words),
        actors=Phrases(word for word in topic.actor_words if word.upper() not in named),  # ICE is not ice
        official_names=Phrases((*_forms_of(topic, official), *topic.places), is_exact=True),
        company_names=Phrases(_forms_of(topic, ("company", "product")), is_exact=True),
        confusions=Phrases(query.strip('"') for query in topic.confusions),
    )


def _forms_of(topic: Topic, kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(form for name in topic.names if name.kind in kinds for form in (name.name, *name.aliases))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """One place in the text, outside of furniture, that speaks of the topic."""

    word_index: int
    policy: frozenset[str]  # policy words of the same sentence and its neighbours
    actors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadArticle:
    words: int
    in_title: bool
    title: str
    title_policy: bool
    title_actor: bool
    title_confused: bool
    mentions: tuple[_Mention, ...]
    furniture: int  # mentions in furniture
    context: int  # context words of the text
    policy: frozenset[str]  # policy words of title and opening
    confusions: tuple[str, ...]


def _read(article: Article, matches: Sequence[Match], topic: Topic) -> _ReadArticle:
    lexicon = _lexicon(topic)
    text = article.text
    spans = _places(lexicon, matches, text)
    furniture = _furniture(text)
    clean = [span for span in spans if not any(bad.start <= span.start < bad.end for bad in furniture)]
    opening = " ".join(text.split()[:OPENING_WORDS])
    title_matches = _telling([match for match in matches if match.field == "title"], article.title)
    return _ReadArticle(
        words=len(text.split()),
        title=article.title,
        in_title=bool(lexicon.technology.find(article.title) or title_matches),
        title_policy=bool(lexicon.policy.find(article.title)),
        title_actor=bool(_actors(lexicon, article.title) or lexicon.company_names.find(article.title)),
        title_confused=bool(lexicon.confusions.find(article.title)),
        mentions=tuple(_mentions(lexicon, text, clean)),
        furniture=len(spans) - len(clean),
        context=len(lexicon.context.find(text)),
        policy=frozenset(found.phrase for found in lexicon.policy.find(f"{article.title}.\n{opening}")),
        confusions=tuple(sorted({found.phrase for found in lexicon.confusions.find(text)})),
    )


def _places(lexicon: _Lexicon, matches: Sequence[Match], text: str) -> list[Span]:
    spans = [found.span for found in lexicon.technology.find(text)]
    spans += _telling([match for match in matches if match.field == "body"], text)
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _telling(matches: Sequence[Match], text: str) -> list[Span]:
    """Places that speak of the topic by themselves: phrases, and the word of a rule that found only one.

    A rule of several single words ("LFR AND police") finds "police" in any article on crime.
    """
    by_rule: dict[str, list[Span]] = defaultdict(list)
    for match in matches:
        by_rule[match.rule].append(match.span)
    telling: list[Span] = []
    for spans in by_rule.values():
        is_one_word = len({span.of(text).casefold() for span in spans}) == 1
        telling += [span for span in spans if is_one_word or len(span.of(text).split()) in range(2, 6)]
    return telling


def _mentions(lexicon: _Lexicon, text: str, spans: Sequence[Span]) -> Iterable[_Mention]:
    sentences = split_sentences(text)
    starts = [sentence.start for sentence in sentences]
    policy = _by_sentence(starts, ((found.span, found.phrase) for found in lexicon.policy.find(text)))
    actors = _by_sentence(starts, ((found.span, found.phrase) for found in _actors(lexicon, text)))
    word_starts = [match.start() for match in re.finditer(r"\S+", text)]
    for span in spans:
        sentence = bisect_right(starts, span.start) - 1
        near = range(sentence - 1, sentence + 2)
        yield _Mention(
            word_index=bisect_right(word_starts, span.start) - 1,
            policy=frozenset[str]().union(*(policy[place] for place in near)),
            actors=frozenset[str]().union(*(actors[place] for place in near)),
        )


def _actors(lexicon: _Lexicon, text: str) -> tuple[Found, ...]:
    return lexicon.actors.find(text) + lexicon.official_names.find(text)


def _by_sentence(starts: Sequence[int], found: Iterable[tuple[Span, str]]) -> dict[int, set[str]]:
    grouped: dict[int, set[str]] = defaultdict(set)
    for span, phrase in found:
        grouped[bisect_right(starts, span.start) - 1].add(phrase)
    return grouped


# --- page furniture ---------------------------------------------------------------------------------------------------

_LINK_LINE = re.compile(
    r"(?:read (?:more|also|next|the full)|related|see also|more (?:from|on|stories|coverage|news|in)|more:|also read"
    r"|watch(?: this)?:|now playing|recommended|don['’]t miss|most (?:read|popular|viewed)|trending|top stories|sign up"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|what to read next|editors?['’]? picks|subscribe|newsletter"
    r"|latest (?:news|stories|headlines)|story continues|advertisement|in other news|elsewhere:|further reading"
    r"|\[?photos?:|\[?video:|listen:|tags?:|topics?:|filed under|share this)",
    re.IGNORECASE,
)
_LIST_HEAD_WORDS = 8
_LINK_WORDS = 22  # a headline is shorter than a sentence
_READ_MORE_END = re.compile(r"(?:read|see|learn) more\W*$", re.IGNORECASE)
_INLINE_LINKS = re.compile(r"\bMORE\s?\(")  # a name's pop-up of linked headlines, pasted into the sentence
_POP_UP_CHARS = 1200  # longer than any such pop-up seen
_GLUED = re.compile(r"[a-z][a-z][A-Z][a-z]+ ")  # "SmithHeadline begins": where a link began


def _furniture(text: str) -> list[Span]:
    """Stretches that lead to other pages: link lines, lists of headlines, pop-ups of linked headlines."""
    found: list[Span] = []
    is_list = False
    blocks = paragraphs(text)
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):
        words = block.of(text)
        count = len(words.split())
        is_link = _LINK_LINE.match(words) is not None and count <= 3 * _LINK_WORDS
        is_headline = count <= _LINK_WORDS and not re.search(r"[.!?:…][\"”’')\]]*$", words)
        next_is_headline = after is not None and _looks_like_link(after.of(text))
        if is_link or _READ_MORE_END.search(words) or words.count(" | ") > 1:
            found.append(block)
            is_list = count <= _LIST_HEAD_WORDS
        elif is_headline and (is_list or (next_is_headline and block.start > len(text) // 3)):
            found.append(block)
            is_list = True
        else:
            is_list = False
            found += _pop_ups(text, block)
    return found


def _looks_like_link(words: str) -> bool:
    return len(words.split()) <= _LINK_WORDS and not re.search(r"[.!?:…][\"”’')\]]*$", words)


def _pop_ups(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for match in _INLINE_LINKS.finditer(text, block.start, block.end):
        floor = max(block.start, found[-1].end if found else 0, match.start() - _POP_UP_CHARS)
        glued = _GLUED.search(text, floor, match.start())
        found.append(Span(glued.start() if glued else floor, match.end()))
    return found


# --- weighing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Feature:
    weight: float
    reason: str


_BASE = -3.2  # one mention far down and nothing else: below 0.05
_REVIEW = re.compile(
    r"(?:^(?:review|hands-on|unboxing)\b|\breview$|\b(?:best .{0,40}\b(?:20\d\d|deals?|year)|buying guide|gift guide"
    r"|market (?:size|share|report|to reach)|horoscope|trailer|recap"
    r"|launch(?:es)? .{0,30}\b(?:phone|laptop|tablet))\b)",
    re.IGNORECASE,
)
_ROUND_UP = re.compile(
    r"\b(?:morning|evening|daily|weekly|weekend|week in|round-?up|briefing|newsletter|digest|letters to the editor"
    r"|live updates?|timeline|things to know|what we know|questions)\b",
    re.IGNORECASE,
)


def _features(read: _ReadArticle) -> Iterable[_Feature]:
    count = max(1, len(read.mentions))
    yield _Feature(2.0 if read.in_title else 0, "the topic stands in the title")
    yield _Feature(0.6 if read.in_title and read.title_policy else 0, "the title says what is decided or disputed")
    yield _Feature(0.3 if read.in_title and read.title_actor else 0, "the title names who acts")
    yield _position(read)
    yield _Feature(0.6 * math.log2(min(count, 9)), f"mentioned {count} times" if count > 1 else "")
    yield _density(read)
    yield _context(read)
    yield _item(read)
    yield _beside(read)
    yield _actors_beside(read)
    yield _confused(read)
    yield _kind(read)


def _position(read: _ReadArticle) -> _Feature:
    first = read.mentions[0].word_index if read.mentions else read.words
    if first < min(LEAD_WORDS, max(20, read.words // 4)):
        return _Feature(1.0, "mentioned in the lead")
    if first < OPENING_WORDS:
        return _Feature(0.3, "mentioned near the top")
    return _Feature(-0.6, "not mentioned near the top")


def _density(read: _ReadArticle) -> _Feature:
    per_hundred = 100 * (len(read.mentions) + read.in_title) / (read.words + SHORT_WORDS)
    return _Feature(1.9 * min(1, per_hundred / DENSE) - 0.5, f"{per_hundred:.1f} mentions in 100 words")


def _context(read: _ReadArticle) -> _Feature:
    per_hundred = 100 * read.context / (read.words + SHORT_WORDS)
    return _Feature(1.0 * min(1, per_hundred / FULL_CONTEXT), f"{read.context} words that go with it")


def _item(read: _ReadArticle) -> _Feature:
    """A digest's item, a live page's entry: few words of the page, but a story of its own."""
    disputed = [mention for mention in read.mentions if mention.policy]
    best = 0.0
    for first in range(len(disputed)):
        end = disputed[first].word_index + ITEM_WORDS
        item = [mention for mention in disputed[first : first + 3] if mention.word_index <= end]
        if len(frozenset[str]().union(*(mention.policy for mention in item))) > 1:
            best = max(best, (0.0, 0.0, 0.45, 1.2)[len(item)])
    return _Feature(best, "one passage is about it")


def _beside(read: _ReadArticle) -> _Feature:
    """Policy words near the mentions, at half weight those of title and opening; none at all is telling, too."""
    beside = Counter(word for mention in read.mentions for word in mention.policy)
    evidence = len(beside) + 0.4 * len(read.policy - set(beside))
    weight = 0.4 * min(evidence, 6) - WITHOUT_POLICY * math.exp(-1.2 * evidence)
    if not evidence:
        return _Feature(weight, "no policy words beside it")
    words = _commonest(beside) or ", ".join(sorted(read.policy)[:3])
    if weight < 0:
        return _Feature(weight, f"few policy words: {words}")
    return _Feature(weight, f"{'beside' if beside else 'in an article with'} {words}")


def _actors_beside(read: _ReadArticle) -> _Feature:
    beside = Counter(word for mention in read.mentions for word in mention.actors)
    if not beside and not read.title_actor:
        return _Feature(-0.4, "nobody who makes, uses or fights policy beside it")
    return _Feature(0.25 * min(len(beside), 3), f"beside {_commonest(beside)}")


def _commonest(words: Counter[str]) -> str:
    return ", ".join(sorted(words, key=lambda word: (-words[word], word))[:3])


def _confused(read: _ReadArticle) -> _Feature:
    weight = min(3, len(read.confusions)) * 0.5 + (0.8 if read.title_confused else 0)
    return _Feature(-weight, f"perhaps about something else: {', '.join(read.confusions[:3])}")


def _kind(read: _ReadArticle) -> _Feature:
    if _REVIEW.search(read.title):
        return _Feature(-1.0, "the title is that of a review, guide or market report")
    if _ROUND_UP.search(read.title) and not read.in_title:
        return _Feature(-0.4, "the title is that of a round-up")
    return _Feature(0, "")
