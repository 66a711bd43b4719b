"""Why a rule matches an article or not, clause by clause, for people."""

from collections.abc import Mapping

from bot.core.rules.nodes import All, Either, Fact, Node, Term, Weighted, Without
from bot.core.rules.reading import PageReading

ALTERNATIVES = 3  # named of those that are all missing


def closeness(node: Node, reading: PageReading) -> float:
    """How much of it is so, 0..1; of a phrase that doesn't stand, half the share of its words that do."""
    match node:
        case Term():
            if node.holds(reading):
                return 1.0
            return 0.5 * sum(bool(reading.stands(word)) for word in node.words) / len(node.words)
        case All():
            return sum(closeness(part, reading) for part in node.parts) / len(node.parts)
        case Either():
            return max((closeness(part, reading) for part in node.parts), default=0.0)
        case Without() | Fact():
            return float(node.holds(reading))
        case Weighted():
            return closeness(node.part, reading)


def told(node: Node, reading: PageReading) -> str:
    """What of it is so; of a tree that isn't true, what is missing."""
    match node:
        case Term():
            return _told_term(node, reading)
        case Fact():
            return f"{node.shown} is {'so' if node.holds(reading) else 'not so'}"
        case All():
            failing = [part for part in node.parts if not part.holds(reading)]
            return "; ".join(told(part, reading) for part in failing or node.parts)
        case Either():
            true = [part for part in node.parts if part.holds(reading)]
            if true:
                return "; ".join(told(part, reading) for part in true)
            return _told_missing(node, reading)
        case Without():
            if node.part.holds(reading):
                return f"excluded by NOT, as {told(node.part, reading)}"
            return f"no {_shown(node.part)}, as the rule wants"
        case Weighted():
            return told(node.part, reading)


def _told_missing(node: Either, reading: PageReading) -> str:
    """The alternatives that come nearest, and how many more there are."""
    if not node.parts:
        return "a set that the topic's pack leaves empty"
    nearest = sorted(node.parts, key=lambda part: -closeness(part, reading))[:ALTERNATIVES]
    more = len(node.parts) - len(nearest)
    return f"none of {', '.join(map(_shown, nearest))}" + (f" and {more} more" if more else "")


def _told_term(term: Term, reading: PageReading) -> str:
    places = reading.places(term)
    if not places:
        return f"{_shown(term)} does not stand in {_FIELDS[term.where]}"
    return f"{_shown(term)} stands {len(places)} {'time' if len(places) == 1 else 'times'} in {_FIELDS[term.where]}"


_FIELDS: Mapping[str, str] = {"title": "the title", "body": "the text", "anywhere": "title and text"}


def _shown(node: Node) -> str:
    match node:
        case Term():
            near = "" if node.slop is None else f" (within {node.slop} words)"
            return f"{node.shown}{near}"
        case All():
            return "(" + " and ".join(map(_shown, node.parts)) + ")"
        case Either():
            return "(" + " or ".join(map(_shown, node.parts)) + ")"
        case Without():
            return f"not {_shown(node.part)}"
        case Fact():
            return node.shown
        case Weighted():
            return _shown(node.part)
