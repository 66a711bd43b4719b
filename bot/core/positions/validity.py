"""When a deed was announced, from when and until when it holds: the dates and terms its sentences give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.model import Deed, Span
from bot.core.positions.announced import Announced, announced
from bot.core.positions.dated import Dated
from bot.core.positions.effect import AT_ONCE, effect
from bot.core.positions.expiry import expiry


@dataclass(frozen=True, slots=True)
class Validity:
    """Dates where the words give one, the words where they don't."""

    effective: date | None = None
    effective_text: str | None = None
    expires: date | None = None
    expires_text: str | None = None


class Times:
    """The dates of one article. `text` has its quotations blanked: what people say dates nothing."""

    def __init__(self, text: str, day: date | None) -> None:
        self._dated = Dated(text, day)

    def announced(self, sentence: Span, verb: int, *, lead: Sequence[Span]) -> Announced:
        return announced(self._dated, sentence, verb, lead=lead)

    def validity(
        self,
        sentence: Span,
        verb: int,
        deed: Deed,
        told: Announced,
        *,
        following: Sequence[Span] = (),
        earlier: Sequence[Span] = (),
    ) -> Validity:
        """From the deed's own sentence, else from the next ones where they speak of effect or end.

        A term runs from the day of effect where that is told, else from the day of the deed. `earlier` are the
        sentences of the lead before its own: "at least until 2028" may open the article. Nothing ends before it begins:
        of two such days one belongs to something else, and neither is told.
        """
        sentences = (sentence, *following)
        effective, effective_text = effect(self._dated, (*sentences, *earlier), deed, verb) or (None, None)
        is_at_once = effective_text is None or AT_ONCE.search(effective_text) is not None
        start = effective or (told.day if is_at_once else None)
        expires, expires_text = expiry(self._dated, sentences, earlier, deed, start=start) or (None, None)
        if effective and expires and expires <= effective:
            effective, effective_text, expires, expires_text = None, None, None, None
        if effective is None and effective_text is None:
            effective_text = told.words
        return Validity(effective, effective_text, expires, expires_text)
