"""A speaker has their whole name, as the article prints it: no piece of it, no namesake, no name of our own."""

import pytest

from bot.core.model import Article, Name, Quote, Topic
from bot.core.quotes import SURE, find_quotes

GROUPS = (
    "Fight for the Future",
    "Access Now",
    "Color of Change",
    "Demand Progress",
    "Liberty",
    "Upturn",
    "Media Justice",
    "Encode Justice",
    "Center on Privacy & Technology",
    "Data for Quiet Lives",
    "Neighbors Against Cameras",
    "Defend Our Streets",
    "Campaign for a Scan-Free Childhood",
    "Article 19",
)
BODIES = (
    "Detroit Police Department",
    "Lawyers’ Committee for Civil Rights Under Law",
    "Harlow County Sheriff’s Office",
    "Information Commissioner’s Office",
    "International Association of Chiefs of Police",
    "Leadership Conference on Civil and Human Rights",
    "Lowmere Institute of Standards and Technology",
    "Customs and Border Protection",
)


def only(text: str, topic: Topic | None = None) -> Quote:
    (quote,) = find_quotes(Article(title="", text=text), topic=topic)
    return quote


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize(
    "text",
    [
        "{} filed a complaint on Monday.\n\n“We will fight this in court,” {} said in a statement.",
        "The council kept the cameras. “We will fight this in court,” {} said.",
        "The council kept the cameras. “We will fight this in court,” said {}.",
    ],
)
def test_a_group_named_with_common_words_keeps_its_whole_name(name: str, text: str) -> None:
    quote = only(text.replace("{}", name))
    assert (quote.speaker, quote.confidence >= SURE) == (name, True)


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "text",
    [
        "The {} objected on Monday.\n\n“We will fight this in court,” the {} said in a statement.",
        "The council kept the cameras. “We will fight this in court,” said the {}.",
    ],
)
def test_a_body_keeps_its_whole_name(name: str, text: str) -> None:
    assert only(text.replace("{}", name)).speaker == name


@pytest.mark.parametrize(
    "text",
    [
        "Residents will fight for the future of the park. “Nobody asked us,” said Lee Marsh.",
        "Access now costs ten dollars. “Nobody asked us,” Lee Marsh said.",
        "Customs and Justice Department lawyers met. “Nobody asked us,” Lee Marsh said.",
        "Critics of Acme Vision were loud. “Nobody asked us,” Lee Marsh said.",
        "Liberty is at stake, said Lee Marsh. “Nobody asked us,” she said.",
    ],
)
def test_common_words_at_the_start_of_a_sentence_are_no_group(text: str) -> None:
    assert only(text).speaker == "Lee Marsh"


@pytest.mark.parametrize(
    "text",
    [
        "The Harbor Surveillance Oversight Project (H.S.O.P.) sued. “We warned them,” H.S.O.P. said in May.",
        "The Harbor Surveillance Oversight Project, or HASOP, sued. “We warned them in May,” HASOP said.",
    ],
)
def test_a_short_form_is_the_name_it_stands_for(text: str) -> None:
    assert only(text).speaker == "Harbor Surveillance Oversight Project"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Harbor Rights Union sued. “This is our day in court,” the HRU said.", "Harbor Rights Union"),
        ("The HRU sued on Monday. “This is our day in court,” the HRU said.", "HRU"),
        ("Borealis paused sales. “We hope that the pause helps,” Borealis said.", "Borealis"),
        ("Nordlicht paused sales. “We hope that the pause helps,” Nordlicht said.", "Nordlicht"),
        (
            "Borealis Cloud Services paused it. “We hope it helps,” Borealis Cloud Services said.",
            "Borealis Cloud Services",
        ),
        ("The Harlow Police Department bought it. “We log it all,” the department said.", "Harlow Police Department"),
        ("The HRU of Ohio sued; the HRU joined. “We have our day,” the HRU of Ohio said.", "HRU of Ohio"),
    ],
)
def test_the_name_is_the_articles_not_the_topics(text: str, speaker: str) -> None:
    names = (
        Name(name="HRU", aliases=("Harbor Rights Union", "HRU of Ohio"), kind="group"),
        Name(name="Harlow Police", aliases=("Harlow Police Department",), kind="agency"),
        Name(name="Borealis", aliases=("Nordlicht", "Borealis Cloud Services"), kind="company"),
    )
    topic = Topic(id="t", title="t", rules=(), names=names)
    assert only(text, topic).speaker == speaker


FAMILY = "Robert Jones Jr. and his father, Robert Jones Sr., went to the hearing.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (FAMILY + "“We must ban this now,” said Jones Sr.", "Robert Jones Sr."),
        (FAMILY + "“We must ban this now,” Jones Jr. said.", "Robert Jones Jr."),
        (FAMILY + "“We must ban this now,” said the elder Jones.", "Robert Jones Sr."),
        (FAMILY + "“We must ban this now,” the younger Jones said.", "Robert Jones Jr."),
        (FAMILY + "“We must ban this now,” Jones said.", None),
        ("Robert Jones Jr. spoke. “We must ban this now,” said Jones Sr., his father.", "Jones Sr."),
        ("Robert Jones Jr. spoke. “We must ban this now,” Jones said.", "Robert Jones Jr."),
        ("Hugo Brandt III and Hugo Brandt II spoke. “We must ban this now,” Brandt II said.", "Hugo Brandt II"),
        ("Maria and Daniel Lopez live there. “We got curtains,” Maria said.", "Maria Lopez"),
        ("Maria and Daniel Lopez live there. “We got curtains,” Daniel Lopez said.", "Daniel Lopez"),
        ("Maria Lopez and Daniel Lopez live there. “We got thick curtains,” Lopez said.", None),
    ],
)
def test_of_namesakes_the_given_name_or_the_generation_decides(text: str, speaker: str | None) -> None:
    assert only(text).speaker == speaker


def test_the_namesake_an_article_is_about_needs_no_given_name() -> None:
    text = "Ana Ruiz won. Ana Ruiz beat Tom Ruiz by a vote. Ana Ruiz thanked him. “We must ban this now,” Ruiz said."
    assert only(text).speaker == "Ana Ruiz"


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Gabriel García Molina", "García Molina"),
        ("María Fernanda López Ortega", "López Ortega"),
        ("Khalid al-Masri", "al-Masri"),
        ("Pieter van der Berg", "van der Berg"),
        ("Kim Min-jun", "Kim"),
        ("Chen Wei", "Chen"),
        ("J. B. Prentice", "Prentice"),
        ("Sinéad O’Brien", "O’Brien"),
    ],
)
@pytest.mark.parametrize(
    "text", ["{0}, a lawyer, sued.\n\n“It is a costly toy,” {1} said.", "“It is a toy,” said {0}."]
)
def test_names_of_many_countries_are_whole(name: str, later: str, text: str) -> None:
    assert only(text.format(name, later)).speaker == name


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("Rev. Dr. Amos Field", "Amos Field"),
        ("Supt. Jane Moss", "Jane Moss"),
        ("Cllr Dev Patel", "Dev Patel"),
        ("Asst. Chief Dan Webb", "Dan Webb"),
        ("Chief Constable Dan Webb", "Dan Webb"),
        ("Council Member Ana Ruiz", "Ana Ruiz"),
        ("Baroness Hale", "Hale"),
    ],
)
@pytest.mark.parametrize("text", ["“It is a costly toy,” said {}.", "“It is a costly toy,” {} said."])
def test_titles_are_no_part_of_a_name(named: str, speaker: str, text: str) -> None:
    assert only(text.format(named)).speaker == speaker
