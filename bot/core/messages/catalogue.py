"""Words shown, by language: whoever translates the bot translates this table.

A text may hold `{names}`, filled in by who shows it; one that counts has a form for one and a form for many.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

DEFAULT: Final = "en"

TEXTS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "digest.hourly": "{time} digest",
        "digest.daily": "{day} digest",
        "digest.weekly": "Weekly digest",
        "digest.quiet": "Held back in quiet hours",
        "digest.cap": "More of the last hour",
        "digest.flood": "Many at once from one source",
        "digest.away": "Older news",
        "digest.stories.one": "{count} story",
        "digest.stories.many": "{count} stories",
        "digest.decisions.one": "{count} needs a decision",
        "digest.decisions.many": "{count} need a decision",
        "digest.first": "First: {headlines}.",
        "digest.rest": "Show the other {count}",
        "digest.rest_heading": "{title}: the others",
        "digest.gone": "That digest is no longer in the archive; a word of a title may still find its stories.",
        "digest.coverage": "Articles a day, {first} to {last}",
        "group.local": "Local",
        "group.region": "States and regions",
        "group.national": "National",
        "group.companies": "Companies",
        "group.other": "Other news",
        "row.pending": "decision pending",
        "row.ends": "ends {day}",
        "held.brief.one": "{count} is about the topic, but below the relevance from which you are told at once",
        "held.brief.many": "{count} are about the topic, but below the relevance from which you are told at once",
        "held.quiet.one": "{count} was held back in quiet hours ({hours})",
        "held.quiet.many": "{count} were held back in quiet hours ({hours})",
        "held.cap.one": "{count} was over this channel's cap of {cap} an hour",
        "held.cap.many": "{count} were over this channel's cap of {cap} an hour",
        "held.flood.one": "{count} came with a flood from one source",
        "held.flood.many": "{count} came with a flood from one source",
        "held.away.one": "{count} is more than two days old",
        "held.away.many": "{count} are more than two days old",
        "breaking.expiry": "Told in quiet hours: {what} ends {day}",
        "channel.now": "Set. In this channel now: {facts}.",
        "channel.this": "This channel",
        "channel.instant": "alerts come at once, at most {cap} an hour",
        "channel.instant_uncapped": "alerts come at once",
        "channel.hourly": "one digest an hour",
        "channel.daily": "one digest a day at {time}",
        "channel.weekly": "one digest a week, {day} at {time}",
        "channel.briefs": "what is less relevant comes daily at {time}",
        "channel.quiet": "quiet {hours}, broken by {breaks}",
        "channel.quiet_unbroken": "quiet {hours}, broken by nothing",
        "channel.not_quiet": "no quiet hours",
        "channel.breaks.expiry": "a position that ends",
        "channel.zone": "times are those of {zone}",
        "channel.notes": "notes about the bot's sources come here",
        "channel.no_notes": "no notes about the bot's sources",
        "channel.topics": "topics: {topics}",
        "channel.all_topics": "all topics",
        "channel.held.one": "{count} story waits for the digest of {moment}",
        "channel.held.many": "{count} stories wait for the digest of {moment}",
        "day.0": "Monday",
        "day.1": "Tuesday",
        "day.2": "Wednesday",
        "day.3": "Thursday",
        "day.4": "Friday",
        "day.5": "Saturday",
        "day.6": "Sunday",
    },
}


def said(key: str, *, language: str = DEFAULT, **values: object) -> str:
    """The text of this key; in English where the language has none. Raises `KeyError` for a key nobody knows."""
    return (TEXTS.get(language, {}).get(key) or TEXTS[DEFAULT][key]).format_map(values)


def counted_as(key: str, count: int, *, language: str = DEFAULT, **values: object) -> str:
    """The form for one or for many."""
    return said(f"{key}.{'one' if count == 1 else 'many'}", language=language, count=f"{count:,}", **values)


def day_name(day: date, *, language: str = DEFAULT) -> str:
    """`Monday`."""
    return said(f"day.{day.weekday()}", language=language)
