"""The bill of materials names all that is delivered, and nothing else."""

import json
from datetime import UTC, datetime

import pytest

from bot import VERSION
from supply.bill import as_json, bill
from supply.licences import load_rules, rows
from supply.lock import locked, wanted

NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made() -> dict[str, object]:
    return json.loads(as_json(bill(rows(rules=load_rules()), wanted(), now=NOW)))


def test_it_is_cyclonedx_of_this_version(made) -> None:
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    ours = made["metadata"]["component"]
    assert (ours["name"], ours["version"], ours["type"]) == ("watchword", VERSION, "application")


def test_it_names_every_locked_package_with_its_licence_and_all_its_hashes(made) -> None:
    listed = {
        (each["name"], each["version"]): {found["content"] for found in each["externalReferences"][0]["hashes"]}
        for each in made["components"]
    }
    assert listed == {(each.name, each.version): set(each.hashes) for each in locked()}
    assert all(each["licenses"] for each in made["components"])


def test_what_is_asked_for_leads_to_what_it_needs(made) -> None:
    needs = {each["ref"].split("@")[0]: each.get("dependsOn", []) for each in made["dependencies"]}
    assert len(needs["watchword"]) == len(wanted())
    assert "pkg:pypi/aiohttp" in needs
    assert any(ref.startswith("pkg:pypi/yarl@") for ref in needs["pkg:pypi/aiohttp"])
    assert any(ref.startswith("pkg:pypi/greenlet@") for ref in needs["pkg:pypi/sqlalchemy"])


def test_the_same_lock_gives_the_same_bill(made) -> None:
    assert json.loads(as_json(bill(rows(rules=load_rules()), wanted(), now=NOW))) == made
