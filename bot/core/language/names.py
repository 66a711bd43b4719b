"""The cast of a text: its people and organisations, with the titles, roles and affiliations it gives them.

Rules over capital letters, titles and appositions; no model and no list of the famous. The habit of news does the
work: the first mention is full ("Gov. Ana Ruiz of Ohio"), the later ones are short ("Ruiz", "the governor").
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal

from bot.core.language.given_names import FEMALE, GIVEN, MALE
from bot.core.language.name_runs import Kind, Reader, Run
from bot.core.language.name_words import (
    CORPORATE_ENDS,
    COURTESY,
    GENERIC_FIRSTS,
    HE_ROLES,
    HE_TITLES,
    ORGANISATION_WORDS,
    PLACES,
    ROLE_NOUN,
    SHE_ROLES,
    SHE_TITLES,
    SUFFIXES,
    TITLES,
)
from bot.core.language.roles import Role, title_of
from bot.core.model import Name, Span

Gender = Literal["he", "she"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something with a name, as the text's fullest mention has it."""

    name: str  # without titles: "Ana Ruiz", "Acme Vision"
    kind: Kind  # thing: a product or a bill; unknown: a name with no cue, in this trade more often a company than not
    first: Span  # its first mention
    gender: Gender | None = None  # None: no cue
    title: str | None = None  # as first written before the name: "Sen.", "Chief Executive"
    role: str | None = None  # what the text says they are: "technology director"; the title where it says no more
    affiliation: str | None = None  # "ACLU of Northern California"
    aliases: tuple[str, ...] = ()  # other forms in the text: "Ruiz", "ACLU"

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a name stands. `span` covers titles and name, `core` the name alone."""

    span: Span
    core: Span
    entity: int  # index into Cast.entities
    is_possessive: bool = False  # "Ruiz's"
    is_modifier: bool = False  # "Acme" in "Acme spokeswoman Ana Ruiz"

    @property
    def is_owner(self) -> bool:
        """It belongs to the name or noun behind it, and acts through that alone."""
        return self.is_possessive or self.is_modifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people, organisations and places of one text."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]  # in the order of the text, never overlapping

    @property
    def people(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.kind == "person")

    @property
    def organisations(self) -> tuple[Entity, ...]:
        """Names of organisations, and names of unknown kind, which in this trade are mostly companies."""
        return tuple(entity for entity in self.entities if entity.kind in ("organisation", "unknown"))

    def entity_of(self, mention: Mention) -> Entity:
        return self.entities[mention.entity]

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly within a range, in order."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.span.start)
        last = bisect_left(self.mentions, end, lo=first, key=lambda mention: mention.span.start)
        return tuple(m for m in self.mentions[first:last] if m.span.end <= end)

    def resolve(self, words: str) -> Entity | None:
        """Who a written name means here: "Mrs. Ruiz", "Ana Ruiz's", "the ACLU". None when nobody fits.

        Pronouns and "the company" are not names: see `mentions`.
        """
        wanted = re.sub(r"['’]s?$", "", " ".join(words.split())).removeprefix("the ").removeprefix("The ").lower()
        bare = " ".join(w for w in wanted.split() if w.rstrip(".") not in TITLES) or wanted
        for entity in self.entities:
            if bare == entity.name.lower():
                return entity
        for entity in self.entities:
            if any(bare == alias.lower() for alias in entity.aliases):
                return entity
        return None


def cast(text: str, *, title: str = "", known: Sequence[Name] = ()) -> Cast:
    """Everyone and everything the text names, one entity each, in order of appearance.

    `title` only helps to tell names from the first words of sentences. `known` are names whose kind is settled
    elsewhere, such as a topic's companies; a mention by an alias gets the name itself.
    """
    return _cast(text, title, tuple(known))


@lru_cache(maxsize=4)  # quotes and positions ask of one text after another
def _cast(text: str, title: str, known: tuple[Name, ...]) -> Cast:
    settled = {alias.lower(): name for name in known for alias in (name.name, *name.aliases)}
    reader = Reader(text, title, settled)
    return _Gathering(text, tuple(reader.runs()), settled, reader.full_names(title)).cast()


# --- whose name is it -------------------------------------------------------------------------------------------------

_SHORT_FORMS: Final = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "mike": "michael", "jim": "james",
    "tom": "thomas", "dick": "richard", "rick": "richard", "tony": "anthony", "liz": "elizabeth", "beth": "elizabeth",
    "betsy": "elizabeth", "kate": "katherine", "jack": "john", "ted": "edward", "ed": "edward", "chuck": "charles",
    "hank": "henry", "larry": "lawrence", "peggy": "margaret", "maggie": "margaret", "sandy": "alexandra",
    "andy": "andrew", "drew": "andrew", "bernie": "bernard", "jerry": "gerald", "harry": "henry",
}  # fmt: skip


_LONGEST_ROLE = 60
_ROLE_BETWEEN = re.compile(rf"\s(?:[a-z][\w-]*\s){{0,4}}{ROLE_NOUN}\s")
_MADE = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:software|technology|tool|app|apps|program|platform|product|cameras?|database|algorithms?|system|"
    r"systems|devices?|bill|act|law|ordinance|amendment|cloud|chip|drones?|goggles|glasses)\b"
)
_OWNED = re.compile(r"['’]s\s$")
_SPEAKS = re.compile(r"\s(?:said|says|told|wrote|announced|declined|agreed|argued|added|tweeted)\b")
_LONG_NAME = 4  # words; nobody unknown is called so
_TWO = 2
_FULLY_TOLD = 4  # mentions; who somebody is, news says early


@dataclass(slots=True)
class _Draft:
    """An entity while its mentions are being gathered."""

    names: Counter[str]
    kind: Kind
    first: int  # index of its first run
    runs: list[int] = field(default_factory=list)
    canonical: str | None = None

    @property
    def name(self) -> str:
        return self.canonical or max(self.names, key=lambda name: (len(name.split()), self.names[name]))


class _Gathering:
    def __init__(
        self, text: str, runs: tuple[Run, ...], settled: Mapping[str, Name], of_title: Mapping[str, str]
    ) -> None:
        self._text = text
        self._of_title = of_title
        self._runs = runs
        self._settled = settled
        self._drafts: list[_Draft] = []
        self._by_last: dict[str, list[_Draft]] = {}
        self._by_first: dict[str, list[_Draft]] = {}
        self._by_name: dict[str, _Draft] = {}
        self._by_acronym: dict[str, _Draft] = {}

    def cast(self) -> Cast:
        owners: dict[int, _Draft] = {}
        for index, run in enumerate(self._runs):
            if self._is_full(run):
                owners[index] = self._full(index, run)
        for draft in self._drafts:
            if draft.kind == "unknown" and self._has_family(draft):
                draft.kind = "person"
        short = [index for index in range(len(self._runs)) if index not in owners]
        for index in sorted(short, key=lambda index: _certainty(self._runs[index])):
            owners[index] = self._short(index, self._runs[index])
        for index, draft in owners.items():
            draft.runs.append(index)
        drafts = sorted({id(d): d for d in owners.values()}.values(), key=lambda draft: min(draft.runs))
        numbers = {id(draft): number for number, draft in enumerate(drafts)}
        return Cast(
            entities=tuple(self._entity(draft) for draft in drafts),
            mentions=tuple(
                Mention(
                    span=run.span,
                    core=run.core,
                    entity=numbers[id(owners[i])],
                    is_possessive=run.is_possessive,
                    is_modifier=self._is_modifier(i),
                )
                for i, run in enumerate(self._runs)
            ),
        )

    def _is_thing(self, draft: _Draft) -> bool:
        """ "Acme's FaceKey", "the FaceKey software": something that is made or passed, and never says a word."""
        runs = [self._runs[i] for i in draft.runs]
        if any(_SPEAKS.match(self._text, run.core.end) for run in runs):
            return False
        return any(
            _MADE.match(self._text, run.core.end)
            or _OWNED.search(self._text, max(0, run.span.start - 3), run.span.start)
            for run in runs
        )

    def _is_modifier(self, index: int) -> bool:
        """Nothing but a role stands between this name and the person behind it."""
        if index + 1 >= len(self._runs):
            return False
        between = self._text[self._runs[index].core.end : self._runs[index + 1].span.start]
        return len(between) < _LONGEST_ROLE and _ROLE_BETWEEN.fullmatch(between) is not None

    def _has_family(self, draft: _Draft) -> bool:
        """Somebody else of this surname is a person."""
        words = draft.name.lower().split()
        return len(words) in (2, 3) and any(d.kind == "person" for d in self._by_last.get(words[-1], ()))

    def _is_full(self, run: Run) -> bool:
        return len(run.words) > 1 and not (len(run.words) == 2 and run.words[1].low in SUFFIXES)

    def _full(self, index: int, run: Run) -> _Draft:
        known = self._settled.get(run.name.lower())
        if known is not None:
            return self._named(index, run, known.name)
        key = run.name.lower()
        if run.kind not in ("person", "unknown"):
            return self._by_name.get(key) or self._new(index, run)
        same = self._by_name.get(key) or next((d for d in self._by_last.get(_last(run), ()) if _fits(d, run)), None)
        if same is None:
            draft = self._new(index, run)
            if run.kind == "unknown" and len(run.words) < _LONG_NAME and Role.read(self._text, run) is not None:
                draft.kind = "person"
            return draft
        same.names[run.name] += 1
        if run.kind == "person" and same.kind == "unknown":
            same.kind = "person"
        self._by_name.setdefault(key, same)
        return same

    def _short(self, index: int, run: Run) -> _Draft:
        key = run.name.lower()
        known = self._settled.get(key)
        if known is not None:
            return self._named(index, run, known.name)
        found = self._namesake(run) or self._by_name.get(key)
        if found is None and run.kind in ("organisation", "unknown"):
            found = self._by_acronym.get(run.name.rstrip("s")) or self._company(index, key) or self._the(index, run)
        if found is None:
            return self._new(index, run)
        if run.kind == "person" and found.kind == "unknown":
            found.kind = "person"
        found.names[run.name] += 1
        return found

    def _namesake(self, run: Run) -> _Draft | None:
        """The person whose surname, or else given name, stands here alone."""
        if run.kind == "place" and not run.prefix:
            return None
        gender = _title_gender(run)
        for table in (self._by_last, self._by_first):
            fitting = [
                draft
                for draft in table.get(_last(run), ())
                if (draft.kind == "person" or (table is self._by_last and self._is_shortened(draft, run)))
                and not (gender and _gender_of(draft.name) not in (gender, None))
                and not self._is_somebody_else(draft, run)
            ]
            if fitting:
                return max(
                    fitting,
                    key=lambda draft: (
                        gender is not None and _gender_of(draft.name) == gender,
                        not _has_suffix(draft.name),
                        sum(draft.names.values()),
                    ),
                )
        return None

    def _is_somebody_else(self, draft: _Draft, run: Run) -> bool:
        """ "President Ruiz" beside her son "Hugo Ruiz Jr.", or beside a Ruiz who was never called president."""
        titles = {word.low for word in run.prefix} - COURTESY
        if not titles or not (_has_suffix(draft.name) or "president" in titles):
            return False
        full = self._runs[draft.first]
        held = {word.low for word in full.prefix} | set((self._role(full).role or "").lower().split())
        return titles.isdisjoint(held)

    def _role(self, run: Run) -> Role:
        return Role.read(self._text, run) or Role()

    def _is_shortened(self, draft: _Draft, run: Run) -> bool:
        """Later only by its last word, without an article: so news shortens people, never companies."""
        if draft.kind != "unknown" or len(draft.name.split()) not in (2, 3) or run.is_possessive:
            return False
        return self._text[max(0, run.span.start - 4) : run.span.start].lower() != "the "

    def _company(self, index: int, key: str) -> _Draft | None:
        """Acme, after it was introduced as Acme Vision Corp; before that, perhaps the parent of Acme Vision."""
        if key in GENERIC_FIRSTS | PLACES | GIVEN:
            return None
        fitting = (d for d in self._by_first.get(key, ()) if d.kind in ("organisation", "unknown") and d.first < index)
        return next(fitting, None)

    def _the(self, index: int, run: Run) -> _Draft | None:
        """ "the Times" after the Northfield Times, "the Commission" after its full name."""
        if run.words[0].low not in ORGANISATION_WORDS or self._text[
            max(0, run.span.start - 4) : run.span.start
        ] not in (
            "the ",
            "The ",
        ):
            return None
        fitting = [d for d in self._by_last.get(run.words[0].low, ()) if d.kind == "organisation" and d.first < index]
        return fitting[-1] if fitting else None

    def _named(self, index: int, run: Run, name: str) -> _Draft:
        draft = self._by_name.get(name.lower()) or self._new(index, run)
        draft.canonical = name
        self._by_name[name.lower()] = draft
        return draft

    def _new(self, index: int, run: Run) -> _Draft:
        draft = _Draft(names=Counter([run.name]), kind=run.kind, first=index)
        self._drafts.append(draft)
        self._by_name[run.name.lower()] = draft
        if len(run.words) > 1 or run.prefix:
            self._by_last.setdefault(_last(run), []).append(draft)
            self._by_first.setdefault(run.words[0].low, []).append(draft)
        if run.kind in ("organisation", "unknown"):
            acronym = "".join(w.text[0] for w in run.words if w.text[0].isupper() and w.low not in CORPORATE_ENDS)
            if len(acronym) > 1:
                self._by_acronym.setdefault(acronym, draft)
        return draft

    def _entity(self, draft: _Draft) -> Entity:
        runs = [self._runs[i] for i in draft.runs]
        whole = self._of_title.get(draft.name.lower())
        if whole is not None and draft.kind in ("person", "unknown"):
            draft.kind, draft.canonical = "person", whole
        name = _without_corporate_end(draft.name) if draft.kind in ("organisation", "unknown") else draft.name
        described = next((run for run in runs if run.name == draft.name), runs[0])
        title = next((title for run in runs if (title := title_of(run)) is not None), None)
        entity = Entity(
            name=name,
            kind=draft.kind,
            first=self._runs[min(draft.runs)].span,
            title=title,
            aliases=tuple(n for n in draft.names if n != name),
        )
        if draft.kind == "unknown" and self._is_thing(draft):
            return replace(entity, kind="thing", name=draft.name)
        if draft.kind not in ("person", "unknown"):
            return entity
        held = Role.read(self._text, described) or self._held_elsewhere(draft, runs)
        gender = next((g for run in runs if (g := _title_gender(run))), None) or _gender_of(draft.name)
        gender = gender or _role_gender(held.role) or _told_gender(self._text, runs)
        if draft.kind == "unknown" and (held.role or gender):
            entity = replace(entity, kind="person", name=draft.name)
        return replace(entity, gender=gender, role=held.role, affiliation=held.affiliation)

    def _held_elsewhere(self, draft: _Draft, runs: Sequence[Run]) -> Role:
        """The role at another mention; of two Kellers, "Senator Keller" may be either."""
        last = draft.name.split()[-1].lower()
        is_only = sum(other.kind == "person" for other in self._by_last.get(last, ())) < _TWO
        told = [run for run in runs if is_only or len(run.words) > 1]
        near = (role for run in told[:_FULLY_TOLD] if (role := Role.read(self._text, run)) is not None)
        return next(near, None) or next(
            (role for run in told if run.prefix and (role := Role.read(self._text, run)) is not None), Role()
        )


def _certainty(run: Run) -> int:
    """Mr. and Ms. tell most of who is meant, other titles less, a bare surname nothing."""
    return 0 if _title_gender(run) else 1 if run.prefix else 2


def _last(run: Run) -> str:
    words = [word for word in run.words if word.low not in SUFFIXES] or list(run.words)
    return words[-1].low


def _has_suffix(name: str) -> bool:
    return name.split()[-1].lower().rstrip(".") in SUFFIXES


def _fits(draft: _Draft, run: Run) -> bool:
    """The same person: "Ana M. Ruiz" and "Ana Ruiz", "Mike" and "Michael"; never Junior and his father."""
    if draft.kind not in ("person", "unknown") or _has_suffix(draft.name) != _has_suffix(run.name):
        return False
    one, other = draft.name.lower(), run.name.lower()
    if one.endswith(f" {other}") or other.endswith(f" {one}"):
        return True
    first, second = one.split()[0].rstrip("."), other.split()[0].rstrip(".")
    return (
        first == second
        or _SHORT_FORMS.get(first, first) == _SHORT_FORMS.get(second, second)
        or (min(len(first), len(second)) in (1, 3, 4) and (first.startswith(second) or second.startswith(first)))
    )


def _title_gender(run: Run) -> Gender | None:
    for word in run.prefix:
        if word.low in SHE_TITLES:
            return "she"
        if word.low in HE_TITLES:
            return "he"
    return None


def _role_gender(role: str | None) -> Gender | None:
    nouns = frozenset((role or "").lower().split())
    return "she" if nouns & SHE_ROLES else "he" if nouns & HE_ROLES else None


def _gender_of(name: str) -> Gender | None:
    first = name.split()[0].lower()
    if first in MALE:
        return "he"
    return "she" if first in FEMALE else None


_TELLING = re.compile(
    r",?\s(?:said|says|wrote|added|tweeted|noted)\s(?:that\s)?(he|she)\b|,\swho\b[^.]{0,60}?\b(his|her)\b"
)


def _told_gender(text: str, runs: Sequence[Run]) -> Gender | None:
    """ "Ruiz said she would": the pronoun after the saying is hers."""
    votes = Counter(
        "she" if (m[1] or m[2]) in ("she", "her") else "he"
        for run in runs
        if (m := _TELLING.match(text, run.core.end)) is not None
    )
    best: list[tuple[str, int]] = votes.most_common(1)
    return None if not best else ("she" if best[0][0] == "she" else "he")


def _without_corporate_end(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(".,") in CORPORATE_ENDS:
        words.pop()
    return " ".join(words).rstrip(",")
