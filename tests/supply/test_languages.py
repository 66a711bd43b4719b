"""Catalogues say what the code says, with the same facts, and the bot reads what translators wrote."""

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog

from config.languages import DOMAIN, LOCALE
from supply.languages import Language, Text, compiled, gathered, known, names_in, renewed, texts_of

LANGUAGES = tuple(known())
CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_a_translation_has_the_facts_of_its_text(language: Language) -> None:
    assert not language.faults


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_the_bot_reads_what_the_translator_wrote(language: Language) -> None:
    assert (LOCALE / language.code / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes() == compiled(language), (
        "make languages"
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_what_a_language_lacks_can_be_listed(language: Language) -> None:
    lacks = renewed(language, gathered()).lacks
    print(f"{language.code} lacks {len(lacks)}: {'; '.join(lacks)}")


def test_all_texts_are_written_out_and_can_be_filled_in() -> None:
    texts = [message for message in gathered() if message.id]
    assert len(texts) > 200
    for text in texts:
        for form in (text.id,) if isinstance(text.id, str) else text.id:
            assert all(name.isidentifier() for name in names_in(form)), form


def test_texts_in_f_strings_and_in_forms_and_contexts_are_found() -> None:
    code = """f"{gettext('a {b}', b=1)}: " + ngettext("one", "many", 2) + pgettext("where", "c"); gettext(found)"""
    assert set(texts_of(code)) == {Text(("one", "many")), Text(("c",), "where"), Text(("a {b}",))}


@pytest.mark.parametrize("code", ['gettext(f"{a} b")', "gettext_noop(a)", 'ngettext("a", b, 2)'])
def test_a_text_that_nobody_could_translate_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="not written out"):
        list(texts_of(code))


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [
        ("{count} de {total}", False),
        ("{total}", False),  # the count is plain from the words
        ("{count}", True),
        ("{count} de {totl}", True),
        ("{count} de {total", True),
        ("{count}\nde {total}", True),
        ("", False),  # lacks, and is shown in English
    ],
)
def test_a_translation_with_other_facts_is_wrong(said: str, is_wrong: bool) -> None:
    catalog = Catalog(locale=Locale("es"), domain=DOMAIN)
    catalog.add("{count} of {total}", said)
    assert bool(Language("es", catalog).faults) is is_wrong


def test_a_text_that_is_new_is_lacking_and_one_that_is_gone_is_dropped() -> None:
    catalog, now = Catalog(locale=Locale("es")), Catalog()
    catalog.add("Gone", "Ido")
    catalog.add("Kept", "Guardado")
    now.add("Kept")
    now.add("New")
    language = renewed(Language("es", catalog), now)
    assert language.lacks == ("New",)
    assert [message.string or "" for message in language.catalog if message.id] == ["Guardado", ""]
