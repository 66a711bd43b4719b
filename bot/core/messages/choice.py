"""Which quotes an alert shows: the ones a campaigner would use, the rest behind a button."""

from collections.abc import Sequence

from bot.core.model import Analysis, Deed, Position, Quote

QUOTES_SHOWN = 3
SURE = (
    0.6  # below it words and speaker may not belong together, and a wrong attribution costs more than a missing quote
)
SURE_UNNAMED = 0.4  # of "a spokesperson for Acme Vision" nobody can be sure who it was; that it was them is enough
LONG_CHARS = 240  # about two sentences; what is longer is read behind the button
FRAGMENT_WORDS = 5  # fewer words rarely stand alone

_FOR_LIMITS = {Deed.BAN, Deed.MORATORIUM, Deed.EXTEND, Deed.RESTRICT, Deed.SUE, Deed.FINE, Deed.CALL_FOR, Deed.SUPPORT}
_AGAINST_LIMITS = {Deed.OPPOSE, Deed.VETO, Deed.REPEAL, Deed.DEPLOY, Deed.PROCURE, Deed.RESUME}


def chosen_quotes(analysis: Analysis, *, limit: int = QUOTES_SHOWN) -> tuple[Quote, ...]:
    """At most `limit` quotes that stand alone, best first to choose, then in reading order.

    Only sure, attributed words. Each further one comes from a side not yet heard if there is one: a story is fair
    when the council, the vendor and the critic speak once each, not when one of them speaks three times.
    """
    candidates = sorted(filter(_can_stand_alone, analysis.quotes), key=_worth, reverse=True)
    chosen: list[Quote] = []
    while candidates and len(chosen) < limit:
        heard = {_side(quote, analysis.positions) for quote in chosen}
        fresh = [quote for quote in candidates if _side(quote, analysis.positions) not in heard]
        if chosen and not fresh and not _adds(candidates[0], chosen):
            candidates.pop(0)
            continue
        best = (fresh or candidates)[0]
        chosen.append(best)
        candidates.remove(best)
    return tuple(sorted(chosen, key=lambda quote: quote.parts[0]))


def remaining_quotes(analysis: Analysis, *, shown: int = QUOTES_SHOWN) -> tuple[Quote, ...]:
    """All that `chosen_quotes` leaves out, in reading order."""
    chosen = chosen_quotes(analysis, limit=shown)
    return tuple(quote for quote in analysis.quotes if quote not in chosen)


def is_unsure(quote: Quote) -> bool:
    """Whether a reader must be told that the speaker may be another one."""
    return quote.confidence < (SURE if quote.speaker else SURE_UNNAMED)


def _can_stand_alone(quote: Quote) -> bool:
    is_attributed = bool(quote.speaker or quote.affiliation)
    return is_attributed and not is_unsure(quote) and (not quote.is_partial or len(quote.text.split()) > FRAGMENT_WORDS)


def _worth(quote: Quote) -> tuple[bool, bool, bool, bool, float]:
    return (
        quote.is_on_policy,
        quote.speaker is not None,
        len(quote.text) <= LONG_CHARS,
        not quote.is_partial,
        quote.confidence,
    )


def _adds(quote: Quote, chosen: Sequence[Quote]) -> bool:
    """A second quote of one side is worth its place only on policy and from someone not heard yet."""
    return quote.is_on_policy and all(quote.speaker != heard.speaker for heard in chosen)


def _side(quote: Quote, positions: Sequence[Position]) -> str:
    """For or against limits, where the article says what they or theirs did; else the organisation."""
    names = {name.casefold() for name in (quote.speaker, quote.affiliation) if name}
    for position in positions:
        if position.actor.casefold() in names:
            if position.action in _FOR_LIMITS:
                return "for limits"
            if position.action in _AGAINST_LIMITS:
                return "against limits"
    return (quote.affiliation or quote.speaker or "").casefold()
