"""From marked runs to quotations: which runs are speech, which belong together, who speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.model import Span
from bot.core.quotes.attribution import attribute, labelled
from bot.core.quotes.cue_ahead import introduced
from bot.core.quotes.cues import UNATTRIBUTED, VERB, Attribution, Rule
from bot.core.quotes.embedded import find_embedded
from bot.core.quotes.headed import announced, headed, is_headline, signed_below
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted, Style
from bot.core.quotes.sources import Source
from bot.core.quotes.speakers import NOBODY, Speaker, speaker_known, speaker_of
from bot.core.quotes.speech import FEWEST_WORDS, is_label, is_placed, is_title, is_utterance, word_count
from bot.core.quotes.unsaid import is_unsaid, with_the_law_speaking

_WORDS_BETWEEN_HALVES = 25
_NEW_CUE = re.compile(r"\b(?:adding|saying|telling|asking|noting|writing|calling)\b|[.!?]\s+[A-Z]")
_NICKNAME_WORDS = 2
_MENDED_FACTOR = 0.8  # where the words end was told by what stands there
_UNPROVEN_FACTOR = 0.85  # two labelled lines make no long conversation
_FURTHER_FACTOR = 0.85  # a paragraph without a label between two that have one
_ASKER_FACTOR = 0.85  # who interviews, and thanks at the end
_INTRODUCED = (Rule.COLON, Rule.TOLD_BEFORE, Rule.SIGNED)


@dataclass(slots=True)
class Found:
    """Parts that belong together while the article is being read."""

    parts: list[Quoted]
    attribution: Attribution
    speaker: Speaker
    is_partial: bool = False
    factor: float = 1.0  # on how sure the attribution is


def assemble(reading: Reading) -> list[Found]:
    """Everything said in an article, in order: halves joined, what nobody says left out."""
    found: list[Found] = []
    by_block: dict[int, list[Quoted]] = {}
    for quoted in reading.quoted:
        by_block.setdefault(quoted.paragraph, []).append(quoted)
    for number in sorted(by_block):
        found += _read_block(reading, number, by_block[number], found)
    others = (*_read_embedded(reading), *_read_turns(reading))
    return sorted([*found, *others], key=lambda one: one.parts[0].inner.start)


def _read_turns(reading: Reading) -> Iterator[Found]:
    """Each paragraph of a turn by itself, so that a short one can be shown without the long one before it."""
    for turn in reading.turns:
        source = Source(turn.label, "name" if turn.entity is not None else "nominal")
        quoted = Quoted(turn.words, turn.words, turn.paragraph)
        factor = _ASKER_FACTOR if turn.asks else 1.0
        factor *= (1.0 if turn.is_proven else _UNPROVEN_FACTOR) * (_FURTHER_FACTOR if turn.goes_on else 1.0)
        speaker = speaker_of(reading, source) if turn.entity is None else speaker_known(reading, turn.entity)
        yield Found([quoted], Attribution(Rule.LABEL, source), speaker, factor=factor)


def _read_embedded(reading: Reading) -> Iterator[Found]:
    spoken = sorted((*(run.outer for run in reading.quoted), *(turn.words for turn in reading.turns)))
    for embedded in find_embedded(reading.text, reading.blocks, spoken):
        mentions = reading.people.mentions_in(embedded.name.start, embedded.name.end)
        source = Source(embedded.name, "name", mentions[0] if mentions else None)
        quoted = Quoted(embedded.words, embedded.words, embedded.paragraph, Style.SET_OFF)
        yield Found([quoted], Attribution(Rule.SIGNED, source), speaker_of(reading, source) if mentions else NOBODY)


def _read_block(reading: Reading, number: int, runs: Sequence[Quoted], earlier: Sequence[Found]) -> list[Found]:
    block = reading.blocks[number]
    found: list[Found] = []
    consumed = 0
    for index, quoted in enumerate(runs):
        before = max(block.start, consumed)
        behind = next((run.outer.start for run in runs[index + 1 : index + 9] if _is_long(reading, run)), block.end)
        attribution = _attributed(reading, quoted, before, behind, is_cued=consumed > 0)
        consumed = max(consumed, attribution.end)
        last = found[-1] if found else (earlier[-1] if earlier else None)
        one = _settled(reading, quoted, attribution, last, before)
        if one is last and last is not None:
            last.parts.append(quoted)
        elif one is not None:
            found.append(one)
    _fill_backwards(reading, found)
    return found


def _attributed(reading: Reading, quoted: Quoted, before: int, behind: int, *, is_cued: bool) -> Attribution:
    known = labelled(reading, quoted) or headed(reading, quoted)
    return known or attribute(reading, quoted, before, behind, is_cued=is_cued)


def _settled(
    reading: Reading, quoted: Quoted, attribution: Attribution, last: Found | None, before: int
) -> Found | None:
    """The run as a quotation of its own; `last`, where it only goes on with that; None, where it is no speech."""
    attribution = with_the_law_speaking(reading, quoted, attribution)
    if is_unsaid(reading, quoted, attribution):
        return None
    is_second_half = attribution.source is None and last is not None and _goes_on(reading, last, quoted, before)
    is_whole = (
        is_second_half
        or is_utterance(reading.text, quoted)
        or _is_whole_headline(reading, quoted, attribution)
        or _is_short_answer(reading, quoted, attribution)
    )
    is_rest = (is_second_half and _is_handed_on(reading, quoted)) or _is_last_of_a_speech(reading, quoted, last)
    if not is_rest and not _is_kept(reading, quoted, attribution, is_whole=is_whole):
        return None
    if attribution.source is None:
        carried = _carried(reading, quoted, last, is_whole=is_whole)
        attribution = with_the_law_speaking(reading, quoted, carried)
    if _needs_a_speaker(quoted) and attribution.source is None:
        return None
    if (is_second_half and not quoted.is_mended) or (quoted.continues and attribution.rule is Rule.OTHER_HALF):
        return last
    speaker = _still_speaking(reading, quoted, attribution, last) or speaker_of(reading, attribution.source)
    if not is_whole and _is_nobodys(reading, quoted, attribution, speaker):
        return None
    if attribution.rule is Rule.LABEL:
        quoted = replace(quoted, inner=Span(attribution.end, quoted.inner.end))
    factor = _MENDED_FACTOR if quoted.is_mended or is_headline(reading, quoted) else 1.0
    return Found([quoted], attribution, speaker, not is_whole, factor)


def _is_whole_headline(reading: Reading, quoted: Quoted, attribution: Attribution) -> bool:
    """Ruiz: ‘We will sign it’ – a headline sets no stop."""
    is_cued = attribution.rule in (Rule.COLON, Rule.BEHIND) and attribution.source is not None
    return is_cued and is_headline(reading, quoted) and quoted.inner.of(reading.text)[0].isupper()


def _is_short_answer(reading: Reading, quoted: Quoted, attribution: Attribution) -> bool:
    """'Nonsense,' replied Ruiz: where single marks are the paper's, a cue right behind is enough."""
    words = quoted.inner.of(reading.text)
    is_cued = attribution.rule is Rule.BEHIND and reading.is_british
    return is_cued and words[0].isupper() and words[-1] in ",?!"


def _is_last_of_a_speech(reading: Reading, quoted: Quoted, last: Found | None) -> bool:
    """“They refused.”, the last paragraph of words that were left open above it."""
    is_next = last is not None and last.attribution.source is not None and quoted.continues
    return is_next and is_utterance(reading.text, quoted) and not is_title(quoted.inner.of(reading.text).rstrip(".?!"))


def _still_speaking(reading: Reading, quoted: Quoted, attribution: Attribution, last: Found | None) -> Speaker | None:
    """ "…," Evan Ruiz said. "…," she added: whoever spoke just before, whatever we take the name for."""
    source = attribution.source
    if source is None or source.form != "pronoun" or source.span.of(reading.text).lower() not in ("he", "she"):
        return None
    if last is None or last.speaker.name is None or last.attribution.source is None:
        return None
    is_next = quoted.paragraph - last.parts[-1].paragraph <= 1 and last.attribution.source.form == "name"
    start = max(last.parts[-1].inner.end, last.attribution.source.span.end)
    others = reading.people.mentions_in(start, source.span.start)
    if not is_next or any(reading.people.entity_of(mention).is_person for mention in others):
        return None
    place = source.span.start
    if reading.followed.pronoun(place) is not None or reading.followed.unnamed(place) is not None:
        return None
    return replace(last.speaker, is_clear=False)


def _needs_a_speaker(quoted: Quoted) -> bool:
    """No pair of marks says that these are anybody's words."""
    return quoted.is_mended or quoted.style is Style.SET_OFF


def _is_nobodys(reading: Reading, quoted: Quoted, attribution: Attribution, speaker: Speaker) -> bool:
    """A fragment that nobody is said to say."""
    if attribution.source is None:
        return True
    if attribution.rule is not Rule.SUBJECT or attribution.cue is not None:
        return False
    start = reading.blocks[quoted.paragraph].start
    return speaker.name is None or is_placed(reading.text[max(start, quoted.outer.start - 20) : quoted.outer.start])


def _is_long(reading: Reading, quoted: Quoted) -> bool:
    """More than a nickname or a word in scare quotes, which part no sentence."""
    return word_count(quoted.inner.of(reading.text)) > _NICKNAME_WORDS


def _is_kept(reading: Reading, quoted: Quoted, attribution: Attribution, *, is_whole: bool) -> bool:
    """Speech, and enough of it: a short one only where a cue stands right beside it."""
    words = quoted.inner.of(reading.text)
    is_cued = attribution.rule in (Rule.BEHIND, Rule.BEFORE, Rule.COLON)
    if quoted.style is Style.SINGLE and not reading.is_british and not (is_whole and is_cued):
        return False  # beside double marks, single ones hold names and words at arm's length
    before = reading.text[max(reading.blocks[quoted.paragraph].start, quoted.outer.start - 80) : quoted.outer.start]
    if is_label(words, before, is_cued=attribution.rule in (Rule.BEHIND, Rule.SIGNED)):
        return False
    if word_count(words) >= FEWEST_WORDS:
        return True
    return is_whole and is_cued


def _is_handed_on(reading: Reading, quoted: Quoted) -> bool:
    """A second half however short: a comma or a stop before it, one at its end, more than a name between."""
    before = reading.text[: quoted.outer.start].rstrip()[-1:]
    words = quoted.inner.of(reading.text)
    return (
        before in (",", ".") and words[-1] in ".?!…," and word_count(words) >= _NICKNAME_WORDS and not is_title(words)
    )


def _goes_on(reading: Reading, last: Found, quoted: Quoted, consumed: int) -> bool:
    """ "…," she said. "…": the attribution stands between two halves of one quotation."""
    part, source = last.parts[-1], last.attribution.source
    if part.paragraph != quoted.paragraph or last.is_partial or source is None:
        return False
    gap = reading.masked[max(part.outer.end, consumed) : quoted.outer.start]
    return len(gap.split()) <= _WORDS_BETWEEN_HALVES and not _NEW_CUE.search(gap)


def _carried(reading: Reading, quoted: Quoted, last: Found | None, *, is_whole: bool) -> Attribution:
    """The speaker of words that have no cue beside them: whoever was speaking, or was said to speak, just before."""
    if quoted.style is Style.SET_OFF and not quoted.continues:
        ahead = announced(reading, quoted) or introduced(reading, quoted)
        return ahead if ahead.rule in _INTRODUCED else UNATTRIBUTED
    before = reading.sentence_before(quoted.outer.start)
    is_anothers = _has_a_subject(reading, quoted)
    if last is not None and last.attribution.source is not None:
        part, cue = last.parts[-1], last.attribution.cue
        is_latest = before is None or before.end <= part.outer.end + 1 or before.start <= part.outer.start
        is_set_off = quoted.style is Style.SET_OFF and part.style is Style.SET_OFF
        if quoted.continues and (is_set_off or quoted.paragraph - part.paragraph <= 1):
            return Attribution(Rule.OTHER_HALF, last.attribution.source, cue)
        if part.paragraph == quoted.paragraph:
            return Attribution(Rule.OTHER_HALF, last.attribution.source, cue)
        if is_latest and quoted.paragraph - part.paragraph == 1 and not is_anothers:
            return Attribution(Rule.NEXT_PARAGRAPH, last.attribution.source, cue)
    if not is_whole or is_anothers:
        return UNATTRIBUTED
    return signed_below(reading, quoted) or announced(reading, quoted) or introduced(reading, quoted)


def _has_a_subject(reading: Reading, quoted: Quoted) -> bool:
    """Words of its own stand in the sentence around it: they say whose it is, though nobody here can read them."""
    block = reading.blocks[quoted.paragraph]
    start = max(block.start, reading.sentence_at(quoted.outer.start).start)
    end = min(block.end, reading.sentence_at(quoted.inner.end - 1).end)
    outside = reading.masked[start : quoted.outer.start], reading.masked[quoted.outer.end : end]
    is_handed_over = reading.text[quoted.inner.end - 1] in ",?!—–" or VERB.search(" ".join(outside)) is not None
    return is_handed_over and len(" ".join(outside).split()) > 1


def _fill_backwards(reading: Reading, found: list[Found]) -> None:
    """A quotation with no speaker of its own that runs up to one which has."""
    for one, following in zip(found[-2::-1], found[::-1], strict=False):
        gap = one.parts[-1].outer.end, following.parts[0].outer.start
        if reading.people.mentions_in(*gap):
            continue  # "…" Ruiz began. "…," said somebody else
        if one.attribution.source is None and following.attribution.rule is Rule.BEHIND:
            one.attribution = Attribution(Rule.NEXT_PARAGRAPH, following.attribution.source, following.attribution.cue)
            one.speaker = following.speaker
