"""A quote whose speaker is wrong: which one, who spoke, and what became of it."""

from collections.abc import Sequence

from bot.core.attributions import mark_of
from bot.core.messages import wording
from bot.core.messages.parts import Button, Buttons, Context, Heading, Items, Line, Message, Paragraph, Text
from bot.core.messages.texts import plain_message
from bot.core.model import ArticleId, Change, Filed, Quote
from bot.core.text import cut, visible
from bot.core.translation import gettext, ngettext, number

SHOWN = 20  # quotes to choose from, a button each
OFFERED = 8  # people to choose from
NAME_CHARS = 60
LINE_CHARS = 160


def wrong_speaker_button(argument: str) -> Button:
    """To the question which quote is meant; `argument` is the alert."""
    return Button(label=gettext("Wrong speaker…"), verb="wrong_speaker", argument=argument)


def which_quote_message(quotes: Sequence[tuple[ArticleId, Quote]], *, title: str = "", typed: str = "") -> Message:
    """One button a quote, in the order that they are shown; with `typed`, what is typed before the mark of one, too."""
    if not quotes:
        nothing = gettext("No quotes were read in “{title}”.", title=title)
        return plain_message(nothing if title else gettext("There are no quotes here."))
    shown = quotes[:SHOWN]
    text = gettext("Whose speaker is wrong?")
    buttons = tuple(
        Button(label=str(place), verb="speaker_of", argument=f"{article} {mark_of(quote.text)}")
        for place, (article, quote) in enumerate(shown, start=1)
    )
    hidden = len(quotes) - len(shown)
    return Message(
        text=f"{text} {ngettext('{count} quote', '{count} quotes', len(quotes))}.",
        parts=(
            Heading(text=gettext("Wrong speaker")),
            Paragraph(line=(Text(text),)),
            Items(lines=tuple((*_line(quote), *_typed(typed, quote)) for _, quote in shown), is_numbered=True),
            *((Context(line=(Text(gettext("and {count} more", count=number(hidden))),)),) if hidden > 0 else ()),
            *_how(typed, shown[0][1]),
            Buttons(buttons=buttons),
        ),
    )


def _typed(typed: str, quote: Quote) -> Line:
    return (Text(" · "), Text(f"{typed} {mark_of(quote.text)}", "code")) if typed else ()


def _how(typed: str, quote: Quote) -> tuple[Context, ...]:
    if not typed:
        return ()
    before = f"{typed} {mark_of(quote.text)}"
    commands = {"speaker": f"{before} is Dana Ortiz", "nobody": f"{before} nobody", "drop": f"{before} drop"}
    text = gettext("Typed, of the first: {speaker}; where nobody is named: {nobody}; where it is no quote: {drop}")
    return (Context(line=wording.line(text, **{name: (Text(words, "code"),) for name, words in commands.items()})),)


def who_spoke_message(filed: Filed, quote: Quote, *, order: str) -> Message:
    """Everybody else whom the article lets speak or act, nobody, or no quote at all; another name is typed."""
    where = f"{filed.id} {mark_of(quote.text)}"
    names = [name for name in speakers_in(filed) if name != quote.speaker and len(name) <= NAME_CHARS][:OFFERED]
    buttons = (
        *(Button(label=cut(name, NAME_CHARS), verb="set_speaker", argument=f"{where} is {name}") for name in names),
        Button(label=gettext("Nobody named"), verb="set_speaker", argument=f"{where} nobody"),
        Button(label=gettext("Not a quote"), verb="set_speaker", argument=f"{where} drop"),
    )
    typed = f"{order} {where} is Dana Ortiz"
    return Message(
        text=gettext("Who said “{quote}”?", quote=cut(visible(wording.spoken_words(quote)), LINE_CHARS)),
        parts=(
            Heading(text=gettext("Who said it?")),
            Paragraph(line=_line(quote)),
            Context(line=(wording.linked(wording.headline(filed.analysis.article.title), filed.analysis.article.url),)),
            Buttons(buttons=buttons),
            Context(line=(Text(f"{gettext('Somebody else')}: "), Text(typed, "code"))),
        ),
    )


def speakers_in(filed: Filed) -> tuple[str, ...]:
    """Who speaks or acts in an article, who speaks first."""
    analysis = filed.analysis
    speakers = [quote.speaker for quote in analysis.quotes]
    return tuple(dict.fromkeys(name for name in (*speakers, *(each.actor for each in analysis.positions)) if name))


def corrected_message(change: Change) -> Message:
    """What was done, with the button that takes it back."""
    text = gettext(
        "Done: {subject}. What was posted is being put right, and look-ups and exports show it at once.",
        subject=change.subject,
    )
    undo = Button(label=gettext("Undo"), verb="admin", argument=f"undo {change.number}")
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(undo,))))


def _line(quote: Quote) -> Line:
    speaker = wording.speaker(quote) or gettext("nobody named")
    return (Text(f"“{cut(visible(wording.spoken_words(quote)), LINE_CHARS)}” — "), Text(visible(speaker), "strong"))
