"""The buttons that put something right appear on every face, whole, and lead to what they say."""

import re
from collections.abc import Callable

import pytest

from bot.core.attributions import mark_of
from bot.core.messages import Button, Buttons, Message, proposals_message, which_quote_message, who_spoke_message
from bot.core.model import Analysis, Article, ArticleId, Filed, Proposal, StoryId
from bot.services.desk import PROPOSAL_VERBS, QUOTE_VERBS
from handlers.discord import render as discord
from handlers.slack import render as slack
from handlers.web import render as web
from tests.fakes.filing import NOW, quote

TEXT = "“We were never asked,” said Ada Quill. “Nor was I,” said Tomas Berg of the Northport Ferry Union."
QUOTES = (quote(TEXT, "We were never asked,", speaker="Ada Quill"), quote(TEXT, "Nor was I,", speaker="Tomas Berg"))
FILED = Filed(
    id=ArticleId(1 << 46),
    source=None,
    seen_at=NOW,
    analysis=Analysis(article=Article(title="Council bans cameras", text=TEXT), quotes=QUOTES),
    story=StoryId(1 << 46),
)
PROPOSALS = tuple(
    Proposal(kind="exclude", about=word, value=word, words=f"Exclude {word}.", made_at=NOW, number=number)
    for number, word in enumerate(("unlock", "screen", "selfie"), start=1)
)
MESSAGES = (
    which_quote_message([(FILED.id, each) for each in QUOTES]),
    who_spoke_message(FILED, QUOTES[0], order="/policy-admin quotes"),
    proposals_message(PROPOSALS, command="/policy-admin"),
)


VERBS = QUOTE_VERBS | PROPOSAL_VERBS
Face = Callable[[Message], list[tuple[str, str]]]


def _on_slack(message: Message) -> list[tuple[str, str]]:
    blocks = slack.payload(message, verbs=VERBS).blocks
    rows: list[dict[str, str]] = [each for block in blocks for each in block.get("elements", ()) if "action_id" in each]  # type: ignore[attr-defined]
    return [(slack.pressed(each["action_id"]), each["value"]) for each in rows]


def _on_discord(message: Message) -> list[tuple[str, str]]:
    rows = discord.payload(message, verbs=VERBS).components
    found = [discord.pressed(str(each["custom_id"])) for row in rows for each in row["components"]]  # type: ignore[attr-defined]
    return [each for each in found if each is not None]


def _on_the_page(message: Message) -> list[tuple[str, str]]:
    html = web.answer(web.Face(csrf_token="t", verbs=VERBS), message)
    return [(verb, argument) for verb, argument in re.findall(r'name="press" value="(\w+) ([^"]*)"', html)]


@pytest.mark.parametrize("face", [_on_slack, _on_discord, _on_the_page])
@pytest.mark.parametrize("message", MESSAGES)
def test_every_button_is_there_and_keeps_its_words(face: Face, message: Message) -> None:
    wanted = [button for part in message.parts if isinstance(part, Buttons) for button in part.buttons]
    assert face(message) == [(button.verb, button.argument) for button in wanted]


def test_who_spoke_offers_the_others_of_the_article_nobody_and_no_quote() -> None:
    mark = mark_of(QUOTES[0].text)
    (buttons,) = (part.buttons for part in MESSAGES[1].parts if isinstance(part, Buttons))
    assert buttons == tuple(
        Button(label=label, verb="set_speaker", argument=f"{FILED.id} {mark} {wish}")
        for label, wish in (("Tomas Berg", "is Tomas Berg"), ("Nobody named", "nobody"), ("Not a quote", "drop"))
    )
