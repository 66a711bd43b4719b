"""The sentences that carry the story: what happened, to whom, and since when.

News puts that first, so position leads, counted from where the news begins (`openings`); likeness to the headline and
to the text as a whole corrects it. What can't be read alone (`leaning`) or is no sentence of the story (`furniture`)
is left out. Compared with TextRank, LexRank, LSA, Luhn and lead-k: see `benchmarks/summaries.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from bot.core.model import Article, Quote, Span
from bot.core.summaries.bags import WORD, bag, centroid, likeness
from bot.core.summaries.edges import trimmed
from bot.core.summaries.furniture import is_garbled, story_sentences
from bot.core.summaries.leaning import Leaning, full_names, inner_names, leaning
from bot.core.summaries.openings import is_question, is_soft, news_begins
from bot.core.text import split_sentences

_READ = 60  # sentences from the top
_CANDIDATES = 24  # of the story; what news tells later is background
_THIRD_BELOW_WORDS = 34  # two sentences shorter than this leave room for a third
_FEWEST_WORDS, _MOST_WORDS = 6, 70

_POSITION, _FADE = 1.0, 0.35  # weight of the place, and how fast it fades from sentence to sentence
_TITLE = 1.5
_CENTROID = 0.4
_QUOTED = 0.9
_MOSTLY_QUOTED = 0.5  # share; such a sentence is a quote, and quotes are shown apart
_DANGLING = 10.0  # never, where there is any other
_POINTING = 0.8  # at something not shown, in mid-sentence
_UNINTRODUCED = 0.4  # somebody called by surname alone
_PRONOUN_FIRST = 1.0
_NAMELESS = 0.5
_ODD = 0.25
_HALF_QUOTED = 0.5
_FIRST_PERSON = 0.5
_REPETITION = 0.8
_SAME = 0.75  # likeness from which two sentences tell the same
_LEAST_THIRD = 0.6  # what a third sentence must add
_LEAST_SECOND = -0.4

_POINTS_BACK = re.compile(r"(?:The\smove|He|She|They|It|His|Her|Their|Its|This|That|These|Those)\b")  # and names nobody
_INC = re.compile(r"(?:Inc|Corp|Co|Ltd|LLC|PLC)\b")  # a name whose first word was lost with its link
_PERSONAL = re.compile(r"\b(?:I|you|your|my|we|our)\b", re.IGNORECASE)
_STUB = re.compile(
    r"[A-Z][^,]{1,50}\s(?:(?:said|says|wrote|added|tweeted|posted|explained)(?:\.|\s(?:in|on|at|during|to|from|after|before|of|"
    r"[A-Z][a-z]+day)\b)|told\s(?:the\s)?(?:[A-Z]\w*|reporters|a|an)\b)"
)
_HALF = re.compile(r"\b(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should)(?:\snot|n[’']t)?\.$")
_SAID = re.compile(  # what was said has a verb of its own: "said on Tuesday it would stop"
    r"\b(?:that|would|will|had|has|have|was|were|is|are|could|may|might|must|should|can|did|does|[a-z]{2,}ed)\s\w"
)
_STUB_WORDS = 12
_FEWEST_THOUGHT = 4
_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“")


@dataclass(frozen=True, slots=True)
class _Sentence:
    index: int  # in the text, furniture counted, so that neighbours are neighbours
    shown: Span
    words: int
    bag: Counter[str]
    score: float
    is_fit: bool
    leaning: Leaning


def summary(article: Article, *, quotes: Sequence[Quote] = ()) -> tuple[Span, ...]:
    """Two sentences of the text, three where they are short, one where no other is fit; in reading order.

    Verbatim, trimmed only at the edges (a dateline, a trailing "police said"). Sentences that are mostly quoted,
    questions and anecdotes are left out where anything else is there; one that leans on another ("He also …") stands
    only behind the one it leans on. Empty only for a text without words.
    """
    candidates = _candidates(article, quotes)
    repeated = {(one.index, other.index): likeness(one.bag, other.bag) for one, other in combinations(candidates, 2)}
    chosen = _best(candidates, repeated)
    return tuple(sentence.shown for sentence in _standing(chosen))


def _best(candidates: Sequence[_Sentence], repeated: Mapping[tuple[int, int], float]) -> Sequence[_Sentence]:
    chosen: tuple[_Sentence, ...] = max(
        combinations(candidates, 2), key=lambda pair: _worth(pair, repeated), default=tuple(candidates)
    )
    one = max(((each,) for each in candidates), key=lambda one: _worth(one, repeated), default=())
    if len(chosen) > 1 and _worth(chosen, repeated) < _worth(one, repeated) + _LEAST_SECOND:
        return one
    if sum(sentence.words for sentence in chosen) < _THIRD_BELOW_WORDS and len(candidates) > len(chosen):
        rest = [_in_order((*chosen, third)) for third in candidates if third not in chosen]
        three = max(rest, key=lambda three: _worth(three, repeated))
        chosen = three if _worth(three, repeated) > _worth(chosen, repeated) + _LEAST_THIRD else chosen
    return chosen


def _standing(chosen: Sequence[_Sentence]) -> Sequence[_Sentence]:
    """Without those that lean on a sentence not shown; all of them, where nothing else is there to show."""
    return [one for place, one in enumerate(chosen) if not _dangles(one, chosen[:place])] or chosen


def _in_order(sentences: Sequence[_Sentence]) -> tuple[_Sentence, ...]:
    return tuple(sorted(sentences, key=lambda sentence: sentence.index))


def _worth(chosen: Sequence[_Sentence], repeated: Mapping[tuple[int, int], float]) -> float:
    worth = 0.0
    for place, sentence in enumerate(chosen):
        before = chosen[:place]
        worth += sentence.score - _DANGLING * _dangles(sentence, before) - _loose_ends(sentence, before)
    for one, other in combinations(chosen, 2):
        alike = repeated[one.index, other.index]
        worth -= _DANGLING if alike >= _SAME else _REPETITION * alike**2
    return worth


def _dangles(sentence: _Sentence, before: Sequence[_Sentence]) -> bool:
    return sentence.leaning.at_head and not _follows(sentence, before) and not _is_told(sentence, before)


def _follows(sentence: _Sentence, before: Sequence[_Sentence]) -> bool:
    """Whether the sentence right before it in the text is shown right before it."""
    return bool(before) and before[-1].index == sentence.index - 1


def _is_told(sentence: _Sentence, before: Sequence[_Sentence]) -> bool:
    """Whether "the bill" with which it begins was told of, and it leans on nothing else."""
    told = frozenset[str]().union(*(each.leaning.told for each in before))
    return bool(sentence.leaning.pointed_at) and not sentence.leaning.connects and sentence.leaning.pointed_at <= told


def _loose_ends(sentence: _Sentence, before: Sequence[_Sentence]) -> float:
    if _follows(sentence, before):
        return 0.0
    told = frozenset[str]().union(*(each.leaning.told for each in before))
    people = frozenset[str]().union(*(each.leaning.people for each in before))
    open_ends = sentence.leaning.inside + len(sentence.leaning.pointed_at - told)
    return _POINTING * open_ends + _UNINTRODUCED * len(sentence.leaning.surnames - people)


def _candidates(article: Article, quotes: Sequence[Quote]) -> Sequence[_Sentence]:
    """The fit ones; where there is none, all of the story's; where it has none, all there are."""
    text = article.text
    spans = [span for span in split_sentences(text)[:_READ] if WORD.search(text, span.start, span.end)]
    index = {span: place for place, span in enumerate(spans)}
    story = list(islice(story_sentences(article, spans), _CANDIDATES)) or spans[:_CANDIDATES]
    scored = _scored(article, story, [index[span] for span in story], quotes)
    return [sentence for sentence in scored if sentence.is_fit] or scored


def _scored(article: Article, spans: Sequence[Span], places: Sequence[int], quotes: Sequence[Quote]) -> list[_Sentence]:
    text = article.text
    shown = [trimmed(text, span) for span in spans]
    words = [span.of(text) for span in shown]
    bags = [bag(each) for each in words]
    middle, title = centroid(bags), bag(article.title)
    titled = [likeness(title, each) for each in bags]
    leans = list(_leanings(words, article.title))
    start = news_begins(words, titled, title=article.title, leaning=[each.at_head or each.inside > 0 for each in leans])
    return [
        _Sentence(
            index=places[place],
            shown=span,
            words=len(WORD.findall(words[place])),
            bag=bags[place],
            score=_POSITION / (1 + _FADE * (place - start if place >= start else _CANDIDATES))
            + _TITLE * titled[place]
            + _CENTROID * likeness(bags[place], middle)
            - _QUOTED * _quoted_share(text, span, quotes)
            - _faults(text, span, quotes)
            - _PRONOUN_FIRST * (leans[place].at_head and _POINTS_BACK.match(words[place]) is not None),
            is_fit=place >= start and _is_fit(text, span, quotes, article.title, is_first=place <= start),
            leaning=leans[place],
        )
        for place, span in enumerate(shown)
    ]


def _leanings(sentences: Sequence[str], title: str) -> Iterator[Leaning]:
    named: frozenset[str] = frozenset()
    names = frozenset(name for words in sentences for name in inner_names(words))
    for words in sentences:
        yield leaning(words, named_before=frozenset(name for name in named if name not in title), names=names)
        named |= frozenset(full_names(words))


def _is_fit(text: str, span: Span, quotes: Sequence[Quote], title: str, *, is_first: bool) -> bool:
    words = span.of(text)
    return not (
        _quoted_share(text, span, quotes) >= _MOSTLY_QUOTED
        or is_question(words)
        or _is_stub(words)
        or is_garbled(words)
        or (is_soft(words, title=title) and not is_first)
    )


def _is_stub(words: str) -> bool:
    """Who said something, without what: "Ortiz said in a statement on Monday."; or half a thought: "Ortiz did not." """
    count = len(words.split())
    report = _STUB.match(words)
    is_report = report is not None and not _SAID.search(words, report.end())
    return count < _FEWEST_THOUGHT or (count <= _STUB_WORDS and (is_report or _HALF.search(words) is not None))


def _faults(text: str, span: Span, quotes: Sequence[Quote]) -> float:
    """What makes a sentence unfit to stand alone, whatever it says."""
    faults = 0.0
    words = span.of(text)
    if not _FEWEST_WORDS <= len(WORD.findall(words)) <= _MOST_WORDS:
        faults += _ODD
    if _INC.match(words):
        faults += _NAMELESS
    if words[0] in "\"“'‘" or not _is_balanced(words):
        faults += _HALF_QUOTED
    personal = _PERSONAL.search(text, span.start, span.end)
    if personal is not None and not any(part.start <= personal.start() < part.end for q in quotes for part in q.parts):
        faults += _FIRST_PERSON
    return faults


def _is_balanced(words: str) -> bool:
    """Every quotation that it opens it closes."""
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0


def _quoted_share(text: str, span: Span, quotes: Sequence[Quote]) -> float:
    """By the quotes that were read, or by its marks, where none were read."""
    covered = sum(
        max(0, min(part.end, span.end) - max(part.start, span.start)) for quote in quotes for part in quote.parts
    )
    marked = sum(len(found[0]) for found in _MARKED.finditer(span.of(text)))
    return min(1.0, max(covered, marked) / (span.end - span.start))
