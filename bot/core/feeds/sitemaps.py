"""Sitemaps, with or without Google's news extension: the headline list of outlets whose feeds are poor."""

from datetime import UTC, datetime
from html import escape

from lxml import etree

from bot.core.errors import FeedUnreadable
from bot.core.feeds.drafts import Draft, entries, link
from bot.core.feeds.elements import name, text, tree
from bot.core.feeds.moments import moment
from bot.core.model import Feed

_OLDEST = datetime.min.replace(tzinfo=UTC)


def read(data: bytes, *, url: str, limit: int) -> Feed:
    """The pages of a sitemap; the latest `limit` of them when it lists more. Without the news extension no titles.

    An index has no pages: raises `FeedUnreadable` that says so; `discover` names the sitemaps it lists.
    """
    try:
        root = tree(data)
    except ValueError as error:
        raise FeedUnreadable("the sitemap is damaged from its first line") from error
    if name(root) == "sitemapindex":
        raise FeedUnreadable("this is an index of sitemaps: add one of those it lists")
    drafts = [_draft(child) for child in root if name(child) == "url"]
    if len(drafts) > limit:
        drafts.sort(key=_age, reverse=True)
    kept = [draft for draft in drafts[:limit] if draft.link]
    outlet = next((draft.outlet for draft in kept if draft.outlet), "") or ""
    return Feed(title=outlet, entries=entries(kept, url=url, outlet=outlet, language=None), reader="sitemap")


def children(data: bytes, *, url: str) -> tuple[str, ...]:
    """The sitemaps an index lists: those of news first, then the latest."""
    root = tree(data)
    listed = [_draft(child) for child in root if name(child) == "sitemap"]
    listed.sort(key=lambda draft: ("news" in (draft.link or "").lower(), _age(draft)), reverse=True)
    return tuple(found for draft in listed if (found := link(draft.link, base=url)))


def _draft(element: etree._Element) -> Draft:
    fields = {name(child): child for child in element}
    news = {name(child): child for child in fields.get("news", ())}
    outlet = {name(child): child for child in news.get("publication", ())}
    page = text(fields.get("loc")) or None
    return Draft(
        guid=page,  # a sitemap lists each page once: its address is its identity, whatever its title becomes
        link=page,
        title=escape(text(news.get("title")), quote=False),
        outlet=text(outlet.get("name")) or None,
        published=moment(text(news.get("publication_date"))),
        updated=moment(text(fields.get("lastmod"))),
        language=text(outlet.get("language")) or None,
    )


def _age(draft: Draft) -> datetime:
    stated = draft.published or draft.updated
    return stated.instant() if stated else _OLDEST
