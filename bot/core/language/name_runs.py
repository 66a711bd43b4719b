"""Runs of capital letters that are names, each with its title, its kind and its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.core.language.given_names import GIVEN
from bot.core.language.name_words import (
    CALENDAR,
    COURTESY,
    FUNCTION,
    OPENERS,
    ORGANISATION_WORDS,
    PEOPLE_GROUPS,
    PLACE_STARTS,
    PLACES,
    ROLE_NOUN,
    SMALL_IN_NAMES,
    SUFFIXES,
    TITLES,
    WEAK_TITLES,
    is_field,
    words,
)
from bot.core.language.owner_names import owner_names
from bot.core.model import Name, Span

Kind = Literal["person", "organisation", "place", "thing", "unknown"]

_ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Lt|Gen|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Det|Prof|Rev|Del|Hon|Supt|St|Fr|Msgr|"
    r"Atty|Asst|Cllr|Jr|Sr)\."
)
_INITIALS = r"(?:[A-Z]\.(?:-?[A-Z]\.)*)(?!\w)"
_CAPITAL = (
    r"(?:d['’]|al-|el-)?[A-ZÀ-ÖØ-Þ]"
    r"(?:[\w&]|['’](?!(?:s|S|re|ll|ve|d|m|t)\b)(?=\w)|-(?=\w)|\.(?=(?:com|org|net|ai|io)\b))*"
)
_OFFICE_OF = (
    r"(?:Sheriff|Commissioner|Attorney|General|Prosecutor|Mayor|Governor|Defender|Comptroller|Controller|Coroner|Marshal|"
    r"Ombudsman|Auditor|Inspector|Chief|Solicitor|Chancellor)['’]s[ ](?:Office|Department)"
)
_NUMBERED = r"(?:Article|Channel|Local|Lodge|Precinct|Studio)[ ]\d{1,4}(?![\w.,%]*\d)"
_TOKEN = rf"(?:{_ABBREVIATED}|{_INITIALS}|{_OFFICE_OF}|{_NUMBERED}|{_CAPITAL})"
_PARTICLES = r"(?:(?:de|da|di|du|del|della|der|van|von|den|ter|bin|bint|ibn|al|el|la|le|dos|das|ben)[ \u00a0]){1,2}"
_NICKNAME = r"[\"“‘'(][A-Z][\w.’'-]*(?:[ ][A-Z][\w.’-]*)?[\"”’')]"
_MEMBERS = (
    r"(?<=s)['’][ ](?:Association|Union|League|Guild|Federation|Alliance|Coalition|Council|Committee|Party|Club|Fund|"
    r"Conference|Congress|Institute|Society|Foundation|Network|Forum|Office|Bureau|Project|Center|Centre|Assembly)"
)
_RUN = re.compile(
    rf"(?<![\w@#/.-])(?:{_PARTICLES}(?=[A-Z]))?{_TOKEN}"
    rf"(?:[ \u00a0](?:{_NICKNAME}[ ])?(?:{_PARTICLES}(?=[A-Z]))?{_TOKEN}|,?[ ](?:Jr|Sr)\.|[ ]&[ ]{_TOKEN}|{_MEMBERS})*"
)
_NICKNAMED = re.compile(rf"{_NICKNAME}[ ]")
_LINK = re.compile(rf"[ ](of|for|on|under)([ ](?:the|an?|our))?[ ](?={_TOKEN})")
_AND = re.compile(rf",?[ ](?:and|&)[ ](?={_TOKEN})")
_AND_NAME = re.compile(r"[ ](?:and|&)[ ](?:the[ ])?(?=[A-Z][a-z])")
_NEXT = re.compile(rf"{_TOKEN}(?:[ \u00a0](?:&[ ])?{_TOKEN})*")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=[sz])['’](?!\w)")
_OWNED = re.compile(r"['’]s(?!\w)")
_LOWER = re.compile(r"(?<![\w'’-])[a-z]{3,}(?!\w)")
_TWO_CAPITALS = re.compile(r"\b([A-Z][a-z]+) ([A-Z][\w’'-]*\w)")
_PAIR = re.compile(r"(?<![\w’'-])(?=([A-Z][\w’'-]* (?:[A-Z][\w’'-]*|for (?:the )?)))")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_HEADLINE = 160
_SMALL_IN_HEADLINES = words("a an the of on in and or for to with at by from as s t vs up after over")
_AFTER_ARTICLE = re.compile(r"(?<=\b[Tt]he )([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)")
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*\w")
_ACTS = re.compile(
    r"['’]s?\b|,|\s\(|\s(?:said|says|told|wrote|added|tweeted|argued|noted|asked|has|had|is|was|will|also|did|once|never|famously|"
    r"called|announced|declined|voted|wants|sued|agreed|conceded|criticized|urged|vowed|pledged|wrote|warned)\b"
)
_OFFICE = re.compile(r"\b(?:[A-Z][a-z]+ )?(?:Secretary|Minister|Undersecretary|Commissioner) (?:of|for) (?:the )?$")
_ROLE_BEFORE = re.compile(rf"\b{ROLE_NOUN}[ ]$")
_PERSON_AFTER = re.compile(r",?\swho\b|,\s\d{1,2}[,.]|\s\((?:[RDI]|Ind|Dem|Rep)\b")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}s?")
_INITIAL = re.compile(r"(?:[A-Z]\.-?)+")
_SPLIT = re.compile(r"[^ \u00a0]+")
_HANDED_OVER = re.compile(r"\w,[\"”’']{1,2}$")  # "…," and who says it: the sentence goes on
_STARTS_AFTER = frozenset(".!?…:;\n\"“”‘’'([—–―•-")
_LINKING = words(  # words of organisations that a "for" or "on" may follow
    "committee subcommittee center centre institute council commission coalition network office department fund "
    "union association agency ministry bureau campaign project initiative foundation school alliance society "
    "conference forum court college museum"
)
_SURNAMES_TOO = words("king prince bishop pope judge major marshal dean chief")  # of people, when a title stands before
_NO_NAMES = frozenset(("I", "&", "MORE", "AD", "ADVERTISEMENT", "RELATED", "WATCH", "VIDEO", "READ", "SHARE", "PHOTOS"))
_OF_JUSTICES = words("associate lord lady court supreme former retired conservative liberal dissenting state")
_PARTIES = words("republican democrat democratic gop conservative labour")
_PLACE_ENDS = words(
    "york carolina dakota delhi england hampshire jersey mexico orleans zealand angeles francisco diego jose vegas "
    "paul louis kingdom states arabia lanka"
)
_SETTLED_KINDS: Final[dict[str, Kind]] = {"person": "person", "place": "place", "product": "thing"}
_PAPERS = words("act agreement treaty accord pact bill amendment ordinance resolution protocol")  # say nothing
_LETTERS_BEHIND = frozenset(("MP", "MPs", "MEP", "MSP", "MLA", "TD", "QC", "KC", "OBE", "CBE", "MBE", "PhD"))
_SHORTEST_WITH_LETTERS: Final = 2  # words of a name
_INITIALS_ALONE: Final = 2  # letters: "M Ashok Kumar", "SK Gupta"
_FULL_ENOUGH = range(2, 6)  # words of a person's name


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().rstrip(".").replace("’", "'")


@dataclass(frozen=True, slots=True)
class Run:
    """One mention, before it is known whose: words of a title, words of a name."""

    prefix: tuple[Word, ...]
    words: tuple[Word, ...]
    name: str
    kind: Kind
    is_possessive: bool
    tail: tuple[Word, ...] = ()  # letters behind the name, which are no part of it: "MP", "KC"

    @property
    def core(self) -> Span:
        return Span(self.words[0].start, (self.tail or self.words)[-1].end)

    @property
    def span(self) -> Span:
        return Span((self.prefix or self.words)[0].start, self.core.end)


class Reader:
    """Reads the runs of one text; knows which of its words are also written small."""

    def __init__(self, text: str, title: str, settled: Mapping[str, Name]) -> None:
        self._text = text
        self._small = frozenset(_LOWER.findall(text)) | frozenset(_LOWER.findall(title))
        self._settled = settled
        self._pairs = Counter(match[1] for match in _PAIR.finditer(text))
        self._paired = frozenset(word for pair in self._pairs for word in pair.split())
        self._headlines: dict[int, Span | None] = {}
        self._inside = frozenset(_INSIDE.findall(text))
        self._owner_names = owner_names(text)
        self._alone = frozenset(match[1] for match in _AFTER_ARTICLE.finditer(text))

    def runs(self) -> Iterator[Run]:
        """Every run that may be a name, in order, never overlapping."""
        place = 0
        while (match := _RUN.search(self._text, place)) is not None:
            place = match.end()
            headline = self._headline(match.start())
            if headline is not None:
                yield from self._named_in_headline(headline)
                place = headline.end
                continue
            for piece in self._pieces(_words_of(self._text, match.start(), match.end())):
                run = self._read(piece)
                if run is not None:
                    place = max(place, run.core.end)
                    yield run

    def full_names(self, title: str) -> dict[str, str]:
        """Full names in a headline whose surnames the text uses: {"ruiz": "Ana Ruiz"}."""
        found = (match for match in _TWO_CAPITALS.finditer(title) if match[1].lower() in GIVEN)
        return {match[2].lower(): match[0] for match in found if re.search(rf"\b{re.escape(match[2])}\b", self._text)}

    def _named_in_headline(self, line: Span) -> Iterator[Run]:
        for match in _TWO_CAPITALS.finditer(self._text, line.start, line.end):
            if match[1].lower() in GIVEN - PLACES and match[2] in self._inside:
                run = self._read(_words_of(self._text, match.start(), match.end()))
                if run is not None and run.core.end <= match.end():
                    yield run

    def _headline(self, place: int) -> Span | None:
        """The line at an offset when Nearly All Its Words Have Capitals, which then tell nothing."""
        start = self._text.rfind("\n", max(0, place - _LONGEST_HEADLINE), place) + 1
        if start == 0 and place > _LONGEST_HEADLINE:
            return None
        if start not in self._headlines:
            end = self._text.find("\n", start, start + _LONGEST_HEADLINE + 1)
            end = min(len(self._text), start + _LONGEST_HEADLINE) if end < 0 else end
            letters = _LETTERS.findall(self._text, start, min(end, start + _LONGEST_HEADLINE))
            counted = [word for word in letters if word not in _SMALL_IN_HEADLINES]
            capitals = sum(word[0].isupper() for word in counted)
            enough = len(counted) if self._text[end - 1] == "." else 0.8 * len(counted)
            is_headline = len(counted) >= 4 and capitals >= enough and self._text[end - 1] != ":"
            self._headlines[start] = Span(start, end) if is_headline and end - start < _LONGEST_HEADLINE else None
        return self._headlines[start]

    def _pieces(self, words: list[Word]) -> Iterator[list[Word]]:
        """The run without the words that are no names, which may part it in two."""
        piece: list[Word] = []
        words = self._without_openers(words)
        for place, word in enumerate(words):
            is_small = word.low in SMALL_IN_NAMES or _INITIAL.fullmatch(word.text) is not None  # James A. Lewis
            is_inside = bool(piece) and place < len(words) - 1 and is_small
            if self._is_no_name(word) and not is_inside:
                yield from [_without_echo(piece)] if piece else []
                piece = []
            else:
                piece.append(word)
        yield from [_without_echo(piece)] if piece else []

    def _is_no_name(self, word: Word) -> bool:
        low = word.low
        if low in self._settled:
            return False
        return (low in FUNCTION and low not in GIVEN) or low in CALENDAR or word.text in _NO_NAMES

    def _without_openers(self, words: list[Word]) -> list[Word]:
        if not _opens_sentence(self._text, words[0].start):
            return words
        while words and self._is_opener(words[0], words[1] if len(words) > 1 else None):
            first, words = words[0], words[1:]
            if first.low in ("the", "a", "an"):
                break  # the word behind it has a capital of its own
        if len(words) == 1 and self._is_unlikely(words[0]) and not self._goes_on(words[0]):
            return []
        return words

    def _goes_on(self, word: Word) -> bool:
        """The first word of a longer name, or of two: "Department of Transport", "Customs and Border Protection"."""
        linked, is_linked = self._linked([word], has_title=False)
        if is_linked or len(self._coordinated(linked, is_linked=False)[0]) > 1:
            return True
        return word.low not in self._small and _AND_NAME.match(self._text, word.end) is not None

    def _is_opener(self, word: Word, following: Word | None) -> bool:
        """It has its capital only because a sentence begins with it."""
        low = word.low
        if low in self._settled or (following is not None and f"{low} {following.low}" in self._settled):
            return False
        if following is not None and following.low in SMALL_IN_NAMES and low not in FUNCTION:
            return False
        if low not in FUNCTION | GIVEN and self._is_cause(word, following):
            return False
        if following is not None and low in PLACE_STARTS and following.low in PLACES | _PLACE_ENDS:
            return False
        if following is not None and low in GIVEN:
            return low in FUNCTION | OPENERS and self._pairs[f"{word.text} {following.text}"] < 2
        if following is not None and (
            low in ORGANISATION_WORDS | PEOPLE_GROUPS | TITLES or following.low in ORGANISATION_WORDS | TITLES
        ):
            return low in FUNCTION
        return low in OPENERS or low in FUNCTION or (low in self._small and low not in TITLES)

    def _is_cause(self, word: Word, following: Word | None) -> bool:
        """It opens a sentence and yet a name: "Fight for the Future", by the capital of what it is for."""
        if following is not None:
            return False
        link = _LINK.match(self._text, word.end)
        named = _NEXT.match(self._text, link.end()) if link is not None else None
        if link is None or named is None or link[1] not in ("for", "of"):
            return False
        last = _words_of(self._text, named.start(), named.end())[-1]
        return is_field(last.low) and _ACTS.match(self._text, named.end()) is not None

    def _is_unlikely(self, word: Word) -> bool:
        """Nowhere else does it stand with a capital, and nothing beside it says that it acts."""
        if word.low in GIVEN | self._settled.keys() or word.text.isupper() or word.low in PLACES:
            return False
        if _ACTS.match(self._text, word.end) and not word.low.endswith(("ing", "ly")):
            return False
        return word.text not in self._inside and word.text not in self._paired

    def _whole(self, words: list[Word]) -> list[Word]:
        """With the "'s" of Macy's."""
        last = words[-1]
        if last.text not in self._owner_names or not _OWNED.match(self._text, last.end):
            return words
        return [*words[:-1], Word(self._text[last.start : last.end + 2], last.start, last.end + 2)]

    def _read(self, words: list[Word]) -> Run | None:
        words, tail = _without_letters(self._whole(words))
        prefix, core = _without_title(words)
        if not core:
            return None
        is_office = core[-1].low in TITLES - WEAK_TITLES - _SURNAMES_TOO and core[-1].low not in GIVEN
        if core[-1].low == "justice" and len(core) > 1 and core[-2].low not in TITLES | _OF_JUSTICES:
            is_office = False  # Media Justice is a group, a chief justice is a judge
        if is_office and not (len(core) > 1 and core[0].low in GIVEN - PLACES):
            return None  # "the Senate Majority Leader"; but Phil Mayor is a man
        if not prefix and all(word.low in TITLES for word in core):
            return None
        prefix, core = _without_group(prefix, core)
        prefix = self._with_office(prefix, core)
        if len(core) > 1 and all(w.text.isupper() and len(w.text) > 2 for w in core) and len(core[0].text) > 4:
            return None  # a heading in capitals
        core, is_linked = self._linked(core, has_title=bool(prefix))
        core, is_linked = self._coordinated(core, is_linked=is_linked) if not prefix else (core, is_linked)
        kind: Kind = "organisation" if is_linked else self._kind(prefix, core)
        if core[-1].low in PEOPLE_GROUPS and kind != "person":
            return None  # "the New York Democrat"
        end = core[-1].end
        return Run(
            prefix=tuple(prefix),
            words=tuple(core),
            name=_NICKNAMED.sub("", " ".join(self._text[core[0].start : end].split())),
            kind=kind,
            is_possessive=_POSSESSIVE.match(self._text, (tail or core)[-1].end) is not None,
            tail=tuple(tail),
        )

    def _with_office(self, prefix: list[Word], core: list[Word]) -> list[Word]:
        """The whole of "Secretary of State" before a name."""
        start = (prefix or core)[0].start
        is_portfolio = bool(prefix) and prefix[-1].low not in TITLES - WEAK_TITLES
        office = _OFFICE.search(self._text, max(0, start - 60), start) if is_portfolio else None
        if office is None or office.end() != start:
            return prefix
        return [*_words_of(self._text, office.start(), office.end()), *prefix]

    def _linked(self, core: list[Word], *, has_title: bool) -> tuple[list[Word], bool]:
        """Department of Homeland Security: one name, held together by small words."""
        is_linked = False
        while not has_title and (link := _LINK.match(self._text, core[-1].end)) is not None:
            following = _NEXT.match(self._text, link.end())
            if following is None:
                break
            more = _words_of(self._text, following.start(), following.end())
            if not self._may_link(core, link, more) or self._is_no_name(more[0]) or self._is_titled(core, more):
                break
            core = [*core, *_words_of(self._text, link.start() + 1, link.end() - 1), *more]
            is_linked = True
        return core, is_linked

    @staticmethod
    def _is_titled(core: list[Word], more: list[Word]) -> bool:
        """ "… of Mayor Ana Ruiz", but not the Association of Chiefs of Police nor the Office of Justice Programs."""
        is_house = any(word.low in ORGANISATION_WORDS for word in core)
        return more[0].low in TITLES and not (is_house and len(more) > 1 and more[-1].low in ORGANISATION_WORDS)

    def _coordinated(self, core: list[Word], *, is_linked: bool) -> tuple[list[Word], bool]:
        """Customs and Border Protection, the Institute of Standards and Technology: both sides say what it is about."""
        both = _AND.match(self._text, core[-1].end)
        following = _NEXT.match(self._text, both.end()) if both is not None else None
        if both is None or following is None or _POSSESSIVE.match(self._text, core[-1].end):
            return core, is_linked
        rest = _words_of(self._text, following.start(), following.end())
        is_department = is_linked and core[0].low in ("department", "ministry")
        is_about = is_field(rest[-1].low) if is_linked else rest[-1].low in ORGANISATION_WORDS
        is_one = is_field(core[-1].low) and is_field(rest[0].low) and is_about
        if not (is_department or is_one) or rest[0].low in GIVEN or " ".join(w.text for w in rest) in self._alone:
            return core, is_linked
        return [*core, *_words_of(self._text, both.start() + 1, rest[-1].end)], True

    def _may_link(self, core: list[Word], link: re.Match[str], more: list[Word]) -> bool:
        last = core[-1].low
        if last in PLACES or (
            any(w.low in GIVEN for w in core[:1]) and len(core) > 1 and last not in ORGANISATION_WORDS
        ):
            return False
        is_field_named = is_field(more[-1].low) and more[-1].low not in GIVEN and len(core) == 1 and last not in GIVEN
        if link[1] == "of":
            is_acronym = _ACRONYM.fullmatch(core[-1].text) is not None and len(core[-1].text) > 2 and last not in TITLES
            if is_field_named and last not in TITLES | OPENERS | PEOPLE_GROUPS and link[2] is None:
                return True
            is_chiefs = last in ("chiefs", "mayors", "governors", "sheriffs") and len(core) > 1
            return (
                is_acronym
                or is_chiefs
                or (last in ORGANISATION_WORDS and last not in ("republicans", "democrats", "company", "companies"))
            )
        if last in _LINKING:
            return True
        if link[1] == "under":
            return more[-1].low == "law" and any(word.low in ORGANISATION_WORDS for word in core)
        phrase = self._text[core[0].start : link.end()]
        is_name = is_field_named or not _opens_sentence(self._text, core[0].start) or self._pairs[phrase] > 1
        return (
            link[1] == "for"
            and len(core) == 1
            and is_name
            and last not in GIVEN | PEOPLE_GROUPS
            and (link[2] is not None or last.endswith("s") or is_field_named)
        )

    def _kind(self, prefix: list[Word], core: list[Word]) -> Kind:
        lows = [word.low for word in core]
        settled = self._settled.get(" ".join(lows))
        if settled is not None:
            return _SETTLED_KINDS.get(settled.kind, "organisation")
        if prefix and prefix[-1].low in TITLES:
            return "person"
        if len(core) > 1 and lows[-1] in _PAPERS:
            return "thing"
        if _is_place(lows):
            return "place"
        if _is_organisation(core, lows):
            return "organisation"
        return "person" if self._is_person(core, lows) else "unknown"

    def _is_person(self, core: list[Word], lows: list[str]) -> bool:
        if len(core) == 1:
            return lows[0] in GIVEN and lows[0] not in PLACES | OPENERS
        if len(core) not in _FULL_ENOUGH or self._text[max(0, core[0].start - 4) : core[0].start].lower() == "the ":
            return False
        if lows[0] in GIVEN and not (lows[0] in PLACES and lows[1] in PLACES):
            return True
        if any(_INITIAL.fullmatch(word.text) for word in core[:-1]) or lows[-1] in SUFFIXES:
            return True
        if len(core[0].text) <= _INITIALS_ALONE and core[0].text.isupper() and lows[1] in GIVEN - PLACES:
            return True  # M Ashok Kumar
        if _PERSON_AFTER.match(self._text, core[-1].end) is not None:
            return True
        return _ROLE_BEFORE.search(self._text[max(0, core[0].start - 30) : core[0].start]) is not None


def _words_of(text: str, start: int, end: int) -> list[Word]:
    found = (m for m in _SPLIT.finditer(text, start, end))
    return [
        Word(m[0].rstrip(","), m.start(), m.start() + len(m[0].rstrip(","))) for m in found if m[0][0] not in "\"“‘'("
    ]


def _without_echo(words: list[Word]) -> list[Word]:
    """ "Ana Ruiz Ana Maria RuizCouncil votes": a page's card about her, run into the text, is no part of her name."""
    for place in range(2, len(words)):
        for earlier in range(place - 1):
            rest = words[place].text.removeprefix(words[earlier].text)
            if rest != words[place].text and not rest:
                return words[:place]
            if rest != words[place].text and rest[0].isupper() and len(words[earlier].text) > 2:
                return words[: earlier + 1]
    return words


def _opens_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 4) : place].rstrip(" \u00a0")
    if _HANDED_OVER.search(before):
        return False
    return not before or before[-1] in _STARTS_AFTER


def _without_title(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Parts "Florida Rep." from "Ana Ruiz"; a department of justice is nobody's title."""
    for index in range(len(words) - 2, -1, -1):
        if words[index].low not in TITLES or words[index + 1].low in SUFFIXES:
            continue
        rest = words[index + 1 :]
        if any(word.low in ORGANISATION_WORDS and word.low not in GIVEN for word in rest):
            return [], words
        is_weak = all(w.low in WEAK_TITLES or w.low not in TITLES for w in words[: index + 1])
        if is_weak and words[index].low not in ("deputy", "attorney", "lieutenant", "lt", "former"):
            continue
        return words[: index + 1], rest
    return [], words


def _without_letters(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Parts "Petra Lyle" from "MP KC"."""
    end = len(words)
    while end > _SHORTEST_WITH_LETTERS and words[end - 1].text in _LETTERS_BEHIND:
        end -= 1
    return words[:end], words[end:]


def _without_group(prefix: list[Word], core: list[Word]) -> tuple[list[Word], list[Word]]:
    """ "Republican Ana Ruiz" is Ana Ruiz; the American Bar Association stays whole."""
    index = 0
    while index < len(core) - 1 and core[index].low in PEOPLE_GROUPS and core[index].low not in GIVEN:
        index += 1
    has_title = bool(prefix) and prefix[-1].low in TITLES - COURTESY
    is_party = index == 1 and core[0].low in _PARTIES and len(core) == 3
    if (is_party or (index == 1 and has_title and len(core) == 3)) and not any(
        w.low in ORGANISATION_WORDS for w in core[1:]
    ):
        return [*prefix, core[0]], core[1:]
    is_initial = core[0].text.isupper() and len(core[0].text) <= _INITIALS_ALONE
    if not index and core[0].low not in GIVEN and not has_title and not is_initial:
        index = next((i for i in range(1, len(core) - 1) if core[i].low in GIVEN and core[i].low not in PLACES), 0)
    if index and core[index].low in GIVEN and not any(w.low in ORGANISATION_WORDS for w in core):
        return [*prefix, *core[:index]], core[index:]
    return prefix, core


def _is_place(lows: list[str]) -> bool:
    if len(lows) == 1:
        return lows[0] in PLACES
    if len(lows) == 2 and lows[0] in PLACE_STARTS:
        return lows[1] in PLACES | _PLACE_ENDS
    return lows == ["district", "of", "columbia"]


def _is_organisation(core: list[Word], lows: list[str]) -> bool:
    is_given = lows[0] in GIVEN and lows[0] not in PLACES
    if is_given and len(core) == 2 and lows[1] in ORGANISATION_WORDS:
        return lows[1] in (
            "inc",
            "corp",
            "foundation",
            "institute",
            "university",
            "college",
            "administration",
            "campaign",
        )
    if lows[0] == "team" or any(part in ORGANISATION_WORDS for low in lows for part in low.split("-")):
        return True
    return not is_given and any(
        _ACRONYM.fullmatch(w.text) and w.low not in SUFFIXES and not (len(core) == 1 and len(w.text) > 5) for w in core
    )
