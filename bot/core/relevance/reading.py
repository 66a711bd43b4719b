"""What the score is made of: where an article speaks of the topic, and beside which words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language.terms import Found, PhraseLists, Phrases
from bot.core.model import Article, Field, Match, Span, Topic
from bot.core.relevance.furniture import furniture
from bot.core.text import split_sentences

_WORD = re.compile(r"\S+")
OPENING_WORDS = 160  # up to where a reader has learnt the subject


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
    all: PhraseLists


@lru_cache(maxsize=64)
def _lexicon(topic: Topic) -> _Lexicon:
    named = {form for name in topic.names for form in (name.name, *name.aliases) if form.isupper()}
    official = ("agency", "group", "person")
    lists = {
        "technology": Phrases(topic.technology_words, are_nouns=True),
        "context": Phrases(topic.context_words, are_nouns=True),
        "policy": Phrases(topic.policy_words),
        "actors": Phrases(word for word in topic.actor_words if word.upper() not in named),  # ICE is not ice
        "official_names": Phrases((*_forms_of(topic, official), *topic.places), is_exact=True),
        "company_names": Phrases(_forms_of(topic, ("company", "product")), is_exact=True),
        "confusions": Phrases(query.strip('"') for query in topic.confusions),
    }
    return _Lexicon(**lists, all=PhraseLists(lists))


def _forms_of(topic: Topic, kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(form for name in topic.names if name.kind in kinds for form in (name.name, *name.aliases))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text, outside of furniture, that speaks of the topic."""

    word_index: int
    policy: frozenset[str]  # policy words of the same sentence and its neighbours
    actors: frozenset[str]
    own_policy: frozenset[str]  # of the sentence itself
    own_actors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """Where an article speaks of the topic, outside of furniture, and what stands beside it."""

    words: int
    first_sentence: int  # its words
    in_title: bool
    title: str
    opening: str  # title and first words
    title_policy: bool
    title_actor: bool
    title_confused: bool
    title_context: int  # words in the title that go with the topic
    mentions: tuple[Mention, ...]
    beside: tuple[Mention, ...]  # where policy words are looked for: the mentions, or the lead under a title that tells
    in_furniture: int  # mentions in links to other stories
    context: int  # context words of the text
    policy: frozenset[str]  # policy words of title and opening
    confusions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What an article says whatever keyword matches it: read once for all of them."""

    title: str
    opening: str
    sentences: Sequence[Span]
    starts: Sequence[int]  # of the sentences
    word_starts: Sequence[int]
    links: Sequence[Span]
    foreign: frozenset[str]
    technology: tuple[Span, ...]
    policy: Mapping[int, set[str]]  # by sentence
    actors: Mapping[int, set[str]]
    title_technology: tuple[Span, ...]
    title_policy: bool
    title_actor: bool
    title_confused: bool
    title_context: int
    context: int
    policy_on_top: frozenset[str]  # in title and opening
    confusions: tuple[str, ...]


@lru_cache(maxsize=4)  # a trial weighs an article on both sides, one after the other
def _page(title: str, text: str, topic: Topic) -> _Page:
    lexicon = _lexicon(topic)
    sentences = split_sentences(text)
    title = title or "".join(sentence.of(text) for sentence in sentences[:1])
    starts = [sentence.start for sentence in sentences]
    opening = f"{title}.\n{' '.join(text.split(maxsplit=OPENING_WORDS)[:OPENING_WORDS])}"
    body, head = lexicon.all.find(text), lexicon.all.find(title)
    actors = _actors(body)
    return _Page(
        title=title,
        opening=opening,
        sentences=sentences,
        starts=starts,
        word_starts=[match.start() for match in _WORD.finditer(text)],
        links=furniture(text),
        foreign=_foreign_words(lexicon, (title, head["confusions"]), (text, body["confusions"])),
        technology=tuple(found.span for found in body["technology"]),
        policy=_by_sentence(starts, ((found.span, found.phrase) for found in body["policy"])),
        actors=_by_sentence(starts, ((found.span, found.phrase) for found in actors)),
        title_technology=tuple(found.span for found in head["technology"]),
        title_policy=bool(head["policy"]),
        title_actor=bool(_actors(head) or head["company_names"]),
        title_confused=bool(head["confusions"]),
        title_context=len(head["context"]),
        context=len(body["context"]),
        policy_on_top=frozenset(found.phrase for found in lexicon.policy.find(opening)),
        confusions=tuple(sorted({found.phrase for found in body["confusions"]})),
    )


def read_article(article: Article, matches: Sequence[Match], topic: Topic) -> ReadArticle:
    """Linear in the length of the text. Without a title the first sentence stands for it."""
    text, page = article.text, _page(article.title, article.text, topic)
    spans = _own(_places(page.technology, matches, article), page.foreign, text)
    clean = [span for span in spans if not _is_inside(span, page.links)]
    title_spans = [*page.title_technology, *_telling(matches, article, "title")]
    in_title = bool(_own(title_spans, page.foreign, page.title))
    mentions = tuple(_mentions(page, clean))
    return ReadArticle(
        words=len(page.word_starts),
        first_sentence=len(page.sentences[0].of(text).split()) if page.sentences else 0,
        title=page.title,
        opening=page.opening,
        in_title=in_title,
        title_policy=page.title_policy,
        title_actor=page.title_actor,
        title_confused=page.title_confused,
        title_context=page.title_context,
        mentions=mentions,
        beside=mentions or tuple(_mentions(page, page.sentences[:2] if in_title else ())),
        in_furniture=len(spans) - len(clean),
        context=page.context,
        policy=page.policy_on_top,
        confusions=page.confusions,
    )


def has_words(article: Article, topic: Topic) -> bool:
    """Whether one of the words for what the topic is about stands in title or text."""
    page = _page(article.title, article.text, topic)
    return bool(page.technology or page.title_technology)


def _is_inside(span: Span, stretches: Sequence[Span]) -> bool:
    before = bisect_right(stretches, span.start, key=lambda stretch: stretch.start)
    return before > 0 and span.start < stretches[before - 1].end


def _places(technology: Sequence[Span], matches: Sequence[Match], article: Article) -> list[Span]:
    spans = [*technology, *_telling(matches, article, "body")]
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _telling(matches: Sequence[Match], article: Article, field: Field) -> list[Span]:
    """Places that speak of the topic by themselves: phrases, and the word of a rule that found only one.

    A rule of several single words ("LFR AND police") finds "police" in any article on crime.
    """
    texts = {"title": article.title, "body": article.text}
    matches = [match for match in matches if not match.is_by_fact]
    words: dict[str, set[str]] = defaultdict(set)
    for match in matches:
        words[match.rule].add(match.span.of(texts[match.field]).casefold())
    return [
        match.span
        for match in matches
        if match.field == field
        and (len(words[match.rule]) == 1 or len(match.span.of(texts[field]).split()) in range(2, 6))
    ]


def _foreign_words(lexicon: _Lexicon, *confused: tuple[str, Sequence[Found]]) -> frozenset[str]:
    """The topic's words inside of false friends: "Clearview", where an article has "ClearView Energy"."""
    return frozenset(
        word.span.of(confusion.span.of(text)).casefold()
        for text, confusions in confused
        for confusion in confusions
        for word in lexicon.technology.find(confusion.span.of(text))
    )


def _own(spans: Sequence[Span], foreign: frozenset[str], text: str) -> list[Span]:
    return [span for span in spans if span.of(text).casefold() not in foreign]


def _mentions(page: _Page, spans: Sequence[Span]) -> Iterable[Mention]:
    nothing: set[str] = set()
    for span in spans:
        sentence = bisect_right(page.starts, span.start) - 1
        near = range(sentence - 1, sentence + 2)
        yield Mention(
            word_index=bisect_right(page.word_starts, span.start) - 1,
            policy=frozenset[str]().union(*(page.policy.get(place, nothing) for place in near)),
            actors=frozenset[str]().union(*(page.actors.get(place, nothing) for place in near)),
            own_policy=frozenset(page.policy.get(sentence, nothing)),
            own_actors=frozenset(page.actors.get(sentence, nothing)),
        )


def _actors(found: Mapping[str, tuple[Found, ...]]) -> tuple[Found, ...]:
    """Named bodies, and the words for such bodies outside of their names."""
    named = found["official_names"]
    spans = [name.span for name in named]
    return named + tuple(actor for actor in found["actors"] if not _is_inside(actor.span, spans))


def _by_sentence(starts: Sequence[int], found: Iterable[tuple[Span, str]]) -> dict[int, set[str]]:
    grouped: dict[int, set[str]] = defaultdict(set)
    for span, phrase in found:
        grouped[bisect_right(starts, span.start) - 1].add(phrase)
    return grouped
