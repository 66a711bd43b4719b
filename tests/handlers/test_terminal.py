"""What stands on the terminal, and what can never get there."""

from datetime import UTC, datetime, timedelta, timezone
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import SendDelayed
from bot.core.messages import (
    Button,
    Buttons,
    Context,
    Heading,
    Headline,
    Items,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Quotation,
    Text,
    Warning,
    help_message,
    plain_message,
)
from handlers.terminal import TerminalSender, as_text, write

ALERT = Message(
    text="Harbour Daily: council bans face recognition.",
    parts=(
        Headline(text="Council bans face recognition", url="https://harbourdaily.example/ban", icon="📰"),
        Context(
            line=(Text("Harbour Daily · "), Moment(datetime(2026, 11, 21, 18, 4, tzinfo=UTC))),
            tags=("Ban", "Harbour City"),
        ),
        Warning(line=(Text("Corrected by the outlet: ", "strong"), Text("the date."))),
        Paragraph(line=(Text("The council passed ordinance 26-114."),)),
        Quotation(
            text="We will comply.", speaker="Lee Marsh", is_unsure=True, source=(Link("KXYZ", "https://k.example"),)
        ),
        Paragraph(line=(Text("Harbour City: ban"),), icon="📌"),
        Buttons(buttons=(Button(label="Why?", verb="why"),)),
    ),
)
PLAIN = """\
📰 Council bans face recognition
  https://harbourdaily.example/ban
  Harbour Daily · 21 Nov 2026, 18:04  [Ban]  [Harbour City]
  ⚠ Corrected by the outlet: the date.
  The council passed ordinance 26-114.
  ❝We will comply.❞ — Lee Marsh (speaker unsure) · KXYZ
  📌 Harbour City: ban
"""


class Screen(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_an_alert_reads_as_plain_text_on_a_pipe() -> None:
    assert as_text(ALERT, zone=UTC) == PLAIN


def test_colour_adds_nothing_that_the_words_do_not_say() -> None:
    coloured = as_text(ALERT, zone=UTC, width=100, has_colour=True)

    assert "\x1b[" in coloured
    for words in ("Corrected by the outlet: ", "speaker unsure", "Ban"):
        assert words in coloured


def test_a_long_line_wraps_on_a_terminal_and_not_on_a_pipe() -> None:
    message = Message(text="x", parts=(Paragraph(line=(Text("word " * 60),)),))

    assert len(as_text(message).splitlines()) == 1
    assert all(len(line) <= 40 for line in as_text(message, width=40).splitlines())


def test_times_are_shown_in_the_zone_and_days_without_an_hour() -> None:
    moment = datetime(2026, 11, 21, 23, 4, tzinfo=UTC)
    message = Message(text="x", parts=(Paragraph(line=(Moment(moment), Text(" "), Moment(moment, day_only=True))),))

    assert as_text(message, zone=timezone(timedelta(hours=2))) == "22 Nov 2026, 01:04 21 Nov 2026\n"


def test_help_is_a_list() -> None:
    lines = as_text(help_message()).splitlines()

    assert lines[0] == "Ask what Watchword has read"
    assert lines[1].startswith("• /policy amazon — ")


def test_numbered_items_and_headings() -> None:
    message = Message(
        text="x", parts=(Heading(text="Lately"), Items(lines=((Text("One"),), (Text("Two"),)), is_numbered=True))
    )

    assert as_text(message) == "Lately\n1. One\n2. Two\n"


def test_an_address_that_is_not_the_webs_is_not_shown() -> None:
    message = Message(text="x", parts=(Headline(text="Title", url="javascript:alert(1)"),))

    assert as_text(message) == "Title\n"


async def test_a_message_is_flushed_when_send_returns_and_printed_once() -> None:
    stream = StringIO()
    sender = TerminalSender(stream, zone=UTC)
    for _ in range(2):
        await sender.send("terminal", ALERT, key="a")

    assert stream.getvalue() == PLAIN + "\n"


async def test_a_follow_up_is_told_apart() -> None:
    stream = StringIO()
    await TerminalSender(stream).send("terminal", plain_message("KXYZ: mayor signs."), key="b", thread="a")

    assert stream.getvalue() == "↳ KXYZ: mayor signs.\n\n"


async def test_a_terminal_that_is_gone_delays_the_delivery() -> None:
    stream = StringIO()
    sender = TerminalSender(stream)
    stream.close()

    with pytest.raises(SendDelayed):
        await sender.send("terminal", ALERT, key="a")
    assert await sender.find("terminal", key="a", since=datetime.now(UTC)) is None  # noqa: TID251


def test_a_terminal_that_cannot_show_emoji_shows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Narrow(StringIO):
        encoding = "ascii"

    stream = Narrow()
    write(ALERT, stream, zone=UTC)

    assert "Council bans face recognition" in stream.getvalue()
    assert stream.getvalue().isascii()


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()
    write(ALERT, screen, zone=UTC)

    assert "\x1b[3" not in screen.getvalue()


# aware, as times are in the house, and of an age at which every zone can tell them
moments = st.datetimes(datetime(1970, 1, 3), datetime(2099, 1, 1), timezones=st.just(UTC))
st.register_type_strategy(Moment, st.builds(Moment, moments, day_only=st.booleans()))
parts = st.lists(st.from_type(Part), max_size=4).map(tuple)


@given(st.builds(Message, text=st.just("x"), parts=parts), st.sampled_from([None, 40, 100]))
def test_no_control_character_of_a_message_reaches_the_terminal(message: Message, width: int | None) -> None:
    shown = as_text(message, width=width, zone=UTC)

    assert not any(ord(character) < 32 and character != "\n" for character in shown)
    assert not set(shown) & set("\x7f\x9b\u202e\u2066\u200b")
