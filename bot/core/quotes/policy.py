"""Whether quoted words are about the topic that a team watches."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from bot.core.model import Span, Topic
from bot.core.quotes.reading import Reading

_LEAD_CHARS = 600  # where an article says what it is about
_PARAGRAPHS_BACK = 2  # a reaction stands close behind the news it is about


def is_on_policy(reading: Reading, parts: Sequence[Span], topic: Topic | None) -> bool:
    """By its own words; or it speaks of policy ("ban it") in an article on the topic, or close behind it."""
    if topic is None:
        return False
    subject, policy = _topic_words(topic)
    words = " ".join(part.of(reading.text) for part in parts)
    if subject.search(words):
        return True
    index = max(0, bisect_right(reading.blocks, parts[0].start, key=lambda block: block.start) - 1)
    near = reading.text[reading.blocks[max(0, index - _PARAGRAPHS_BACK)].start : reading.blocks[index].end]
    lead = f"{reading.title}\n{reading.text[:_LEAD_CHARS]}"
    return policy.search(words) is not None and any(subject.search(place) is not None for place in (near, lead))


@lru_cache(maxsize=64)
def _topic_words(topic: Topic) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = [form for name in topic.names if name.kind == "product" for form in (name.name, *name.aliases)]
    return _any_of([*topic.technology_words, *names]), _any_of([*topic.policy_words, *topic.technology_words])


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, with the endings English gives them ("ban", "bans", "banned"), hyphen or not."""
    if not words:
        return re.compile(r"(?!)")
    listed = "|".join(r"[\s-]".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?:s|es|d|ed|\wed|ing|\wing)?(?!\w)", re.IGNORECASE)
