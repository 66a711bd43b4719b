"""A bad minute of both platforms while alerts flow: nothing is lost, repeated or told out of order.

Run by `make audit` alone, like the seeded faults.
"""

import asyncio
import os
from pathlib import Path

import pytest

from tests.audit.account import Tally
from tests.audit.rig import rigged
from tests.audit.weather import break_platforms, close_channel, slow_down

ENTRIES = 6

pytestmark = pytest.mark.skipif("WATCHWORD_KILLS" not in os.environ, reason="takes a minute; `make audit` runs it")


async def test_a_bad_minute_of_both_platforms_loses_repeats_and_reorders_nothing(tmp_path: Path) -> None:
    async with rigged(tmp_path, feeds=2) as rig:
        break_platforms(rig)
        async with rig.bot():
            for _ in range(ENTRIES):
                rig.press.publish()
                await asyncio.sleep(0.3)
            rig.press.retell()
            await rig.until_settled()
        account = rig.account()

    assert account == dict.fromkeys(account, Tally())
    assert (rig.slack.complaints, rig.discord.complaints) == ([], [])


async def test_answers_that_take_their_time_are_waited_for(tmp_path: Path) -> None:
    async with rigged(tmp_path, feeds=1) as rig:
        slow_down(rig)
        async with rig.bot():
            for _ in range(3):
                rig.press.publish()
            await rig.until_settled()
        account = rig.account()

    assert account == dict.fromkeys(account, Tally())


async def test_a_channel_that_is_closed_touches_no_other(tmp_path: Path) -> None:
    async with rigged(tmp_path, feeds=1) as rig:
        close_channel(rig)
        async with rig.bot():
            for _ in range(3):
                rig.press.publish()
            await rig.until_settled(but="slack:C1")
        account = rig.account()

    shut = account.pop("slack:C1")
    assert (shut.lost, shut.stuck) == (0, 3)  # they wait, as the channel is paused now
    assert account == dict.fromkeys(account, Tally())
