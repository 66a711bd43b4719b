"""From what a reader found of an entry, as written, to an `Entry`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.feeds.markup import headline, plain
from bot.core.model import Entry, Timestamp
from bot.core.text import cut
from bot.core.urls import absolute

TITLE_CHARS = 1000
EXCERPT_CHARS = 5000
EXCERPT_MARKUP_CHARS = 40_000  # as much markup is read for an excerpt
CONTENT_CHARS = 300_000  # of one entry's full content, markup and all
CONTENTS_CHARS = 3_000_000  # of all together: what is beyond has its page to be read
FULL_CHARS = 1500  # markup of a description longer than a teaser: WordPress cuts those at 55 words

_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-\[\]-~]*)?")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_MAIL_NAME = re.compile(r"\S+@\S+\s*\((?P<after>[^()]+)\)|(?P<before>[^<>@]+?)\s*<\S+@\S+>")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_FOOTER = re.compile(
    r"\nThe post .{1,300} (?:appeared first|first appeared) on .{1,200}\.\Z"
)  # of WordPress's SEO plug-ins
_SUFFIX = re.compile(r"\s+[-–—|]\s+")


@dataclass(slots=True, kw_only=True)
class Draft:
    """One entry as a reader found it: titles, summaries and contents are HTML, a link may be relative to `base`."""

    guid: str | None = None
    link: str | None = None
    base: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str | None = None
    outlet: str | None = None
    published: Timestamp | None = None
    updated: Timestamp | None = None
    language: str | None = None


def entries(drafts: Sequence[Draft], *, url: str, outlet: str, language: str | None) -> tuple[Entry, ...]:
    """The entries, in order. `url`, `outlet` and `language` are the feed's, for entries that say nothing else."""
    shared = _shared_guids(drafts)
    code = language_code(language)
    made, room = list[Entry](), CONTENTS_CHARS
    for draft in drafts:
        guid = None if draft.guid in shared else draft.guid
        entry = _entry(draft, url=url, outlet=outlet, language=code, guid=guid, room=room)
        room -= len(entry.content_html)
        made.append(entry)
    return tuple(made)


def link(href: str | None, *, base: str) -> str | None:
    """An absolute http(s) address, or None."""
    if not href:
        return None
    href = href.strip()
    if _PLAIN_LINK.fullmatch(href):
        return href
    return absolute(base, href.replace("\n", "").replace("\t", ""))


def language_code(language: str | None) -> str | None:
    """`en` of `en-US`; None for what is no language code."""
    found = language and _LANGUAGE.fullmatch(language.strip())
    return found[1].lower() if found else None


def _entry(draft: Draft, *, url: str, outlet: str, language: str | None, guid: str | None, room: int) -> Entry:
    title = headline(draft.title)
    source = draft.outlet and headline(draft.outlet)
    excerpt = _excerpt(draft)
    if source:
        title = _without_outlet(title, source)
        if excerpt.startswith(title) and excerpt[len(title) :].strip(" -–—|\n") in ("", source):
            excerpt = ""  # an aggregator's excerpt that only says the title again
    return Entry(
        guid=(guid.strip() or None) if guid else None,
        link=link(draft.link, base=draft.base or url),
        title=cut(title, TITLE_CHARS),
        excerpt=cut(excerpt, EXCERPT_CHARS),
        content_html=_full_content(draft)[: min(CONTENT_CHARS, room)],
        author=_author(draft.author) if draft.author else None,
        outlet=source or outlet or None,
        published=draft.published,
        updated=draft.updated,
        language=language_code(draft.language) if draft.language else language,
    )


def _excerpt(draft: Draft) -> str:
    text = plain((draft.summary or draft.content)[:EXCERPT_MARKUP_CHARS])
    return _FOOTER.sub("", text) if text.endswith(".") and "\nThe post " in text else text


def _full_content(draft: Draft) -> str:
    if draft.content:
        return draft.content
    return draft.summary if len(draft.summary) >= FULL_CHARS else ""


def _without_outlet(title: str, outlet: str) -> str:
    """`Ban passed` of `Ban passed - The Herald`, as Google News and others write titles."""
    if not title.endswith(outlet):
        return title
    head = title[: -len(outlet)]
    tail = _SUFFIX.search(head[-4:])
    return head.rstrip(" -–—|") if tail and head.strip(" -–—|") else title


def _author(author: str) -> str | None:
    """A name; addresses of people are left out, as RSS puts them before the name: `a@b.example (Ann Bell)`."""
    name = headline(author)
    if "@" not in name:
        return name or None
    found = _MAIL_NAME.fullmatch(name)
    name = (found["after"] or found["before"]).strip() if found else _MAIL.sub("", name).strip(" ,;()<>")
    return name or None


def _shared_guids(drafts: Iterable[Draft]) -> frozenset[str | None]:
    """Guids that stand for different entries at once: ten entries with one guid are ten entries, so it names none."""
    held: dict[str | None, set[tuple[str | None, str]]] = defaultdict(set)
    for draft in drafts:
        held[draft.guid].add((draft.link, draft.title))
    return frozenset(guid for guid, entries in held.items() if len(entries) > 1)
