"""What a statistical parser would add to the rules for quotes: python -m benchmarks.quotes_parser GOLD.jsonl

Reads the gold file of `benchmarks.quotes` with the rules alone, with spaCy alone, and with spaCy helping the rules in
each way that could pay. With --differences the file needs no gold ({"id", "text"} a line): each quote is printed for
which the tree names somebody else, for a reader to judge. Needs requirements-bench.txt in an environment of its own.
The pipeline is given every advantage: our spans, our table of names beside its own, and no count of its start.
"""

import argparse
import json
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final, Literal

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.parsed import SUBJECTS, Parsed, fullest, load
from benchmarks.quote_scores import CASES, Score, score
from benchmarks.quotes import GoldUnreadable, read_gold
from bot.core.model import Article, Name, Quote, Topic
from bot.core.quotes import find_quotes

_VETOED = frozenset(("GPE", "LOC", "FAC", "DATE", "TIME", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "NORP"))
_AROUND = 200  # characters of the article printed on either side of a difference

Reader = Callable[[Parsed], Sequence[Quote]]


# --- spaCy alone ------------------------------------------------------------------------------------------------------


def alone(parsed: Parsed, *, is_short: bool = False) -> list[Quote]:
    """Subjects by the tree, names by the recogniser, and the last named speaker for a pronoun or nobody."""
    people = [name for name in parsed.names("PERSON", "ORG") if name]
    last: str | None = None
    found: list[Quote] = []
    for quote in sorted(parsed.quotes, key=lambda one: one.parts[0].start):
        subject = parsed.subject(quote, is_short=is_short)
        speaker, mention = last, subject.text if subject else None
        if subject is not None and subject.form == "name":
            speaker = last = fullest(subject.text, people)
        elif subject is not None and subject.form == "nominal":
            speaker = None
        found.append(replace(quote, speaker=speaker, mention=mention, confidence=0.9 if subject else 0.5))
    return found


# --- spaCy beside the rules -------------------------------------------------------------------------------------------


def rules(parsed: Parsed) -> Sequence[Quote]:
    return parsed.quotes


def united(parsed: Parsed, *labels: str, is_new: bool = False) -> Sequence[Quote]:
    """The recogniser's names of more than one word put into our table; `is_new`: those alone that it lacks."""
    kinds: dict[str, Literal["person", "group"]] = {"PERSON": "person", "ORG": "group"}
    ours = {entity.name for entity in parsed.reading.people.entities}
    names = [
        Name(name=name, kind=kinds[label])
        for label in labels
        for name in dict.fromkeys(parsed.names(label))
        if " " in name and name[:1].isupper() and "\n" not in name and not (is_new and name in ours)
    ]
    topic = Topic(id="x", title="x", rules=(), names=tuple(names))
    return find_quotes(Article(title=parsed.title, text=parsed.text), topic=topic)


def vetoed(parsed: Parsed, factor: float | None = None) -> Sequence[Quote]:
    """A speaker whom the recogniser mostly calls a place, a date or a thing is nobody, or less sure by a factor."""
    return [_weighed(parsed, quote, factor) for quote in parsed.quotes]


def _weighed(parsed: Parsed, quote: Quote, factor: float | None) -> Quote:
    if quote.speaker is None:
        return quote
    labels = [
        ent.label_
        for ent in parsed.whole.doc.ents
        if ent.text and (ent.text in quote.speaker or quote.speaker in ent.text)
    ]
    wrong = sum(label in _VETOED for label in labels)
    if not labels or wrong * 2 <= len(labels):
        return quote
    if factor is None:
        return replace(quote, speaker=None)
    return replace(quote, confidence=quote.confidence * factor)


def helped(parsed: Parsed, below: float, *, is_empty: bool = False, is_short: bool = False) -> Sequence[Quote]:
    """The tree's speaker where ours is less sure than `below`; `is_empty`: only where we name nobody."""
    return [_helped(parsed, quote, below, is_empty, is_short) for quote in parsed.quotes]


def _helped(parsed: Parsed, quote: Quote, below: float, is_empty: bool, is_short: bool) -> Quote:
    if quote.confidence >= below or (is_empty and quote.speaker is not None):
        return quote
    subject = parsed.subject(quote, is_short=is_short)
    speaker = parsed.speaker(subject) if subject is not None else None
    if subject is None or speaker is None:
        return quote
    return replace(quote, speaker=speaker, mention=subject.text)


def followed(parsed: Parsed, below: float = 1.01) -> Sequence[Quote]:
    """A pronoun goes to the last subject in the tree who fits, instead of to ours, where ours is less sure."""
    return [_followed(parsed, quote) if quote.confidence < below else quote for quote in parsed.quotes]


def _followed(parsed: Parsed, quote: Quote) -> Quote:
    pronoun = (quote.mention or "").lower()
    if pronoun not in ("he", "she"):
        return quote
    places = [m.start() for m in re.finditer(rf"\b{pronoun}\b", parsed.text, re.IGNORECASE)]
    near = min(places, key=lambda place: min(abs(place - p.start) for p in quote.parts), default=quote.parts[0].start)
    for token in reversed(parsed.whole.doc):
        if token.idx >= near or token.dep_ not in SUBJECTS or token.pos_ != "PROPN" or parsed.is_quoted(token.idx):
            continue
        mention = parsed.reading.people.mentions_in(max(0, token.idx - 60), token.idx + len(token.text) + 1)
        held = [m for m in mention if m.core.start <= token.idx < m.core.end]
        entity = parsed.reading.people.entity_of(held[-1]) if held else None
        if entity is not None and entity.kind in ("person", "unknown") and entity.gender in (pronoun, None):
            return replace(quote, speaker=entity.name)
    return quote


def agreed(parsed: Parsed, more: float, less: float, *, is_short: bool = False) -> Sequence[Quote]:
    """Surer where the tree names the same speaker, less sure where it names another."""
    return [_agreed(parsed, quote, more, less, is_short) for quote in parsed.quotes]


def _agreed(parsed: Parsed, quote: Quote, more: float, less: float, is_short: bool) -> Quote:
    match agreement(parsed, quote, is_short=is_short):
        case "same":
            return replace(quote, confidence=1 - (1 - quote.confidence) * more)
        case "other":
            return replace(quote, confidence=quote.confidence * less)
    return quote


def agreement(parsed: Parsed, quote: Quote, *, is_short: bool = False) -> Literal["same", "other", "silent"]:
    subject = parsed.subject(quote, is_short=is_short)
    if subject is None:
        return "silent"
    speaker = parsed.speaker(subject)
    if speaker is None and quote.speaker is None:
        return "same" if subject.text == quote.mention else "silent"
    return "same" if speaker == quote.speaker else "other"


VARIANTS: Final[dict[str, Reader]] = {
    "rules alone": rules,
    "spaCy alone, last named speaker": alone,
    "spaCy alone, quoted words left out": lambda p: alone(p, is_short=True),
    "names united: people": lambda p: united(p, "PERSON"),
    "names united: people, organisations": lambda p: united(p, "PERSON", "ORG"),
    "names united: people we lack": lambda p: united(p, "PERSON", is_new=True),
    "recogniser may veto": vetoed,
    "recogniser may lower confidence": lambda p: vetoed(p, 0.7),
    "tree where we name nobody": lambda p: helped(p, 1.01, is_empty=True),
    "tree below .70": lambda p: helped(p, 0.70),
    "tree below .85": lambda p: helped(p, 0.85),
    "tree always": lambda p: helped(p, 1.01),
    "short tree where we name nobody": lambda p: helped(p, 1.01, is_empty=True, is_short=True),
    "short tree below .70": lambda p: helped(p, 0.70, is_short=True),
    "short tree below .85": lambda p: helped(p, 0.85, is_short=True),
    "short tree always": lambda p: helped(p, 1.01, is_short=True),
    "pronouns by the tree's subjects": followed,
    "unclear pronouns by the tree's subjects": lambda p: followed(p, 0.85),
    "agreement as confidence": lambda p: agreed(p, 0.5, 0.7),
    "agreement, quoted words left out": lambda p: agreed(p, 0.5, 0.7, is_short=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--differences", action="store_true", help="print where the tree names somebody else")
    options = parser.parse_args()
    try:
        articles = _articles(options.gold) if options.differences else read_gold(options.gold)
    except GoldUnreadable as error:
        parser.exit(2, f"{error}\n")
    begun, before = perf_counter(), _peak_mb()
    nlp = load()
    print(f"loading the pipeline: {perf_counter() - begun:.1f} s, {_peak_mb() - before:.0f} MB")
    if options.differences:
        print_differences(Parsed(article, nlp) for article in articles)
        return
    parsed = {article["id"]: Parsed(article, nlp) for article in articles}
    print_pace(list(parsed.values()))
    print_variants(articles, parsed)


def _articles(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise GoldUnreadable(f"{path}: {error}") from error


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_pace(parsed: Sequence[Parsed]) -> None:
    """Articles a second of one core: the rules, and the pipeline on top of them."""
    acts: dict[str, Callable[[Parsed], object]] = {
        "rules": lambda p: p.quotes,
        "pipeline": lambda p: p.whole,
        "pipeline, short text": lambda p: p.short,
    }
    for name, act in acts.items():
        begun = process_time()
        for one in parsed:
            act(one)
        print(f"{name:<22}{len(parsed) / (process_time() - begun):8.1f} articles a second of processor time")
    print(f"peak memory {_peak_mb():.0f} MB\n")


def print_variants(articles: Sequence[dict[str, Any]], parsed: dict[str, Parsed]) -> None:
    heads = f"{'end to end':>10}{'full name':>10}{'posted':>8}{'coverage':>9}"
    print(f"{'':<40}{heads}  repaired and broken, by how the source is written")
    base = score(articles, lambda article: rules(parsed[article["id"]]))
    for name, reader in VARIANTS.items():
        total = score(articles, _reading(reader, parsed))
        ends = f"{total.f1(total.right):>10.3f}{total.f1(total.right_full):>10.3f}"
        posted = f"{total.precision_posted:>8.3f}{total.coverage:>9.3f}"
        print(f"{name:<40}{ends}{posted}  {_changes(base, total)}")


def _reading(reader: Reader, parsed: dict[str, Parsed]) -> Callable[[dict[str, Any]], Sequence[Quote]]:
    return lambda article: reader(parsed[article["id"]])


def _changes(base: Score, total: Score) -> str:
    told = []
    for case in CASES:
        repaired = sum(total.hits[key] == case for key in total.hits.keys() - base.hits.keys())
        broken = sum(base.hits[key] == case for key in base.hits.keys() - total.hits.keys())
        if repaired or broken:
            told.append(f"{case} +{repaired} -{broken}")
    return ", ".join(told)


def print_differences(articles: Iterable[Parsed]) -> None:
    counts: Counter[str] = Counter()
    for parsed in articles:
        for quote in parsed.quotes:
            counts[agreement(parsed, quote)] += 1
            if agreement(parsed, quote) == "other":
                print(_difference(parsed, quote))
    print(", ".join(f"{name} {count}" for name, count in counts.most_common()))


def _difference(parsed: Parsed, quote: Quote) -> str:
    subject = parsed.subject(quote)
    start, end = quote.parts[0].start, quote.parts[-1].end
    before, behind = parsed.text[max(0, start - _AROUND) : start], parsed.text[end : end + _AROUND]
    said = f"rules {quote.confidence}: {quote.speaker} ({quote.mention}, {quote.cue})"
    tree = f"tree: {parsed.speaker(subject)} ({subject.text})" if subject is not None else "tree: silent"
    return f"{parsed.id} {start}  {said}  {tree}\n    {' '.join(f'{before}⟦{parsed.text[start:end]}⟧{behind}'.split())}"


if __name__ == "__main__":
    main()
