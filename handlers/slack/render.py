"""Message → Block Kit, pure: words of others stand in rich text, where nothing is markup, or escaped.

No payload leaves here that Slack would refuse, whatever the message holds: every limit is kept with room to spare.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, assert_never

from bot.core.errors import UrlRefused
from bot.core.messages import (
    Button,
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
from bot.core.text import cut, visible
from bot.core.translation import gettext, number
from bot.core.urls import check_fetchable, leads_elsewhere

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
Block = dict[str, Json]

ACTION_PREFIX = "ww1"  # the version of our buttons: an old one is recognised after an upgrade

# Block Kit's limits, docs.slack.dev/reference/block-kit; ours lie below them.
BLOCKS = 45  # of 50
BLOCKS_CHARS = 10_000  # not documented: some 13,200 characters of blocks fail with msg_blocks_too_long
WIRE_CHARS = 12_500  # the same counted as ASCII JSON, should Slack count that
HEADER_CHARS = 140  # of 150
CONTEXT_CHARS = 2_800  # of 3,000 a text object
ROW_BUTTONS = 5  # of 25: more wrap badly on a telephone
LABEL_CHARS = 70  # of 75
VALUE_CHARS = 500  # of 2,000
OPTION_CHARS = 150  # value of an option
SPOKEN_CHARS = 600  # of 40,000, 4,000 advised; an escape takes five characters for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What Slack is sent: `text` for notifications and screen readers, which skip the blocks."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How much a message may take; the next smaller one is tried when it is too much."""

    words: int  # characters of one line
    url: int  # characters of an address; a longer one is dropped, its words stay
    rows: int  # lines of a list
    parts: int
    buttons: int


_ROOMS = (
    _Room(words=2_500, url=2_000, rows=25, parts=40, buttons=15),
    _Room(words=1_000, url=600, rows=20, parts=30, buttons=15),
    _Room(words=450, url=300, rows=15, parts=20, buttons=10),
    _Room(words=220, url=200, rows=8, parts=10, buttons=5),
    _Room(words=120, url=100, rows=4, parts=4, buttons=5),
)


def payload(message: Message, *, verbs: frozenset[str] = frozenset()) -> Payload:
    """The message as Slack shows it, with the buttons whose verb is in `verbs`; shortened where it has to be."""
    for room in _ROOMS:
        blocks = _blocks(message, room, verbs)
        if _fits(blocks):
            return Payload(text=spoken(message.text), blocks=tuple(blocks))
    return plain(message)


def spoken(text: str) -> str:
    """The text in which nothing is markup, as a sentence with an end."""
    words = cut(visible(text), SPOKEN_CHARS) or gettext("A message without words")
    return escaped(words if words.endswith((".", "!", "?", "…")) else f"{words}.")


def plain(message: Message) -> Payload:
    """The message as its sentence and the link of its headline alone: for when Slack refuses the blocks."""
    links = (part.url for part in message.parts if isinstance(part, Headline))
    url = _web(next(links, None), _ROOMS[0])
    link = f" <{_mrkdwn_url(url)}|{gettext('Read the article')}>" if url else ""
    return Payload(text=spoken(message.text) + link, blocks=())


def as_json(message: Message, *, verbs: frozenset[str] = frozenset()) -> str:
    """The payload as a developer reads it."""
    made = payload(message, verbs=verbs)
    return json.dumps({"text": made.text, "blocks": list(made.blocks)}, ensure_ascii=False, indent=2)


def escaped(text: str) -> str:
    """Slack's three control characters as words: no mention, link or date is left in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def size(blocks: Sequence[Block]) -> int:
    """Characters of the blocks as Slack's own clients count them: UTF-16 units of their JSON."""
    return len(json.dumps(list(blocks), ensure_ascii=False).encode("utf-16-le", "surrogatepass")) // 2


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= BLOCKS and size(blocks) <= BLOCKS_CHARS and len(json.dumps(list(blocks))) <= WIRE_CHARS


# --- parts ------------------------------------------------------------------------------------------------------------


def _blocks(message: Message, room: _Room, verbs: frozenset[str]) -> list[Block]:
    parts = [part for part in message.parts if not isinstance(part, Buttons | Menu)]
    shown = parts[: room.parts]
    blocks = [block for place, part in enumerate(shown) for block in _part(part, room, is_first=place == 0)]
    if len(shown) < len(parts):
        blocks.append(_context([_plain_object(gettext("Shortened: the whole was too long for one message."))]))
    rows = [part for part in message.parts if isinstance(part, Buttons)]
    menus = [part for part in message.parts if isinstance(part, Menu)]
    chosen = [block for place, menu in enumerate(menus) for block in _menu(menu, place, room, verbs)]
    return [*_joined(blocks), *chosen, *_actions(rows, room, verbs)]


def _part(part: Part, room: _Room, *, is_first: bool) -> Iterator[Block]:
    match part:
        case Headline(text=text, url=url, icon=icon):
            yield _rich(
                _section(
                    [*_icon(icon), *_linked(visible(text) or gettext("Untitled article"), url, room, style="bold")]
                )
            )
        case Heading(text=text) if is_first:
            yield from _header(text)
        case Heading(text=text):
            yield _rich(_section(_words(text, room, style="bold")))
        case Context(line=line, tags=tags):
            yield from _small(line, tags, room)
        case Warning(line=line):
            yield _rich(_section([*_icon("⚠"), *_line(line, room)]))
        case Paragraph(line=line, icon=icon):
            yield _rich(_section([*_icon(icon), *_line(line, room)]))
        case Quotation():
            yield _rich({"type": "rich_text_quote", "elements": _quotation(part, room)})
        case Items(lines=lines, is_numbered=is_numbered):
            yield from _items(lines, room, is_numbered=is_numbered)
        case Chart(title=title):
            yield _rich(_section(_words(title, room, style="bold")))
            drawn = "\n".join(chart_lines(part)[: room.rows])
            rows: list[Json] = [{"type": "text", "text": drawn}] if drawn else []
            yield _rich({"type": "rich_text_preformatted", "elements": rows})
        case Buttons() | Menu():
            return
        case _:
            assert_never(part)


def _header(text: str) -> Iterator[Block]:
    words = cut(visible(text), HEADER_CHARS)
    if words:
        yield {"type": "header", "text": _plain_object(words)}


def _quotation(quotation: Quotation, room: _Room) -> list[Json]:
    speaker = f" — {quotation.speaker}" if visible(quotation.speaker) else ""
    unsure = f" ({gettext('speaker unsure')})" if quotation.is_unsure else ""
    words = cut(visible(quotation.text), room.words)
    source = [*_words(" · ", room), *_line(quotation.source, room)] if quotation.source else []
    return [*_words(f"❝{words}❞", room, more=2), *_words(speaker + unsure, room), *source]


def _items(lines: Sequence[Line], room: _Room, *, is_numbered: bool) -> Iterator[Block]:
    rows: list[Json] = [row for line in lines[: room.rows] if (row := _section(_line(line, room)))["elements"]]
    if rows:
        yield _rich(
            {"type": "rich_text_list", "style": "ordered" if is_numbered else "bullet", "indent": 0, "elements": rows}
        )
    if len(lines) > room.rows:
        yield _context([_plain_object(gettext("and {count} more", count=number(len(lines) - room.rows)))])


def _rich(element: Block) -> Block:
    return {"type": "rich_text", "elements": [element]}


def _section(elements: list[Json]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _context(elements: list[Json]) -> Block:
    return {"type": "context", "elements": elements}


def _plain_object(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Neighbours of rich text as one block, so that a body reads as one; what says nothing is left out."""
    waiting: list[Json] = []
    for block in blocks:
        elements = block.get("elements")
        if block["type"] == "rich_text" and isinstance(elements, list):
            waiting += [each for each in elements if isinstance(each, dict) and each["elements"]]
            continue
        if waiting:
            yield {"type": "rich_text", "elements": waiting}
            waiting = []
        yield block
    if waiting:
        yield {"type": "rich_text", "elements": waiting}


# --- lines of rich text: what stands in it is never markup ------------------------------------------------------------


def _line(line: Line, room: _Room) -> list[Json]:
    """The runs of a line, cut where the line has had its share."""
    elements: list[Json] = []
    left = room.words
    for run in line:
        if left <= 0:
            break
        match run:
            case Text(text=text, style=style):
                made = _words(cut(_spaced(text), left), room, style=_STYLES[style])
                left -= len(text)
            case Link(text=text, url=url):
                made = _linked(cut(_spaced(text), left), url, room)
                left -= len(text)
            case Moment():
                made = [_date(run)]
                left -= 20
            case _:
                assert_never(run)
        elements += made
    return elements


_STYLES = {"plain": "", "strong": "bold", "emphasis": "italic", "code": "code"}


def _words(text: str, room: _Room, *, style: str = "", more: int = 0) -> list[Json]:
    """A run of words; none where there is nothing to see."""
    shown = cut(_spaced(text), room.words + more)
    if not shown:
        return []
    element: Block = {"type": "text", "text": shown}
    return [element | {"style": {style: True}} if style else element]


def _linked(text: str, url: str | None, room: _Room, *, style: str = "") -> list[Json]:
    address = _web(url, room)
    if address is None:
        return _words(text, room, style=style)
    if not visible(text):
        return []
    elsewhere = leads_elsewhere(visible(text), address)
    shown = cut(_spaced(text), room.words)
    element: Block = {"type": "link", "url": address, "text": shown}
    return [
        element | {"style": {style: True}} if style else element,
        *(_words(f" ({elsewhere})", room) if elsewhere else []),
    ]


def _icon(sign: str) -> list[Json]:
    return [{"type": "text", "text": f"{visible(sign)} "}] if visible(sign) else []


def _date(moment: Moment) -> Json:
    """In the reader's own time; a day without an hour stays that day wherever they are."""
    timestamp = int(moment.at.timestamp())
    if moment.day_only or timestamp <= 0:
        return {"type": "text", "text": _day(moment)}
    return {"type": "date", "timestamp": timestamp, "format": _FORMAT, "fallback": _utc(moment)}


_FORMAT = "{date_short}, {time}"


def _day(moment: Moment) -> str:
    at = moment.at.astimezone(UTC) if moment.at.tzinfo else moment.at
    return wording.day(at.date())


def _utc(moment: Moment) -> str:
    return f"{_day(moment)}, {moment.at.astimezone(UTC):%H:%M} UTC"


# --- the small line: mrkdwn, since no rich text may stand there -------------------------------------------------------


def _small(line: Line, tags: Sequence[str], room: _Room) -> Iterator[Block]:
    pieces = list(_fitting((_mrkdwn(run, room) for run in line), CONTEXT_CHARS))
    labels = list(_fitting((f"`{_neutral(tag)}`" for tag in tags if visible(tag)), CONTEXT_CHARS))
    texts = ["".join(pieces), "  ".join(labels)]
    elements: list[Json] = [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts if text.strip()]
    if elements:
        yield _context(elements)


def _fitting(pieces: Iterable[str], limit: int) -> Iterator[str]:
    """As many whole pieces as fit: half an escape or half a link would be worse than none."""
    for piece in pieces:
        limit -= len(piece) + 2
        if limit < 0:
            return
        yield piece


def _mrkdwn(run: Text | Link | Moment, room: _Room) -> str:
    match run:
        case Text(text=text):
            return _neutral(cut(text, min(room.words, 500)))
        case Link(text=text, url=url):
            address = _web(url, room)
            label = _neutral(cut(text, min(room.words, 200))).replace("|", "∣")  # the bar parts address and words
            if address is None or not label.strip():
                return label
            elsewhere = leads_elsewhere(visible(text), address)
            return f"<{_mrkdwn_url(address)}|{label.strip()}>" + (f" ({_neutral(elsewhere)})" if elsewhere else "")
        case Moment():
            timestamp = int(run.at.timestamp())
            is_plain = run.day_only or timestamp <= 0
            return _day(run) if is_plain else f"<!date^{timestamp}^{_FORMAT}|{_utc(run)}>"
        case _:
            assert_never(run)


# mrkdwn has no escape for its own signs, and a hidden character beside them would be copied along.
_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})


def _neutral(text: str) -> str:
    return escaped(_spaced(text).translate(_LOOK_ALIKES))


def _mrkdwn_url(url: str) -> str:
    return url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")


# --- buttons ----------------------------------------------------------------------------------------------------------


def _actions(rows: Sequence[Buttons], room: _Room, verbs: frozenset[str]) -> Iterator[Block]:
    """Rows of the buttons that do something here: none is ever dead."""
    working = [button for row in rows for button in row.buttons if _works(button, verbs)]
    made: list[Json] = [_button(button, place) for place, button in enumerate(working[: room.buttons])]
    for row in range(0, len(made), ROW_BUTTONS):
        yield {"type": "actions", "elements": made[row : row + ROW_BUTTONS]}


def _menu(menu: Menu, place: int, room: _Room, verbs: frozenset[str]) -> Iterator[Block]:
    fitting = [each for each in menu.options if 0 < len(each.argument) <= OPTION_CHARS and visible(each.label)]
    if menu.verb not in verbs or not fitting or not visible(menu.label):
        return
    options: list[Json] = [
        {"text": _plain_object(cut(visible(option.label), LABEL_CHARS)), "value": option.argument}
        for option in fitting[: room.rows]
    ]
    select: Block = {
        "type": "static_select",
        "placeholder": _plain_object(cut(visible(menu.label), LABEL_CHARS)),
        "action_id": f"{ACTION_PREFIX}:{menu.verb}:{MENU_PLACE + place}",
        "options": options,
    }
    yield {"type": "actions", "elements": [select]}


def _works(button: Button, verbs: frozenset[str]) -> bool:
    """A cut argument would ask for something else: a button with too long a one is left out."""
    fits = len(button.argument) <= VALUE_CHARS and len(button.verb) <= VERB_CHARS
    return button.verb in verbs and fits and bool(visible(button.label))


VERB_CHARS = 60
MENU_PLACE = 900  # behind any button's, so that no two ids are alike
_SIGNS = {"useful": "👍 ", "not_relevant": "👎 "}


def _button(button: Button, place: int) -> Json:
    label = cut(_SIGNS.get(button.verb, "") + visible(button.label), LABEL_CHARS)
    made: Block = {
        "type": "button",
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "action_id": f"{ACTION_PREFIX}:{button.verb}:{place}",
    }
    made |= {"value": button.argument} if button.argument else {}
    return made if button.style == "plain" else made | {"style": button.style}


def pressed(action_id: str) -> str:
    """The verb of one of our buttons; "" for anything else."""
    match = re.fullmatch(rf"{ACTION_PREFIX}:([a-z0-9_]{{1,{VERB_CHARS}}}):\d{{1,3}}", action_id, re.ASCII)
    return match[1] if match else ""


def argument(action: Mapping[str, Any]) -> str:
    """To what the verb is done: a button's value, or that of the option chosen from a menu."""
    chosen = action.get("selected_option")
    return str((chosen if isinstance(chosen, Mapping) else action).get("value") or "")


# --- words and addresses ----------------------------------------------------------------------------------------------


def _spaced(text: str) -> str:
    """Without invisible characters, with the spaces at its rims: they part one run from the next."""
    return " " * text.startswith(" ") + visible(text) + " " * (text.endswith(" ") and bool(visible(text)))


def _web(url: str | None, room: _Room) -> str | None:
    """The address if it may stand behind words: of the web, nothing hidden in it, not endless."""
    if not url or len(url) > room.url or not url.isprintable() or any(sign in url for sign in ' \\"'):
        return None
    try:
        check_fetchable(url)
    except UrlRefused:
        return None
    scheme, _, rest = url.partition(":")
    return f"{scheme.lower()}:{rest}"
