"""The audit is audited: bots with a fault seeded in them, each of which it has to notice, and name rightly.

Eighteen bots, half a minute each: run by `make audit` alone.
"""

import os
from pathlib import Path

import pytest

from tests.audit.account import total
from tests.audit.faults import FAULTS
from tests.audit.mortal import PLATFORM_STEPS
from tests.audit.rig import rigged
from tests.audit.weather import WEATHER
from tests.standins.slack import IMPATIENT

PATIENCE_SECONDS = 12  # after which a fault has shown itself; a sound bot has settled within five
ENTRIES = 3


@pytest.mark.skipif("WATCHWORD_KILLS" not in os.environ, reason="takes minutes; `make audit` runs it")
@pytest.mark.parametrize("name", FAULTS)
async def test_a_seeded_fault_is_found(tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    async with rigged(tmp_path, feeds=2, fault=name) as rig:
        WEATHER[fault.weather](rig)
        for step in fault.steps:
            for platform in ("slack", "discord") if step in PLATFORM_STEPS else ("",):
                await rig.die(step, platform=platform)
        for _ in range(0 if fault.steps else ENTRIES):
            rig.press.publish()
        await rig.settle(patience=PATIENCE_SECONDS)
        account = rig.account()

    print(f"\n{name}: {account}")
    seen = [account[channel].kinds for channel in fault.at] or [total(account).kinds]
    is_impatient = any(IMPATIENT in each for each in rig.slack.complaints)
    assert all(fault.kinds <= kinds | ({"impatient"} if is_impatient else set()) for kinds in seen)
