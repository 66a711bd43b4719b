"""What the score is made of: where an article speaks of the topic, and beside which words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language.terms import Found, Phrases
from bot.core.model import Article, Field, Match, Span, Topic
from bot.core.relevance.furniture import furniture
from bot.core.text import split_sentences

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


@lru_cache(maxsize=64)
def _lexicon(topic: Topic) -> _Lexicon:
    named = {form for name in topic.names for form in (name.name, *name.aliases) if form.isupper()}
    official = ("agency", "group", "person")
    return _Lexicon(
        technology=Phrases(topic.technology_words, are_nouns=True),
        context=Phrases(topic.context_words, are_nouns=True),
        policy=Phrases(topic.policy_words),
        actors=Phrases(word for word in topic.actor_words if word.upper() not in named),  # ICE is not ice
        official_names=Phrases((*_forms_of(topic, official), *topic.places), is_exact=True),
        company_names=Phrases(_forms_of(topic, ("company", "product")), is_exact=True),
        confusions=Phrases(query.strip('"') for query in topic.confusions),
    )


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


def read_article(article: Article, matches: Sequence[Match], topic: Topic) -> ReadArticle:
    """Linear in the length of the text. Without a title the first sentence stands for it."""
    lexicon = _lexicon(topic)
    text = article.text
    sentences = split_sentences(text)
    title = article.title or "".join(sentence.of(text) for sentence in sentences[:1])
    foreign = _foreign_words(lexicon, title, text)
    spans = _own(_places(lexicon, matches, article), foreign, text)
    links = furniture(text)
    clean = [span for span in spans if not _is_inside(span, links)]
    opening = " ".join(text.split()[:OPENING_WORDS])
    title_spans = [found.span for found in lexicon.technology.find(title)]
    title_spans += _telling(matches, article, "title")
    in_title = bool(_own(title_spans, foreign, title))
    mentions = tuple(_mentions(lexicon, text, sentences, clean))
    return ReadArticle(
        words=len(text.split()),
        first_sentence=len(sentences[0].of(text).split()) if sentences else 0,
        title=title,
        opening=f"{title}.\n{opening}",
        in_title=in_title,
        title_policy=bool(lexicon.policy.find(title)),
        title_actor=bool(_actors(lexicon, title) or lexicon.company_names.find(title)),
        title_confused=bool(lexicon.confusions.find(title)),
        title_context=len(lexicon.context.find(title)),
        mentions=mentions,
        beside=mentions or tuple(_mentions(lexicon, text, sentences, sentences[:2] if in_title else ())),
        in_furniture=len(spans) - len(clean),
        context=len(lexicon.context.find(text)),
        policy=frozenset(found.phrase for found in lexicon.policy.find(f"{title}.\n{opening}")),
        confusions=tuple(sorted({found.phrase for found in lexicon.confusions.find(text)})),
    )


def _is_inside(span: Span, stretches: Sequence[Span]) -> bool:
    before = bisect_right(stretches, span.start, key=lambda stretch: stretch.start)
    return before > 0 and span.start < stretches[before - 1].end


def _places(lexicon: _Lexicon, matches: Sequence[Match], article: Article) -> list[Span]:
    spans = [found.span for found in lexicon.technology.find(article.text)]
    spans += _telling(matches, article, "body")
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


def _foreign_words(lexicon: _Lexicon, *texts: str) -> frozenset[str]:
    """The topic's words inside of false friends: "Clearview", where an article has "ClearView Energy"."""
    return frozenset(
        word.span.of(confusion.span.of(text)).casefold()
        for text in texts
        for confusion in lexicon.confusions.find(text)
        for word in lexicon.technology.find(confusion.span.of(text))
    )


def _own(spans: Sequence[Span], foreign: frozenset[str], text: str) -> list[Span]:
    return [span for span in spans if span.of(text).casefold() not in foreign]


def _mentions(lexicon: _Lexicon, text: str, sentences: Sequence[Span], spans: Sequence[Span]) -> Iterable[Mention]:
    starts = [sentence.start for sentence in sentences]
    policy = _by_sentence(starts, ((found.span, found.phrase) for found in lexicon.policy.find(text)))
    actors = _by_sentence(starts, ((found.span, found.phrase) for found in _actors(lexicon, text)))
    word_starts = [match.start() for match in re.finditer(r"\S+", text)]
    for span in spans:
        sentence = bisect_right(starts, span.start) - 1
        near = range(sentence - 1, sentence + 2)
        yield Mention(
            word_index=bisect_right(word_starts, span.start) - 1,
            policy=frozenset[str]().union(*(policy[place] for place in near)),
            actors=frozenset[str]().union(*(actors[place] for place in near)),
            own_policy=frozenset(policy[sentence]),
            own_actors=frozenset(actors[sentence]),
        )


def _actors(lexicon: _Lexicon, text: str) -> tuple[Found, ...]:
    """Named bodies, and the words for such bodies outside of their names."""
    named = lexicon.official_names.find(text)
    spans = [found.span for found in named]
    return named + tuple(found for found in lexicon.actors.find(text) if not _is_inside(found.span, spans))


def _by_sentence(starts: Sequence[int], found: Iterable[tuple[Span, str]]) -> dict[int, set[str]]:
    grouped: dict[int, set[str]] = defaultdict(set)
    for span, phrase in found:
        grouped[bisect_right(starts, span.start) - 1].add(phrase)
    return grouped
