"""How well the score parts policy news from mentions: precision, recall and AUC for a file of labelled articles.

    python -m benchmarks.relevance GOLD [--pack FILE] [--show]

GOLD: JSONL with `title`, `text`, `label` ("policy" or anything else), and `url`, `outlet` where known.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Article, Topic
from bot.core.relevance import relevance
from bot.core.rules import Facts, RuleBook, compile_rules
from config.topics import load_pack

PACK = Path(__file__).resolve().parent.parent / "config" / "packs" / "facial_recognition.toml"
RECALLS = (0.9, 0.95, 1.0)
UNSEEN = {  # on 538 articles nobody here has seen: any keyword; density, title and policy word; what we promise
    "AUC": (".69", ".932", ".95", ".975"),
    "0.95": (".76", ".888", ".92", ".96"),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One labelled article with its score."""

    score: float
    is_policy: bool
    label: str
    title: str
    reasons: tuple[str, ...]


def scored(row: dict[str, str], book: RuleBook, topic: Topic) -> Scored:
    """An article as `analyze` would weigh it; without a match it counts as 0, for it would never be shown."""
    article = Article(title=row.get("title") or "", text=row["text"], url=row.get("url"), outlet=row.get("outlet"))
    matches = book.apply(article.title, article.text, about=Facts.of(article))
    weighed = relevance(article, matches, topic)
    score = weighed.score if matches else 0.0
    return Scored(score, row["label"] == "policy", row["label"], article.title, weighed.reasons)


def auc(articles: Sequence[Scored]) -> float:
    """The chance that a policy article scores above another; a tie counts half."""
    policy = [one.score for one in articles if one.is_policy]
    others = [one.score for one in articles if not one.is_policy]
    wins = sum((a > b) + 0.5 * (a == b) for a in policy for b in others)
    return wins / (len(policy) * len(others))


def at_recall(articles: Sequence[Scored], recall: float) -> tuple[float, float]:
    """Precision and threshold where at least that share of the policy articles is found."""
    policy = sorted((one.score for one in articles if one.is_policy), reverse=True)
    threshold = policy[max(0, -int(-recall * len(policy) // 1) - 1)]
    found = [one for one in articles if one.score >= threshold]
    return sum(one.is_policy for one in found) / len(found), threshold


def at_threshold(articles: Sequence[Scored], threshold: float) -> tuple[float, float]:
    """Precision and recall of the articles at or above a score."""
    found = [one for one in articles if one.score >= threshold]
    right = sum(one.is_policy for one in found)
    return right / max(1, len(found)), right / sum(one.is_policy for one in articles)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--show", action="store_true", help="every article, best first, with its reasons")
    options = parser.parse_args()
    topic = load_pack(options.pack).topic
    book = compile_rules(topic.rules, topics=(topic,))
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = sorted((scored(row, book, topic) for row in rows), key=lambda one: -one.score)
    if options.show:
        for one in articles:
            print(f"{one.score:.3f} {one.label:<12} {one.title[:70]:<70} {'; '.join(one.reasons)}")
    print(f"{len(articles)} articles, {sum(one.is_policy for one in articles)} policy")
    print(f"{'':<28}{'keyword':>8}{'density':>9}{'must':>7}{'goal':>7}{'ours':>8}")
    for name, reference, value in (
        ("AUC", UNSEEN["AUC"], auc(articles)),
        *((f"precision at recall {at:.2f}", UNSEEN.get(f"{at:.2f}"), at_recall(articles, at)[0]) for at in RECALLS),
    ):
        known = "".join(f"{each:>{width}}" for each, width in zip(reference or ("",) * 4, (8, 9, 7, 7), strict=True))
        print(f"{name:<28}{known}{value:>8.3f}")
    for threshold in (0.6, 0.3):
        precision, recall = at_threshold(articles, threshold)
        print(f"score ≥ {threshold}: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
