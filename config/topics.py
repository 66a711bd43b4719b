"""A topic pack (TOML) → a topic and its sources; every fault named with file and key, all at once."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.core.errors import Fault, PackInvalid, RuleInvalid, UrlRefused
from bot.core.model import Name, Rule, SourceKind, Topic
from bot.core.rules import NamedSets, check_query
from bot.core.urls import check_fetchable

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSource:
    """A source a pack proposes, with its reason."""

    name: str
    url: str
    kind: SourceKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack file holds: what to watch, and where."""

    topic: Topic
    sources: tuple[PackSource, ...]


def load_pack(path: Path) -> Pack:
    """The pack in a file. Raises `PackInvalid` with every fault in it, also for a file that is no TOML or not there."""
    written = _read(path)
    try:
        pack = _Pack.model_validate(written)
    except ValidationError as error:
        raise PackInvalid(tuple(_faults(str(path), error))) from error
    faults = tuple(Fault(file=str(path), key=key, reason=reason) for key, reason in _contradictions(pack))
    if faults:
        raise PackInvalid(faults)
    return Pack(topic=_topic(pack), sources=tuple(PackSource(**source.model_dump()) for source in pack.sources))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise PackInvalid((Fault(file=str(path), key="", reason=reason),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackInvalid((Fault(file=str(path), key="", reason=f"is no TOML: {error}"),)) from error


# --- the shape of a pack ----------------------------------------------------------------------------------------------


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Rule(_Part):
    id: Slug
    query: Text
    why: Text
    exclude: bool = False


class _Words(_Part):
    words: list[Text] = Field(min_length=1)
    why: Text


class _Name(_Part):
    name: Text
    aliases: list[Text] = []
    kind: Literal["company", "agency", "group", "person", "product", "place", "other"] = "other"
    of: Text | None = None
    why: Text


class _Confusion(_Part):
    query: Text
    why: Text


class _Place(_Part):
    name: Text
    why: Text


class _Source(_Part):
    name: Text
    url: Text
    kind: SourceKind = "auto"
    why: Text


class _Pack(_Part):
    id: Slug
    title: Text
    rules: list[_Rule] = Field(min_length=1)
    technology: list[_Words] = []
    context: list[_Words] = []
    policy: list[_Words] = []
    actors: list[_Words] = []
    names: list[_Name] = []
    places: list[_Place] = []
    confusions: list[_Confusion] = []
    sources: list[_Source] = []


def _topic(pack: _Pack) -> Topic:
    return Topic(
        id=pack.id,
        title=pack.title,
        rules=tuple(
            Rule(id=rule.id, query=rule.query, why=rule.why, topic=pack.id, is_exclude=rule.exclude)
            for rule in pack.rules
        ),
        names=tuple(
            Name(name=name.name, aliases=tuple(name.aliases), kind=name.kind, of=name.of) for name in pack.names
        ),
        technology_words=_words(pack.technology),
        context_words=_words(pack.context),
        policy_words=_words(pack.policy),
        actor_words=_words(pack.actors),
        confusions=tuple(confusion.query for confusion in pack.confusions),
        places=tuple(place.name for place in pack.places),
    )


def _words(groups: Sequence[_Words]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for group in groups for word in group.words))


# --- faults -----------------------------------------------------------------------------------------------------------


def _faults(file: str, error: ValidationError) -> Iterator[Fault]:
    for fault in error.errors(include_url=False, include_input=False):
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
        match fault["type"]:
            case "extra_forbidden":
                reason = "is no key of a pack"
            case "missing":
                reason = "is missing"
            case _:
                reason = f"is wrong: {fault['msg'][:1].lower()}{fault['msg'][1:]}"
        yield Fault(file=file, key=key, reason=reason)


def _contradictions(pack: _Pack) -> Iterator[tuple[str, str]]:
    """What each key may say alone and the pack as a whole may not, with the key."""
    for key, ids in (
        ("rules", [rule.id for rule in pack.rules]),
        ("names", [name.name for name in pack.names]),
        ("sources", [source.url for source in pack.sources]),
    ):
        yield from ((key, f"has {name} twice") for name, count in Counter(ids).items() if count > 1)
    sets = NamedSets.of(_topic(pack))
    for number, rule in enumerate(pack.rules, 1):
        yield from _rule_faults(f"rules[{number}].query", rule.query, sets)
    if all(rule.exclude for rule in pack.rules):
        yield "rules", "has nothing but excludes"
    for number, confusion in enumerate(pack.confusions, 1):
        yield from _rule_faults(f"confusions[{number}].query", confusion.query, sets)
        if not _is_phrase(confusion.query):
            yield f"confusions[{number}].query", "must be one word or one quoted phrase"
    known = {name.name for name in pack.names}
    for number, name in enumerate(pack.names, 1):
        if name.of is not None and name.of not in known:
            yield f"names[{number}].of", f"names {name.of}, which the pack has not"
    for number, source in enumerate(pack.sources, 1):
        try:
            check_fetchable(source.url)
        except UrlRefused as refused:
            yield f"sources[{number}].url", f"can't be fetched: {refused.reason}"


def _rule_faults(key: str, query: str, sets: NamedSets) -> Iterator[tuple[str, str]]:
    try:
        check_query(query, sets)
    except RuleInvalid as invalid:
        yield key, str(invalid)


def _is_phrase(query: str) -> bool:
    inside = query[1:-1] if query[:1] == query[-1:] == '"' else query
    return not set(inside) & set('"()*~:$^') and (inside is not query or len(query.split()) == 1)
