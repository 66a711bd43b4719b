"""Whether copies of one text are known as such, and look-alikes are not: variants of real articles, and templates.

    python -m benchmarks.wire_copies ARTICLES.jsonl [--limit N] [--seed N]

ARTICLES holds one article a line with `title` and `text`, as any gold file here does. Each is sent out by an agency and
printed by outlets that cut, re-head, re-paragraph and respell it and add their own lines. The look-alikes are what a
court, a stock exchange or a columnist publishes every week in the same words with other names and figures.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.model import Article, ArticleId, Timestamp
from bot.core.stories import StoryBook

SAME_CHARS = 200  # an article that stands in the file twice is one
LEAST_WORDS = 150  # shorter articles are cut to nothing
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
BOILERPLATE = "Sign up for our newsletter. All rights reserved. This material may not be published or redistributed."
LOCAL = (
    "In the harbor district, people who spoke to this paper on their way to work had heard of it on the radio.",
    "A reader who asked not to be named said that it would be the talk of the market on Saturday morning.",
)
BRITISH = (("color", "colour"), ("labor", "labour"), ("center", "centre"), ("organiz", "organis"),
           ("defense", "defence"), ("program ", "programme "), ("percent", "per cent"))  # fmt: skip
NAMES = ("Abara", "Brandt", "Cole", "Dahl", "Eko", "Fenn", "Gray", "Holt", "Ito", "Jonas", "Kolb", "Lund", "Marsh",
         "Nash", "Osei", "Penn", "Quist", "Roth", "Stein", "Tull")  # fmt: skip
FIRMS = (
    "Northwind",
    "Trellis",
    "Parcelway",
    "Meridian",
    "Larkin",
    "Orla",
    "Glimpse",
    "Mirrorline",
    "Pine Hill",
    "Quay",
)

Chance = random.Random


@dataclass(frozen=True, slots=True)
class Print:
    """One text as somebody publishes it. `origin` names the text it is of; equal origins are copies."""

    origin: str
    title: str
    text: str
    outlet: str
    agency: str | None = None


def main() -> None:
    """Print recall and false joins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    long_ones = {row["text"][:SAME_CHARS]: row for row in rows if len(row["text"].split()) >= LEAST_WORDS}
    chance = Chance(options.seed)
    prints = [
        printed
        for number, row in enumerate([*long_ones.values()][: options.limit])
        for printed in copies(str(number), row, chance)
    ]
    prints += [printed for name, make in TEMPLATES.items() for printed in series(name, make, chance)]
    report(prints, place(prints))


def copies(origin: str, row: dict[str, str], chance: Chance) -> Iterator[Print]:
    """The agency's text first, then what nine outlets make of it."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", row["text"]) if part.strip()]
    text = "\n\n".join(paragraphs)
    title = row.get("title") or paragraphs[0][:60]
    yield Print(origin, title, text, "Coast Wire", "Coast Wire")
    sentences = re.split(r"(?<=[.!?])\s+", text)
    cut = " ".join(sentences[: max(4, len(sentences) // 2)])
    variants = (
        text,
        cut,
        " ".join(sentences[: max(4, len(sentences) * 3 // 4)]),
        "\n\n".join(sentences),
        f"HARBOR CITY (Coast Wire) - {text}",
        "\n\n".join((*paragraphs[:1], LOCAL[0], *paragraphs[1:], LOCAL[1])),
        british(text),
        f"{text}\n\n{BOILERPLATE}",
        f"{british(cut)}\n\n{chance.choice(NAMES)} of our staff contributed to this report.",
    )
    for number, variant in enumerate(variants):
        head = title if number % 2 else f"{chance.choice(NAMES)}'s town: {' '.join(title.split()[::-1][:6])}"
        yield Print(origin, head, variant, f"Outlet {number}", "Coast Wire" if chance.random() < 0.5 else None)


def british(text: str) -> str:
    for american, other in BRITISH:
        text = text.replace(american, other)
    return text.replace('"', "'")


# --- what looks alike and is not --------------------------------------------------------------------------------------


def earnings(chance: Chance) -> str:
    firm, year, profit = chance.choice(FIRMS), chance.randint(2, 40), chance.randint(5, 900)
    went, moved = chance.choice(("topped", "missed", "met")), chance.choice(("risen", "fallen"))
    return (
        f"{firm} on Tuesday reported fiscal-quarter net income of ${profit}.{year} million. The company, based in "
        f"{chance.choice(NAMES)}ville, said it had profit of {year} cents per share. The results {went} the "
        f"expectations of {chance.randint(3, 12)} analysts. The {firm.lower()} maker posted revenue of "
        f"${chance.randint(1, 90)}.{year} billion in the period. {firm} shares have {moved} {chance.randint(2, 60)} "
        f"percent since the beginning of the year. In the final minutes of trading they hit ${profit}."
    )


def court_list(chance: Chance) -> str:
    lines = [
        f"{chance.choice(NAMES)} {chance.choice(NAMES)}, {chance.randint(18, 80)}, of {chance.choice(NAMES)} Street, "
        f"pleaded guilty to {chance.choice(('speeding', 'theft', 'fraud'))}: fined ${chance.randint(50, 900)}."
        for _ in range(8)
    ]
    return "The following cases were heard at the district court this week.\n\n" + "\n\n".join(lines)


def forecast(chance: Chance) -> str:
    weather, sky = chance.choice(("Rain", "Sun", "Snow", "Fog")), chance.choice(("bright", "mixed", "wet"))
    return (
        f"{weather} is expected in the north, with highs of {chance.randint(1, 30)} and lows of "
        f"{chance.randint(-9, 9)}. In the south it will be {chance.choice(('windy', 'calm', 'mild'))}, and in the west "
        f"clouds come in from {chance.choice(('noon', 'dusk', 'midnight'))} on. The outlook for the weekend is {sky}. "
        f"Sunrise is at {chance.randint(5, 8)}.{chance.randint(10, 59)}, high water in the harbor at "
        f"{chance.randint(1, 12)}.{chance.randint(10, 59)}. Skippers call {chance.randint(100, 999)} before they sail."
    )


def hearing(chance: Chance) -> str:
    committee, month = chance.choice(("Planning", "Budget", "Parks")), chance.choice(("March", "April", "May"))
    subject = chance.choice(("parking on", "trees in", "lamps of", "cameras in"))
    return (
        f"NOTICE IS HEREBY GIVEN that the {committee} Committee will hold a public hearing on {month} "
        f"{chance.randint(1, 30)} at {chance.randint(2, 8)} p.m. on Ordinance 26-{chance.randint(100, 999)}, "
        f"concerning {subject} {chance.choice(NAMES)} {chance.choice(('Street', 'Park'))}. Written testimony may be "
        f"sent to the clerk {chance.choice(NAMES)}. Item by council member {chance.choice(NAMES)} and council member "
        f"{chance.choice(NAMES)}."
    )


TEMPLATES: dict[str, Callable[[Chance], str]] = {
    "earnings": earnings,
    "court list": court_list,
    "forecast": forecast,
    "hearing": hearing,
}


def series(name: str, make: Callable[[Chance], str], chance: Chance) -> Iterator[Print]:
    """Fifty of one kind, by two outlets."""
    for number in range(50):
        yield Print(f"{name} {number}", f"{name} of the day", make(chance), f"Outlet {number % 2}")


# --- told and counted -------------------------------------------------------------------------------------------------


def place(prints: list[Print]) -> dict[int, int | None]:
    """What each print is judged a copy of; an hour apart, each origin together, as an agency's text is printed."""
    book = StoryBook()
    judged: dict[int, int | None] = {}
    for number, each in enumerate(prints, 1):
        at = START + timedelta(minutes=7 * number)
        article = Article(
            title=each.title, text=each.text, outlet=each.outlet, agency=each.agency, published=Timestamp(at)
        )
        judged[number] = book.place(ArticleId(number), article, seen_at=at).copy_of
    return judged


def report(prints: list[Print], judged: dict[int, int | None]) -> None:
    seen: set[str] = set()
    found = missed = false = alone = 0
    by_kind: dict[str, int] = {}
    for number, each in enumerate(prints, 1):
        copy_of = judged[number]
        is_copy, is_right = each.origin in seen, copy_of is not None and prints[copy_of - 1].origin == each.origin
        seen.add(each.origin)
        found += is_copy and is_right
        missed += is_copy and not is_right
        alone += not is_copy
        if copy_of is not None and not is_right:
            false += 1
            kind = each.origin.rstrip("0123456789 ") or "article"
            by_kind[kind] = by_kind.get(kind, 0) + 1
    print(f"{'':<14}{'containment':>12}{'MinHash':>9}{'must':>8}{'goal':>7}{'ours':>8}")
    print(f"{'recall':<14}{'1.00':>12}{'.94':>9}{'.98':>8}{'1.00':>7}{found / max(1, found + missed):>8.4f}")
    print(f"{'false joins':<14}{'few':>12}{'':>9}{'.1 %':>8}{'0':>7}{false / len(prints):>8.2%}")
    print(f"{found + missed} copies, {alone} first prints; false joins: {by_kind or 'none'}")


if __name__ == "__main__":
    main()
