"""An alert and what its buttons open, as messages."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.messages import deeds, wording
from bot.core.messages.choice import QUOTES_SHOWN, chosen_quotes, is_unsure, remaining_quotes
from bot.core.messages.edits import edit_warnings, edits_spoken, edits_told_by, note_warnings, standing_warnings
from bot.core.messages.parts import (
    Button,
    Buttons,
    Context,
    Heading,
    Headline,
    Items,
    Line,
    Message,
    Paragraph,
    Part,
    Quotation,
    Text,
    Warning,
)
from bot.core.messages.regrouping import earlier_line, joined_warning, regroup_buttons
from bot.core.messages.speakers import wrong_speaker_button
from bot.core.model import AlertCard, AlertKind, Analysis, Article, Match, Quote, Rule, Votes
from bot.core.text import cut, split_sentences, visible
from bot.core.translation import gettext, ngettext, number

SUMMARY_SENTENCES = 3
TERMS_SHOWN = 4
TERM_CHARS = 60
RULES_EXPLAINED = 5
_NO_VOTES = Votes()
QUOTE_LANGUAGES = {"en"}  # those `core/quotes` reads


def alert_message(card: AlertCard, *, now: datetime, note: str = "") -> Message:
    """A new story, to be judged in ten seconds. Composed when sent, so "also in …" is true at that time.

    `note`: why it comes at this hour, where that has to be said.
    """
    article = card.filed.analysis.article
    return Message(
        text=_spoken(card, now=now),
        parts=(
            Headline(text=wording.headline(article.title), url=article.url, icon="📰"),
            Context(line=_context(card, now=now), tags=_tags(card)),
            *joined_warning(card),
            *((Context(line=(Text(note),)),) if note else ()),
            *standing_warnings(card),
            *_warnings(article),
            *_summary(card),
            *(_quotation(quote) for quote in chosen_quotes(card.filed.analysis)),
            *_position(card),
            *earlier_line(card),
            *_reading_notes(card),
            Buttons(buttons=_buttons(card)),
        ),
    )


def follow_up_message(card: AlertCard, *, now: datetime) -> Message:
    """What is new in a story already told: one line and at most one quote, for the thread of its alert."""
    line = _follow_up_line(card, now=now)
    buttons = tuple(button for button in _buttons(card) if button.verb in {"why", "more_quotes"})
    return Message(
        text=wording.sentence(gettext("Follow-up, {news}", news=wording.words((*line, *edits_spoken(card))))),
        parts=(Paragraph(line=line), *_what_is_new(card), Buttons(buttons=buttons)),
    )


def news_message(card: AlertCard, *, story: str, now: datetime) -> Message:
    """A follow-up for who follows the story, which `story`, the title of its alert, calls to mind."""
    line = _follow_up_line(card, now=now)
    stop = Button(label=gettext("Stop following"), verb="unfollow", argument=str(card.alert.id))
    return Message(
        text=wording.sentence(
            gettext("News of a story you follow, {news}", news=wording.words((*line, *edits_spoken(card))))
        ),
        parts=(
            Context(line=(Text(gettext("You follow “{title}”", title=wording.headline(story))),)),
            Paragraph(line=line),
            *_what_is_new(card),
            Buttons(buttons=(stop,)),
        ),
    )


def _follow_up_line(card: AlertCard, *, now: datetime) -> Line:
    article = card.filed.analysis.article
    when = wording.moment(article.published, now=now)
    lead: Line = (Text(wording.outlet(card), "strong"), *((Text(", "), when) if when else ()), Text(": "))
    return (*lead, wording.linked(wording.headline(article.title), article.url))


def _what_is_new(card: AlertCard) -> tuple[Part, ...]:
    if edits := edits_told_by(card):
        return edit_warnings(edits)
    news = wording.news(card.alert)
    return (
        *((Context(line=(Text(wording.capital(news)),)),) if news else ()),
        *_warnings(card.filed.analysis.article),
        *(Context(line=(Text(note),)) for note in _unread(card.filed.analysis)),
        *(_quotation(quote) for quote in chosen_quotes(card.filed.analysis, limit=_shown_quotes(card))),
        *_position(card),
    )


def _shown_quotes(card: AlertCard) -> int:
    """How many quotes its message shows at most: a follow-up is a line and one quote."""
    return 1 if card.alert.kind is AlertKind.FOLLOW_UP else QUOTES_SHOWN


def more_quotes_message(card: AlertCard) -> Message:
    """The quotes the alert left out, in reading order, with the doubtful ones marked."""
    article = card.filed.analysis.article
    quotes = remaining_quotes(card.filed.analysis, shown=_shown_quotes(card))
    title = wording.headline(article.title)
    if not quotes:
        return _no_more_quotes(card)
    return Message(
        text=ngettext(
            "{count} more quote from “{title}”.", "{count} more quotes from “{title}”.", len(quotes), title=title
        ),
        parts=(
            Heading(text=gettext("More quotes")),
            Context(line=(wording.linked(title, article.url), Text(f" · {wording.outlet(card)}"))),
            *(_quotation(quote) for quote in quotes),
            Buttons(buttons=(wrong_speaker_button(str(card.alert.id)),)),
        ),
    )


def _no_more_quotes(card: AlertCard) -> Message:
    article = card.filed.analysis.article
    title = wording.headline(article.title)
    unread = _unread_language(card.filed.analysis)
    if unread:
        told = gettext("Quotes not read ({language}): {title}")
    else:
        told = gettext("The alert shows every quote of {title}")
    line = wording.line(told, language=(Text(unread),), title=(wording.linked(title, article.url),))
    return Message(
        text=wording.sentence(told.format(language=unread, title=f"“{title}”")), parts=(Paragraph(line=line),)
    )


def why_message(
    card: AlertCard, *, alert_at: float | None = None, votes: Votes = _NO_VOTES, is_admin: bool = False
) -> Message:
    """Why this alert: keyword, sentence, source, relevance with its reasons, and what would have stopped it.

    `alert_at` is the relevance from which an article is alerted, named where it is known. Admins are offered to put
    its story right.
    """
    analysis = card.filed.analysis
    title = wording.headline(analysis.article.title)
    relevance = analysis.relevance
    return Message(
        text=gettext(
            "Why “{title}” was alerted: {keywords}; relevance {score}.",
            title=title,
            keywords=_rules_in_words(card.rules),
            score=f"{relevance.score:.2f}",
        ),
        parts=(
            Heading(text=gettext("Why this alert")),
            Context(line=(wording.linked(title, analysis.article.url),)),
            *_rules_explained(card),
            _labelled(gettext("Source"), visible(card.source_name or "") or gettext("not from a polled source")),
            _labelled(gettext("Relevance"), _relevance_in_words(relevance.score, alert_at)),
            *((Items(lines=tuple((Text(visible(r)),) for r in relevance.reasons)),) if relevance.reasons else ()),
            Heading(text=gettext("What would have stopped it")),
            Items(lines=_stops(card.rules, alert_at)),
            *_voted(votes),
            *_put_right(card, is_admin=is_admin),
        ),
    )


def _labelled(label: str, words: str) -> Paragraph:
    return Paragraph(line=(Text(f"{label}: ", "strong"), Text(words)))


def _put_right(card: AlertCard, *, is_admin: bool) -> tuple[Buttons, ...]:
    """What who reads it may do about what is wrong."""
    speaker = (wrong_speaker_button(str(card.alert.id)),) if card.filed.analysis.quotes else ()
    buttons = (*speaker, *(regroup_buttons(card) if is_admin else ()))
    return (Buttons(buttons=buttons),) if buttons else ()


def _spoken(card: AlertCard, *, now: datetime) -> str:
    """The alert as one sentence: screen readers read this and nothing else."""
    article = card.filed.analysis.article
    when = wording.moment(article.published, now=now)
    date = f", {wording.spoken_day(when)}" if when else ""
    outlet = wording.outlet(card)
    others = wording.words(wording.also_in(card.others, own=outlet))
    return wording.sentence(f"{outlet}{date}: {wording.headline(article.title)}" + (f", {others}" if others else ""))


def _context(card: AlertCard, *, now: datetime) -> Line:
    article = card.filed.analysis.article
    outlet = wording.outlet(card)
    agency = f" ({gettext('from {agency}', agency=visible(article.agency))})" if article.agency else ""
    when = wording.moment(article.published, now=now)
    also = wording.also_in(card.others, own=outlet)
    return (
        Text(outlet + agency),
        *((Text(" · "), when) if when else ()),
        *((Text(" · "), *also) if also else ()),
    )


def _tags(card: AlertCard) -> tuple[str, ...]:
    position = deeds.main_event(card.filed.analysis.positions)
    return deeds.tag(position) if position else ()


def _warnings(article: Article) -> tuple[Warning, ...]:
    corrections = note_warnings(article)
    if not article.is_partial:
        return corrections
    known = wording.excerpt_reason(article.partial_reason)
    reason = f": {known}" if known else ""
    return (*corrections, Warning(line=(Text(gettext("From the feed's excerpt") + reason),)))


def _summary(card: AlertCard) -> tuple[Paragraph, ...]:
    """Verbatim sentences, each on a line of its own: two that do not follow each other must not read as if they did."""
    analysis = card.filed.analysis
    text = analysis.article.text
    spans = analysis.summary[:SUMMARY_SENTENCES] or split_sentences(text)[:1]
    return tuple(
        Paragraph(line=(Text(cut(visible(span.of(text)), wording.SENTENCE_CHARS)),))
        for span in spans
        if visible(span.of(text))
    )


def _quotation(quote: Quote) -> Quotation:
    return Quotation(
        text=wording.spoken_words(quote),
        speaker=wording.speaker(quote),
        is_unsure=is_unsure(quote),
    )


def _position(card: AlertCard) -> tuple[Paragraph, ...]:
    position = deeds.main_event(card.filed.analysis.positions)
    return (Paragraph(line=(Text(deeds.deed(position)),), icon="📌"),) if position else ()


def _reading_notes(card: AlertCard) -> tuple[Context, ...]:
    """What was matched, and what could not be read."""
    analysis = card.filed.analysis
    notes = []
    terms = _terms(analysis.article, analysis.matches)
    if terms:
        notes.append(gettext("matched {terms}", terms=", ".join(f"“{term}”" for term in terms)))
    notes.extend(_unread(analysis))
    return (Context(line=(Text(" · ".join(notes)),)),) if notes else ()


def _unread(analysis: Analysis) -> tuple[str, ...]:
    """That quotes were not read, where they were not."""
    language = _unread_language(analysis)
    return (gettext("quotes not read ({language})", language=language),) if language else ()


def _unread_language(analysis: Analysis) -> str:
    """The language for which they were not; "" where they were."""
    code = analysis.article.language
    is_unread = code and code not in QUOTE_LANGUAGES and not chosen_quotes(analysis)
    return wording.language(code) if code and is_unread else ""


def _terms(article: Article, matches: Sequence[Match]) -> tuple[str, ...]:
    """The words that matched, each once, and not again within a longer match."""
    found: list[str] = []
    for match in matches:
        term = cut(visible(match.span.of(article.title if match.field == "title" else article.text)), TERM_CHARS)
        if term and not match.is_by_fact and not any(known.casefold() in term.casefold() for known in found):
            found.append(term)
    return tuple(found[:TERMS_SHOWN])


def _buttons(card: AlertCard) -> tuple[Button, ...]:
    alert = str(card.alert.id)
    more = len(remaining_quotes(card.filed.analysis, shown=_shown_quotes(card)))
    return (
        Button(label=gettext("Useful"), verb="useful", argument=alert),
        Button(label=gettext("Not relevant"), verb="not_relevant", argument=alert),
        Button(label=gettext("Why?"), verb="why", argument=alert),
        *((_more_quotes_button(more, alert),) if more else ()),
        Button(label=gettext("Follow"), verb="follow", argument=alert),
    )


def _more_quotes_button(more: int, alert: str) -> Button:
    return Button(label=gettext("More quotes ({count})", count=number(more)), verb="more_quotes", argument=alert)


def _rules_in_words(rules: Sequence[Rule]) -> str:
    if not rules:
        return gettext("its keyword has been removed since")
    first = cut(visible(rules[0].query), 80)
    return ngettext("{count} keyword matched, {first}", "{count} keywords matched, {first}", len(rules), first=first)


def _rules_explained(card: AlertCard) -> tuple[Part, ...]:
    parts: list[Part] = []
    for rule in card.rules[:RULES_EXPLAINED]:
        why = f" — {visible(rule.why)}" if rule.why else ""
        parts.append(
            Paragraph(
                line=(Text(f"{gettext('Keyword')}: ", "strong"), Text(cut(visible(rule.query), 300), "code"), Text(why))
            )
        )
        parts += [Quotation(text=place) for place in _first_place(card.filed.analysis.article, card, rule)]
    hidden = len(card.rules) - RULES_EXPLAINED
    return (
        (*parts, Context(line=(Text(gettext("and {count} more", count=number(hidden))),)))
        if hidden > 0
        else tuple(parts)
    )


def _first_place(article: Article, card: AlertCard, rule: Rule) -> tuple[str, ...]:
    """The sentence in which the rule's first term stands; the title where it stands there."""
    for match in card.filed.analysis.matches:
        if match.rule == rule.id:
            if match.field == "title":
                return (wording.headline(article.title),)
            sentences = (s for s in split_sentences(article.text) if s.start <= match.span.start < s.end)
            return tuple(cut(visible(s.of(article.text)), wording.SENTENCE_CHARS) for s in sentences)
    return ()


def _relevance_in_words(score: float, alert_at: float | None) -> str:
    if alert_at is None:
        return gettext("{score} of 1", score=f"{score:.2f}")
    return gettext("{score} of 1; alerts begin at {limit}", score=f"{score:.2f}", limit=f"{alert_at:.2f}")


def _voted(votes: Votes) -> tuple[Context, ...]:
    """`Marked useful by 3, not relevant by 1`; nothing where nobody has voted."""
    marks = (
        gettext("useful by {count}", count=number(votes.useful)) if votes.useful else "",
        gettext("not relevant by {count}", count=number(votes.not_relevant)) if votes.not_relevant else "",
    )
    told = ", ".join(filter(None, marks))
    return (Context(line=(Text(gettext("Marked {marks}", marks=told)),)),) if told else ()


def _stops(rules: Sequence[Rule], alert_at: float | None) -> tuple[Line, ...]:
    """The two closest alternatives."""
    if len(rules) == 1:
        query = cut(visible(rules[0].query), 80)
        keyword = gettext("Without the keyword {query} the article would not have matched.", query=query)
    else:
        keyword = gettext(
            "Any one of the keywords above is enough; an exclude that hits the article would have dropped it."
        )
    below = gettext("its score") if alert_at is None else f"{alert_at:.2f}"
    relevance = gettext("A relevance below {limit} would have kept it out of the channel.", limit=below)
    return ((Text(keyword),), (Text(relevance),))
