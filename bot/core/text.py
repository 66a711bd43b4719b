"""Text as it is read, not as it is typed: folding with a way back, sentences, paragraphs, cuts.

Everything here is linear in the length of the text, also for text made to be slow.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.model import Span

# --- folding ----------------------------------------------------------------------------------------------------------

_UNIFIED = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃˗", "-"),
    **dict.fromkeys("’‘‛ʼ′ʹ`´＇", "'"),
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    "…": ".",  # NFKC makes three of it; one keeps the commonest such character one to one
}
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0")  # not Cf, and yet nothing to see


FEW_KINDS = 24


@dataclass(frozen=True, slots=True)
class Folded:
    """Text under which equal words compare equal, with the way back.

    `offsets[i]` is where the character behind `text[i]` begins in the original, `ends[i]` where it ends; both never
    decrease. One original character may stand behind several folded ones (a ligature), or several behind one
    (a letter and its accent).
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def original(self, span: Span) -> Span:
        """The same place in the text that was folded, without what was dropped at its rims."""
        return Span(self.offsets[span.start], self.ends[span.end - 1])


def fold(text: str, *, casefold: bool = False) -> Folded:
    """NFKC without what nobody sees: zero-width characters, soft hyphens, bidi and other controls are dropped.

    Any space or line break becomes one space each, dashes, apostrophes and double quotes their ASCII form, an
    ellipsis one stop. Accents stay: "año" is not "ano".
    """
    known = _UNCHANGED[casefold]
    odd = _kinds(text) - known
    forms: dict[str, str] = {}  # of the kinds that change, or join the one before
    for character in odd:
        form = _folded_character(character, casefold)
        if form == character and not _joins(character):
            known.add(character)
        else:
            forms[character] = form
    if all(len(form) == 1 and not _joins(character) for character, form in forms.items()):
        plain = range(len(text) + 1)
        return Folded(_replaced(text, forms), plain[:-1], plain[1:])
    return _folded_by_cluster(text, forms, casefold=casefold)


_PLAIN = b"abcdefghijklmnopqrstuvwxyz0123456789 .,;:!?()-\"'"  # what folds to itself, capitals small or not


def _kinds(text: str) -> set[str]:
    """The different characters of a text, without most of those that are in any."""
    kept = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return set(kept.decode("utf-8", "surrogatepass"))


_UNCHANGED: dict[bool, set[str]] = {True: set(), False: set()}  # kinds met that fold to themselves: most of any text


def _replaced(text: str, forms: dict[str, str]) -> str:
    """Each character by its form, which has no other form itself. A few kinds go faster one after the other."""
    if len(forms) > FEW_KINDS:
        return text.translate({ord(character): form for character, form in forms.items()})
    for character, form in forms.items():
        text = text.replace(character, form)
    return text


def _folded_by_cluster(text: str, forms: dict[str, str], *, casefold: bool) -> Folded:
    """Clusters that don't fold one to one are looked at each by itself, what stands between them at once."""
    single = {c: form for c, form in forms.items() if len(form) == 1 and not _joins(c)}
    pieces: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    last = 0
    for start, end in _odd_clusters(text, forms):
        pieces.append(_replaced(text[last:start], single))
        offsets += range(last, start)
        ends += range(last + 1, start + 1)
        last = end
        form = _folded(text[start:end], casefold)
        while end > start and not forms.get(text[end - 1], text[end - 1]):
            end -= 1
        pieces.append(form)
        offsets += [start] * len(form)
        ends += [end] * len(form)
    pieces.append(_replaced(text[last:], single))
    offsets += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return Folded("".join(pieces), offsets, ends)


def _odd_clusters(text: str, forms: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Ranges of characters with what joins them, and of characters that don't fold to one."""
    joining = "".join(map(re.escape, sorted(c for c in forms if _joins(c))))
    longer = "".join(map(re.escape, sorted(c for c, form in forms.items() if len(form) != 1 and not _joins(c))))
    choices = [*([f".[{joining}]+", f"[{joining}]"] if joining else []), *([f"[{longer}]"] if longer else [])]
    yield from (match.span() for match in re.finditer("|".join(choices), text, re.DOTALL))


@lru_cache(maxsize=20_000)
def _folded_character(character: str, casefold: bool) -> str:
    return _folded(character, casefold)


def _folded(cluster: str, casefold: bool) -> str:
    seen = "".join(_UNIFIED.get(c, c) for c in cluster if not _is_dropped(c))
    form = unicodedata.normalize("NFKC", seen)
    if casefold:
        form = unicodedata.normalize("NFKC", form.casefold())
    return "".join(_settled(c) for c in form if not _is_dropped(c))


def _settled(character: str) -> str:
    if character.isspace():
        return " "
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # half a character: no encoder takes it
    return _UNIFIED.get(character, character)


@lru_cache(maxsize=20_000)
def _is_dropped(character: str) -> bool:
    if character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return True
    return unicodedata.category(character) in ("Cf", "Cc") and not character.isspace()


@lru_cache(maxsize=20_000)
def _joins(character: str) -> bool:
    """It belongs to the character before it: an accent, a vowel sign, the second half of a Hangul syllable."""
    return (
        unicodedata.combining(character) != 0
        or "\u1160" <= character <= "\u11ff"
        or character in "\uff9e\uff9f"
        or _is_dropped(character)
    )


# --- paragraphs -------------------------------------------------------------------------------------------------------

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WRAPPED = range(45, 121)  # columns at which people and programs wrap by hand; a shorter line is a line of its own
_BULLET = re.compile(r"[•·▪‣*–—-]\s|\d{1,2}[.)]\s")


@lru_cache(maxsize=4)  # several rooms ask of one text after another
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs, trimmed, in order.

    Blank lines part them. So does a single line break, unless it looks like a hand-wrapped line: the next goes on
    in lower case, or the line is as long as wrapped lines are.
    """
    found: list[Span] = []
    line_length = 0
    for match in _LINE.finditer(text):
        line = _trimmed(text, match.start(), match.end())
        if line is None:
            line_length = -1
            continue
        if found and line_length >= 0 and _goes_on(text, found[-1].end, line, line_length):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
        line_length = line.end - line.start
    return tuple(found)


def _goes_on(text: str, end: int, line: Span, line_length: int) -> bool:
    gap = text[end : line.start]
    if gap.count("\n") > 1 or gap.replace("\r\n", "\n").count("\r") > 1 or "\u2029" in gap:
        return False
    if _BULLET.match(text, line.start):
        return False
    return line_length in _WRAPPED or text[line.start].islower()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Span(start, end) if start < end else None


# --- sentences --------------------------------------------------------------------------------------------------------


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(  # a title or a pointer: what it belongs to comes next
    "mr mrs ms mx dr prof rev hon sen sens rep reps gov govs gen lt col maj sgt capt cmdr cpl pvt adm det insp supt "
    "pres st ste ft mt messrs mme mlle sra herr fr atty asst cllr assoc dep vs v no nos art arts sec secs fig figs cf "
    "e.g i.e eg ie viz ch vol pp para approx ca dra frau bzw z.b u.a nr abs"
)
_PERHAPS_LAST = _words(  # ends a sentence only where the next word can only begin one
    "inc corp co cos ltd llc plc bros jr sr esq etc al dept div univ assn est ave blvd rd hwy bldg jan feb mar apr jun "
    "jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga "
    "ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que d-calif "
    "ph.d m.d a.m p.m a.k.a"
)
_STARTERS = (
    "The|A|An|This|That|These|Those|It|Its|He|She|They|We|You|I|His|Her|Their|Our|My|There|Here|In|On|At|By|For|From|To|"
    "Of|With|Without|As|If|When|While|Where|Why|How|What|Who|Which|Whether|After|Before|Since|Until|During|Under|Over|"
    "Among|Between|Because|Although|Though|But|And|Or|Yet|So|Nor|Not|No|Now|Then|Still|Also|Even|Once|Only|One|Two|"
    "Some|Many|Most|Several|All|Any|Each|Every|Both|Another|Other|Such|However|Meanwhile|Moreover|Instead|Critics|"
    "Officials|Lawmakers|Police|Let|Do|Does|Did|Is|Are|Was|Were|Will|Can|Could|Should|Would|More|Last|Earlier|Later|"
    "According|Despite|Like|Unlike|El|Los|Las|Le|Les|Der|Die|Das|Os|As"
)
_STARTER = re.compile(rf"[\"“‘'(\[«]|(?:{_STARTERS})\b(?!\.)")
_CLOSERS = r"[\"'”’»)\]]{0,4}(?:\[\d{1,3}\]){0,3}"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>{_CLOSERS})(?P<gap>\s+|$|(?=[\"“‘«(]?[^\W\d_]))"
    r"|(?P<wide>[。！？]+[」』”’]*\s*)"
)
_DATELINE = re.compile(r"[-–—]\s|\([A-Z]\w+\)\s*[-–—]")  # ORLANDO, Fla. (Reuters) -
_LAST_WORD = re.compile(r"[^\s\"“”‘(\[«—–/]{1,24}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_SAID_WHO = re.compile(r"(?:[A-Z][\w.’'-]*\s){1,4}(?:said|says|asked|asks|wrote|told|added|replied|tweeted|shouted)\b")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")  # iPhone, eBay: lower case, and yet a beginning
_ORDINAL_DAY = re.compile(  # German and its neighbours: ab dem 1. Januar
    r"(?:[Jj]anuar|[Ff]ebruar|M[äa]rz|[Mm]arts|[Aa]pril|Mai|[Mm]aj|[Jj]uni|[Jj]uli|[Aa]ugust|[Ss]eptember|[Oo]ktober|"
    r"[Nn]ovember|[Dd]e[zs]ember)\b"
)
_DOMAIN = re.compile(r"(?:com|org|net|gov|edu|co|io|ai|uk|js)\b", re.IGNORECASE)


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences, trimmed, in order, never overlapping, none across two paragraphs.

    The marks that close a quote belong to the sentence they close. Knows the abbreviations of English news, and a
    few of its neighbours; a stop whose space got lost ("over.The") still ends a sentence, a domain name doesn't.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in _STOP.finditer(text, paragraph.start, paragraph.end):
            end = match.end("wide") if match["wide"] else match.end("close")
            if match.end() < paragraph.end and not _ends_sentence(text, match, start):
                continue
            sentence = _trimmed(text, start, end)
            if sentence is not None:
                found.append(sentence)
            start = match.end()
        rest = _trimmed(text, start, paragraph.end)
        if rest is not None:
            found.append(rest)
    return tuple(found)


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    if match["wide"]:
        return True
    stop, following = match["stop"], text[match.end() : match.end() + 60]
    before = text[max(start, match.start() - 25) : match.start()]
    if not match["gap"]:
        return _has_lost_its_space(before, stop, following)
    if _goes_on_in_lower_case(following) or _DATELINE.match(following):
        return False
    if stop != ".":
        if len(stop) > 1 and set(stop) <= {".", "…"} and before[-1:].isspace():
            return _STARTER.match(following) is not None  # words left out of a quotation
        return not (match["close"] and _SAID_WHO.match(following))
    return match["close"] != "" or _stop_ends_sentence(before, following)


def _goes_on_in_lower_case(following: str) -> bool:
    first = following.lstrip("\"'“‘«([")[:2]
    return (first[:1].islower() and not _BRAND.match(first)) or following[:1] in ",;:"


def _stop_ends_sentence(before: str, following: str) -> bool:
    found = _LAST_WORD.search(before)
    if found is None:
        return before.strip() != ""
    word = found[0].lower()
    if word.isdigit() and len(word) <= 2 and _ORDINAL_DAY.match(following):
        return False
    if word in _NEVER_LAST:
        return word in ("no", "v") and not following[:1].isdigit() and _STARTER.match(following) is not None
    if len(word) == 1 and word.isalpha():
        return _STARTER.match(following.lstrip("\"“‘'(")) is not None  # Robert C. "Bobby" Marsh
    if word in _PERHAPS_LAST or word.startswith(("d-", "r-")) or _INITIALS.fullmatch(word):
        return _STARTER.match(following) is not None
    return True


def _has_lost_its_space(before: str, stop: str, following: str) -> bool:
    if stop[-1] == "…" or len(stop) > 1:
        return False
    word = _LAST_WORD.search(before)
    if (
        word is None
        or "." in word[0]
        or "@" in word[0]
        or word[0].lower() == "www"
        or len(word[0]) < 2
        or not word[0][-1].islower()
    ):
        return False
    following = following.lstrip("\"'“‘«(")
    return (following[:1].isupper() and not following[1:2].isupper() and following[1:2] != ".") and not _DOMAIN.match(
        following
    )


# --- cutting and showing ----------------------------------------------------------------------------------------------

_NEVER_SHOWN = (
    "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef"
)
_UNSHOWN = re.compile(rf"(?:^|(?<=[\x00-\u024f]))[\u200c\u200d{_NEVER_SHOWN}]+|[{_NEVER_SHOWN}]+")


def visible(text: str) -> str:
    """One line of what a reader sees: no control, bidi or zero-width character, runs of white space as one space.

    Joiners stay where scripts and emoji need them, and go beside Latin letters, where they only hide. Idempotent.
    """
    return " ".join(_UNSHOWN.sub("", " ".join(text.split())).split())


def cut(text: str, limit_chars: int) -> str:
    """The text in at most `limit_chars` code points: whole, or cut at a word and closed with "…".

    Never inside what a reader sees as one character; a single word longer than half the limit is cut inside.
    """
    if len(text) <= limit_chars:
        return text
    if limit_chars <= 0:
        return ""
    end = limit_chars - 1
    words = re.search(r"\s\S*\Z", text[: end + 1])
    if words is not None and words.start() >= end // 2:
        end = words.start()
    while end > 0 and _is_inside_character(text, end):
        end -= 1
    return text[:end].rstrip(" \t\n,;:–—-") + "…"


def _is_inside_character(text: str, place: int) -> bool:
    here, before = text[place], text[place - 1]
    if here in "\u200d\u20e3" or before == "\u200d" or "\U0001f3fb" <= here <= "\U0001f3ff" or _joins(here):
        return True
    if (before, here) == ("\r", "\n") or unicodedata.category(here) in ("Mn", "Me", "Mc"):
        return True
    return _is_flag_half(here) and _flag_halves_before(text, place) % 2 == 1


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag_half(text[place - 1 - count]):
        count += 1
    return count
