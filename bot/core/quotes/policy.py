"""Whether quoted words are about the topic that a team watches."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.model import Span, Topic
from bot.core.quotes.reading import Reading

_LEAD_CHARS = 600  # where an article says what it is about
_PARAGRAPHS_BACK = 2  # a reaction stands close behind the news it is about

# Where it is plain what a story is about, people don't name it again: "It has no place here", "We should wait".
_TAKES_A_STAND = re.compile(
    r"\b(?:should(?:n[’']t)?|must(?:n[’']t)?|ought|cannot|can[’']t|won[’']t|will not|never|needs?|deserves?|no place|"
    r"rights?|wrong(?:ly)?|libert\w+|freedoms?|priva\w+|democra\w+|danger\w*|threat\w*|harm\w*|bias\w*|racis\w+|"
    r"discriminat\w+|abus\w+|misus\w+|trust\w*|consent|oversight|accountab\w+|transparen\w+|safe(?:ty|r)?|safeguards?|"
    r"secur\w+|crimes?|criminals?|innocent|arrest\w*|watched|tracked|monitored|spied|compl(?:y|ied|iance)|enforce\w*|"
    r"laws?|legislat\w+|bills?|ordinances?|rules?|regulat\w+|votes?|voted|amend\w*|courts?|appeal\w*|victor\w+|"
    r"technolog\w+)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:this|that|it|these|those|they|them|such)\b", re.IGNORECASE)
_BEGINS_POINTING = re.compile(r"\W*(?:this|that|it|these)(?:[’']s)?\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\b(?:thank(?:s|ful|ed)?|congratulat\w+|grateful|gratitude|appreciat\w+|proud|honou?red|delighted|"
    r"condolences|thoughts and prayers|happy birthday|good (?:morning|afternoon|evening|night|luck)|best wishes|"
    r"hard work|no comment|rain(?:y|ing|s|ed)?|snow\w*|sunny|sunshine|weather|forecast|temperatures?|storms?|stormy|"
    r"icy|freezing|humid|heat ?wave)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"(?:vot\w+|committees?|hearings?|petition\w*|consultations?|polic(?:y|ies)|rul\w+)", re.IGNORECASE
)
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the topic calls its subject, and what is done about it."""

    subject: re.Pattern[str]
    policy: re.Pattern[str]
    context: re.Pattern[str]
    actors: re.Pattern[str]


def is_on_policy(reading: Reading, parts: Sequence[Span], topic: Topic | None) -> bool:
    """By its own words; else by those around it, in an article that is about the policy.

    It speaks of the subject; or of policy ("ban it") in an article on the subject or close behind it; or, in a story
    about the policy, it takes a stand or points at what its neighbours name. Courtesies and the weather do neither.
    """
    if topic is None:
        return False
    known = _words_of(topic)
    words = " ".join(part.of(reading.text) for part in parts)
    if known.subject.search(words):
        return True
    opening = f"{reading.title}\n{reading.text[:_LEAD_CHARS]}"
    near = _near(reading, parts[0].start)
    is_on_subject = known.subject.search(opening) is not None or known.subject.search(near) is not None
    if not is_on_subject or _is_courtesy(words, known):
        return False
    if known.policy.search(words):
        return True
    return _is_about_policy(reading, opening, known) and (
        known.context.search(words) is not None
        or _TAKES_A_STAND.search(words) is not None
        or _BEGINS_POINTING.match(words) is not None
        or (_POINTS.search(words) is not None and _names_it(near, words, known))
    )


def _is_courtesy(words: str, known: _Words) -> bool:
    """Thanks for a ban are about it; thanks for a vote, or for coming to the hearing, are thanks."""
    named = [found[0] for found in known.policy.finditer(words)]
    return _COURTESY.search(words) is not None and all(map(_PROCEDURE.fullmatch, named))


def _is_about_policy(reading: Reading, opening: str, known: _Words) -> bool:
    """The title names the subject, and the opening what is done or by whom; or one of the first sentences says both."""
    if known.subject.search(reading.title) and (known.policy.search(opening) or known.actors.search(opening)):
        return True
    sentences = (span.of(reading.text) for span in reading.sentences if span.start < _LEAD_CHARS)
    return any(known.subject.search(words) and known.policy.search(words) for words in sentences)


def _near(reading: Reading, place: int) -> str:
    index = max(0, bisect_right(reading.blocks, place, key=lambda block: block.start) - 1)
    return reading.text[reading.blocks[max(0, index - _PARAGRAPHS_BACK)].start : reading.blocks[index].end]


def _names_it(near: str, words: str, known: _Words) -> bool:
    around = near.replace(words, " ")
    return known.subject.search(around) is not None or known.policy.search(around) is not None


@lru_cache(maxsize=64)
def _words_of(topic: Topic) -> _Words:
    names = [form for name in topic.names if name.kind == "product" for form in (name.name, *name.aliases)]
    return _Words(
        subject=_any_of([*topic.technology_words, *names]),
        policy=_any_of(topic.policy_words),
        context=_any_of(topic.context_words),
        actors=_any_of(topic.actor_words),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, with the endings English gives them ("ban", "bans", "banned"), hyphen or not."""
    if not words:
        return _NOTHING
    listed = "|".join(r"[\s-]".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?:s|es|d|ed|\wed|ing|\wing)?(?!\w)", re.IGNORECASE)
