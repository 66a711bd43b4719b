"""Where the news begins. A feature tells of one person on one morning first, and of what happened to all behind that.

An anecdote is known by how it speaks: to the reader, of itself, of an unknown by a full name, of a moment. The news
behind it says what the headline says, and says when.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.core.language.given_names import GIVEN
from bot.core.language.name_words import (
    CALENDAR,
    CORPORATE_ENDS,
    FUNCTION,
    GENERIC_FIRSTS,
    ORGANISATION_WORDS,
    PEOPLE_GROUPS,
    PLACES,
)

_REACH: Final = 16  # sentences; an opening is not longer
_ENOUGH: Final = 0.12  # likeness to the headline that news has
_TELLS_THE_NEWS: Final = 0.3
_FAR: Final = 0.02  # per sentence
_NEWS_WORD: Final = 0.2

_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SEASONS = "(?:spring|summer|autumn|fall|winter)"
_HOURS = "(?:morning|afternoon|evening|night|day|weekday|weekend)s?"
_FELT = (
    "(?:first|was|were|is|walks|walked|woke|went|came|got|saw|left|found|took|heard|met|felt|began|stood|sat|drove|ran|"
    "tried|opened|stepped|arrived|moved|turned|looked|learned|applied|stopped)"
)

_QUESTION_WORDS: Final = 12
_ADDRESSES = re.compile(  # the reader, or speaks of itself
    r"(?:Imagine|Picture\s(?:this|a|the|your)|Consider|Suppose|Think\s(?:of|about|back)|Say\syou|Meet\s[A-Z]\w+|"
    r"Remember|Ask\s(?:any|a|most|[A-Z]\w+)|Take\s(?:the\scase|[A-Z]\w+\s[A-Z]\w+|a\swalk|a\slook)|Welcome\sto|"
    r"Once\s(?:upon|there)|There\s(?:was|is)\sa\stime|If\syou|You|Your|I|My|Let[’']s|Close\syour|"
    r"(?:Walk|Step|Stroll)\s(?:in|into|inside|through|down|past|along)|Stand\s(?:at|in|on)|Call\sit|Forget|"
    r"Never\smind)\b"
)
_SCENES = (
    (
        rf"It\s(?:was|had\sbeen|started|began)\s(?:an?\s(?:[a-z]+\s)?(?:{_DAYS}|{_HOURS}|moment|scene|sight|day)|just\s|"
        r"early|late|nearly|almost|about|around|shortly|\d|after|past|raining|snowing|dark|cold|hot|supposed|as\sif|like|the\s"
        r"(?:kind|sort|first|last|middle|night|day|morning))"
    ),
    r"It[’']s\s(?:an?|the|just|early|late|hard|easy|not\soften)\s",
    (
        rf"(?:(?:On|In|Late|Early)\s(?:on\s)?)?(?:[Aa]n?|[Oo]ne|[Ee]very|[Ee]ach|[Mm]ost)\s(?:[a-z]+\s){{0,3}}"
        rf"(?:{_HOURS}|{_DAYS}|{_SEASONS}|in\s{_MONTHS})(?=,|\s(?:in|at|when|last|on|of|this|before|after|as|the|an?|his|her|"
        r"s?he|they|I|we|[A-Z]\w+|[a-z]+ed|[a-z]+ing)\b)"
    ),
    (
        rf"(?:One|A\sfew|Two|Three|Several|Some)\s(?:[a-z]+\s)?(?:{_DAYS}|days?|mornings?|nights?|years?|months?|weeks?|"
        rf"{_SEASONS}s?)\s(?:ago|last|in)\b"
    ),
    r"At\s(?:about\s|around\s|exactly\s)?\d{1,2}(?::\d\d)?\s?[ap]\.?m",
    r"(?:Just|Shortly)\s(?:after|before|past)\s(?:\d|dawn|dusk|noon|midnight|sunrise|sunset|breakfast|lunch|dinner)",
    r"(?:Long|Years|Months|Weeks|Decades)\s(?:ago|before)\b",
    r"[A-Z][a-z]+(?:-[a-z]+)?\syears\sago\b",
    r"For\s(?:years|decades|months|generations|as\slong)\b",
    r"Before\sthe\s",
    rf"(?:When|As|While|Until|The\s(?:first|last)\stime)\s(?:[Hh]e|[Ss]he|I|you|(?:[A-Z][a-z]+\s){{1,2}}|an?\s\w+\s){_FELT}\b",
    r"When\s(?:he|she|they|I|you)\b",
    (
        r"The\s(?:line|lights?|sun|rain|snow|wind|door|doors|bell|smell|phone|alarm|camera)\s"
        r"(?:was|were|is|rang|rings|hangs|hung|stretched|opened|swung|rose|fell|falls|blinks|blinked|went|goes)\b"
    ),
)
_SCENE = re.compile(f"(?:{'|'.join(_SCENES)})")
_OFFICIAL = re.compile(  # what somebody does with the power of an office; news begins so, whoever it is
    r"\b(?:said|says|announced|signed|vetoed|voted|sued|ruled|filed|introduced|proposed|ordered|resigned|won|lost|died|"
    r"elected|appointed|nominated|charged|arrested|indicted|convicted|sentenced|fired|stepped\sdown|called\s(?:for|on)|"
    r"will|plans?\sto|agreed|pleaded|testified|killed|accused|pardoned|launched|unveiled|approved|banned|blocked|rejected)\b"
)
_NEWS = re.compile(
    r"\b(?:announced|signed|vetoed|voted|sued|ruled|filed|introduced|proposed|ordered|approved|passed|banned|blocked|rejected|"
    r"fined|settled|launched|unveiled|suspended|agreed|adopted|will|would|has\sbecome|have\sbecome|is\samong|are\samong|one\sof|"
    r"according\sto|a\s(?:new\s)?(?:report|study|lawsuit|bill|law|ordinance|survey|investigation))\b|"
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|this\s(?:week|month|year)|last\s(?:week|month|year))\b"
)
_OF_A_PERSON = re.compile(r"\b(?:he|she|his|her|him)\b")
_NO_PERSON: Final = ORGANISATION_WORDS | CORPORATE_ENDS | CALENDAR | FUNCTION | PEOPLE_GROUPS | PLACES | GENERIC_FIRSTS
_FULL_NAME = re.compile(r"(?P<first>[A-Z][a-zé]+)(?:\s[A-Z]\.)?\s(?P<last>[A-Z][\w’'-]+)(?=[,\s])")
_TALE = re.compile(  # in a tense of tales: news says "has committed", "is turning"
    r",\s\d|,\san?\s|\s(?:(?!has\b|is\b)[a-z]+(?:ed|s)|was|had|never|still|always|did|didn[’']t|could|couldn[’']t|thought|"
    r"knew|felt|stood|sat|saw|lay|woke|got|went|came|ran|left|heard|kept|grew|spent|drove|took|made|found|lost|used)\b"
)


def news_begins(sentences: Sequence[str], likenesses: Sequence[float], *, title: str, leaning: Sequence[bool]) -> int:
    """The index of the sentence with which the news begins: 0 unless the first ones are an anecdote.

    `likenesses` are those to the headline, `leaning` says which need the one before, one a sentence. With nothing in
    reach that reads as news, 0.
    """
    if not sentences or likenesses[0] >= _TELLS_THE_NEWS or not is_soft(sentences[0], title=title):
        return 0
    reach = range(1, min(_REACH, len(sentences)))
    news = [place for place in reach if not leaning[place] and not is_soft(sentences[place], title=title)]
    telling = [place for place in news if likenesses[place] >= _ENOUGH or _NEWS.search(sentences[place])]
    return max(telling, key=lambda place: _newsworth(sentences[place], likenesses[place], place), default=0)


def _newsworth(sentence: str, likeness: float, place: int) -> float:
    return likeness + _NEWS_WORD * min(2, len(_NEWS.findall(sentence))) / 2 - _FAR * place


def is_soft(sentence: str, *, title: str) -> bool:
    """Whether it speaks as an anecdote, a scene or a question does."""
    if is_question(sentence) or _ADDRESSES.match(sentence) or _SCENE.match(sentence):
        return True
    return _tells_of_an_unknown(sentence, title)


def is_question(sentence: str) -> bool:
    """Or a short exclamation. Where marks of speech were lost and became question marks, there are several."""
    is_short = len(sentence.split()) <= _QUESTION_WORDS
    return (sentence.endswith("?") and sentence.count("?") == 1) or (is_short and sentence.endswith(("?", "!")))


def _tells_of_an_unknown(sentence: str, title: str) -> bool:
    """Somebody by a full name, without an office, whom the headline doesn't name, doing what anybody does."""
    found = _FULL_NAME.match(sentence)
    if found is None or found["last"] in title or _OFFICIAL.search(sentence):
        return False
    if not _NO_PERSON.isdisjoint((found["first"].lower(), found["last"].lower())):
        return False
    is_person = found["first"].lower() in GIVEN or _OF_A_PERSON.search(sentence, found.end()) is not None
    return is_person and _TALE.match(sentence, found.end("last")) is not None
