"""What is said in a language, and in English where it has no words."""

from gettext import NullTranslations

import pytest

from bot.core.translation import Languages, gettext, ngettext, number, pgettext, speaking_english
from config.languages import languages
from tests.fakes.pseudo import Pseudo, pseudo


def test_a_text_is_filled_with_its_facts_after_it_is_translated() -> None:
    assert gettext("ends {day}", day="9 May") == "ends 9 May"
    with languages().speaking("es"):
        assert gettext("ends {day}", day="9 may") == "termina el 9 may"


def test_a_fact_is_never_a_pattern() -> None:
    assert gettext("ends {day}", day="{count} {0} {x.y}") == "ends {count} {0} {x.y}"


def test_one_and_many_have_forms_and_numbers_their_marks() -> None:
    assert ngettext("{count} story", "{count} stories", 1) == "1 story"
    assert ngettext("{count} story", "{count} stories", 1200) == "1,200 stories"
    with languages().speaking("es"):
        assert ngettext("{count} story", "{count} stories", 1) == "1 noticia"
        assert number(1200) == "1\u202f200"


def test_a_text_that_a_language_lacks_is_said_in_english() -> None:
    with languages().speaking("es"):
        assert gettext("Nobody has translated this {much}.", much=1) == "Nobody has translated this 1."
        assert ngettext("{count} frog", "{count} frogs", 2) == "2 frogs"
        assert pgettext("pond", "frog") == "frog"
        assert gettext("") == ""


@pytest.mark.parametrize("broken", ["endet am {tag}", "endet am {day", "endet am {}", "endet am {day.month.x}"])
def test_a_translation_that_cant_be_filled_is_said_in_english(broken: str) -> None:
    class Broken(NullTranslations):
        def gettext(self, message: str) -> str:
            return broken

        def ngettext(self, one: str, many: str, count: int) -> str:
            return broken

    with Languages({"de": Broken()}).speaking("de"):
        assert gettext("ends {day}", day="9 May") == "ends 9 May"
        assert ngettext("{count} story", "{count} stories", 2) == "2 stories"


def test_a_language_that_is_no_longer_there_is_english() -> None:
    with languages().speaking("xx"):
        assert gettext("Local") == "Local"


def test_it_is_spoken_inside_alone() -> None:
    made = Languages({"xx": Pseudo()})
    with made.speaking("xx"):
        with speaking_english():
            assert gettext("Why?") == "Why?"
        assert gettext("Why?") == pseudo("Why?")
    assert gettext("Why?") == "Why?"


@pytest.mark.parametrize(("typed", "code"), [("es", "es"), (" ES ", "es"), ("Español", "es"), ("english", "en")])
def test_a_language_is_known_by_its_code_and_by_its_own_name(typed: str, code: str) -> None:
    assert languages().named(typed) == code


@pytest.mark.parametrize("typed", ["", "e", "klingon", "es en"])
def test_no_other_is_known(typed: str) -> None:
    assert languages().named(typed) is None


def test_those_there_are_can_be_named() -> None:
    assert str(languages()) == "en (English), es (español)"
    assert str(Languages({"xx": NullTranslations()})) == "en (English), xx (English)"
