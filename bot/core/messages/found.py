"""One line each of what was found: a story, a deed, somebody's words."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from bot.core.language.plans import is_planned
from bot.core.messages import deeds, wording
from bot.core.messages.choice import is_unsure
from bot.core.messages.parts import Heading, Items, Line, Part, Quotation, Run, Text
from bot.core.messages.standing import chain_in_words, mark
from bot.core.model import Hit, Printing, Question, Quote, Said, Stand, Standing
from bot.core.text import cut, visible
from bot.core.translation import gettext

_BODIES = {
    "commissioner": "commission", "senator": "senate", "councilor": "council", "councillor": "council",
    "councilmember": "council", "supervisor": "supervisors",
}  # fmt: skip
_TITLE_CHARS = 110
_ALTERED_CHARS = 160


def stands_part(stands: Sequence[Stand], question: Question) -> tuple[Part, ...]:
    if not stands:
        return ()
    lines = tuple(_chain(stand, question) if stand.chain else event(stand) for stand in stands)
    heading = gettext("Where it stands") if _is_their_own(stands, question) else gettext("What was done")
    return (Heading(text=heading), Items(lines=lines))


def _is_their_own(stands: Sequence[Stand], question: Question) -> bool:
    """Whether who was asked about did these things, under whatever name; of a word alone nobody can say."""
    names = {form.casefold() for name in question.names for form in (name, *question.variants.get(name, ()))}
    return bool(names) and all(stand.position.actor.casefold().removeprefix("the ") in names for stand in stands)


def holding(stands: Sequence[Stand]) -> Sequence[Stand]:
    """What still holds; with nothing left that does, what has ended; what is only planned is no stand."""
    done = [stand for stand in stands if not is_planned(stand.position.action, stand.sentence)]
    return [stand for stand in done if stand.status is Standing.CURRENT] or done


def in_one_line(stand: Stand) -> str:
    return chain_in_words(stand) if stand.chain else f"{deeds.deed(stand.position)}{mark(stand)}"


def _chain(stand: Stand, question: Question) -> Line:
    return (
        Text(f"{chain_in_words(stand, asked=question.names)} "),
        *read_in(stand),
        *_doubts(stand),
    )


def event(stand: Stand) -> Line:
    position = stand.position
    when = f"{wording.day(position.announced)}: " if position.announced else ""
    return (
        *((Text(when, "strong"),) if when else ()),
        Text(f"{visible(position.actor)}: {deeds.deed_alone(position)} "),
        *read_in(stand),
        *_doubts(stand),
    )


def _doubts(stand: Stand) -> Line:
    """That it holds no more, that it may be read wrongly."""
    unsure = f" · {gettext('unsure, see the source')}" if deeds.is_unsure(stand.position) else ""
    doubts = f"{mark(stand)}{unsure}"
    return (Text(doubts),) if doubts else ()


def day_of(stand: Stand) -> date:
    """When it happened, else when it was read of; the undated last in a list that begins with the newest."""
    published = stand.published.instant().date() if stand.published else date.min
    return stand.position.announced or published


def read_in(read: Stand | Said) -> Line:
    outlet = visible(read.outlet or "") or gettext("source")
    return (Text("· "), wording.linked(outlet, read.url), *_dated(read))


def _dated(read: Stand | Said | Hit) -> Line:
    on = wording.published_on(read.published)
    return (Text(", "), *on) if on else ()


def story(hit: Hit) -> Line:
    others = f" +{hit.also_in}" if hit.also_in else ""
    outlet = visible(hit.outlet or "")
    return (
        wording.linked(cut(visible(hit.title), _TITLE_CHARS) or gettext("Untitled article"), hit.url),
        *((Text(f" · {outlet}{others}"),) if outlet or others else ()),
        *_dated(hit),
    )


def also_read_in(said: Said) -> Line:
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
        runs += [*((Text(", "),) if runs else ()), wording.linked(other.outlet or "", other.url)]
        if other.is_altered:
            words = cut(visible(other.text), _ALTERED_CHARS)
            runs.append(Text(f", {gettext('with other words: “{words}”', words=words)}"))
    printed = (*runs, *((Text(f" +{rest}"),) if rest > 0 else ()))
    return (Text(" · "), *wording.line(gettext("also in {outlets}"), outlets=printed))


def quotations(quotes: Sequence[Said]) -> tuple[Quotation, ...]:
    """What was said, with who said it and where it was read."""
    return tuple(
        Quotation(
            text=wording.spoken_words(said.quote),
            speaker=wording.speaker(said.quote),
            source=(*read_in(said)[1:], *also_read_in(said)),
            is_unsure=is_unsure(said.quote),
        )
        for said in quotes
    )


def is_theirs(name: str | None, question: Question) -> bool:
    """Whether this is who was asked about, under any name."""
    names = {form.casefold() for asked in question.names for form in (asked, *question.variants.get(asked, ()))}
    return name is not None and name.casefold().removeprefix("the ") in names


def is_member(quote: Quote, question: Question) -> bool:
    """Whether the bare title of who speaks is that of a member of the body asked about: the FTC's "Commissioner"."""
    body = _BODIES.get((quote.role or "").casefold()) if quote.affiliation is None else None
    forms = chain.from_iterable((name, *question.variants.get(name, ())) for name in question.names)
    return body is not None and any(body in form.casefold().split() for form in forms)
