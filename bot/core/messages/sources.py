"""What an admin reads when a source was added: what was found there, and what it would have brought."""

from collections.abc import Mapping, Sequence

from bot.core.masking import masked
from bot.core.messages.parts import Button, Buttons, Heading, Items, Line, Link, Message, Moment, Paragraph, Text
from bot.core.model import Filed, Source
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, ngettext, number

NAME_CHARS = 40
TITLE_CHARS = 110
SHOWN = 15

_FOUND: Mapping[str, str] = {
    "feed": gettext_noop("Found a feed."),
    "sitemap": gettext_noop("Found a news sitemap."),
    "page": gettext_noop("Found no feed: the page itself is read."),
}


def added_source_message(
    source: Source,
    *,
    entries: int,
    matched: int,
    days: tuple[int, int],
    others: Sequence[tuple[str, str]] = (),
    use_all: str = "",
    use_one: str = "",
) -> Message:
    """`days`: on how many of how many it would have matched. `others`: names and addresses of what else is offered.

    `use_all` and `use_one` are words for admins, behind the buttons that choose among what was found.
    """
    name = named(source.name, source.url)
    names = ", ".join([name, *(named(*other) for other in others)])
    found = gettext("Found {count} feeds ({names}).", count=number(len(others) + 1), names=names) if others else ""
    found = found or gettext(_FOUND.get(source.kind, "Found a feed."))
    with_matches, looked = days
    added = ngettext(
        "Added {name} ({url}). Baseline taken: {count} entry stored, none posted; {matched} matched and can be "
        "looked up. {days} of the last {looked} days would have matched.",
        "Added {name} ({url}). Baseline taken: {count} entries stored, none posted; {matched} matched and can be "
        "looked up. {days} of the last {looked} days would have matched.",
        entries,
        name=source.name,
        url=masked(source.url),
        matched=number(matched),
        days=with_matches,
        looked=looked,
    )
    empty = gettext("It holds nothing now: is that expected?") if not entries else ""
    text = f"{found} {added} {empty}".strip()
    both = gettext("Use both") if len(others) == 1 else gettext("Use all {count}", count=number(len(others) + 1))
    buttons = (
        *(
            (Button(label=gettext("See what matched"), verb="admin", argument=f"sources matched {source.id}"),)
            if matched
            else ()
        ),
        *((Button(label=both, verb="admin", argument=use_all, style="primary"),) if others else ()),
        *((Button(label=gettext("{name} only", name=name), verb="admin", argument=use_one),) if others else ()),
    )
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), *((Buttons(buttons=buttons),) if buttons else ())))


def offered_message(text: str, *, others: Sequence[tuple[str, str]], use: str) -> Message:
    """A source that is watched already, and what else its page offers; `use` are words behind the button for that."""
    if not others:
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    names = ", ".join(named(*other) for other in others)
    also = ngettext("It also offers {names}.", "It also offers {count} feeds: {names}.", len(others), names=names)
    label = gettext("Use that too") if len(others) == 1 else gettext("Use all {count}", count=number(len(others)))
    button = Button(label=label, verb="admin", argument=use, style="primary")
    text = f"{text} {also}"
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(button,))))


def matched_message(source: Source, articles: Sequence[Filed], *, days: int) -> Message:
    """What of a source matched in the last days, newest first."""
    text = ngettext(
        "{name}: {count} article of the last {days} days matched a keyword.",
        "{name}: {count} articles of the last {days} days matched a keyword.",
        len(articles),
        name=source.name,
        days=days,
    )
    shown: list[Line] = [_article(filed) for filed in articles[:SHOWN]]
    if len(articles) > SHOWN:
        shown.append((Text(gettext("… {count} more", count=number(len(articles) - SHOWN))),))
    heading = gettext("Matched of {name}", name=cut(source.name, NAME_CHARS))
    parts = (Heading(text=heading), Items(lines=tuple(shown)))
    return Message(text=text, parts=parts if articles else (Paragraph(line=(Text(text),)),))


def named(title: str, url: str) -> str:
    """A feed by its title; by its address where it has none."""
    return cut(visible(title), NAME_CHARS) or masked(url)


def _article(filed: Filed) -> Line:
    article = filed.analysis.article
    title = cut(article.title or gettext("Untitled article"), TITLE_CHARS)
    when = (Text(" · "), Moment(article.published.instant(), day_only=True)) if article.published else ()
    score = Text(f" · {gettext('relevance {score}', score=f'{filed.analysis.relevance.score:.2f}')}")
    return (Link(title, article.url) if article.url else Text(title), *when, score)
