"""Which of an article's bills a deed is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.bills import BillNumber, bill_numbers
from bot.core.model import Deed, Span

_OF_A_CITY: Final = re.compile(r"ORDINANCE|RESOLUTION|BYLAW|LOCAL LAW|CB |INT |COUNCIL")
_LOCAL: Final = re.compile(
    r"\b(?:city|town|county|council\w*|mayor|board|supervisors|village|borough)(?!\w)", re.IGNORECASE
)
_ABOUT_BILLS: Final = frozenset(
    {Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR, Deed.INTRODUCE, Deed.PROPOSE, Deed.PASS, Deed.SIGN, Deed.VETO}
)
_ANOTHER: Final = re.compile(
    r"\b(?:another|rival|separate|different|second|similar|competing|earlier|previous|other)\s(?:\w+\s){0,2}?"
    r"(?:bill|measure|proposal|ordinance|legislation|resolution)s?,?\s(?:\(|,\s)?$",
    re.IGNORECASE,
)
_COMPANION: Final = re.compile(
    r"\b(?:companion|counterpart|identical|twin|(?:House|Senate|Assembly)\sversion)(?:\s(?:\w+\s){0,2}?(?:bill|measure|legislation|version))?"
    r"(?:\s(?:in|of)\sthe\s\w+)?,?\s(?:\()?$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r";\s|,?\s(?:while|but|whereas|and|as)\s|,\s")


@dataclass(frozen=True, slots=True)
class Claim:
    """A deed that may be about bills: where its verb stands, in which sentence, and who does it."""

    deed: Deed
    sentence: Span
    verb: int
    doer: str
    is_public: bool


class BillOwners:
    """The bills of one article. `claims` are its deeds; a bill told beside one belongs to no other."""

    def __init__(self, text: str, claims: Sequence[Claim]) -> None:
        self._text = text
        self._bills = bill_numbers(text)
        self._claims = claims

    def of(self, claim: Claim) -> tuple[str, ...]:
        """As the text writes them, each once: those beside the deed, else those of the article it may be about."""
        beside = [bill for bill in self._bills if self._is_beside(bill, claim)]
        may_be_about = self._is_companion if beside else lambda bill: self._may_be_about(bill, claim)
        others = self._bills if claim.is_public or claim.deed in _ABOUT_BILLS else ()
        told = [*beside, *(bill for bill in others if may_be_about(bill))]
        first: dict[str, str] = {}
        for bill in told:
            first.setdefault(bill.key, " ".join(bill.span.of(self._text).replace(",", " ").split()))
        return tuple(first.values())

    def _is_beside(self, bill: BillNumber, claim: Claim) -> bool:
        return _has(claim.sentence, bill.span) and self._nearest(bill, claim.sentence).verb == claim.verb

    def _is_companion(self, bill: BillNumber) -> bool:
        """Whether it is the same bill in the other chamber."""
        return _COMPANION.search(self._text, max(0, bill.span.start - 60), bill.span.start) is not None

    def _nearest(self, bill: BillNumber, sentence: Span) -> Claim:
        """The deed whose part of the sentence the bill stands in: with the fewest breaks between, then letters."""
        claims = [claim for claim in self._claims if claim.sentence == sentence]
        return min(claims, key=lambda claim: self._distance(bill.span, claim.verb))

    def _distance(self, bill: Span, verb: int) -> tuple[int, int]:
        between = self._text[verb : bill.start] if verb < bill.start else self._text[bill.end : verb]
        return len(_PARTS.findall(between)), len(between)

    def _may_be_about(self, bill: BillNumber, claim: Claim) -> bool:
        """Whether no other deed has it, it is no rival's, and a city's deed is about no bill of the state."""
        if self._is_companion(bill):
            return True
        if _ANOTHER.search(self._text, max(0, bill.span.start - 60), bill.span.start):
            return False
        others = [
            one
            for one in self._claims
            if _has(one.sentence, bill.span) and (one.doer, one.deed) != (claim.doer, claim.deed)
        ]
        if any(one.deed in _ABOUT_BILLS and one.doer != claim.doer and self._is_beside(bill, one) for one in others):
            return self._is_only_bill
        is_local = _LOCAL.search(claim.doer) is not None
        has_ordinance = any(_OF_A_CITY.match(one.key) for one in self._bills)
        return not (is_local and has_ordinance and _OF_A_CITY.match(bill.key) is None)

    @property
    def _is_only_bill(self) -> bool:
        """With one bill in the article, who backs it and who passes it mean the same one."""
        return len({bill.key for bill in self._bills}) == 1


def _has(sentence: Span, span: Span) -> bool:
    return sentence.start <= span.start < sentence.end
