"""Score `summary` on a gold file: python -m benchmarks.summaries GOLD.jsonl

Gold, one article a line: {"id", "title", "text", "summary"}. Prints ROUGE-1, ROUGE-2 and ROUGE-L (F1, lower case, no
stemming) beside lead-1, 2 and 3 and, where requirements-bench.txt is installed, TextRank, LexRank, LSA and Luhn on the
same sentences; the share of sentences that are found in their text; words shown; articles a second of processor time.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from benchmarks.summary_peers import Pick, peers
from bot.core.model import Article
from bot.core.quotes import find_quotes
from bot.core.summaries import summary
from bot.core.text import split_sentences

_WORD = re.compile(r"[a-z0-9]+")
_PICKED = 2  # sentences, as many as ours mostly are

Method = Callable[[Article], list[str]]


@dataclass(frozen=True, slots=True)
class Gold:
    article: Article
    reference: str


def ours(article: Article) -> list[str]:
    return [span.of(article.text) for span in summary(article, quotes=find_quotes(article))]


def lead(count: int) -> Method:
    return lambda article: _sentences(article)[:count]


def methods() -> dict[str, Method]:
    """Ours, the leads, and the others as far as they are installed."""
    known: dict[str, Method] = {"ours": ours} | {f"lead-{count}": lead(count) for count in (1, 2, 3)}
    try:
        others = peers(_PICKED)
    except ImportError as error:
        print(f"without TextRank, LexRank, LSA and Luhn ({error}): pip install -r requirements-bench.txt")
        return known
    return known | {name: _of_article(pick) for name, pick in others.items()}


def _of_article(pick: Pick) -> Method:
    return lambda article: pick(_sentences(article))


def _sentences(article: Article) -> list[str]:
    return [span.of(article.text) for span in split_sentences(article.text)]


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
    print(f"{len(gold)} articles")
    known = methods()
    print(f"{'':12}{'ROUGE-1':>9}{'ROUGE-2':>9}{'ROUGE-L':>9}{'verbatim':>10}{'words':>8}{'a second':>10}")
    for name, method in known.items():
        started = process_time()
        shown = [method(row.article) for row in gold]
        seconds = process_time() - started
        pairs = [(_words(row.reference), _words(" ".join(pick))) for row, pick in zip(gold, shown, strict=True)]
        rates = [
            sum(rouge_n(a, b, 1) for a, b in pairs),
            sum(rouge_n(a, b, 2) for a, b in pairs),
            sum(rouge_l(a, b) for a, b in pairs),
        ]
        kept = [text in row.article.text for row, pick in zip(gold, shown, strict=True) for text in pick]
        words = sum(len(b) for _, b in pairs) / len(gold)
        figures = "".join(f"{100 * rate / len(gold):9.1f}" for rate in rates)
        print(f"{name:12}{figures}{sum(kept) / max(1, len(kept)):10.3f}{words:8.0f}{len(gold) / seconds:10.0f}")


if __name__ == "__main__":
    main()
