"""Whether quoted words are about the policy, in stories about it and in others."""

import pytest

from bot.core.model import Article, Topic
from bot.core.quotes import find_quotes

TOPIC = Topic(
    id="faces",
    title="Faces",
    rules=(),
    technology_words=("facial recognition", "face recognition"),
    context_words=("technology", "camera", "software", "system", "database"),
    actor_words=("mayor", "police chief"),
    policy_words=("ban", "moratorium", "ordinance", "law", "vote", "police use"),
)
BAN = (
    "Marlow bans face recognition",
    "The Marlow council voted 6-1 on Monday to ban face recognition by its police.",
)
BAKERY = ("A bakery turns forty", "The bakery of Bess Ortega turned forty on Monday, with a free roll for everybody.")


def is_on_policy(words: str, story: tuple[str, str] = BAN, before: str = "The hall was full.") -> bool:
    title, lead = story
    text = f"{lead}\n\nNearly two hundred people came.\n\n{before}\n\n“{words},” said Ada Quill, a deckhand."
    (quote,) = find_quotes(Article(title=title, text=text), topic=TOPIC)
    return quote.is_on_policy


@pytest.mark.parametrize(
    "words",
    [
        "This technology has no place in our streets",
        "It has no place here",
        "We will comply with the law as it stands",
        "We should not be a laboratory for anybody",
        "This is a great day for everybody who takes a ferry",
        "People have the right to walk to work unseen",
        "These cameras never found a single thief",
        "You cannot change your face after a breach",
        "It was high time",
        "I want to thank the council for this ban, which other towns will copy",
    ],
)
def test_a_short_quote_in_a_story_about_the_policy_is_on_policy(words: str) -> None:
    assert is_on_policy(words)
    assert not is_on_policy(words.replace("this ban", "this loaf").replace("the law", "the recipe"), BAKERY)


@pytest.mark.parametrize(
    "words",
    [
        "Thank you all for coming tonight",
        "I congratulate the council on this vote",
        "It is a cold night and it will snow again",
        "I am grateful to everybody who helped us",
        "We are proud of our staff and our customers",
        "My grandmother came here from Lowell in 1962",
        "Good evening, everybody, and welcome to Marlow",
    ],
)
def test_thanks_congratulations_and_the_weather_are_not(words: str) -> None:
    assert not is_on_policy(words)


def test_what_the_words_before_name_is_what_it_points_at() -> None:
    words = "It came as a surprise to everybody in the building"
    assert is_on_policy(words, before="Asked about the ban, she laughed.")


def test_who_makes_policy_makes_a_story_about_the_subject_one_about_policy() -> None:
    tour = ("Senator tells police chief whom to train for face recognition", "It was after a tour of the new centre.")
    assert is_on_policy("It is insulting to everybody who works here", tour)
    assert not is_on_policy("It is insulting to everybody who works here", BAKERY)


def test_a_passing_mention_makes_no_story_about_the_policy() -> None:
    phone = ("Acme sells a new phone", "The phone opens with face recognition. It costs 300 dollars.")
    assert not is_on_policy("It should have been cheaper", phone)
