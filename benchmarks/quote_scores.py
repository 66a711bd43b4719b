"""How found quotes are held against a gold file: used by `benchmarks.quotes` and `benchmarks.quotes_parser`.

The unit is the part: one run between marks. A part counts when its words match a gold part (Dice of the words at least
0.8, one to one) and its speaker is right: the surname, and no other given name. An unnamed source is right when nobody
is named and the article's words for it have the same head ("the group's lawyer" for "a lawyer"). Optional parts are
neither rewarded nor punished.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.core.language.name_words import words
from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes

ALIKE = 0.8
STEPS = (0.0, 0.3, 0.5, 0.65, 0.75, 0.85, 0.9, 0.95, 1.01)
"""Edges of the steps of confidence, `SURE` among them."""

Case = Literal["pronoun", "description", "name", "no words for it"]
CASES: tuple[Case, ...] = ("pronoun", "description", "name", "no words for it")
ERRORS = ("wrong speaker", "no speaker", "a name for an unnamed source", "other words for an unnamed source")

_WORD = re.compile(r"\w+(?:'\w+)?")
_NAME_WORD = re.compile(r"[\w'-]+")
_PHRASE_CUT = re.compile(r"\s*(?:[,(;:–—]|\b(?:of|for|who|which|that|at|from|in|on|with|to|by|told|said|says)\b)")
_PRONOUNS = words("he she they it we i you him her them who")
_TITLES = words(
    "mr mrs ms dr sen rep gov president vice judge mayor secretary the a an lady justice sir former prime minister"
)
_SUFFIXES = words("jr sr ii iii iv")


@dataclass(frozen=True, slots=True)
class Part:
    """One run between marks, found or expected."""

    start: int
    text: str
    speaker: str | None
    mention: str | None = None
    confidence: float = 1.0
    is_optional: bool = False
    is_named: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def case(self) -> Case:
        """How the article writes the source."""
        if not self.mention:
            return "no words for it"
        if self.mention.lower() in _PRONOUNS:
            return "pronoun"
        return "name" if self.is_named and re.search("[A-Z]", self.mention) else "description"


@dataclass(slots=True)
class Score:
    """Counts over articles; the rates are made of them."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0
    right_full: int = 0
    not_verbatim: int = 0
    non_speech: int = 0
    known_non_speech: int = 0
    posted: int = 0
    posted_right: int = 0
    steps: Counter[float] = field(default_factory=Counter)  # parts found, by the lower edge of their confidence
    steps_right: Counter[float] = field(default_factory=Counter)
    kinds: Counter[tuple[str, Case]] = field(default_factory=Counter)  # wrong speakers, by how the source is written
    hits: dict[tuple[str, int], Case] = field(default_factory=dict)  # gold parts that are right: article, start
    missed: int = 0
    extra: int = 0
    errors: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def verbatim(self) -> float:
        return 1 - self.not_verbatim / max(1, self.found)

    @property
    def precision_posted(self) -> float:
        """Of what is posted unasked, how much has the right words and the right speaker."""
        return self.posted_right / self.posted if self.posted else 1.0

    @property
    def coverage(self) -> float:
        """Parts posted unasked for each gold part."""
        return self.posted / self.gold if self.gold else 0.0


def ours(article: dict[str, Any]) -> tuple[Quote, ...]:
    return find_quotes(Article(title=article.get("title") or "", text=article["text"]))


def score(
    articles: Sequence[dict[str, Any]], read: Callable[[dict[str, Any]], Sequence[Quote]] = ours, *, sure: float = SURE
) -> Score:
    """Counts over all articles of what `read` finds in them; from `sure` on a quote is posted unasked."""
    total = Score()
    for article in articles:
        _add(total, article, list(_found(article["text"], read(article))), sure)
    return total


def _add(total: Score, article: dict[str, Any], found: Sequence[Part], sure: float) -> None:
    text = article["text"]
    gold = list(_gold(article))
    pairs = dict(_matched(found, gold))
    ignored = {f for f, g in pairs.items() if gold[g].is_optional}
    labels = [_words(text[span["start"] : span["end"]]) for span in article.get("non_speech") or ()]
    total.known_non_speech += len(labels)
    total.gold += sum(not part.is_optional for part in gold)
    total.found += len(found) - len(ignored)
    for index, part in enumerate(found):
        if index in ignored:
            continue
        total.not_verbatim += text[part.start : part.start + len(part.text)] != part.text
        expected = gold[pairs[index]] if index in pairs else None
        error = _error(part, expected) if expected is not None else "extra"
        _count_confidence(total, part.confidence, sure, is_right=error is None)
        if expected is None:
            total.non_speech += any(_dice(_words(part.text), label) >= ALIKE for label in labels)
            total.extra += 1
            total.errors.append(f"{article['id']}: not in gold ({part.speaker}): {part.text[:80]}")
            continue
        total.matched += 1
        total.right += error is None
        total.right_full += error is None and _is_whole(part, expected)
        if error is None:
            total.hits[article["id"], expected.start] = expected.case
        else:
            total.kinds[error, expected.case] += 1
            said = f"{part.speaker or part.mention} for {expected.speaker} (as written: {expected.mention})"
            total.errors.append(f"{article['id']}: {error}: {said}: {part.text[:80]}")
    for index, part in enumerate(gold):
        if index not in pairs.values() and not part.is_optional:
            total.missed += 1
            total.errors.append(f"{article['id']}: missed ({part.speaker}): {part.text[:80]}")


def _count_confidence(total: Score, confidence: float, sure: float, *, is_right: bool) -> None:
    total.posted += confidence >= sure
    total.posted_right += confidence >= sure and is_right
    step = max(edge for edge in STEPS if edge <= confidence)
    total.steps[step] += 1
    total.steps_right[step] += is_right


def _found(text: str, quotes: Sequence[Quote]) -> Iterator[Part]:
    for quote in quotes:
        for part in quote.parts:
            yield Part(part.start, part.of(text), quote.speaker, quote.mention, quote.confidence)


def _gold(article: dict[str, Any]) -> Iterator[Part]:
    for quote in article["quotes"]:
        for part in quote.get("parts") or [quote]:
            yield Part(
                part["start"],
                article["text"][part["start"] : part["end"]],
                quote.get("speaker"),
                quote.get("mention"),
                is_optional=bool(quote.get("optional")),
                is_named=quote.get("speaker_type") == "named",
                aliases=tuple(quote.get("speaker_aliases") or ()),
            )


def _matched(found: Sequence[Part], gold: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """One to one, the most alike first, then the nearest."""
    bags = [_words(part.text) for part in gold]
    options = sorted(
        (-alike, abs(part.start - gold[g].start), f, g)
        for f, part in enumerate(found)
        for g, bag in enumerate(bags)
        if (alike := _dice(_words(part.text), bag)) >= ALIKE
    )
    seen_found: set[int] = set()
    seen_gold: set[int] = set()
    for _, _, f, g in options:
        if f not in seen_found and g not in seen_gold:
            seen_found.add(f)
            seen_gold.add(g)
            yield f, g


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'").lower()))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def _error(part: Part, expected: Part) -> str | None:
    """What is wrong with the speaker, or None."""
    if expected.is_named:
        if part.speaker is None:
            return "no speaker"
        names = [expected.speaker or "", *(alias for alias in expected.aliases if alias[:1].isupper())]
        return None if any(_is_same_name(part.speaker, name) for name in names) else "wrong speaker"
    phrases = [expected.speaker or "", expected.mention or "", *expected.aliases]
    if not any(phrases):
        return None if part.speaker is None else "a name for an unnamed source"
    if {_head(phrase) for phrase in phrases if phrase} & {_head(part.speaker or part.mention or "")}:
        return None
    return "a name for an unnamed source" if part.speaker else "other words for an unnamed source"


def _name(speaker: str) -> list[str]:
    """The words of a name without titles, small, an owner's mark taken off."""
    said = _NAME_WORD.findall(re.sub(r"['’]s?$", "", speaker.strip()).replace("’", "'").lower())
    while len(said) > 1 and said[0] in _TITLES:
        said.pop(0)
    return said


def _head(phrase: str) -> str:
    """The noun of a description: "lawyer" of "a lawyer for the group"."""
    name = _name(_PHRASE_CUT.split(phrase.strip(), maxsplit=1)[0] or phrase)
    return name[-1] if name else ""


def _is_same_name(one: str, other: str) -> bool:
    """The same surname, the same generation where both give one, and no other given name."""
    said, wanted = _name(one), _name(other)
    if said == wanted:
        return bool(said)
    generations = [bool(name) and name[-1] in _SUFFIXES for name in (said, wanted)]
    said, wanted = ([w for w in name if w not in _SUFFIXES] or name for name in (said, wanted))
    if not said or not wanted or said[-1] != wanted[-1] or (generations[0] != generations[1] and len(said) > 1):
        return False
    given = wanted[:-1]
    return (
        len(said) == 1 or not given or any(said[-2] == g or said[-2][:3] == g[:3] or said[-2][0] == g[0] for g in given)
    )


def _is_whole(part: Part, expected: Part) -> bool:
    return not expected.is_named or _name(part.speaker or "") == _name(expected.speaker or "")
