"""What the bot says of its own, in the language of who reads: gettext, as the standard library has it.

The English words stand in the code and are the key; a language lends its words by a catalogue. Names follow gettext,
so that every tool that gathers or translates such texts knows them. Values are filled in by name, after translating.

Which language is spoken is the one thing here that is no argument: it holds for all words of one answer or one post,
and is set around them once, by `speaking`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from types import MappingProxyType
from typing import Final

from bot.core.model import Channel

ENGLISH: Final = "en"
_AS_WRITTEN: Final = NullTranslations()  # also what a catalogue falls back to for a text it lacks

_spoken: ContextVar[NullTranslations] = ContextVar("spoken", default=_AS_WRITTEN)


class Languages:
    """Those the bot speaks: English, and each that has a catalogue, by its code."""

    def __init__(self, catalogues: Mapping[str, NullTranslations] = MappingProxyType({})) -> None:
        self._catalogues = {ENGLISH: _AS_WRITTEN, **catalogues}

    @contextmanager
    def speaking(self, code: str) -> Iterator[None]:
        """All words made inside are in this language; in English where there is no such catalogue any more."""
        token = _spoken.set(self._catalogues.get(code, _AS_WRITTEN))
        try:
            yield
        finally:
            _spoken.reset(token)

    def named(self, words: str) -> str | None:
        """The code of `es`, `ES` or `Español`; None for what is none of them."""
        sought = words.strip().casefold()
        return next((code for code, name in self.names.items() if sought in (code.casefold(), name.casefold())), None)

    @property
    def names(self) -> Mapping[str, str]:
        """Each code with what its speakers call the language."""
        name = pgettext_noop("this language's own name", "English")
        return {
            code: catalogue.pgettext("this language's own name", name) for code, catalogue in self._catalogues.items()
        }

    def __str__(self) -> str:
        """`en (English), es (español)`"""
        return ", ".join(f"{code} ({name})" for code, name in self.names.items())


ENGLISH_ALONE: Final = Languages()


def language_for(key: str, channels: Iterable[Channel]) -> str:
    """The code of the language for the channel with this key.

    Anywhere else, as in a message to one person, it is what all channels of the platform have in common, or English.
    """
    platform = key.partition(":")[0]
    known = [channel for channel in channels if channel.platform == platform]
    own = next((channel.language for channel in known if channel.key == key), None)
    common = {channel.language for channel in known}
    return own or (common.pop() if len(common) == 1 else ENGLISH)


@contextmanager
def speaking_english() -> Iterator[None]:
    """For what is written down for everybody, whatever language they read: the history of changes."""
    with ENGLISH_ALONE.speaking(ENGLISH):
        yield


def gettext(text: str, /, **values: object) -> str:
    """The text with `{names}` filled in; without values as it stands, names and all, for who fills it in later."""
    return (
        _filled(_spoken.get().gettext(text), text, values) if text else ""
    )  # gettext keeps a catalogue's header under ""


def pgettext(context: str, text: str, /, **values: object) -> str:
    """A text that another one of the same words must not be taken for: `context` says which, to translators alone."""
    return _filled(_spoken.get().pgettext(context, text), text, values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The form for this many, `{count}` among its values; a language may have more forms than two."""
    written = one if count == 1 else many
    return _filled(_spoken.get().ngettext(one, many, count), written, {"count": number(count), **values})


def gettext_noop(text: str, /) -> str:
    """The text itself: it is gathered here for translators, and translated where it is said."""
    return text


def pgettext_noop(_context: str, text: str, /) -> str:
    """As `gettext_noop`, with its context."""
    return text


def spoken_code() -> str:
    """The code of the language spoken here, for who has to name it to a machine."""
    return _spoken.get().info().get("language", ENGLISH)


def number(count: int) -> str:
    """`3,412`"""
    return f"{count:,}".replace(",", pgettext("between thousands", ","))


def _filled(said: str, written: str, values: Mapping[str, object]) -> str:
    """A translation with names that nobody knows is none: what somebody wrote in a catalogue stops no alert."""
    if not values:
        return said
    try:
        return said.format_map(values)
    except (AttributeError, IndexError, KeyError, ValueError):
        return written.format_map(values)
