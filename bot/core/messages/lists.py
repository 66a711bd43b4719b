"""A list of an answer on pages of its own."""

from bot.core.messages.asked import asked_again, share_button, understood
from bot.core.messages.paging import Page
from bot.core.messages.parts import Button, Buttons, Context, Message, Part, Text
from bot.core.model import Answer
from bot.core.translation import gettext


def page_of(answer: Answer, at: Page, text: str, parts: tuple[Part, ...], *, more: tuple[Button, ...] = ()) -> Message:
    """A list alone, with what was understood above it and the way to its other pages below."""
    return Message(
        text=f"{text}. {at.words}." if at.words else f"{text}.",
        parts=(
            *understood(answer),
            *parts,
            *whereabouts(at),
            Buttons(buttons=(*turns(answer, at), *more, share_button(answer.question))),
        ),
    )


def whereabouts(at: Page) -> tuple[Context, ...]:
    """Which page this is, and how to have fewer."""
    if not at.words:
        return ()
    narrower = gettext("narrow it with {since} or {until}", since="since:2026-01", until="until:2026-03")
    return (Context(line=(Text(f"{at.words} · {narrower}"),)),)


def turns(answer: Answer, at: Page) -> tuple[Button, ...]:
    return at.turns("page", lambda number: f"{number} {asked_again(answer.question)}")
