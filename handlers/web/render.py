"""Message → HTML, pure: every word of a message is escaped, every link is http or https."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.core.messages import Button, Form, Message, Moment, Post, bar_figure, from_json, share, wording
from bot.core.model import Channel
from bot.core.text import visible
from bot.core.translation import gettext, number, spoken_code
from bot.core.urls import leads_elsewhere

Faults = Mapping[str, str]  # what is wrong with a form, by field
NO_FAULTS: Faults = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What every piece of HTML needs to know of the page: the token of its forms, the verbs that work, the channels."""

    csrf_token: str
    verbs: frozenset[str] = frozenset()
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A post that stands by itself, with its follow-ups, oldest first."""

    post: Post
    follow_ups: tuple[Post, ...]


def page(
    face: Face,
    posts: Sequence[Sequence[Post]],
    *,
    typed: str = "",
    answer: Message | Form | None = None,
    faults: Faults = NO_FAULTS,
) -> str:
    """The whole page; `posts` as the board gives them, one sequence a channel."""
    columns = list(zip(face.channels, map(threads, posts), strict=True))
    is_form = isinstance(answer, Form)
    shown = {"form": answer if is_form else None, "answer": None if is_form else answer, "faults": faults}
    return _template("page.html").render(face=face, columns=columns, typed=typed, **shown)


def channels(face: Face, posts: Sequence[Sequence[Post]]) -> str:
    """The channels alone, for a page that has lost its connection for a while."""
    return _template("channels.html").render(
        face=face, columns=list(zip(face.channels, map(threads, posts), strict=True))
    )


def answer(face: Face, message: Message | Form, faults: Faults = NO_FAULTS) -> str:
    """What a command or a button answers, for who asked; a form with what is wrong with it."""
    if isinstance(message, Form):
        return _template("form.html").render(face=face, form=message, faults=faults)
    return _template("answer.html").render(face=face, answer=message)


def standalone(message: Message) -> str:
    """A message as a page of its own that needs nothing beside it; without buttons."""
    style = Markup((Path(__file__).parent / "static" / "page.css").read_text(encoding="utf-8"))  # noqa: S704  ours
    return _template("standalone.html").render(message=message, face=Face(csrf_token=""), style=style)


def login(csrf_token: str, *, token: str = "", problem: str = "") -> str:
    """The page that asks for the login token."""
    return _template("login.html").render(csrf_token=csrf_token, token=token, problem=problem)


def trouble(text: str) -> str:
    """A refusal in words."""
    return _template("trouble.html").render(text=text)


def event(face: Face, post: Post) -> str:
    """A new or changed post as JSON for the page's script."""
    name = "follow_up.html" if post.thread else "post.html"
    thread = Thread(post=post, follow_ups=())
    return json.dumps(
        {
            "id": post.id,
            "channel": post.channel,
            "thread": post.thread,
            "text": from_json(post.message_json).text,
            "html": _template(name).render(face=face, thread=thread, post=post),
        }
    )


def threads(posts: Sequence[Post]) -> tuple[Thread, ...]:
    """Newest first, each with its follow-ups; one whose alert is not shown any more stands by itself."""
    parents = {post.id for post in posts if post.thread is None}
    heads = [post for post in posts if post.thread is None or post.thread not in parents]
    return tuple(
        Thread(post=head, follow_ups=tuple(post for post in posts if post.thread == head.id and head.thread is None))
        for head in reversed(heads)
    )


def safe_url(url: str | None) -> str | None:
    """The address if it may stand behind words: http or https, a host, nothing hidden in it."""
    if not url or not url.isprintable() or any(character in url for character in " \\"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None


def working(buttons: Sequence[Button], verbs: frozenset[str]) -> tuple[Button, ...]:
    """The buttons that do something here: none is ever dead."""
    return tuple(button for button in buttons if button.verb in verbs)


def _kind(part: object) -> str:
    return type(part).__name__.lower()


def _time(moment: Moment) -> Markup:
    """In UTC for who has no script; with one the page shows the reader's own time."""
    at = moment.at
    if moment.day_only:
        return Markup('<time datetime="{0:%Y-%m-%d}">{1}</time>').format(at, wording.day(at.date()))
    hour = f"{wording.day(at.date())}, {at:%H:%M} UTC"
    return Markup('<time datetime="{0}" data-local>{1}</time>').format(at.isoformat(), hour)


def _marked(text: str, **values: Markup) -> Markup:
    """A text of ours in whose places markup stands; the text itself is escaped."""
    return Markup("{}").format(text).format(**values)


def _spaced(text: str) -> str:
    """Without invisible characters, with the spaces at its rims: they part one run from the next."""
    return " " * text.startswith(" ") + visible(text) + " " * (text.endswith(" ") and bool(visible(text)))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "kind": _kind,
        "time": _time,
        "shown": _spaced,
        "safe_url": safe_url,
        "message": lambda post: from_json(post.message_json),
        "working": working,
    }
    environment.globals["gettext"] = gettext
    environment.globals["marked"] = _marked
    environment.globals["spoken_code"] = spoken_code
    environment.globals["number"] = number
    environment.globals["share"] = share
    environment.globals["bar_figure"] = bar_figure
    environment.globals["leads_elsewhere"] = leads_elsewhere
    return environment


_ENVIRONMENT = _environment()
_template = _ENVIRONMENT.get_template
