"""How a change of an article told is worded, in the alert and in its thread."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.messages import Message, Quotation, Warning, alert_message, follow_up_message
from bot.core.messages.edits import EDITS_SHOWN
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Edit,
    EditKind,
    Filed,
    StoryId,
)

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
NOTE = "Correction: An earlier version misstated the vote."


def card(*edits: Edit, kind: AlertKind = AlertKind.ALERT, decided_at: datetime = NOW, news: str = "") -> AlertCard:
    article = Article(title="Council bans cameras", text="It did.", outlet="Gazette", corrections=(NOTE,))
    filed = Filed(
        id=ArticleId(1), source=None, seen_at=NOW, analysis=Analysis(article=article), story=StoryId(1), copy_of=None
    )
    alert = Alert(
        id=AlertId(1),
        kind=kind,
        story=StoryId(1),
        topic="faces",
        article=ArticleId(1),
        decided_at=decided_at,
        news=news,
    )
    return AlertCard(alert=alert, filed=filed, source_name="Gazette", rules=(), others=(), edits=edits)


def warnings(message: Message) -> list[str]:
    return [
        "".join(getattr(run, "text", "") for run in part.line) for part in message.parts if isinstance(part, Warning)
    ]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit(kind=EditKind.HEADLINE, was="A", now="B"), "The headline was: “A”"),
        (
            Edit(kind=EditKind.QUOTE, was="Never,", now="Ever,", speaker="Ada Quill"),
            "A quote in this alert was changed: was “Never”, now “Ever” — Ada Quill",
        ),
        (Edit(kind=EditKind.QUOTE_GONE, was="Never"), "A quote in this alert is no longer in the article: “Never”"),
        (
            Edit(kind=EditKind.SPEAKER, was="Ada Quill", now="Nora Pell", speaker="Never,"),
            "The outlet names another speaker: “Never” was said by Nora Pell, not Ada Quill",
        ),
        (Edit(kind=EditKind.NOTE, now="Correction appended"), "Corrected by the outlet; it doesn't say what"),
        (Edit(kind=EditKind.FACT, was="7–2.", now="8–1."), "The outlet changed a sentence: was “7–2.”, now “8–1.”"),
        (Edit(kind=EditKind.NOTE, now=NOTE), "Corrected by the outlet: An earlier version misstated the vote."),
        (Edit(kind=EditKind.TAKEN_DOWN, now="HTTP 410"), "The outlet has taken this article down (HTTP 410)"),
    ],
)
def test_a_follow_up_says_what_was_changed_and_nothing_else(edit: Edit, words: str) -> None:
    noticed = replace(edit, noticed_at=NOW)
    message = follow_up_message(card(noticed, kind=AlertKind.FOLLOW_UP, news="edited by the outlet"), now=NOW)
    assert warnings(message) == [words]
    assert words.rstrip(".") in message.text
    assert not [part for part in message.parts if isinstance(part, Quotation)]


def test_the_alert_warns_of_what_was_changed_and_tells_a_correction_once() -> None:
    edits = (Edit(kind=EditKind.HEADLINE, was="A", now="B"), Edit(kind=EditKind.NOTE, now=NOTE))
    message = alert_message(card(*edits), now=NOW)
    assert warnings(message) == [
        "The headline was: “A”",
        "Corrected by the outlet: An earlier version misstated the vote.",
    ]


def test_a_follow_up_tells_of_its_own_edits_not_of_earlier_ones() -> None:
    early = Edit(kind=EditKind.HEADLINE, was="A", now="B", noticed_at=NOW)
    late = Edit(kind=EditKind.QUOTE_GONE, was="Never", noticed_at=NOW + timedelta(hours=5))
    message = follow_up_message(card(early, late, kind=AlertKind.FOLLOW_UP, decided_at=NOW), now=NOW)
    assert warnings(message) == ["The headline was: “A”"]


def test_a_follow_up_on_something_else_is_as_ever() -> None:
    early = Edit(kind=EditKind.HEADLINE, was="A", now="B", noticed_at=NOW - timedelta(hours=5))
    message = follow_up_message(card(early, kind=AlertKind.FOLLOW_UP, news="new position"), now=NOW)
    assert warnings(message) == ["Corrected by the outlet: An earlier version misstated the vote."]


def test_an_alert_that_was_edited_often_stays_short() -> None:
    edits = [Edit(kind=EditKind.HEADLINE, was=f"Title {number} {'long ' * 200}", now="B") for number in range(9)]
    shown = warnings(alert_message(card(*edits), now=NOW))[:-1]
    assert len(shown) == EDITS_SHOWN
    assert shown[-1].startswith("The headline was: “Title 8")
    assert max(map(len, shown)) < 350
