"""Who does what a cue tells: before the verb, behind "by", beside a verb of saying, or told elsewhere."""

from bot.core.language.names import Cast
from bot.core.model import Deed, Span
from bot.core.positions.actors import (
    PRONOUNS,
    Phrase,
    agent,
    body_behind,
    speaker_after,
    speaker_before,
    subject,
)
from bot.core.positions.bearers import Bearers
from bot.core.positions.cue_words import MEASURE
from bot.core.positions.cues import Cue
from bot.core.positions.frames import STEPS, Frame
from bot.core.positions.reality import is_passive


class Doers:
    """The doers of one article. `text` has quotations blanked."""

    def __init__(self, text: str, cast: Cast, bearers: Bearers) -> None:
        self._text = text
        self._cast = cast
        self._bearers = bearers

    def of(self, cue: Cue, sentence: Span) -> Phrase | None:
        """Who does what the cue tells; where that stands is told by the cue's frame."""
        match cue.frame:
            case Frame.MEASURE_FIRST:
                return subject(self._text, cue.clause, cue.start, self._cast)
            case Frame.BODY_BEHIND:
                return body_behind(self._text, cue.start, sentence.end, self._cast)
            case Frame.TOLD:
                return speaker_after(self._text, cue.end, sentence.end, self._cast)
            case Frame.SAID:
                return speaker_before(self._text, sentence.start, cue.start, self._cast) or speaker_after(
                    self._text, cue.end, sentence.end, self._cast
                )
            case Frame.PARTICIPLE:
                return agent(self._text, cue.end, sentence.end, self._cast) or self._behind(cue.deed)
            case Frame.PASSIVE:
                return self._who_did(cue, sentence)
            case Frame.PLAIN if is_passive(self._text, sentence.start, cue):
                return agent(self._text, cue.end, sentence.end, self._cast)
        return subject(self._text, sentence.start, cue.start, self._cast)

    def sponsor(self, deed: Deed, phrase: Phrase) -> Phrase | None:
        """The names of "two members" who bring in a bill, where it is told elsewhere whose bill it is."""
        is_described = phrase.entity is None and phrase.head not in PRONOUNS
        return self._bearers.sponsors() if deed is Deed.INTRODUCE and is_described else None

    def _who_did(self, cue: Cue, sentence: Span) -> Phrase | None:
        """Who stands behind "by"; for a step of a measure also who alone can have taken it."""
        verb_end = cue.start + len(self._text[cue.start : cue.end].split()[0])
        doer = agent(self._text, verb_end, sentence.end, self._cast)
        if cue.needs_technology or cue.deed not in STEPS:
            return doer
        is_of_measure = MEASURE.search(self._text, sentence.start, cue.start) is not None
        return (doer or self._behind(cue.deed)) if is_of_measure else None

    def _behind(self, deed: Deed) -> Phrase | None:
        """Whose measure it is where the sentence leaves it out: the sponsor's, or the body's that decides."""
        if deed in (Deed.INTRODUCE, Deed.PROPOSE):
            return self._bearers.sponsors()
        if deed in (Deed.SIGN, Deed.VETO):
            return self._bearers.executive()
        return self._bearers.deliberating() if deed in (Deed.PASS, Deed.REPEAL) else None
