"""One run of words that the page sets apart as somebody's own, and how it is set apart."""

from dataclasses import dataclass
from enum import Enum

from bot.core.model import Span


class Style(Enum):
    DOUBLE = "double"
    SINGLE = "single"
    SET_OFF = "set off"  # no marks: a block quote


@dataclass(frozen=True, slots=True)
class Quoted:
    """One contiguous run within one paragraph."""

    inner: Span  # the words, without marks and white space at the edges
    outer: Span  # with the marks that are there
    paragraph: int  # index among the text's paragraphs
    style: Style = Style.DOUBLE
    continues: bool = False  # goes on from the paragraph before, which was left open
    is_mended: bool = False  # one of its marks is missing; where it must have stood was told by what stands there


def run_of(text: str, outer: Span, number: int, *, opening: int = 0, closing: int = 0) -> Quoted | None:
    """The run within marks of these lengths at both ends of `outer`; None where there is no word between them."""
    piece = text[outer.start + opening : outer.end - closing]
    if not any(character.isalnum() for character in piece):
        return None
    start = outer.start + opening + len(piece) - len(piece.lstrip())
    end = outer.end - closing - len(piece) + len(piece.rstrip())
    return Quoted(Span(start, end), outer, number)
