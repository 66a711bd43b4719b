"""The people and things a text names, as values: who is in it and where each is mentioned."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from bot.core.language.houses import Sort
from bot.core.language.name_runs import Kind
from bot.core.language.name_words import TITLES
from bot.core.model import Span

Gender = Literal["he", "she", "they"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something with a name, as the text's fullest mention has it."""

    name: str  # without titles: "Ana Ruiz", "Acme Vision"; of a known name the one it is known by
    kind: Kind  # thing: a product or a bill; unknown: a name with no cue, in this trade more often a company than not
    first: Span  # its first mention
    gender: Gender | None = None  # None: no cue
    title: str | None = None  # as first written before the name: "Sen.", "Chief Executive"
    role: str | None = None  # what the text says they are: "technology director"; the title where it says no more
    affiliation: str | None = None  # "ACLU of Northern California"
    aliases: tuple[str, ...] = ()  # other forms in the text: "Ruiz", "ACLU"
    sort: Sort | None = None  # of an organisation, where its name, the text or the topic tells
    printed: str | None = None  # the fullest form in the text, where it is not `name`

    @property
    def as_printed(self) -> str:
        """The name as this text prints it in its fullest form."""
        return self.printed or self.name

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
    is_shared: bool = False  # a surname alone, which somebody else bears who is no less spoken of

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
