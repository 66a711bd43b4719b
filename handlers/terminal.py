"""Prints messages: the platform that is always there. Colour helps, words carry; a pipe gets plain text."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from io import StringIO
from typing import TextIO, assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text as Words

from bot.core.errors import SendDelayed
from bot.core.messages import (
    Buttons,
    Chart,
    Context,
    Heading,
    Headline,
    Items,
    Line,
    Link,
    Menu,
    Message,
    Moment,
    Paragraph,
    Part,
    Quotation,
    Text,
    Warning,
    chart_lines,
    wording,
)
from bot.core.text import visible
from bot.core.translation import gettext

PLATFORM = "terminal"
INDENT = 2
WIDTH = 100  # longer lines tire the eye; a narrower terminal wraps earlier
RETRY = timedelta(minutes=1)  # an output that went away may be another one after a restart

_STYLES = {"plain": "", "strong": "bold", "emphasis": "italic", "code": "cyan"}


def as_text(message: Message, *, width: int | None = None, has_colour: bool = False, zone: tzinfo | None = None) -> str:
    """The message as lines for a terminal, buttons left out. `width` None: no wrapping, for a pipe.

    Control characters of the article never reach the terminal. Times are those of `zone`, else of this machine.
    """
    target = StringIO()
    console = Console(
        file=target,
        width=min(width, WIDTH) if width else 10_000,
        force_terminal=has_colour,
        color_system="standard" if has_colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(Group(*_parts(message, zone)), soft_wrap=width is None)
    return "\n".join(line.rstrip() for line in target.getvalue().splitlines()) + "\n"


def _parts(message: Message, zone: tzinfo | None) -> Iterator[RenderableType]:
    is_alert = any(isinstance(part, Headline) for part in message.parts)
    for part in message.parts:
        for place, line in enumerate(_lines(part, zone)):
            is_lead = isinstance(part, Headline) and place == 0
            yield Padding(line, (0, 0, 0, INDENT), expand=False) if is_alert and not is_lead else line


def _lines(part: Part, zone: tzinfo | None) -> Iterator[Words]:
    match part:
        case Headline(text=text, url=url, icon=icon):
            yield _joined(_icon(icon), _words(Link(text, url or ""), zone, style="bold"))
            if url and _is_web(url):
                yield Words(url, style="dim")
        case Context(line=line, tags=tags):
            labels = "".join(f"  [{visible(tag)}]" for tag in tags)
            yield _joined(_line(line, zone, style="dim"), Words(labels, style="green"))
        case Warning(line=line):
            yield _joined(Words("⚠ ", style="bold yellow"), _line(line, zone))
        case Paragraph(line=line, icon=icon):
            yield _joined(_icon(icon), _line(line, zone))
        case Quotation():
            yield _quotation(part, zone)
        case Heading(text=text):
            yield Words(visible(text), style="bold underline")
        case Items(lines=lines, is_numbered=is_numbered):
            for number, line in enumerate(lines, start=1):
                yield _joined(Words(f"{number}. " if is_numbered else "• "), _line(line, zone))
        case Chart(title=title):
            yield Words(visible(title), style="bold")
            yield from map(Words, chart_lines(part))
        case Buttons() | Menu():
            return
        case _:
            assert_never(part)


def _quotation(quotation: Quotation, zone: tzinfo | None) -> Words:
    speaker = f" — {visible(quotation.speaker)}" if quotation.speaker else ""
    unsure = f" ({gettext('speaker unsure')})" if quotation.is_unsure else ""
    source = _joined(Words(" · "), _line(quotation.source, zone, style="dim")) if quotation.source else Words()
    return _joined(Words(f"❝{visible(quotation.text)}❞", style="italic"), Words(speaker + unsure), source)


def _icon(sign: str) -> Words:
    return Words(f"{visible(sign)} " if visible(sign) else "")


def _line(line: Line, zone: tzinfo | None, *, style: str = "") -> Words:
    return _joined(*(_words(run, zone, style=style) for run in line))


def _words(run: Text | Link | Moment, zone: tzinfo | None, *, style: str = "") -> Words:
    match run:
        case Text(text=text, style=emphasis):
            return Words(_shown(text), style=f"{style} {_STYLES[emphasis]}".strip())
        case Link(text=text, url=url):
            link = Style(link=url) if _is_web(url) else Style()
            return Words(_shown(text), style=Style.parse(style) + link)
        case Moment():
            return Words(_time(run, zone), style=style)
        case _:
            assert_never(run)


def _shown(text: str) -> str:
    """Without control characters, but with the spaces at its rims: they part one run from the next."""
    return " " * text.startswith(" ") + visible(text) + " " * (text.endswith(" ") and bool(visible(text)))


def _time(moment: Moment, zone: tzinfo | None) -> str:
    if moment.day_only:
        return wording.day(moment.at.date())
    local = moment.at.astimezone(zone)
    return f"{wording.day(local.date())}, {local:%H:%M}"


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://")) and url.isprintable() and " " not in url


def _joined(*pieces: Words) -> Words:
    return Words().join(pieces)


class TerminalSender:
    """`Sender` of the platform "terminal": each message once while the process lives, flushed when it returns."""

    platform = PLATFORM

    def __init__(self, stream: TextIO, *, zone: tzinfo | None = None) -> None:
        self._stream = stream
        self._zone = zone
        self._printed: set[tuple[str, str]] = set()

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        """Print it; a follow-up, whose alert may have scrolled away, begins with an arrow."""
        if (channel, key) not in self._printed:
            write(message, self._stream, zone=self._zone, mark="↳ " if thread else "")
            self._printed.add((channel, key))
        return key

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        """What is printed stays printed."""

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        return key if (channel, key) in self._printed else None


def write(message: Message, stream: TextIO, *, zone: tzinfo | None = None, mark: str = "") -> None:
    """Print the message after `mark` and flush. Raises `SendDelayed` when the other end of the stream is gone."""
    try:
        stream.write(_for(stream, mark, message, zone) + "\n")
        stream.flush()
    except (OSError, ValueError) as error:
        raise SendDelayed("the terminal is gone", retry_after=RETRY) from error


def _for(stream: TextIO, mark: str, message: Message, zone: tzinfo | None) -> str:
    """As this stream can show it: in colour, wrapped, without the characters it has no code for."""
    is_terminal = stream.isatty()
    console = Console(file=stream)
    text = as_text(
        message,
        width=console.width if is_terminal else None,
        has_colour=is_terminal and console.color_system is not None and not console.no_color,
        zone=zone,
    )
    encoding = stream.encoding or "utf-8"
    return (mark + text).encode(encoding, "replace").decode(encoding)
