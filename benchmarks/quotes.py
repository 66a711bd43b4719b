"""Score `find_quotes` on a gold file: python -m benchmarks.quotes [GOLD.jsonl] [--errors N]

Gold, one article a line: {"id", "text", "quotes": [{"start", "end", "speaker", "speaker_type", "mention", "optional"}],
"non_speech": [{"start", "end"}]}; offsets in code points. Without GOLD, the articles written for this project. Prints
the figures beside those of existing extractors and what is asked of us, where speakers go wrong, and how far confidence
can be believed. Where a `score.py` lies beside the gold file, what that says is printed too.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks import roles
from benchmarks.quote_scores import CASES, ERRORS, STEPS, Score, ours, score
from bot.core.quotes import SURE

__all__ = ["read_gold", "score"]

WRITTEN = Path(__file__).resolve().parent.parent / "tests" / "data" / "quotes"
LEAST_COVERAGE = 0.60  # below it, what is posted unasked could be right by saying next to nothing
MOST_NON_SPEECH = 3 / 48


class GoldUnreadable(Exception):
    """The gold file is missing, or a line of it can't be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `existing` and `with_step`: on unseen articles / on the development articles.

    The figures of others: five open extractors with the small spaCy model, measured once on both sets; the step gives
    a pronoun to the last named speaker before it.
    """

    what: str
    existing: tuple[str, str]
    with_step: tuple[str, str]
    must: float
    goal: float
    value: float
    is_less_better: bool = False
    is_allowed: bool = True  # False: a condition beside the figure fails

    @property
    def verdict(self) -> str:
        if self._reaches(self.goal):
            return "goal reached"
        return "must reached" if self._reaches(self.must) else "not reached"

    def _reaches(self, mark: float) -> bool:
        return self.is_allowed and (self.value <= mark if self.is_less_better else self.value >= mark)


def rows(total: Score, pace: float) -> list[Row]:
    none = ("–", "–")
    is_covered = total.coverage >= LEAST_COVERAGE
    non_speech = MOST_NON_SPEECH * total.known_non_speech
    return [
        Row(
            "end to end F1: right words, right speaker",
            (".49-.53", ".36-.43"),
            (".67", ".42-.60"),
            0.80,
            0.88,
            total.f1(total.right),
        ),
        Row(
            "the same with the full name",
            (".30", ".10-.12"),
            (".32", ".13-.20"),
            0.74,
            0.82,
            total.f1(total.right_full),
        ),
        Row("spans, soft F1", (".90", ".62-.85"), (".90", ".62-.85"), 0.97, 0.985, total.f1(total.matched)),
        Row("verbatim", none, none, 1.0, 1.0, total.verbatim),
        Row(f"known non-speech found, of {total.known_non_speech}", none, none, non_speech, 0, total.non_speech, True),
        Row("posted unasked: precision", none, none, 0.90, 0.95, total.precision_posted, is_allowed=is_covered),
        Row(f"posted unasked: coverage (confidence ≥ {SURE})", none, none, 0.60, 0.60, total.coverage),
        Row("articles a second of one core", ("3-7", "4-6"), none, 5, 20, pace),
    ]


def print_table(table: Sequence[Row]) -> None:
    print(f"{'':<47}{'best existing,':<19}{'with a last named':<19}")
    print(f"{'':<47}{'untouched':<19}{'speaker step':<19}")
    heads = ("unseen", "dev", "unseen", "dev")
    print(f"{'':<47}{heads[0]:<9}{heads[1]:<10}{heads[2]:<9}{heads[3]:<10}{'must':>7}{'goal':>9}{'ours':>9}")
    for row in table:
        others = f"{row.existing[0]:<9}{row.existing[1]:<10}{row.with_step[0]:<9}{row.with_step[1]:<10}"
        sign = "≤" if row.is_less_better else "≥"
        marks = "".join(f"{sign + ' ' + _figure(mark):<9}" for mark in (row.must, row.goal))
        print(f"{row.what:<47}{others}{marks}{_figure(row.value):>7}  {row.verdict}")


def _figure(value: float) -> str:
    if value > 1:
        return f"{value:.0f}"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def print_errors(total: Score) -> None:
    print(f"\n{'what goes wrong, by how the article writes the source':<54}" + "".join(f"{case:>17}" for case in CASES))
    for error in ERRORS:
        print(f"{error:<54}" + "".join(f"{total.kinds[error, case]:>17}" for case in CASES))
    print(f"missed {total.missed}, extra {total.extra}")


def print_reliability(total: Score) -> None:
    print(f"\n{'confidence':<14}{'parts':>7}{'right':>7}{'share':>8}")
    for low, high in pairwise(STEPS):
        if count := total.steps[low]:
            name = f"{low:.2f}–{min(high, 1):.2f}"
            print(f"{name:<14}{count:>7}{total.steps_right[low]:>7}{total.steps_right[low] / count:>8.3f}")


# --- the gold file, and the scorer that came with it ------------------------------------------------------------------


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The articles of a gold file, checked. Raises `GoldUnreadable`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldUnreadable(f"{path}: {error}") from error
    articles = [_checked(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not articles:
        raise GoldUnreadable(f"{path}: no articles in it")
    return articles


def _checked(line: str, where: str) -> dict[str, Any]:
    try:
        article = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldUnreadable(f"{where}: not JSON: {error}") from error
    fault = _fault(article)
    if fault is not None:
        raise GoldUnreadable(f"{where}: {fault}")
    return dict(article)


def _fault(article: object) -> str | None:
    if not isinstance(article, dict):
        return "not an object"
    if not isinstance(article.get("id"), str) or not isinstance(article.get("text"), str):
        return '"id" and "text" must be strings'
    if not isinstance(article.get("quotes"), list):
        return '"quotes" must be a list'
    spans = [*article["quotes"], *(article.get("non_speech") or ())]
    if not all(isinstance(span, dict) for span in spans):
        return 'every one of "quotes" and "non_speech" must be an object'
    for part in (part for span in spans for part in span.get("parts") or [span]):
        start, end = part.get("start"), part.get("end")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article["text"])):
            return f'"start" and "end" are no span of the text: {start}, {end}'
    return None


def beside(gold: Path, articles: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What the `score.py` beside a gold file says of the same quotes."""
    scorer = gold.parent / "score.py"
    if not scorer.is_file():
        return
    for name, is_mention in (("unnamed sources as no speaker", False), ("unnamed sources as written", True)):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps(_prediction(article, is_mention=is_mention)) + "\n")
            file.flush()
            command = [sys.executable, str(scorer), str(gold), file.name, "--json", "--boot", "0"]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        yield f"{name:<31}{told['e2e'][2]:>10.3f}{told['e2e_full'][2]:>10.3f}{told['soft'][2]:>8.3f}"


def _prediction(article: dict[str, Any], *, is_mention: bool) -> dict[str, Any]:
    quotes = [
        {
            "text": quote.text,
            "parts": [{"text": part.of(article["text"])} for part in quote.parts],
            "speaker": quote.speaker or (quote.mention if is_mention else None),
            "start": quote.parts[0].start,
        }
        for quote in ours(article)
    ]
    return {"id": article["id"], "quotes": quotes}


def print_beside(gold: Path, articles: Sequence[dict[str, Any]], total: Score) -> None:
    lines = list(beside(gold, articles))
    if not lines:
        return
    print(f"\n{'score.py beside the gold file':<31}{'end to end':>10}{'full name':>10}{'spans':>8}")
    print("\n".join(lines))
    own = f"{total.f1(total.right):>10.3f}{total.f1(total.right_full):>10.3f}{total.f1(total.matched):>8.3f}"
    print(f"{'this script':<31}{own}")
    print(
        "The first line has every unnamed source wrong: we name nobody there, it wants the article's words as speaker."
    )


def _pace(articles: Sequence[dict[str, Any]]) -> float:
    ours(articles[0])  # patterns are compiled on first use
    begun = process_time()
    for article in articles:
        ours(article)
    return len(articles) / max(process_time() - begun, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", help="default: the articles in tests/data/quotes")
    parser.add_argument("--errors", type=int, default=0, help="print so many of what went wrong")
    parser.add_argument("--roles", type=Path, default=roles.GOLD, help="gold of roles and affiliations")
    options = parser.parse_args()
    try:
        paths = [options.gold] if options.gold else sorted(WRITTEN.glob("*.jsonl"))
        articles = [article for path in paths for article in read_gold(path)]
    except GoldUnreadable as error:
        parser.exit(2, f"{error}\n")
    pace, total, held = _pace(articles), score(articles), roles.score(roles.read(options.roles))
    print(f"{len(articles)} articles, {total.gold} parts in gold, {total.found} found\n")
    print_table(rows(total, pace))
    rates = f"precision {held.precision:.3f} of {held.found}, recall {held.recall:.3f} of {held.gold}"
    print(f"roles and affiliations: {rates}")
    print_errors(total)
    print_reliability(total)
    if options.gold:
        print_beside(options.gold, articles, total)
    for line in total.errors[: options.errors]:
        print(line)


if __name__ == "__main__":
    main()
