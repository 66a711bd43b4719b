"""How well look-ups answer: recall@5 and forbidden hits for a gold file, beside plain TF-IDF.

An archive is filled with `run.py backfill` in a temporary folder; one that is filled already may be given instead.
Answers have one row a story: an article is found when its story is shown. What must not be shown counts by its own id.
"""

import asyncio
import json
import math
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.adapters.store import open_store
from bot.services.lookup import Lookup
from config.topics import load_pack

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 5
MUST, GOAL = 0.95, 0.98  # of the recall; forbidden hits: none
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One look-up of the gold file."""

    query: str
    relevant: frozenset[str]
    must_not: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What the first rows of one answer were worth; `recall` is None where nothing is relevant."""

    case: Case
    shown: tuple[str, ...]
    recall: float | None
    strict: float | None  # by the ids of the rows alone
    forbidden: tuple[str, ...]


class Now:
    """The real day: "since:30d" means today's thirty."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  the gold may ask since:30d

    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        yield self.now()


async def measure(gold: Path, archive: Path, pack: Path, *, is_verbose: bool) -> bool:
    """Print the table; whether what must hold does. `archive`: JSONL, or a database that `backfill` has filled."""
    cases = _cases(gold)
    with tempfile.TemporaryDirectory() as folder:
        database = archive if archive.suffix == ".db" else _filled(archive, Path(folder))
        stories = _stories(database)
        ours = await _answered(cases, database, pack, stories)
    if is_verbose:
        for graded in ours:
            if graded.forbidden or (graded.recall or 1.0) < 1 or graded.recall == 0:
                print(_row(graded))
    baseline = [] if archive.suffix == ".db" else _tf_idf(cases, archive, stories)
    print(f"{len(cases)} look-ups in {len(stories):,} articles        ours   TF-IDF    must    goal")
    print(
        _line(
            f"recall@{SHOWN}, a story's row shows its articles", _mean(ours), _mean(baseline), f"≥ {MUST}", f"≥ {GOAL}"
        )
    )
    print(
        _line(f"recall@{SHOWN}, by the ids of the rows alone", _mean(ours, strict=True), _mean(baseline, strict=True))
    )
    print(_line("forbidden among them", _forbidden(ours), _forbidden(baseline), "0", "0"))
    return (_mean(ours) or 0.0) >= MUST and not _forbidden(ours)


def _cases(gold: Path) -> list[Case]:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Case(
            query=row["query"],
            relevant=frozenset(row["relevant"]),
            must_not=frozenset(row.get("must_not", ())),
        )
        for row in rows
    ]


def _filled(archive: Path, folder: Path) -> Path:
    command = [sys.executable, "run.py", "backfill", str(archive.resolve()), "--data-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder / "watchword.db"


def _stories(database: Path) -> dict[str, str]:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT coalesce(external_id, id), story FROM articles")).all()
    engine.dispose()
    return {str(id): str(story) for id, story in rows}


async def _answered(cases: Sequence[Case], database: Path, pack: Path, stories: Mapping[str, str]) -> list[Graded]:
    async with open_store(f"sqlite:///{database}") as store:
        lookup = Lookup(store.archive, [load_pack(pack).topic], Now())
        found = [[hit.id for hit in (await lookup.answer(case.query)).hits[:SHOWN]] for case in cases]
    return [_graded(case, shown, stories) for case, shown in zip(cases, found, strict=True)]


def _tf_idf(cases: Sequence[Case], archive: Path, stories: Mapping[str, str]) -> list[Graded]:
    """Cosine of title and text with the words of the query: what any search box does."""
    rows = [json.loads(line) for line in archive.read_text(encoding="utf-8").splitlines() if line.strip()]
    counts = {str(row["id"]): Counter(_words(f"{row.get('title') or ''} {row.get('text') or ''}")) for row in rows}
    frequency = Counter(word for words in counts.values() for word in words)
    rarity = {word: math.log((1 + len(rows)) / (1 + count)) + 1 for word, count in frequency.items()}
    lengths = {
        id: math.sqrt(sum((count * rarity[word]) ** 2 for word, count in words.items())) for id, words in counts.items()
    }
    graded = []
    for case in cases:
        asked = Counter(_words(case.query))
        scores = {
            id: sum(words[word] * count * rarity.get(word, 0) ** 2 for word, count in asked.items())
            / (lengths[id] or 1)
            for id, words in counts.items()
        }
        best = [id for score, id in sorted(((-score, id) for id, score in scores.items()), key=itemgetter(0)) if score]
        graded.append(_graded(case, best[:SHOWN], stories))
    return graded


def _graded(case: Case, shown: Sequence[str], stories: Mapping[str, str]) -> Graded:
    told = {stories.get(id, id) for id in shown}
    found = {id for id in case.relevant if stories.get(id, id) in told}
    most = min(len(case.relevant), SHOWN)
    return Graded(
        case=case,
        shown=tuple(shown),
        recall=min(len(found) / most, 1.0) if most else None,
        strict=len(case.relevant.intersection(shown)) / most if most else None,
        forbidden=tuple(id for id in shown if id in case.must_not),
    )


def _mean(graded: Sequence[Graded], *, strict: bool = False) -> float | None:
    values = [each.strict if strict else each.recall for each in graded]
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else None


def _forbidden(graded: Sequence[Graded]) -> int | None:
    return sum(len(each.forbidden) for each in graded) if graded else None


def _line(name: str, ours: float | None, baseline: float | None, must: str = "", goal: str = "") -> str:
    shown = [
        "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        for value in (ours, baseline)
    ]
    return f"{name:<46}{shown[0]:>6}{shown[1]:>9}{must:>9}{goal:>8}"


def _row(graded: Graded) -> str:
    missing = sorted(graded.case.relevant.difference(graded.shown))
    recall = "   –" if graded.recall is None else f"{graded.recall:.2f}"
    return (
        f"{recall}  {graded.case.query}\n      shown {', '.join(graded.shown) or 'nothing'}"
        + (f"\n      missing {', '.join(missing)}" if missing else "")
        + (f"\n      forbidden {', '.join(graded.forbidden)}" if graded.forbidden else "")
    )


def _words(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def run(gold: Path, archive: Path, pack: Path, *, is_verbose: bool) -> bool:
    """`measure` from a command line."""
    return asyncio.run(measure(gold, archive, pack, is_verbose=is_verbose))
