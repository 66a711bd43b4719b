"""Who wrote it: a byline as a list of names, and the agency it came from."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "pa": "PA",
    "pa media": "PA",
    "press association": "PA",
    "upi": "UPI",
    "united press international": "UPI",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "press trust of india": "PTI",
    "ians": "IANS",
    "ani": "ANI",
    "aap": "AAP",
    "australian associated press": "AAP",
    "canadian press": "The Canadian Press",
    "the canadian press": "The Canadian Press",
    "bloomberg news": "Bloomberg",
    "bloomberg": "Bloomberg",
    "tribune news service": "Tribune News Service",
    "cnn newsource": "CNN",
    "cnn wire": "CNN",
    "states newsroom": "States Newsroom",
    "belga": "Belga",
    "tass": "TASS",
}
_HOMES = {"AP": {"apnews", "associated press"}, "PA": {"pa media"}}
_AGENCY = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
# "SAN FRANCISCO (AP) —", "June 10 (Reuters) -", "(Reuters) -"; the place may have been lost in pasting.
_DATELINE = re.compile(rf"^(?P<place>[^()\n]{{0,60}})\((?P<agency>{_AGENCY})\)\s*(?:[-–—]|:|$)", re.IGNORECASE)
_SIGNED = re.compile(
    rf"^\W*(?:©|copyright|\(c\))?\W*(?:20\d\d\W+)?(?:the )?(?P<agency>{_AGENCY})\W*(?:20\d\d)?\W*$", re.IGNORECASE
)
_DASHED = re.compile(r"^[A-Z][A-Z .,'’]{2,40}(?:, \w+\.? ?\d{0,2})? [-–—] |^(?P<agency>REUTERS|AFP|AP) [-–—] ")

_LEAD_IN = re.compile(
    r"^\W*(?:(?:written|posted|reported|story|article|text|reporting|published|words|analysis|opinion|contributed|"
    r"compiled|edited)\s+)?"
    r"(?:by|von|par|por|di|door|från|af)\b\s*:?\s+|^\W*authors?\s*:\s*|^\W*from\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\||/|•|·|\n|\t|\s&\s|\band\b|\bund\b|\bet\b|\by\b(?=\s+[A-Z])|\bwith\b|–|—|\s-\s)\s*", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|bureau|chief|columnists?|contributors?|contributing|"
    r"producers?|journalists?|"
    r"desk|team|newsroom|news|service|wire|agency|press|media|times|post|magazine|online|digital|special to|for the|"
    r"photographs?|photos?|images?|director|professor|fellow|analyst|manager|president|officer|author|guest|admin|"
    r"editorial|"
    r"university|institute|inc|llc|ltd|twitter|facebook|linkedin|instagram|email|follow|read|min|updated|published|"
    r"subscribe|"
    r"click|share|view|posts?|more|about|board|by)\b|[@©]|https?:|www\.|\.com\b|\d",
    re.IGNORECASE,
)
_LONGEST_CHARS = 500  # a longer "byline" is a text somebody put in the wrong field
# What follows the names: when, or what they are.
_TAIL = re.compile(
    r"\s+(?:posted|published|updated|last updated|created|follow)\b|\s+(?:on )?(?:[a-z]{3,9}\.? )?\d|"
    r"\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?<=[a-z])\s+\(?@",
    re.IGNORECASE,
)
_JOB = r"(?:[Rr]eporter|[Ww]riter|[Cc]orrespondent|[Ee]ditor|[Cc]olumnist|[Jj]ournalist|[Cc]ritic|[Pp]roducer)"
_WITH_JOB = re.compile(
    rf"(?P<name>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{1,2}}?),? (?:[A-Z]\w+ ){{0,4}}(?:\w+ )?{_JOB}\W*$"
)
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "das",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
        "ter",
        "ten",
        "y",
        "e",
        "o'",
    ]
)
_SUFFIXES = re.compile(r",\s*(?=(?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|Esq)\b)", re.IGNORECASE)
_CREDENTIALS = re.compile(r"\s*,?\s+(?:PhD|Ph\.D\.?|MD|M\.D\.?|Esq\.?)$")
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_’'`.-]*(?:[’'`.-][^\W\d_]*)*\.?$")


def names(raw: str, *, outlet: str | None = None) -> tuple[str, ...]:
    """The people a byline names, in its order, without roles, agencies, handles and the outlet's own name."""
    raw = raw[:_LONGEST_CHARS]
    text = _TAIL.split(_LEAD_IN.sub("", raw.replace("\xa0", " ").strip()), maxsplit=1)[0]
    with_job = _WITH_JOB.match(text)
    text = with_job["name"] if with_job else text
    text = re.sub(r"\([^)]*\)|\[[^]]*]", " ", _SUFFIXES.sub(" ", text))
    found: dict[str, str] = {}
    for piece in _SPLIT.split(text):
        name = _name(_LEAD_IN.sub("", piece or ""))
        if name and name.casefold() != (outlet or "").casefold():
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _name(piece: str) -> str | None:
    piece = _CREDENTIALS.sub("", " ".join(piece.split()).strip(" .,:;*_-–—\"'"))
    if not piece or _ROLE.search(piece) or piece.casefold() in _AGENCIES:
        return None
    words = piece.split()
    if not 2 <= len(words) <= 5 or not all(_NAME_WORD.match(word) for word in words):
        return None
    if not all(word[0].isupper() or not word[0].islower() or word.casefold() in _PARTICLES for word in words):
        return None
    return " ".join(map(_proper, words)) if piece.isupper() and piece.isascii() else piece


def _proper(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() if len(part) > 2 else part.capitalize() for part in word.split("-"))


def is_byline(line: str) -> bool:
    """A line that says by whom and nothing else."""
    if len(line) > 160 or line.rstrip().endswith(("?", "!")):
        return False
    if _WITH_JOB.match(line) and len(line.split()) <= 8:
        return True
    return bool(_LEAD_IN.match(line)) and bool(names(line)) and len(line.split()) <= 25


def byline_lines(lines: Sequence[str]) -> Iterator[str]:
    """Those lines that say by whom, a lone "By" joined with the line below it."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if is_byline(line) or is_dated_byline(line):
            yield line
        elif re.fullmatch(r"\W*(?:(?:written|posted|reported) )?by\W*", line, re.IGNORECASE) and following:
            yield f"By {following}"


def is_dated_byline(line: str) -> bool:
    """A name and a full date on one line: "Ann Example, Lakeside Courier 8:42 a.m. EDT October 3, 2014"."""
    match = _DATED.match(line)
    return bool(match) and len(line) <= 120 and bool(names(line[: match.end("name")] if match else ""))


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
_DATED = re.compile(
    r"^\W*(?P<name>(?:By )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,3})\b[^.!?]{0,50}?\W"
    rf"(?:\d{{1,2}}:\d\d\b|\d{{1,2}}/\d{{1,2}}/(?:20)?\d\d|{_MONTH}\.? \d{{1,2}},? 20\d\d|\d{{1,2}} {_MONTH} 20\d\d)"
)


def agency_of(raw: str) -> str | None:
    """The agency a byline or a source line names, by its short name."""
    raw = raw[:_LONGEST_CHARS]
    pieces = [raw, *_SPLIT.split(_LEAD_IN.sub("", raw))]
    for piece in pieces:
        known = _AGENCIES.get(" ".join((piece or "").split()).strip(" .()").casefold())
        if known:
            return known
    signed = _SIGNED.match(raw)
    return _AGENCIES[signed["agency"].casefold()] if signed else None


def dateline_agency(text: str) -> str | None:
    """The agency in the dateline of an article's first paragraphs."""
    for line in text.split("\n\n", 3)[:3]:
        match = _DATELINE.match(line) or _DASHED.match(line)
        if match and match["agency"]:
            return _AGENCIES[match["agency"].casefold()]
    return None


def is_home_of(agency: str, outlet: str | None, host: str) -> bool:
    """Whether the outlet is the agency itself: then nobody carries anything."""
    place = f"{outlet or ''} {host}".casefold()
    return any(word in place for word in _HOMES.get(agency, {agency.casefold()}))


_SIGN_OFF = re.compile(
    r"\((?:Additional )?(?:Reporting|Report|Writing|Written) by (?P<names>[^;()]{3,200})|^(?:Reporting|Writing|"
    r"Written) by (?P<bare>[^;.()]{3,200})",
    re.MULTILINE,
)


def signed_by(text: str) -> tuple[str, ...]:
    """The reporters of a sign-off: "(Reporting by A in Boston and B; Editing by C)"."""
    match = _SIGN_OFF.search(text[-1500:])
    if not match:
        return ()
    return names(re.sub(r"\bin [A-Z][\w.]*(?: [A-Z][\w.]*)*", "", match["names"] or match["bare"]))
