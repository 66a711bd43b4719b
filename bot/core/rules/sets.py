"""Named sets: words of a topic's pack that a rule calls by one name, so that a rule follows its pack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.model import Topic

_KINDS: Mapping[str, str] = {
    "companies": "company",
    "agencies": "agency",
    "groups": "group",
    "people": "person",
    "products": "product",
    "places": "place",
}
_LISTS = ("technology", "policy", "actors")
SETS = (*_KINDS, *_LISTS)


@dataclass(frozen=True, slots=True)
class NamedSets:
    """The sets of one topic. A value that stands for the pack: equal packs have equal sets."""

    members: tuple[tuple[str, ...], ...] = ((),) * len(SETS)  # in the order of `SETS`

    @classmethod
    def of(cls, topic: Topic) -> "NamedSets":
        """Names with the other names they go by, by kind; and the topic's lists of words."""
        lists = {
            "technology": topic.technology_words,
            "policy": topic.policy_words,
            "actors": topic.actor_words,
        }
        return cls(tuple(lists[name] if name in lists else tuple(_names(topic, name)) for name in SETS))

    def of_name(self, name: str) -> tuple[str, ...]:
        """What a set holds; nothing, where the pack has none of it. Raises `ValueError` for no set's name."""
        return self.members[SETS.index(name)]


NO_SETS = NamedSets()


def has_names(name: str) -> bool:
    """Whether a set holds names, whose capitals count, rather than words, which are found in all their forms."""
    return name in _KINDS


def _names(topic: Topic, set_name: str) -> Iterator[str]:
    found: dict[str, None] = {}
    for name in topic.names:
        if name.kind == _KINDS[set_name]:
            found |= dict.fromkeys((name.name, *name.aliases))
    if set_name == "places":
        found |= dict.fromkeys(topic.places)
    yield from found
