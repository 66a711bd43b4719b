"""`Message`: what is shown, as parts and runs of text, never as markup. Only a renderer escapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# --- runs: a line is a tuple of them ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. `style` is emphasis only; nothing may depend on it."""

    text: str
    style: Literal["plain", "strong", "emphasis", "code"] = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to `url`, http or https; of anything else a renderer keeps the words and drops the link."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, shown local by the platform's own means; `day_only` where the hour is unknown."""

    at: datetime
    day_only: bool = False


Run = Text | Link | Moment
Line = tuple[Run, ...]

# --- parts: a message is a tuple of them, top to bottom ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One per alert, first. `icon` is decoration."""

    text: str
    url: str | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A small line: outlet · time · also in …; `tags` are the labels at its right (Ban, Local)."""

    line: Line
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """Stands out by words, not by colour: corrections, "speaker unsure", "from the excerpt only"."""

    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `icon` is decoration."""

    line: Line
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Verbatim words and who said them. `speaker` is "" where nobody is named; `source` where it was read."""

    text: str
    speaker: str = ""
    source: Line = ()
    is_unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a section within an answer."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; numbered where the order means something."""

    lines: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a chart. Never negative. With `before` it is shown beside what it was before a change."""

    label: str
    value: int
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers to be compared at a glance; each stands beside its bar as text, so that the bars are decoration."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """What the longest bar stands for."""
        return max((max(bar.value, bar.before or 0) for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`verb` is what is done ("useful", "why", "ask" …), `argument` to what: an alert id, a query."""

    label: str
    verb: str
    argument: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """A row of buttons; a face without buttons leaves it out or names the commands."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from."""

    label: str
    argument: str


def matching(options: Iterable[Option], typed: str) -> tuple[Option, ...]:
    """Those in which all that was typed stands, what begins with it first."""
    words = typed.lower().strip()
    found = [option for option in options if words in option.label.lower()]
    return tuple(sorted(found, key=lambda option: not option.label.lower().startswith(words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A list to choose one from, which does what a button with its argument would; left out where buttons are."""

    label: str  # what it is for, shown before anything is chosen
    verb: str
    options: tuple[Option, ...]


Part = Headline | Context | Warning | Paragraph | Quotation | Heading | Items | Chart | Buttons | Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one post says. `text` is the whole of it as one sentence a screen reader can read, never empty."""

    text: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a message needs its text")
