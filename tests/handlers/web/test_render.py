"""Message → HTML: complete, escaped, accessible by structure."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Headline,
    Items,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Post,
    Quotation,
    Text,
    Warning,
    plain_message,
    to_json,
)
from bot.core.model import Channel
from handlers.web import render

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
ALERTS = Channel(platform="web", id="alerts", name="#alerts")
FACE = render.Face(csrf_token="token", verbs=frozenset({"why", "share"}), channels=(ALERTS,))
ALLOWED_TAGS = {
    "div", "p", "span", "button", "h3", "a", "strong", "em", "code", "time", "figure", "blockquote", "figcaption",
    "ul", "ol", "li", "form", "input", "label", "select", "option", "svg", "path",
    "table", "caption", "tr", "th", "td", "rect",
}  # fmt: skip


class Outline(HTMLParser):
    """Tags, attributes and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[str | None]:
        return [value for each, value in self.attributes if each == name]


def shown(*parts: Part, face: render.Face = FACE) -> Outline:
    return Outline(render.answer(face, Message(text="x", parts=parts)))


def post(id: str, *, thread: str | None = None, text: str = "Hello.") -> Post:
    message = to_json(plain_message(text))
    return Post(id=id, channel="alerts", key=id, message_json=message, posted_at=NOW, thread=thread)


def test_the_words_of_every_part_are_on_the_page() -> None:
    outline = shown(
        Headline(text="Council bans", url="https://h.example/1", icon="📰"),
        Context(line=(Text("Harbour Daily"),), tags=("Ban",)),
        Warning(line=(Text("Corrected"),)),
        Paragraph(line=(Text("It passed", "strong"), Text(" it.")), icon="📌"),
        Quotation(text="We comply.", speaker="Lee Marsh", source=(Link("KXYZ", "https://k.example"),), is_unsure=True),
        Items(lines=((Text("One", "code"),),), is_numbered=True),
        Chart(title="Articles a day", bars=(Bar("Mon", 12), Bar("Tue", 0), Bar("Wed", 4, before=2))),
    )

    said = (
        "Council bans",
        "Harbour Daily",
        "Ban",
        "Corrected",
        "It passed it.",
        "We comply.",
        "Lee Marsh",
        "KXYZ",
        "One",
        "Articles a day",
        "Mon",
        "12",
        "2 → 4",
    )
    for words in (*said, "speaker unsure"):
        assert words in outline.words
    assert {"h3", "blockquote", "ol", "strong", "code"} <= set(outline.tags)


def test_only_buttons_that_work_are_shown() -> None:
    row = Buttons(
        buttons=(Button(label="Why?", verb="why", argument="12"), Button(label="Useful", verb="useful", argument="12"))
    )

    outline = shown(row)

    assert "Why?" in outline.words
    assert "Useful" not in outline.words
    assert "why 12" in outline.all("value")
    assert "form" not in shown(row, face=render.Face(csrf_token="t")).tags


def test_an_answer_is_shared_in_the_only_channel_or_in_one_of_many() -> None:
    row = Buttons(buttons=(Button(label="Share here", verb="share", argument="amazon"),))
    more = render.Face(
        csrf_token="t", verbs=FACE.verbs, channels=(ALERTS, Channel(platform="web", id="law", name="#law"))
    )

    assert "alerts" in shown(row).all("value")
    assert "select" in shown(row, face=more).tags


def test_a_time_is_in_utc_until_the_page_knows_better() -> None:
    outline = shown(Paragraph(line=(Moment(NOW), Text(" "), Moment(NOW, day_only=True))))

    assert "21 Nov 2026, 18:04 UTC 21 Nov 2026" in outline.words
    assert outline.all("datetime") == ["2026-11-21T18:04:00+00:00", "2026-11-21"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "https://user@evil.example/",
        "http://a b", "https:\\evil.example", "http://[", "", "https://a.example/\u202e",
    ],
)  # fmt: skip
def test_only_links_of_the_web_are_links(url: str) -> None:
    outline = shown(Paragraph(line=(Link("words", url),)), Headline(text="title", url=url))

    assert "a" not in outline.tags
    assert "words" in outline.words


def test_words_that_pretend_to_be_another_address_show_where_they_lead() -> None:
    outline = shown(Paragraph(line=(Link("https://bank.example/login", "https://evil.example/"),)))
    honest = shown(Paragraph(line=(Link("www.bank.example", "https://bank.example/login"),)))

    assert "https://bank.example/login (evil.example)" in outline.words
    assert honest.words.count("bank.example") == 1


def test_threads_are_newest_first_with_follow_ups_oldest_first() -> None:
    posts = [post("1"), post("2", thread="1"), post("3"), post("4", thread="1"), post("5", thread="gone")]

    threads = render.threads(posts)

    assert [thread.post.id for thread in threads] == ["5", "3", "1"]
    assert [each.id for each in threads[-1].follow_ups] == ["2", "4"]


def test_a_page_without_channels_says_what_to_do() -> None:
    assert "/policy-admin channel add" in render.page(render.Face(csrf_token="t"), [])


def test_a_page_has_a_language_a_title_landmarks_and_a_label() -> None:
    html = render.page(FACE, [[post("1")]])
    outline = Outline(html)

    assert {"main", "header", "h1", "h2", "label"} <= set(outline.tags)
    assert "en" in outline.all("lang")
    assert "polite" in outline.all("aria-live")
    assert "<script>" not in html
    assert not any(name.startswith("on") or name == "style" for name, _ in outline.attributes)


parts = st.lists(st.from_type(Part), max_size=4).map(tuple)


@given(st.builds(Message, text=st.just("x"), parts=parts))
def test_no_message_brings_a_tag_or_a_link_of_its_own(message: Message) -> None:
    outline = Outline(render.answer(FACE, message))

    assert set(outline.tags) <= ALLOWED_TAGS
    assert not any(name.startswith("on") or name == "style" for name, _ in outline.attributes)
    assert all((href or "").startswith(("http://", "https://")) for href in outline.all("href"))


@given(st.text())
def test_hostile_words_come_out_as_words(text: str) -> None:
    hostile = f"<script>{text}</script>"
    html = render.page(FACE, [[post("1", text=hostile + ".")]], typed=hostile, answer=plain_message(hostile))

    assert Outline(html).tags.count("script") == 1  # the page's own
