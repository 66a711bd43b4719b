"""What `/policy …` answers, on one screen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.core.messages import wording
from bot.core.messages.choice import is_unsure
from bot.core.messages.paging import Page
from bot.core.messages.parts import (
    Button,
    Buttons,
    Context,
    Heading,
    Items,
    Line,
    Message,
    Paragraph,
    Part,
    Quotation,
    Run,
    Text,
    Warning,
)
from bot.core.messages.standing import chain_in_words, mark
from bot.core.messages.texts import help_message
from bot.core.model import Answer, Hit, Printing, Question, Said, Searched, Stand, Standing
from bot.core.text import cut, visible

STORIES_SHOWN = 5  # on the first screen, among other things
POSITIONS_SHOWN = 4
QUOTES_SHOWN = 3
STORIES_PAGE = 10  # on a page of their own
QUOTES_PAGE = 5
TIMELINE_PAGE = 10
ALIASES_SHOWN = 4
SUGGESTIONS_SHOWN = 3
_TITLE_CHARS = 110
_QUERY_CHARS = 80
_ALTERED_CHARS = 160


def answer_message(answer: Answer, *, page: int = 1) -> Message:
    """One screen: where it stands, the latest stories, their words, bills. Says what was understood and searched.

    What doesn't fit is on the pages behind it: stories alone, like quotes or positions where only they were asked for.
    """
    is_timeline = (
        answer.question.show == "positions"
    )  # there the doubtful are marked; where someone stands they are not
    least = wording.POSSIBLE_POSITION if is_timeline else wording.SURE_OF_POSITION
    answer = replace(answer, positions=tuple(each for each in answer.positions if each.position.confidence >= least))
    match answer.question.show:
        case "help":
            return help_message()
        case "quotes":
            return _quotes_alone(answer, page) if answer.quotes else _nothing(answer)
        case "positions":
            return _timeline(answer, page) if answer.positions else _nothing(answer)
        case _:
            has_something = answer.hits or answer.quotes or answer.positions
            return _all(answer, page) if has_something else _nothing(answer)


def _all(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.hits), wanted=page, size=STORIES_PAGE, first_size=STORIES_SHOWN)
    if at.number > 1:
        found = wording.counted(len(answer.hits), "story", "stories")
        return _page(answer, at, f"{found} for {_subject(answer.question)}", _more_stories(answer, at))
    return Message(
        text=_spoken(answer) + (f" {at.words}." if at.words else ""),
        parts=(
            *_understood(answer),
            *_stands(_holding(answer.positions)[:POSITIONS_SHOWN], answer.question),
            *_stories(answer.hits),
            *_in_their_words(answer.quotes[:QUOTES_SHOWN]),
            *_bills(answer.positions),
            *_whereabouts(at),
            Buttons(buttons=(*_turns(answer, at), *_closer_looks(answer), _share(answer.question))),
        ),
    )


def _closer_looks(answer: Answer) -> tuple[Button, ...]:
    """To what the first screen shows a part of."""
    query = _query(answer.question)
    looks = (("Quotes", "quotes", answer.quotes), ("Timeline", "timeline", answer.positions))
    return tuple(Button(label=label, verb="ask", argument=f"{word} {query}") for label, word, found in looks if found)


def _spoken(answer: Answer) -> str:
    found = wording.counted(len(answer.hits), "story", "stories")
    latest = f"; the latest: {wording.headline(answer.hits[0].title)}" if answer.hits else ""
    first = next(iter(_holding(answer.positions)), None)
    stand = f"; {_in_one_line(first)}" if first else ""
    return wording.sentence(f"{_subject(answer.question)}: {found}{stand}{latest}")


def _quotes_alone(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.quotes), wanted=page, size=QUOTES_PAGE)
    found = wording.counted(len(answer.quotes), "quote", "quotes")
    return _page(answer, at, f"{found} for {_subject(answer.question)}", _in_their_words(answer.quotes[at.shown]))


def _timeline(answer: Answer, page: int) -> Message:
    at = Page.of(len(answer.positions), wanted=page, size=TIMELINE_PAGE)
    stands = sorted(answer.positions, key=_day, reverse=True)[at.shown]
    found = wording.counted(len(answer.positions), "event", "events")
    events = Items(lines=tuple(_event(stand) for stand in stands))
    return _page(answer, at, f"{found} for {_subject(answer.question)}", (events,))


def _more_stories(answer: Answer, at: Page) -> tuple[Part, ...]:
    lines = tuple(_story(hit) for hit in answer.hits[at.shown])
    return (Heading(text="More stories"), Items(lines=lines))


def _page(answer: Answer, at: Page, text: str, parts: tuple[Part, ...]) -> Message:
    """A list alone, with what was understood above it and the way to its other pages below."""
    return Message(
        text=f"{text}. {at.words}." if at.words else f"{text}.",
        parts=(
            *_understood(answer),
            *parts,
            *_whereabouts(at),
            Buttons(buttons=(*_turns(answer, at), _share(answer.question))),
        ),
    )


def _whereabouts(at: Page) -> tuple[Context, ...]:
    """Which page this is, and how to have fewer."""
    return (Context(line=(Text(f"{at.words} · narrow it with since:2026-01 or until:2026-03"),)),) if at.words else ()


def _turns(answer: Answer, at: Page) -> tuple[Button, ...]:
    return at.turns("page", lambda number: f"{number} {_asked(answer.question)}")


def _nothing(answer: Answer) -> Message:
    question = answer.question
    guesses = tuple(visible(guess) for guess in question.did_you_mean[:SUGGESTIONS_SHOWN])
    lead = _nothing_lead(question)
    ask = f" Did you mean {', '.join(guesses)}?" if guesses else ""
    searched = f"{_searched(answer.searched)}."
    wider = () if question.show == "all" else (_query(question),)
    buttons = (
        *(Button(label=guess, verb="ask", argument=guess) for guess in guesses),
        *(Button(label=f"All about {_subject(question)}", verb="ask", argument=query) for query in wider if query),
    )
    return Message(
        text=f"{lead}{ask} {searched}",
        parts=(
            Paragraph(line=(Text(lead, "strong"), Text(ask))),
            *_corrections(question),
            Context(line=(Text(searched),)),
            *((Buttons(buttons=buttons),) if buttons else ()),
        ),
    )


def _nothing_lead(question: Question) -> str:
    match question.show:
        case "quotes":
            return f"No quotes for “{_subject(question)}”."
        case "positions":
            return f"Nothing dated that “{_subject(question)}” did or promised."
        case _:
            return f"No record of “{cut(visible(question.query), _QUERY_CHARS)}”."


def _understood(answer: Answer) -> tuple[Part, ...]:
    question = answer.question
    forms = _forms(question)
    understood = f"understood: {forms} · " if forms else ""
    return (
        Heading(text=_subject(question)),
        Context(line=(Text(f"{understood}{_count(answer.searched)}"),)),
        *_corrections(question),
    )


def _forms(question: Question) -> str:
    """`Amazon (AWS, Rekognition)`: each name with the other forms that were searched for."""
    return ", ".join(_with_aliases(name, question.variants.get(name, ())) for name in question.names)


def _with_aliases(name: str, variants: Sequence[str]) -> str:
    others = [visible(each) for each in variants if each.casefold() != name.casefold()]
    more = ", …" if len(others) > ALIASES_SHOWN else ""
    return f"{visible(name)} ({', '.join(others[:ALIASES_SHOWN])}{more})" if others else visible(name)


def _corrections(question: Question) -> tuple[Warning, ...]:
    return tuple(
        Warning(line=(Text(f"No record of “{visible(typed)}”; showing “{visible(used)}”."),))
        for typed, used in question.corrected.items()
    )


def _stands(stands: Sequence[Stand], question: Question) -> tuple[Part, ...]:
    if not stands:
        return ()
    lines = tuple(_chain(stand, question) if stand.chain else _event(stand) for stand in stands)
    return (Heading(text="Where it stands" if _is_their_own(stands, question) else "What was done"), Items(lines=lines))


def _is_their_own(stands: Sequence[Stand], question: Question) -> bool:
    """Whether who was asked about did these things, under whatever name; of a word alone nobody can say."""
    names = {form.casefold() for name in question.names for form in (name, *question.variants.get(name, ()))}
    return bool(names) and all(stand.position.actor.casefold().removeprefix("the ") in names for stand in stands)


def _holding(stands: Sequence[Stand]) -> Sequence[Stand]:
    """What still holds; with nothing left that does, what has ended."""
    return [stand for stand in stands if stand.status is Standing.CURRENT] or stands


def _in_one_line(stand: Stand) -> str:
    return chain_in_words(stand) if stand.chain else f"{wording.deed(stand.position)}{mark(stand)}"


def _chain(stand: Stand, question: Question) -> Line:
    return (
        Text(f"{chain_in_words(stand, asked=question.names)} "),
        *_read_in(stand),
        *_doubts(stand),
    )


def _event(stand: Stand) -> Line:
    position = stand.position
    when = f"{wording.day(position.announced)}: " if position.announced else ""
    return (
        *((Text(when, "strong"),) if when else ()),
        Text(f"{visible(position.actor)}: {wording.deed_alone(position)} "),
        *_read_in(stand),
        *_doubts(stand),
    )


def _doubts(stand: Stand) -> Line:
    """That it holds no more, that it may be read wrongly."""
    unsure = " · unsure, see the source" if wording.is_unsure(stand.position) else ""
    doubts = f"{mark(stand)}{unsure}"
    return (Text(doubts),) if doubts else ()


def _day(stand: Stand) -> date:
    """When it happened, else when it was read of; the undated last in a list that begins with the newest."""
    published = stand.published.instant().date() if stand.published else date.min
    return stand.position.announced or published


def _read_in(read: Stand | Said) -> Line:
    outlet = visible(read.outlet or "") or "source"
    return (Text("· "), wording.linked(outlet, read.url), *_dated(read))


def _dated(read: Stand | Said | Hit) -> Line:
    on = wording.published_on(read.published)
    return (Text(", "), *on) if on else ()


def _stories(hits: Sequence[Hit]) -> tuple[Part, ...]:
    if not hits:
        return ()
    shown = hits[:STORIES_SHOWN]
    count = wording.counted(len(hits), "story", "stories")
    title = f"Lately ({count})" if len(shown) == len(hits) else f"Lately ({len(shown)} of {count})"
    return (Heading(text=title), Items(lines=tuple(_story(hit) for hit in shown), is_numbered=True))


def _story(hit: Hit) -> Line:
    others = f" +{hit.also_in}" if hit.also_in else ""
    outlet = visible(hit.outlet or "")
    return (
        wording.linked(cut(visible(hit.title), _TITLE_CHARS) or "Untitled article", hit.url),
        *((Text(f" · {outlet}{others}"),) if outlet or others else ()),
        *_dated(hit),
    )


def _in_their_words(quotes: Sequence[Said]) -> tuple[Part, ...]:
    if not quotes:
        return ()
    return (
        Heading(text="In their words"),
        *(
            Quotation(
                text=wording.spoken_words(said.quote),
                speaker=wording.speaker(said.quote),
                source=(*_read_in(said)[1:], *_also_read_in(said)),
                is_unsure=is_unsure(said.quote),
            )
            for said in quotes
        ),
    )


def _also_read_in(said: Said) -> Line:
    """` · also in KXYZ, Bayline +2`, and what an outlet made of the words where it changed them."""
    outlets: dict[str, Printing] = {}
    for other in said.others:
        name = visible(other.outlet or "")
        if name and (other.is_altered or name.casefold() != visible(said.outlet or "").casefold()):
            known = outlets.get(name.casefold())
            outlets[name.casefold()] = other if known is None or other.is_altered else known
    if not outlets:
        return ()
    ranked = sorted(outlets.values(), key=lambda other: not other.is_altered)
    named, rest = ranked[: wording.NAMED_OUTLETS], len(ranked) - wording.NAMED_OUTLETS
    runs: list[Run] = []
    for other in named:
        runs += [Text(", " if runs else " · also in "), wording.linked(other.outlet or "", other.url)]
        if other.is_altered:
            runs.append(Text(f", with other words: “{cut(visible(other.text), _ALTERED_CHARS)}”"))
    return (*runs, *((Text(f" +{rest}"),) if rest > 0 else ()))


def _bills(stands: Sequence[Stand]) -> tuple[Part, ...]:
    bills = dict.fromkeys(visible(bill) for stand in stands for bill in stand.position.bills)
    return (Paragraph(line=(Text("Bills naming it: ", "strong"), Text(", ".join(bills)))),) if bills else ()


def _share(question: Question) -> Button:
    return Button(label="Share here", verb="share", argument=_asked(question))


def _asked(question: Question) -> str:
    """The words that ask exactly this again."""
    return {"quotes": "quotes ", "positions": "timeline "}.get(question.show, "") + _query(question)


def _query(question: Question) -> str:
    """The words to ask the same again: what was understood, without the leading command word."""
    words = visible(question.query).split()
    return " ".join(words[1:] if words and words[0].casefold() in {"quotes", "timeline", "positions"} else words)


def _subject(question: Question) -> str:
    return ", ".join(map(visible, question.names)) or cut(_query(question), _QUERY_CHARS) or "everything"


def _count(searched: Searched) -> str:
    since = f" since {wording.day(searched.since)}" if searched.since else ""
    return f"searched {wording.counted(searched.articles, 'article', 'articles')}{since}"


def _searched(searched: Searched) -> str:
    sources = wording.counted(searched.sources, "source", "sources")
    since = f" since {wording.day(searched.since)}" if searched.since else ""
    return f"Searched {wording.counted(searched.articles, 'article', 'articles')} and {sources}{since}"
