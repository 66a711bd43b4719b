"""The catalogues, brought up to date with the code: `python -m supply.languages [CODE]`, with Babel.

Gathers every text that goes through `bot/core/translation.py`, adds new ones to each language's `watchword.po` under
`config/locale`, drops those that are gone, makes the `.mo` that the bot reads, and says what each language lacks.
CODE begins another language.
Exit codes: 0 done, 1 a translation can't be used.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from string import Formatter

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from config.languages import DOMAIN, LOCALE
from supply.lock import ROOT

ROOMS = ("bot", "handlers")
PLAIN, COUNTED, IN_CONTEXT = {"gettext", "gettext_noop"}, {"ngettext"}, {"pgettext", "pgettext_noop"}
HEADER = """# Watchword in {language}.
# `{{names}}` stay as they are; an empty translation is shown in English. After a change: make languages
"""
WIDTH = 110
WHENEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Language:
    """One catalogue as a translator has it."""

    code: str
    catalog: Catalog

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is shown in English."""
        return tuple(_source(message) for message in _texts(self.catalog) if not _is_whole(message))

    @property
    def faults(self) -> tuple[str, ...]:
        """Translations that would show other facts than the text, or could not be filled in."""
        return tuple(fault for message in _texts(self.catalog) if _is_whole(message) for fault in _faults(message))


@dataclass(frozen=True, slots=True)
class Text:
    """What one call says. Several in `ids` are its forms for one and for many."""

    ids: tuple[str, ...]
    context: str | None = None


def texts_of(code: str) -> Iterator[Text]:
    """What a module says, f-strings included, into which Babel's own reader doesn't look.

    Raises `ValueError` for a text that isn't written out where it is said: nobody could translate it.
    """
    for call in ast.walk(ast.parse(code)):
        name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
        if not isinstance(call, ast.Call) or name not in PLAIN | COUNTED | IN_CONTEXT:
            continue
        needed = 1 if name in PLAIN else 2
        words = [str(each.value) for each in call.args[:needed] if isinstance(each, ast.Constant)]
        if len(words) == needed:
            context, ids = (words[0], words[1:]) if name in IN_CONTEXT else (None, words)
            yield Text(tuple(ids), context)
        elif name.endswith("_noop") or name in COUNTED or any(isinstance(each, ast.JoinedStr) for each in call.args):
            raise ValueError(f"line {call.lineno}: {name} of words that are not written out")


def gathered() -> Catalog:
    """Every text of ours, in the order of the code."""
    catalog = Catalog()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for text in texts_of(path.read_text(encoding="utf-8")):
                ids = text.ids[0] if len(text.ids) == 1 else text.ids
                catalog.add(ids, locations=[(str(path.relative_to(ROOT)), 0)], context=text.context)
        for page in sorted((ROOT / room).rglob("templates/*.html")):
            for words in texts_of_page(page.read_text(encoding="utf-8")):
                catalog.add(words, locations=[(str(page.relative_to(ROOT)), 0)])
    return catalog


def texts_of_page(source: str) -> Iterator[str]:
    """What a page's template says; what counts is counted in the code."""
    reader = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701  it only reads
    for _, _, text in reader.extract_translations(source):  # type: ignore[attr-defined]
        yield text


def known() -> Iterator[Language]:
    """Those that have a catalogue, as the files say it."""
    for place in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        code = place.parent.parent.name
        with place.open("rb") as file:
            yield Language(code, read_po(file, locale=code, domain=DOMAIN))


def compiled(language: Language) -> bytes:
    """As the bot reads it: the same words give the same bytes, whenever."""
    language.catalog.creation_date = language.catalog.revision_date = WHENEVER
    made = BytesIO()
    write_mo(made, language.catalog)
    return made.getvalue()


def renewed(language: Language, texts: Catalog) -> Language:
    """With every text there is now, and none that is gone; nothing is guessed from one that was alike."""
    language.catalog.update(texts, no_fuzzy_matching=True, update_header_comment=False)
    language.catalog.obsolete.clear()
    return language


def written(language: Language) -> None:
    """Both files."""
    place = LOCALE / language.code / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    made = BytesIO()
    write_po(made, language.catalog, width=WIDTH, omit_header=True, include_lineno=False)
    (place / f"{DOMAIN}.po").write_bytes(_head(language) + made.getvalue())
    (place / f"{DOMAIN}.mo").write_bytes(compiled(language))


def main(begun: list[str]) -> int:
    """Brings all up to date; those named are begun where they are not there yet."""
    languages = {language.code: language for language in known()}
    for code in begun:
        try:
            languages.setdefault(code, Language(code, Catalog(locale=Locale.parse(code), domain=DOMAIN)))
        except (UnknownLocaleError, ValueError):
            print(f"{code} is no code of a language; type it like es or pt_BR", file=sys.stderr)
            return 1
    texts, is_sound = gathered(), True
    for language in [renewed(each, texts) for each in languages.values()]:
        written(language)
        lacks, faults = language.lacks, language.faults
        print(f"{language.code}: {len(texts) - len(lacks)} of {len(texts)} texts")
        print(*(f"  lacks {text}" for text in lacks), *(f"  WRONG {fault}" for fault in faults), sep="\n")
        is_sound = is_sound and not faults
    return 0 if is_sound else 1


def names_in(text: str) -> frozenset[str]:
    """The `{names}` a text is filled with. Raises `ValueError` for braces that can't be."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _head(language: Language) -> bytes:
    catalog = language.catalog
    lines = (
        f"Language: {language.code}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    fields = "".join(f'"{line}\\n"\n' for line in lines)
    return f'{HEADER.format(language=_name(language))}msgid ""\nmsgstr ""\n{fields}\n'.encode()


def _name(language: Language) -> str:
    locale = language.catalog.locale
    return str(locale.english_name if locale else language.code)


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _source(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[1]
    return f"{text} [{message.context}]" if message.context else text


def _is_whole(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _faults(message: Message) -> Iterator[str]:
    """A form for one may leave the count out, and so may the text that it translates."""
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    wanted, most = names_in(sources[0]), names_in(sources[-1])
    for form in said:
        try:
            names = names_in(form)
        except ValueError as error:
            yield f"{_source(message)} → {form}: {error}"
            continue
        if not (wanted - {"count", "number"} <= names <= most | wanted):
            yield f"{_source(message)} → {form}: other names in braces"
        if re.search(r"[\n\r]", form):
            yield f"{_source(message)} → {form}: more than a line"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
