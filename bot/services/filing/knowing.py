"""Whether an article is news to the team: one that came before is, as long as nobody was told of it."""

from datetime import datetime

from bot.core.alerts import is_old
from bot.core.excerpts import is_poorer, is_text_of
from bot.core.model import AlertKind, Article, Filed, SourceId, StoryId, Topic
from bot.ports import Archive


async def best_known(archive: Archive, article: Article, *, source: SourceId | None, is_silent: bool) -> Article:
    """The article as it came, or as it was read better before, under the same address.

    Of what one source brings as news no other's words take the place: whoever names an address first could say there
    what its publisher never did.
    """
    if article.url is None or not article.is_partial:
        return article
    filed, passed = await archive.article_by_url(article.url), await archive.passed_by_url(article.url)
    found = filed or passed
    if found is None:
        return article
    known = found.analysis.article if isinstance(found, Filed) else found.article
    may_differ = is_silent or found.source == source
    return known if is_poorer(article, known) and (may_differ or article.text in known.text) else article


async def known_as(archive: Archive, article: Article) -> Filed | None:
    """Word for word under the same address; a changed text is a new version and news may be in it."""
    known = await archive.article_by_url(article.url) if article.url else None
    if known is None:
        return None
    return known if is_text_of(known, article.text) or known.analysis.article.text == article.text else None


def is_news_elsewhere(known: Filed, article: Article, *, source: SourceId | None, now: datetime) -> bool:
    """Whether a source brings as news what the archive has from somewhere else: it may have come in silence there.

    A source that gives its own articles again tells nothing, and nobody does with one that is old by its own date and
    could be looked up as long.
    """
    return known.source != source and not is_old(article, known, now)


async def is_told(archive: Archive, story: StoryId, topic: Topic) -> bool:
    """Whether the story was told, or waits for a digest to be."""
    kinds = (AlertKind.ALERT, AlertKind.BRIEF)
    return any([await archive.alert_of(story, topic.id, kind=kind) is not None for kind in kinds])
