"""Whose each name of a text is: the first mention is full, the later ones are short, and a namesake is nobody else."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.core.language.entities import Cast, Entity, Gender, Mention
from bot.core.language.genders import is_called_they, name_gender, role_gender, title_gender, told_gender
from bot.core.language.given_names import GIVEN
from bot.core.language.houses import Sort, sort_of_name, told_sort
from bot.core.language.name_forms import (
    as_printed,
    generation,
    initials,
    is_same_person,
    surname,
    without_corporate_end,
)
from bot.core.language.name_runs import Kind, Run
from bot.core.language.name_words import (
    COURTESY,
    GENERIC_FIRSTS,
    ORGANISATION_WORDS,
    PLACES,
    ROLE_NOUN,
    SUFFIXES,
)
from bot.core.language.roles import Role, title_of
from bot.core.language.saying import SAY_VERB
from bot.core.model import Name

_LONGEST_ROLE = 60
_ROLE_BETWEEN = re.compile(rf"\s(?:[a-z][\w-]*\s){{0,4}}{ROLE_NOUN}\s")
_SAYS_TO = re.compile(rf"\s{SAY_VERB}\s")  # "Ruiz told reporter Hugo Brandt"
_MADE = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:software|technology|tool|app|apps|program|platform|product|cameras?|database|algorithms?|system|"
    r"systems|devices?|bill|act|law|ordinance|amendment|cloud|chip|drones?|goggles|glasses)\b"
)
_OWNED = re.compile(r"['’]s\s$")
_SPEAKS = re.compile(r"\s(?:said|says|told|wrote|announced|declined|agreed|argued|added|tweeted)\b")
_LONG_NAME = 4  # words; nobody unknown is called so
_TWO = 2
_NAMED_NEAR = 1_000  # characters
_GENERATION = re.compile(r"\b(elder|older|younger)\s$")
_GENERATIONS: Final = {"elder": ("sr",), "older": ("sr",), "younger": ("jr",)}
_FULLY_TOLD = 4  # mentions; who somebody is, news says early


@dataclass(slots=True)
class _Draft:
    """An entity while its mentions are being gathered."""

    names: Counter[str]
    kind: Kind
    first: int  # index of its first run
    runs: list[int] = field(default_factory=list)
    canonical: str | None = None
    is_known: bool = False  # of the topic

    @property
    def name(self) -> str:
        return self.canonical or max(self.names, key=lambda name: (len(name.split()), self.names[name]))


class Gathering:
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
        self._shared: set[int] = set()
        self._given = Counter(run.words[0].low for run in runs)

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
                    is_shared=i in self._shared,
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
        is_role = len(between) < _LONGEST_ROLE and _ROLE_BETWEEN.fullmatch(between) is not None
        return is_role and not _SAYS_TO.match(between)

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
        same = self._by_name.get(key) or next((d for d in self._by_last.get(surname(run), ()) if _fits(d, run)), None)
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
        found = self._lent(index, run) or self._namesake(index, run) or self._by_name.get(key)
        if found is None and run.kind in ("organisation", "unknown"):
            found = self._by_acronym.get(run.name.replace(".", "").rstrip("s")) or self._explained(index, run)
            found = found or self._company(index, key) or self._the(index, run)
        if found is None:
            return self._new(index, run)
        if run.kind == "person" and found.kind == "unknown":
            found.kind = "person"
        found.names[run.name] += 1
        return found

    def _lent(self, index: int, run: Run) -> _Draft | None:
        """ "Maria" in "Maria and Daniel Lopez", who lends her his surname."""
        if index + 1 >= len(self._runs) or len(run.words) > 1 or run.words[0].low not in GIVEN:
            return None
        other = self._runs[index + 1]
        is_joined = self._text[run.core.end : other.span.start] in (" and ", " & ")
        if not is_joined or other.kind != "person" or len(other.words) < _TWO or other.words[0].low not in GIVEN:
            return None
        whole = f"{run.name} {' '.join(word.text for word in other.words[1:])}"
        draft = self._by_name.get(whole.lower())
        if draft is None:
            draft = self._new(index, run)
            draft.kind, draft.canonical = "person", whole
            self._by_name[whole.lower()] = draft
            self._by_last.setdefault(surname(other), []).append(draft)
            self._by_first.setdefault(run.words[0].low, []).append(draft)
        return draft

    def _namesake(self, index: int, run: Run) -> _Draft | None:
        """The person whose surname, or else given name, stands here alone."""
        if run.kind == "place" and not run.prefix:
            return None
        gender = title_gender(run)
        for table in (self._by_last, self._by_first):
            fitting = [
                draft
                for draft in table.get(surname(run), ())
                if (draft.kind == "person" or (table is self._by_last and self._is_shortened(draft, run)))
                and not (gender and name_gender(draft.name) not in (gender, None))
                and not self._is_somebody_else(draft, run)
            ]
            fitting = self._of_generation(fitting, run)
            if table is self._by_last and self._is_given_name(run):
                fitting = [draft for draft in fitting if draft.name.split()[0].lower() in GIVEN]
            if fitting:
                return self._best_known(index, fitting, gender)
        return None

    def _is_given_name(self, run: Run) -> bool:
        """Somebody of the text has this for a given name: a nickname that ends with it is not their surname."""
        named = self._by_first.get(surname(run), ()) if run.words[0].low in GIVEN else ()
        return any(draft.kind == "person" and " " in draft.name for draft in named)

    def _surely_named(self, draft: _Draft) -> int:
        """How often the text has their given name, with or without the surname."""
        return self._given[draft.name.split()[0].lower()] if len(draft.name.split()) > 1 else 0

    def _of_generation(self, drafts: list[_Draft], run: Run) -> list[_Draft]:
        """Those whom "Jones Sr." or "the elder Jones" can mean."""
        wanted = generation(run.name)
        if wanted is not None:
            return [draft for draft in drafts if generation(draft.name) == wanted]
        told = _GENERATION.search(self._text, max(0, run.span.start - 12), run.span.start)
        among = _GENERATIONS[told[1]] if told is not None else ()
        return [draft for draft in drafts if generation(draft.name) in among] or drafts

    def _best_known(self, index: int, fitting: Sequence[_Draft], gender: Gender | None) -> _Draft:
        """Of namesakes the one more often named in full, unless another alone was named just before."""

        def rank(draft: _Draft) -> tuple[bool, bool, int, int]:
            is_of_gender = gender is not None and name_gender(draft.name) == gender
            return is_of_gender, generation(draft.name) is None, self._surely_named(draft), -draft.first

        best = max(fitting, key=rank)
        rivals = [draft for draft in fitting if draft is not best and rank(draft)[:2] == rank(best)[:2]]
        if any(self._surely_named(draft) >= self._surely_named(best) for draft in rivals):
            near = self._named_near(index, [best, *rivals])
            best = near[0] if len(near) == 1 else best
            if len(near) != 1:
                self._shared.add(index)
        return best

    def _named_near(self, index: int, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Those whose given name stands a few sentences before."""
        place, near = self._runs[index].core.start, set[str]()
        for run in reversed(self._runs[:index]):
            if place - run.core.start > _NAMED_NEAR:
                break
            near.add(run.words[0].low)
        return [draft for draft in drafts if draft.name.split()[0].lower() in near]

    def _is_somebody_else(self, draft: _Draft, run: Run) -> bool:
        """ "President Ruiz" beside her son "Hugo Ruiz Jr.", or beside a Ruiz who was never called president."""
        titles = {word.low for word in run.prefix} - COURTESY
        if not titles or not (generation(draft.name) or "president" in titles):
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

    def _explained(self, index: int, run: Run) -> _Draft | None:
        """ "Harbor Institute for Fair Code (HIFC)": the short form stands in brackets behind the whole."""
        if not index or not run.words[0].text.isupper():
            return None
        whole = self._runs[index - 1]
        opening = self._text[whole.core.end : run.core.start]
        is_short_form = opening in (" (", ", or ") and whole.name[:1] == run.name[:1]
        draft = self._by_name.get(whole.name.lower())
        if (
            not is_short_form
            or draft is None
            or draft.kind not in ("organisation", "unknown")
            or len(whole.words) < _TWO
        ):
            return None
        self._by_name[run.name.lower()] = draft
        return draft

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
        draft.canonical, draft.is_known = name, True
        draft.names[run.name] += bool(draft.runs) or draft.first != index
        self._by_name[name.lower()] = draft
        return draft

    def _new(self, index: int, run: Run) -> _Draft:
        draft = _Draft(names=Counter([run.name]), kind=run.kind, first=index)
        self._drafts.append(draft)
        self._by_name[run.name.lower()] = draft
        if len(run.words) > 1 or run.prefix:
            self._by_last.setdefault(surname(run), []).append(draft)
            self._by_first.setdefault(run.words[0].low, []).append(draft)
        if run.kind in ("organisation", "unknown"):
            acronym = initials(run.name)
            if len(acronym) > 1:
                self._by_acronym.setdefault(acronym, draft)
        return draft

    def _entity(self, draft: _Draft) -> Entity:
        runs = [self._runs[i] for i in draft.runs]
        whole = self._of_title.get(draft.name.lower())
        if whole is not None and draft.kind in ("person", "unknown"):
            draft.kind, draft.canonical = "person", whole
        name = without_corporate_end(draft.name) if draft.kind in ("organisation", "unknown") else draft.name
        described = next((run for run in runs if run.name == draft.name), runs[0])
        title = next((title for run in runs if (title := title_of(run)) is not None), None)
        printed = without_corporate_end(as_printed(name, tuple(draft.names))) if draft.is_known else name
        entity = Entity(
            name=name,
            printed=printed if printed != name else None,
            kind=draft.kind,
            first=self._runs[min(draft.runs)].span,
            title=title,
            aliases=tuple(n for n in draft.names if n != name),
        )
        if draft.kind == "unknown" and self._is_thing(draft):
            return replace(entity, kind="thing", name=draft.name)
        if draft.kind in ("organisation", "unknown"):
            entity = replace(entity, sort=self._sort(draft, runs, name))
        if draft.kind not in ("person", "unknown"):
            return entity
        held = Role.read(self._text, described) or self._held_elsewhere(draft, runs)
        gender: Gender | None = "they" if is_called_they(self._text, runs) else None
        gender = gender or next((g for run in runs if (g := title_gender(run))), None) or name_gender(draft.name)
        gender = gender or role_gender(held.role) or told_gender(self._text, runs)
        if draft.kind == "unknown" and (held.role or gender):
            entity = replace(entity, kind="person", name=draft.name)
        return replace(entity, gender=gender, role=held.role, affiliation=self._whole(held.affiliation))

    def _whole(self, house: str | None) -> str | None:
        """Macy's, of which a role has only Macy; nothing for a person, who has a deputy and is no house."""
        last = (house or "").lower().split()[-1:]
        if house is not None and house.lower() not in self._settled and self._is_somebody(house.lower(), last[0]):
            return None
        drafts = (self._by_name.get(f"{house}{mark}".lower()) for mark in ("'s", "’s"))
        return next((draft.name for draft in drafts if draft is not None), house)

    def _is_somebody(self, house: str, last: str) -> bool:
        named = self._by_name.get(house)
        if named is not None and named.kind != "person":
            return False
        return any(
            draft.kind == "person" and (house == last or (house == draft.name.lower() and len(draft.runs) >= _TWO))
            for draft in self._by_last.get(last, ())
        )

    def _sort(self, draft: _Draft, runs: Sequence[Run], name: str) -> Sort | None:
        known = self._settled.get(name.lower())
        if known is not None and known.kind in ("company", "agency", "group"):
            return known.kind
        told = (told_sort(self._text, run.span.start, run.core.end) for run in runs[:_FULLY_TOLD])
        return next((sort for sort in told if sort is not None), None) or sort_of_name(name)

    def _held_elsewhere(self, draft: _Draft, runs: Sequence[Run]) -> Role:
        """The role at another mention; of two Kellers, "Senator Keller" may be either."""
        last = surname(runs[0])
        is_only = sum(other.kind == "person" for other in self._by_last.get(last, ())) < _TWO
        told = [run for run in runs if is_only or len(run.words) > 1]
        near = (role for run in told[:_FULLY_TOLD] if (role := Role.read(self._text, run)) is not None)
        return next(near, None) or next(
            (role for run in told if run.prefix and (role := Role.read(self._text, run)) is not None), Role()
        )


def _certainty(run: Run) -> int:
    """Mr. and Ms. tell most of who is meant, other titles less, a bare surname nothing."""
    return 0 if title_gender(run) else 1 if run.prefix else 2


def _fits(draft: _Draft, run: Run) -> bool:
    return draft.kind in ("person", "unknown") and is_same_person(draft.name, run.name)
