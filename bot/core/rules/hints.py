"""What people write in other tools, and the way to say it here."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from bot.core.rules.sets import SETS

FIELDS = ("title", "body", "source", "lang")
NEAR = 8  # words apart, where somebody says near and no number

_BAD_IN_WORD = (  # the first that is found is told
    ("$", "a $ inside a word: a named set stands alone, as in $companies"),
    ("\\", "a backslash means nothing here: put the words in quotes"),
    ("~", 'no fuzzy words: ~ goes after a quoted phrase, as in "facial ban"~8'),
    ("[", "no ranges: write the alternatives out with OR"),
    ("]", "no ranges: write the alternatives out with OR"),
    ("{", "no ranges: write the alternatives out with OR"),
    ("}", "no ranges: write the alternatives out with OR"),
    ("?", "no ? in words: write the forms out with OR"),
    ("|", "did you mean OR? It stands between spaces"),
)
_BAD_AT_START = (
    ("/", "no regular expressions: put the words in quotes"),
    ("<", "no ranges: write the alternatives out with OR"),
    (">", "no ranges: write the alternatives out with OR"),
    ("'", "a word can't begin with an apostrophe: phrases stand in double quotes"),
    ("!", "did you mean NOT?"),
)
_SIGNS: Mapping[str, str] = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "!": "NOT"}
_OTHER_OPERATORS: Mapping[str, str] = {"ANDNOT": "NOT", "BUTNOT": "NOT", "XOR": "OR"}
_NEAR_WORD = re.compile(r"O?NEAR|(?:O?NEAR|ADJ|(?i:o?near|w|n|pre|adj|within)/)(?P<n>\d{1,4})")
_OTHER_FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("headline", "intitle", "heading", "subject"), "title"),
    **dict.fromkeys(("text", "content", "inbody", "intext", "article"), "body"),
    **dict.fromkeys(("site", "outlet", "domain", "host", "publisher", "feed", "url"), "source"),
    **dict.fromkeys(("language", "locale"), "lang"),
}
_LANGUAGES: Mapping[str, str] = {
    name: code
    for code, names in (
        ("en", "eng english"),
        ("de", "ger deu german deutsch"),
        ("fr", "fre fra french français"),
        ("es", "spa spanish español"),
        ("pt", "por portuguese português"),
        ("it", "ita italian italiano"),
        ("nl", "dut nld dutch nederlands"),
    )
    for name in names.split()
}


def fault_of_sign(word: str) -> tuple[int, str] | None:
    """What is wrong with a word's signs, with the place in it; None when nothing is."""
    for sign, reason in _BAD_IN_WORD:
        if sign in word:
            return word.index(sign), reason
    return next(((0, reason) for sign, reason in _BAD_AT_START if word.startswith(sign)), None)


def operator_meant(word: str) -> str:
    """Why a word is no operator though it looks like one; "" for any other word."""
    if word in _SIGNS:
        return f"did you mean {_SIGNS[word]}? {word} is no operator here"
    if word in _OTHER_OPERATORS:
        return f"did you mean {_OTHER_OPERATORS[word]}? {word} is no operator here"
    if word.lower() in {"and", "or", "not"}:
        return f"did you mean {word.upper()}? Operators stand in capitals, the word {word} in quotes"
    return ""


def nearness_meant(word: str, left: str, right: str) -> str:
    """Why NEAR/5 and its kin are no operators, with the phrase to write; "" for any other word."""
    found = _NEAR_WORD.fullmatch(word)
    if found is None:
        return ""
    example = f"{left} {right}" if left and right else "facial ban"
    return f'no {word}: did you mean "{example}"~{found["n"] or NEAR}?'


def field_meant(name: str) -> str:
    """Why this is no field, with the one that is nearest."""
    if not name.replace("-", "").isalpha():
        return "a colon: put the words in quotes"
    lower = name.lower()
    if lower in ("http", "https"):
        return "an address is no word: put it in quotes, or its host after source:"
    meant = _OTHER_FIELDS.get(lower) or next(iter(get_close_matches(lower, FIELDS, n=1, cutoff=0.6)), "")
    if meant:
        return f"no field {name}: — did you mean {meant}:?"
    return (
        f"no field {name}: there are {', '.join(f'{field}:' for field in FIELDS)}; other words with a colon need quotes"
    )


def set_meant(name: str) -> str:
    """Why this is no set, with the one that is nearest."""
    near = near_set(name)
    if near:
        return f"no set ${name}: did you mean ${near}?"
    return f"no set ${name}: there are {_listed(SETS)}"


def near_set(name: str) -> str:
    """The set whose name is nearest; "" where none is."""
    return next(iter(get_close_matches(name.lower(), SETS, n=1, cutoff=0.6)), "")


def language_meant(value: str) -> str:
    """Why this is no language."""
    code = _LANGUAGES.get(value.lower())
    if code is not None:
        return f"no language {value}: did you mean lang:{code}?"
    return "a language is two letters, as in lang:de"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"${name}" for name in names)
