"""Who said what: every direct quotation of an article, verbatim, with its speaker or with none.

Spans come from typography (`marks`), speech is told from names and titles (`speech`), the speaker from the words beside
it (`attribution`), and who "she" is from the article's cast (`bot.core.language`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.language.names import Entity
from bot.core.model import Article, Quote, Span, Topic
from bot.core.quotes.attribution import UNATTRIBUTED, Attribution, Rule, attribute, introduced, labelled
from bot.core.quotes.embedded import find_embedded
from bot.core.quotes.marks import Quoted, Style
from bot.core.quotes.reading import Reading
from bot.core.quotes.sources import Source, entity_of, role_of
from bot.core.quotes.speech import FEWEST_WORDS, is_label, is_utterance, word_count

SURE = 0.85
"""From this confidence on a quote is right often enough to be posted unasked; below, it is shown when asked for."""

_MOST_COMPARED = 400  # quotes; no article has so many, and each is compared with each
_PULLED_WORDS = 6
_LEAD_CHARS = 600  # where an article says what it is about
_NICKNAME_WORDS = 2
_WORDS_BETWEEN_HALVES = 25
_NEW_CUE = re.compile(r"\b(?:adding|saying|telling|asking|noting|writing|calling)\b|[.!?]\s+[A-Z]")
_PRONOUN_FACTOR = 0.92
_UNCLEAR_FACTOR = 0.8  # somebody else comes near to being "she"
_NOMINAL_FACTOR = 0.93
_NOBODY_FACTOR = 0.6
_PARTIAL_FACTOR = 0.8
_UNNAMED = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Mm]any|[Oo]fficials|[Cc]ritics|[Pp]rosecutors|[Pp]olice)\b"
)


@dataclass(slots=True)
class _Found:
    """Parts that belong together while the article is being read."""

    parts: list[Quoted]
    attribution: Attribution
    entity: Entity | None
    is_partial: bool = False


def is_read(language: str | None) -> bool:
    """Whether quotes are found in this language (ISO 639-1); one that nobody named is taken for English."""
    return language is None or language.lower().startswith("en")


def find_quotes(article: Article, *, topic: Topic | None = None) -> tuple[Quote, ...]:
    """Every direct quotation of the article, in order. A pull quote that repeats the body counts once.

    The speaker is a name of the article or None, never a pronoun. Order by `confidence` to choose what to show.
    Only English is read (`is_read`); of an article in another language nothing is returned.
    """
    if not article.text.strip() or not is_read(article.language):
        return ()
    known = topic.names if topic is not None else ()
    reading = Reading.of(article.text, title=article.title, known=known)
    quotes = (_quote(reading, found, topic) for found in _read(reading))
    return _without_repeats(tuple(quotes))


def _read(reading: Reading) -> list[_Found]:
    found: list[_Found] = []
    by_block: dict[int, list[Quoted]] = {}
    for quoted in reading.quoted:
        by_block.setdefault(quoted.paragraph, []).append(quoted)
    for number in sorted(by_block):
        found += _read_block(reading, number, by_block[number], found)
    return sorted([*found, *_read_embedded(reading)], key=lambda one: one.parts[0].inner.start)


def _read_embedded(reading: Reading) -> Iterator[_Found]:
    for embedded in find_embedded(reading.text, reading.blocks, [run.outer for run in reading.quoted]):
        mentions = reading.people.mentions_in(embedded.name.start, embedded.name.end)
        source = Source(embedded.name, "name", mentions[0] if mentions else None)
        quoted = Quoted(embedded.words, embedded.words, embedded.paragraph)
        yield _Found([quoted], Attribution(Rule.SIGNED, source), entity_of(reading, source) if mentions else None)


def _read_block(reading: Reading, number: int, runs: Sequence[Quoted], earlier: Sequence[_Found]) -> list[_Found]:
    block = reading.blocks[number]
    found: list[_Found] = []
    consumed = 0
    for index, quoted in enumerate(runs):
        before = max(block.start, consumed)
        behind = next((run.outer.start for run in runs[index + 1 : index + 9] if _is_long(reading, run)), block.end)
        attribution = labelled(reading, quoted) or attribute(reading, quoted, before, behind, is_cued=consumed > 0)
        consumed = max(consumed, attribution.end)
        last = found[-1] if found else (earlier[-1] if earlier else None)
        is_second_half = attribution.source is None and last is not None and _goes_on(reading, last, quoted, before)
        is_whole = is_second_half or is_utterance(reading.text, quoted)
        if not _is_kept(reading, quoted, attribution, is_whole=is_whole):
            continue
        if attribution.source is None:
            attribution = _carried(reading, quoted, last, is_whole=is_whole)
        if attribution.source is None and not is_whole:
            continue
        if last is not None and (is_second_half or (quoted.continues and attribution.rule is Rule.OTHER_HALF)):
            last.parts.append(quoted)
            continue
        entity = entity_of(reading, attribution.source) if attribution.source else None
        if attribution.rule is Rule.LABEL:
            quoted = replace(quoted, inner=Span(attribution.end, quoted.inner.end))
        found.append(_Found([quoted], attribution, entity, not is_whole))
    _fill_backwards(found)
    return found


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


def _goes_on(reading: Reading, last: _Found, quoted: Quoted, consumed: int) -> bool:
    """ "…," she said. "…": the attribution stands between two halves of one quotation."""
    part, source = last.parts[-1], last.attribution.source
    if part.paragraph != quoted.paragraph or last.is_partial or source is None:
        return False
    gap = reading.masked[max(part.outer.end, consumed) : quoted.outer.start]
    return len(gap.split()) <= _WORDS_BETWEEN_HALVES and not _NEW_CUE.search(gap)


def _carried(reading: Reading, quoted: Quoted, last: _Found | None, *, is_whole: bool) -> Attribution:
    """The speaker of words that have no cue beside them: whoever was speaking, or was said to speak, just before."""
    before = reading.sentence_before(quoted.outer.start)
    if last is not None and last.attribution.source is not None:
        part, cue = last.parts[-1], last.attribution.cue
        is_latest = before is None or before.end <= part.outer.end + 1 or before.start <= part.outer.start
        if quoted.continues and quoted.paragraph - part.paragraph <= 1:
            return Attribution(Rule.OTHER_HALF, last.attribution.source, cue)
        if part.paragraph == quoted.paragraph:
            return Attribution(Rule.OTHER_HALF, last.attribution.source, cue)
        if is_latest and quoted.paragraph - part.paragraph == 1:
            return Attribution(Rule.NEXT_PARAGRAPH, last.attribution.source, cue)
    return introduced(reading, quoted) if is_whole else UNATTRIBUTED


def _fill_backwards(found: list[_Found]) -> None:
    """A quotation with no speaker of its own that runs up to one which has."""
    for one, following in zip(found[-2::-1], found[::-1], strict=False):
        if one.attribution.source is None and following.attribution.rule is Rule.BEHIND:
            one.attribution = Attribution(Rule.NEXT_PARAGRAPH, following.attribution.source, following.attribution.cue)
            one.entity = following.entity


def _quote(reading: Reading, found: _Found, topic: Topic | None) -> Quote:
    parts = tuple(quoted.inner for quoted in found.parts)
    source, entity = found.attribution.source, found.entity
    mention = source.span.of(reading.text) if source is not None else None
    role, affiliation = (entity.role, entity.affiliation) if entity else role_of(reading, source)
    return Quote(
        parts=parts,
        text=" ".join(part.of(reading.text) for part in parts),
        speaker=entity.name if entity else None,
        role=role,
        affiliation=affiliation,
        cue=found.attribution.cue,
        mention=mention,
        is_partial=found.is_partial,
        confidence=_confidence(reading, found),
        is_on_policy=_is_on_policy(reading, parts, topic),
    )


def _confidence(reading: Reading, found: _Found) -> float:
    value = float(found.attribution.rule.value)
    source = found.attribution.source
    if source is not None and source.form == "pronoun":
        value *= _PRONOUN_FACTOR if reading.followed.is_clear(source.span.start) else _UNCLEAR_FACTOR
    elif source is not None and source.form == "nominal":
        value *= _NOMINAL_FACTOR
    if found.entity is None and not (source is not None and _UNNAMED.match(source.span.of(reading.text))):
        value *= _NOBODY_FACTOR
    return round(value * (_PARTIAL_FACTOR if found.is_partial else 1.0), 3)


def _is_on_policy(reading: Reading, parts: Sequence[Span], topic: Topic | None) -> bool:
    """By its own words, or by those of its paragraph or the lead where it only says "it should be banned"."""
    if topic is None:
        return False
    subject, policy = _topic_words(topic)
    words = " ".join(part.of(reading.text) for part in parts)
    if subject.search(words):
        return True
    index = max(0, bisect_right(reading.blocks, parts[0].start, key=lambda block: block.start) - 1)
    near = reading.text[reading.blocks[max(0, index - 1)].start : reading.blocks[index].end]
    lead = f"{reading.title}\n{reading.text[:_LEAD_CHARS]}"
    return policy.search(words) is not None and any(subject.search(place) is not None for place in (near, lead))


@lru_cache(maxsize=64)
def _topic_words(topic: Topic) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = [form for name in topic.names if name.kind == "product" for form in (name.name, *name.aliases)]
    return _any_of([*topic.technology_words, *names]), _any_of([*topic.policy_words, *topic.technology_words])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, with the endings English gives them ("ban", "bans", "banned"); nothing for none."""
    if not words:
        return re.compile(r"(?!)")
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?:s|es|d|ed|\wed|ing|\wing)?(?!\w)", re.IGNORECASE)


def _without_repeats(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of equal words the surest; a pull quote that only repeats a piece of another goes."""
    kept: dict[str, Quote] = {}
    for quote in quotes:
        key = " ".join(re.findall(r"\w+", quote.text.lower()))
        if key not in kept or quote.confidence > kept[key].confidence:
            kept[key] = quote
    if len(kept) > _MOST_COMPARED:
        return tuple(sorted(kept.values(), key=lambda quote: quote.parts[0].start))
    whole = [key for key, quote in kept.items() if not quote.is_partial]
    repeated = {key for key in kept if len(key.split()) >= _PULLED_WORDS and any(key in o and key != o for o in whole)}
    return tuple(sorted((q for k, q in kept.items() if k not in repeated), key=lambda quote: quote.parts[0].start))
