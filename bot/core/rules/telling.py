"""Why a rule matches an article or not, clause by clause, for people."""

from collections.abc import Mapping

from bot.core.rules.nodes import All, Either, Fact, Node, Term, Weighted, Without
from bot.core.rules.reading import PageReading
from bot.core.translation import gettext, gettext_noop, ngettext, number

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
                return gettext("excluded by NOT, as {what}", what=told(node.part, reading))
            return gettext("no {what}, as the rule wants", what=_shown(node.part))
        case Weighted():
            return told(node.part, reading)


def _told_missing(node: Either, reading: PageReading) -> str:
    """The alternatives that come nearest, and how many more there are."""
    if not node.parts:
        return gettext("a set that the topic's pack leaves empty")
    nearest = sorted(node.parts, key=lambda part: -closeness(part, reading))[:ALTERNATIVES]
    more = len(node.parts) - len(nearest)
    none = gettext("none of {words}", words=", ".join(map(_shown, nearest)))
    return f"{none} {gettext('and {count} more', count=number(more))}" if more else none


def _told_term(term: Term, reading: PageReading) -> str:
    places = reading.places(term)
    if not places:
        return gettext("{word} does not stand in {place}", word=_shown(term), place=gettext(_FIELDS[term.where]))
    return ngettext(
        "{word} stands {count} time in {place}",
        "{word} stands {count} times in {place}",
        len(places),
        word=_shown(term),
        place=gettext(_FIELDS[term.where]),
    )


_FIELDS: Mapping[str, str] = {
    "title": gettext_noop("the title"),
    "body": gettext_noop("the text"),
    "anywhere": gettext_noop("title and text"),
}


def _shown(node: Node) -> str:
    match node:
        case Term():
            near = "" if node.slop is None else f" ({gettext('within {count} words', count=node.slop)})"
            return f"{node.shown}{near}"
        case All():
            return "(" + " AND ".join(map(_shown, node.parts)) + ")"
        case Either():
            return "(" + " OR ".join(map(_shown, node.parts)) + ")"
        case Without():
            return f"NOT {_shown(node.part)}"
        case Fact():
            return node.shown
        case Weighted():
            return _shown(node.part)
