"""Message → Discord's message payload, pure: words of others are escaped, so that nothing in them is markup.

No payload leaves here that Discord would refuse, whatever the message holds: every limit is kept with room to spare.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, assert_never
from urllib.parse import quote, urlsplit

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
from bot.core.urls import leads_elsewhere

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
Piece = dict[str, Json]

ID_PREFIX = "ww"
MENU_PREFIX = "wm"
ID_VERSION = "1"  # of our buttons' ids: one of another version is recognised after an upgrade
ACCENT = 0x2B6CB0  # the bar beside an alert; decoration

# docs.discord.com/developers/resources/message; ours lie below them, counted in UTF-16 units, the stricter way.
CONTENT_CHARS = 1_900  # of 2,000
TITLE_CHARS = 250  # of 256
DESCRIPTION_CHARS = 4_000  # of 4,096
EMBEDS_CHARS = 5_800  # of 6,000, over all embeds of a message
EMBEDS = 3  # of 10: more would not fit anyway
ROWS, ROW_BUTTONS = 5, 5
LABEL_CHARS = 76  # of 80
CUSTOM_ID_CHARS = 100
OPTIONS, OPTION_CHARS = 25, 100
THREAD_NAME_CHARS = 95  # of 100
SPOKEN_CHARS = 400  # characters of the sentence; longer ones nobody listens to
URL_CHARS = 2_000  # of 2,048

SUPPRESS_EMBEDS = 1 << 2  # a message flag: no preview of what it links to


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What Discord is sent: `content` for notifications and screen readers, the embeds for the eye."""

    content: str
    embeds: tuple[Piece, ...] = ()
    components: tuple[Piece, ...] = ()
    flags: int = 0

    def as_dict(self) -> dict[str, Json]:
        """The JSON of a post or an edit. Nobody is ever mentioned by it."""
        return {
            "content": self.content,
            "embeds": list(self.embeds),
            "components": list(self.components),
            "allowed_mentions": {"parse": []},
            **({"flags": self.flags} if self.flags else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How much a message may take; the next smaller one is tried when it is too much."""

    words: int  # UTF-16 units of one line
    url: int  # characters of an address within a line; a longer one is dropped, its words stay
    rows: int  # lines of a list
    parts: int


_ROOMS = (
    _Room(words=1_800, url=1_000, rows=25, parts=40),
    _Room(words=700, url=500, rows=15, parts=25),
    _Room(words=300, url=300, rows=8, parts=12),
    _Room(words=150, url=150, rows=4, parts=7),
)


def payload(message: Message, *, verbs: frozenset[str] = frozenset(), key: str = "") -> Payload:
    """The message as Discord shows it, with the buttons whose verb is in `verbs`; shortened where it has to be.

    `key` (base32, at most 25 characters) is hidden in the ids of the buttons; a message without any shows it small.
    """
    components, has_key = _components(message, verbs, key)
    footer = "" if has_key or not key else f"Ref. {key}"
    content = spoken(message.text)
    for room in _ROOMS:
        embeds = _embeds(message, room, footer)
        if embeds == [{"description": content}]:  # a sentence that is all there is need not be said twice
            embeds = []
        if _fits(embeds):
            return Payload(content=content, embeds=tuple(embeds), components=tuple(components))
    return plain(message)


def plain(message: Message) -> Payload:
    """The message as its sentence and the link of its headline alone: for when Discord refuses the rest."""
    links = (part.url for part in message.parts if isinstance(part, Headline))
    url = _web(next(links, None), _ROOMS[0].url)
    link = f"\n[{gettext('Read the article')}]({_in_link(url)})" if url else ""
    return Payload(content=spoken(message.text) + link, flags=SUPPRESS_EMBEDS)


def spoken(text: str) -> str:
    """The text in which nothing is markup, as a sentence with an end."""
    words = cut(visible(text), SPOKEN_CHARS) or gettext("A message without words")
    return _at_line_start(escaped(words if words.endswith((".", "!", "?", "…")) else f"{words}."))


def as_json(message: Message, *, verbs: frozenset[str] = frozenset()) -> str:
    """The payload as a developer reads it."""
    return json.dumps(payload(message, verbs=verbs).as_dict(), ensure_ascii=False, indent=2)


def carries(posted: Mapping[str, Any], key: str) -> bool:
    """Whether a message as Discord gives it back is the one posted with this key."""
    if posted.get("nonce") == key:
        return True
    footers = (embed.get("footer") or {} for embed in posted.get("embeds") or ())
    if any(str(footer.get("text", "")).endswith(f" {key}") for footer in footers):
        return True
    rows = (row.get("components") or () for row in posted.get("components") or ())
    return any(f".{key}:" in str(button.get("custom_id", "")) for row in rows for button in row)


def thread_name(posted: Mapping[str, Any]) -> str:
    """What the thread of a posted alert is called: its headline."""
    embeds = posted.get("embeds") or [{}]
    title = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", str(embeds[0].get("title") or ""))
    return _shortened(visible(title.removeprefix("📰 ")), THREAD_NAME_CHARS) or "Follow-ups"


def size(text: str) -> int:
    """UTF-16 units: never fewer than code points, and what Discord's own clients count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- words: nothing in them is markup ---------------------------------------------------------------------------------

_MARKUP = re.compile(r"[\\*_~|`\[\]<>]")
_AFTER_BRACKET = re.compile(r"(?<=\\\])\(")
_ADDRESS = re.compile(r":(?=//)")  # an address of the text is words, not a link: it could lead anywhere
_INVITE = re.compile(r"(?i)(discord(?:app)?)\.(?=(?:gg|com|new|gift)\b)")
_SHORTCODE = re.compile(r":(?=[\w+~-]+:)")  # :tada: becomes a picture
_MENTION = re.compile(r"(?i)@(?=everyone|here)|(?<=<)@")
_LINE_START = re.compile(r"(?:[#+-]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    """The words in which Discord's markdown finds nothing to do: no emphasis, link, mention, time, picture.

    An @ that could mention becomes its wide form: the server looks for mentions before it looks for escapes.
    """
    text = _MENTION.sub("＠", text)
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _AFTER_BRACKET.sub(r"\\(", text)
    text = _SHORTCODE.sub(r"\\:", _ADDRESS.sub(r"\\:", text))
    return _INVITE.sub(r"\1\\.", text)


def _at_line_start(made: str) -> str:
    """A line that begins with a headline's, a list's or a number's sign is no headline and no list."""
    match = _LINE_START.match(made)
    if match is None:
        return made
    return f"\\{made}" if match.end() == 1 and not match[0].isdigit() else f"{match[0]}\\{made[match.end() :]}"


def _spaced(text: str) -> str:
    """Without invisible characters, with the spaces at its rims: they part one run from the next."""
    return " " * text.startswith(" ") + visible(text) + " " * (text.endswith(" ") and bool(visible(text)))


def _within(text: str, limit: int) -> str:
    """The text escaped in at most `limit` units; cut before it is escaped, so that no escape is halved."""
    chars = limit
    while size(made := escaped(cut(text, chars))) > limit:
        chars = min(chars, len(text)) - max((size(made) - limit) // 2, 1)
    return made


def _shortened(text: str, limit: int) -> str:
    """The text as it is in at most `limit` units, for places where Discord knows no markup."""
    chars = limit
    while size(made := cut(text, chars)) > limit:
        chars = min(chars, len(text)) - max((size(made) - limit) // 2, 1)
    return made


# --- embeds -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together, and of what kind they are."""

    kind: type[Part]
    text: str


def _embeds(message: Message, room: _Room, footer: str) -> list[Piece]:
    """One embed, continued by others without a title where it is long: two with one address would become one."""
    parts = [part for part in message.parts if not isinstance(part, Buttons | Menu)]
    title, rest = _title(parts)
    blocks = [_Block(type(part), text) for part in rest[: room.parts] if (text := _part(part, room))]
    if len(rest) > room.parts:
        blocks.append(_Block(Context, f"-# {gettext('Shortened: the whole was too long for one message.')}"))
    embeds: list[Piece] = [{"description": text} for text in _packed(blocks)]
    if title:
        embeds = [title | (embeds[0] if embeds else {}), *embeds[1:]]
    if footer:
        embeds = [*embeds[:-1], (embeds[-1] if embeds else {}) | {"footer": {"text": footer}}]
    return embeds


def _title(parts: Sequence[Part]) -> tuple[Piece, Sequence[Part]]:
    """The title that a first headline or heading makes, and the parts below it."""
    match parts:
        case [Headline(text=text, url=url, icon=icon), *rest]:
            sign = f"{visible(icon)} " if visible(icon) else ""
            words = _at_line_start(sign + _within(visible(text) or gettext("Untitled article"), TITLE_CHARS - 10))
            address = _web(url, URL_CHARS)
            return {"title": words, "color": ACCENT, **({"url": address} if address else {})}, rest
        case [Heading(text=text), *rest] if visible(text):
            return {"title": _at_line_start(_within(visible(text), TITLE_CHARS))}, rest
        case _:
            return {}, parts


def _packed(blocks: Sequence[_Block]) -> Iterator[str]:
    """The blocks as descriptions, each within its limit."""
    text = ""
    before: _Block | None = None
    for block in blocks:
        joined = text + _gap(before, block) + block.text if before else block.text
        if before and size(joined) > DESCRIPTION_CHARS:
            yield text
            joined = block.text
        text, before = joined, block
    if text:
        yield text


def _gap(before: _Block | None, block: _Block) -> str:
    """A blank line where the matter changes; small lines and quotes already stand apart."""
    if before is None:
        return ""
    is_close = before.kind is block.kind or before.kind is Heading or Context in (before.kind, block.kind)
    return "\n" if is_close else "\n\n"


def _part(part: Part, room: _Room) -> str:
    match part:
        case Headline(text=text, url=url, icon=icon):
            return _iconed(icon, _line((Link(visible(text) or gettext("Untitled article"), url or ""),), room))
        case Heading(text=text):
            words = _within(visible(text), room.words)
            return f"**{words}**" if words else ""
        case Context(line=line, tags=tags):
            return _small(line, tags, room)
        case Warning(line=line):
            return _iconed("⚠️", _line(line, room))
        case Paragraph(line=line, icon=icon):
            return _iconed(icon, _line(line, room))
        case Quotation():
            return f"> {_quotation(part, room)}"
        case Items(lines=lines, is_numbered=is_numbered):
            return _items(lines, room, is_numbered=is_numbered)
        case Chart():
            return _chart(part, room)
        case Buttons() | Menu():
            return ""
        case _:
            assert_never(part)


def _iconed(sign: str, words: str) -> str:
    return f"{visible(sign)} {words}" if visible(sign) and words else words


def _small(line: Line, tags: Sequence[str], room: _Room) -> str:
    words = _line(line, room)
    labels = " ".join(_code(visible(tag), 60) for tag in tags[:6] if visible(tag))
    joined = " · ".join(filter(None, [words, labels]))
    return f"-# {joined}" if joined else ""


def _quotation(quotation: Quotation, room: _Room) -> str:
    words = f"❝{_within(visible(quotation.text), room.words)}❞"
    speaker = f" — {_within(visible(quotation.speaker), min(room.words, 300))}" if visible(quotation.speaker) else ""
    unsure = f" ({gettext('speaker unsure')})" if quotation.is_unsure else ""
    source = _line(quotation.source, room)
    return words + speaker + unsure + (f" · {source}" if source else "")


def _items(lines: Sequence[Line], room: _Room, *, is_numbered: bool) -> str:
    rows = [row for line in lines[: room.rows] if (row := _line(line, room))]
    made = [f"{number}. {row}" if is_numbered else f"- {row}" for number, row in enumerate(rows, start=1)]
    if len(lines) > room.rows:
        made.append(f"-# {gettext('and {count} more', count=number(len(lines) - room.rows))}")
    return "\n".join(made)


def _chart(chart: Chart, room: _Room) -> str:
    """Each line as code, whose type has one width."""
    rows = [_code(line, 100) for line in chart_lines(chart)[: room.rows]]
    words = _within(visible(chart.title), room.words)
    return "\n".join([f"**{words}**", *rows] if words and rows else [])


def _line(line: Line, room: _Room) -> str:
    """The runs of a line, cut where the line has had its share."""
    made: list[str] = []
    left = room.words
    for run in line:
        if left <= 0:
            break
        match run:
            case Text(text=text, style=style):
                piece = _styled(_spaced(text), style, left)
            case Link(text=text, url=url):
                piece = _linked(_spaced(text), url, left, room)
            case Moment():
                piece = _time(run)
            case _:
                assert_never(run)
        left -= size(piece)
        made.append(piece)
    return _at_line_start("".join(made).strip())


_MARKS = {"plain": "", "strong": "**", "emphasis": "*"}


def _styled(text: str, style: str, limit: int) -> str:
    """Marks hug the words: beside a space they would be stars."""
    words = text.strip()
    if not words or style == "plain":
        return _within(text, limit)
    made = _code(words, limit) if style == "code" else _MARKS[style] + _within(words, limit) + _MARKS[style]
    return " " * text.startswith(" ") + made + " " * text.endswith(" ")


_UNCODABLE = re.compile(r"[`<>@\\\[\]]|//|(?i:discord)")


def _code(text: str, limit: int) -> str:
    """As code, where nothing can be escaped: words that would need it are shown as words."""
    if _UNCODABLE.search(text) is None:
        return f"`{_shortened(text, limit)}`"
    return _at_line_start(_within(text, limit))  # it may open its line


def _linked(text: str, url: str, limit: int, room: _Room) -> str:
    address = _web(url, room.url)
    if address is None or not text.strip():
        return _within(text, limit)
    elsewhere = leads_elsewhere(visible(text), address)
    hint = f" ({escaped(elsewhere)})" if elsewhere else ""
    label = _within(text.strip(), limit)
    return " " * text.startswith(" ") + f"[{label}]({_in_link(address)}){hint}" + " " * text.endswith(" ")


def _time(moment: Moment) -> str:
    """In the reader's own time; a day without an hour stays that day wherever they are."""
    timestamp = int(moment.at.timestamp())
    return _day(moment) if moment.day_only or timestamp <= 0 else f"<t:{timestamp}:f>"


def _day(moment: Moment) -> str:
    at = moment.at.astimezone(UTC) if moment.at.tzinfo else moment.at
    return wording.day(at.date())


def _fits(embeds: Sequence[Piece]) -> bool:
    descriptions = (str(embed.get("description", "")) for embed in embeds)
    is_each_short = all(size(description) <= DESCRIPTION_CHARS for description in descriptions)
    return len(embeds) <= EMBEDS and is_each_short and sum(map(_embed_size, embeds)) <= EMBEDS_CHARS


def _embed_size(embed: Piece) -> int:
    footer = embed.get("footer")
    texts = [embed.get("title"), embed.get("description"), footer.get("text") if isinstance(footer, dict) else None]
    return sum(size(text) for text in texts if isinstance(text, str))


# --- addresses --------------------------------------------------------------------------------------------------------


def _web(url: str | None, limit: int) -> str | None:
    """The address if it may stand behind words: http or https, a host, nothing hidden in it, not endless; as ASCII."""
    if not url or not url.isprintable() or any(sign in url for sign in ' \\"'):
        return None
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not has_host or "@" in parts.netloc or not parts.netloc.isascii():
        return None
    made = "".join(each if each.isascii() else quote(each, safe="", errors="replace") for each in url)
    return made if len(made) <= limit else None


_IN_LINK = str.maketrans(
    {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D", "|": "%7C", "`": "%60"}
)


def _in_link(url: str) -> str:
    """As it may stand in `[…](…)`. The brackets of an IPv6 host stay."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}" + re.sub(r"(?i)@(?=everyone|here)", "%40", path.translate(_IN_LINK))


# --- buttons ----------------------------------------------------------------------------------------------------------

_VERB = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
_STYLES = {"primary": 1, "plain": 2, "danger": 4}
_SIGNS = {"useful": "👍", "not_relevant": "👎"}


def _components(message: Message, verbs: frozenset[str], key: str) -> tuple[list[Piece], bool]:
    """Rows of the buttons that do something here, none dead and none twice; and whether one of them holds the key."""
    buttons: dict[str, Piece] = {}
    for button in (button for part in message.parts if isinstance(part, Buttons) for button in part.buttons):
        custom_id = _custom_id(button, key)
        if button.verb in verbs and custom_id and visible(button.label):
            buttons.setdefault(custom_id, _button(button, custom_id))
    shown = list(buttons.items())[: ROWS * ROW_BUTTONS]
    pieces: list[Json] = [piece for _, piece in shown]
    rows: list[Piece] = [
        {"type": 1, "components": pieces[start : start + ROW_BUTTONS]} for start in range(0, len(pieces), ROW_BUTTONS)
    ]
    rows = [*_menus(message, verbs), *rows][:ROWS]
    return rows, bool(key) and f".{key}:" in json.dumps(rows)


def _menus(message: Message, verbs: frozenset[str]) -> Iterator[Piece]:
    """A row for each list to choose from."""
    menus = [part for part in message.parts if isinstance(part, Menu) and part.verb in verbs]
    for place, menu in enumerate(menus):
        once = {option.argument: option for option in reversed(menu.options)}  # no value may stand there twice
        options: list[Json] = [
            {"label": _shortened(visible(option.label), OPTION_CHARS), "value": option.argument}
            for option in reversed(once.values())
            if 0 < size(option.argument) <= OPTION_CHARS and visible(option.label)
        ]
        if options and _VERB.fullmatch(menu.verb):
            select: Piece = {
                "type": 3,
                "custom_id": f"{MENU_PREFIX}{ID_VERSION}:{menu.verb}:{place}",
                "placeholder": _shortened(visible(menu.label), LABEL_CHARS) or gettext("Choose"),
                "options": options[:OPTIONS],
            }
            yield {"type": 1, "components": [select]}


def _button(button: Button, custom_id: str) -> Piece:
    made: Piece = {
        "type": 2,
        "style": _STYLES[button.style],
        "label": _shortened(visible(button.label), LABEL_CHARS),
        "custom_id": custom_id,
    }
    sign = _SIGNS.get(button.verb)
    return made | {"emoji": {"name": sign}} if sign else made


def _custom_id(button: Button, key: str) -> str:
    """Verb and argument, with the key where there is room; "" where they don't fit: a cut one asks something else."""
    if not _VERB.fullmatch(button.verb):
        return ""
    candidates = (f"{button.verb}.{key}", button.verb) if key else (button.verb,)
    ids = (f"{ID_PREFIX}{ID_VERSION}:{name}:{button.argument}" for name in candidates)
    return next((id for id in ids if size(id) <= CUSTOM_ID_CHARS), "")


_CUSTOM_ID = re.compile(
    rf"{ID_PREFIX}{ID_VERSION}:(?P<verb>[a-z0-9_]{{1,40}})(?:\.[A-Z2-7]{{1,25}})?:(?P<argument>.*)",
    re.ASCII | re.DOTALL,
)


def pressed(custom_id: str) -> tuple[str, str] | None:
    """Verb and argument of one of our buttons; None for any other id, ours of another version among them."""
    match = _CUSTOM_ID.fullmatch(custom_id)
    return (match["verb"], match["argument"]) if match and len(custom_id) <= CUSTOM_ID_CHARS else None


def chosen(custom_id: str, values: object) -> tuple[str, str] | None:
    """Verb and argument of what was chosen from one of our menus; None for any other."""
    match = re.fullmatch(rf"{MENU_PREFIX}{ID_VERSION}:(?P<verb>[a-z0-9_]{{1,40}}):\d{{1,2}}", custom_id, re.ASCII)
    return (match["verb"], str(values[0])) if match and isinstance(values, list) and len(values) == 1 else None
