"""How the bot is, for who asks in chat or on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from bot.core.messages.parts import Heading, Items, Line, Message, Paragraph, Part, Text, Warning
from bot.core.messages.wording import capital
from bot.core.translation import gettext, gettext_noop

_STATES: Mapping[str, str] = MappingProxyType(
    {"ok": gettext_noop("Fine"), "warning": gettext_noop("Look at"), "failing": gettext_noop("Broken")}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing looked at. `advice` says what to do, "" where nothing is needed."""

    part: str
    light: Literal["ok", "warning", "failing"]
    words: str
    advice: str = ""


def health_message(checked: Sequence[Checked], *, where: str) -> Message:
    """A line each, the worst first as they come, and above them the one thing to do; `where` alerts go."""
    first = next((each for each in checked if each.light != "ok"), None)
    is_failing = first is not None and first.light == "failing"
    state = gettext("Something is wrong.") if is_failing else gettext("Well.")
    parts: list[Part] = [Heading(text=state)]
    if first is not None:
        todo = f"{first.part}: {first.words}" + (f" → {first.advice}" if first.advice else "")
        parts.append(Warning(line=(Text(f"{gettext('First')}: ", "strong"), Text(todo))))
    parts.append(Items(lines=tuple(map(_line, checked))))
    told = f"{capital(where)}."
    parts.append(Paragraph(line=(Text(told),)))
    return Message(text=f"{state} {told}", parts=tuple(parts))


def _line(checked: Checked) -> Line:
    return (Text(f"{gettext(_STATES[checked.light])}: ", "strong"), Text(f"{checked.part}: {checked.words}"))
