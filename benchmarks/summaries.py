"""Score `summary` on a gold file: python -m benchmarks.summaries GOLD.jsonl

Gold, one article a line: {"id", "title", "text", "summary"}. Prints ROUGE-1, ROUGE-2 and ROUGE-L (F1, lower case, no
stemming) beside lead-k and LexRank on the same sentences, and the share of sentences that are found in their text.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from time import perf_counter

from bot.core.model import Article
from bot.core.quotes import find_quotes
from bot.core.summaries import summary
from bot.core.text import split_sentences

_WORD = re.compile(r"[a-z0-9]+")
_LEXRANK_ALIKE = 0.1  # Erkan and Radev 2004: edges below this cosine are dropped
_DAMPING = 0.85
_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Gold:
    article: Article
    reference: str


def ours(article: Article) -> list[str]:
    return [span.of(article.text) for span in summary(article, quotes=find_quotes(article))]


def lead(count: int) -> Callable[[Article], list[str]]:
    return lambda article: [span.of(article.text) for span in split_sentences(article.text)[:count]]


def lexrank(article: Article) -> list[str]:
    """The two sentences most central by LexRank, in reading order."""
    sentences = [span.of(article.text) for span in split_sentences(article.text)][:200]
    bags = [Counter(_words(sentence)) for sentence in sentences]
    spread = Counter(word for bag in bags for word in bag)
    weights = [{w: n * log(1 + len(bags) / spread[w]) for w, n in bag.items()} for bag in bags]
    edges = [[cosine if (cosine := _cosine(a, b)) >= _LEXRANK_ALIKE else 0.0 for b in weights] for a in weights]
    ranks = [1.0] * len(sentences)
    sums = [sum(row) or 1.0 for row in edges]
    for _ in range(_ROUNDS):
        ranks = [
            1 - _DAMPING + _DAMPING * sum(edges[j][i] / sums[j] * ranks[j] for j in range(len(ranks)))
            for i in range(len(ranks))
        ]
    best = sorted(sorted(range(len(ranks)), key=lambda i: -ranks[i])[:2])
    return [sentences[i] for i in best]


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(one[word] * other[word] for word in one.keys() & other.keys())
    size = sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return shared / size if size else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _f1(hits: int, one: int, other: int) -> float:
    return 2 * hits / (one + other) if one + other else 0.0


def rouge_n(reference: Sequence[str], shown: Sequence[str], n: int) -> float:
    one, other = (Counter(zip(*(words[i:] for i in range(n)), strict=False)) for words in (reference, shown))
    return _f1((one & other).total(), one.total(), other.total())


def rouge_l(reference: Sequence[str], shown: Sequence[str]) -> float:
    row = [0] * (len(shown) + 1)
    for word in reference:
        diagonal = 0
        for index, candidate in enumerate(shown, 1):
            diagonal, row[index] = row[index], diagonal + 1 if word == candidate else max(row[index], row[index - 1])
    return _f1(row[-1], len(reference), len(shown))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    gold = [Gold(Article(title=row.get("title", ""), text=row["text"]), row["summary"]) for row in lines]
    methods = {"ours": ours, "lead-1": lead(1), "lead-2": lead(2), "lead-3": lead(3), "LexRank-2": lexrank}
    print(f"{len(gold)} articles\n{'':12}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'verbatim':>10}{'a second':>10}")
    for name, method in methods.items():
        started = perf_counter()
        shown = [method(row.article) for row in gold]
        seconds = perf_counter() - started
        pairs = [(_words(row.reference), _words(" ".join(pick))) for row, pick in zip(gold, shown, strict=True)]
        rates = [
            sum(rouge_n(a, b, 1) for a, b in pairs),
            sum(rouge_n(a, b, 2) for a, b in pairs),
            sum(rouge_l(a, b) for a, b in pairs),
        ]
        kept = [text in row.article.text for row, pick in zip(gold, shown, strict=True) for text in pick]
        figures = "".join(f"{100 * rate / len(gold):9.1f}" for rate in rates)
        print(f"{name:12}{figures}{sum(kept) / max(1, len(kept)):10.3f}{len(gold) / seconds:10.0f}")


if __name__ == "__main__":
    main()
