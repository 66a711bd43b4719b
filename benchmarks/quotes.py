"""Score `find_quotes` on a gold file: python -m benchmarks.quotes GOLD.jsonl [--errors N]

Gold, one article a line: {"id", "text", "quotes": [{"start", "end", "speaker", "speaker_type", "optional"}],
"non_speech": [{"start", "end"}]}; offsets in code points. The unit is the part: one run between marks. A part counts
when its words match a gold part (Dice of the words at least 0.8, one to one) and its speaker is right: the surname,
and no other given name. Optional parts are neither rewarded nor punished.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import roles
from bot.core.model import Article
from bot.core.quotes import SURE, find_quotes

ALIKE = 0.8
_WORD = re.compile(r"\w+(?:'\w+)?")
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "judge", "mayor", "secretary", "the", "lady", "justice"]
)
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


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
    posted: int = 0
    posted_right: int = 0
    errors: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def precision_posted(self) -> float:
        """Of what is posted unasked, how much has the right words and the right speaker."""
        return self.posted_right / self.posted if self.posted else 1.0

    @property
    def coverage(self) -> float:
        """Parts posted unasked for each gold part."""
        return self.posted / self.gold if self.gold else 0.0


def score(articles: Sequence[dict[str, Any]]) -> Score:
    total = Score()
    for article in articles:
        _add(total, article)
    return total


def _add(total: Score, article: dict[str, Any]) -> None:
    text = article["text"]
    found = list(_found(text))
    gold = list(_gold(article))
    pairs = dict(_matched(found, gold))
    ignored = {f for f, g in pairs.items() if gold[g].is_optional}
    labels = [_words(text[span["start"] : span["end"]]) for span in article.get("non_speech", [])]
    total.gold += sum(not part.is_optional for part in gold)
    total.found += len(found) - len(ignored)
    for index, part in enumerate(found):
        if index in ignored:
            continue
        total.not_verbatim += text[part.start : part.start + len(part.text)] != part.text
        expected = gold[pairs[index]] if index in pairs else None
        is_right = expected is not None and _is_right(part, expected)
        total.posted += part.confidence >= SURE
        total.posted_right += part.confidence >= SURE and is_right
        if expected is None:
            total.non_speech += any(_dice(_words(part.text), label) >= ALIKE for label in labels)
            total.errors.append(f"{article['id']}: not in gold ({part.speaker}): {part.text[:80]}")
            continue
        total.matched += 1
        total.right += is_right
        total.right_full += is_right and _is_whole(part, expected)
        if not is_right:
            total.errors.append(f"{article['id']}: {part.speaker} for {expected.speaker}: {part.text[:80]}")
    for index, part in enumerate(gold):
        if index not in pairs.values() and not part.is_optional:
            total.errors.append(f"{article['id']}: missed ({part.speaker}): {part.text[:80]}")


def _found(text: str) -> Iterator[Part]:
    for quote in find_quotes(Article(title="", text=text)):
        for part in quote.parts:
            yield Part(part.start, part.of(text), quote.speaker, quote.mention, quote.confidence)


def _gold(article: dict[str, Any]) -> Iterator[Part]:
    for quote in article["quotes"]:
        yield Part(
            quote["start"],
            article["text"][quote["start"] : quote["end"]],
            quote.get("speaker"),
            quote.get("mention"),
            is_optional=bool(quote.get("optional")),
            is_named=quote.get("speaker_type") == "named",
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


def _name(speaker: str | None) -> list[str]:
    words = re.findall(r"[\w'-]+", (speaker or "").replace("’", "'").lower())
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return words


def _is_right(part: Part, expected: Part) -> bool:
    """An unnamed source is right when nobody is named and the article's words for it are given."""
    if not expected.is_named:
        return part.speaker is None and (expected.mention is None or bool(part.mention))
    said, wanted = _name(part.speaker), _name(expected.speaker)
    if not said or not wanted or (said[-1] in _SUFFIXES) != (wanted[-1] in _SUFFIXES):
        return False
    said, wanted = ([w for w in name if w not in _SUFFIXES] for name in (said, wanted))
    return said[-1] == wanted[-1] and (len(said) == 1 or len(wanted) == 1 or said[0][0] == wanted[0][0])


def _is_whole(part: Part, expected: Part) -> bool:
    return not expected.is_named or _name(part.speaker) == _name(expected.speaker)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--roles", type=Path, default=roles.GOLD, help="gold of roles and affiliations")
    options = parser.parse_args()
    articles = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    started = perf_counter()
    for article in articles:
        find_quotes(Article(title="", text=article["text"]))
    seconds = perf_counter() - started
    total = score(articles)
    held = roles.score(roles.read(options.roles))
    rows = [
        ("end-to-end F1: right words and right speaker", f"{total.f1(total.right):.3f}"),
        ("the same with the full name", f"{total.f1(total.right_full):.3f}"),
        ("spans, soft F1", f"{total.f1(total.matched):.3f}"),
        ("verbatim", f"{1 - total.not_verbatim / max(1, total.found):.3f}"),
        ("known non-speech found", str(total.non_speech)),
        (f"precision of what is posted unasked (confidence ≥ {SURE})", f"{total.precision_posted:.3f}"),
        ("coverage of what is posted unasked", f"{total.coverage:.3f}"),
        (f"roles and affiliations, precision ({held.found} found)", f"{held.precision:.3f}"),
        (f"roles and affiliations, recall ({held.gold} in gold)", f"{held.recall:.3f}"),
        ("articles per second, one core", f"{len(articles) / seconds:.0f}"),
    ]
    print(f"{len(articles)} articles, {total.gold} parts in gold, {total.found} found")
    for name, value in rows:
        print(f"{name:<62} {value:>7}")
    for error in total.errors[: options.errors]:
        print(error)


if __name__ == "__main__":
    main()
