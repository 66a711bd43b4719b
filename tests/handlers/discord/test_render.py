"""Message → Discord's payload: complete, within every limit, and nothing in it can ping, forge a link or hide."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from discord import Embed
from hypothesis import example, given
from hypothesis import strategies as st

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
from handlers.discord import render
from tests.standins.discord_payload import complaints, units

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
VERBS = frozenset({"why", "share", "useful"})
KEY = "ABCDEFGHIJKLMNOPQRSTUV23"

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


def shown(*parts: Part) -> str:
    """Title and descriptions, to look for words in."""
    made = render.payload(Message(text="x.", parts=parts), verbs=VERBS)
    return "\n".join(f"{embed.get('title', '')}\n{embed.get('description', '')}" for embed in made.embeds)


def buttons(payload: render.Payload) -> list[dict[str, Any]]:
    return [button for row in payload.components for button in row["components"]]  # type: ignore[misc,union-attr]


def test_an_alert_as_it_is_sent() -> None:
    (embed,) = render.payload(ALERT, verbs=VERBS).embeds

    assert embed["title"] == "📰 Council bans face recognition"
    assert embed["url"] == "https://h.example/1?a=1&b=2"
    assert embed["description"] == (
        "-# Harbour Daily · <t:1795284240:f> · also in [KXYZ](https://k.example/?x=1&y=2) · `Ban` `Harbour City`\n"
        "⚠️ **Corrected by the outlet:** an earlier version was wrong\n\n"
        "It passed.\n\n"
        "> ❝We comply.❞ — Lee Marsh (speaker unsure) · [KXYZ](https://k.example)\n\n"
        "📌 Harbour City: ban\n\n"
        "**Lately**\n"
        "1. One\n2. Two"
    )


def test_an_alert_is_far_from_every_limit_and_the_library_reads_it_back() -> None:
    payload = render.payload(ALERT, verbs=VERBS)

    assert complaints(payload.as_dict()) == []
    assert payload.content == ALERT.text
    assert len(Embed.from_dict(payload.embeds[0])) < 1_000


def test_only_buttons_that_work_are_shown() -> None:
    assert [button["label"] for button in buttons(render.payload(ALERT, verbs=VERBS))] == ["Useful", "Why?"]
    assert render.payload(ALERT).components == ()


def test_a_button_is_read_back_as_what_it_does_with_or_without_a_key() -> None:
    for key in ("", KEY):
        ids = [button["custom_id"] for button in buttons(render.payload(ALERT, verbs=VERBS, key=key))]
        assert [render.pressed(id) for id in ids] == [("useful", "12"), ("why", "12")]


@pytest.mark.parametrize("id", ["ww0:why:1", "ww1:why", "ww1:<x>:1", "", "other", "ww1:why:" + "x" * 100])
def test_an_id_of_somebody_else_is_nothing(id: str) -> None:
    assert render.pressed(id) is None


def test_a_button_whose_words_would_be_cut_is_left_out_and_one_given_twice_comes_once() -> None:
    long = Button(label="Long", verb="why", argument="x" * 100)
    twice = Button(label="Twice", verb="why", argument="1")

    payload = render.payload(Message(text="x.", parts=(Buttons(buttons=(long, twice, twice)),)), verbs=VERBS)

    assert [button["label"] for button in buttons(payload)] == ["Twice"]


def test_a_posted_message_is_known_by_its_key() -> None:
    with_buttons = render.payload(ALERT, verbs=VERBS, key=KEY).as_dict()
    without = render.payload(ALERT, key=KEY).as_dict()

    assert render.carries(with_buttons, KEY)
    assert render.carries(without, KEY)
    assert render.carries({"nonce": KEY}, KEY)
    assert not render.carries(with_buttons, KEY[::-1])
    assert not render.carries({"content": KEY, "embeds": [{"footer": None}], "components": None}, KEY)
    assert "footer" not in str(with_buttons)  # nobody has to look at it
    assert complaints(with_buttons) == complaints(without) == []


def test_a_thread_is_called_as_its_alert() -> None:
    title = "📰 A *very* long [headline] " + "x" * 300
    posted = render.payload(Message(text="x.", parts=(Headline(text=title),)), key=KEY).as_dict()

    assert render.thread_name(posted).startswith("A *very* long [headline]")
    assert 1 <= units(render.thread_name(posted)) <= 100
    assert render.thread_name({}) == render.thread_name({"embeds": [{"title": None}]}) == "Follow-ups"


def test_a_time_is_the_readers_own_and_a_day_stays_that_day() -> None:
    midnight = datetime(2026, 11, 21, tzinfo=UTC)

    assert shown(Paragraph(line=(Moment(NOW), Text(" "), Moment(midnight, day_only=True)))).strip() == (
        "<t:1795284240:f> 21 Nov 2026"
    )


@pytest.mark.parametrize(
    ("hostile", "escaped"),
    [
        ("@everyone", "＠everyone"),
        ("@Here", "＠Here"),
        ("<@123>", r"\<＠123\>"),
        ("<@&123>", r"\<＠&123\>"),
        ("<#123>", r"\<#123\>"),
        ("<t:1:f>", r"\<t\:1:f\>"),
        ("[x](http://evil.example)", r"\[x\]\(http\://evil.example)"),
        ("https://evil.example", r"https\://evil.example"),
        ("discord.gg/abc", r"discord\.gg/abc"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("**b** __u__ ~~s~~ `c`", r"\*\*b\*\* \_\_u\_\_ \~\~s\~\~ \`c\`"),
        (":tada:", r"\:tada:"),
        ("mail@house.example", "mail@house.example"),
        ("12:30 and 18:04", "12:30 and 18:04"),
    ],
)
def test_what_a_feed_says_is_never_markup(hostile: str, escaped: str) -> None:
    parts = (
        Headline(text=hostile, url="https://h.example"),
        Context(line=(Text(f"x {hostile}"), Link(hostile, "https://h.example")), tags=(hostile,)),
        Quotation(text=hostile, speaker=hostile),
        Heading(text=hostile),
        Paragraph(line=(Text(hostile, "code"), Text(hostile, "strong"))),
    )
    payload = render.payload(Message(text=f"{hostile}.", parts=parts))

    assert complaints(payload.as_dict()) == []
    assert payload.embeds[0]["title"] == escaped
    assert f"❝{escaped}❞" in str(payload.embeds[0]["description"])


@pytest.mark.parametrize("text", ["# Big", "- dash", "-# small", "+ plus", "1. one", "12) twelve", "> quoted", "#1"])
def test_a_line_of_a_feed_never_begins_a_block(text: str) -> None:
    parts = (
        Headline(text=text),
        Paragraph(line=(Text(text),)),
        Items(lines=((Text(text),),)),
        Context(line=(Text(text),)),
    )

    assert complaints(render.payload(Message(text=text, parts=parts)).as_dict()) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "https://user@evil.example/",
        "http://a b", "https:\\evil.example", "http://[", "", "https://a.example/\u202e", "https://exämple.example",
        "https://a.example/" + "x" * 3000,
    ],
)  # fmt: skip
def test_only_links_of_the_web_are_links(url: str) -> None:
    parts = (Headline(text="title", url=url), Paragraph(line=(Link("words", url),)))
    payload = render.payload(Message(text="x.", parts=parts))

    assert "url" not in payload.embeds[0]
    assert payload.embeds[0]["description"] == "words"


def test_an_address_with_signs_of_markdown_stays_one_link() -> None:
    text = shown(Paragraph(line=(Link("KXYZ", "https://k.example/a_(b)|c>d?e=é&f=@everyone"),)))

    assert "[KXYZ](https://k.example/a_%28b%29%7Cc%3Ed?e=%C3%A9&f=%40everyone)" in text


def test_words_that_pretend_to_be_another_address_show_where_they_lead() -> None:
    assert "(evil.example)" in shown(Paragraph(line=(Link("https://bank.example/login", "https://evil.example/"),)))
    assert "(bank.example)" not in shown(Paragraph(line=(Link("www.bank.example", "https://bank.example/login"),)))


def test_a_list_too_long_says_how_much_is_hidden() -> None:
    assert "-# and 75 more" in shown(Items(lines=tuple((Text(f"line {number}"),) for number in range(100))))


def test_a_message_too_long_keeps_headline_and_buttons_and_says_so() -> None:
    parts: tuple[Part, ...] = (
        Headline(text="Title", url="https://h.example"),
        *(Paragraph(line=(Text(f"{number} " + "word " * 400),)) for number in range(60)),
        Buttons(buttons=(Button(label="Why?", verb="why", argument="1"),)),
    )
    payload = render.payload(Message(text="x.", parts=parts), verbs=VERBS)

    assert complaints(payload.as_dict()) == []
    assert payload.embeds[0]["title"] == "Title"
    assert "Shortened" in str(payload.embeds)
    assert [button["label"] for button in buttons(payload)] == ["Why?"]


def test_a_long_answer_goes_on_in_a_second_embed_without_a_title() -> None:
    lines = tuple(Paragraph(line=(Text("word " * 100),)) for _ in range(10))

    first, second = render.payload(Message(text="x.", parts=(Heading(text="Title"), *lines))).embeds

    assert set(first) == {"title", "description"}
    assert set(second) == {"description"}


def test_what_discord_refuses_leaves_the_sentence_and_the_link() -> None:
    plain = render.plain(ALERT).as_dict()

    assert plain["embeds"] == plain["components"] == []
    assert plain["content"] == f"{ALERT.text}\n[Read the article](https://h.example/1?a=1&b=2)"
    assert plain["flags"] == render.SUPPRESS_EMBEDS
    assert complaints(plain) == []


@pytest.mark.parametrize(
    "text", ["No end", "\u200b\u202e", "x" * 9_000, "@everyone" * 2_000, "😀" * 3_000, "*" * 5_000]
)
def test_the_content_is_a_sentence_whatever_it_was(text: str) -> None:
    assert complaints(render.payload(plain_message(text)).as_dict()) == []


def test_a_sentence_that_is_all_there_is_is_said_once() -> None:
    assert render.payload(plain_message("Alerts are *paused*.")).as_dict() | {"components": None} == {
        "content": r"Alerts are \*paused\*.",
        "embeds": [],
        "components": None,
        "allowed_mentions": {"parse": []},
    }


def test_emoji_and_right_to_left_words_come_through_whole() -> None:
    words = "👩‍👩‍👧‍👦 مجلس المدينة يحظر التعرف على الوجوه 🇺🇸"

    assert words in shown(Headline(text=words, url="https://h.example"))


def test_the_preview_is_the_payload_as_json() -> None:
    assert json.loads(render.as_json(ALERT, verbs=VERBS)) == render.payload(ALERT, verbs=VERBS).as_dict()


# --- whatever a message holds -----------------------------------------------------------------------------------------

hostile = st.sampled_from(
    [
        "@everyone", "@here", "<@1>", "<@&1>", "<#1>", "<t:1:R>", "</policy:1>", "<:e:1>", "](http://evil.example)",
        "[", "*_~`|", "```", "\\", "https://evil.example", "discord.gg/x", "\u202e", "\u200b", "\ufeff", "א", "😀",
        ":tada:", "\ud800", "\n\n", "# ", "-# ", "> ", "1. ", "x" * 700, "*" * 700, "😀" * 300,
    ]
)  # fmt: skip
words = st.lists(st.one_of(st.text(max_size=40), hostile), max_size=12).map("".join)
urls = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(max_size=30).map("https://h.example/".__add__),
    words.map("http://e.example/".__add__),
)
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
lines = st.lists(runs, max_size=6).map(tuple)
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
    st.builds(Items, lines=st.lists(lines, max_size=40).map(tuple), is_numbered=st.booleans()),
    st.builds(
        Buttons,
        buttons=st.lists(
            st.builds(
                Button,
                label=words,
                verb=st.sampled_from(["why", "share", "dead", ""]),
                argument=words,
                style=st.sampled_from(["plain", "primary", "danger"]),
            ),
            max_size=40,
        ).map(tuple),
    ),
    st.builds(
        Menu,
        label=words,
        verb=st.sampled_from(["why", "dead", ""]),
        options=st.lists(st.builds(Option, words, words), max_size=30).map(tuple),
    ),
)
messages = st.builds(
    Message, text=words.filter(lambda text: bool(text.strip())), parts=st.lists(parts, max_size=40).map(tuple)
)


@example(Message(text="0", parts=(Context(line=(), tags=("#<",)),)), "")
@given(messages, st.sampled_from(["", KEY]))
def test_whatever_a_message_holds_discord_takes_it_and_nobody_is_harmed(message: Message, key: str) -> None:
    payload = render.payload(message, verbs=VERBS, key=key).as_dict()

    assert complaints(payload) == []
    assert complaints(render.plain(message).as_dict()) == []
    assert 1 <= units(render.thread_name(payload)) <= 100


@given(words, st.integers(0, 300))
def test_escaping_never_ends_within_an_escape(text: str, limit: int) -> None:
    made = render.payload(Message(text="x.", parts=(Headline(text=text[:limit]),))).embeds[0]["title"]

    assert (len(str(made)) - len(str(made).rstrip("\\"))) % 2 == 0
