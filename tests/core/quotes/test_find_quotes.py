import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article, Quote, Topic
from bot.core.quotes import SURE, find_quotes


def quotes(text: str, title: str = "Council weighs cameras") -> tuple[Quote, ...]:
    return find_quotes(Article(title=title, text=text))


def only(text: str) -> Quote:
    (quote,) = quotes(text)
    return quote


def test_the_cue_behind_the_words_names_the_speaker() -> None:
    quote = only("“The cameras come down on Friday,” Mayor Ana Ruiz said at a hearing.")
    assert (quote.text, quote.speaker, quote.cue) == ("The cameras come down on Friday,", "Ana Ruiz", "said")
    assert quote.role == "Mayor"


def test_an_inverted_cue_names_the_speaker_with_role_and_affiliation() -> None:
    quote = only('"We read every line of it," said Priya Nair, policy director of the Lantern Rights Project.')
    assert quote.speaker == "Priya Nair"
    assert (quote.role, quote.affiliation) == ("policy director", "Lantern Rights Project")


def test_a_quote_broken_by_its_cue_is_one_quote() -> None:
    text = '"The vote," said Omar Haddad, "was never close. We knew."'
    quote = only(text)
    assert [part.of(text) for part in quote.parts] == ["The vote,", "was never close. We knew."]
    assert quote.text == "The vote, was never close. We knew."
    assert quote.speaker == "Omar Haddad"


def test_he_is_the_last_man_who_spoke_not_the_nearest_name() -> None:
    text = (
        "Greg Olsen, who runs the transit agency, said riders asked for it. He pointed to a letter from Ruth Adler.\n\n"
        '"Nobody was told what the system does," he said.'
    )
    assert only(text).speaker == "Greg Olsen"
    assert only(text).mention == "he"


def test_the_company_is_resolved_and_a_spokeswoman_without_a_name_is_nobody() -> None:
    text = (
        "Acme Vision Corp will stop selling the software in Ohio.\n\n"
        '"We hope this gives lawmakers the time they need," the company said.\n\n'
        '"There is nothing to add to our statement today," said a spokeswoman for Acme Vision.'
    )
    first, second = quotes(text)
    assert first.speaker == "Acme Vision"
    assert (second.speaker, second.mention) == (None, "a spokeswoman for Acme Vision")


def test_the_one_who_tells_speaks_not_the_one_who_is_told() -> None:
    assert only('Judge Lena Ortiz told Mark Weber, "You had a week to hand this over."').speaker == "Lena Ortiz"


def test_a_product_in_marks_is_not_a_quote() -> None:
    assert quotes('The vendor\'s "FaceKey" service failed, and a "blanket" ban was discussed.') == ()


def test_a_paragraph_of_nothing_but_words_goes_on_with_the_speaker_before() -> None:
    text = "“It failed the test,” said Dana Whitcomb.\n\n“It will fail again before the winter is over.”"
    assert [quote.speaker for quote in quotes(text)] == ["Dana Whitcomb", "Dana Whitcomb"]


def test_without_a_topic_nothing_is_on_policy() -> None:
    text = '"A ban on facial recognition is coming soon," said Ana Ruiz.'
    topic = Topic(id="t", title="T", rules=(), technology_words=("facial recognition",), policy_words=("ban",))
    assert not only(text).is_on_policy
    (quote,) = find_quotes(Article(title="", text=text), topic=topic)
    assert quote.is_on_policy


@pytest.mark.parametrize(
    ("title", "lead", "words", "is_on_policy"),
    [
        ("Firm pauses facial recognition", "It did.", "We hope this moratorium gives the council time to act,", True),
        ("Firm pauses sales", "Its face scan is gone.", "We hope this moratorium gives the council time to act,", True),
        ("Firm pauses sales", "Its widget is gone.", "We hope this moratorium gives the council time to act,", False),
        ("Firm pauses facial recognition", "It did.", "We are proud of our staff and our customers,", False),
        ("Firm pauses sales", "Its widget is gone.", "The Facial-Recognition software never worked for us,", True),
    ],
)
def test_policy_words_count_in_an_article_on_the_topic(title: str, lead: str, words: str, is_on_policy: bool) -> None:
    topic = Topic(
        id="t",
        title="T",
        rules=(),
        technology_words=("facial recognition", "face scan"),
        policy_words=("moratorium",),
    )
    between = "\n\n".join(["The office is small."] * 40)
    text = f"{lead}\n\n{between}\n\n“{words}” said Ana Ruiz."
    (quote,) = find_quotes(Article(title=title, text=text), topic=topic)
    assert quote.is_on_policy is is_on_policy


def test_an_outlet_that_only_reports_is_not_the_speaker() -> None:
    text = (
        "Rep. Lena Ortiz wrote that the city “should rethink this whole camera business,” the Northfield Times reports."
    )
    assert only(text).speaker == "Lena Ortiz"


def test_an_unnamed_spokesman_has_role_and_affiliation_and_no_name() -> None:
    quote = only('Acme Vision sells it.\n\n"We have nothing to add today," an Acme Vision spokesman said.')
    assert (quote.speaker, quote.mention) == (None, "an Acme Vision spokesman")
    assert (quote.role, quote.affiliation) == ("spokesman", "Acme Vision")


def test_a_pull_quote_that_repeats_the_body_counts_once() -> None:
    text = (
        '"It failed every test that we could think of, and then some," said Dana Whitcomb.\n\n'
        '"It failed every test that we could think of"'
    )
    assert only(text).speaker == "Dana Whitcomb"


def test_single_marks_beside_double_ones_are_no_speech() -> None:
    text = "\"We read all of it,\" said Dana Whitcomb of the 'blue list of names' and its rules."
    assert only(text).text == "We read all of it,"


def test_a_fragment_is_partial_and_less_sure() -> None:
    quote = only("Ana Ruiz said the cameras were “a gift to nobody in particular” and left.")
    assert quote.is_partial
    assert quote.confidence < SURE


def test_an_embedded_post_has_its_author_for_speaker() -> None:
    text = (
        "Lena Ortiz, the senator, had announced it.\n\n"
        "The vote is on Friday. Come early. https://example.org/a — Lena Ortiz (@lenaortiz) June 9, 2026\n\n"
        "Nobody came."
    )
    assert (only(text).text, only(text).speaker) == ("The vote is on Friday. Come early.", "Lena Ortiz")


def test_the_label_of_a_transcript_is_not_spoken() -> None:
    text = (
        "Lena Ortiz spoke to Paul Greenway.\n\n"
        '"ORTIZ: Show me that desk, please.\n\n"GREENWAY: It is being moved today."'
    )
    assert [(quote.text, quote.speaker) for quote in quotes(text)] == [
        ("Show me that desk, please.", "Lena Ortiz"),
        ("It is being moved today.", "Paul Greenway"),
    ]


def test_another_language_is_not_read() -> None:
    text = "»Wir schalten die Kameras ab«, sagte Karin Vogel."
    assert find_quotes(Article(title="", text=text, language="de")) == ()


@given(st.text(alphabet="“”\"'‘’«» .,?!:\n—-ABCabc said told Ruiz the he", max_size=300))
def test_every_part_is_a_slice_of_the_article(text: str) -> None:
    for quote in quotes(text):
        assert quote.text == " ".join(part.of(text) for part in quote.parts)
        assert all(quote.parts[i].end <= quote.parts[i + 1].start for i in range(len(quote.parts) - 1))
        assert 0.0 <= quote.confidence <= 1.0


def test_a_sentence_full_of_names_is_no_title() -> None:
    quote = only("“I have named John Kell as chief,” Ana Ruiz wrote. “He is a Great American and a Great Leader.”")
    assert quote.text.endswith("He is a Great American and a Great Leader.")


def test_a_sentence_that_goes_on_without_marks_still_has_its_speaker() -> None:
    quote = only("“What we fear most now is the gradual rollout” of these face cameras, said Ana Ruiz.")
    assert (quote.speaker, quote.is_partial) == ("Ana Ruiz", True)
    assert quote.confidence < SURE


def test_a_short_second_half_belongs_to_the_first() -> None:
    assert only("“Is this legal?” asked Ana Ruiz. “I doubt it.”").text == "Is this legal? I doubt it."
    assert only("“We,” said Ana Ruiz, “will not.”").text == "We, will not."


def test_a_name_in_scare_marks_behind_the_speaker_is_no_second_half() -> None:
    quote = only("“We will read all of it,” said Ana Ruiz, who is called the “big boss.” She left.")
    assert quote.text == "We will read all of it,"


def test_the_place_that_an_unnamed_source_is_from_does_not_speak() -> None:
    quote = only(
        "A 24-year-old from Lakeside, who asked not to be named, said: “I was arrested because of a computer.”"
    )
    assert (quote.speaker, quote.mention) == (None, "A 24-year-old from Lakeside")
