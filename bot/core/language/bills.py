"""Bills, ordinances and acts by their numbers, as legislatures, councils and parliaments write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.model import Span


@dataclass(frozen=True, slots=True)
class BillNumber:
    """A bill, ordinance or act by its number. `key` compares: "H.R. 7356" and "HR7356" are both "HR 7356"."""

    span: Span
    key: str


_CHAMBERS: Final = {
    "house bill": "HB", "senate bill": "SB", "assembly bill": "AB", "house file": "HF", "senate file": "SF",
    "house resolution": "HRES", "senate resolution": "SRES", "legislative document": "LD", "legislative bill": "LB",
    "house joint resolution": "HJR", "senate joint resolution": "SJR", "assembly joint resolution": "AJR",
    "house concurrent resolution": "HCR", "senate concurrent resolution": "SCR",
    "house enrolled act": "HB", "senate enrolled act": "SB", "house engrossed bill": "HB",
    "senate engrossed bill": "SB", "house substitute bill": "HB", "senate substitute bill": "SB",
    "public law": "PL", "pub. l.": "PL", "pub.l.": "PL", "p.l.": "PL", "intro.": "INT", "intro": "INT", "int.": "INT",
    "int": "INT", "prop.": "PROPOSITION", "prop": "PROPOSITION", "council bill": "CB", "ord.": "ORDINANCE",
    "regulation (eu)": "REGULATION (EU)", "directive (eu)": "DIRECTIVE",
}  # fmt: skip
_SIGN: Final = r"(?:\s?(?:No\.?|Nos\.|Nr\.|Number|№|\#))?\s?"
_NUMBER: Final = r"(?:C-|S-)?\d{1,6}(?:[-–/]\d{1,5})?(?:-?[A-Z](?!\w))?"
_END: Final = r"(?![\w%]|[.,]\d|[-–]\w)"
_CASED: Final = re.compile(
    r"(?<![\w.&-])(?:"
    r"(?P<dotted>H\.\s?R\.|[HS]\.\s?(?:J\.|Con\.)?\s?Res\.|[HSA]\.\s?[JC]\.\s?R\.|[AHSL]\.\s?[BFDJPR]\.|H\.|S\.|C\.B\.)"
    r"\s?(?:No\.\s?)?"
    r"|(?P<plain>AB|SB|HB|HF|SF|LD|LB|CB|HR|HJR|SJR|AJR|HCR|SCR|ACR|HJRES|SJRES)[\s-]?(?:No\.\s?)?"
    r"|(?P<compact>[SA])(?=\d{4,5}[A-Z]?\b)"
    r"|(?P<district>B)(?=\d\d-\d{4}\b)"
    r"|(?<=\()(?P<bracketed>S)\s(?=\d{3,4}\))"
    r"|(?P<named>(?:(?i:house|senate|assembly)\s(?:(?i:joint|concurrent|enrolled|engrossed|substitute)\s)?(?i:bill|file|resolution|act)"
    r"|(?i:legislative\s(?:document|bill))|(?i:council\sbill)|(?i:public\s(?:law|act))|Pub\.\s?L\.|P\.L\.|Int(?:ro)?\.?"
    r"|Ord\.|Ordinance|Resolution|By-?law|Local\sLaw|Proposition|Prop\.?|Council\sFile|Docket"
    rf"|Directive(?:\s\(E[UC]\))?|Regulation(?:\s\(E[UC]\))?|Bill)s?){_SIGN}"
    rf")(?P<number>{_NUMBER}){_END}"
)
_LOCAL: Final = re.compile(  # as local news writes them in running text: "the ordinance, No. 26-114"
    r"\b(?P<named>ordinance|resolution|by-?law|local\slaw),?\s"
    rf"(?P<number>(?:(?:No\.?|Nr\.|number|\#)\s?(?:C-?)?\d{{1,6}}(?:[-–]\d{{1,5}})?|(?:C-?)?\d{{2,6}}[-–]\d{{1,5}})){_END}",
    re.IGNORECASE,
)
_MORE: Final = re.compile(r"(?:,\s|,?\s(?:and|or)\s)(?P<number>\d{1,6}(?:-?[A-Z])?)(?![\w%]|[.,]\d|\s[a-z]+s\b)")
_ADDRESS: Final = re.compile(
    r"\s?(?:\w+\s)?(?:St|Ave|Rd|Blvd|Dr|Ln)\b\.?|\s(?:\w+\s)?(?:Street|Avenue|Road|Boulevard|Lane)\b"
)
_COUNTED: Final = re.compile(r"\s(?:people|votes|years?|days|pages|members|percent|per\scent|times|p\b|megapixels?)\b")
_NUMBERED_THING: Final = re.compile(
    r"\b(?:rooms?|suite|hall|gate|flight|routes?|highway|model|series|unit|locker|plate|track|cameras?|printer|laptop)\s"
    r"(?:[Nn]o\.\s?)?$",
    re.IGNORECASE,
)
_LESSON: Final = re.compile(r"HR[\s-]101\Z")  # an introduction to human resources
_YEAR_AND_NUMBER: Final = re.compile(r"\d{2,4}[-/]\d+")
_NUMBER_SIGN: Final = re.compile(r"\A(?:No\.?|Nr\.|number|#)\s?", re.IGNORECASE)


def bill_numbers(text: str) -> tuple[BillNumber, ...]:
    """Bills, ordinances, resolutions and acts named by number, in order.

    Bare "S 12", "HD 1080", "SR 520" are left out: they are mostly something else. So are rooms, roads and models.
    """
    found = [bill for match in _CASED.finditer(text) if _is_bill(text, match) for bill in _with_more(text, match)]
    for match in _LOCAL.finditer(text):
        if not _COUNTED.match(text, match.end()) and not any(_overlap(bill.span, match) for bill in found):
            number = _NUMBER_SIGN.sub("", match["number"]).upper()
            found.append(BillNumber(Span(*match.span()), f"{_kind(match['named'])} {number}"))
    return tuple(sorted(found, key=lambda bill: bill.span.start))


def _overlap(span: Span, match: re.Match[str]) -> bool:
    return span.start < match.end() and match.start() < span.end


def _is_bill(text: str, match: re.Match[str]) -> bool:
    if _ADDRESS.match(text, match.end()) or _COUNTED.match(text, match.end()) or _LESSON.match(match.group()):
        return False
    if _NUMBERED_THING.search(text, max(0, match.start() - 20), match.start()):
        return False
    kind = match["named"] or ""
    return kind not in ("Directive", "Regulation") or _YEAR_AND_NUMBER.fullmatch(match["number"]) is not None


def _with_more(text: str, match: re.Match[str]) -> Iterator[BillNumber]:
    """The bill, and after a plural the others: "House Bills 12 and 14"."""
    yield BillNumber(Span(*match.span()), _key(match))
    if not (match["named"] or "").endswith("s"):
        return
    kind, end = _key(match).partition(" ")[0], match.end()
    while more := _MORE.match(text, end):
        yield BillNumber(Span(*more.span("number")), f"{kind} {more['number'].upper()}")
        end = more.end()


def _key(match: re.Match[str]) -> str:
    kind = match["dotted"] or match["plain"] or match["compact"] or match["district"] or match["bracketed"]
    name = re.sub(r"[.\s]", "", kind).upper() if kind else _kind(match["named"])
    return f"{name} {match['number'].upper().replace('–', '-')}"


def _kind(named: str) -> str:
    spoken = " ".join(named.split())
    spoken = spoken if spoken.lower() in _CHAMBERS else spoken.removesuffix("s")
    return _CHAMBERS.get(spoken.lower(), spoken.upper().replace("-", ""))
