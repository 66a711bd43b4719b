"""Who speaks stands before a colon, and there are no marks."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes


def quotes(text: str, title: str = "Council weighs cameras") -> tuple[Quote, ...]:
    return find_quotes(Article(title=title, text=text))


def said(text: str, title: str = "Council weighs cameras") -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in quotes(text, title)]


def test_each_turn_of_a_broadcast_is_its_speakers() -> None:
    text = (
        "RUTH ADLER: Welcome back. With us is Lena Ortiz, a member of the council. Why did you vote for it?\n\n"
        "LENA ORTIZ: Because the cameras do not work. He told me, “I will not sign,” and that was that.\n\n"
        "ADLER: And the sheriff?\n\n"
        "ORTIZ: You have to ask him."
    )
    assert said(text) == [
        ("Ruth Adler", "Welcome back. With us is Lena Ortiz, a member of the council. Why did you vote for it?"),
        ("Lena Ortiz", "Because the cameras do not work. He told me, “I will not sign,” and that was that."),
        ("Ruth Adler", "And the sheriff?"),
        ("Lena Ortiz", "You have to ask him."),
    ]
    assert all(quote.confidence >= SURE for quote in quotes(text))


def test_names_told_before_are_known_by_their_surnames() -> None:
    text = (
        "Sen. Priya Nair and Judge Omar Haddad met for a debate.\n\n"
        "NAIR: I wrote this bill because nobody else would.\n\n"
        "HADDAD: And I think you wrote it in a hurry."
    )
    assert [speaker for speaker, _ in said(text)] == ["Priya Nair", "Omar Haddad"]


def test_a_courtesy_title_is_a_name_too() -> None:
    text = (
        "The hearing was recorded.\n\nMS. LEE: Does the company keep the pictures?\n\n"
        "MR. WEBER: We keep them for thirty days.\n\nMS. LEE: And then?\n\nMR. WEBER: Then they are deleted."
    )
    assert [speaker for speaker, _ in said(text)] == ["Lee", "Weber", "Lee", "Weber"]


def test_reporters_have_no_name_and_the_mayor_has() -> None:
    text = (
        "Mayor Lena Ortiz took questions on Monday.\nReporter: Will you sign it?\nMayor Ortiz: I will, on Friday.\n"
        "Reporter: What about the sheriff?\nMayor Ortiz: You have to ask him."
    )
    assert said(text) == [
        (None, "Will you sign it?"),
        ("Lena Ortiz", "I will, on Friday."),
        (None, "What about the sheriff?"),
        ("Lena Ortiz", "You have to ask him."),
    ]
    assert quotes(text)[0].mention == "Reporter"


@pytest.mark.parametrize(
    ("preface", "asker", "answerer"),
    [
        ("The Courier spoke with Mark Weber, who leads the sheriff's office, about the ban.", None, "Mark Weber"),
        ("Courier reporter Ruth Adler interviewed Mark Weber on Monday.", "Ruth Adler", "Mark Weber"),
        ("Mark Weber sat down with Ruth Adler of the Northfield Courier.", "Ruth Adler", "Mark Weber"),
        ("Ruth Adler talked to Sheriff Mark Weber after the vote.", "Ruth Adler", "Mark Weber"),
        ("In his deposition Mark Weber was asked about the cameras.", None, "Mark Weber"),
        ("We talked to Lena Ortiz and to Mark Weber about the ban.", None, None),
        ("The following is from the hearing.", None, None),
    ],
)
@pytest.mark.parametrize("labels", ["Q: {} A: {}", "Q. {} A. {}", "Question: {} Answer: {}"])
def test_q_and_a_are_whom_the_article_says(preface: str, asker: str | None, answerer: str | None, labels: str) -> None:
    turns = labels.replace(" A", "\n\nA").format("Why do you oppose the ban?", "Because it will cost lives.")
    again = labels.replace(" A", "\n\nA").format("Did it help?", "My deputies say that it did.")
    assert said(f"{preface}\n\n{turns}\n\n{again}") == [
        (asker, "Why do you oppose the ban?"),
        (answerer, "Because it will cost lives."),
        (asker, "Did it help?"),
        (answerer, "My deputies say that it did."),
    ]


def test_a_turn_of_two_paragraphs_goes_on_without_a_label_and_less_surely() -> None:
    text = (
        "Lena Ortiz and Mark Weber met for a debate.\n\n"
        "WEBER: You never asked my deputies.\n\nORTIZ: I asked them twice.\n\nThey told us nothing we could use.\n\n"
        "(Laughter.)\n\nWEBER: Then you asked the wrong people."
    )
    assert said(text)[1:3] == [
        ("Lena Ortiz", "I asked them twice."),
        ("Lena Ortiz", "They told us nothing we could use."),
    ]
    assert [quote.confidence >= SURE for quote in quotes(text)] == [True, True, False, True]


def test_who_she_is_outside_the_transcript_is_not_whom_a_turn_names() -> None:
    text = (
        "Lena Ortiz and Omar Haddad met.\n\nORTIZ: I asked Judge Mary Lane for help, and she came.\n\n"
        "HADDAD: You asked her too late.\n\n“It is a shame,” Ortiz said afterwards."
    )
    assert said(text)[-1] == ("Lena Ortiz", "It is a shame,")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("THE COURT: Do you plead?\n\nTHE DEFENDANT: I do.\n\nMR. ROE: We object.", [None, None, "Roe"]),
        ("INTERVIEWER: Did you see it?\n\nORTEGA: I did.\n\nINTERVIEWER: When?", [None, "Ortega", None]),
        ("Courier: Why did you sign?\n\nLena Ortiz: I promised to.\n\nCourier: And now?", [None, "Lena Ortiz", None]),
        ("Lena Ortiz, mayor: I would ban them.\n\nMark Weber, sheriff: I would not.", ["Lena Ortiz", "Mark Weber"]),
        ("Lena Ortiz: “We need it.”\n\nMark Weber: You do not.", ["Lena Ortiz", "Mark Weber"]),
        (
            "[00:01] ANN ROE: How are you?\n\n[00:02] LEO ROE: Fine.\n\n[00:03] ANN ROE: Me too.",
            ["Ann Roe", "Leo Roe", "Ann Roe"],
        ),
        ("AMY (on tape): I never saw it.\n\nBOB: You did.\n\nAMY: I did not.", ["Amy", "Bob", "Amy"]),
        ("**Q: Did you ask?**\n\nA: I did, twice.\n\n**Q: And?**\n\nA: Nothing.", [None, None, None, None]),
    ],
)
def test_labels_as_outlets_set_them(text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _ in said(text)] == speakers
    assert not any("*" in words for _, words in said(text))
    assert all(quote.confidence < SURE for quote in quotes(text) if quote.speaker is None)


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON: You could see it coming.\n\nBRUSSELS: We did not.\n\nWASHINGTON: You may ask why.",
        "May 1: We wrote about the cameras. You told us more.\n\nJune 3: You asked the council to act.",
        "From: Mark Weber\nTo: Lena Ortiz\nSubject: Your cameras\n\nDear Lena, we need to talk.",
        "Method: We mix it with water.\n\nTip: You can use milk.\n\nMethod: We bake it.",
        "Note: You need a ticket for the hearing.\n\nLocation: City Hall, where we meet.\n\nUpdate: We have moved it.",
        "WHO: Lena Ortiz, our mayor\n\nWHAT: A hearing on your privacy\n\nWHEN: Friday at nine",
        "By: Lena Ortiz\nEditor: Mark Weber\nPhotos: Ruth Adler\n\nThe council met on Friday.",
        (
            "Frequently asked questions\n\nQ: How do I opt out?\n\nA: You can send us a form, and we answer soon.\n\n"
            "Q: What does it cost?\n\nA: We do it for free."
        ),
        (
            "Q: What does the ordinance do?\n\nA: It bans the use of cameras by the police.\n\n"
            "Q: When does it take effect?\n\nA: In thirty days."
        ),
        (
            "Lena Ortiz: The council member wants the cameras gone by winter.\n\n"
            "Mark Weber: The sheriff has supported them since 2019."
        ),
        "Supporters: We gain time at the border.\n\nCritics: You lose your face.",
        "Mayor Ortiz: We will sign it on Friday, and you will thank us.",
        "Myth: You can be found anywhere.\n\nFact: We only keep the pictures for a day.",
        "Lena Ortiz: 42 votes\n\nMark Weber: 31 votes\n\nLena Ortiz: 40 votes",
        "Northfield: We saw rain on Friday.\n\nLakeside: You will see the sun.",
        "Day 1: We drove to Lakeside.\n\nDay 2: We drove to Northfield, and you slept.",
    ],
)
def test_a_label_alone_is_no_speaker(text: str) -> None:
    assert quotes(text) == ()
