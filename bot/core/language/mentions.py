"""Who "she", "he", "the company" and "the senator" are, from what the text said before.

The last fitting speaker or subject wins, not the nearest name; nobody rather than somebody who does not fit.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.core.language.name_words import ROLE_NOUN, words
from bot.core.language.names import Cast, Entity, Mention
from bot.core.model import Span

SAY_VERB: Final = (
    r"(?:said|says|say|told|tells|tell|wrote|writes|write|added|adds|add|tweeted|tweets|tweet|asked|asks|ask|explained|explains|"
    r"argued|argues|argue|noted|notes|note|claimed|claims|claim|stated|states|declared|declares|insisted|insists|insist|"
    r"continued|continues|concluded|concludes|replied|replies|responded|responds|answered|answers|acknowledged|"
    r"acknowledges|admitted|admits|announced|announces|asserted|asserts|charged|charges|commented|comments|conceded|"
    r"concedes|contended|contends|cautioned|cautions|warned|warns|warn|observed|observes|recalled|recalls|remarked|"
    r"remarks|reported|reports|suggested|suggests|testified|testifies|urged|urges|vowed|vows|joked|jokes|quipped|"
    r"quips|shouted|shouts|yelled|yells|exclaimed|exclaims|lamented|laments|countered|counters|complained|complains|"
    r"confirmed|confirms|emphasized|emphasizes|emphasised|stressed|stresses|promised|promises|pledged|predicted|"
    r"predicts|proclaimed|proclaims|posted|posts|read|reads|reiterated|reiterates|repeated|repeats|retorted|reasoned|"
    r"boasted|boasts|bragged|mused|muses|muttered|murmured|whispered|pleaded|pointed\sout|points\sout|"
    r"went\son|goes\son|chimed\sin|fired\sback|shot\sback|hit\sback|weighed\sin|agreed|agrees|advised|advises|"
    r"demanded|demands|denied|denies|disclosed|estimated|estimates|expressed|guessed|hinted|implied|indicated|"
    r"maintained|maintains|mentioned|opined|proposed|proposes|protested|recounted|recounts|related|remembered|"
    r"remembers|revealed|reveals|sighed|snapped|summed\sup|summarized|tells|texted|thinks|thought|believes|believed|"
    r"interjected|intoned|gushed|deadpanned|chanted|sang|sings|screamed|cried|laughed|allowed|offered|offers|"
    r"reflected|reassured|reminded|informed|instructed|invoked|blogged|emailed|e-mailed|messaged|cracked|"
    r"described|describes|called|calls|saying|adding|telling|writing|asking|tweeting|noting|arguing|claiming|"
    r"insisting|warning|asserting|declaring|explaining|concluding|calling|describing|stating|suggesting|promising|"
    r"predicting|vowing|boasting|joking|shouting|yelling|emphasizing|stressing|acknowledging|complaining|lamenting|"
    r"replying|responding|quoting|proclaiming|chanting|reading|put\sit|puts\sit|put\sthis|(?:was|were|is)\s(?:cited|quoted)\sas\ssaying|commenting|recalling|referring\sto|referred\sto|"
    r"speaking|spoke)"
)

_SAID_AFTER = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?(?:,[^.;:\n]{{3,180}},)?(?:\s(?:also|then|later|has|had|once|\w+ly))*\s{SAY_VERB}\b"
)
_SAID_BEFORE = re.compile(  # turned round: …, noted the group's director Ana Ruiz
    rf"(?:[,?!—–-][\"”’']{{0,3}}|[\"”])\s{SAY_VERB}\s(?:(?!that\b|why\b|how\b|he\b|she\b|it\b)[\w./’'-]+\s){{0,7}}$"
    r"|\b[Aa]ccording\sto\s(?:[\w./’'-]+\s){0,6}$"
)
_ACTING = re.compile(
    r"(?:\s?\([^()]{1,40}\))?\s(?:also\s|then\s|later\s|\w+ly\s)?(?:is|was|has|had|will|would|can|could|did|does|may|might|"
    r"should|who|\w+ed|went|made|took|gave|got|came|began|held|won|lost|ran|left|met|saw|wants|thinks|believes)\b"
)
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:of|for|at|with|from|in|to|by|on|about|against|over|under|after|before|than|like|as|between|among|behind|"
    r"around|toward|towards|into|through|without|near|including|and|or|told|asked|called|met|endorsed|supports?|"
    r"supported|supporting|backed|backing|described|criticized|praised|attacked)\s(?:[\w.’'-]+\s){0,4}$"
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|[Hh]ers|[Hh]imself|[Hh]erself)\b")
_SHE: Final = frozenset(("she", "her", "hers", "herself"))


_ADDRESSED = re.compile(r"\b(?:told|tells|asked|asks|urged|reminded|called|informed)\s[^,]*$")


class Part(IntEnum):
    """What a mention does in its sentence, by how strongly a later pronoun leans on it."""

    OWNER = 0
    OBJECT = 1
    CLAUSE = 2  # subject of a clause inside the sentence
    INTRODUCED = 3  # a first mention with name and role: news introduces who will speak
    SUBJECT = 4
    SPEAKER = 5


_WEIGHT: Final = {
    Part.OWNER: 1.2,
    Part.OBJECT: 1.0,
    Part.CLAUSE: 1.6,
    Part.INTRODUCED: 2.4,
    Part.SUBJECT: 2.6,
    Part.SPEAKER: 3.0,
}
_SENTENCES_BACK = 14
_TOPIC_SENTENCES = 2
_A_SENTENCE = 0.5  # what each sentence between costs
_KNOWN_GENDER = 0.3
_UNKNOWN_KIND = -0.8
_LEAST = -2.5


@dataclass(frozen=True, slots=True)
class Trace:
    """Someone who was on the stage at this place."""

    place: int
    entity: int
    part: Part


class Followed:
    """The thread of a text: who was mentioned where, with pronouns resolved on the way."""

    def __init__(self, traces: Sequence[Trace], pronouns: dict[int, int], cast: Cast, starts: Sequence[int]) -> None:
        self._traces = traces
        self._places = [trace.place for trace in traces]
        self._pronouns = pronouns
        self._cast = cast
        self._starts = starts

    def pronoun(self, place: int) -> Entity | None:
        """Who the "he" or "she" at this offset is."""
        found = self._pronouns.get(place)
        return None if found is None else self._cast.entities[found]

    def last(self, place: int, fits: Callable[[Entity], bool], *, reach: int = 40) -> Entity | None:
        """The last speaker or subject before a place who fits, else the last mention that does."""
        best, best_score = None, _LEAST - reach
        here = bisect_right(self._starts, place)
        for trace in reversed(self._traces[: bisect_right(self._places, place)][-300:]):
            distance = here - bisect_right(self._starts, trace.place)
            if distance > reach:
                break
            entity = self._cast.entities[trace.entity]
            score = _WEIGHT[trace.part] - _A_SENTENCE * distance
            if score > best_score and trace.place < place and fits(entity):
                best, best_score = entity, score
        return best

    def topic(self, place: int, gender: str | None) -> Entity | None:
        """The person whom the last two sentences had as their subject or speaker."""
        here = bisect_right(self._starts, place)
        for trace in reversed(self._traces[: bisect_right(self._places, place - 1)][-40:]):
            if here - bisect_right(self._starts, trace.place) > _TOPIC_SENTENCES:
                return None
            entity = self._cast.entities[trace.entity]
            if trace.part >= Part.SUBJECT and entity.is_person and (not gender or entity.gender in (gender, None)):
                return entity
        return None

    def nominal(self, phrase: str, place: int) -> Entity | None:
        """Who a definite description means: "the company", "the senator", "the Republican nominee"."""
        return _described(phrase, place, self)

    @property
    def cast(self) -> Cast:
        return self._cast


def follow(text: str, people: Cast, sentences: Sequence[Span], *, hidden: Sequence[Span] = ()) -> Followed:
    """Reads the text once from top to bottom. What stands in `hidden` spans (quoted words) counts for nothing."""
    covers = _Covers(hidden)
    mentions = [m for m in people.mentions if not covers.hides(m.core.start)]
    pronouns = [m for m in _PRONOUN.finditer(text) if not covers.hides(m.start())]
    starts = [sentence.start for sentence in sentences]
    traces: list[Trace] = []
    resolved: dict[int, int] = {}
    marks: list[tuple[int, Mention | re.Match[str]]] = [(m.core.start, m) for m in mentions]
    marks += [(m.start(), m) for m in pronouns]
    for place, mark in sorted(marks, key=lambda pair: pair[0]):
        sentence = sentences[max(0, bisect_right(starts, place) - 1)] if sentences else Span(0, max(1, len(text)))
        if isinstance(mark, Mention):
            if people.entity_of(mark).kind != "place":
                entity = people.entity_of(mark)
                is_first = not any(trace.place >= sentence.start and trace.part >= Part.CLAUSE for trace in traces[-6:])
                part = _part(text, mark, sentence, is_first=is_first)
                is_introduced = entity.is_person and mark.span == entity.first and entity.role is not None
                traces.append(Trace(place, mark.entity, max(part, Part.INTRODUCED) if is_introduced else part))
            continue
        found = _antecedent(traces, people, mark, starts)
        if found is not None:
            resolved[place] = found
            traces.append(Trace(place, found, _pronoun_part(text, mark)))
    return Followed(traces, resolved, people, starts)


class _Covers:
    def __init__(self, hidden: Sequence[Span]) -> None:
        self._hidden = sorted(hidden, key=lambda span: span.start)
        self._starts = [span.start for span in self._hidden]

    def hides(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._hidden[index].end


def _part(text: str, mention: Mention, sentence: Span, *, is_first: bool) -> Part:
    if mention.is_owner:
        return Part.OWNER
    before = text[max(sentence.start, mention.span.start - 80) : mention.span.start]
    if _SAID_BEFORE.search(before) and not _ADDRESSED.search(before):
        return Part.SPEAKER
    if _PREPOSITION_BEFORE.search(before):
        return Part.OBJECT
    if _SAID_AFTER.match(text, mention.core.end) and not _ADDRESSED.search(before):
        return Part.SPEAKER
    if is_first:
        return Part.SUBJECT
    return Part.CLAUSE if _ACTING.match(text, mention.core.end) else Part.OBJECT


def _pronoun_part(text: str, pronoun: re.Match[str]) -> Part:
    if pronoun[0].lower() not in ("he", "she"):
        return Part.OWNER
    return Part.SPEAKER if _SAID_AFTER.match(text, pronoun.end()) else Part.SUBJECT


def _antecedent(traces: Sequence[Trace], people: Cast, pronoun: re.Match[str], starts: Sequence[int]) -> int | None:
    gender = "she" if pronoun[0].lower() in _SHE else "he"
    here = bisect_right(starts, pronoun.start())
    best, best_score = None, _LEAST
    for trace in reversed(traces[-80:]):
        distance = here - bisect_right(starts, trace.place)
        if distance > _SENTENCES_BACK:
            break
        entity = people.entities[trace.entity]
        if entity.kind not in ("person", "unknown") or entity.gender not in (gender, None):
            continue
        if entity.kind == "unknown" and (" " in entity.name or trace.part < Part.SPEAKER):
            continue
        score = _WEIGHT[trace.part] - _A_SENTENCE * distance
        score += _KNOWN_GENDER if entity.gender == gender else 0.0
        score += _UNKNOWN_KIND if entity.kind == "unknown" and trace.part is not Part.SPEAKER else 0.0
        if score > best_score:
            best, best_score = trace.entity, score
    return best


# --- "the company", "the senator" -------------------------------------------------------------------------------------

_COMPANY_NOUNS: Final = words(
    "company firm giant retailer maker startup start-up vendor corporation business manufacturer developer bank chain "
    "automaker carmaker supplier contractor operator publisher provider airline"
)
_GROUP_NOUNS: Final = words(
    "group organization organisation nonprofit non-profit charity union association coalition agency department "
    "commission committee council court board panel campaign newspaper paper magazine network bureau office university "
    "school ministry government administration institute watchdog police force regulator authority service tribunal "
    "foundation fund party center centre museum church club league outlet site website"
)
_SAME_KIND: Final = {
    "union": words("union association federation brotherhood guild teamsters workers"),
    "newspaper": words("times post journal tribune herald gazette news observer star sun globe guardian record"),
    "paper": words("times post journal tribune herald gazette news observer star sun globe guardian record"),
    "agency": words("agency administration bureau department service office"),
    "department": words("department ministry"),
    "network": words("news network cnn nbc abc cbs fox msnbc pbs"),
    "court": words("court tribunal"),
    "school": words("school academy college university"),
    "board": words("board"),
}
_TITLE_OF: Final = {
    "senator": ("sen", "senator"),
    "congressman": ("rep", "congressman", "representative"),
    "congresswoman": ("rep", "congresswoman", "representative"),
    "lawmaker": ("rep", "sen", "senator", "representative", "del", "delegate", "assemblyman", "assemblywoman"),
    "representative": ("rep", "representative"),
    "governor": ("gov", "governor"),
    "president": ("president",),
    "professor": ("prof", "professor", "dr"),
    "sheriff": ("sheriff",),
    "mayor": ("mayor",),
    "general": ("gen", "general", "attorney general"),
    "pastor": ("rev", "pastor", "reverend"),
    "doctor": ("dr", "doctor"),
    "executive": ("ceo", "chief executive"),
    "ceo": ("ceo", "chief executive"),
}
_HEAD = re.compile(rf"\b({ROLE_NOUN})s?\b", re.IGNORECASE)
_GENDERED: Final = {"man": "he", "woman": "she", "spokesman": "he", "spokeswoman": "she", "congressman": "he",
                    "congresswoman": "she", "chairman": "he", "chairwoman": "she", "councilman": "he",
                    "councilwoman": "she", "businessman": "he", "businesswoman": "she"}  # fmt: skip
_OWNED = re.compile(r"(?:the\s)?((?:[A-Z][\w.-]*\s?)+)[’']s?\s((?:[a-z][\w-]*\s){0,3}[a-z][\w-]*)$")
_PARTICULAR = re.compile(r"[Tt]he\s(?:[\w.-]+\s)*?(?:[A-Z][\w.-]*\s)+")
_DEFINITE = re.compile(r"^(?:the|this|that)\s", re.IGNORECASE)


def _described(phrase: str, place: int, followed: Followed) -> Entity | None:
    owner = _OWNED.match(phrase)
    if not _DEFINITE.match(phrase) and owner is None:
        return None
    plain = (f"{owner[1]} {owner[2]}" if owner is not None else _DEFINITE.sub("", phrase)).lower()
    nouns = re.findall(r"[\w-]+", re.split(r"\s(?:of|for|at|in|who|from|with)\s|,", plain)[0])
    if not nouns:
        return None
    head = nouns[-1]
    if head in _COMPANY_NOUNS:
        return followed.last(place, lambda entity: entity.kind in ("organisation", "unknown"))
    if head in _GROUP_NOUNS:
        nouns_of = _SAME_KIND.get(head, frozenset((head,)))
        named = followed.last(
            place, lambda e: e.kind in ("organisation", "unknown") and not nouns_of.isdisjoint(e.name.lower().split())
        )
        is_general = head in ("group", "organization", "organisation", "nonprofit", "non-profit", "charity", "watchdog")
        return named or (followed.last(place, lambda e: e.kind == "organisation") if is_general else None)
    return _role_holder(
        nouns, place, followed, is_particular=owner is not None or _PARTICULAR.match(phrase) is not None
    )


def _role_holder(nouns: Sequence[str], place: int, followed: Followed, *, is_particular: bool) -> Entity | None:
    """The person whose title or role has the head noun; of several, the one who shares most of the words.

    Where the text gave nobody that role, a description with a name in it ("the Ohio governor") is news style for
    whoever the sentences before were about; a bare one ("the judge") may be anybody.
    """
    head = nouns[-1]
    gender = _GENDERED.get(head)
    titles = _TITLE_OF.get(head, (head,))

    def shared(entity: Entity) -> int:
        known = f"{entity.title or ''} {entity.role or ''} {entity.affiliation or ''}".lower().replace(".", " ").split()
        if entity.kind != "person" or (gender and entity.gender not in (gender, None)):
            return 0
        if not any(title in known or title in " ".join(known) for title in titles):
            return 0
        if "vice" in known and "vice" not in nouns:
            return 0
        return 1 + sum(noun in known for noun in nouns[:-1])

    most = max((shared(entity) for entity in followed.cast.entities), default=0)
    if not most:
        return followed.topic(place, gender) if is_particular and _HEAD.fullmatch(head) else None
    return followed.last(place, lambda entity: shared(entity) == most, reach=200) or next(
        (entity for entity in followed.cast.entities if shared(entity) == most), None
    )
