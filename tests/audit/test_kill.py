"""The audit: kill -9 while alerts flow. Afterwards every entry is accounted for, on every platform.

LOST: an entry that matched and was not told. DUPLICATE: told twice in a channel. GHOST: told but never owed.
STUCK: owed and never settled. STALE: a message that was to be changed and was not. DISORDERED: told before what was
owed earlier. WATCHWORD_KILLS sets how often the bot is killed (`make audit`: 60), each step of a delivery in turn.
"""

import itertools
import os
import random
from pathlib import Path

from tests.audit.account import Channel, Tally, tally
from tests.audit.mortal import PLATFORM_STEPS
from tests.audit.rig import STEPS, rigged

KILLS = int(os.environ.get("WATCHWORD_KILLS", "0"))
SHORT = (("done", "slack"), ("done", "discord"), ("unrecorded", ""), ("edit received", "slack"))
SHORT_FEEDS, FEEDS = 2, 12


def plan() -> list[tuple[str, str]]:
    """Which step each kill comes at, and on whose platform where that can be chosen."""
    if not KILLS:
        return list(SHORT)
    every = [(step, who) for step in STEPS for who in (("slack", "discord") if step in PLATFORM_STEPS else ("",))]
    return list(itertools.islice(itertools.cycle(every), KILLS))


async def test_nothing_is_lost_and_nothing_told_twice_however_the_bot_dies(tmp_path: Path) -> None:
    chance = random.Random(11)
    async with rigged(tmp_path, feeds=FEEDS if KILLS else SHORT_FEEDS) as rig:
        for step, platform in plan():
            await rig.die(step, platform=platform, after=chance.uniform(2.0, 5.0))
        await rig.settle()
        account, repeated = rig.account(), rig.repeated_on_terminal()

    print(f"\n{sum(rig.kills.values())} kills ({rig.kills}), {len(rig.press.titles)} entries")
    for channel, each in account.items():
        print(f"{channel:>20}: {each}")
    assert account == dict.fromkeys(account, Tally())
    assert repeated <= sum(rig.kills.values())  # a line printed just before a crash may come again
    assert (rig.slack.complaints, rig.discord.complaints) == ([], [])


def test_the_account_tells_what_is_wrong() -> None:
    channel = Channel(shown=["A1", "A1 B2", "note"], keys=["K1", "X", "N"], owed=["K1", "K2"], open=1)

    assert tally(["A1", "B2", "C3", "D4"], channel) == Tally(lost=1, duplicate=1, ghost=1, stuck=1)


def test_what_a_digest_keeps_behind_its_button_is_told_and_no_more_than_that() -> None:
    channel = Channel(shown=["A1 and B2. Show the other 2"], keys=["D"], owed=["D"], open=0)

    assert tally(["A1", "B2", "C3", "D4"], channel) == Tally()
    assert tally(["A1", "B2", "C3", "D4", "E5"], channel) == Tally(lost=1)


def test_the_account_tells_what_was_not_put_right_and_what_came_too_early() -> None:
    channel = Channel(shown=["B2", "A1, also in X", "C3"], keys=["K2", "K1", "K3"], owed=["K1", "K2", "K3"], open=0)

    assert tally(["A1", "B2", "C3"], channel, retold=["A1", "C3"]) == Tally(stale=1, disordered=1)
