"""What platforms do to a bot without anybody killing it."""

from collections.abc import Callable, Mapping

from tests.audit.faults import Weather
from tests.audit.rig import Rig
from tests.standins.discord import Fault as DiscordFault
from tests.standins.slack import Fault as SlackFault

SLOW_SECONDS = 1.0  # well within what a send may take, even in a hurry
LIMIT_SECONDS = 3  # longer than any back-off of ours in a hurry


def break_platforms(rig: Rig) -> None:
    """One fault a call, as far as they go: refusals for a while, lost answers, cut lines, silence."""
    for _ in range(2):
        rig.slack.fail(
            "chat.postMessage",
            SlackFault("limit", seconds="1"),
            SlackFault("status", status=500),
            SlackFault("lose"),
            SlackFault("status", status=503),
            SlackFault("drop"),
            SlackFault("hang"),
        )
        rig.discord.fail(
            "post",
            DiscordFault("limit", seconds=0.5),
            DiscordFault("status", status=500),
            DiscordFault("lose"),
            DiscordFault("status", status=503),
            DiscordFault("drop"),
            DiscordFault("hang"),
        )
    rig.slack.fail("conversations.history", SlackFault("status", status=503))
    rig.discord.fail("read", DiscordFault("status", status=503))


def bad_minute(rig: Rig) -> None:
    """Two answers of 503 from each."""
    rig.slack.fail("chat.postMessage", *[SlackFault("status", status=503)] * 2)
    rig.discord.fail("post", *[DiscordFault("status", status=503)] * 2)


def ask_for_patience(rig: Rig) -> None:
    """Slack names a time before which it wants to hear nothing more of a channel."""
    rig.slack.fail("chat.postMessage", *[SlackFault("limit", seconds=str(LIMIT_SECONDS))] * 2)


def slow_down(rig: Rig) -> None:
    """What is asked is done, in its time."""
    rig.slack.fail("chat.postMessage", *[SlackFault("slow", seconds=str(SLOW_SECONDS))] * 4)
    rig.discord.fail("post", *[DiscordFault("slow", seconds=SLOW_SECONDS)] * 4)


def close_channel(rig: Rig) -> None:
    """One of Slack's two."""
    rig.slack.rooms["C1"].is_archived = True


def fair(rig: Rig) -> None:
    """Nothing is wrong."""


WEATHER: Mapping[Weather, Callable[[Rig], None]] = {
    "fair": fair,
    "bad minute": bad_minute,
    "slow": slow_down,
    "patience": ask_for_patience,
    "closed": close_channel,
}
