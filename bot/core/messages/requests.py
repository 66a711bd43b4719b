"""What waits for another admin."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Message, Moment, Paragraph, Part, Text
from bot.core.messages.texts import plain_message
from bot.core.model import Change, Channel
from bot.core.requests import Request


def asked_in_words(change: Change) -> str:
    """`“removed the keyword faces”`, and of which channel where its own line says only "this channel"."""
    state = (change.revision.after or change.revision.before) if change.revision else None
    where = f" ({state.name or state.key})" if isinstance(state, Channel) else ""
    return f"“{change.what} {change.subject}”{where}"


def waits_message(number: int, until: datetime, *, asked_by: str | None, command: str) -> Message:
    """For who asked: nothing is done yet, and what can be done. `asked_by` asked for the same before."""
    if asked_by is None:
        text = (
            f"It waits for another admin, as request {number}: they press Confirm, or type {command} confirm {number}."
        )
        button = Button(label="Withdraw", verb="withdraw", argument=str(number))
    else:
        text = f"{asked_by} asked for that already, as request {number}: another admin has to confirm it."
        button = Button(label="Confirm", verb="confirm", argument=str(number), style="danger")
    until_line = (Text("Nothing is changed until then. It waits until "), Moment(until), Text("."))
    return Message(
        text=text, parts=(Paragraph(line=(Text(text),)), Context(line=until_line), Buttons(buttons=(button,)))
    )


def waiting_message(requests: Sequence[Request], *, command: str) -> Message:
    """All that waits, each with its buttons."""
    if not requests:
        return plain_message("Nothing waits for another admin.")
    parts: list[Part] = []
    for request in requests:
        parts += [_line(request), Buttons(buttons=_buttons(request))]
    number = requests[0].number
    typed = f"{command} confirm {number}, {command} withdraw {number}"
    return Message(
        text=f"{wording.counted(len(requests), 'change waits', 'changes wait')} for another admin.",
        parts=(
            Heading(text="Waiting for another admin"),
            *parts,
            Context(line=(Text("Who asked can withdraw, another admin confirm. Typed: "), Text(typed, "code"))),
        ),
    )


def confirmed_message(change: Change) -> Message:
    """For who confirmed it."""
    text = f"Done, as {change.name} asked: {asked_in_words(change)}."
    undo = Button(label="Undo", verb="admin", argument=f"undo {change.number}")
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(undo,))))


def withdrawn_message(request: Request) -> Message:
    """For who withdrew it."""
    return plain_message(f"Withdrawn: {asked_in_words(request.change)}. Nothing was changed.")


def _line(request: Request) -> Paragraph:
    change = request.change
    why = f" ({change.why})" if change.why else ""
    return Paragraph(
        line=(
            Text(f"{request.number} ", "code"),
            Text(f"{change.name} asked for {asked_in_words(change)}{why}, "),
            Moment(change.at),
            Text("; until "),
            Moment(request.until),
        )
    )


def _buttons(request: Request) -> tuple[Button, ...]:
    return (
        Button(label="Confirm", verb="confirm", argument=str(request.number), style="danger"),
        Button(label="Withdraw", verb="withdraw", argument=str(request.number)),
    )
