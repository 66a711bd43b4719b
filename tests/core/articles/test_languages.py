"""The language of a text: what is declared, what the words show, else a guess from all of them."""

import pytest

from bot.core.articles.languages import language_of

TEXTS = {
    "en": "The council of Lowmere voted on Tuesday to ban the use of face recognition by the police. The measure was "
    "backed by five of seven members and takes effect in March, when the town has to report on the cameras it owns.",
    "nl": "De gemeenteraad van Laagmeer stemde dinsdag voor een verbod op gezichtsherkenning door de politie. "
    "Volgens de wethouder was niet duidelijk of de camera's van winkeliers daar ook onder vallen.",
    "fr": "Le conseil municipal de Basmer a voté mardi l'interdiction de la reconnaissance faciale par la police. La "
    "mesure entre en vigueur en mars, et la ville doit publier un rapport sur les caméras qu'elle possède déjà.",
    "de": "Der Gemeinderat von Niedersee hat am Dienstag beschlossen, der Polizei die Gesichtserkennung zu verbieten. "
    "Das Programm „The Eye of the Town“ wird eingestellt, und die Stadt legt im März einen Bericht über Kameras vor.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_shows_its_language(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_what_is_declared_counts_first() -> None:
    assert language_of(TEXTS["nl"], "en-GB") == "en"


def test_a_few_words_show_nothing() -> None:
    assert language_of("The vote.") is None
