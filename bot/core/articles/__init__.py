"""From HTML bytes, pasted text or a feed entry to an article: the words, who wrote them, where and when."""

from bot.core import urls
from bot.core.articles import biographies, bylines, languages, notes, pdf, set_off, walls
from bot.core.articles.date_lines import Stamps, line_stamps
from bot.core.articles.lengths import bounded
from bot.core.articles.paragraphs import encodable, joined, tidy, tidy_line
from bot.core.articles.pasted import Pasted, read_pasted
from bot.core.articles.stamps import Locale, locale_of
from bot.core.errors import UrlRefused
from bot.core.model import Article, Entry, Hints

_LEAD_CHARS = 1500
_WHOLE_WORDS = 80  # a feed's "content" below it is a teaser by another name


def article_from_html(body: bytes, *, url: str, content_type: str = "", hints: Hints) -> Article:
    """The article of a page (or of a PDF). What the page doesn't say is taken from `hints`, never made up.

    Raises `PageUnreadable` when the bytes hold none: its reason ("paywall", "bot check", …) is fit for people.
    """
    if pdf.is_pdf(body, content_type):
        return bounded(_article_from_pdf(body, url=url, hints=hints))
    # Heavy libraries, needed for pages alone: a child that parses feeds never loads them.
    from bot.core.articles import pages

    return bounded(pages.read_page(body, url=url, content_type=content_type, hints=hints))


def article_from_text(text: str, *, hints: Hints, is_clean: bool = False) -> Article:
    """The article in text pasted from a browser; with `is_clean` the text is the article and stays as it is.

    Never fails: text without an article gives what weighs most in it, and empty text an empty article.
    """
    if is_clean:
        return _article_from_clean(text, hints)
    pasted = read_pasted(encodable(text), title=hints.title and tidy_line(hints.title))
    paragraphs, inside = notes.take_notes(pasted.paragraphs)
    corrections = notes.distinct((*inside, *notes.take_notes(pasted.notes)[1]))
    body = joined(paragraphs)
    locale = locale_of(hints.language, host=urls.host(hints.url or ""), lead=body[:_LEAD_CHARS])
    stamps = _pasted_stamps(pasted, locale, hints)
    outlet = hints.outlet or _outlet_of(hints.url)
    return Article(
        title=pasted.title,
        text=body,
        url=_address(hints.url),
        outlet=outlet,
        agency=_agency(body, outlet, hints, pasted.byline_lines),
        byline=_pasted_byline(pasted, hints, outlet),
        published=stamps.published,
        updated=stamps.updated,
        language=languages.language_of(body, hints.language),
        corrections=corrections,
    )


def article_from_entry(entry: Entry, *, reason: str | None) -> Article:
    """What a feed alone gives, when its page could not be had for `reason`.

    The full content makes a whole article; an excerpt a partial one, with the reason.
    """
    full, quoted_lines = _content(entry)
    paragraphs, corrections = notes.take_notes(full or tidy(entry.excerpt.split("\n")))
    outlet = tidy_line(entry.outlet or "") or _outlet_of(entry.link)
    body = joined(paragraphs)
    agency = bylines.dateline_agency(body) or bylines.agency_of(entry.author or "")
    article = Article(
        title=tidy_line(entry.title) or body.split("\n")[0][:120],
        text=body,
        url=_address(entry.link),
        outlet=outlet,
        agency=None if agency and bylines.is_home_of(agency, outlet, urls.host(entry.link or "")) else agency,
        byline=bylines.names(entry.author or "", outlet=outlet),
        published=entry.published,
        updated=entry.updated,
        language=languages.language_of(body, entry.language),
        is_partial=not full,
        partial_reason=None if full else reason,
        corrections=corrections,
        block_quotes=set_off.block_quotes(paragraphs, quoted_lines),
    )
    return bounded(article)


def _content(entry: Entry) -> tuple[list[str], list[str]]:
    """The paragraphs of the feed's full content and its lines in block quotes.

    Neither, where the content says no more than the excerpt or stops short.
    """
    if not entry.content_html:
        return [], []
    from bot.core.articles import html

    tree = html.fragment(entry.content_html)
    if tree is None:
        return [], []
    paragraphs = html.fragment_paragraphs(tree)
    text = " ".join(paragraphs)
    is_cut = text.rstrip(" ]").endswith(("…", "...")) or walls.is_teaser(text)
    is_whole = not is_cut and len(text.split()) >= _WHOLE_WORDS
    return (paragraphs, html.quoted_lines(tree)) if is_whole else ([], [])


def _article_from_pdf(body: bytes, *, url: str, hints: Hints) -> Article:
    title, paragraphs = pdf.read_pdf(body)
    text = joined(paragraphs)
    return Article(
        title=tidy_line(hints.title or "") or title or paragraphs[0][:120],
        text=text,
        url=_address(url),
        outlet=hints.outlet or _outlet_of(url),
        byline=bylines.names(hints.byline or "", outlet=hints.outlet),
        published=hints.published,
        updated=hints.updated,
        language=languages.language_of(text, hints.language),
    )


def _article_from_clean(text: str, hints: Hints) -> Article:
    body = encodable(text)
    title = hints.title or next(iter(tidy(body.splitlines())), "")
    outlet = hints.outlet or _outlet_of(hints.url)
    return Article(
        title=tidy_line(title),
        text=body,
        url=_address(hints.url),
        outlet=outlet,
        agency=_agency(body, outlet, hints, ()),
        byline=bylines.names(hints.byline or "", outlet=outlet),
        published=hints.published,
        updated=hints.updated,
        language=languages.language_of(body, hints.language),
        corrections=notes.distinct(notes.take_notes(tidy(body.splitlines()))[1]),
    )


def _pasted_stamps(pasted: Pasted, locale: Locale, hints: Hints) -> Stamps:
    found = Stamps(hints.published, hints.updated)
    for line in pasted.date_lines:
        found = found.or_else(line_stamps(line, locale))
    return found.in_order()


def _pasted_byline(pasted: Pasted, hints: Hints, outlet: str | None) -> tuple[str, ...]:
    """As given, else the byline, else the sign-off, else whom a biography introduces."""
    given = bylines.names(hints.byline or "", outlet=outlet)
    lines = dict.fromkeys(name for line in pasted.byline_lines for name in bylines.names(line, outlet=outlet))
    introduced = dict.fromkeys(name for line in pasted.biographies if (name := biographies.author(line)))
    return given or tuple(lines) or bylines.signed_by("\n\n".join(pasted.paragraphs)) or tuple(introduced)


def _agency(body: str, outlet: str | None, hints: Hints, byline_lines: tuple[str, ...]) -> str | None:
    candidates = (bylines.agency_of(line) for line in (hints.byline or "", *byline_lines))
    agency = bylines.dateline_agency(body) or next(filter(None, candidates), None)
    return None if agency and bylines.is_home_of(agency, outlet, urls.host(hints.url or "")) else agency


def _address(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urls.canonical_url(url)
    except UrlRefused:
        return None


def _outlet_of(url: str | None) -> str | None:
    return urls.host(url or "").removeprefix("www.") or None


__all__ = ["article_from_entry", "article_from_html", "article_from_text"]
