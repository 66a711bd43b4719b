"""The files for systemd and containers keep up with the code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from config.environment import SECRET_NAMES
from supply.lock import ROOT

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "watchword.service").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["watchword"]


def _copied() -> list[str]:
    """What the image gets from this folder."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_what_the_image_copies_is_enough_to_run(tmp_path: Path) -> None:
    for name in _copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    words = [sys.executable, "run.py", "check", "--data-dir", str(tmp_path / "data")]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert "Watchword" in ran.stdout


def test_the_builder_is_handed_what_the_image_copies_and_no_more() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    handed = [line.removeprefix("!") for line in lines if line.startswith("!")]
    assert "*" in lines
    assert sorted(handed) == sorted(_copied())


def test_the_image_and_compose_ask_the_same_question_of_its_health() -> None:
    asked = re.search(r"HEALTHCHECK .*\n\s+CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)
    assert asked
    assert yaml.safe_load(asked[1]) == COMPOSE["healthcheck"]["test"][1:]


def test_the_container_has_no_rights_and_writes_to_its_volume_alone() -> None:
    assert COMPOSE["read_only"] is True
    assert COMPOSE["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in COMPOSE["security_opt"]
    assert COMPOSE["volumes"] == ["data:/data"]
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["ports"])
    assert re.search(r"^USER 10001:10001$", CONTAINERFILE, re.MULTILINE)


@pytest.mark.parametrize(
    "line",
    ["NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "DynamicUser=yes", "OOMPolicy=continue"],
)
def test_the_unit_holds_what_it_promises(line: str) -> None:
    assert line in UNIT.splitlines()


def test_the_bot_has_a_home_whoever_it_runs_as() -> None:
    """slack_sdk asks for one when it is imported; a made user has none."""
    assert "Environment=HOME=%S/watchword" in UNIT.splitlines()
    assert re.search(r"^\s+HOME=/data \\$", CONTAINERFILE, re.MULTILINE)


def test_the_unit_lets_the_readers_limit_themselves() -> None:
    filters = re.findall(r"^SystemCallFilter=(.*)$", UNIT, re.MULTILINE)
    assert not any("resources" in words for words in filters)


def test_tokens_reach_the_bot_under_names_that_it_reads() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.glob("watchword.service.d/*.conf")]
    texts.append((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    names = {name for text in texts for name in re.findall(r"\b([A-Z_]+)_FILE\b", text)}
    assert names
    assert names <= set(SECRET_NAMES)
