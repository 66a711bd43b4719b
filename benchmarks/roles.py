"""Score roles and affiliations on a gold file: python -m benchmarks.roles [GOLD.jsonl] [--errors]

Gold, one text a line: {"text", "roles": [{"name", "role", "affiliation"}]}; null where the text says nothing. The unit
is the fact: a role or an affiliation of a person. One that is found and not in gold, or in other words, is wrong.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.core.language.names import cast

GOLD = Path(__file__).resolve().parent.parent / "tests" / "data" / "roles" / "gold.jsonl"


@dataclass(slots=True)
class Score:
    gold: int = 0
    found: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0


def score(rows: Sequence[dict[str, Any]]) -> Score:
    total = Score()
    for row in rows:
        for what, found, expected in _facts(row):
            total.gold += expected is not None
            total.found += found is not None
            total.right += found is not None and _plain(found) == _plain(expected)
            if _plain(found) != _plain(expected):
                total.errors.append(f"{what}: {found} for {expected}: {row['text']}")
    return total


def _facts(row: dict[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    people = cast(row["text"])
    for told in row["roles"]:
        entity = people.resolve(told["name"])
        for what in ("role", "affiliation"):
            yield f"{told['name']}, {what}", getattr(entity, what, None), told[what]


def _plain(words: str | None) -> str | None:
    return words and words.casefold().replace("’", "'")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    rows = read(options.gold)
    total = score(rows)
    print(f"{len(rows)} texts, {total.gold} roles and affiliations in gold, {total.found} found")
    print(f"precision {total.precision:.3f}   recall {total.recall:.3f}")
    for error in total.errors if options.errors else ():
        print(error)


if __name__ == "__main__":
    main()
