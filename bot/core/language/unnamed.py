"""People of a text who have no name: "the teenager's uncle", "a spokeswoman for the firm", where they are a subject.

A later "he" may be one of them, and is then nobody who has a name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.entities import Cast, Gender
from bot.core.language.genders import role_gender
from bot.core.language.groups import is_governed
from bot.core.language.holders import gender_of, holders
from bot.core.language.name_words import ROLE_NOUN, TITLES, words
from bot.core.language.phrase_words import may_belong, tokens
from bot.core.language.saying import SAY_VERB
from bot.core.model import Span

PEOPLE: Final = words(
    "man woman boy girl teenager teen child youth mother father parent dad mum mom driver shopper shopkeeper passenger "
    "commuter cyclist pedestrian rider caller pensioner tourist visitor demonstrator bystander onlooker clerk cashier "
    "waiter guard usher refugee migrant patient inmate detainee guest landlord tenant"
)
_MORE: Final = PEOPLE | words("deputy trooper firefighter paramedic technician veteran campaigner barrister solicitor")
_PERSON = rf"(?:{'|'.join(sorted(_MORE, key=len, reverse=True))}|{ROLE_NOUN})"
_HE: Final = words("man boy father dad landlord waiter")
_SHE: Final = words("woman girl mother mum mom")
_PHRASE = re.compile(
    r"(?<![\w'’-])(?P<first>(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s"
    r"|(?:[A-Z][\w.-]{0,30}\s){0,3}[A-Z][\w.-]{0,30}['’]s\s)"
    rf"(?P<rest>(?:[\w.-]{{1,30}}(?:['’]s?)?\s){{0,4}}?(?P<head>{_PERSON}))(?![\w'’-])"
)
_TAIL = r"(?:\s(?:of|for|from|at|with|in)\s[^.,;:“”\"\n]{1,50}?)?"
_SAID = rf"(?:,[^.;:\n“”]{{3,180}},)?(?:\s(?:also|then|later|has|had|once|\w+ly))*\s{SAY_VERB}\b"
_SAID_BEHIND = re.compile(_TAIL + _SAID)
_DOES = re.compile(
    rf"{_TAIL}(?:,[^.;:\n“”]{{3,180}},)?\s(?:also\s|then\s|later\s|\w+ly\s)?(?:is|was|has|had|will|would|can|could|did|does|"
    r"may|might|should|who|\w+ed|went|made|took|gave|got|came|began|held|won|lost|ran|left|met|saw|wants|thinks|shook|"
    r"stood|sat|spoke|heard|knew|felt|put|kept|brought|bought|paid|fought|broke|wept|found)\b"
)
_BRIDGES = re.compile(  # more about whom the sentence before was about: the father of two, the former officer
    rf"(?:former|retired|longtime|\S*year-old)\s|[^.]*?\b(?:veteran|native|{_PERSON}\sof\s(?:two|three|four|five|six|seven|eight|\d))\b"
)
_NAMED = re.compile(rf"{_TAIL}(?:,|\s(?:is|was))?\s")
_HANDED_OVER = re.compile(r"(?:^|[,.?!…x—–-])[\"”’']{1,3},?\s$")
_TURNED = re.compile(rf"[\"”’']\s{SAY_VERB}\s$|\b[Aa]ccording\sto\s$")
_OPENING = re.compile(
    r"[\"“”'‘(]*(?:(?:On|In|At|During|After|Before|When|While|As|Asked|Speaking|Outside|Inside|If|Although|Since|With|For|From|"
    r"Later|Then|Earlier|Last|But|And|Yet|Still|Meanwhile|Nearby|There|Across|Near|Behind|By)\b[^;:.\"“”\n]{0,90}\s)?$"
)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """One of them, at one place."""

    span: Span
    gender: Gender | None
    speaks: bool  # there and then; else does something


def find_unnamed(text: str, people: Cast, sentences: Sequence[Span]) -> Iterator[Unnamed]:
    """Every one whom a text brings in as somebody new, in order; quoted words should be masked.

    No one whom it calls by name as well ("the boy's uncle, Ivo Brand"), and nobody who may be someone of the cast:
    who has a title that somebody named has, or whom a name describes ("the Ohio governor").
    """
    starts = [sentence.start for sentence in sentences]
    for match in _PHRASE.finditer(text):
        is_turned = _TURNED.search(text, max(0, match.start() - 40), match.start()) is not None
        speaks = is_turned or _SAID_BEHIND.match(text, match.end()) is not None
        if not speaks and not _DOES.match(text, match.end()):
            continue
        start = starts[max(0, bisect_right(starts, match.start()) - 1)] if starts else 0
        if not is_turned and not _is_subject(text, people, start, match.start()):
            continue
        if not _is_phrase(text, match) or _may_be_named(text, people, match):
            continue
        yield Unnamed(Span(*match.span()), _gender(match["head"]), speaks)


def _is_subject(text: str, people: Cast, start: int, place: int) -> bool:
    """It opens its sentence, stands right behind words that were quoted, or only time and place come before."""
    if _HANDED_OVER.search(text, max(start, place - 8), place):
        return True
    if not _OPENING.fullmatch(text, start, place) or is_governed(text, place):
        return False
    return not any(people.entity_of(mention).is_person for mention in people.mentions_in(start, place))


def _is_phrase(text: str, match: re.Match[str]) -> bool:
    """The words before the noun can belong to it: no verb, no other noun phrase."""
    return all(may_belong(token) for token in tokens(text, match.start("rest"), match.start("head")))


def _may_be_named(text: str, people: Cast, match: re.Match[str]) -> bool:
    behind = people.mentions_in(match.end(), match.end() + 60)[:1]
    if behind and people.entity_of(behind[0]).is_person and _NAMED.fullmatch(text, match.end(), behind[0].span.start):
        return True
    if match["first"].lower().strip() in ("a", "an", "one", "another"):
        return False
    if holders(people, match["rest"].lower().split()):
        return True
    if match["head"] in TITLES and re.search(rf"\b{match['head']}\b", text[: match.start()]) is not None:
        return True  # an office that was spoken of: "Harlow's mayor is Ana Ruiz"
    if match["first"].lower() == "the " and _BRIDGES.match(text, match.start("rest"), match.end() + 10):
        return True
    is_called = re.search(r"\b[A-Z][\w.-]*\s", match["rest"]) is not None
    return match["first"].lower().strip() == "the" and is_called


def _gender(head: str) -> Gender | None:
    if head in _HE or head in _SHE:
        return "he" if head in _HE else "she"
    return role_gender(head) or ("she" if gender_of(head) == "she" else "he" if gender_of(head) == "he" else None)
