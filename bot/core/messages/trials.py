"""What an admin sees of a keyword before it is saved: what it would have done to the team's own archive."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.core.messages import wording
from bot.core.messages.doubts import doubts
from bot.core.messages.parts import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Heading,
    Items,
    Line,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Text,
    Warning,
)
from bot.core.model import Band, Relevance, Rule, Trial, Tried
from bot.core.text import cut
from bot.core.translation import gettext, gettext_noop, ngettext, number

SHOWN = 5  # of the stories that come or go
OVERLAPS = 3
WEEKS = 26  # bars of the chart: all of the usual 90 days
WEAK = 3  # of the stories that look off-topic
TITLE_CHARS = 110
OFF_TOPIC = 0.15  # relevance, without the tried keyword, below which it looks as if another sense of it was meant

_BANDS = {Band.DIGEST: gettext_noop("would go to the digest"), Band.DROP: gettext_noop("would only be kept")}


def trial_message(
    trial: Trial,
    *,
    save: str = "",
    is_all: bool = False,
    more: str = "",
    edit: str = "",
    in_force: Rule | None = None,
    notes: Sequence[str] = (),
    is_removal: bool = False,
) -> Message:
    """The effect in numbers, what comes and goes, and what looks wrong. `save` and `more` are words for admins to type:
    what the buttons *Save* and *Show all* do; a trial that can't be saved has neither. `edit` opens a form.

    `in_force`: what was to be tried is that keyword already, and the trial is that of taking it out. `notes` are
    sentences about how the keyword was read, and what stands beside it."""
    before, after = trial.before, trial.after
    text = gettext(
        "Last {days} days ({articles}): {before} → {after} stories ({change}).",
        days=f"{trial.weighed_days:.0f}",
        articles=ngettext("{count} article", "{count} articles", trial.weighed_articles),
        before=number(before.all),
        after=number(after.all),
        change=f"{after.all - before.all:+d}",
    )
    if in_force is not None:
        known = gettext("The keyword {id} says that already and is in force. Without it:", id=in_force.id)
        text = f"{known} {text}"
    parts: list[Part] = [Paragraph(line=(Text(text, "strong"),))]
    parts += [Context(line=(Text(words),)) for words in (" · ".join(_in_bands(trial)), _rates(trial))]
    parts += [Context(line=(Text(words),)) for words in _shortened(trial)]
    is_out = is_removal or in_force is not None
    parts += [Warning(line=(Text(words),)) for words in (*notes, *doubts(trial, is_removal=is_out))]
    parts += _stories(gettext("New ones"), trial.gained, is_all=is_all)
    parts += _stories(gettext("No longer"), trial.lost, is_all=is_all)
    parts += _off_topic(trial.gained)
    parts += [Context(line=(Text(words),)) for words in _overlaps(trial)]
    parts += _chart(trial.weeks)
    hidden = max(len(trial.gained), len(trial.lost)) > SHOWN and not is_all
    label = gettext("Remove") if is_removal else gettext("Save")
    buttons = (
        *((Button(label=label, verb="admin", argument=save, style="primary"),) if save else ()),
        *((Button(label=gettext("Edit"), verb="form", argument=edit),) if edit else ()),
        *((Button(label=gettext("Show all"), verb="admin", argument=more),) if more and hidden else ()),
    )
    return Message(text=text, parts=(*parts, *((Buttons(buttons=buttons),) if buttons else ())))


def _rates(trial: Trial) -> str:
    before, after = trial.posts_a_day
    change = round(after - before, 1) + 0.0  # never minus zero
    return gettext(
        "Alerts a week {week_before} → {week_after} · expected posts a day {before} → {after} ({change})",
        week_before=f"{7 * before:.1f}",
        week_after=f"{7 * after:.1f}",
        before=f"{before:.1f}",
        after=f"{after:.1f}",
        change=f"{change:+.1f}",
    )


def _shortened(trial: Trial) -> Iterator[str]:
    if trial.weighed_since > trial.since:
        yield gettext(
            "It matches {matched} of {articles} articles of {days} days, more than can be weighed at once: "
            "its effect is counted in the latest {weighed} days.",
            matched=number(trial.matched),
            articles=number(trial.articles),
            days=f"{trial.days:.0f}",
            weighed=f"{trial.weighed_days:.0f}",
        )


def _in_bands(trial: Trial) -> Iterator[str]:
    before, after = trial.before, trial.after
    yield gettext("Told at once {before} → {after}", before=before.told, after=after.told)
    yield gettext("in the digest {before} → {after}", before=before.digest, after=after.digest)
    yield gettext("only kept {before} → {after}", before=before.kept, after=after.kept)
    if trial.is_of_channel:
        yield gettext("counted for this channel alone")


def _stories(title: str, stories: Sequence[Tried], *, is_all: bool) -> Iterator[Part]:
    if not stories:
        return
    shown = stories if is_all else stories[:SHOWN]
    rest: tuple[Line, ...] = (_and_more(len(stories) - len(shown)),) if len(shown) < len(stories) else ()
    yield Heading(text=f"{title} ({len(stories)})")
    yield Items(lines=(*map(_story, shown), *rest))


def _and_more(count: int) -> Line:
    return (Text(gettext("… {count} more", count=number(count))),)


def _story(tried: Tried) -> Line:
    article = tried.sample.article
    title = cut(article.title or gettext("Untitled article"), TITLE_CHARS)
    outlet = f" · {article.outlet}" if article.outlet else ""
    score = gettext("relevance {score}", score=f"{tried.score:.2f}")
    band = f" ({gettext(_BANDS[tried.band])})" if tried.band in _BANDS else ""
    return (
        Link(title, article.url) if article.url else Text(title),
        Text(" · "),
        Moment(tried.sample.at, day_only=True),
        Text(f"{outlet} · {score}{band}"),
    )


def _off_topic(gained: Sequence[Tried]) -> Iterator[Part]:
    """What comes by the tried keyword alone, though nothing else in it speaks of the topic; the loudest first."""
    weak = [(tried.without, tried) for tried in gained if tried.without and tried.without.score < OFF_TOPIC]
    weak.sort(key=lambda each: (each[0].score, -each[1].score))
    if weak:
        rest = (_and_more(len(weak) - WEAK),) if len(weak) > WEAK else ()
        yield Heading(text=gettext("May be off-topic ({count})", count=number(len(weak))))
        yield Items(lines=(*((*_story(tried), _doubt(own)) for own, tried in weak[:WEAK]), *rest))


def _doubt(own: Relevance) -> Text:
    reason = next((reason for reason in own.reasons if not reason.startswith("+")), "").removeprefix("− ")
    score = gettext("{score} without this keyword", score=f"{own.score:.2f}")
    return Text(f" · {score}: {reason}" if reason else f" · {score}")


def _overlaps(trial: Trial) -> Iterator[str]:
    for rule, count in trial.overlaps[:OVERLAPS]:
        yield gettext(
            "Overlaps the keyword {id} in {count} of {matched} articles.",
            id=rule.id,
            count=number(count),
            matched=number(trial.matched),
        )


def _chart(weeks: Sequence[tuple[date, int, int]]) -> Iterator[Part]:
    shown = weeks[-WEEKS:]
    if len(shown) < 2 or not any(before or after for _, before, after in shown):
        return
    title = gettext(
        "Alerts a week, before → after, in the weeks from {first} to {last}",
        first=wording.day_of_year(shown[0][0]),
        last=wording.day_of_year(shown[-1][0]),
    )
    bars = (Bar(wording.day_of_year(start), value=after, before=before) for start, before, after in shown)
    yield Chart(title=title, bars=tuple(bars))
