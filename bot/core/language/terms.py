"""Words and figures of a text: forms of a word, stems, numbers.

English alone is inflected as verb and noun. Spanish, French, German and Portuguese words are recognised by their
letters or endings and take plural-like endings only; anything else is matched as written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from bot.core.model import Span


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


# --- forms of a word --------------------------------------------------------------------------------------------------

_IRREGULAR_SETS = (  # base first
    "agree agrees agreed agreeing",
    "begin begins began begun beginning",
    "bias biases biased",
    "bring brings brought bringing",
    "build builds built building",
    "buy buys bought buying",
    "choose chooses chose chosen choosing",
    "come comes came coming",
    "decree decrees decreed decreeing",
    "draw draws drew drawn drawing",
    "drive drives drove driven driving",
    "fall falls fell fallen falling",
    "fight fights fought fighting",
    "find finds found finding",
    "forbid forbids forbade forbidden forbidding",
    "free frees freed freeing",
    "give gives gave given giving",
    "go goes went gone going",
    "guarantee guarantees guaranteed guaranteeing",
    "hear hears heard hearing",
    "hold holds held holding",
    "keep keeps kept keeping",
    "know knows knew known knowing",
    "lead leads led leading",
    "leave leaves left leaving",
    "lose loses lost losing",
    "make makes made making",
    "meet meets met meeting",
    "override overrides overrode overridden overriding",
    "oversee oversees oversaw overseen overseeing",
    "pay pays paid paying",
    "say says said saying",
    "see sees saw seen seeing",
    "seek seeks sought seeking",
    "sell sells sold selling",
    "send sends sent sending",
    "shut shuts shutting",
    "spend spends spent spending",
    "stand stands stood standing",
    "take takes took taken taking",
    "tell tells told telling",
    "think thinks thought thinking",
    "win wins won winning",
    "withdraw withdraws withdrew withdrawn withdrawing",
    "withhold withholds withheld withholding",
    "write writes wrote written writing",
    "child children",
    "man men",
    "person persons people",
    "woman women",
    "life lives",
    "analysis analyses",
    "basis bases",
    "crisis crises",
    "criterion criteria",
    "datum data",
    "index indexes indices",
    "memorandum memoranda memorandums",
    "moratorium moratoriums moratoria",
    "referendum referendums referenda",
    "building buildings",  # as nouns: who looks for a hearing doesn't mean "heard"
    "finding findings",
    "hearing hearings",
    "meeting meetings",
)
_IRREGULAR = {form: tuple(forms.split()) for forms in _IRREGULAR_SETS for form in forms.split()}
_UNCHANGING = frozenset(
    _words(
        "a an and are as at be been by can could did do does for from had has have he her his how i if in into is "
        "it its may me might must my no nor not of off on or our out own she should so some such than that the "
        "their them then there these they this those to too under up us very was we were what when where which "
        "while who whom whose why will with would you your ago also always never only series species news politics "
        "ethics biometrics"
    )
)
_STRESSED_LAST = re.compile(  # the last consonant doubles though the word is long: permit, permitted
    r"(?:.*(?:mit|fer|pel|cur|trol|quip|but|gret|get|bid|bar|set|cap|lap|tag|map|web|veil)|.*[^aeiou]el|.*[aeiou][^aeiou]al)"
)
_ONE_SYLLABLE = re.compile(r"(?:[^aeiou]*|[^aeiou]*qu)[aeiou][^aeiouwxyh]")
_DOUBLES_EITHER_WAY = re.compile(r".*[^aeiou](?:el|al|il)|.*veil")  # cancel: canceled, cancelled
_NOUN_ENDING = re.compile(
    r".*(?:tion|sion|ment|ness|ity|ism|ist|ance|ence|ship|hood|ogy|acy|phy|ics|ial|ical|ous|ive|able)"
)
_SIBILANT = re.compile(r".*(?:s|x|z|ch|sh)")
_TAKES_OES = frozenset({"veto", "hero", "echo", "embargo", "potato", "tomato", "torpedo"})
_E_FELL = re.compile(r".*(?:[aeiou][^aeiouwxy]|[^aeiou][gszl])")  # vot(e), chang(e), settl(e); never test, offer
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def inflections(word: str) -> tuple[str, ...]:
    """The forms under which a word is looked for, in lower case, the word itself first.

    ban → ban, bans, banned, banning; policies → policies, policy. Some forms exist in no dictionary ("courted" comes
    with "court" and does no harm); forms that would be other words are left out where spelling can tell. A word
    with digits, dots or hyphens stays as it is, apart from its last part: "face-scan" takes "face-scans".
    """
    lower = word.lower()
    head, dash, last = lower.rpartition("-")
    if dash:
        return tuple(f"{head}-{form}" for form in inflections(last)) if last else (lower,)
    if len(lower) < 3 or lower in _UNCHANGING or not _WORD.fullmatch(lower):
        return (lower,)
    if lower in _IRREGULAR:
        return _first(lower, _IRREGULAR[lower])
    if not lower.isascii():
        return _first(lower, _plurals_abroad(lower))
    return _first(lower, tuple(form for base in _bases(lower) for form in _regular_forms(base)))


def _first(word: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *forms)))


def _regular_forms(base: str) -> tuple[str, ...]:
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    forms = (base, *_plurals(base))
    return forms if _NOUN_ENDING.fullmatch(base) and base not in _VERBS_LIKE_NOUNS else forms + _verb_forms(base)


_VERBS_LIKE_NOUNS = frozenset(
    {"implement", "comment", "document", "mention", "question", "petition", "sanction", "give"}
)


def _plurals(base: str) -> tuple[str, ...]:
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return (base[:-1] + "ies",)
    if _SIBILANT.fullmatch(base) or base in _TAKES_OES:
        return (base + "es",)
    if base.endswith("cion"):
        return (base + "es",)  # Spanish
    if base.endswith(("ung", "heit", "keit")) and len(base) > 7:
        return (base + "en", base + "s")  # German
    return (base + "s",)


def _verb_forms(base: str) -> tuple[str, ...]:
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return (base[:-1] + "ied", base + "ing")
    if base.endswith("ie"):
        return (base + "d", base[:-2] + "ying")
    if base.endswith(("ee", "oe", "ye")):
        return (base + "d", base + "ing")
    if base.endswith("e"):
        return (base + "d", base[:-1] + "ing")
    doubled = base + base[-1]
    if _DOUBLES_EITHER_WAY.fullmatch(base):
        return (base + "ed", base + "ing", doubled + "ed", doubled + "ing")
    if _ONE_SYLLABLE.fullmatch(base) or (len(base) > 4 and _STRESSED_LAST.fullmatch(base)):
        return (doubled + "ed", doubled + "ing")
    return (base + "ed", base + "ing")


def _plurals_abroad(word: str) -> tuple[str, ...]:
    if word.endswith("ción"):
        return (word[:-2] + "ones",)
    if word.endswith("ção"):
        return (word[:-2] + "ões",)
    if word.endswith("s"):
        return ()
    return (word + "s", word + "es", word + "n", word + "en")


def _bases(word: str) -> tuple[str, ...]:
    """What the word may be a form of, itself included: only bases whose own forms lead back to it."""
    candidates = {word: None}
    if word.endswith("ies") and len(word) > 4:
        candidates[word[:-3] + "y"] = None
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
        candidates |= {word[:-1]: None, word[:-2]: None} if word.endswith("es") else {word[:-1]: None}
    for ending in ("ied", "ed", "ing"):
        if word.endswith(ending) and not word.endswith(("eed", "thing")):
            candidates |= dict.fromkeys(_verbs_behind(word.removesuffix(ending), ending))
            candidates.pop(word, None)
            break
    real = [base for base in candidates if base == word or (len(base) > 2 and word in _regular_forms(base))]
    return tuple(base for base in real if base != word or len(real) == 1 or not word.endswith("s")) or (word,)


def _verbs_behind(rest: str, ending: str) -> tuple[str, ...]:
    if len(rest) < 2 or not re.search("[aeiouy]", rest):
        return ()
    if ending == "ied":
        return (rest + "y",)
    if rest[-1] == rest[-2] and rest[-1] not in "lsfz":
        return (rest[:-1],)
    if rest[-1] == rest[-2] == "l":
        return (rest, rest[:-1])
    if rest[-1] in "vuc":
        return (rest + "e",)
    takes_e = _E_FELL.fullmatch(rest) is not None and not (rest.endswith("er") and len(rest) > 4)
    return (rest, rest + "e") if takes_e else (rest,)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One form for all regular forms of a word, for searching; not always a word: policies → polici, sued → su."""
    lower = word.lower()
    lower = lower.removesuffix("'s").removesuffix("’s")
    if lower in _IRREGULAR:
        lower = _IRREGULAR[lower][0]
    if len(lower) < 4 or lower in _UNCHANGING or not _WORD.fullmatch(lower):
        return lower.removesuffix("e") if len(lower) > 2 and lower.isalpha() and lower not in _UNCHANGING else lower
    return _without_ending(lower)


def _without_ending(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-2]
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "oes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 2 and re.search("[aeiouy]", rest) and not word.endswith(("eed", "thing")):
            word = rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsfz" else rest
            break
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return word[:-1] + "i"
    word = word.removesuffix("e") if len(word) > 2 else word
    return word[:-1] if len(word) > 3 and word.endswith("ll") else word


# --- numbers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a text. `value` compares: "$2.5 million" and "$2,500,000" are both "$2500000", "40 percent" "40%"."""

    span: Span
    value: str


_SMALL = _words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_WORTH = (
    {word: 2 + n for n, word in enumerate(_SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)} | {"one": 1}
)
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<money>US\$|[$€£¥]\s?)?(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
    rf"|(?P<words>(?:{'|'.join(_TENS)})(?:-(?:one|{'|'.join(_SMALL[:8])}))?|{'|'.join(_SMALL)}))"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|m|b)\b)?"
    r"(?P<percent>\s?%|[\s-]per\s?cent\b)?(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)


def numbers(text: str) -> tuple[Number, ...]:
    """The figures of a text in order, digits and words alike; "one" is left out, it mostly counts nothing."""
    return tuple(Number(Span(*match.span()), _value(match)) for match in _NUMBER.finditer(text))


def _value(match: re.Match[str]) -> str:
    if match["digits"]:
        whole, _, fraction = match["digits"].replace(",", "").partition(".")
    else:
        whole, fraction = str(sum(_WORTH[word] for word in match["words"].lower().split("-"))), ""
    exponent = _SCALES[match["scale"].lower()] if match["scale"] else 0
    whole += fraction[:exponent].ljust(exponent, "0")
    fraction = fraction[exponent:].rstrip("0")
    figure = (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
    money = (match["money"] or "").strip().upper().removeprefix("US")
    return f"{money}{figure}{'%' if match['percent'] else ''}"


# --- phrases ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a list where it stands in a text."""

    phrase: str
    span: Span


class Phrases:
    """A list of words and phrases, found in any regular form and any case, or exactly as written.

    `are_nouns`: only the last word takes forms, for "he faces scans" is no "face scan". It is for lists of a hundred or
    a thousand phrases over one text, is built once and never changes.
    """

    def __init__(self, phrases: Iterable[str], *, is_exact: bool = False, are_nouns: bool = False) -> None:
        self._is_exact = is_exact
        self._by_first: dict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = {}
        for phrase in phrases:
            words = _TOKEN.findall(phrase)
            first, *rest = [
                self._forms(word, is_fixed=is_exact or (are_nouns and place < len(words) - 1))
                for place, word in enumerate(words)
            ] or [frozenset[str]()]
            for form in first:
                self._by_first.setdefault(form, []).append((phrase, tuple(rest)))
        for listed in self._by_first.values():
            listed.sort(key=lambda one: -len(one[1]))
        self.firsts = frozenset(form.lower() for form in self._by_first)  # words that may begin one, in small letters

    def _forms(self, word: str, *, is_fixed: bool) -> frozenset[str]:
        if is_fixed:
            return frozenset({word if self._is_exact else word.lower()})
        return frozenset(inflections(word))

    def find(self, text: str) -> tuple[Found, ...]:
        """Every place, in order; of phrases that begin at one word the longest."""
        return self.find_at(text, [place for place, _ in _tokens(text).places_of(self.firsts)])

    def find_at(self, text: str, places: Iterable[int]) -> tuple[Found, ...]:
        """The same, where it is known which of the text's words may begin one of the phrases."""
        tokens = _tokens(text)
        words = tokens.written if self._is_exact else tokens.lower
        found: list[Found] = []
        for place in places:
            for phrase, rest in self._by_first.get(words[place], ()):
                if not rest or tokens.go_on(words, place, rest):
                    found.append(Found(phrase, tokens.span(place, place + len(rest))))
                    break
        return tuple(found)


class PhraseLists:
    """Several lists, all of them searched for in one pass."""

    def __init__(self, lists: Mapping[str, Phrases]) -> None:
        self._lists = lists
        self._names: dict[str, list[str]] = defaultdict(list)
        for name, phrases in lists.items():
            for word in phrases.firsts:
                self._names[word].append(name)
        self._firsts = frozenset(self._names)

    def find(self, text: str) -> Mapping[str, tuple[Found, ...]]:
        """What each of the lists finds, by its name."""
        places: dict[str, list[int]] = {name: [] for name in self._lists}
        for place, word in _tokens(text).places_of(self._firsts):
            for name in self._names[word]:
                places[name].append(place)
        return {name: self._lists[name].find_at(text, own) for name, own in places.items()}


_TOKEN = re.compile(r"[^\W_]+")
_TOKENS = re.compile(r"([^\W_]+)")
_BREAKS = frozenset(",;:!?()|\n")


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a text, in order, and where each stands."""

    pieces: list[str]  # what stands between words at even places, words at odd ones
    ends: list[int]  # of each piece
    written: list[str]
    lower: list[str]
    known: frozenset[str]  # the different ones in small letters

    def places_of(self, words: frozenset[str]) -> list[tuple[int, str]]:
        """Where any of some words stands, in small letters."""
        here = words & self.known
        return [(place, word) for place, word in enumerate(self.lower) if word in here] if here else []

    def span(self, first: int, last: int) -> Span:
        """From one word to another, both included."""
        return Span(self.ends[2 * first], self.ends[2 * last + 1])

    def go_on(self, words: list[str], place: int, rest: tuple[frozenset[str], ...]) -> bool:
        """Whether the rest of a phrase stands behind its first word, unbroken."""
        end = place + len(rest)
        if end >= len(words) or words[place + 1] not in rest[0]:
            return False
        if not all(word in allowed for word, allowed in zip(words[place + 1 : end + 1], rest, strict=True)):
            return False
        gaps = self.pieces[2 * place + 2 : 2 * end + 1 : 2]
        return all(gap == " " or (len(gap) <= 3 and _BREAKS.isdisjoint(gap)) for gap in gaps)


@lru_cache(maxsize=4)  # several lists are searched for in one text after another
def _tokens(text: str) -> _Tokens:
    pieces = _TOKENS.split(text)
    written = pieces[1::2]
    lower = " ".join(written).lower().split(" ") if written else []
    return _Tokens(pieces, list(accumulate(map(len, pieces))), written, lower, frozenset(lower))
