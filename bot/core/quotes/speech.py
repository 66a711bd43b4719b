"""Speech or not: names of things, titles and scare quotes stand in the same marks as what somebody said."""

import re

from bot.core.language.name_words import words
from bot.core.quotes.runs import Quoted, Style

_LABEL_BEFORE = re.compile(
    r"(?:so-called|known\sas|dubbed|titled|entitled|nicknamed|named|labell?ed|(?:the|a|an|this|that)\s(?:words?|terms?|phrases?|"
    r"slogan|hashtag|book|film|movie|song|album|show|series|documentary|episode|play|novel|essay|article|poem|podcast|"
    r"program|programme|project)(?:\s(?:called|titled|entitled|named|of))?|hashtag|starring\sin|song|host\sof|on\s(?:ABC|CBS|NBC|CNN|"
    r"Fox|MSNBC|PBS)(?:\sNews)?['’]s?|memoir|book|film|movie|album|documentary|chants?\sof|sang|sings|anthem|commentary|column|editorial|op-ed|essay|headline|headlined|bestseller|"
    r"best-seller)[,\s]*$",
    re.IGNORECASE,
)
_ALWAYS_LABEL = re.compile(  # whoever speaks behind it speaks about it
    r"\b(?:so-called|(?:was|is|are|were)\s(?:named|labell?ed|marked)|known\sas|dubbed|nicknamed|(?:en)?titled|headlined?|mottos?,?|(?:search(?:es|ed|ing)?|look(?:ed|ing)\sup)\sfor|"
    r"googl(?:e|ed|ing)|(?:typ|tick|click|check|press)(?:e|ed|es|s|ing)?(?:\sin|\son)?|(?:the|a)\s(?:terms?|words?|phrase|password|query|prompt|command|lyrics?))\s$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^https?://\S+$|\w\(\)|\w\(\w+\)\s(?:then|return)\b|[{}]|==|=>|</?\w+>")
_INSIDE_SENTENCE = re.compile(
    r"(?:^|\s)(?:[Oo]n|[Ii]n|[Tt]he|of|[Aa]t|[Ff]rom|a|an|[Hh]is|[Hh]er|its|their|for|and|about|with|by|show|called|named|titled|[A-Z]\w*['’]s)\s$"
)
_PLACED = re.compile(r"\b(?:in|into|at|onto|inside|near|outside)\s$")
_SMALL = words("a an the of on in and or for to with at by from as is be vs into")
_SENTENCE_START = re.compile(
    r"(?:I|You|He|She|It|We|They|This|That|There|These|Those)(?:['’](?:m|s|re|ve|ll|d)|\s(?:am|is|are|was|were|will|would|have|has|"
    r"had|can|could|do|does|did|must|should|may|might|want|need))\b"
)
_WORDS = re.compile(r"[\w’'-]+")
_LONGEST_TITLE = 10
FEWEST_WORDS = 4  # of a fragment inside reported speech


def word_count(spoken: str) -> int:
    return len(_WORDS.findall(spoken))


def is_title(spoken: str) -> bool:
    """Set like a title: every word that counts has its capital, and it is no plain sentence full of names."""
    if spoken[-1] in ".!?," and _SENTENCE_START.match(spoken):
        return False
    counted = [w for w in _WORDS.findall(spoken) if w.lower() not in _SMALL or w[0].isupper()]
    return len(counted) > 1 and all(not w[0].islower() for w in counted) and not spoken.isupper()


def is_label(spoken: str, before: str, *, is_cued: bool) -> bool:
    """It names something: "the so-called …", a book titled "…", on "The Morning Show," she said."""
    if _ALWAYS_LABEL.search(before[-40:]) or _CODE.search(spoken):
        return True
    if is_title(spoken) and word_count(spoken) <= _LONGEST_TITLE:
        return not is_cued or any(pattern.search(before[-60:]) for pattern in (_INSIDE_SENTENCE, _LABEL_BEFORE))
    return not is_cued and _LABEL_BEFORE.search(before[-60:]) is not None


def is_placed(before: str) -> bool:
    """A place or thing with a name in marks follows a preposition of place: into "a living room"."""
    return _PLACED.search(before[-12:]) is not None


def is_utterance(text: str, quoted: Quoted) -> bool:
    """It stands by itself as a saying: it begins like a sentence and ends like one, or is handed over with a comma."""
    if quoted.style is Style.SET_OFF:
        return True
    spoken = quoted.inner.of(text)
    begins = spoken[0].isupper() or (not spoken[0].isalpha() and spoken[-1] in ".,?!")
    is_open = quoted.outer.end == quoted.inner.end  # no mark closes it: the next paragraph goes on with it
    last = (spoken.rstrip("’”'\"›») ") or spoken)[-1]  # of what they quote themselves: “He said, ‘No.’”
    ends = (is_open and spoken[-1] == ":") or last in ".,?!…—–" or text[quoted.outer.end : quoted.outer.end + 1] == ","
    return begins and ends and (quoted.style is Style.DOUBLE or word_count(spoken) >= FEWEST_WORDS)
