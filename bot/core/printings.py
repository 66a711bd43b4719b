"""The same words in several outlets are one quote with several sources.

Outlets spell, mark and cut a statement each in their own way, and now and then change a word. Two quotes are one when
the shorter stands in the longer, in order, but for a few words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.core.model import Printing, Quote, Said

SAME_SHARE: Final = 0.8  # of the shorter quote's words that the longer one has, in order
FEWEST_ALIKE: Final = 8  # words; of shorter ones a changed word may change all
TELLING: Final = 8  # words that two people do not happen to say alike
FEWEST: Final = 4  # words; a shorter run of words is anybody's
MOST_COMPARED: Final = 40  # printings of one quote
RUN: Final = 3  # words; less in a row is chance
LOOSE: Final = 1.5  # how much longer the stretch may be in which the words of an uncut quote lie

_ELLIPSIS = r"\[?(?:…|\.{3,}|\.(?:\s\.){2,})\]?"
_GAP = re.compile(rf"{_ELLIPSIS}|\[[^\[\]]{{2,80}}\]|\([^()]{{2,80}}\)")  # what an outlet cut, or put in as its own
_RECAPPED = re.compile(r"\[(\w)\](?=\w)")  # [W]e
_WORD = re.compile(r"\w+(?:'\w+)?")
_SPELT: Final = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[sd]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|ite|able)?$)"), "or"),
    (re.compile(r"(?<=[bdt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=fen|cen)ce(?=s?$)"), "se"),
    (re.compile(r"(?<=\w{2})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=gram)me(?=s?$)"), ""),
    (re.compile(r"(?<=[aeiou]l)l(?=(?:ed|ing|er|ers)$)"), ""),
)
_IN_FIGURES: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "ok": "okay",
}  # fmt: skip


def same_words(one: str, other: str) -> bool:
    """Whether two texts are one statement: spelling, marks, ellipses and a few changed words aside.

    A part of the other counts, from four words on.
    """
    shorter, longer = sorted((one, other), key=lambda text: len(_words(text)))
    few, many = _words(shorter), _words(longer)
    if few == many:
        return bool(few)
    return len(few) >= FEWEST and (_is_part(_pieces(shorter), many) or _is_alike(shorter, longer))


def is_altered(one: str, other: str) -> bool:
    """Whether two printings of one statement differ in a word, not only in marks, spelling or where they are cut.

    Words in brackets are an outlet's own and say so: they alter nothing.
    """
    shorter, longer = sorted((one, other), key=lambda text: len(_words(text)))
    if _is_part(_pieces(shorter), _words(longer)):
        return False
    return len(_pieces(longer)) == 1 or not _is_part(_pieces(longer), _words(shorter))


def merge(said: Sequence[Said]) -> tuple[Said, ...]:
    """Each quote once, in the given order, with its other printings.

    For all stands the fullest of those whose words most outlets print: who changed a word is told beside it.
    """
    groups: list[list[Said]] = []
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for each in said:
        near = dict.fromkeys(number for run in _runs(_words(each.quote.text)) for number in by_run[run])
        same = sorted(number for number in near if _is_one(groups[number], each))
        joining = [each, *(told for number in same[1:] for told in groups[number])]  # it shows that these are one, too
        if not same:
            same = [len(groups)]
            groups.append([])
        for number in same[1:]:
            groups[number].clear()
        groups[same[0]] += joining[1:] + joining[:1]
        for told in joining:
            for run in _runs(_words(told.quote.text)):
                by_run[run].append(same[0])
    return tuple(_merged(group) for group in groups if group)


def _is_one(group: Sequence[Said], each: Said) -> bool:
    return any(_is_same_quote(told.quote, each.quote) for told in group)


def _is_same_quote(one: Quote, other: Quote) -> bool:
    """The same words by the same speaker; long ones by anybody, since outlets name a firm or its spokesman."""
    if not same_words(one.text, other.text):
        return False
    few = min(len(_words(one.text)), len(_words(other.text)))
    return few >= TELLING or _is_same_speaker(one.speaker, other.speaker)


def _is_same_speaker(one: str | None, other: str | None) -> bool:
    """By the last word: outlets write "Ana Ruiz" and "Ana M. Ruiz"; whom only one names may be the same."""
    if one is None or other is None:
        return True
    return one.casefold().split()[-1:] == other.casefold().split()[-1:]


def _merged(group: Sequence[Said]) -> Said:
    fullest = max(group, key=lambda each: (*_fullness(each)[:2], _agreement(each, group), *_fullness(each)[2:]))
    others = tuple(_printing(each, fullest.quote.text) for each in group if each is not fullest)
    return replace(fullest, others=(*fullest.others, *others))


def _agreement(said: Said, group: Sequence[Said]) -> int:
    """How many outlets print the same words; none for a mere piece of what another prints."""
    text = said.quote.text
    same = [other for other in group[:MOST_COMPARED] if not is_altered(text, other.quote.text)]
    if any(len(_words(other.quote.text)) > len(_words(text)) for other in same):
        return 0
    return len({other.outlet for other in same})


def _fullness(said: Said) -> tuple[bool, bool, int, float]:
    quote = said.quote
    return quote.speaker is not None, not quote.is_partial, len(_words(quote.text)), quote.confidence


def _printing(said: Said, text: str) -> Printing:
    return Printing(
        article=said.article,
        url=said.url,
        outlet=said.outlet,
        published=said.published,
        text=said.quote.text,
        is_altered=is_altered(said.quote.text, text),
    )


def _is_part(pieces: Sequence[tuple[str, ...]], whole: tuple[str, ...]) -> bool:
    """Whether the pieces between ellipses stand in the whole, each unbroken, in order."""
    place = 0
    for piece in pieces:
        starts = range(place, len(whole) - len(piece) + 1)
        start = next((start for start in starts if whole[start : start + len(piece)] == piece), None)
        if start is None:
            return False
        place = start + len(piece)
    return bool(pieces)


def _is_alike(shorter: str, longer: str) -> bool:
    few, many = _words(shorter), _words(longer)
    if len(few) < FEWEST_ALIKE:
        return False
    blocks = [b for b in SequenceMatcher(None, few, many, autojunk=False).get_matching_blocks() if b.size >= RUN]
    if sum(block.size for block in blocks) < SAME_SHARE * len(few):
        return False
    stretch = blocks[-1].b + blocks[-1].size - blocks[0].b
    return stretch <= LOOSE * len(few) or _GAP.search(shorter) is not None


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    size = min(RUN, len(words))
    return {tuple(words[place : place + size]) for place in range(len(words) - size + 1)}


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for piece in _pieces(text) for word in piece)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, ...], ...]:
    """The words between ellipses, spelt one way."""
    plain = unicodedata.normalize("NFKC", _GAP.sub("\n", _RECAPPED.sub(r"\1", text))).casefold()
    plain = plain.replace("’", "'").replace("per cent", "percent")
    lines = (tuple(map(_spelt, _WORD.findall(line))) for line in plain.split("\n"))
    return tuple(line for line in lines if line)


def _spelt(word: str) -> str:
    for pattern, instead in _SPELT:
        word = pattern.sub(instead, word)
    return _IN_FIGURES.get(word, word)
