"""`Form`: what somebody fills in, as a value; a modal of a chat platform and a form of a page are its renderings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.messages.parts import Option

TITLE_CHARS = 24  # the narrowest of our platforms: the title of a modal on Slack
LABEL_CHARS = 45  # of a field in a modal on Discord
HINT_CHARS = 100
WORDS_CHARS = 80  # they come back in an id of at most 100 characters
VALUE_CHARS = 3_000  # of a field; longer ones are not carried by every platform
CHOICES = 25

_NAME = re.compile(r"[a-z]{1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in. With `choices` it is one of them, by their arguments; else words of at most `limit`."""

    name: str  # by which its value and its fault are known
    label: str
    hint: str = ""
    value: str = ""
    is_long: bool = False  # of several lines
    is_needed: bool = True
    limit: int = 300
    choices: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name of a field")
        if not 0 < len(self.label) <= LABEL_CHARS or len(self.hint) > HINT_CHARS:
            raise ValueError(f"{self.name}: its label or hint is too long for a platform")
        if self.limit > VALUE_CHARS or len(self.value) > self.limit or len(self.choices) > CHOICES:
            raise ValueError(f"{self.name}: more than a platform carries")
        if self.choices and self.value not in {choice.argument for choice in self.choices}:
            raise ValueError(f"{self.name}: {self.value!r} is none of its choices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`words` say what it is for, and come back with what was filled in. They give nobody a right."""

    words: str
    title: str
    fields: tuple[Field, ...]
    submit: str = "Try it"

    def __post_init__(self) -> None:
        if not 0 < len(self.title) <= TITLE_CHARS or not 0 < len(self.submit) <= TITLE_CHARS:
            raise ValueError(f"{self.title!r}: title or button is too long for a platform")
        if len(self.words) > WORDS_CHARS or not self.fields:
            raise ValueError(f"{self.title!r}: no fields, or words too long for a platform")

    def with_values(self, filled: Mapping[str, str]) -> "Form":
        """The form as it was filled in; what doesn't fit a field stays as it was."""
        fields = tuple(_with_value(field, filled.get(field.name, field.value)) for field in self.fields)
        return replace(self, fields=fields)


def _with_value(field: Field, value: str) -> Field:
    if field.choices and value not in {choice.argument for choice in field.choices}:
        return field
    return replace(field, value=value[: field.limit])
