"""One article laid open: its paragraphs, sentences, quoted runs and names, quoted words hidden from the rules."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.language.groups import Group, find_groups
from bot.core.language.mentions import Followed, follow
from bot.core.language.names import Cast, cast
from bot.core.model import Name, Span
from bot.core.quotes.asides import find_asides
from bot.core.quotes.blocks import find_set_off
from bot.core.quotes.marks import find_quoted
from bot.core.quotes.runs import Quoted, Style
from bot.core.quotes.transcripts import Turn, find_turns
from bot.core.text import paragraphs, split_sentences

_ENDS = frozenset(".?!,…—–-:;")
_LONG_ENOUGH_TO_HIDE = 3  # words; a name or nickname in marks still belongs to the sentence around it


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules of attribution look at. Offsets are the article's."""

    title: str
    text: str
    masked: str  # same length: quoted words as x, their last stop kept
    blocks: tuple[Span, ...]
    sentences: tuple[Span, ...]  # of the masked text, so that a quotation never ends one by its inside
    quoted: tuple[Quoted, ...]
    turns: tuple[Turn, ...]
    people: Cast
    followed: Followed
    groups: tuple[Group, ...]  # who is named in one breath
    is_british: bool  # single marks are its quotation marks

    @classmethod
    def of(
        cls, text: str, *, title: str = "", known: Sequence[Name] = (), block_quotes: Sequence[Span] = ()
    ) -> "Reading":
        blocks = paragraphs(text)
        people = cast(text, title=title, known=known)
        turns = find_turns(text, title, blocks, people)
        asides = find_asides(text, blocks)
        marked = find_quoted(text, blocks)
        set_off = _outside(find_set_off(text, blocks, marked, block_quotes), [turn.words for turn in turns])
        own = [*(turn.words for turn in turns), *(run.outer for run in set_off)]
        runs = sorted((*_outside(marked, own), *set_off), key=lambda run: run.outer.start)
        quoted = tuple(run for run in runs if run.paragraph not in asides)
        spoken = sorted((*(run.inner for run in quoted), *(turn.words for turn in turns)))
        masked = _masked(text, spoken)
        sentences = split_sentences(masked)
        hidden = [span for span in spoken if len(span.of(text).split()) >= _LONG_ENOUGH_TO_HIDE]
        followed = follow(masked, people, sentences, hidden=hidden)
        long = Counter(run.style for run in quoted if len(run.inner.of(text).split()) > _LONG_ENOUGH_TO_HIDE)
        is_british = long[Style.SINGLE] > long[Style.DOUBLE]
        groups = find_groups(masked, people)
        return cls(title, text, masked, blocks, sentences, quoted, turns, people, followed, groups, is_british)

    def sentence_at(self, place: int) -> Span:
        """The sentence that covers an offset, or the gap up to the next one."""
        index = bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1
        if index >= 0 and place <= self.sentences[index].end:
            return self.sentences[index]
        return Span(place, min(place + 1, max(len(self.text), place + 1)))

    def block_at(self, place: int) -> int:
        """The index of the paragraph that covers an offset, or ended before it."""
        return max(0, bisect_right(self.blocks, place, key=lambda block: block.start) - 1)

    def sentence_before(self, place: int) -> Span | None:
        """The last sentence that ends before an offset, in its paragraph or the one before."""
        index = bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1
        while index >= 0 and self.sentences[index].end > place:
            index -= 1
        if index < 0:
            return None
        first = self.blocks[max(0, self.block_at(place) - 1)].start
        return self.sentences[index] if self.sentences[index].start >= first else None


def _outside(runs: Sequence[Quoted], spans: Sequence[Span]) -> tuple[Quoted, ...]:
    """The runs that touch none of the spans: of what is quoted, what it quotes itself is a part."""
    ordered = sorted(spans)
    kept: list[Quoted] = []
    for run in runs:
        place = bisect_right(ordered, run.outer.end - 1, key=lambda span: span.start) - 1
        if place < 0 or ordered[place].end <= run.outer.start:
            kept.append(run)
    return tuple(kept)


def _masked(text: str, spoken: Sequence[Span]) -> str:
    pieces: list[str] = []
    place = 0
    for span in spoken:
        start, end = span.start, span.end
        if start < place:
            continue
        words = text[start:end]
        last = words[-1] if words[-1] in _ENDS else "x"
        first = "X" if words[0].isupper() or not words[0].isalpha() else "x"
        pieces += [text[place:start], (first + "x" * (end - start - 1))[:-1] + last]
        place = end
    return "".join([*pieces, text[place:]])
