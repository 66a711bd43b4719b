"""A message as JSON and back, for platforms that keep their own posts."""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from bot.core.messages.parts import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Heading,
    Headline,
    Items,
    Link,
    Menu,
    Message,
    Moment,
    Option,
    Paragraph,
    Quotation,
    Text,
    Warning,
)

_KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (
        Bar, Button, Buttons, Chart, Context, Heading, Headline, Items, Link, Menu, Message, Moment, Option,
        Paragraph, Quotation, Text, Warning,
    )
}  # fmt: skip

Json = str | bool | int | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message as it stands in a channel of a platform that is our own (the local page)."""

    id: str
    channel: str
    key: str
    message_json: str
    posted_at: datetime
    thread: str | None = None  # the id of the post it answers; None: it stands by itself


def to_json(message: Message) -> str:
    """The message as compact JSON; `from_json` gives an equal one."""
    return json.dumps(_plain(message), ensure_ascii=True, separators=(",", ":"))


def from_json(text: str) -> Message:
    """The inverse of `to_json`. Raises `ValueError` for anything it did not write."""
    try:
        message = _value(json.loads(text))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("not a message") from error
    if isinstance(message, Message):
        return message
    raise ValueError("not a message")


def _plain(value: object) -> Json:
    match value:
        case str() | bool() | int() | None:
            return value
        case tuple():
            return [_plain(each) for each in value]
        case datetime():
            return value.isoformat()
        case _ if is_dataclass(value):
            kind = type(value).__name__.lower()
            return {"kind": kind} | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no part of a message: {value!r}")


def _value(plain: Json) -> object:
    match plain:
        case list():
            return tuple(_value(each) for each in plain)
        case dict():
            arguments = {name: _value(each) for name, each in plain.items() if name != "kind"}
            kind = str(plain["kind"])
            if kind == "moment":
                arguments["at"] = datetime.fromisoformat(str(arguments["at"]))
            return _KINDS[kind](**arguments)
        case _:
            return plain
