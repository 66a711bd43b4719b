"""What `/policy …` answers, on one screen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.messages import deeds, wording
from bot.core.messages.asked import (
    QUERY_CHARS,
    asked_again,
    corrections,
    meant,
    query_of,
    searched_words,
    share_button,
    subject,
    understood,
)
from bot.core.messages.found import (
    day_of,
    event,
    holding,
    in_one_line,
    is_member,
    is_theirs,
    quotations,
    read_in,
    stands_part,
    story,
)
from bot.core.messages.lists import page_of, turns, whereabouts
from bot.core.messages.paging import Page
from bot.core.messages.parts import Button, Buttons, Context, Heading, Items, Message, Paragraph, Part, Text
from bot.core.messages.record import record_message
from bot.core.messages.texts import help_message
from bot.core.model import Answer, Hit, Question, Said, Stand
from bot.core.text import cut, visible
from bot.core.translation import gettext, ngettext, number

STORIES_SHOWN = 5  # on the first screen, among other things
POSITIONS_SHOWN = 4
QUOTES_SHOWN = 3
BILLS_SHOWN = 3
STORIES_PAGE = 10  # on a page of their own
QUOTES_PAGE = 5
TIMELINE_PAGE = 10
SUGGESTIONS_SHOWN = 3
LATELY = timedelta(days=90)


def answer_message(answer: Answer, *, page: int = 1) -> Message:
    """One screen: where it stands, the latest stories, their words, bills. Says what was understood and searched.

    What doesn't fit is on the pages behind it: stories alone, like quotes or positions where only they were asked for.
    """
    is_list = answer.question.show in ("positions", "record")  # there the doubtful are marked; elsewhere left out
    least = deeds.POSSIBLE_POSITION if is_list else deeds.SURE_OF_POSITION
    answer = replace(answer, positions=tuple(each for each in answer.positions if each.position.confidence >= least))
    match answer.question.show:
        case "help":
            return help_message()
        case "quotes":
            return _quotes_alone(answer, page) if answer.quotes else _nothing(answer)
        case "standing":
            return _standing(answer, page) if holding(answer.positions) else _nothing(answer)
        case "positions":
            return _timeline(answer, page) if answer.positions else _nothing(answer)
        case "record":
            return record_message(answer, page) if answer.quotes or answer.positions else _nothing(answer)
        case _:
            has_something = answer.hits or answer.quotes or answer.positions
            return _all(answer, page) if has_something else _nothing(answer)


def _all(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.hits), wanted=page, size=STORIES_PAGE, first_size=STORIES_SHOWN)
    if at.number > 1:
        return page_of(answer, at, _for(answer, _found(answer)), _more_stories(answer, at))
    return Message(
        text=_spoken(answer) + (f" {at.words}." if at.words else ""),
        parts=(
            *understood(answer),
            *stands_part(holding(answer.positions)[:POSITIONS_SHOWN], answer.question),
            *_stories(answer),
            *_words(answer),
            *_bills(answer.bills),
            *whereabouts(at),
            Buttons(buttons=(*turns(answer, at), *_closer_looks(answer), share_button(answer.question))),
        ),
    )


def _closer_looks(answer: Answer) -> tuple[Button, ...]:
    """To what the first screen shows a part of."""
    query = query_of(answer.question)
    looks: tuple[tuple[str, str, Sequence[object]], ...] = (
        (gettext("Quotes"), "quotes", answer.quotes),
        (gettext("Timeline"), "timeline", answer.positions),
        (gettext("On record"), "record", answer.quotes if len(answer.question.names) == 1 else ()),
    )
    return tuple(Button(label=label, verb="ask", argument=f"{word} {query}") for label, word, found in looks if found)


def _spoken(answer: Answer) -> str:
    first = next(iter(holding(answer.positions)), None)
    told = (_found(answer), in_one_line(first) if first else "", _best(answer))
    return wording.sentence(f"{subject(answer.question)}: {'; '.join(filter(None, told))}")


def _best(answer: Answer) -> str:
    if not answer.hits:
        return ""
    title = wording.headline(_shown(answer)[0].title)
    is_latest = answer.question.is_one_thing
    return gettext("the latest: {title}", title=title) if is_latest else gettext("the closest: {title}", title=title)


def _found(answer: Answer) -> str:
    return ngettext("{count} story", "{count} stories", len(answer.hits))


def _for(answer: Answer, found: str) -> str:
    """`12 quotes for Amazon`"""
    return gettext("{found} for {subject}", found=found, subject=subject(answer.question))


def _quotes_alone(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.quotes), wanted=page, size=QUOTES_PAGE)
    found = ngettext("{count} quote", "{count} quotes", len(answer.quotes))
    wrong = Button(
        label=gettext("Wrong speaker…"), verb="wrong_speaker_in", argument=f"{at.number} {asked_again(answer.question)}"
    )
    quotes = _headed(gettext("In their words"), answer.quotes[at.shown])
    return page_of(answer, at, _for(answer, found), quotes, more=(wrong,))


def _standing(answer: Answer, page: int) -> Message:
    """What holds now, the latest first; what has ended is in the timeline."""
    held = sorted(holding(answer.positions), key=day_of, reverse=True)
    at = Page.of(len(held), wanted=page, size=TIMELINE_PAGE)
    found = ngettext("{count} position", "{count} positions", len(held))
    return page_of(answer, at, _for(answer, found), stands_part(held[at.shown], answer.question))


def _timeline(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.positions), wanted=page, size=TIMELINE_PAGE)
    stands = sorted(answer.positions, key=day_of, reverse=True)[at.shown]
    found = ngettext("{count} event", "{count} events", len(answer.positions))
    return page_of(answer, at, _for(answer, found), (Items(lines=tuple(map(event, stands))),))


def _more_stories(answer: Answer, at: Page) -> tuple[Part, ...]:
    lines = tuple(story(hit) for hit in answer.hits[at.shown])
    return (Heading(text=gettext("More stories")), Items(lines=lines))


def _nothing(answer: Answer) -> Message:
    question = answer.question
    guesses = tuple(visible(guess) for guess in question.did_you_mean[:SUGGESTIONS_SHOWN])
    lead = _nothing_lead(question)
    ask = f" {gettext('Did you mean {guesses}?', guesses=', '.join(guesses))}" if guesses else ""
    searched = f"{meant(question)}{searched_words(answer)}"
    wider = () if question.show == "all" else (query_of(question),)
    buttons = (
        *(Button(label=guess, verb="ask", argument=guess) for guess in guesses),
        *(_all_about(question, query) for query in wider if query),
    )
    return Message(
        text=f"{lead}{ask} {searched}",
        parts=(
            Paragraph(line=(Text(lead, "strong"), Text(ask))),
            *corrections(question, has_found=False),
            Context(line=(Text(searched),)),
            *((Buttons(buttons=buttons),) if buttons else ()),
        ),
    )


def _all_about(question: Question, query: str) -> Button:
    return Button(label=gettext("All about {subject}", subject=subject(question)), verb="ask", argument=query)


def _nothing_lead(question: Question) -> str:
    match question.show:
        case "quotes":
            return gettext("No quotes for “{subject}”.", subject=subject(question))
        case "standing":
            return gettext("Nothing that “{subject}” did or promised.", subject=subject(question))
        case "positions":
            return gettext("Nothing dated that “{subject}” did or promised.", subject=subject(question))
        case "record":
            return gettext("Nothing that “{subject}” said or did.", subject=subject(question))
        case _:
            return gettext("No record of “{query}”.", query=cut(visible(question.query), QUERY_CHARS))


def _shown(answer: Answer) -> tuple[Hit, ...]:
    """Of one thing what is new, the newest first, mentions and round-ups behind; for several words the best first."""
    shown = answer.hits[:STORIES_SHOWN]
    if not answer.question.is_one_thing:
        return shown
    return tuple(sorted(shown, key=lambda hit: (hit.is_central, not hit.is_undated, hit.article), reverse=True))


def _stories(answer: Answer) -> tuple[Part, ...]:
    count, shown = len(answer.hits), _shown(answer)
    if not shown:
        return ()
    of = _found(answer)
    if len(shown) < count:
        of = ngettext("{shown} of {count} story", "{shown} of {count} stories", count, shown=number(len(shown)))
    if answer.question.is_one_thing:
        title = gettext("Lately ({stories})", stories="; ".join(filter(None, (of, _span(answer)))))
    else:
        title = gettext("Closest ({stories})", stories=of)
    return (Heading(text=title), Items(lines=tuple(story(hit) for hit in shown), is_numbered=True))


def _span(answer: Answer) -> str:
    """How many of them are of the last three months: nobody shall take last year's for news."""
    if answer.day is None:
        return ""
    first = answer.day - LATELY
    told = [hit for hit in answer.hits if not hit.is_undated]
    days = [hit.published.instant().date() for hit in told if hit.published]
    recent = sum(day >= first for day in days)
    if not recent:
        return gettext("none in {days} days", days=LATELY.days)
    return gettext("{recent} in {days} days", recent=number(recent), days=LATELY.days)


def _words(answer: Answer) -> tuple[Part, ...]:
    """What they said, and what others said of them: some of each where there are both."""
    quotes, question = answer.quotes, answer.question
    theirs = [
        said
        for said in quotes
        if is_theirs(said.quote.speaker, question)
        or is_theirs(said.quote.affiliation, question)
        or is_member(said.quote, question)
    ]
    others = [said for said in quotes if said not in theirs]
    if not theirs or not question.names:
        heading = gettext("About it") if question.names else gettext("In their words")
        return _headed(heading, quotes[:QUOTES_SHOWN])
    return (
        *_headed(gettext("In their words"), theirs[: QUOTES_SHOWN - bool(others)]),
        *_headed(gettext("About it"), others[: max(QUOTES_SHOWN - len(theirs), 1)]),
    )


def _headed(title: str, quotes: Sequence[Said]) -> tuple[Part, ...]:
    return (Heading(text=title), *quotations(quotes)) if quotes else ()


def _bills(stands: Sequence[Stand]) -> tuple[Part, ...]:
    """Each bill with the latest that was done about it, and where that was read."""
    lines = tuple(
        (
            Text(f"{', '.join(map(visible, stand.position.bills))}", "strong"),
            Text(f": {_deed(stand)} "),
            *read_in(stand),
        )
        for stand in stands[:BILLS_SHOWN]
    )
    return (Heading(text=gettext("Bills naming it")), Items(lines=lines)) if lines else ()


def _deed(stand: Stand) -> str:
    position = replace(stand.position, bills=())
    return f"{visible(position.actor)}: {deeds.deed_alone(position)}"
