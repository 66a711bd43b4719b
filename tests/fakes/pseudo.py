"""A language nobody speaks, in which all that goes through a catalogue can be told from all that doesn't.

Every Latin letter of a text becomes its wide form, `{names}` stay. With facts in other letters, what is left in plain
Latin letters was never handed to a translator.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from gettext import NullTranslations

from bot.core.messages import Button, Link, Option
from bot.core.translation import Languages

_WIDE = {letter: letter + 0xFEE0 for letter in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
_SHOWN = {Button: ("label",), Option: ("label",), Link: ("text",)}  # of these only so much is read by people
_HIDDEN = frozenset({"style", "icon", "url", "verb", "name"})


def pseudo(text: str) -> str:
    return "".join(part if part.startswith("{") else part.translate(_WIDE) for part in re.split(r"({\w+})", text))


class Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return pseudo(one if count == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)


@contextmanager
def speaking_pseudo() -> Iterator[None]:
    with Languages({"xx": Pseudo()}).speaking("xx"):
        yield


def shown(value: object) -> Iterator[str]:
    """Every text of a message or form that people read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from shown(each)
    elif is_dataclass(value):
        names = _SHOWN.get(type(value)) or [each.name for each in fields(value) if each.name not in _HIDDEN]  # type: ignore[arg-type]
        if getattr(value, "style", "") != "code":  # what can be typed is the same in all languages
            for name in names:
                yield from shown(getattr(value, name))


def untranslated(value: object) -> list[str]:
    """Words of two plain Latin letters or more; none where every word went through the catalogue."""
    return [word for text in shown(value) for word in re.findall(r"[A-Za-z]{2,}", text)]
