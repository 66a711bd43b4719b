"""Messages and forms → Slack's views (modals and the home tab), pure; and what comes back from them.

What a view carries is for finding the way back. It gives nobody a right: who presses is asked for each time.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.core.messages import Field, Form, Message, Option
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop
from handlers.slack import render
from handlers.slack.render import Block, Json

FORM_ID = f"{render.ACTION_PREFIX}:form"  # callback_id of what can be submitted
ANSWER_ID = f"{render.ACTION_PREFIX}:answer"
CHANNEL_CHARS = 30
FAULT_CHARS = 500  # not documented; what is longer would not be read
HOME_BLOCKS = 100

_WAIT = gettext_noop("Looking that up …")


def waiting() -> Block:
    """What stands in a modal until there is an answer."""
    return _modal("Watchword", [_section(gettext(_WAIT))], {})


def answer(message: Message, *, channel: str, verbs: frozenset[str]) -> Block:
    """A message in a modal."""
    payload = render.payload(message, verbs=verbs)
    blocks: list[Json] = [*payload.blocks] or [_section(message.text)]
    return _modal("Watchword", blocks, {"channel": channel})


def form(form: Form, *, channel: str) -> Block:
    """A form as a modal."""
    made = _modal(form.title, [_input(field) for field in form.fields], {"channel": channel, "form": form.words})
    return made | {"callback_id": FORM_ID, "submit": _plain(form.submit)}


def home(*messages: Message, verbs: frozenset[str]) -> Block:
    """Messages one below the other on the home tab."""
    blocks: list[Json] = []
    for message in messages:
        blocks += [{"type": "divider"}] if blocks else []
        blocks += _unmistakable(render.payload(message, verbs=verbs).blocks, len(blocks))
    return {"type": "home", "blocks": blocks[:HOME_BLOCKS]}


def carried(view: Mapping[str, Any]) -> tuple[str, str]:
    """The channel and the form that a view was made for; "" where it names none."""
    try:
        kept = json.loads(str(view.get("private_metadata") or "{}"))
    except ValueError:
        return "", ""
    known = kept if isinstance(kept, dict) else {}
    return str(known.get("channel", ""))[:CHANNEL_CHARS], str(known.get("form", ""))


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a submitted view, by their names."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    return {
        str(name): _filled(next(iter(block.values()), None))
        for name, block in (values if isinstance(values, Mapping) else {}).items()
        if isinstance(block, Mapping)
    }


def faults(found: Mapping[str, str]) -> dict[str, str]:
    """As an acknowledgement shows them beside their fields."""
    return {name: cut(visible(words), FAULT_CHARS) for name, words in found.items()}


def _modal(title: str, blocks: list[Json], kept: Mapping[str, str]) -> Block:
    return {
        "type": "modal",
        "callback_id": ANSWER_ID,
        "title": _plain(title),
        "close": _plain(gettext("Close")),
        "blocks": blocks,
        "private_metadata": json.dumps(dict(kept)),
    }


def _input(field: Field) -> Json:
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label),
        "optional": not field.is_needed,
        "element": _select(field) if field.choices else _text_field(field),
    }
    return block | ({"hint": _plain(field.hint)} if field.hint else {})


def _text_field(field: Field) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.is_long,
        "max_length": field.limit,
    }
    return element | ({"initial_value": field.value} if field.value else {})


def _select(field: Field) -> Block:
    chosen = next(choice for choice in field.choices if choice.argument == field.value)
    options: list[Json] = [_option(choice) for choice in field.choices]
    return {
        "type": "static_select",
        "action_id": field.name,
        "options": options,
        "initial_option": _option(chosen),
    }


def _option(option: Option) -> Block:
    return {"text": _plain(option.label), "value": option.argument}


def _filled(element: object) -> str:
    return render.argument(element) if isinstance(element, Mapping) else ""


def _unmistakable(blocks: tuple[Block, ...], number: int) -> list[Json]:
    """An action's id may stand in a view once for each block only: `block_id` parts them."""
    return [
        block | {"block_id": f"actions-{number + place}"} if block["type"] == "actions" else block
        for place, block in enumerate(blocks)
    ]


def _section(text: str) -> Json:
    return {"type": "section", "text": _plain(cut(visible(text), 2_900))}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
