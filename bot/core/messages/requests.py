"""What waits for another admin."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Message, Moment, Paragraph, Part, Text
from bot.core.messages.texts import plain_message
from bot.core.model import Change
from bot.core.requests import Request
from bot.core.translation import gettext, ngettext


def asked_in_words(change: Change) -> str:
    """`“removed the keyword faces”`"""
    return f"“{change.what} {change.subject}”"


def waits_message(number: int, until: datetime, *, asked_by: str | None, command: str) -> Message:
    """For who asked: nothing is done yet, and what can be done. `asked_by` asked for the same before."""
    if asked_by is None:
        text = gettext(
            "It waits for another admin, as request {number}: they press Confirm, or type {command}.",
            number=number,
            command=f"{command} confirm {number}",
        )
        button = Button(label=gettext("Withdraw"), verb="withdraw", argument=str(number))
    else:
        text = gettext(
            "{name} asked for that already, as request {number}: another admin has to confirm it.",
            name=asked_by,
            number=number,
        )
        button = Button(label=gettext("Confirm"), verb="confirm", argument=str(number), style="danger")
    until_line = wording.line(
        gettext("Nothing is changed until then. It waits until {moment}."), moment=(Moment(until),)
    )
    return Message(
        text=text, parts=(Paragraph(line=(Text(text),)), Context(line=until_line), Buttons(buttons=(button,)))
    )


def waiting_message(requests: Sequence[Request], *, command: str) -> Message:
    """All that waits, each with its buttons."""
    if not requests:
        return plain_message(gettext("Nothing waits for another admin."))
    number = requests[0].number
    typed = f"{command} confirm {number}, {command} withdraw {number}"
    how = gettext("Who asked can withdraw, another admin confirm. Typed: {command}")
    return Message(
        text=ngettext(
            "{count} change waits for another admin.", "{count} changes wait for another admin.", len(requests)
        ),
        parts=(
            Heading(text=gettext("Waiting for another admin")),
            *request_parts(requests),
            Context(line=wording.line(how, command=(Text(typed, "code"),))),
        ),
    )


def request_parts(requests: Sequence[Request]) -> tuple[Part, ...]:
    """Each with its buttons."""
    return tuple(part for request in requests for part in (_line(request), Buttons(buttons=_buttons(request))))


def confirmed_message(change: Change) -> Message:
    """For who confirmed it."""
    text = gettext("Done, as {name} asked: {change}.", name=change.name, change=asked_in_words(change))
    undo = Button(label=gettext("Undo"), verb="admin", argument=f"undo {change.number}")
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(undo,))))


def withdrawn_message(request: Request) -> Message:
    """For who withdrew it."""
    return plain_message(gettext("Withdrawn: {change}. Nothing was changed.", change=asked_in_words(request.change)))


def _line(request: Request) -> Paragraph:
    change = request.change
    why = f" ({change.why})" if change.why else ""
    return Paragraph(
        line=(
            Text(f"{request.number} ", "code"),
            *wording.line(
                gettext("{name} asked for {change}, {moment}; until {until}"),
                name=(Text(change.name),),
                change=(Text(f"{asked_in_words(change)}{why}"),),
                moment=(Moment(change.at),),
                until=(Moment(request.until),),
            ),
        )
    )


def _buttons(request: Request) -> tuple[Button, ...]:
    return (
        Button(label=gettext("Confirm"), verb="confirm", argument=str(request.number), style="danger"),
        Button(label=gettext("Withdraw"), verb="withdraw", argument=str(request.number)),
    )
