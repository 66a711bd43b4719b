"""Marks around words that nobody of the article spoke."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes

LEAD = "Lena Ortiz, a council member, met Mark Weber on Friday."


def quotes(text: str) -> tuple[Quote, ...]:
    return find_quotes(Article(title="", text=f"{LEAD}\n\n{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "Mark Weber never said “we will buy the cameras now.”",
        "Mark Weber did not say “we will buy the cameras now,” and left.",
        "Weber didn't tell the council that “we will buy the cameras now.”",
        "Weber denied having said “we will buy the cameras now.”",
        "Weber refused to say “we are sorry for what happened.”",
        "“We will buy the cameras now,” Weber never said.",
        "Mark Weber might have said, “We are sorry for what happened here.”",
        "Ortiz should have told them, “We are sorry for what happened here.”",
        "Weber could say “we never knew about the cameras” and nobody would laugh.",
        "If Weber were honest, he would say “we wanted the cameras all along.”",
        "Imagine Mark Weber saying, “We wanted the cameras all along.”",
        "It is as if Mark Weber had said, “We wanted the cameras all along.”",
        "Neither Weber nor Ortiz would say, “We made a mistake with this.”",
        "Weber has yet to say “I am sorry for all of this.”",
        "Ortiz wants Weber to say “I am sorry for all of this.”",
        "In her novel a character says, “The cameras never sleep in this town.”",
        "In the film Weber plays a sheriff who says “nobody leaves this town alive.”",
        "Nobody said “we want cameras on every corner” at the hearing.",
        "No one has ever told me, “I feel safer with a camera above my head,” Ortiz said.",
    ],
)
def test_what_is_denied_or_imagined_is_not_said(text: str) -> None:
    assert quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Weber would say only that “we are looking at the numbers again.”", "we are looking at the numbers again."),
        ("Weber would not say more than “we are looking at the numbers.”", "we are looking at the numbers."),
        ("“We could not say that in public,” Weber said.", "We could not say that in public,"),
        ("Weber went on to say: “We are looking at the numbers.”", "We are looking at the numbers."),
        ("Weber had this to say: “We are looking at the numbers.”", "We are looking at the numbers."),
        ("Weber never came, but said “we will buy the cameras now.”", "we will buy the cameras now."),
        ("He could not come. Weber said, “We will buy the cameras now.”", "We will buy the cameras now."),
        ("Weber will say on Monday: “We must buy the cameras now.”", "We must buy the cameras now."),
        ("Weber signs the bill, saying, “We are done with this now.”", "We are done with this now."),
        ("Weber held a sign and said, “Ban this thing right now.”", "Ban this thing right now."),
        ("Weber posted a picture of a camera with the words: “We are no hostages.”", "We are no hostages."),
        ("“We did talk to people there,” Weber said, but he declined to say to whom.", "We did talk to people there,"),
        (
            "Weber could not imagine that, he said, adding: “We told JD(U) and @fema_aid.”",
            "We told JD(U) and @fema_aid.",
        ),
        ("Asked if it might rain, Weber said, “Nobody here knows that.”", "Nobody here knows that."),
    ],
)
def test_a_denial_beside_the_words_does_not_deny_them(text: str, words: str) -> None:
    (quote,) = quotes(text)
    assert (quote.speaker, quote.text) == ("Mark Weber", words)


@pytest.mark.parametrize(
    "text",
    [
        "Protesters held signs that read “Ban it before it bans us” and sang.",
        "Lena Ortiz held a placard that said “Not on our streets, not ever again.”",
        "A poster asks, “Do you know who is watching you today?”",
        "“Not on our streets, not ever again,” read a banner above Lena Ortiz.",
        "Nearby stood a sign that read “Children do not belong in there, and Weber does.”",
        "The T-shirt worn by Ortiz read “I am not a bar code, thanks.”",
        "The error message said “no face was found in this picture.”",
        "People with signs reading “Faces are not bar codes,” marched behind Ortiz.",
    ],
)
def test_a_sign_speaks_for_nobody(text: str) -> None:
    assert quotes(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “war on our own streets and homes,” Weber said, is over.",
        "The scheme is known as “see it, say it, sorted out” in Northfield.",
        "Weber was dubbed “the man who never sleeps at night,” Ortiz said.",
        "The file was named “faces of the north side final version,” Ortiz said.",
        "The term “face recognition for public safety use,” Weber said, came from the vendor.",
        "A report titled “how the city learned to watch us all,” Weber said, was late.",
        "Under the headline “The city that watches its own people,” the Northfield Times wrote about Weber.",
        "Searching for “how to fool a face camera,” Weber said, gives a million pages.",
        "The company's motto, “Move with care and break nothing at all,” hangs in the hall.",
        "The word “biometric” means “relating to the measuring of living bodies” in Greek.",
        "The line “if match(face) then alert(officer)” was found by Ortiz.",
        "Mark Weber said so “https://courier.example/pictures/2026/weber_1.jpg.” It rained.",
        "The film “The Eye That Never Ever Sleeps at Night” opens on Friday, said Mark Weber.",
        "The song “I will be watching every step you take” was played for Ortiz.",
    ],
)
def test_names_terms_titles_and_code_are_not_speech(text: str) -> None:
    assert quotes(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The ordinance says “no department shall obtain or use face surveillance” and names a fine.",
        "The bill, which Lena Ortiz wrote, states: “No officer shall use a face scan without a warrant.”",
        "“No officer shall use a face scan without a warrant,” the ordinance reads.",
        "The memo, obtained by Mark Weber, said “officers should not mention the software in reports.”",
    ],
)
def test_a_law_or_a_paper_has_no_speaker_and_is_not_sure(text: str) -> None:
    (quote,) = quotes(text)
    assert quote.speaker is None
    assert quote.mention is not None
    assert quote.confidence < SURE


def test_the_author_of_a_bill_may_speak_of_it() -> None:
    for told in ("The bill, Ortiz said, was", "The bill, said Ortiz, is"):
        (quote,) = quotes(f"{told} “a gift to nobody in particular” and would pass.")
        assert quote.speaker == "Lena Ortiz"


def test_four_words_inside_reported_speech_are_kept_as_a_part_and_fewer_are_not() -> None:
    (quote,) = quotes("Ortiz said the plan was “a gift to nobody” and should be dropped. She called it “very bad.”")
    assert (quote.text, quote.is_partial) == ("a gift to nobody", True)
    assert quote.confidence < SURE


@pytest.mark.parametrize(
    "aside",
    [
        "Correction: An earlier version of this article quoted Mark Weber as saying “we will buy the cameras now.”",
        "An earlier version of this story quoted Mark Weber as saying “we will buy the cameras now.”",
        "Editor's note: Mark Weber said “we will buy the cameras now” after this story was published.",
        "Read more: “They never asked us,” residents say",
        "Related: ‘Nobody asked us’ | “We will never sign this,” Ortiz said",
        "Photo: Mayor Lena Ortiz said “we will not wait any longer” at a hearing.",
        "“We will not wait any longer,” Lena Ortiz said at a hearing. (Ana Example/Courier)",
        "About the author: Ana Example covers city hall. She once said “I love the smell of newsprint.”",
        "Ana Example is a staff writer who once said “I love the smell of newsprint in the morning.”",
        "Comments\n\nLena writes: “This is the best thing that ever happened to us.”\n\n“I said so,” Mark Weber said.",
    ],
)
def test_what_is_not_the_articles_own_telling_quotes_nobody(aside: str) -> None:
    (quote,) = quotes(f"“It is over for good,” said Mark Weber.\n\n{aside}")
    assert quote.text == "It is over for good,"


@pytest.mark.parametrize(
    "text",
    [
        "Read the law, Weber said: “Nobody may keep these pictures.”",
        "Correction officers told Weber that “nobody may keep these pictures.”",
        "Comments poured in. “Nobody may keep these pictures,” Weber wrote.",
        "Mark Weber is a columnist. “Nobody may keep these pictures,” Weber wrote.",
    ],
)
def test_a_paragraph_that_begins_like_an_aside_is_read(text: str) -> None:
    assert len(quotes(f"{text}\n\nIt rained.\n\nIt snowed.\n\nIt froze.")) == 1
