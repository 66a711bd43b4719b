"""How well the main event is read: actor, action, jurisdiction and bills for a gold file.

    python benchmarks/positions.py GOLD.jsonl [--errors N]

GOLD holds one article a line: `id, title, text, published` and of its main event `actors, action, action_alt,
jurisdiction, bill_ids`, with `expires` and `announced` where the text states them. An actor may be written with other
right answers ("Facebook / Meta"), a jurisdiction may have them in `jurisdiction_alt`. Names count as equal when one
holds all words of the other, articles and "city", "state", "department" aside. The predicted actors are those of the
first position and of the others with the same action and sentence.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.core.model import Article, Position, Timestamp
from bot.core.positions import find_positions

Row = dict[str, Any]
IDLE_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "city",
        "state",
        "department",
        "police",
        "u.s",
        "us",
        "united",
        "states",
        "s",
    ]
)


@dataclass(slots=True)
class Tally:
    right: int = 0
    told: int = 0
    gold: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.gold) if self.told + self.gold else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many misses of each kind")
    options = parser.parse_args()
    with options.gold.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    started = perf_counter()
    read = [find_positions(article_of(row)) for row in rows]
    seconds = perf_counter() - started
    tallies = score(rows, read)
    print(f"actor F1        {tallies['actor'].f1:.3f}")
    for name in ("action", "jurisdiction", "bills", "expires", "announced"):
        print(f"{name:<15} {tallies[name].recall:.3f}  ({tallies[name].right} of {tallies[name].gold})")
    print(f"{len(rows) / seconds:,.0f} articles/s, {sum(not positions for positions in read)} without a position")
    for name, tally in tallies.items():
        for miss in tally.misses[: options.errors]:
            print(f"  {name}: {miss}")


def article_of(row: Row) -> Article:
    published = Timestamp.parse(row["published"]) if row.get("published") else None
    return Article(title=row.get("title") or "", text=row["text"], outlet=row.get("outlet"), published=published)


def score(rows: Sequence[Row], read: Sequence[tuple[Position, ...]]) -> dict[str, Tally]:
    tallies = {name: Tally() for name in ("actor", "action", "jurisdiction", "bills", "expires", "announced")}
    for row, positions in zip(rows, read, strict=True):
        main_event = positions[0] if positions else None
        same = [p for p in positions if main_event and (p.action, p.span) == (main_event.action, main_event.span)]
        _count_names(tallies["actor"], row, row["actors"], [p.actor for p in same])
        action = main_event.action.value if main_event else None
        _count(tallies["action"], row, action in (row["action"], *row.get("action_alt", [])), row["action"], action)
        where = main_event.jurisdiction if main_event else None
        places = (row["jurisdiction"], *row.get("jurisdiction_alt", []))
        is_there = any(_is_same_place(place, where) for place in places)
        _count(tallies["jurisdiction"], row, is_there, row["jurisdiction"], where)
        told = {_plain(bill) for position in same for bill in position.bills}
        for bill in row.get("bill_ids", []):
            is_told = any(one.endswith(_plain(bill)) for one in told)  # "Ordinance 26-114" for "26-114"
            _count(tallies["bills"], row, is_told, bill, sorted(told))
        if row.get("expires"):
            ends = next((p.expires.isoformat() for p in same if p.expires), None)
            _count(tallies["expires"], row, ends == row["expires"], row["expires"], ends)
        if row.get("announced"):
            told_on = main_event.announced.isoformat() if main_event and main_event.announced else None
            _count(tallies["announced"], row, told_on == row["announced"], row["announced"], told_on)
    return tallies


def _count(tally: Tally, row: Row, is_right: bool, gold: object, told: object) -> None:
    tally.gold += 1
    tally.right += is_right
    if not is_right:
        tally.misses.append(f"{row['id']}: {told!r} for {gold!r}")


def _count_names(tally: Tally, row: Row, gold: Sequence[str], told: Iterable[str]) -> None:
    told = list(dict.fromkeys(told))
    rights = [name.split(" / ") for name in gold]
    right = sum(any(_is_same_name(name, other) for other in told for name in names) for names in rights)
    wrong = sum(not any(_is_same_name(name, other) for names in rights for name in names) for other in told)
    tally.right += right
    tally.gold += len(gold)
    tally.told += right + wrong
    if right < len(gold) or wrong:
        tally.misses.append(f"{row['id']}: {told!r} for {gold!r}")


def _is_same_name(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _is_same_place(gold: str | None, told: str | None) -> bool:
    return gold == told if gold is None or told is None else _is_same_name(gold, told) or gold == told


def _words(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"[\w.]+", name.lower().replace("’s", "").replace("'s", "")))
    return words - IDLE_WORDS or words


def _plain(bill: str) -> str:
    return re.sub(r"[\W_]+|(?:no|number)\b", "", bill.lower())


if __name__ == "__main__":
    main()
