"""Message → Block Kit: complete, within every limit, and nothing in it can ping, forge a link or hide."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.core.messages import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Heading,
    Headline,
    Items,
    Link,
    Menu,
    Message,
    Moment,
    Option,
    Paragraph,
    Part,
    Quotation,
    Text,
    Warning,
    plain_message,
)
from handlers.slack import render
from tests.standins.block_kit import complaints

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
VERBS = frozenset({"why", "share", "useful"})

ALERT = Message(
    text="Harbour Daily, 21 Nov 2026: Council bans face recognition.",
    parts=(
        Headline(text="Council bans face recognition", url="https://h.example/1?a=1&b=2", icon="📰"),
        Context(
            line=(
                Text("Harbour Daily · "),
                Moment(NOW),
                Text(" · also in "),
                Link("KXYZ", "https://k.example/?x=1&y=2"),
            ),
            tags=("Ban", "Harbour City"),
        ),
        Warning(line=(Text("Corrected by the outlet: ", "strong"), Text("an earlier version was wrong"))),
        Paragraph(line=(Text("It passed."),)),
        Quotation(text="We comply.", speaker="Lee Marsh", source=(Link("KXYZ", "https://k.example"),), is_unsure=True),
        Paragraph(line=(Text("Harbour City: ban"),), icon="📌"),
        Heading(text="Lately"),
        Items(lines=((Text("One"),), (Text("Two"),)), is_numbered=True),
        Buttons(
            buttons=(
                Button(label="Useful", verb="useful", argument="12"),
                Button(label="Why?", verb="why", argument="12", style="primary"),
                Button(label="Dead", verb="dead", argument="12"),
            )
        ),
    ),
)


def shown(*parts: Part, verbs: frozenset[str] = VERBS) -> str:
    """The blocks as JSON, to look for words in."""
    made = render.payload(Message(text="x.", parts=parts), verbs=verbs)
    return json.dumps(list(made.blocks), ensure_ascii=False)


def as_sent(payload: render.Payload) -> dict[str, object]:
    return {"text": payload.text, "blocks": list(payload.blocks)}


def test_the_words_of_every_part_are_shown_in_order() -> None:
    text = json.dumps(list(render.payload(ALERT, verbs=VERBS).blocks), ensure_ascii=False)
    words = (
        "Council bans face recognition", "Harbour Daily", "Ban", "Corrected by the outlet", "It passed.", "We comply.",
        "Lee Marsh", "(speaker unsure)", "Harbour City: ban", "Lately", "One", "Two", "Useful", "Why?",
    )  # fmt: skip
    places = [text.index(word) for word in words]

    assert places == sorted(places)
    assert "Dead" not in text


def test_the_library_takes_the_blocks_for_well_formed() -> None:
    blocks = Block.parse_all([dict(block) for block in render.payload(ALERT, verbs=VERBS).blocks])

    for block in blocks:
        block.validate_json()
    assert [block.type for block in blocks] == ["rich_text", "context", "rich_text", "actions"]


def test_an_alert_is_far_from_every_limit() -> None:
    payload = render.payload(ALERT, verbs=VERBS)

    assert complaints(as_sent(payload)) == []
    assert render.size(payload.blocks) < render.BLOCKS_CHARS / 2
    assert payload.text == ALERT.text


def test_the_headline_leads_to_the_article() -> None:
    first = render.payload(ALERT).blocks[0]

    assert '"url": "https://h.example/1?a=1&b=2"' in json.dumps(first)


def test_a_time_is_the_readers_own_and_a_day_stays_that_day() -> None:
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    text = shown(
        Context(line=(Moment(NOW), Text(" "), Moment(midnight, day_only=True))), Paragraph(line=(Moment(NOW),))
    )

    assert "<!date^1795284240^{date_short}, {time}|21 Nov 2026, 18:04 UTC> 21 Nov 2026" in text
    assert '"type": "date", "timestamp": 1795284240' in text


@pytest.mark.parametrize(
    "hostile",
    ["<!channel>", "<!here|x>", "<@U1>", "<!subteam^S1>", "<https://evil.example|x>", "&lt;!channel&gt;", "a & b < c"],
)
def test_what_a_feed_says_is_never_markup(hostile: str) -> None:
    payload = render.payload(
        Message(
            text=f"{hostile}.",
            parts=(
                Headline(text=hostile, url="https://h.example"),
                Context(line=(Text(hostile), Link(hostile, "https://h.example")), tags=(hostile,)),
                Quotation(text=hostile, speaker=hostile),
                Heading(text=hostile),
            ),
        )
    )

    assert complaints(as_sent(payload)) == []
    assert hostile in json.dumps(list(payload.blocks))  # as words, where words are words


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "https://user@evil.example/",
        "http://a b", "https:\\evil.example", "http://[", "", "https://a.example/\u202e",
        "https://a.example/" + "x" * 3000,
    ],
)  # fmt: skip
def test_only_links_of_the_web_are_links(url: str) -> None:
    text = shown(
        Paragraph(line=(Link("words", url),)), Headline(text="title", url=url), Context(line=(Link("small", url),))
    )

    assert '"link"' not in text
    assert "|small>" not in text
    assert all(word in text for word in ("words", "title", "small"))


def test_words_that_pretend_to_be_another_address_show_where_they_lead() -> None:
    link = Link("https://bank.example/login", "https://evil.example/")

    assert "(evil.example)" in shown(Paragraph(line=(link,)))
    assert "(evil.example)" in shown(Context(line=(link,)))
    assert "(bank.example)" not in shown(Paragraph(line=(Link("www.bank.example", "https://bank.example/login"),)))


def test_an_address_with_slacks_own_signs_stays_one_link() -> None:
    text = shown(Context(line=(Link("KXYZ", "https://k.example/a|b>c<d?e=1&f=2"),)))

    assert "<https://k.example/a%7Cb%3Ec%3Cd?e=1&amp;f=2|KXYZ>" in text


def test_a_list_too_long_says_how_much_is_hidden() -> None:
    text = shown(Items(lines=tuple((Text(f"line {number}"),) for number in range(100))))

    assert "and 75 more" in text


def test_a_message_too_long_keeps_headline_and_buttons_and_says_so() -> None:
    parts: tuple[Part, ...] = (
        Headline(text="Title", url="https://h.example"),
        *(Paragraph(line=(Text(f"{number} " + "word " * 400),)) for number in range(60)),
        Buttons(buttons=(Button(label="Why?", verb="why", argument="1"),)),
    )
    payload = render.payload(Message(text="x.", parts=parts), verbs=VERBS)
    text = json.dumps(list(payload.blocks))

    assert complaints(as_sent(payload)) == []
    assert all(word in text for word in ("Title", "Why?", "Shortened"))


def test_a_button_is_read_back_as_what_it_does() -> None:
    (row,) = (block for block in render.payload(ALERT, verbs=VERBS).blocks if block["type"] == "actions")
    buttons = row["elements"]

    assert [render.pressed(button["action_id"]) for button in buttons] == ["useful", "why"]  # type: ignore[index]
    assert [button["value"] for button in buttons] == ["12", "12"]  # type: ignore[index]
    assert render.pressed("ww0:why:1") == render.pressed("ww1:why") == render.pressed("ww1:<x>:1") == ""


def test_a_button_whose_words_would_be_cut_is_left_out() -> None:
    button = Button(label="Ask", verb="why", argument="x" * 600)

    assert "Ask" not in shown(Buttons(buttons=(button,)))


def test_refused_blocks_leave_the_sentence_and_the_link() -> None:
    plain = render.plain(ALERT)

    assert plain.blocks == ()
    assert plain.text == f"{ALERT.text} <https://h.example/1?a=1&amp;b=2|Read the article>"
    assert complaints(as_sent(plain)) == []


@pytest.mark.parametrize("text", ["No end", "\u200b\u202e", "x" * 9_000, "<!channel>" * 2_000])
def test_the_text_is_a_sentence_whatever_it_was(text: str) -> None:
    assert complaints(as_sent(render.payload(plain_message(text)))) == []


def test_emoji_and_right_to_left_words_come_through_whole() -> None:
    words = "👩‍👩‍👧‍👦 مجلس المدينة يحظر التعرف على الوجوه 🇺🇸"

    assert words in shown(Headline(text=words, url="https://h.example"))


def test_the_preview_is_the_payload_as_json() -> None:
    assert json.loads(render.as_json(ALERT, verbs=VERBS)) == as_sent(render.payload(ALERT, verbs=VERBS))


# --- whatever a message holds -----------------------------------------------------------------------------------------

hostile = st.sampled_from(
    [
        "<!channel>", "<!here>", "@everyone", "@channel", "<@U123>", "<#C1|x>", "](http://evil.example)", "*_~`", "```",
        "<http://evil.example|bank.example>", "\u202e", "\u200b", "\ufeff", "&amp;", "א", "😀", ":tada:", "\ud800",
        "\n\n", "x" * 700,
    ]
)  # fmt: skip
words = st.one_of(st.text(max_size=40), hostile, st.tuples(hostile, st.text(max_size=20), hostile).map("".join))
urls = st.one_of(st.none(), words, words.map("http://h.example/".__add__), words.map("http://".__add__))
moments = st.builds(
    Moment,
    st.datetimes(
        min_value=datetime(1900, 1, 1), max_value=datetime(2300, 1, 1), timezones=st.just(timezone(timedelta(hours=5)))
    ),
    day_only=st.booleans(),
)
runs = st.one_of(
    st.builds(Text, words, st.sampled_from(["plain", "strong", "emphasis", "code"])),
    st.builds(Link, words, urls.map(lambda url: url or "")),
    moments,
)
lines = st.lists(runs, max_size=4).map(tuple)
buttons = st.builds(
    Button,
    label=words,
    verb=st.sampled_from(["why", "share", "dead"]),
    argument=words,
    style=st.sampled_from(["plain", "primary", "danger"]),
)
parts = st.one_of(
    st.builds(Headline, text=words, url=urls, icon=st.sampled_from(["", "📰"])),
    st.builds(Context, line=lines, tags=st.lists(words, max_size=3).map(tuple)),
    st.builds(Warning, line=lines),
    st.builds(Paragraph, line=lines, icon=st.sampled_from(["", "📌"])),
    st.builds(Quotation, text=words, speaker=words, source=lines, is_unsure=st.booleans()),
    st.builds(Heading, text=words),
    st.builds(
        Chart,
        title=words,
        bars=st.lists(st.builds(Bar, words, st.integers(0, 10**6)), max_size=9).map(tuple),
    ),
    st.builds(Items, lines=st.lists(lines, max_size=6).map(tuple), is_numbered=st.booleans()),
    st.builds(Buttons, buttons=st.lists(buttons, max_size=6).map(tuple)),
    st.builds(
        Menu,
        label=words,
        verb=st.sampled_from(["why", "dead"]),
        options=st.lists(st.builds(Option, words, words), max_size=9).map(tuple),
    ),
)
messages = st.builds(
    lambda text, parts, times: Message(text=f"x{text}", parts=tuple(parts) * times),
    words,
    st.lists(parts, max_size=8),
    st.sampled_from([1, 1, 1, 5, 40]),
)


@given(messages)
def test_no_message_breaks_a_limit_pings_anybody_or_forges_a_link(message: Message) -> None:
    payload = render.payload(message, verbs=VERBS)

    assert complaints(as_sent(payload)) == []
    assert complaints(as_sent(render.plain(message))) == []


@given(messages)
def test_a_headline_is_never_lost(message: Message) -> None:
    titled = Message(text=message.text, parts=(Headline(text="Title", url="https://h.example/"), *message.parts))
    payload = render.payload(titled, verbs=VERBS)

    assert "https://h.example/" in json.dumps(as_sent(payload))
