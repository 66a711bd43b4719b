"""What people press and type where a quote names the wrong speaker."""

from collections.abc import Awaitable, Callable

from bot.core.attributions import mark_of
from bot.core.errors import ChangeInvalid
from bot.core.messages import (
    Message,
    corrected_message,
    plain_message,
    which_quote_message,
    who_spoke_message,
)
from bot.core.messages.answers import QUOTES_PAGE
from bot.core.messages.paging import Page
from bot.core.model import AlertId, Answer, ArticleId
from bot.core.translation import gettext, gettext_noop
from bot.ports import Archive
from bot.services.attributing import Attributing
from bot.services.tune import By

Ask = Callable[[str], Awaitable[Answer]]
USAGE = gettext_noop("For example: {command} quotes 7 lists the quotes of alert 7 with what to type for each.")


class QuoteDesk:
    """The verbs `wrong_speaker`, `wrong_speaker_in`, `speaker_of` and `set_speaker`, and the order `quotes`."""

    def __init__(self, *, archive: Archive, attributing: Attributing, ask: Ask, admin_command: str) -> None:
        self._archive = archive
        self._attributing = attributing
        self._ask = ask
        self._admin_command = admin_command

    async def press(self, verb: str, argument: str, *, by: By, is_admin: bool) -> Message:
        """What a button opens or does; members suggest what admins do. Raises `ChangeInvalid`."""
        match verb:
            case "wrong_speaker":
                return await self._of_alert(argument)
            case "wrong_speaker_in":
                return await self._of_page(argument)
            case "speaker_of":
                article, mark, _ = _place(argument)
                filed, quote = await self._attributing.quote(article, mark)
                return who_spoke_message(filed, quote, order=f"{self._admin_command} quotes")
            case _:
                return await self._set(argument, by=by, is_admin=is_admin)

    async def order(self, words: str, *, by: By) -> Message:
        """`NUMBER`, `NUMBER MARK`, `NUMBER MARK is NAME`, `NUMBER MARK nobody`, `NUMBER MARK drop`.

        The number is the alert's; before a mark it may be that of an article, as `/policy quotes …` leads to.
        """
        match words.split():
            case [number]:
                return await self._of_alert(number, typed=f"{self._admin_command} quotes {number}")
            case [_, _]:
                return await self.press("speaker_of", await self._by_article(words), by=by, is_admin=True)
            case [_, _, *_]:
                return await self._set(await self._by_article(words), by=by, is_admin=True)
            case _:
                return plain_message(gettext(USAGE, command=self._admin_command))

    async def _by_article(self, words: str) -> str:
        """The words with the number of the article, where the alert's stands before one of its marks."""
        number, _, rest = words.partition(" ")
        card = await self._archive.card(AlertId(_number(number)))
        marks = [mark_of(quote.text) for quote in card.filed.analysis.quotes] if card else []
        return f"{card.filed.id} {rest}" if card and rest.split()[0] in marks else words

    async def _of_alert(self, number: str, *, typed: str = "") -> Message:
        card = await self._archive.card(AlertId(_number(number)))
        if card is None:
            command = f"{self._admin_command} stories list"
            raise ChangeInvalid(
                gettext("there is no alert {alert}; {command} shows them", alert=number, command=command)
            )
        quotes = [(card.filed.id, quote) for quote in card.filed.analysis.quotes]
        return which_quote_message(quotes, title=card.filed.analysis.article.title, typed=typed)

    async def _of_page(self, argument: str) -> Message:
        page, _, query = argument.partition(" ")
        answer = await self._ask(query)
        at = Page.of(len(answer.quotes), wanted=_number(page), size=QUOTES_PAGE)
        return which_quote_message([(said.article, said.quote) for said in answer.quotes[at.shown]])

    async def _set(self, argument: str, *, by: By, is_admin: bool) -> Message:
        article, mark, wish = _place(argument)
        kind, _, name = wish.partition(" ")
        if kind not in ("is", "nobody", "drop") or (kind == "is") != bool(name.strip()):
            raise ChangeInvalid(gettext("say who spoke: {words}", words="is NAME, nobody, drop"))
        speaker, is_dropped = (name if kind == "is" else None), kind == "drop"
        if is_admin:
            return corrected_message(await self._attributing.set(article, mark, speaker, by=by, is_dropped=is_dropped))
        is_new = await self._attributing.suggest(article, mark, speaker, by=by, is_dropped=is_dropped)
        return plain_message(
            gettext("Sent to the admins.") if is_new else gettext("The admins were asked that already.")
        )


def _place(argument: str) -> tuple[ArticleId, str, str]:
    article, _, rest = argument.partition(" ")
    mark, _, wish = rest.partition(" ")
    return ArticleId(_number(article)), mark, wish.strip()


def _number(word: str) -> int:
    if word.isascii() and word.isdecimal() and len(word) <= 18:
        return int(word)
    raise ChangeInvalid(gettext("“{word}” is no number", word=word))
