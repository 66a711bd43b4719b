"""How long one article takes with many rules: every stage from the raw text to the matches, one core.

    python -m benchmarks.rules [--words 600] [--seed 7]

Prints milliseconds of CPU an article (median of interleaved runs) beside the floor, a bare scan for the same words
with nothing done about what it finds, and the time to build the book, first and again.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable

from ahocorasick_rs import AhoCorasick

from bot.core.language.terms import inflections
from bot.core.model import Rule
from bot.core.rules import RuleBook, compile_rules

SIZES = (1_000, 10_000)
ROUNDS = 7
ARTICLES = 40
SYLLABLES = "ba con dre fa gri ho im jun ka lor men no per qui ra sta tor ul ven wa xi yo zen pri cal".split()  # noqa: SIM905
TOPIC = ("facial recognition", "face surveillance", "live facial recognition", "biometric identification")
POLICY = ("ban", "moratorium", "lawsuit", "ordinance", "vote", "police", "regulate", "hearing", "settlement")


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Invented words, the frequent ones short."""
    words = {"".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(size * 2)}
    return sorted(words, key=len)[:size]


def article(chance: random.Random, words: list[str], length: int) -> str:
    """A text whose words are as unequally frequent as real ones (Zipf), with some of the topic's."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    chosen = chance.choices(words, weights, k=length)
    for phrase in (*chance.sample(TOPIC, 2), *chance.sample(POLICY, 4)):
        chosen[chance.randrange(length)] = phrase
    return "\n\n".join(" ".join(chosen[at : at + 60]).capitalize() + "." for at in range(0, length, 60))


def query(chance: random.Random, words: list[str]) -> str:
    """What teams write: a phrase of their own, or the topic's words with one of their own beside them."""
    own, other, third = (chance.choice(words) for _ in range(3))
    return chance.choice(
        (
            f'"{own} {other}"',
            f'"{chance.choice(TOPIC)}" AND {own}',
            f'("{chance.choice(TOPIC)}" OR {own}) AND ({other} OR "{third} {own}") AND {chance.choice(POLICY)}',
            f'"{own} {chance.choice(POLICY)}"~8',
            f'title:({own} OR "{other} {third}") -{other}',
            f"{own} {other} {third}",
        )
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--words", type=int, default=600)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    words = vocabulary(chance, 12_000)
    articles = [article(chance, words, options.words) for _ in range(ARTICLES)]
    rules = [Rule(id=str(n), query=query(chance, words)) for n in range(max(SIZES))]
    books: dict[int, RuleBook] = {}
    for size in SIZES:
        first, again = (_seconds(lambda size=size: books.update({size: compile_rules(rules[:size])})) for _ in range(2))  # type: ignore[misc]
        print(f"build {size:>6} rules: {first:.2f} s, again {again:.2f} s")
    figures: dict[int, list[float]] = {size: [] for size in SIZES}
    floor: list[float] = []
    scan = AhoCorasick([f" {form} " for word in words for form in inflections(word)], store_patterns=False)
    for _ in range(ROUNDS):
        floor.append(_seconds(lambda: [scan.find_matches_as_indexes(text, overlapping=True) for text in articles]))
        for size, book in books.items():
            figures[size].append(_seconds(lambda book=book: [book.apply("A title", text) for text in articles]))  # type: ignore[misc]
    print(f"bare scan of {options.words} words: {statistics.median(floor) / ARTICLES * 1000:.3f} ms")
    for size, seconds in figures.items():
        matches = sum(len({match.rule for match in books[size].apply("A title", text)}) for text in articles)
        print(
            f"apply {size:>6} rules to {options.words} words: {statistics.median(seconds) / ARTICLES * 1000:.3f} ms"
            f" ({matches / ARTICLES:.1f} rules match)"
        )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()  # not the clock on the wall: others share this machine
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
