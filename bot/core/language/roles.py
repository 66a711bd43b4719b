"""What somebody is and for whom, from the words around a name: an apposition, a title, "of the Lantern Project".

A wrong role is worse than none. So a phrase counts only where news style leaves no doubt that it is about the name: an
apposition is closed ("Ana Ruiz, the mayor of Lowmere, said", never "To Ana Ruiz, the mayor said"), and a noun before a
name is read leftwards only over words that can belong to a role.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.core.language.given_names import GIVEN
from bot.core.language.name_runs import Run
from bot.core.language.name_words import CALENDAR, COURTESY, FUNCTION, ROLE_NOUN, TITLES, words
from bot.core.language.noun_phrases import FIXED, NounPhrase, noun_phrase
from bot.core.language.phrase_words import Token, house_end, is_opener, may_belong, tokens
from bot.core.language.role_words import DEMONYMS, HEADS, NO_PART, WEAK

_PARTY = r"(?:\s?\([^()]{1,30}\)|,\s[RDI]-[A-Z][\w.]+(?:\s[A-Z][\w.]+)?(?=,))"
_APPOSITION = re.compile(
    rf"{_PARTY}?(?:,\s\d{{1,3}})?,\s(?:(?:who\s(?:is|was|serves\sas)|now|then|also|currently|formerly)\s)?(?=[\w’'])"
)
_COPULA = re.compile(rf"\s(?:is|serves\sas)\s(?=(?:an?|the)\s|(?:[a-z][\w-]*\s){{0,3}}?{ROLE_NOUN}\s(?:of|at|for)\s)")
_RUNS = re.compile(
    r"(?:,\swho\s(?:co-)?(?:runs|leads|heads|directs|chairs|owns|manages|founded|started|works\s(?:for|at|with)"
    r"|(?:argued|lobbied|lobbies|spoke|testified|litigated|organi[sz]es|organi[sz]ed)\s(?:(?:the|this|that|a)\s)?(?:[a-z]+\s){0,2}for)"
    r"|\s(?:co-)?(?:runs|heads|directs|chairs|founded))\s(?:the\s)?(?=[A-Z])"
)
_OF = re.compile(rf"{_PARTY}?(?:\sof|,\s(?:of|from|with))\s(?:the\s)?(?:[a-z][\w-]*\s){{0,4}}(?=[A-Z])")
_SPEAKING = re.compile(r"\s[a-z]")
_CLOSING: Final = frozenset('.,;:()—–-"”“!?\n')
_CLOSING_WORDS: Final = words(
    "who whom which that whose and or but in on at with for from about when as during after before while where if "
    "because"
)
_FIXED_WORDS: Final = 2  # of "in chief"
_REACH: Final = 160  # characters an apposition takes, at most
_BEFORE: Final = 120
_PLURAL_TITLES: Final = {
    "Sens.": "Sen.", "Reps.": "Rep.", "Govs.": "Gov.", "Senators": "Senator", "Representatives": "Representative",
    "Governors": "Governor", "Mayors": "Mayor", "Commissioners": "Commissioner", "Justices": "Justice",
}  # fmt: skip
_NO_TITLE: Final = frozenset(("executive", "user", "associate", "assistant"))  # where it stands alone
_OF_A_PAPER: Final = words("sponsor co-sponsor cosponsor author co-author")  # no office: what they did for one bill
_RANK_OF_BIRTH: Final = words("lady lord sir dame baroness baron countess earl")  # say nothing of what somebody does
_NO_ROLE: Final = frozenset(("dr", "prof", "madam", "hon", "honorable", "co"))  # as a title alone


def title_of(run: Run) -> str | None:
    """What stands before the name and tells what they are; "Mr." doesn't."""
    courtesy = COURTESY | _RANK_OF_BIRTH
    if not any(word.low in TITLES - courtesy for word in run.prefix):
        return None
    return " ".join(word.text for word in run.prefix if word.low not in courtesy)


@dataclass(frozen=True, slots=True)
class Role:
    """A role and where it is held."""

    role: str | None = None
    affiliation: str | None = None

    @classmethod
    def read(cls, text: str, run: Run) -> "Role | None":
        """What the words around a mention say, the apposition behind it first."""
        behind, ahead = _behind(text, run), _ahead(text, run)
        is_of_a_paper = behind is not None and behind.head in _OF_A_PAPER and run.prefix
        if behind is not None and _tells(behind) and not is_of_a_paper:
            return cls(behind.role, behind.house)
        if ahead is not None and (_tells(ahead) or (run.prefix and ahead.head not in _NO_TITLE)):
            return cls(ahead.role, ahead.house or _place_of(text, run))
        run_by = _house_run_by(text, run)
        if run_by is not None:
            return cls(None, run_by)
        house = _place_of(text, run) if run.kind == "person" else None
        if house is not None and not _is_home(house, run):
            return cls(None, house)
        return cls(run.tail[-1].text) if run.tail and run.tail[-1].low in TITLES else None


def _house_run_by(text: str, run: Run) -> str | None:
    """What somebody runs or works for, in "Ana Ruiz, who heads the Lantern Project"; nobody runs a person."""
    opening = _RUNS.match(text, run.core.end) if run.kind in ("person", "unknown") else None
    words = _line(text, opening.end(), opening.end() + _REACH) if opening is not None else []
    if not words or words[0].low in GIVEN | CALENDAR:
        return None
    name = words[: house_end(words, 0)]
    return None if name[-1].is_owner else " ".join(token.text for token in name).replace(" ,", ",")


def described_role(words: str) -> Role | None:
    """What an unnamed source is: "a former Acme Vision engineer", "the spokesman for the Lantern Project"."""
    phrase = noun_phrase(tokens(words, 0, len(words)))
    return Role(phrase.role, phrase.house) if phrase is not None and _tells(phrase) else None


def _is_home(house: str, run: Run) -> bool:
    """ "Ana Ruiz of Lowmere" lives there; one word is as often a town as a firm."""
    return not run.prefix and len(house.split()) == 1 and not house.isupper()


def _tells(phrase: NounPhrase) -> bool:
    """ "Member" or "chief" alone say nothing of anybody."""
    return phrase.house is not None or phrase.head not in WEAK or len(phrase.role.split()) > 1


def _behind(text: str, run: Run) -> NounPhrase | None:
    opening = _APPOSITION.match(text, run.core.end) or _COPULA.match(text, run.core.end)
    if opening is None:
        return None
    words = _line(text, opening.end(), opening.end() + _REACH)
    if not words or words[0].low in GIVEN or words[0].text in ("”", "“", '"'):
        return None
    phrase = noun_phrase(words)
    if phrase is None or not _is_closed(words, phrase.end):
        return None
    return phrase


def _line(text: str, start: int, end: int) -> list[Token]:
    stop = text.find("\n", start, end)
    return tokens(text, start, min(len(text), end) if stop < 0 else stop)


def _is_closed(words: list[Token], end: int) -> bool:
    """An apposition ends in a mark, a clause or the sentence; a verb makes it the subject of another."""
    if end >= len(words):
        return True
    following = words[end]
    return following.text in _CLOSING or following.low in _CLOSING_WORDS or following.low.endswith("ing")


def _ahead(text: str, run: Run) -> NounPhrase | None:
    start = max(0, run.span.start - _BEFORE)
    start = max(start, text.rfind("\n", start, run.span.start) + 1)
    before = tokens(text, start, run.span.start)
    title = [
        token for token in tokens(text, run.span.start, run.core.start) if token.low not in COURTESY | _RANK_OF_BIRTH
    ]
    while title and title[0].low in FUNCTION | NO_PART:
        title = title[1:]
    if any(token.low in ("of", "for") for token in title):
        return _office(title)
    if before and before[-1].text == ",":
        return _set_off(text, run, before[:-1]) if not title else _plain(title)
    if before and before[-1].low == "named":
        before = before[:-1]
    words = _leftwards(before)
    while words and words[0].low in ("and", "&"):
        words = words[1:]
    for begin in range(len(words)):
        phrase = _plain([*words[begin:], *title]) if title or words else None
        if phrase is not None:
            return phrase
        if not title:
            break
    return _plain(title)


def _leftwards(before: list[Token]) -> list[Token]:
    """The words right before a name that can belong to a role."""
    before = _with_whole_names(before)
    start = len(before)
    if start > _FIXED_WORDS and tuple(token.low for token in before[-2:]) in FIXED:
        start -= _FIXED_WORDS
    while start and (may_belong(before[start - 1]) or before[start - 1].low in ("and", "&")):
        start -= 1
        if _joins_others(before, start):
            return before[start + 1 :]
        opens = start == 0 or not before[start - 1].text[0].isalnum()
        is_joined = [token.low for token in before[start + 1 : start + 2]] in (["and"], ["&"])  # Police and Crime …
        if before[start].is_capital and is_opener(before[start], opens_sentence=opens and not is_joined):
            return before[start + 1 :]
    if start and before[start - 1].low in ("to", "will", "would", "can", "could", "must", "should", "may", "might"):
        start += 1  # an infinitive
    return before[start:]


def _with_whole_names(before: list[Token]) -> list[Token]:
    """A name held together by small words is one: Fight for the Future."""
    whole: list[Token] = []
    place = 0
    while place < len(before):
        end = place + 1
        if before[place].is_capital and before[place].low not in FUNCTION | NO_PART | HEADS:
            while end < len(before) - 1 and before[end].low in ("of", "for", "on"):
                name = end + 2 if before[end + 1].low == "the" else end + 1
                if name >= len(before) or not before[name].is_capital:
                    break
                end = name + 1
        words = before[place:end]
        whole.append(Token(" ".join(word.text for word in words), words[0].start, words[-1].end))
        place = end
    return whole


def _joins_others(before: list[Token], place: int) -> bool:
    """ "Ana Ruiz and director Hugo Brandt": an "and" between a name and a role, not within one."""
    if before[place].low not in ("and", "&") or not 0 < place < len(before) - 1:
        return False
    one, other = before[place - 1], before[place + 1]
    return one.is_capital != other.is_capital or other.low in DEMONYMS


def _set_off(text: str, run: Run, before: list[Token]) -> NounPhrase | None:
    """ "the group's director, Ana Ruiz," with its article or owner, and no verb of hers behind it."""
    words = _with_field(before, _leftwards(before))
    article = before[len(before) - len(words) - 1].low if len(before) > len(words) else ""
    is_definite = article in ("the", "its", "his", "her", "their", "our", "whose") or any(
        word.is_owner for word in words
    )
    if not words or not is_definite or _SPEAKING.match(text, run.core.end):
        return None
    outside = before[: len(before) - len(words) - 1]
    if article == "whose":
        return _of_whose(_plain(words), outside)
    is_owned = any(word.is_owner for word in words)
    if not is_owned and outside and outside[-1].low in ("for", "of", "to", "with", "at", "by"):
        return _client(_leftwards(outside[:-1]), before) if outside[-1].low == "for" else None
    return _plain(words)


def _with_field(before: list[Token], words: list[Token]) -> list[Token]:
    """ "Head of policy", of which `words` are only "policy"."""
    link = len(before) - len(words) - 1
    if not words or link < 1 or before[link].low not in ("of", "for") or any(word.is_capital for word in words):
        return words
    role = _leftwards(before[:link])
    return [*role, before[link], *words] if role and role[-1].is_head else words


def _of_whose(held: NounPhrase | None, before: list[Token]) -> NounPhrase | None:
    """ "The Lantern Project, whose director, Ana Ruiz,": of what stands before the comma, where that is a name."""
    start = len(before) - 1 if before and before[-1].text == "," else len(before)
    name = start
    while name and before[name - 1].is_capital and before[name - 1].low not in FUNCTION | CALENDAR:
        name -= 1
    if held is None or name == start or start == len(before) or held.house is not None:
        return held
    return NounPhrase(held.role, " ".join(token.text for token in before[name:start]), held.end, held.head)


def _client(words: list[Token], before: list[Token]) -> NounPhrase | None:
    """ "The lead attorney for the whistleblower, Ana Ruiz": the attorney is she."""
    held = _plain(words)
    if held is None:
        return None
    client = " ".join(token.text for token in before if token.start > words[-1].end)
    return NounPhrase(f"{held.role} {client}", held.house, held.end, held.head)


def _plain(words: list[Token]) -> NounPhrase | None:
    """The role that the words are from the first to the last."""
    title = words[-1:] and [Token(_PLURAL_TITLES.get(t.text, t.text), t.start, t.end) for t in words[-1:]]
    words = [*words[:-1], *title]
    if len(words) == 1 and words[0].low in _NO_ROLE:
        return None
    phrase = noun_phrase(words) if words else None
    return phrase if phrase is not None and phrase.end == len(words) else None


def _office(title: list[Token]) -> NounPhrase:
    """ "Secretary of State", whole as it stands before the name."""
    return NounPhrase(" ".join(token.text for token in title), None, len(title), title[-1].low)


def _place_of(text: str, run: Run) -> str | None:
    """The house in "Ana Ruiz of the Lantern Project" and "Rep. Ana Ruiz of Ohio"."""
    where = _OF.match(text, run.core.end)
    if where is None:
        return None
    words = _line(text, where.end(), where.end() + _REACH)
    if not words or words[0].low in CALENDAR:
        return None
    name = words[: house_end(words, 0)]
    return re.sub(r"['’]s$", "", " ".join(token.text for token in name).replace(" ,", ","))
