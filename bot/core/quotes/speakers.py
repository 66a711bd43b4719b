"""Who a source is, from the whole article: one named person or house, two who speak together, or nobody by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.core.language.capitals import mixed
from bot.core.language.descriptions import Described, described, house
from bot.core.language.groups import group_before, is_governed, joined, members
from bot.core.language.holders import holders
from bot.core.language.houses import COMPANY_NOUNS, GROUP_NOUNS, HOUSE_WORDS
from bot.core.language.name_words import words
from bot.core.language.names import Entity, Mention
from bot.core.language.role_words import WEAK
from bot.core.language.roles import described_role
from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.reading import Reading
from bot.core.quotes.sources import Source

_WRITTEN_BY = re.compile(
    r"(?:[Aa]n?|[Tt]he)\s(?:[\w-]+\s){0,2}(?:statement|letter|email|e-mail|tweet|memo|note|op-ed|essay|report|study|audit|"
    r"analysis|survey|review|brief|post|filing|complaint|testimony|message|blog post)\s(?:from|by)\s(?:the\s)?"
)
_SEVERAL = re.compile(
    r"(?:both|[Bb]oth\s(?P<both>[a-z][\w-]*(?:s|men))|[Tt]he\s(?:two|pair|duo|couple|brothers|sisters|siblings)|"
    r"[Tt]he\s(?:two\s|advocacy\s|civil\s)?(?P<noun>[a-z][\w-]*(?:s|men)))$"
)
_ACTING = re.compile(rf"(?:\s?\([^()]{{1,40}}\))?\s(?:\w+ly\s)?(?:{SAY_VERB}|is|was|has|had|will|would|did)\b")
_SAID_BEFORE = re.compile(rf"(?:\b{SAY_VERB}|according\sto)\s(?:the\s)?(?:[\w.’'-]+\s){{0,4}}$")
_WHOSE_HOUSE = re.compile(r",\swhose\s(?:[a-z-]+\s)??([a-z-]+)\b")
_OF = re.compile(r",?\sof\s(?:the\s)?")
_OWNED_ROLE = re.compile(r"([a-z][\w-]*)(['’]s)?\s(.+)")
_OF_HOUSE = re.compile(r"\s(?:of|for|at|with|from)\sthe\s(?:[\w-]+\s)?([a-z][\w-]*)\b")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir)\s$")
_ATTRIBUTED: Final = COMPANY_NOUNS | GROUP_NOUNS | words("agency department commission bureau")
_THEY_BACK = 2  # sentences
_SEVERAL_BACK = 14
_THEY_ALONE_BACK = 14
_ANSWERS = re.compile(
    r"\b(?:replied|answered|retorted|responded|countered|snapped|interrupted|shot\sback|fired\sback|hit\sback|cut\sin|chimed\sin|"
    r"(?:told|asked|reminded)\s(?:him|her))\b"
)
_SAID_THEY = re.compile(rf"(?:,[^.;:\n]{{3,120}},)?\s{SAY_VERB}\s(?:that\s)?they\b")
_PAIR = 2
_EXCHANGE = 3  # paragraphs: two people of one pronoun who answer each other
_NEAR_ROLE = 200  # characters between somebody and a role of theirs
_ROLE_PLACES = 8


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; no name where the article gives none, or where it can't be told whose it is."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    is_clear: bool = True  # nobody else can well be meant
    described: Span | None = None  # what the article calls somebody without a name, of whom it says only "he" here


NOBODY: Final = Speaker()
_UNCLEAR: Final = Speaker(is_clear=False)


def speaker_of(reading: Reading, source: Source | None) -> Speaker:
    """The speaker a source stands for: for two who speak together both, never one of them."""
    if source is None:
        return NOBODY
    if source.form == "name" and source.mention is not None:
        return _named(reading, source.mention, is_alone=source.is_alone)
    if source.form == "pronoun":
        return _pronoun(reading, source.span)
    return _described(reading, source)


def speaker_known(reading: Reading, entity: Entity) -> Speaker:
    """The speaker where it is settled already who it is, as a transcript's label does."""
    return _one(reading, entity)


def _named(reading: Reading, mention: Mention, *, is_alone: bool = False) -> Speaker:
    together = (mention,) if is_alone else _speaking_together(reading, mention)
    if len(together) > 1:
        return _several(reading, tuple(map(reading.people.entity_of, together)))
    if mention.is_shared:
        return NOBODY
    return _one(reading, reading.people.entity_of(mention), mention)


def _speaking_together(reading: Reading, mention: Mention) -> tuple[Mention, ...]:
    """Those who say it with them; not who comes behind "said Ruiz" and does something else."""
    together = joined(reading.masked, reading.people, mention)
    last = together[-1]
    is_turned = _SAID_BEFORE.search(reading.masked, max(0, together[0].span.start - 60), together[0].span.start)
    if last is not mention and is_turned and _ACTING.match(reading.masked, last.span.end):
        return (mention,)
    return together


def _several(reading: Reading, entities: tuple[Entity, ...], *, is_clear: bool = True) -> Speaker:
    unique = tuple({id(entity): entity for entity in entities}.values())
    if len(unique) == 1:
        return _one(reading, unique[0])
    if len(unique) > _PAIR:
        return NOBODY
    one, other = (_one(reading, entity) for entity in unique)
    return Speaker(
        f"{one.name} and {other.name}",
        one.role if one.role == other.role else None,
        one.affiliation if one.affiliation == other.affiliation else None,
        is_clear,
    )


def _one(reading: Reading, entity: Entity, mention: Mention | None = None, *, is_clear: bool = True) -> Speaker:
    name = _own_name(reading, entity, mention)
    speaker = Speaker(name, entity.role, entity.affiliation, is_clear)
    return speaker if entity.affiliation or not entity.is_person else _housed(reading, entity, speaker)


def _own_name(reading: Reading, entity: Entity, mention: Mention | None) -> str:
    """The fullest in print; but a part of a known house that has a name of its own is itself: the ACLU of Ohio."""
    if entity.is_person:
        return mixed(entity.as_printed, entity.aliases)
    if mention is None:
        return entity.as_printed
    told = mention.core.of(reading.text)
    is_part = told != entity.name and told.startswith(f"{entity.name} ") and entity.kind == "organisation"
    return told if is_part and len(told) > len(entity.as_printed) else entity.as_printed


def _pronoun(reading: Reading, span: Span) -> Speaker:
    place, word = span.start, span.of(reading.text).lower()
    if word == "they":
        return _they(reading, place)
    if word == "it":
        return _house_spoken_of(reading, place)
    unnamed = reading.followed.unnamed(place)
    if unnamed is not None:
        return replace(_described(reading, Source(unnamed, "nominal")), described=unnamed)
    entity = reading.followed.pronoun(place)
    if entity is None:
        return _UNCLEAR
    block = reading.block_at(place)
    since, paragraph = reading.blocks[max(0, block - _EXCHANGE)].start, reading.blocks[block].start
    end = reading.blocks[block].end
    is_exchange = _ANSWERS.search(reading.masked, since, end) and reading.followed.is_exchange(place, since, paragraph)
    return _one(reading, entity, is_clear=reading.followed.is_clear(place) and not is_exchange)


def _house_spoken_of(reading: Reading, place: int) -> Speaker:
    entity = reading.followed.topic(place, lambda entity: entity.kind == "organisation")
    return _one(reading, entity, is_clear=False) if entity is not None else _UNCLEAR


def _they(reading: Reading, place: int) -> Speaker:
    """Two who were named together, one whose pronoun it is, or the organisation spoken of."""
    group = group_before(reading.groups, place, reading.sentences, reach=_THEY_BACK, fits=lambda _: True)
    if group is not None and _is_alone(reading, group.span.end, place, group.members):
        return _several(reading, members(reading.people, group))
    alone = reading.followed.last(place, lambda entity: entity.gender == "they", reach=_THEY_ALONE_BACK)
    if alone is not None:
        return _one(reading, alone)
    topic = reading.followed.topic(place, lambda entity: entity.is_person and entity.gender is None)
    if topic is not None and _is_said_to_be_they(reading, topic, place):
        return _one(reading, topic, is_clear=False)
    return _house_spoken_of(reading, place)


def _is_said_to_be_they(reading: Reading, entity: Entity, place: int) -> bool:
    """ "Alex Marsh said they had waited": of one whose name doesn't tell, perhaps of several."""
    said = (mention for mention in reading.people.mentions if reading.people.entity_of(mention) is entity)
    return any(_SAID_THEY.match(reading.masked, mention.span.end, place) for mention in said)


def _is_alone(reading: Reading, start: int, end: int, group: tuple[int, ...]) -> bool:
    """Nobody else comes between who was named together and "they"."""
    return all(
        mention.entity in group
        or mention.is_owner
        or reading.people.entity_of(mention).kind in ("place", "thing")
        or is_governed(reading.masked, mention.span.start)
        for mention in reading.people.mentions_in(start, end)
    )


def _described(reading: Reading, source: Source) -> Speaker:
    phrase, place = source.span.of(reading.text), source.span.start
    written = _WRITTEN_BY.match(reading.text, place, source.span.end)
    mentions = reading.people.mentions_in(written.end(), source.span.end) if written is not None else ()
    if mentions and not mentions[0].is_owner:
        return _named(reading, mentions[0])
    several = _SEVERAL.match(phrase)
    if several is not None:
        return _several_described(reading, place, several["noun"] or several["both"])
    found = described(phrase, place, reading.followed)
    if found is not None:
        return _one(reading, found.entity, is_clear=found.is_clear)
    role, affiliation = role_of(reading, source)
    return Speaker(None, role, affiliation)


def _several_described(reading: Reading, place: int, noun: str | None) -> Speaker:
    """ "The two senators", "the groups": the last two named together who are that."""
    singular = _singular(noun) if noun is not None else None
    held = frozenset(holders(reading.people, [singular])) if singular is not None else frozenset()
    if singular is not None and singular not in HOUSE_WORDS and not held:
        return NOBODY

    def fits(index: int) -> bool:
        entity = reading.people.entities[index]
        if singular in HOUSE_WORDS:
            return not entity.is_person
        return entity.is_person and (not held or index in held or entity.role is None)

    group = group_before(reading.groups, place, reading.sentences, reach=_SEVERAL_BACK, fits=fits)
    return _several(reading, members(reading.people, group)) if group is not None else NOBODY


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


# --- where a role is held ---------------------------------------------------------------------------------------------


def _housed(reading: Reading, entity: Entity, speaker: Speaker) -> Speaker:
    """The company's name for "the company's president"; as it stands where nobody can say which company."""
    for role, found in _houses(reading, entity):
        is_house = found is not None and found.is_clear and not found.entity.is_person
        if found is not None and is_house:
            return replace(speaker, role=role, affiliation=found.entity.as_printed)
    return speaker


def _houses(reading: Reading, entity: Entity) -> Iterator[tuple[str | None, Described | None]]:
    for mention in reading.people.mentions:
        if reading.people.entities[mention.entity] is entity:
            of = _OF.match(reading.text, mention.span.end)
            house_of = reading.people.mentions_in(of.end(), of.end() + _NEAR_ROLE)[:1] if of is not None else ()
            for other in house_of:
                if of is not None and other.span.start == of.end() and _is_house(reading.people.entity_of(other)):
                    yield entity.role, Described(reading.people.entity_of(other), is_clear=True)
            whose = _WHOSE_HOUSE.match(reading.text, mention.span.end)
            if whose is not None and whose[1] in HOUSE_WORDS:
                yield entity.role, house(whose[1], mention.span.start, reading.followed)
    role = entity.role
    if role is None:
        return
    if role == "Chief":
        force = reading.followed.last(entity.first.start, _is_force, reach=1)
        yield role, Described(force, is_clear=True) if force is not None else None
    for place in _places_of_role(reading, entity, role):
        end = place + len(role)
        owned = _OWNED_ROLE.fullmatch(role)
        if owned is not None and (owned[1] in HOUSE_WORDS if owned[2] else owned[1] in _ATTRIBUTED):
            is_weak = owned[3].split()[-1] in WEAK and len(owned[3].split()) == 1
            yield role if is_weak else owned[3], house(owned[1], place, reading.followed)
        of_house = _OF_HOUSE.match(reading.text, end)
        if of_house is not None and of_house[1] in HOUSE_WORDS:
            yield role, house(of_house[1], place, reading.followed)
        if _ITS.search(reading.text, max(0, place - 6), place):
            last = reading.followed.last(place, lambda other: other.kind in ("organisation", "unknown"), reach=2)
            yield role, Described(last, is_clear=True) if last is not None else None


def _is_force(entity: Entity) -> bool:
    return entity.kind == "organisation" and re.search(r"\b(?:Police|Fire|Sheriff)\b", entity.name) is not None


def _is_house(entity: Entity) -> bool:
    return entity.kind == "organisation" or entity.sort is not None


def _places_of_role(reading: Reading, entity: Entity, role: str) -> Iterator[int]:
    """Where the text says it of them: right beside a mention."""
    near = [m.span for m in reading.people.mentions if reading.people.entities[m.entity] is entity][:_ROLE_PLACES]
    for span in near:
        start = max(0, span.start - _NEAR_ROLE)
        before = reading.text.rfind(role, start, span.start)
        behind = reading.text.find(role, span.end, span.end + _NEAR_ROLE)
        yield from (place for place in (before, behind) if place >= 0)


# --- who has no name --------------------------------------------------------------------------------------------------


def role_of(reading: Reading, source: Source) -> tuple[str | None, str | None]:
    """Role and affiliation of an unnamed source, where its description has them: "an Acme Vision spokesman"."""
    held = described_role(source.span.of(reading.text))
    if held is None:
        return None, None
    if held.affiliation is not None or held.role is None:
        return held.role, _employer(reading, source, held.affiliation)
    return _unnamed_of(reading, source, held.role)


def _unnamed_of(reading: Reading, source: Source, role: str) -> tuple[str | None, str | None]:
    """ "A company spokeswoman", "a spokesman for the agency": of which, where that is clear."""
    owned = _OWNED_ROLE.fullmatch(role)
    place = source.span.start
    if owned is not None and (owned[1] in HOUSE_WORDS if owned[2] else owned[1] in _ATTRIBUTED):
        found, kept = house(owned[1], place, reading.followed), owned[3]
    else:
        at = reading.text.find(role, place)
        of_house = _OF_HOUSE.match(reading.text, at + len(role)) if at >= 0 else None
        is_house = of_house is not None and of_house[1] in HOUSE_WORDS
        found, kept = house(of_house[1], place, reading.followed) if of_house and is_house else None, role
    if found is None or not found.is_clear:
        return role, None
    return kept, found.entity.as_printed


def _employer(reading: Reading, source: Source, affiliation: str | None) -> str | None:
    """The house under its full name; a product employs nobody."""
    for mention in reading.people.mentions_in(source.span.start, source.span.end):
        core = mention.core.of(reading.text)
        if affiliation is not None and re.sub(r"['’]s$", "", core) == affiliation:
            affiliation = core  # Macy's, of which the role has only Macy
        if affiliation is not None and core in affiliation:
            entity = reading.people.entity_of(mention)
            if entity.kind == "thing" or (entity.is_person and core == affiliation):
                return None
            return entity.as_printed if core == affiliation else affiliation
    return affiliation
