"""Body F1 of articles by shingles of four words, beside plain trafilatura.

`python benchmarks/articles.py GOLD.jsonl`: lines {"id", "html" | "text", "gold", "url"?, "published"?}.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypedDict

import trafilatura

from bot.core.articles import article_from_html, article_from_text
from bot.core.errors import PageUnreadable
from bot.core.model import Hints

_SHINGLE_WORDS = 4


class Case(TypedDict, total=False):
    """One line of the gold file."""

    id: str
    html: str
    text: str
    gold: str
    url: str
    published: str


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, each as often as it occurs; a shorter text is one run."""
    tokens = re.findall(r"\w+", text)
    size = min(_SHINGLE_WORDS, len(tokens))
    return Counter(tuple(tokens[place : place + size]) for place in range(len(tokens) - size + 1) if size)


def score(found: str, gold: str) -> tuple[float, float]:
    """Precision and recall of one body."""
    a, b = shingles(found), shingles(gold)
    common = sum((a & b).values())
    return common / max(1, sum(a.values())) if a or b else 1.0, common / max(1, sum(b.values())) if b or a else 1.0


def f1(scores: Iterable[tuple[float, float]]) -> float:
    """F1 of the mean precision and the mean recall."""
    pairs = list(scores)
    precision = sum(pair[0] for pair in pairs) / len(pairs)
    recall = sum(pair[1] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ours(case: Case) -> str:
    """The body as the bot reads it."""
    if "html" not in case:
        return article_from_text(case["text"], hints=Hints()).text
    try:
        return article_from_html(case["html"].encode(), url=case.get("url", ""), hints=Hints()).text
    except PageUnreadable:
        return ""


def plain_trafilatura(case: Case) -> str:
    """The body as trafilatura alone gives it; for pasted text, every line."""
    if "html" not in case:
        return case["text"]
    return trafilatura.extract(case["html"], include_comments=False) or ""


def long_lines(case: Case) -> str:
    """For pasted text: lines of twelve words and more."""
    return "\n".join(line for line in case.get("text", "").split("\n") if len(line.split()) >= 12)


def measured(name: str, read: Callable[[Case], str], cases: Sequence[Case]) -> None:
    """Print one row: the figure and the pace."""
    read(cases[0])  # libraries load on first use
    begun = time.process_time()
    bodies = [read(case) for case in cases]
    seconds = time.process_time() - begun
    figure = f1(score(body, case["gold"]) for body, case in zip(bodies, cases, strict=True))
    print(f"{name:<22} F1 {figure:.4f}   {len(cases) / seconds:6.1f} articles/s of CPU")


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    cases: list[Case] = [json.loads(line) for line in lines if line.strip()]
    peers: dict[str, dict[str, Callable[[Case], str]]] = {
        "html": {"trafilatura": plain_trafilatura},
        "text": {"everything": plain_trafilatura, "long lines": long_lines},
    }
    for kind, readers in peers.items():
        chosen = [case for case in cases if kind in case]
        for name, read in {"watchword": ours, **readers}.items() if chosen else ():
            measured(f"{kind}: {name}", read, chosen)


if __name__ == "__main__":
    main()
