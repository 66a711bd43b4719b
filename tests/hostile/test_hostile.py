"""Every hostile case, polled by the real fetcher, parser and watch with the guard fully on.

The cases run in a network namespace of their own, where public-looking addresses can be had and inner ones watched;
where this machine lets nobody make one, they are skipped, and `tests/adapters/test_http.py` stands alone.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.cases import CASES

ROOT = Path(__file__).resolve().parent.parent.parent
NAMESPACE = ("unshare", "--user", "--map-root-user", "--net", "--")
TRIES_ADDRESSES = ("ip", "addr", "add", "1.2.3.4/32", "dev", "lo")
GROWN_MEGABYTES = 100  # with a dozen bodies of up to 15 MB under way at once
PATIENCE_SECONDS = 15.0  # of the bystander, whose feed is read in milliseconds, on a machine that may be busy


def why_not() -> str:
    """What keeps this machine from a namespace of our own; "" where nothing does."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        return "unshare or ip is not installed"
    tried = subprocess.run([*NAMESPACE, *TRIES_ADDRESSES], capture_output=True, text=True, check=False)
    return f"no network namespace can be made: {tried.stderr.strip()}" if tried.returncode else ""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the runner said, by case; its last line under ""."""
    if reason := why_not():
        pytest.skip(reason)
    words = [*NAMESPACE, sys.executable, "-m", "tests.hostile.runner"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return {line.get("case", ""): line for line in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_a_hostile_server_does_no_harm_and_an_admin_is_told(told: dict[str, Any], name: str) -> None:
    assert told[name]["complaints"] == []


def test_nobody_knocks_at_an_inner_address(told: dict[str, Any]) -> None:
    assert told[""]["knocks"] == []


def test_a_bystander_notices_nothing(told: dict[str, Any]) -> None:
    assert told[""]["bystander_polls"] > 0
    assert "the bystander" not in told
    assert told[""]["bystander_longest_seconds"] < PATIENCE_SECONDS


def test_all_of_it_takes_little_memory(told: dict[str, Any]) -> None:
    assert told[""]["grown_megabytes"] < GROWN_MEGABYTES


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 150
