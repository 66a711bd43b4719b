"""What is looked for, and how an article meets it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.core.model.units import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A keyword: a Lucene query that makes an article ours."""

    id: str
    query: str
    why: str = ""
    topic: str = ""
    channel: str = ""  # the key of the one channel it is for; empty: all of its topic
    is_exclude: bool = False  # an article that matches it is dropped whatever else matches: everywhere, or there
    is_off: bool = False  # removed by the team: kept, so that its topic pack doesn't bring it back
    is_own: bool = False  # the team wrote or rewrote it: its topic pack doesn't change it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An organisation, person or product of the topic, with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["company", "agency", "group", "person", "product", "place", "other"] = "other"
    of: str | None = None  # Rekognition is a product of Amazon


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a team watches, as a pack describes it."""

    id: str
    title: str
    rules: tuple[Rule, ...]
    names: tuple[Name, ...] = ()
    technology_words: tuple[str, ...] = ()  # lower case; what the topic is about: "facial recognition"
    context_words: tuple[str, ...] = ()  # lower case; what goes on speaking of it once it is named: "camera", "scan"
    policy_words: tuple[str, ...] = ()  # lower case; what makes it policy: "ban", "moratorium"
    actor_words: tuple[str, ...] = ()  # lower case; who makes policy: "city council", "attorney general"
    confusions: tuple[str, ...] = ()  # Lucene queries of false friends, for relevance
    places: tuple[str, ...] = ()


Field = Literal["title", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place that made a rule true. Offsets: code points into the title or the text as given, not normalised."""

    rule: str
    field: Field
    span: Span
    weight: float = 1.0  # what its rule counts in this article: the odds of its relevance times so much
    is_by_fact: bool = False  # the outlet or the language made the rule true and no word did: the place says nothing


class Band(StrEnum):
    ALERT = "alert"
    DIGEST = "digest"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Policy news or a passing mention: 0..1, comparable between articles, with its reasons for people."""

    score: float
    reasons: tuple[str, ...] = ()
