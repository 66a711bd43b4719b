"""A bad minute of both platforms while alerts flow: nothing is lost, repeated or told out of order.

Run by `make audit` alone, like the seeded faults.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.audit.account import Tally
from tests.audit.rig import Rig, rigged
from tests.standins.discord import ALERTS
from tests.standins.discord import Fault as DiscordFault
from tests.standins.slack import Fault as SlackFault

ENTRIES = 6

pytestmark = pytest.mark.skipif("WATCHWORD_KILLS" not in os.environ, reason="takes a minute; `make audit` runs it")


def break_platforms(rig: Rig) -> None:
    """One fault a call, as far as they go: refusals for a while, answers that get lost, cut lines."""
    for _ in range(2):
        rig.slack.fail(
            "chat.postMessage",
            SlackFault("limit", seconds="1"),
            SlackFault("status", status=500),
            SlackFault("lose"),
            SlackFault("status", status=503),
            SlackFault("drop"),
        )
        rig.discord.fail(
            "post",
            DiscordFault("limit", seconds=0.5),
            DiscordFault("status", status=500),
            DiscordFault("lose"),
            DiscordFault("status", status=503),
            DiscordFault("drop"),
        )
    rig.slack.fail("conversations.history", SlackFault("status", status=503))
    rig.discord.fail("read", DiscordFault("status", status=503))


async def test_a_bad_minute_of_both_platforms_loses_repeats_and_reorders_nothing(tmp_path: Path) -> None:
    async with rigged(tmp_path, feeds=2) as rig:
        break_platforms(rig)
        async with rig.bot():
            for _ in range(ENTRIES):
                rig.press.publish()
                await asyncio.sleep(0.3)
            await rig.until_settled()
        account = rig.account()

        assert account == dict.fromkeys(account, Tally())
        for channel in ("slack:C1", f"discord:{ALERTS}"):
            assert rig.told_order(channel) == rig.owed_order(channel)


async def test_a_channel_that_is_closed_touches_no_other(tmp_path: Path) -> None:
    async with rigged(tmp_path, feeds=1) as rig:
        rig.slack.rooms["C1"].is_archived = True
        async with rig.bot():
            for _ in range(3):
                rig.press.publish()
            await rig.until_settled(but="slack:C1")
        account = rig.account()

    shut = account.pop("slack:C1")
    assert shut.lost + shut.stuck == 3  # one was refused; the others wait, as the channel is paused now
    assert account == dict.fromkeys(account, Tally())
