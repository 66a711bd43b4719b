"""Are weaknesses known in what is locked? `python -m supply.audit`, with pip-audit, which needs the network.

Exit codes: 0 every package was looked up and nothing is known, 1 something is, 3 nothing or not everything could be
looked up. pip-audit itself ends with 0 when it could ask about no package at all; here that is not "all is well".
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from supply.lock import LOCKED

CLEAN, FOUND, UNKNOWN = 0, 1, 3
PATIENCE_SECONDS = 300
_COMMAND = ("-m", "pip_audit", "--requirement", str(LOCKED), "--require-hashes", "--disable-pip", "--no-deps")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be said, and the exit code."""

    code: int
    lines: tuple[str, ...]


def judged(report: Mapping[str, object]) -> Outcome:
    """What pip-audit's JSON means: a weakness is told first, then what could not be looked up."""
    packages = report.get("dependencies")
    if not isinstance(packages, list) or not packages:
        return Outcome(UNKNOWN, ("pip-audit looked up no package",))
    flaws = [
        f"{found['name']} {found['version']}: {flaw['id']}, mended in {' or '.join(flaw['fix_versions']) or 'none yet'}"
        for found in packages
        for flaw in found.get("vulns", ())
    ]
    unasked = [found["name"] for found in packages if "skip_reason" in found]
    left = (
        (f"{len(unasked)} of {len(packages)} packages could not be looked up: {', '.join(unasked[:5])} …",)
        if unasked
        else ()
    )
    if flaws:
        return Outcome(FOUND, (*flaws, *left))
    if left:
        return Outcome(UNKNOWN, left)
    return Outcome(CLEAN, (f"{len(packages)} packages looked up, no weakness known",))


def main() -> int:
    """Ask, and say what came of it."""
    try:
        asked = subprocess.run(
            (sys.executable, *_COMMAND, "--format", "json", "--progress-spinner", "off"),
            capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
        )  # fmt: skip
        outcome = judged(json.loads(asked.stdout))
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        outcome = Outcome(UNKNOWN, ("the advisory database could not be reached",))
    for line in outcome.lines:
        print(f"audit-deps: {line}")
    if outcome.code == UNKNOWN:
        print("audit-deps: NOT CHECKED. Run it again where the network is open.")
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
