"""A page of HTML as an article: body, facts, notes, and the judgement that there is one."""

from bot.core import urls
from bot.core.articles import bylines, html, languages, linked_data, metadata, notes, set_off, walls
from bot.core.articles.date_lines import Stamps
from bot.core.articles.metadata import Marked
from bot.core.articles.page_stamps import page_stamps
from bot.core.articles.paragraphs import joined, tidy_line
from bot.core.articles.pasted import Pasted, read_pasted
from bot.core.articles.stamps import locale_of
from bot.core.articles.trimming import agreed, trimmed
from bot.core.errors import PageUnreadable
from bot.core.model import Article, Hints

_LEAD_CHARS = 1500
_FEWEST_WORDS = 15  # a headline is no article


def read_page(body: bytes, *, url: str, content_type: str, hints: Hints) -> Article:
    """See `article_from_html`."""
    tree = html.parse(html.decode(body, content_type))
    if tree is None:
        raise PageUnreadable("no web page")
    marked = metadata.read_marks(tree)
    host = urls.host(url)
    outlet = metadata.outlet(marked, host)
    title = tidy_line(metadata.title(marked, outlet, host) or hints.title or "")
    authors, agency = metadata.byline(marked, outlet)
    language = metadata.language(marked)
    tag = tree.get("lang") or language
    # htmldate and trafilatura may prune the tree they are given: what needs it whole comes first.
    canonical = metadata.canonical(marked, url)
    quoted_lines = html.quoted_lines(tree)
    # Notes first: below, what stands before the first sentence and after the last is given up.
    extracted, inside = notes.take_notes(_without_title(html.body_paragraphs(tree), title))
    opinion = read_pasted(html.page_lines(tree), title=title or None)
    seen, around = notes.take_notes(opinion.paragraphs)
    if not linked_data.is_thread(marked.node):
        extracted = agreed(trimmed(extracted), seen)
    paragraphs, updates = notes.take_notes(extracted)
    text = joined(paragraphs)
    _refuse_walls(marked, title=title, text=text)
    locale = locale_of(tag, host=host, lead=text[:_LEAD_CHARS])
    stamps = page_stamps(marked, url=url, locale=locale, hint=Stamps(hints.published, hints.updated))
    outlet = hints.outlet or (tidy_line(outlet) if outlet else None)
    agency = bylines.dateline_agency(text) or agency
    return Article(
        title=title or text[:120].split("\n")[0],
        text=text,
        url=canonical,
        outlet=outlet,
        agency=None if agency and bylines.is_home_of(agency, outlet, host) else agency,
        byline=authors
        or _seen_byline(opinion, outlet)
        or bylines.signed_by(text)
        or bylines.names(hints.byline or "", outlet=outlet),
        published=stamps.published,
        updated=stamps.updated,
        language=languages.language_of(text, language or hints.language),
        corrections=notes.distinct((*inside, *updates, *around, *notes.take_notes(opinion.notes)[1])),
        block_quotes=set_off.block_quotes(paragraphs, quoted_lines),
    )


def _seen_byline(opinion: Pasted, outlet: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in opinion.byline_lines for name in bylines.names(line, outlet=outlet)))


def _refuse_walls(marked: Marked, *, title: str, text: str) -> None:
    page_text = html.visible_text(marked.tree) if walls.is_brief(text) else ""
    reason = walls.wall(title=title, body=text, page_text=page_text, is_free=linked_data.is_free(marked.node))
    if reason:
        raise PageUnreadable(reason)
    if len(text.split()) < _FEWEST_WORDS and len(text) < 4 * _FEWEST_WORDS:
        raise PageUnreadable("no article on the page")


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    """The headline is told once, as the title."""
    key = title.casefold()
    return [line for place, line in enumerate(paragraphs) if place > 2 or line.casefold() != key]
