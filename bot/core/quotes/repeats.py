"""Words that a page prints twice count once: a pull quote beside the body, a post beside what the body quotes of it."""

import re
from collections.abc import Sequence

from bot.core.model import Quote
from bot.core.quotes.assembly import Found
from bot.core.quotes.cues import Rule
from bot.core.quotes.runs import Style

_MOST_COMPARED = 400  # quotes; no article has so many, and each is compared with each
_FEWEST_WORDS = 6  # of a repetition; fewer may be said twice
_OWN_CUE = (Rule.BEHIND, Rule.BEFORE, Rule.COLON, Rule.ACCORDING)


def without_repeats(read: Sequence[tuple[Found, Quote]]) -> tuple[Quote, ...]:
    """Of equal words the surest, in order.

    A pull quote, which only repeats a piece of another and has no cue of its own, goes. So does a post embedded whole,
    where the body quotes it with a cue.
    """
    kept: dict[str, tuple[Found, Quote]] = {}
    for found, quote in read:
        key = _key(quote.text)
        if key not in kept or quote.confidence > kept[key][1].confidence:
            kept[key] = (found, quote)
    repeated = _repeated(kept) if len(kept) <= _MOST_COMPARED else set()
    quotes = (quote for key, (_, quote) in kept.items() if key not in repeated)
    return tuple(sorted(quotes, key=lambda quote: quote.parts[0].start))


def _repeated(kept: dict[str, tuple[Found, Quote]]) -> set[str]:
    long = [key for key in kept if len(key.split()) >= _FEWEST_WORDS]
    cued = {key for key in long if _has_own_cue(kept[key][0])}
    posts = {key for key in long if _is_post(kept[key][0]) and any(other in key for other in cued)}
    whole = [(key, quote.speaker) for key, (_, quote) in kept.items() if not quote.is_partial and key not in posts]
    pulled = {
        key
        for key in long
        if key not in cued and any(_is_piece(key, kept[key][1].speaker, other, speaker) for other, speaker in whole)
    }
    return posts | pulled


def _is_piece(key: str, speaker: str | None, other: str, other_speaker: str | None) -> bool:
    """Of the same person's words, as far as anybody is named; a second person who says the same is a second voice."""
    return key in other and key != other and speaker in (None, other_speaker)


def _has_own_cue(found: Found) -> bool:
    """A verb beside the words; "Ruiz: “…”" alone may be the headline, which repeats what the body says at length."""
    return found.attribution.rule in _OWN_CUE and found.attribution.cue is not None


def _is_post(found: Found) -> bool:
    return found.attribution.rule is Rule.SIGNED and found.parts[0].style is Style.SET_OFF


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
