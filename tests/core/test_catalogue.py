"""Words shown, by language."""

import re

import pytest

from bot.core.messages import catalogue
from bot.core.messages.catalogue import counted_as, said


def test_a_text_has_a_form_for_one_and_for_many() -> None:
    assert counted_as("digest.stories", 1) == "1 story"
    assert counted_as("digest.stories", 1200) == "1,200 stories"


def test_what_a_language_lacks_is_said_in_english() -> None:
    assert said("group.local", language="xx") == "Local"


def test_a_key_that_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        said("group.lokal")


@pytest.mark.parametrize("language", sorted(catalogue.TEXTS))
def test_every_language_says_the_same_things_with_the_same_facts(language: str) -> None:
    english = catalogue.TEXTS[catalogue.DEFAULT]
    for key, text in catalogue.TEXTS[language].items():
        assert sorted(re.findall(r"{(\w+)}", text)) == sorted(re.findall(r"{(\w+)}", english[key])), key
    for key in english:
        stem, _, form = key.rpartition(".")
        assert form != "one" or f"{stem}.many" in english
