"""Alerts and answers as messages: what a reader gets, whatever the article holds."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.excerpts import Keeping
from bot.core.messages import (
    Buttons,
    Context,
    Heading,
    Headline,
    Items,
    Line,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Quotation,
    Text,
    Warning,
    alert_message,
    answer_message,
    chosen_quotes,
    expired_message,
    follow_up_message,
    forgotten_message,
    from_json,
    hello_message,
    help_message,
    more_quotes_message,
    news_message,
    plain_message,
    privacy_message,
    status_message,
    to_json,
    why_message,
)
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Answer,
    Article,
    ArticleId,
    Deed,
    Filed,
    Hit,
    Match,
    Position,
    Printing,
    Question,
    Quote,
    Relevance,
    Report,
    Reversal,
    Rule,
    Said,
    Searched,
    Span,
    Stand,
    StoryId,
    Timestamp,
    Votes,
)

T = TypeVar("T")

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
TEXT = (
    "The council passed ordinance 26-114, which forbids city police to buy or use facial recognition. "
    "It takes effect on 1 January 2027.\n\n"
    "“This technology has no place in our streets,” said Dana Ortiz, council president."
)
SUMMARY = (Span(0, 96), Span(97, 131))


def quote(
    text: str,
    *,
    speaker: str | None = None,
    role: str | None = None,
    affiliation: str | None = None,
    at: int = 0,
    confidence: float = 0.9,
    is_on_policy: bool = True,
    is_partial: bool = False,
) -> Quote:
    return Quote(
        parts=(Span(at, at + len(text)),),
        text=text,
        speaker=speaker,
        role=role,
        affiliation=affiliation,
        confidence=confidence,
        is_on_policy=is_on_policy,
        is_partial=is_partial,
    )


ORTIZ = quote("This technology has no place in our streets.", speaker="Dana Ortiz", role="council president", at=134)
MARSH = quote(
    "We will comply with the law.", speaker="Lee Marsh", role="spokesperson", affiliation="Acme Vision", at=300
)
BAN = Position(
    actor="Harbour City council",
    action=Deed.BAN,
    span=Span(0, 97),
    object="police use",
    jurisdiction="Harbour City",
    effective=date(2027, 1, 1),
    bills=("26-114",),
    confidence=0.9,
)
ARTICLE = Article(
    title="Harbour City council votes 7–2 to ban police face recognition",
    text=TEXT,
    url="https://harbourdaily.example/ban",
    outlet="Harbour Daily",
    published=Timestamp(datetime(2026, 11, 21, 18, 4, tzinfo=UTC)),
    language="en",
)
ANALYSIS = Analysis(
    article=ARTICLE,
    matches=(
        Match(rule="facial-recognition", field="body", span=Span(TEXT.index("facial"), TEXT.index("facial") + 18)),
    ),
    relevance=Relevance(score=0.91, reasons=("a council decides", "the technology is in the title")),
    quotes=(ORTIZ, MARSH),
    positions=(BAN,),
    summary=SUMMARY,
)
RULE = Rule(id="facial-recognition", query='"facial recognition"', why="the technology itself")


def card(
    analysis: Analysis = ANALYSIS,
    *,
    others: Sequence[Report] = (),
    rules: Sequence[Rule] = (RULE,),
    kind: AlertKind = AlertKind.ALERT,
    news: str = "",
) -> AlertCard:
    article = ArticleId(7)
    return AlertCard(
        alert=Alert(id=AlertId(12), kind=kind, story=StoryId(7), topic="t", article=article, decided_at=NOW, news=news),
        filed=Filed(id=article, source=None, seen_at=NOW, analysis=analysis, story=StoryId(7)),
        source_name="Harbour Daily news feed",
        rules=tuple(rules),
        others=tuple(others),
    )


def report(outlet: str, *, is_copy: bool = False, url: str | None = None) -> Report:
    return Report(article=ArticleId(1), outlet=outlet, url=url, published=None, is_copy=is_copy)


def about(**changes: object) -> Analysis:
    return replace(ANALYSIS, article=replace(ARTICLE, **changes))  # type: ignore[arg-type]


def plain(line: Line) -> str:
    return "".join(run.at.isoformat() if isinstance(run, Moment) else run.text for run in line)


def of(message: Message, kind: type[T]) -> list[T]:
    return [part for part in message.parts if isinstance(part, kind)]


def lines(message: Message, kind: type[Context] | type[Paragraph] | type[Warning]) -> list[str]:
    return [plain(part.line) for part in of(message, kind)]


def pressable(message: Message) -> list[tuple[str, str, str]]:
    return [(b.label, b.verb, b.argument) for row in of(message, Buttons) for b in row.buttons]


def labels(message: Message) -> list[str]:
    return [button.label for row in of(message, Buttons) for button in row.buttons]


def everything(value: object) -> str:
    """All words of a message, to look for what must or must not be in it."""
    if isinstance(value, tuple):
        return " ".join(map(everything, value))
    if is_dataclass(value):
        return " ".join(everything(getattr(value, each.name)) for each in fields(value))
    return str(value)


# --- the alert --------------------------------------------------------------------------------------------------------


def test_an_alert_shows_headline_outlet_time_summary_quotes_and_position() -> None:
    message = alert_message(card(), now=NOW)

    assert of(message, Headline) == [Headline(text=ARTICLE.title, url=ARTICLE.url, icon="📰")]
    first = of(message, Context)[0]
    assert first.line == (Text("Harbour Daily"), Text(" · "), Moment(datetime(2026, 11, 21, 18, 4, tzinfo=UTC)))
    assert first.tags == ("Ban", "Harbour City")
    assert lines(message, Paragraph) == [
        "The council passed ordinance 26-114, which forbids city police to buy or use facial recognition.",
        "It takes effect on 1 January 2027.",
        "Harbour City: ban on police use, from 1 Jan 2027 · bill 26-114",
    ]
    assert [(q.text, q.speaker) for q in of(message, Quotation)] == [
        ("This technology has no place in our streets.", "Dana Ortiz, council president"),
        ("We will comply with the law.", "Lee Marsh, spokesperson, Acme Vision"),
    ]
    assert lines(message, Context)[-1] == "matched “facial recognition”"
    assert labels(message) == ["Useful", "Not relevant", "Why?", "Follow"]


def test_the_plain_text_of_an_alert_is_one_sentence() -> None:
    message = alert_message(card(others=[report("KXYZ")]), now=NOW)

    assert message.text == (
        "Harbour Daily, 21 Nov 2026: Harbour City council votes 7–2 to ban police face recognition, also in KXYZ."
    )


def test_other_outlets_are_named_once_and_copies_counted() -> None:
    others = [
        report("AP", url="https://ap.example/1"),
        report("KXYZ"),
        report("kxyz", is_copy=True),
        report("Harbour Daily"),
        *(report(f"Paper {n}", is_copy=n < 2) for n in range(4)),
    ]

    context = of(alert_message(card(others=others), now=NOW), Context)[0]

    assert plain(context.line).endswith(" · also in AP, KXYZ +4 (3 copies)")
    assert Link("AP", "https://ap.example/1") in context.line


def test_who_reported_is_named_before_who_copied() -> None:
    others = [report("Copier", is_copy=True), report("Second Copier", is_copy=True), report("Bayline")]
    context = of(alert_message(card(others=others), now=NOW), Context)[0]
    assert plain(context.line).endswith(" · also in Bayline, Copier +1 (2 copies)")


def test_a_correction_stands_above_the_summary() -> None:
    message = alert_message(card(about(corrections=("an earlier version named the wrong mayor.",))), now=NOW)

    kinds = [type(part) for part in message.parts]
    assert lines(message, Warning) == ["Corrected by the outlet: an earlier version named the wrong mayor."]
    assert kinds.index(Warning) < kinds.index(Paragraph)


def test_an_alert_from_an_excerpt_says_so_and_why() -> None:
    message = alert_message(card(about(is_partial=True, partial_reason="HTTP 403")), now=NOW)

    assert lines(message, Warning) == ["From the feed's excerpt: HTTP 403"]


def test_an_article_without_summary_shows_its_first_sentence() -> None:
    message = alert_message(card(replace(ANALYSIS, summary=(), positions=())), now=NOW)

    assert lines(message, Paragraph) == [TEXT[:96]]


def test_a_language_whose_quotes_are_not_read_is_named() -> None:
    message = alert_message(card(replace(about(language="de"), quotes=())), now=NOW)

    assert lines(message, Context)[-1].endswith("quotes not read (German)")


def test_a_follow_up_and_more_quotes_say_so_too() -> None:
    german = card(replace(about(language="de"), quotes=()))

    assert "quotes not read (German)" in lines(follow_up_message(german, now=NOW), Context)
    assert more_quotes_message(german).text.startswith("Quotes not read (German): “")


def test_words_in_marks_that_nobody_could_be_found_for_count_as_not_read() -> None:
    unread = quote("Hace falta.", confidence=0.1)

    message = alert_message(card(replace(about(language="es"), quotes=(unread,))), now=NOW)

    assert lines(message, Context)[-1].endswith("quotes not read (Spanish)")
    assert "More quotes (1)" in labels(message)


def test_a_term_within_a_longer_match_is_named_once() -> None:
    start = TEXT.index("facial")
    spans = (Span(start, start + 18), Span(start - 4, start + 18), Span(start, start + 18))
    matches = tuple(Match(rule=RULE.id, field="body", span=span) for span in spans)

    message = alert_message(card(replace(ANALYSIS, matches=matches)), now=NOW)

    assert lines(message, Context)[-1] == "matched “facial recognition”"


def test_an_agency_is_named_beside_the_outlet() -> None:
    message = alert_message(card(about(agency="Coastal Wire")), now=NOW)

    assert lines(message, Context)[0].startswith("Harbour Daily (from Coastal Wire)")


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        (None, None),
        (Timestamp(datetime(2099, 1, 1, tzinfo=UTC)), None),
        (Timestamp(datetime(2026, 11, 21), has_time=False), Moment(datetime(2026, 11, 21, tzinfo=UTC), day_only=True)),
        (Timestamp(datetime(2026, 11, 21, 18, 4)), Moment(datetime(2026, 11, 21, 18, 4, tzinfo=UTC), day_only=True)),
        (
            Timestamp(datetime(2026, 11, 21, 18, 4, tzinfo=timezone(timedelta(hours=-5)))),
            Moment(datetime(2026, 11, 21, 23, 4, tzinfo=UTC)),
        ),
    ],
)
def test_a_time_is_shown_as_far_as_the_page_states_it(stamp: Timestamp | None, expected: Moment | None) -> None:
    line = of(alert_message(card(about(published=stamp)), now=NOW), Context)[0].line

    assert [run for run in line if isinstance(run, Moment)] == ([expected] if expected else [])


def test_an_unnamed_spokesperson_is_shown_with_the_organisation() -> None:
    words = quote("We will comply with the law.", affiliation="Acme Vision", role="spokesperson")

    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert of(message, Quotation)[0].speaker == "Acme Vision spokesperson"


def test_the_comma_before_the_cue_is_not_shown() -> None:
    words = quote("We will comply,", speaker="Lee Marsh")

    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert of(message, Quotation)[0].text == "We will comply"


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("It is wrong,", "We must stop.", "It is wrong … We must stop."),
        ("I thought so,", "and I was wrong.", "I thought so, and I was wrong."),
        ("It is wrong.", "We must stop,", "It is wrong. We must stop"),
    ],
)
def test_a_quote_broken_by_its_cue_shows_the_break_where_a_sentence_began(first: str, second: str, shown: str) -> None:
    parts = (Span(10, 10 + len(first)), Span(60, 60 + len(second)))
    words = replace(ORTIZ, parts=parts, text=f"{first} {second}")

    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert of(message, Quotation)[0].text == shown


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Correction: The mayor is Vance.", "Corrected by the outlet: The mayor is Vance."),
        (
            "Correction (12 May): The mayor is Vance.",
            "Corrected by the outlet: Correction (12 May): The mayor is Vance.",
        ),
        ("Editor’s note — the trial goes on.", "Note by the outlet: the trial goes on."),
        ("Corrections officers were misnamed.", "Corrected by the outlet: Corrections officers were misnamed."),
        ("Correction appended", "Corrected by the outlet; it doesn't say what"),
        ("A correction has been made to this article.", "Corrected by the outlet; it doesn't say what"),
        ("This story has been corrected.", "Corrected by the outlet; it doesn't say what"),
        ("UPDATE: The mayor signed it.", "Updated by the outlet: The mayor signed it."),
        (
            "This post has been updated with a statement of the vendor.",
            "Updated by the outlet: This post has been updated with a statement of the vendor.",
        ),
        (
            "This post has been updated to correct the vote.",
            "Corrected by the outlet: This post has been updated to correct the vote.",
        ),
        ("Clarification: The chief spoke for himself.", "Note by the outlet: The chief spoke for himself."),
    ],
)
def test_a_note_does_not_say_twice_that_it_is_one(note: str, shown: str) -> None:
    assert lines(alert_message(card(about(corrections=(note,))), now=NOW), Warning) == [shown]


def test_that_there_is_a_correction_is_not_said_beside_what_it_says() -> None:
    notes = ("Correction appended", "Correction: The mayor is Vance.")
    message = alert_message(card(about(corrections=notes)), now=NOW)
    assert lines(message, Warning) == ["Corrected by the outlet: The mayor is Vance."]


@pytest.mark.parametrize("note", ["Updated at 5 p.m. on Tuesday", "This article was last updated on May 3, 2024."])
def test_that_an_article_was_updated_and_no_more_is_not_shown(note: str) -> None:
    assert lines(alert_message(card(about(corrections=(note,))), now=NOW), Warning) == []


def test_a_main_event_that_may_be_wrong_is_not_shown_nor_another_in_its_place() -> None:
    doubtful = replace(BAN, confidence=0.3)

    message = alert_message(card(replace(ANALYSIS, positions=(doubtful, replace(BAN, action=Deed.PASS)))), now=NOW)

    assert of(message, Context)[0].tags == ()
    assert not [part for part in of(message, Paragraph) if part.icon == "📌"]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"actor": "Celia Vance", "action": Deed.SIGN, "object": "Harbour City's ban on police use", "bills": ()},
            "Celia Vance (Harbour City): signs the ban on police use, from 1 Jan 2027",
        ),
        (
            {"actor": "Harbour City Council", "action": Deed.RESUME, "object": "the ban", "effective": None},
            "Harbour City Council: lifts the ban · bill 26-114",
        ),
        (
            {"actor": "Alma Reyes", "action": Deed.SUE, "object": "Nailworks", "effective": None, "bills": ()},
            "Alma Reyes: sues Nailworks",
        ),
        (
            {
                "object": "a ban on police use",
                "effective": None,
                "effective_text": "in July 2027",
                "bills": ("Ordinance 9",),
            },
            "Harbour City: ban on police use, in July 2027 · Ordinance 9",
        ),
        (
            {"action": Deed.MORATORIUM, "effective": date(2027, 12, 31), "expires": date(2027, 12, 31), "bills": ()},
            "Harbour City: moratorium on police use, until 31 Dec 2027",
        ),
        (
            {"action": Deed.MORATORIUM, "effective": None, "expires_text": "two-year", "bills": ()},
            "Harbour City: moratorium on police use, for two years",
        ),
        (
            {"effective": None, "effective_text": "60 days after the mayor signs it", "bills": ()},
            "Harbour City: ban on police use, effective 60 days after the mayor signs it",
        ),
    ],
)
def test_a_deed_is_worded_so_that_it_cannot_be_read_the_other_way(changes: dict[str, Any], line: str) -> None:
    position = replace(BAN, **{"object": "police use"} | changes)

    message = alert_message(card(replace(ANALYSIS, positions=(position,))), now=NOW)

    assert lines(message, Paragraph)[-1] == line


def test_an_object_that_names_the_deed_is_not_introduced_by_it_again() -> None:
    named = replace(BAN, object="a total ban on police use of face recognition", effective=None, bills=())

    message = alert_message(card(replace(ANALYSIS, positions=(named,))), now=NOW)

    assert lines(message, Paragraph)[-1] == "Harbour City: total ban on police use of face recognition"


def test_an_affiliation_already_in_the_role_is_not_repeated() -> None:
    words = quote("We will.", speaker="Lee Marsh", role="chief executive of Acme Vision", affiliation="Acme Vision")

    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert of(message, Quotation)[0].speaker == "Lee Marsh, chief executive of Acme Vision"


# --- which quotes -----------------------------------------------------------------------------------------------------


def test_at_most_three_quotes_are_shown_and_the_rest_is_counted() -> None:
    many = tuple(quote(f"Words number {n}.", speaker=f"Speaker {n}", at=n * 40) for n in range(6))

    message = alert_message(card(replace(ANALYSIS, quotes=many)), now=NOW)

    assert len(of(message, Quotation)) == 3
    assert "More quotes (3)" in labels(message)


def test_each_side_speaks_before_one_speaks_twice() -> None:
    council = [
        quote(f"Point {n} of the council.", speaker="Dana Ortiz", affiliation="City", at=n * 40) for n in range(3)
    ]
    vendor = quote("It works.", speaker="Lee Marsh", affiliation="Acme Vision", at=500, confidence=0.7)

    chosen = chosen_quotes(replace(ANALYSIS, quotes=(*council, vendor), positions=()))

    assert {each.speaker for each in chosen} == {"Dana Ortiz", "Lee Marsh"}


def test_two_organisations_on_one_side_leave_room_for_the_other() -> None:
    positions = tuple(
        Position(actor=actor, action=deed, span=Span(0, 5))
        for actor, deed in (("Union A", Deed.SUPPORT), ("Union B", Deed.CALL_FOR), ("Acme Vision", Deed.OPPOSE))
    )
    quotes = (
        quote("Ban it.", speaker="Ann Lee", affiliation="Union A", at=0),
        quote("Do ban it.", speaker="Bo Ray", affiliation="Union B", at=50),
        quote("Please don't.", speaker="Lee Marsh", affiliation="Acme Vision", at=100, confidence=0.65),
    )

    chosen = chosen_quotes(replace(ANALYSIS, quotes=quotes, positions=positions), limit=2)

    assert [each.speaker for each in chosen] == ["Ann Lee", "Lee Marsh"]


@pytest.mark.parametrize(
    "words",
    [
        quote("Nobody knows who said it."),
        quote("Perhaps hers.", speaker="Dana Ortiz", confidence=0.3),
        quote("deeply troubling", speaker="Dana Ortiz", is_partial=True),
    ],
)
def test_words_that_do_not_stand_alone_wait_behind_the_button(words: Quote) -> None:
    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert of(message, Quotation) == []
    assert "More quotes (1)" in labels(message)


def test_more_quotes_marks_the_unsure_ones() -> None:
    unsure = quote("Perhaps hers.", speaker="Dana Ortiz", confidence=0.3)

    message = more_quotes_message(card(replace(ANALYSIS, quotes=(ORTIZ, unsure))))

    assert [(q.text, q.is_unsure) for q in of(message, Quotation)] == [("Perhaps hers.", True)]
    assert message.text == f"1 more quote from “{ARTICLE.title}”."


def test_more_quotes_of_an_alert_that_shows_all_says_so() -> None:
    assert more_quotes_message(card()).text == f"The alert shows every quote of “{ARTICLE.title}”."


# --- follow-up and why ------------------------------------------------------------------------------------------------


def test_a_follow_up_is_one_line_with_what_is_new() -> None:
    analysis = about(outlet="KXYZ", title="Mayor says she will sign")

    message = follow_up_message(card(analysis, kind=AlertKind.FOLLOW_UP, news="new quote"), now=NOW)

    assert message.text == "Follow-up, KXYZ, 21 Nov 2026: Mayor says she will sign."
    assert of(message, Paragraph)[0].line[-1] == Link("Mayor says she will sign", ARTICLE.url or "")
    assert lines(message, Context) == ["New quote"]
    assert len(of(message, Quotation)) == 1


def test_why_names_rule_sentence_source_relevance_and_what_would_have_stopped_it() -> None:
    message = why_message(card(), alert_at=0.6)

    words = everything(message)
    assert '"facial recognition"' in words
    assert "the technology itself" in words
    assert of(message, Quotation)[0].text == TEXT[:96]
    assert "Harbour Daily news feed" in words
    assert "0.91 of 1; alerts begin at 0.60" in words
    assert "a council decides" in words
    assert len(of(message, Items)[-1].lines) == 2


def test_why_says_how_many_think_what_of_it_once_anybody_does() -> None:
    assert "Marked useful by 3, not relevant by 1" in everything(
        why_message(card(), votes=Votes(useful=3, not_relevant=1))
    )
    assert "Marked not relevant by 2" in everything(why_message(card(), votes=Votes(not_relevant=2)))
    assert "Marked" not in everything(why_message(card()))


def test_news_for_a_follower_names_the_story_and_how_to_hear_no_more_of_it() -> None:
    message = news_message(card(), story="Council weighs a ban", now=NOW)

    assert message.text.startswith("News of a story you follow, ")
    assert "You follow “Council weighs a ban”" in everything(message)
    assert [(label, verb) for label, verb, _ in pressable(message)] == [("Stop following", "unfollow")]


def test_privacy_is_one_short_message_with_the_way_to_be_forgotten() -> None:
    message = privacy_message("/watch", Keeping(full_text_days=30, unmatched_days=0))

    assert "/watch forget" in message.text
    assert "for 30 days, then their beginning" in everything(message)
    assert "for good." in everything(message)
    assert ("Forget my votes and follows", "ask", "forget") in pressable(message)
    assert len(everything(message)) < 1_500


@pytest.mark.parametrize(
    ("votes", "stories", "words"),
    [(1, 0, "Forgotten: 1 vote."), (0, 2, "Forgotten: 2 followed stories."), (0, 0, "nothing to forget")],
)
def test_forgetting_says_what_was_removed(votes: int, stories: int, words: str) -> None:
    assert words in forgotten_message(votes=votes, stories=stories).text


def test_why_survives_a_keyword_that_was_removed_since() -> None:
    assert "its keyword has been removed since" in why_message(card(rules=())).text


# --- answers ----------------------------------------------------------------------------------------------------------

SEARCHED = Searched(articles=3412, sources=118, since=date(2025, 1, 2))
AMAZON = Question(query="amazon", names=("Amazon",), variants={"Amazon": ("amazon", "AWS", "Rekognition")})
PUBLISHED = Timestamp(datetime(2026, 10, 3), has_time=False)
STAND = Stand(
    position=Position(
        actor="Amazon",
        action=Deed.MORATORIUM,
        span=Span(0, 10),
        object="police use of Rekognition",
        announced=date(2020, 6, 10),
        expires_text="until further notice",
        bills=("HB 7",),
        confidence=0.9,
    ),
    sentence="…",
    article=ArticleId(1),
    title="A history",
    url="https://a.example/1",
    outlet="Civic Ledger",
    published=PUBLISHED,
)
HIT = Hit(
    article=ArticleId(1),
    id="1",
    story=StoryId(1),
    title="The pause, five years on",
    url="https://a.example/1",
    outlet="Civic Ledger",
    published=PUBLISHED,
    also_in=6,
)
SAID = Said(quote=ORTIZ, article=ArticleId(2), title="t", url="https://a.example/2", outlet="KXYZ", published=PUBLISHED)


def test_an_answer_says_what_was_understood_and_shows_stand_stories_words_and_bills() -> None:
    message = answer_message(
        Answer(question=AMAZON, hits=(HIT,), quotes=(SAID,), positions=(STAND,), bills=(STAND,), searched=SEARCHED)
    )

    words = everything(message)
    assert "understood: Amazon (AWS, Rekognition) · searched 3,412 articles since 2 Jan 2025" in words
    assert "10 Jun 2020:" in words
    assert "Amazon: moratorium on police use of Rekognition, until further notice" in words
    assert of(message, Items)[1].is_numbered
    assert "Civic Ledger +6" in words
    assert of(message, Quotation)[0].source[0] == Link("KXYZ", "https://a.example/2")
    assert plain(of(message, Items)[2].lines[0]).startswith("HB 7: Amazon: moratorium")
    assert Link("Civic Ledger", "https://a.example/1") in of(message, Items)[2].lines[0]
    assert labels(message) == ["Quotes", "Timeline", "On record", "Share here"]
    assert "1 story" in message.text


def headings(message: Message) -> list[str]:
    return [heading.text for heading in of(message, Heading)]


def test_what_is_new_of_one_name_stands_in_order_of_time() -> None:
    old, new = (replace(HIT, article=ArticleId(number), title=f"Story {number}") for number in (1, 2))
    undated = replace(HIT, article=ArticleId(3), title="Story 3", is_undated=True)

    message = answer_message(Answer(question=AMAZON, hits=(old, undated, new), searched=SEARCHED))

    assert "Lately (3 stories)" in headings(message)
    assert [plain(line)[:7] for line in of(message, Items)[0].lines] == ["Story 2", "Story 1", "Story 3"]


def test_stories_that_hold_several_words_stand_best_first() -> None:
    old, new = (replace(HIT, article=ArticleId(number), title=f"Story {number}") for number in (1, 2))
    question = replace(AMAZON, query="amazon moratorium", terms=("moratorium",))

    message = answer_message(Answer(question=question, hits=(old, new), searched=SEARCHED))

    assert "Closest (2 stories)" in headings(message)
    assert [plain(line)[:7] for line in of(message, Items)[0].lines] == ["Story 1", "Story 2"]


def test_their_words_and_words_about_them_stand_apart() -> None:
    own = replace(SAID, quote=quote("We pause.", speaker="Kim Doe", affiliation="AWS"))
    message = answer_message(Answer(question=AMAZON, quotes=(SAID, own, SAID), searched=SEARCHED))

    assert headings(message) == ["Amazon", "In their words", "About it"]
    assert next(iter(of(message, Quotation))).text == "We pause."


def test_what_a_question_is_narrowed_to_is_said() -> None:
    question = replace(
        AMAZON, since=date(2026, 6, 1), places={"Boston": ("Boston",)}, outlets={"EFF": ("EFF", "Electronic Frontier")}
    )

    message = answer_message(Answer(question=question, hits=(HIT,), searched=SEARCHED))

    assert "understood: Amazon (AWS, Rekognition), since 1 Jun 2026, in Boston, from EFF ·" in everything(message)


def test_a_record_is_in_order_of_time_with_changed_positions_on_top() -> None:
    question = replace(AMAZON, query="record amazon", show="record")
    resumed = replace(STAND, position=replace(STAND.position, action=Deed.RESUME, announced=date(2027, 1, 5)))
    answer = Answer(
        question=question,
        quotes=(SAID,),
        positions=(resumed, STAND),
        reversals=(Reversal(before=STAND, after=resumed),),
        searched=SEARCHED,
    )

    message = answer_message(answer)

    assert headings(message) == ["Amazon", "Changed position", "2020", "2026", "2027"]
    assert message.text == "Amazon on record: 1 quote, 2 deeds."
    (line,) = of(message, Items)[0].lines
    assert plain(line).startswith("10 Jun 2020: moratorium on police use of Rekognition")
    assert " → 5 Jan 2027: " in plain(line)
    assert [run.url for run in line if isinstance(run, Link)] == ["https://a.example/1"] * 2
    nothing = answer_message(Answer(question=question, searched=SEARCHED))
    assert nothing.text.startswith("Nothing that “Amazon” said or did.")


def test_a_quote_names_the_other_outlets_and_what_one_of_them_made_of_it() -> None:
    others = (
        Printing(article=ArticleId(3), url="https://b.example", outlet="Bayline", published=None, text=ORTIZ.text),
        Printing(
            article=ArticleId(4),
            url=None,
            outlet="Courier",
            published=None,
            text="It has no place here.",
            is_altered=True,
        ),
        Printing(article=ArticleId(5), url=None, outlet="kxyz", published=None, text=ORTIZ.text),
    )
    said = replace(SAID, others=others)

    message = answer_message(Answer(question=AMAZON, quotes=(said,), searched=SEARCHED))

    (source,) = (quotation.source for quotation in of(message, Quotation))
    words = "".join(run.text for run in source if not isinstance(run, Moment))
    assert "· also in Courier, with other words: “It has no place here.”, Bayline" in words
    assert "kxyz" not in words
    assert Link("Bayline", "https://b.example") in source


def test_an_answer_asks_for_more_only_where_there_is_more() -> None:
    message = answer_message(Answer(question=AMAZON, hits=(HIT,), searched=SEARCHED))

    assert labels(message) == ["Share here"]


def test_nothing_found_offers_near_names_and_says_what_was_searched() -> None:
    question = Question(query="amazn", did_you_mean=("Amazon", "Amtrak"))

    message = answer_message(Answer(question=question, searched=SEARCHED))

    assert message.text == (
        "No record of “amazn”. Did you mean Amazon, Amtrak? Searched 3,412 articles and 118 sources since 2 Jan 2025."
    )
    assert labels(message) == ["Amazon", "Amtrak"]


def test_a_corrected_word_is_said() -> None:
    question = replace(AMAZON, query="amazn", corrected={"amazn": "Amazon"})

    message = answer_message(Answer(question=question, hits=(HIT,), searched=SEARCHED))

    assert lines(message, Warning) == ["No record of “amazn”; showing “Amazon”."]
    nothing = answer_message(Answer(question=question, searched=SEARCHED))
    assert lines(nothing, Warning) == ["“amazn” was taken for “Amazon”."]


def test_quotes_alone_come_in_pages_of_five_with_their_sources() -> None:
    question = replace(AMAZON, query="quotes amazon since:2020", show="quotes")
    answer = Answer(question=question, quotes=(SAID,) * 7, hits=(HIT,), searched=SEARCHED)

    first, second = (answer_message(answer, page=page) for page in (1, 2))

    assert [len(of(message, Quotation)) for message in (first, second)] == [5, 2]
    assert first.text == "7 quotes for Amazon. Page 1 of 2."
    assert any("Page 2 of 2" in line for line in lines(second, Context))
    assert pressable(first) == [
        ("Next", "page", "2 quotes amazon since:2020"),
        ("Wrong speaker…", "wrong_speaker_in", "1 quotes amazon since:2020"),
        ("Share here", "share", "quotes amazon since:2020"),
    ]
    assert pressable(second)[0] == ("Previous", "page", "1 quotes amazon since:2020")


def test_the_stories_that_do_not_fit_on_the_first_screen_come_in_pages_of_ten() -> None:
    hits = tuple(replace(HIT, title=f"Story {number}") for number in range(1, 24))
    answer = Answer(question=AMAZON, hits=hits, quotes=(SAID,), positions=(STAND,), searched=SEARCHED)

    first, second, last = (answer_message(answer, page=page) for page in (1, 2, 3))

    assert [line.count("Story") for line in map(everything, (first, second, last))] == [6, 10, 8]  # text, then the list
    assert "Story 6" in everything(second)
    assert "Story 16" in everything(last)
    assert [label for label, verb, _ in pressable(second) if verb == "page"] == ["Previous", "Next"]
    assert labels(first) == ["Next", "Quotes", "Timeline", "On record", "Share here"]
    assert of(last, Quotation) == []


def test_a_timeline_comes_in_pages_of_ten_over_which_it_stays_in_order() -> None:
    days = [date(2020 + number % 3, 1 + number // 3, 1) for number in range(25)]
    stands = tuple(replace(STAND, position=replace(STAND.position, announced=day)) for day in days)
    answer = Answer(question=replace(AMAZON, show="positions"), positions=stands, searched=SEARCHED)

    pages = [answer_message(answer, page=page) for page in (1, 2, 3)]

    shown = [plain(line).partition(": ")[0] for page in pages for line in of(page, Items)[0].lines]
    assert shown == [f"{day.day} {day:%b} {day.year}" for day in sorted(days, reverse=True)]


@given(
    st.integers(),
    st.integers(0, 60),
    st.sampled_from(
        [("amazon", "all"), ("quotes amazon", "quotes"), ("timeline amazon", "positions"), ("record amazon", "record")]
    ),
)
def test_no_page_is_ever_empty_and_every_turn_leads_to_another_one(
    page: int, found: int, asked: tuple[str, str]
) -> None:
    question = replace(AMAZON, query=asked[0], show=asked[1])  # type: ignore[arg-type]
    answer = Answer(
        question=question, hits=(HIT,) * found, quotes=(SAID,) * found, positions=(STAND,) * found, searched=SEARCHED
    )

    message = answer_message(answer, page=page)

    turns = [argument for _, verb, argument in pressable(message) if verb == "page"]
    assert found == 0 or of(message, Quotation) or of(message, Items)
    assert all(answer_message(answer, page=int(turn.split()[0])) != message for turn in turns)


def test_a_question_that_ends_with_what_to_show_is_asked_again_in_order() -> None:
    question = replace(AMAZON, query="amazon quotes", show="quotes")

    message = answer_message(Answer(question=question, quotes=(SAID,) * 7, searched=SEARCHED))

    assert [argument for _, _, argument in pressable(message)] == [
        "2 quotes amazon",
        "1 quotes amazon",
        "quotes amazon",
    ]


def test_a_timeline_is_one_line_an_event() -> None:
    question = replace(AMAZON, query="timeline amazon", show="positions")

    message = answer_message(Answer(question=question, positions=(STAND,), searched=SEARCHED))

    (event,) = map(plain, of(message, Items)[0].lines)
    assert event == (
        "10 Jun 2020: Amazon: moratorium on police use of Rekognition, until further notice"
        " · bill HB 7 · Civic Ledger, 2026-10-03T00:00:00+00:00"
    )


def test_an_answer_marks_the_unsure_positions_and_leaves_out_the_unlikely() -> None:
    unsure = replace(STAND, position=replace(STAND.position, confidence=0.4))
    unlikely = replace(STAND, position=replace(STAND.position, confidence=0.1))
    question = replace(AMAZON, show="positions")

    message = answer_message(Answer(question=question, positions=(STAND, unsure, unlikely), searched=SEARCHED))

    events = [plain(line) for line in of(message, Items)[0].lines]
    assert [event.endswith("unsure, see the source") for event in events] == [False, True]


@pytest.mark.parametrize(
    ("show", "text"),
    [("quotes", "No quotes for “Amazon”."), ("positions", "Nothing dated that “Amazon” did or promised.")],
)
def test_a_narrow_question_without_result_offers_the_wider_one(show: str, text: str) -> None:
    question = replace(AMAZON, query=f"{show} amazon", show=show)  # type: ignore[arg-type]

    message = answer_message(Answer(question=question, searched=SEARCHED))

    assert message.text.startswith(text)
    assert [(b.label, b.argument) for row in of(message, Buttons) for b in row.buttons] == [
        ("All about Amazon", "amazon")
    ]


def test_a_timeline_begins_with_the_newest() -> None:
    days = [date(2020, 6, 10), date(2026, 1, 2), date(2021, 5, 18)]
    stands = tuple(replace(STAND, position=replace(STAND.position, announced=day)) for day in days)
    undated = replace(STAND, position=replace(STAND.position, announced=None), published=None)
    question = replace(AMAZON, show="positions")

    message = answer_message(Answer(question=question, positions=(undated, *stands), searched=SEARCHED))

    events = [plain(line) for line in of(message, Items)[0].lines]
    assert [event[:11] for event in events] == ["2 Jan 2026:", "18 May 2021", "10 Jun 2020", "Amazon: mor"]


def test_an_unnamed_spokesperson_is_not_called_unsure_for_having_no_name() -> None:
    words = quote("We will.", affiliation="Acme Vision", confidence=0.45)

    message = alert_message(card(replace(ANALYSIS, quotes=(words,))), now=NOW)

    assert [(q.speaker, q.is_unsure) for q in of(message, Quotation)] == [("Acme Vision spokesperson", False)]


def test_help_gives_six_examples_with_the_command_the_operator_chose() -> None:
    examples = of(help_message("/watch"), Items)[0].lines

    assert len(examples) == 6
    assert all(plain(line).startswith("/watch ") for line in examples)
    assert answer_message(Answer(question=Question(query="help", show="help"), searched=SEARCHED)) == help_message()


def test_a_hello_says_in_three_lines_what_this_is_and_how_to_begin() -> None:
    message = hello_message("/watch-admin", example="/watch amazon", help="/watch help")

    assert "/watch-admin channel add" in message.text
    assert "/watch help" in message.text
    lines = [part for part in message.parts if isinstance(part, Paragraph | Items)]
    assert sum(len(part.lines) if isinstance(part, Items) else 1 for part in lines) == 3
    assert "/watch amazon" in str(message.parts)


def test_a_status_says_what_is_watched_and_when_the_next_poll_is() -> None:
    message = status_message(sources=1, articles=214, channels=("#alerts",), next_poll=timedelta(minutes=14))

    assert message.text == "Watching 1 source, 214 articles stored, alerts go to #alerts; next poll in 14 minutes."


# --- what always holds ------------------------------------------------------------------------------------------------

INVISIBLE = set("\u202e\u2066\u200b\u200f\x00\x1b\x07")
hostile = st.text(max_size=300)
hostile_or_none = st.none() | hostile


@st.composite
def articles(draw: st.DrawFn) -> Analysis:
    text = draw(st.text(min_size=1, max_size=400))
    spans = [Span(0, len(text))]
    strings = {name: draw(hostile_or_none) for name in ("speaker", "role", "affiliation", "mention")}
    words = Quote(parts=(spans[0],), text=text, confidence=draw(st.floats(0, 1)), **strings)
    position = Position(
        actor=draw(hostile),
        action=draw(st.sampled_from(Deed)),
        span=spans[0],
        object=draw(hostile_or_none),
        jurisdiction=draw(hostile_or_none),
        bills=tuple(draw(st.lists(hostile, max_size=2))),
    )
    return Analysis(
        article=Article(
            title=draw(hostile),
            text=text,
            outlet=draw(hostile_or_none),
            agency=draw(hostile_or_none),
            language=draw(hostile_or_none),
            corrections=tuple(draw(st.lists(hostile, max_size=2))),
            published=draw(st.none() | st.builds(Timestamp, st.datetimes(datetime(1970, 1, 3), datetime(2099, 1, 1)))),
        ),
        matches=(Match(rule=RULE.id, field="body", span=spans[0]),),
        quotes=(words,),
        positions=(position,),
        summary=(spans[0],) if draw(st.booleans()) else (),
    )


@given(articles())
def test_whatever_an_article_holds_its_messages_have_text_and_nothing_invisible(analysis: Analysis) -> None:
    its_card = card(analysis, others=[report(analysis.article.title)])
    for message in (
        alert_message(its_card, now=NOW),
        follow_up_message(its_card, now=NOW),
        why_message(its_card),
        more_quotes_message(its_card),
    ):
        assert message.text.strip()
        assert not set(everything(message)) & INVISIBLE
        assert from_json(to_json(message)) == message


@given(query=hostile, names=st.lists(hostile, max_size=3), corrected=st.dictionaries(hostile, hostile, max_size=2))
def test_whatever_is_asked_an_answer_has_text(query: str, names: list[str], corrected: dict[str, str]) -> None:
    for show in ("all", "quotes", "positions", "help"):
        question = Question(query=query, names=tuple(names), corrected=corrected, show=show)  # type: ignore[arg-type]
        for answer in (
            Answer(question=question, searched=SEARCHED),
            Answer(question=question, searched=SEARCHED, hits=(HIT,), quotes=(SAID,), positions=(STAND,)),
        ):
            message = answer_message(answer)
            assert message.text.strip()
            assert not set(everything(message)) & INVISIBLE


parts = st.lists(st.from_type(Part), max_size=4).map(tuple)


@given(st.builds(Message, text=st.text(min_size=1).filter(str.strip), parts=parts))
def test_any_message_survives_the_way_to_json_and_back(message: Message) -> None:
    assert from_json(to_json(message)) == message


@given(st.text())
def test_json_we_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


@pytest.mark.parametrize(
    "text", ['{"kind":"text","text":"x","style":"plain"}', '{"kind":"nothing"}', "[]", '{"kind":1}']
)
def test_json_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_short_texts_are_messages_too() -> None:
    assert plain_message("Done.").text == "Done."
    assert "archive" in expired_message().text


def test_where_someone_stands_shows_only_what_is_surely_read_and_what_others_did_is_called_so() -> None:
    unsure = replace(STAND, position=replace(STAND.position, confidence=0.4))
    assert "Where it stands" not in str(
        answer_message(Answer(question=AMAZON, positions=(unsure,), searched=SEARCHED)).parts
    )
    others = replace(STAND, position=replace(STAND.position, actor="Lumen"))
    message = answer_message(Answer(question=AMAZON, positions=(others,), searched=SEARCHED))
    assert [part.text for part in of(message, Heading)] == ["Amazon", "What was done"]


def test_lately_says_how_many_are_of_the_last_months_and_begins_with_no_mention() -> None:
    mention = replace(HIT, article=ArticleId(9), title="Ten things", is_central=False)
    central = replace(HIT, article=ArticleId(1), title="Amazon pauses")
    answer = Answer(question=AMAZON, hits=(central, mention), searched=SEARCHED, day=date(2099, 1, 1))

    message = answer_message(answer)

    assert "Lately (2 stories; none in 90 days)" in headings(message)
    assert [plain(line)[:8] for line in of(message, Items)[0].lines] == ["Amazon p", "Ten thin"]


def test_a_commissioner_without_an_affiliation_speaks_for_the_commission_asked_about() -> None:
    question = Question(query="ftc", names=("FTC",), variants={"FTC": ("FTC", "Federal Trade Commission")})
    theirs = replace(SAID, quote=replace(SAID.quote, speaker="Ana Ruiz", role="Commissioner", affiliation=None))
    other = replace(SAID, quote=replace(SAID.quote, speaker="Lee Marsh", role="Police Commissioner", affiliation=None))

    told = answer_message(Answer(question=question, quotes=(theirs, other), searched=SEARCHED))

    assert headings(told)[-2:] == ["In their words", "About it"]
