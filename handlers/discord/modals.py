"""Form → Discord's modal, pure; and what comes back from one. What its id carries gives nobody a right."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.messages import Field, Form
from handlers.discord.render import ID_PREFIX, ID_VERSION, Json, Piece

FORM_PREFIX = f"{ID_PREFIX}{ID_VERSION}:form:"
LABEL, TEXT, SELECT = 18, 4, 3  # kinds of components
SHORT, LONG = 1, 2


def modal(form: Form) -> Piece:
    """What an interaction is answered with."""
    components: list[Json] = [_labelled(field) for field in form.fields]
    return {"custom_id": f"{FORM_PREFIX}{form.words}", "title": form.title, "components": components}


def words(custom_id: str) -> str:
    """What the form was for; "" for no form of ours."""
    return custom_id.removeprefix(FORM_PREFIX) if custom_id.startswith(FORM_PREFIX) else ""


def filled(data: Mapping[str, Any]) -> dict[str, str]:
    """What stands in its fields, by their names."""
    return dict(_filled(data.get("components")))


def _labelled(field: Field) -> Json:
    label: Piece = {"type": LABEL, "label": field.label, "component": _component(field)}
    return label | ({"description": field.hint} if field.hint else {})


def _component(field: Field) -> Piece:
    if field.choices:
        options: list[Json] = [
            {"label": choice.label, "value": choice.argument, "default": choice.argument == field.value}
            for choice in field.choices
        ]
        return {"type": SELECT, "custom_id": field.name, "options": options, "required": field.is_needed}
    text: Piece = {
        "type": TEXT,
        "custom_id": field.name,
        "style": LONG if field.is_long else SHORT,
        "max_length": field.limit,
        "required": field.is_needed,
    }
    return text | ({"value": field.value} if field.value else {})


def _filled(components: object) -> Iterator[tuple[str, str]]:
    """Fields stand in labels, or in rows as they used to."""
    for each in components if isinstance(components, list) else ():
        if not isinstance(each, Mapping):
            continue
        if "custom_id" in each:
            values = each.get("values")
            value = values[0] if isinstance(values, list) and values else each.get("value")
            yield str(each["custom_id"]), str(value or "")
        inner = each.get("component")
        yield from _filled([inner] if inner else each.get("components"))
