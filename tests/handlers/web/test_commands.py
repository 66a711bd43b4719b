"""What typed words and pressed buttons lead to."""

import pytest

from bot.core.errors import StoreUnusable
from bot.core.messages import Button, Buttons, Message, Paragraph, Text, help_message, plain_message
from handlers.web.commands import QUERY_CHARS, WORDS_CHARS, Commands


class House:
    """Remembers what was asked and shared."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.explained: list[str] = []
        self.shared: list[tuple[str, Message]] = []

    async def answer(self, query: str) -> Message:
        self.asked.append(query)
        buttons = Buttons(buttons=(Button(label="Share here", verb="share", argument=query),))
        return Message(text=f"Answer to {query}.", parts=(Paragraph(line=(Text(query),)), buttons))

    async def why(self, alert: str) -> Message:
        self.explained.append(alert)
        return plain_message("Because.")

    async def share(self, channel: str, message: Message) -> None:
        self.shared.append((channel, message))


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def commands(house: House) -> Commands:
    return Commands(answer=house.answer, presses={"why": house.why}, share=house.share)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("/policy amazon", "amazon"),
        ("/POLICY  Amazon ", "Amazon"),
        ("amazon", "amazon"),
        ("/policy\u00a0amazon", "amazon"),
        ("  /policy quotes “dana ortiz”", "quotes “dana ortiz”"),
        ("\u202e/policy ama\u200bzon", "amazon"),
    ],
)
async def test_a_question_is_asked_with_or_without_the_command(
    commands: Commands, house: House, typed: str, asked: str
) -> None:
    await commands.typed(typed)

    assert house.asked == [asked]


@pytest.mark.parametrize("typed", ["", "   ", "/policy", "/policy  "])
async def test_nothing_asked_gives_help(commands: Commands, house: House, typed: str) -> None:
    assert await commands.typed(typed) == help_message()
    assert house.asked == []


async def test_an_unknown_command_says_what_to_type(commands: Commands, house: House) -> None:
    message = await commands.typed("/politics amazon")

    assert "/politics" in message.text
    assert "/policy" in message.text
    assert house.asked == []


async def test_an_endless_question_is_refused_with_the_limit(commands: Commands, house: House) -> None:
    assert str(QUERY_CHARS) in (await commands.typed("a" * 5000)).text
    assert house.asked == []


async def test_bad_weather_becomes_words_for_who_asked() -> None:
    async def answer(query: str) -> Message:
        raise StoreUnusable("the disk is full")

    assert (await Commands(answer=answer).typed("amazon")).text == "That didn't work: the disk is full"


async def test_a_bug_is_not_hidden() -> None:
    async def answer(query: str) -> Message:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Commands(answer=answer).typed("amazon")


async def test_a_button_asks_and_explains(commands: Commands, house: House) -> None:
    await commands.pressed("ask", "quotes amazon")
    await commands.pressed("why", "12")

    assert house.asked == ["quotes amazon"]
    assert house.explained == ["12"]


async def test_a_shared_answer_stands_in_the_channel_without_its_buttons(commands: Commands, house: House) -> None:
    confirmation = await commands.pressed("share", "amazon", channel="alerts")

    ((channel, message),) = house.shared
    assert channel == "alerts"
    assert message == Message(text="Answer to amazon.", parts=(Paragraph(line=(Text("amazon"),)),))
    assert confirmation.text == "Shared in alerts."


async def test_nothing_is_shared_without_a_channel(commands: Commands, house: House) -> None:
    await commands.pressed("share", "amazon", channel="")

    assert house.shared == []


@pytest.mark.parametrize("verb", ["useful", "", "__class__"])
async def test_a_button_that_leads_nowhere_says_so(commands: Commands, verb: str) -> None:
    assert "reload" in (await commands.pressed(verb, "12")).text


def test_only_what_works_is_offered(commands: Commands, house: House) -> None:
    assert commands.verbs == {"ask", "share", "why"}
    assert Commands(answer=house.answer).verbs == {"ask"}


async def test_a_line_for_admins_may_be_as_long_as_on_every_platform_and_is_never_cut() -> None:
    taken: list[str] = []

    async def admin(words: str) -> Message:
        taken.append(words)
        return plain_message("Done.")

    commands = Commands(answer=admin, admin=admin)
    keyword = "keywords add " + " OR ".join(f"word{number}" for number in range(250))
    await commands.typed(f"/policy-admin {keyword}")
    assert taken == [keyword]
    refused = await commands.typed(f"/policy-admin {'a' * (WORDS_CHARS + 1)}")
    assert "nothing was done: 3,001 characters, and 3,000 are the most" in refused.text
    assert len(taken) == 1


@pytest.mark.parametrize("typed", ["policy-admin keywords list", "Policy-Admin keywords list"])
async def test_an_admin_may_forget_the_slash(typed: str) -> None:
    async def admin(words: str) -> Message:
        return plain_message(words)

    async def answer(query: str) -> Message:
        raise AssertionError(query)

    assert (await Commands(answer=answer, admin=admin).typed(typed)).text == "keywords list"
