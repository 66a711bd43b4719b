"""Who spoke, put right by people: at once wherever the words stand, and kept when the article is read again."""

from collections.abc import Awaitable, Callable, Sequence

from bot.core.attributions import folded, in_words, key_of, mark_of, place_of
from bot.core.errors import ChangeInvalid
from bot.core.messages import Button
from bot.core.model import ArticleId, Attribution, Change, Filed, Quote, Revision
from bot.core.text import visible
from bot.core.translation import gettext, gettext_noop
from bot.ports import Archive, Harvest
from bot.services.filing import Filing
from bot.services.suggesting import Suggesting
from bot.services.tune import By, ChangeLog

NAME_CHARS = 120


class Attributing:
    """`correct` makes every such change, undone ones too."""

    def __init__(self, *, archive: Archive, filing: Filing, log: ChangeLog, suggesting: Suggesting) -> None:
        self._archive = archive
        self._filing = filing
        self._log = log
        self._suggesting = suggesting

    async def quote(self, article: ArticleId, mark: str) -> tuple[Filed, Quote]:
        """The quote of this article with this mark. Raises `ChangeInvalid`."""
        for filed in await self._archive.articles([article]):
            for quote in filed.analysis.quotes:
                if mark_of(quote.text) == mark:
                    return filed, quote
        raise ChangeInvalid(gettext("no such quote is there (any more); quotes and the number of its alert list them"))

    async def set(
        self, article: ArticleId, mark: str, speaker: str | None, *, by: By, is_dropped: bool = False
    ) -> Change:
        """Say who spoke; None: nobody who is named. Raises `ChangeInvalid`."""
        filed, quote = await self.quote(article, mark)
        said = self._said(filed, quote, speaker, is_dropped=is_dropped)
        key = key_of(said.place, said.text)
        before = next((each for each in await self._archive.attributions(filed) if each.words == said.words), None)
        revision = Revision(kind="quote", key=key, before=before, after=said)
        subject = in_words(said, said.text, was=quote.speaker or "")

        async def record(harvest: Harvest) -> Change:
            return await self._log.changed("put right:", subject, by=by, revision=revision, harvest=harvest)

        return await self.correct(revision, record, was=quote.speaker or "")

    async def suggest(
        self, article: ArticleId, mark: str, speaker: str | None, *, by: By, is_dropped: bool = False
    ) -> bool:
        """Ask the admins to say so, with a button for them; False when that was asked lately.

        Raises `ChangeInvalid`.
        """
        filed, quote = await self.quote(article, mark)
        said = self._said(filed, quote, speaker, is_dropped=is_dropped)
        title = filed.analysis.article.title
        subject = f"{in_words(said, said.text, was=quote.speaker or '')} ({title})"
        wish = "drop" if is_dropped else "nobody" if speaker is None else f"is {said.speaker}"
        apply = Button(label=gettext_noop("Apply"), verb="set_speaker", argument=f"{article} {mark} {wish}")
        return await self._suggesting.suggest("suggests:", subject, by=by, buttons=(apply,))

    async def correct(
        self, revision: Revision, record: Callable[[Harvest], Awaitable[Change]], *, was: str = ""
    ) -> Change:
        """Make the change, as `record` does in one step with what puts right all that was posted of it."""
        said = revision.after or revision.before
        assert isinstance(said, Attribution)  # of a quote nothing else is changed
        after = revision.after if isinstance(revision.after, Attribution) else None
        told = await self._archive.attributed(said)
        return await self._filing.retell(told, in_words(after, said.text, was=was), record)

    def _said(self, filed: Filed, quote: Quote, speaker: str | None, *, is_dropped: bool) -> Attribution:
        name = visible(speaker or "").strip()
        if speaker is not None and not 0 < len(name) <= NAME_CHARS:
            raise ChangeInvalid(gettext("a name has 1 to {count} characters", count=NAME_CHARS))
        if not is_dropped and (name or None) == quote.speaker:
            raise ChangeInvalid(gettext("that is what it says already"))
        known = _known(name, filed.analysis.quotes)
        return Attribution(
            place=place_of(filed),
            article=filed.copy_of or filed.id,
            words=folded(quote.text),
            text=quote.text,
            speaker=None if is_dropped else name or None,
            role=known.role if known else None,
            affiliation=known.affiliation if known else None,
            is_dropped=is_dropped,
        )


def _known(name: str, quotes: Sequence[Quote]) -> Quote | None:
    """Another quote of the same person: it says what they are."""
    return next((quote for quote in quotes if name and quote.speaker == name), None)
