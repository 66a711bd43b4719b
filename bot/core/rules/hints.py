"""What people write in other tools, and the way to say it here."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from bot.core.rules.sets import SETS
from bot.core.translation import gettext, gettext_noop

FIELDS = ("title", "body", "source", "lang")
NEAR = 8  # words apart, where somebody says near and no number

_BAD_IN_WORD = (  # the first that is found is told
    ("$", gettext_noop("a $ inside a word: a named set stands alone, as in $companies")),
    ("\\", gettext_noop("a backslash means nothing here: put the words in quotes")),
    ("~", gettext_noop('no fuzzy words: ~ goes after a quoted phrase, as in "facial ban"~8')),
    ("[", gettext_noop("no ranges: write the alternatives out with OR")),
    ("]", gettext_noop("no ranges: write the alternatives out with OR")),
    ("{", gettext_noop("no ranges: write the alternatives out with OR")),
    ("}", gettext_noop("no ranges: write the alternatives out with OR")),
    ("?", gettext_noop("no ? in words: write the forms out with OR")),
    ("|", gettext_noop("did you mean OR? It stands between spaces")),
)
_BAD_AT_START = (
    ("/", gettext_noop("no regular expressions: put the words in quotes")),
    ("<", gettext_noop("no ranges: write the alternatives out with OR")),
    (">", gettext_noop("no ranges: write the alternatives out with OR")),
    ("'", gettext_noop("a word can't begin with an apostrophe: phrases stand in double quotes")),
    ("!", gettext_noop("did you mean NOT?")),
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


# ISO 639-1, and four that pages still declare though they were withdrawn: iw, in, ji, mo.
LANGUAGE_CODES = frozenset((
    "aa", "ab", "ae", "af", "ak", "am", "an", "ar", "as", "av", "ay", "az", "ba", "be", "bg", "bh", "bi", "bm",
    "bn", "bo", "br", "bs", "ca", "ce", "ch", "co", "cr", "cs", "cu", "cv", "cy", "da", "de", "dv", "dz", "ee",
    "el", "en", "eo", "es", "et", "eu", "fa", "ff", "fi", "fj", "fo", "fr", "fy", "ga", "gd", "gl", "gn", "gu",
    "gv", "ha", "he", "hi", "ho", "hr", "ht", "hu", "hy", "hz", "ia", "id", "ie", "ig", "ii", "ik", "in", "io",
    "is", "it", "iu", "iw", "ja", "ji", "jv", "ka", "kg", "ki", "kj", "kk", "kl", "km", "kn", "ko", "kr", "ks",
    "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk", "ml",
    "mn", "mo", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nl", "nn", "no", "nr", "nv", "ny", "oc",
    "oj", "om", "or", "os", "pa", "pi", "pl", "ps", "pt", "qu", "rm", "rn", "ro", "ru", "rw", "sa", "sc", "sd",
    "se", "sg", "sh", "si", "sk", "sl", "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sv", "sw", "ta", "te",
    "tg", "th", "ti", "tk", "tl", "tn", "to", "tr", "ts", "tt", "tw", "ty", "ug", "uk", "ur", "uz", "ve", "vi",
    "vo", "wa", "wo", "xh", "yi", "yo", "za", "zh", "zu",
))  # fmt: skip


def fault_of_sign(word: str) -> tuple[int, str] | None:
    """What is wrong with a word's signs, with the place in it; None when nothing is."""
    for sign, reason in _BAD_IN_WORD:
        if sign in word:
            return word.index(sign), gettext(reason)
    return next(((0, gettext(reason)) for sign, reason in _BAD_AT_START if word.startswith(sign)), None)


def operator_meant(word: str) -> str:
    """Why a word is no operator though it looks like one; "" for any other word."""
    if word in _SIGNS:
        return gettext("did you mean {operator}? {word} is no operator here", operator=_SIGNS[word], word=word)
    if word in _OTHER_OPERATORS:
        operator = _OTHER_OPERATORS[word]
        return gettext("did you mean {operator}? {word} is no operator here", operator=operator, word=word)
    if word.lower() in {"and", "or", "not"}:
        return gettext(
            "did you mean {operator}? Operators stand in capitals, the word {word} in quotes",
            operator=word.upper(),
            word=word,
        )
    return ""


def nearness_meant(word: str, left: str, right: str) -> str:
    """Why NEAR/5 and its kin are no operators, with the phrase to write; "" for any other word."""
    found = _NEAR_WORD.fullmatch(word)
    if found is None:
        return ""
    example = f"{left} {right}" if left and right else "facial ban"
    return gettext("no {word}: did you mean {phrase}?", word=word, phrase=f'"{example}"~{found["n"] or NEAR}')


def field_meant(name: str) -> str:
    """Why this is no field, with the one that is nearest."""
    if not name.replace("-", "").isalpha():
        return gettext("a colon: put the words in quotes")
    lower = name.lower()
    if lower in ("http", "https"):
        return gettext("an address is no word: put it in quotes, or its host after source:")
    meant = _OTHER_FIELDS.get(lower) or next(iter(get_close_matches(lower, FIELDS, n=1, cutoff=0.6)), "")
    if meant:
        return gettext("no field {field} — did you mean {meant}?", field=f"{name}:", meant=f"{meant}:")
    return gettext(
        "no field {name}: there are {fields}; other words with a colon need quotes",
        name=name,
        fields=", ".join(f"{field}:" for field in FIELDS),
    )


def set_meant(name: str) -> str:
    """Why this is no set, with the one that is nearest."""
    near = near_set(name)
    if near:
        return gettext("no set {name}: did you mean {near}?", name=f"${name}", near=f"${near}")
    return gettext("no set {name}: there are {sets}", name=f"${name}", sets=_listed(SETS))


def near_set(name: str) -> str:
    """The set whose name is nearest; "" where none is."""
    return next(iter(get_close_matches(name.lower(), SETS, n=1, cutoff=0.6)), "")


def language_meant(value: str) -> str:
    """Why this is no language."""
    code = _LANGUAGES.get(value.lower())
    if code is not None:
        return gettext("no language {value}: did you mean {meant}?", value=value, meant=f"lang:{code}")
    if len(value) == 2 and value.isalpha():
        return gettext("no language {value}: its two letters are those of ISO 639-1, as in lang:de", value=value)
    return gettext("a language is two letters, as in lang:de")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"${name}" for name in names)
