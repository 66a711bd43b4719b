"""What an actor is called: the article's full name for "the council", "the company", "lawmakers" and "it"."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.core.language.name_words import CORPORATE_ENDS
from bot.core.language.names import Cast, Entity, Mention
from bot.core.language.place_names import KNOWN_PLACES, ONE_FORCE
from bot.core.model import Name, Span
from bot.core.positions.actors import PRONOUNS, Phrase, led_by, noun_phrases, subject
from bot.core.positions.bearers import BARE, PEOPLE, PUBLIC, SEATED, Bearers
from bot.core.positions.places import main_place, main_state

_PRIVATE = re.compile(
    r"\b(?:inc|corp|(?<!european\s)union|league|association|federation|coalition|alliance|network|foundation|institute|labs|systems|"
    r"technologies|fund|project|campaign|watch|aclu|eff|naacp|company|firm|start-?up|giant)\b",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"\b(?:court|judges?|justices?|jury|jurors|tribunal|panel|magistrate|commissioners?|ombudsman|regulators?|watchdog|authority)\b",
    re.IGNORECASE,
)
_CHAMBER = re.compile(
    r"\b(?:senate|house|legislat\w+|lawmakers?|assembly|congress|parliament|mps|meps)\b", re.IGNORECASE
)
_CAN_VETO = re.compile(r"\b(?:mayor|gov\b\.?|governor|president)(?!\w)(?!.*\bcouncil)", re.IGNORECASE)
_EXECUTIVE = re.compile(
    r"\b(?:chief\s+executive|c[et]o|founder|co-?founder|spokes\w+|vice\s+president|president|chairman|executive|director|counsel|head)\b",
    re.IGNORECASE,
)
_COMPANY_HEADS: Final = frozenset(
    [
        "company",
        "companies",
        "firm",
        "firms",
        "startup",
        "start-up",
        "startups",
        "start-ups",
        "giant",
        "giants",
        "maker",
        "makers",
        "vendor",
        "vendors",
        "retailer",
        "retailers",
        "chain",
        "platform",
        "corporation",
        "business",
        "network",
        "store",
        "bank",
        "developer",
        "developers",
        "operator",
        "operators",
        "subsidiary",
    ]
)
_CLASSES: Final = (
    frozenset(["council", "councilors", "councillors", "councilmembers", "members"]),
    frozenset(("board", "board of supervisors", "board of trustees", "supervisors", "trustees", "aldermen", "members")),
    frozenset(["commission", "commissioners"]),
    frozenset(("committee", "members", "panel")),
    frozenset(("court", "court of appeal", "court of appeals", "judge", "judges", "justices", "panel", "tribunal")),
    frozenset(["department", "police", "force", "constabulary", "officers", "chief"]),
    frozenset(["regulator", "regulators", "watchdog", "watchdogs", "authority", "commissioner", "agency", "office"]),
    frozenset(["agency", "department", "bureau", "office", "administration"]),
    frozenset(["government", "ministry", "cabinet"]),
    frozenset(["district", "schools", "school", "university"]),
    frozenset(["airport"]),
    frozenset(["mayor"]),
    frozenset(["governor"]),
)
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|more\s+than|lets?)\s+", re.IGNORECASE)
_SEAT = re.compile(r"(?P<body>[A-Za-z]?[a-z ]+) (?:in|of) (?:the )?(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2})")
_TITLED: Final = {
    "senator": ("sen",),
    "senators": ("sen",),
    "representatives": ("rep",),
    "representative": ("rep",),
    "congressman": ("rep",),
    "congresswoman": ("rep",),
    "lawmakers": ("sen", "rep"),
    "democrats": ("sen", "rep"),
    "republicans": ("sen", "rep"),
}
_NAME: Final = r"[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,2}?"
_SEAT_OF_POWER = re.compile(
    rf"\b(?:[Cc]ity|[Tt]own|[Mm]ayor|[Cc]ouncil)\sof\s(?P<of>{_NAME})(?![\w-]|\s[A-Z])"
    rf"|\b(?P<before>{_NAME})(?:['’]s?)?\s(?:[Cc]ity\s)?(?:[Cc]ouncil|[Mm]ayor)\b"
    rf"|\b(?P<in>{_NAME}),\s(?:{KNOWN_PLACES}|[A-Z][a-z]+\.),"
)
_PARTY = re.compile(r"[DRI]-[A-Z]")  # of "Ana Ruiz, D-Ariz."
_MANY: Final = frozenset(_TITLED) | {
    "members",
    "legislators",
    "officials",
    "police",
    "officers",
    "deputies",
    "regulators",
}
_AREAS: Final = frozenset(("county", "city", "town"))
SPONSORS: Final = 6
FAR: Final = 2  # letters between a name and its "who" or "which"
_OWNER = re.compile(r"(?:[Tt]he\s)?(?P<owner>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*)*)['’]s\s")
_OFFICER = re.compile(
    r"\b(?:vice\s+)?president\b|\bchief\s+(?:executive|\w+\s+officer)|\bofficer\b|\bexecutive\b", re.IGNORECASE
)
_OWN_NAME = re.compile(  # "Manhattan appeals court" after an article, not "City Council"
    r"(?!City|State|County|Town|Village|Federal|National|Supreme|High|District|Police|School|Common|House|Senate|Data|Privacy|"
    r"Information)[A-Z][\w.-]+\s(?:\w+\s)?[a-z]+$"
)
_A_PLACE = re.compile(rf"\b(?:{KNOWN_PLACES})(?![\w-])")
_AND_OTHERS = re.compile(r",?\sand\s(?:(?:\w+\s){0,2}other(?:s|\s\w+)|(?:more\sthan\s)?\w+\sother)")
_ABOUT_MEASURE = re.compile(  # "The bill passed by wide margins. It forbids …"
    r"(?:\A|[.!?]\s|\n)(?:The|This|That|A|An)\s(?:[\w-]+\s){0,2}"
    r"(?:bill|ordinance|law|legislation|measure|act|resolution|rule|proposal|order|moratorium|ban|policy|contract|suit|lawsuit)"
    r"\b[^.!?\n]*[.!?]\s+\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^(?:\s+of\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)?|\s*\([^)]{1,20}\)|,\s[RDI]-[\w.]+,?)?(?:,\s(?:and\s)?|\s(?:and|&)\s)(?:\w+\.?\s)?$"
)
_NAMED_AREA = re.compile(r"(?:[A-Z][\w.’'-]*\s)+(?:County|City|Town|Borough|Township)")


class Naming:
    """The names of one article's actors. `ground` is its text with people blanked, where places are looked for."""

    def __init__(self, text: str, title: str, cast: Cast, *, ground: str, known: Sequence[Name] = ()) -> None:
        self._text = text
        self._title = title
        self._cast = cast
        self._phrases = noun_phrases(text, cast)
        self.bearers = Bearers(text, title, cast, phrases=self._phrases, known=known)
        self._place = main_place(ground, title)
        self._state = main_state(ground, title)
        self._seats = {seat[seat.lastgroup or 0] for seat in _SEAT_OF_POWER.finditer(text)}
        self._company = self._main_company()

    def names(self, phrase: Phrase, sentence: Span, verb: int) -> tuple[str, ...]:
        """Who the phrase means, several where they act together; empty where nobody can tell."""
        if phrase.head in PRONOUNS:
            return self._antecedent(phrase, sentence)
        if phrase.entity is not None and phrase.entity.name.lower().strip(".,") in CORPORATE_ENDS:
            found = self.bearers.lost_name(phrase)
            return (found,) if found else ()
        if phrase.head in _AREAS and phrase.entity is not None and phrase.entity.is_person:
            return (_DETERMINER.sub("", phrase.text),)  # "King County" is no King
        if phrase.entity is None:
            phrase = led_by(self._text, phrase, self._cast) or self._apposed(phrase) or phrase
        if phrase.entity is not None:
            return tuple(dict.fromkeys(self._called(entity, phrase) for entity in self._together(phrase, verb)))
        return self._described(phrase)

    def in_title(self, start: int, end: int, *, is_passive: bool) -> Phrase | None:
        """Who the headline says acts: the first name of the article before the verb, or after "by"."""
        told = self._title[end:].partition(" by ")[2] if is_passive else self._title[:start]
        named = [
            (place, -len(name), entity)
            for entity in self._cast.entities
            for name in (entity.name, *entity.aliases)
            if len(name) > 2 and (place := told.find(name)) >= 0
        ]
        if not named:
            return None
        entity = min(named, key=lambda one: one[:2])[2]
        return Phrase(entity.first.start, entity.first.end, entity.name, "", entity)

    def office(self, phrase: Phrase, name: str) -> str:
        """How the text describes the actor: the phrase itself, and a person's title, role and affiliation."""
        entity = self._cast.resolve(name)
        if entity is None or not entity.is_person:
            return phrase.text
        described = (phrase.text, entity.title, entity.role, "of", (entity.affiliation or "").split(" and ")[0])
        return " ".join(word for word in described if word)

    def is_public(self, phrase: Phrase, name: str) -> bool:
        """Whether a public body or official acts, not a company or a group."""
        told = f"{phrase.text} {name}"
        if self.is_place(name):
            return True
        entity = self._cast.resolve(name)
        if entity is not None and entity.is_person:
            told = f"{entity.title or ''} {entity.role or ''} {phrase.text if phrase.head else ''}"
        return PUBLIC.search(told) is not None and _PRIVATE.search(told) is None and phrase.head not in _COMPANY_HEADS

    def is_place(self, name: str) -> bool:
        """Whether a city or state itself acts."""
        if _NAMED_AREA.fullmatch(name):
            return True
        entity = self._cast.resolve(name)
        if entity is None or entity.is_person:
            return False
        is_its_own = name.casefold() in {own.casefold() for own in (entity.name, *entity.aliases)}
        return (entity.kind == "place" and is_its_own) or name in self._seats or name == self._place

    def is_court(self, phrase: Phrase, name: str) -> bool:
        """Whether a court or a regulator acts, who can find and rule."""
        entity = self._cast.resolve(name)
        role = f"{entity.title or ''} {entity.role or ''}" if entity is not None and entity.is_person else ""
        return _COURT.search(f"{phrase.text} {role}") is not None

    def is_executive(self, phrase: Phrase, name: str) -> bool:
        """Whether a mayor, governor or president acts, who can veto."""
        entity = self._cast.resolve(name)
        told = f"{phrase.text} {entity.title or ''} {entity.role or ''}" if entity else phrase.text
        return _CAN_VETO.search(told) is not None

    def is_chamber(self, phrase: Phrase) -> bool:
        return _CHAMBER.search(phrase.text) is not None and not re.search(
            r"\bcouncil|\bhouse\s+(?:speaker|of\s+lords)", phrase.text, re.IGNORECASE
        )

    # --- pronouns ---

    def _antecedent(self, phrase: Phrase, sentence: Span) -> tuple[str, ...]:
        """The subject before it in the sentence, else of the last sentences, else the article's company.

        "Which" and "who" are what stands right before them, if that can act at all.
        """
        if phrase.head in ("which", "who"):
            beside = self._right_before(phrase, sentence)
            return self.names(beside, sentence, phrase.start) if beside else ()
        earlier = subject(self._text, sentence.start, phrase.start, self._cast)
        if phrase.head == "it" and earlier is not None and earlier.head in _MANY:
            earlier = subject(self._text, sentence.start, earlier.start, self._cast)
        if earlier is not None and earlier.head not in PRONOUNS and earlier.end <= phrase.start:
            return self.names(earlier, sentence, phrase.start)
        if phrase.head == "it" and _ABOUT_MEASURE.search(self._text, max(0, sentence.start - 260), sentence.start):
            return ()
        if phrase.head in ("he", "she"):
            person = self._last(lambda entity: entity.is_person, phrase.start)
            return (person.name,) if person else ()
        return (self._company,) if self._company and phrase.head == "it" else ()

    def _right_before(self, phrase: Phrase, sentence: Span) -> Phrase | None:
        """ "The council" of "the council, which"; an apposition may stand between: "Ana Ruiz, a lawyer who"."""
        before = [one for one in self._phrases if sentence.start <= one.start and one.end <= phrase.start]
        last = before[-1] if before else None
        return last if last is not None and phrase.start - last.end <= FAR and last.head not in PRONOUNS else None

    def _last(self, fits: Callable[[Entity], bool], place: int) -> Entity | None:
        before = [m for m in self._cast.mentions if m.span.end <= place and fits(self._cast.entity_of(m))]
        return self._cast.entity_of(before[-1]) if before else None

    # --- names ---

    def _together(self, phrase: Phrase, verb: int) -> Iterator[Entity]:
        """The entities joined with "and" around this one, in order."""
        mentions = [
            m
            for m in self._cast.mentions
            if phrase.start - 120 <= m.span.start
            and m.span.end <= verb
            and not _PARTY.match(self._cast.entity_of(m).name)
        ]
        index = next(
            (
                i
                for i, m in enumerate(mentions)
                if self._cast.entity_of(m) == phrase.entity
                and phrase.start <= m.span.start
                and m.span.end <= phrase.end + 1
            ),
            None,
        )
        if index is None:
            yield phrase.entity  # type: ignore[misc]  # the caller has looked
            return
        first = last = index
        while first > 0 and self._are_joined(mentions, first - 1, first):
            first -= 1
        while last + 1 < len(mentions) and self._are_joined(mentions, last, last + 1):
            last += 1
        for mention in mentions[first : last + 1]:
            entity = self._cast.entity_of(mention)
            if entity.kind != "place" or first == last:
                yield entity

    def _are_joined(self, mentions: Sequence[Mention], one: int, other: int) -> bool:
        between = self._text[mentions[one].span.end : mentions[other].span.start]
        if self._cast.entity_of(mentions[one]).kind == "place" and one > 0:
            between = self._text[mentions[one - 1].span.end : mentions[other].span.start]
        is_seat = between == " of " and self._cast.entity_of(mentions[other]).kind == "place"
        return len(between) < 40 and (is_seat or _JOINED.match(between) is not None)

    def _called(self, entity: Entity, phrase: Phrase) -> str:
        """An executive acts for the company, an official in person."""
        role = f"{entity.role or ''} {entity.title or ''}"
        if entity.is_person and _EXECUTIVE.search(role) and not PUBLIC.search(_OFFICER.sub("", role)):
            owner = _OWNER.match(phrase.text)
            return owner["owner"] if owner else entity.affiliation or self._company or entity.name
        name = SEATED.sub("", re.sub(r"\.com\b", "", entity.name))
        return name.title() if name.isupper() and name.title() in self._text else name

    # --- descriptions ---

    def _apposed(self, phrase: Phrase) -> Phrase | None:
        """The name that follows a description between commas: "the commissioner, Ana Ruiz, said"."""
        if phrase.head in PRONOUNS or self._text[phrase.end : phrase.end + 2] != ", ":
            return None
        place = phrase.end + 2 + 4 * self._text.startswith("the ", phrase.end + 2)
        mention = next((m for m in self._cast.mentions if m.span.start == place), None)
        entity = self._cast.entity_of(mention) if mention else None
        if mention is None or entity is None or entity.kind == "place":
            return None
        return Phrase(mention.span.start, mention.span.end, phrase.text, phrase.head, entity)

    def _described(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.head in _COMPANY_HEADS and not re.search(r"[a-z]\s[A-Z]|^[A-Z]\w+\s[A-Z]", phrase.text):
            return (self._company,) if self._company else ()
        is_body = phrase.text.lower().removeprefix("the ") in ("lawmakers", "members")
        if phrase.head in _TITLED and not is_body and not _A_PLACE.search(phrase.text):
            named = self._titled(_TITLED[phrase.head])
            if named:
                return named
        if phrase.head in ("groups", "organizations", "organisations") and (listed := self._listed()):
            return listed
        words = _DETERMINER.sub("", phrase.text.strip())
        if re.match(r"(?:his|her)\s", phrase.text, re.IGNORECASE) and phrase.head in BARE:
            person = self._last(lambda entity: entity.is_person and entity.title is not None, phrase.start)
            return (person.name,) if person else ()
        bearer = self.bearers.of(phrase, words)
        if bearer is not None:
            return (bearer,)
        seat = _SEAT.fullmatch(words) if " of " not in phrase.head else None
        fuller = self._fullest(phrase)
        if self._has_name(words, phrase) and seat is None and not (fuller and self._is_described_only(words, fuller)):
            return (words,)
        if fuller is not None:
            return (fuller,)
        if seat is not None and phrase.head in ("city", "state", "town", "county"):
            return (seat["place"],)
        if seat is not None:
            return (f"{seat['place']} {seat['body'].lower()}",)
        return (self._placed(phrase, words),)

    def _is_described_only(self, words: str, fuller: str) -> bool:
        """Whether "UK's data protection watchdog" describes what is elsewhere called by its name, in capitals."""
        return words[words.rfind(" ") + 1 :].islower() and not any(
            word.islower() for word in fuller.split() if word != "of"
        )

    def _titled(self, titles: tuple[str, ...]) -> tuple[str, ...]:
        """The senators whom "two senators" means: those the text names with the title, and who is joined to them."""
        named: dict[str, None] = {}
        for mention in self._cast.mentions:
            entity = self._cast.entity_of(mention)
            if entity.is_person and (entity.title or "").lower().startswith(titles):
                phrase = Phrase(mention.span.start, mention.span.end, entity.name, "", entity)
                named |= dict.fromkeys(
                    one.name for one in self._together(phrase, len(self._text)) if one.kind in PEOPLE
                )
        return tuple(named)[:SPONSORS]

    def _listed(self) -> tuple[str, ...]:
        """The groups that "60 groups" means, where the text goes on "the League, Freeborn and other groups"."""
        others = _AND_OTHERS.search(self._text)
        before = [m for m in self._cast.mentions if others and others.start() - 3 <= m.span.end <= others.start() + 1]
        if not before:
            return ()
        named = Phrase(before[-1].span.start, before[-1].span.end, "", "", self._cast.entity_of(before[-1]))
        return tuple(dict.fromkeys(entity.name for entity in self._together(named, before[-1].span.end)))

    def _has_name(self, words: str, phrase: Phrase) -> bool:
        if words.lower() == "members":
            return False
        opens = not self._text[: phrase.start].strip() or self._text[: phrase.start].rstrip()[-1] in '.!?”"—–-'
        return (
            re.search(r"(?<!^)\b[A-Z]", words) is not None
            or _A_PLACE.match(words) is not None
            or (words[0].isupper() and phrase.text.startswith(words) and (not opens or self._is_named_at(phrase.start)))
            or re.match(r"[A-Z][\w.]+['’]s\s", words) is not None
            or words.isupper()
            or (phrase.text != words and words[0].isupper() and _OWN_NAME.match(words) is not None)
        )

    def _is_named_at(self, place: int) -> bool:
        return any(mention.span.start == place for mention in self._cast.mentions)

    def _fullest(self, phrase: Phrase) -> str | None:
        """The name by which the text calls a thing of this kind elsewhere."""
        kinds = [kind for kind in _CLASSES if phrase.head in kind]
        for kind in kinds:
            found = [
                (_DETERMINER.sub("", other.text.strip()), other)
                for other in self._phrases
                if other.head in kind
                and other.head not in ("members", "chief", "officers", "judge", "judges", "justices")
                and not (other.entity is not None and other.entity.is_person)
            ]
            named = [
                name
                for name, other in found
                if self._has_name(name, other) and (" of " in other.head or not _SEAT.fullmatch(name))
            ]
            if named:
                return Counter(named).most_common(1)[0][0]
        return None

    def _placed(self, phrase: Phrase, words: str) -> str:
        place = self._place
        if place in ONE_FORCE and words.lower() == "police":
            return words  # the nation's
        if place is None or place in words or not PUBLIC.search(phrase.head):
            return words
        if phrase.head in ("city", "town", "county", "state"):
            return place
        if phrase.head in ("lawmakers", "legislators", "legislature"):
            return f"{self._state or place} Legislature"
        if phrase.head == "members":
            body = next(
                (other.head for other in self._phrases if other.head in ("council", "board", "committee")), None
            )
            return f"{place} City Council" if body == "council" else f"{place} {body}" if body else words
        if phrase.head in ("council", "police", "mayor", "governor", "board", "officials", "department"):
            return f"{place} {words.removeprefix('city ') if place.endswith(' City') else words}"
        return words

    def _main_company(self) -> str | None:
        """The company or group the article is about: named in the title, or first and most often."""
        counts = Counter(mention.entity for mention in self._cast.mentions)
        best: tuple[float, str] | None = None
        for number, entity in enumerate(self._cast.entities):
            if (
                entity.kind in ("person", "place")
                or entity.name.endswith("-based")
                or PUBLIC.search(entity.name)
                or len(entity.name) < 3
                or (
                    entity.name.isupper() and entity.first.start < 3 and counts[number] == 1 and " —" in self._text[:60]
                )
            ):
                continue
            score = counts[number] + 4 * (entity.name.split()[0] in self._title) + 2 * (entity.first.start < 300)
            if best is None or score > best[0]:
                best = (score, entity.name)
        return None if best is None else best[1]
