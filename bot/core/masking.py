"""Addresses as they may be shown: feeds for subscribers carry the subscriber's key.

Lists and logs err to hiding: of an address only what is plainly no key is shown (`masked`). A link that others follow
errs to working: only what is plainly a key is left out (`keyless`).
"""

import re
from typing import Final
from urllib.parse import unquote, unquote_plus

LIMIT_CHARS: Final = 8000
HIDDEN: Final = "***"
SHORT_NUMBER: Final = 6  # digits: pages, posts, years and days are counted so, keys are longer
LEAST_KEY: Final = 12  # characters of letters and digits mixed: nine random bytes; shorter ones are guessed
LEAST_PART: Final = 2.4  # characters of one kind in a row, on average: chance gives under 2, words 6
LONG_RUN: Final = 20  # of those in a link that is to work; words run together seldom hold digits

_SECRET_NAME = re.compile(  # "api_key" and "apikey", but neither "keyword" nor "author"
    r"(?:^|[-_.\[]|api|access|private|client|feed|rss|auth|user|session)"
    r"(?:key|token|secret|passw(?:or)?d|pass|pwd|auth|sig(?:nature)?|hmac|jwt|s(?:ession)?_?id|credentials?)\]?$"
    r"|^(?:feed|user|hash)$",
    re.IGNORECASE,
)
_OPEN_NAMES: Final = frozenset(  # whose values people and software of newsrooms choose, and that open nothing
    """
    q query search s keyword keywords term terms topic topics tag tags cat category categories section channel author
    authors format type output lang language hl gl ceid locale region country state city sort order orderby view
    feed_type alt content post_type status committee agency agencies docket design output_format year month day date
    since until from to start end page paged per_page limit count
    """.split()  # noqa: SIM905
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RUN = re.compile(r"[A-Za-z0-9]{15,}")
_PIECE = re.compile(r"[^\W_]+")
_WORDED = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_PAIRS = re.compile(r"([&;])")


def masked(url: str) -> str:
    """The URL for lists, logs and messages: user names, and whatever in path or query may be a key, read `***`.

    Takes any text and never raises; what can't be read as a URL is shown up to its first `?`.
    """
    text = url if len(url) <= LIMIT_CHARS else url[:LIMIT_CHARS]
    text, _, fragment = text.partition("#")
    text, mark, query = text.partition("?")
    scheme, slashes, rest = text.rpartition("//")
    netloc, slash, path = rest.partition("/")
    netloc = f"{HIDDEN}@" + netloc.rpartition("@")[2] if "@" in netloc else netloc
    shown = scheme + slashes + netloc + slash + "/".join(map(_masked_segment, path.split("/")))
    shown += mark + _masked_pairs(query)
    return shown + ("#" + _masked_pairs(fragment) if fragment else "")


def keyless(url: str) -> str:
    """The URL without what is surely a key in its query: an address to be shown and followed by others."""
    address, mark, query = url.partition("?")
    pairs = [pair for pair in query.split("&") if not _has_key(pair)]
    return address + (mark + "&".join(pairs) if pairs else "")


def _masked_segment(segment: str) -> str:
    """A step of the path; what follows a semicolon in it are parameters."""
    step, mark, parameters = segment.partition(";")
    shown = ".".join(HIDDEN if _may_be_key(unquote(part)) else part for part in step.split("."))
    return shown + mark + _masked_pairs(parameters)


def _masked_pairs(pairs: str) -> str:
    return "".join(part if part in "&;" else _masked_pair(part) for part in _PAIRS.split(pairs))


def _masked_pair(pair: str) -> str:
    name, mark, value = pair.partition("=")
    if not mark:
        return HIDDEN if _may_be_key(unquote_plus(name)) else name
    return f"{name}={HIDDEN}" if value and not _is_open(unquote_plus(name), unquote_plus(value)) else pair


def _is_open(name: str, value: str) -> bool:
    if _SECRET_NAME.search(name):
        return False
    if value.isdecimal() and len(value) <= SHORT_NUMBER:
        return True
    own = [part for part in re.split(r"[\[\]]", name.lower()) if part]  # "conditions[term]"
    return bool(own) and own[-1] in _OPEN_NAMES and not _may_be_key(value)


def _may_be_key(text: str) -> bool:
    """What no person would type: UUIDs, long numbers, and words that are mostly mixtures of letters and digits."""
    if _UUID.search(text) or re.search(rf"\d{{{LEAST_KEY},}}", text):
        return True
    pieces = _PIECE.findall(text)
    mixed = sum(len(piece) for piece in pieces if _is_mixed(piece))
    size, parts = sum(map(len, pieces)), sum(len(_WORDED.findall(piece)) for piece in pieces)
    is_broken = parts > len(pieces) and size < parts * LEAST_PART
    return mixed >= LEAST_KEY or (len(text) >= LEAST_KEY and (2 * mixed > size or is_broken))


def _is_mixed(piece: str) -> bool:
    """Letters and digits, or small and capital ones, change more than once: "facialRecognition" and "covid19" don't.

    Capitals without end are letters of base 32.
    """
    return len(_WORDED.findall(piece)) > 2 or (piece.isupper() and len(piece) >= LEAST_KEY)


def _has_key(pair: str) -> bool:
    name, mark, value = pair.partition("=")
    plain = unquote_plus(value if mark else name)
    if _UUID.search(plain) or any(map(_is_long_key, _RUN.findall(plain))):
        return True
    return bool(mark and plain and _SECRET_NAME.search(unquote_plus(name)))


def _is_long_key(run: str) -> bool:
    return run.isdigit() or (len(run) >= LONG_RUN and not run.isalpha())
