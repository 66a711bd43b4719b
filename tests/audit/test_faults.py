"""The audit is audited: bots with a fault seeded in them, each of which it has to notice, and name rightly.

Ten bots, half a minute each: run by `make audit` alone.
"""

import os
from pathlib import Path

import pytest

from tests.audit.account import Tally, total
from tests.audit.faults import FAULTS
from tests.audit.rig import PLATFORM_STEPS, rigged
from tests.standins.discord import Fault as DiscordFault
from tests.standins.slack import Fault as SlackFault

PATIENCE_SECONDS = 12  # after which a fault has shown itself; a sound bot has settled within five
BAD_MINUTE = 2  # answers of 503 from each platform


@pytest.mark.skipif("WATCHWORD_KILLS" not in os.environ, reason="takes minutes; `make audit` runs it")
@pytest.mark.parametrize("name", FAULTS)
async def test_a_seeded_fault_is_found(tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    async with rigged(tmp_path, feeds=2, fault=name) as rig:
        for step in fault.steps:
            if name == "drop_on_5xx":
                rig.slack.fail("chat.postMessage", *[SlackFault("status", status=503)] * BAD_MINUTE)
                rig.discord.fail("post", *[DiscordFault("status", status=503)] * BAD_MINUTE)
            await rig.die(step, platform="slack" if step in PLATFORM_STEPS else "")
        await rig.settle(patience=PATIENCE_SECONDS)
        account = rig.account()

    print(f"\n{name}: {account}")
    assert fault.kinds <= total(account).kinds
    if name == "forget_unknown":  # Discord takes each nonce once, whoever repeats it
        assert account["discord:110"] == Tally()
