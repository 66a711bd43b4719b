"""What is installed is what was asked for, each file known by its hash; each direct package has a reason."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from supply.lock import ROOT, WANTED, locked, wanted

LISTS = ("requirements", "requirements-dev", "requirements-bench")
MOST_DIRECT = 25
DECISION = ROOT / "docs" / "decisions" / "0002-dependencies.md"


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_lock_is_one_version_with_its_hashes(name: str) -> None:
    packages = locked(ROOT / f"{name}.txt")
    assert packages
    assert all(len(set(package.hashes)) == len(package.hashes) for package in packages)


@pytest.mark.parametrize("name", LISTS)
def test_all_that_is_asked_for_is_locked_in_a_version_that_will_do(name: str) -> None:
    packages = locked(ROOT / f"{name}.txt")
    for requirement in (*wanted(), *wanted(ROOT / f"{name}.in")):
        versions = [each.version for each in packages if each.name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is asked for and not locked: make lock"
        assert all(requirement.specifier.contains(version, prereleases=True) for version in versions), requirement


@pytest.mark.parametrize("name", LISTS[1:])
def test_tests_and_benchmarks_run_on_the_versions_that_are_delivered(name: str) -> None:
    others = {(each.name, each.version, str(each.marker)): set(each.hashes) for each in locked(ROOT / f"{name}.txt")}
    for package in locked():
        assert others[package.name, package.version, str(package.marker)] == set(package.hashes)


def test_each_direct_dependency_has_one_reason_and_there_are_25_at_most() -> None:
    asked = [canonicalize_name(requirement.name) for requirement in wanted(WANTED)]
    assert sorted(_reasons(DECISION)) == sorted(asked)
    assert len(asked) <= MOST_DIRECT


def test_nothing_is_imported_but_these_and_the_other_halves_named_beside_them() -> None:
    halves = re.findall(r"\(with ([^)]+)\) \|", DECISION.read_text(encoding="utf-8"))
    known = {canonicalize_name(name) for half in halves for name in half.split(", ")}
    known |= {canonicalize_name(requirement.name) for requirement in wanted(WANTED)}
    owners = packages_distributions()
    imported = {canonicalize_name(owner) for name in _imported() for owner in owners[name]}
    assert imported - known == set()
    assert len(halves) == len(set(halves))


@pytest.mark.parametrize("line", ["aiohttp", "aiohttp>=3", "aiohttp==3.14.5", "aiohttp==3.*  --hash=md5:00"])
def test_a_lock_with_a_loose_line_is_refused(line: str, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"{line}\n")
    with pytest.raises(ValueError, match="aiohttp"):
        locked(lock)


def _reasons(page: Path) -> list[str]:
    """The packages in the first column of the decision's table; a version or a word in brackets is for people."""
    cells = re.findall(r"^\| ([^|]+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    bare = [re.sub(r"\(.*?\)", "", cell) for cell in cells if cell != "package"]
    return [canonicalize_name(name.split()[0]) for cell in bare for name in cell.split(",")]


def _imported() -> set[str]:
    """The top-level names that the product imports from others."""
    ours = {"bot", "handlers", "config", "run"}
    files = [ROOT / "run.py", *chain.from_iterable((ROOT / room).rglob("*.py") for room in ours - {"run"})]
    names: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name.split(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - ours - sys.stdlib_module_names
