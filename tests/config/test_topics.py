from pathlib import Path

import pytest

from bot.core.errors import PackInvalid
from bot.core.rules import compile_rules
from config.topics import load_pack

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "config" / "packs" / "facial_recognition.toml"

GOOD = """
id = "lanterns"
title = "Lantern policy"

[[rules]]
id = "lantern"
query = '"street lantern" OR lamplight*'
why = "What the topic is about."

[[rules]]
id = "x-festival"
query = '"lantern festival" NOT council'
why = "A feast."
exclude = true

[[technology]]
words = ["Street Lantern"]
why = "The thing."

[[names]]
name = "Acme Lights"
aliases = ["Acme"]
kind = "company"
why = "Makes them."

[[names]]
name = "Glow"
kind = "product"
of = "Acme Lights"
why = "The best known."

[[confusions]]
query = '"jack-o-lantern"'
why = "A pumpkin."

[[places]]
name = "Port Lowell"
why = "Has an ordinance."

[[sources]]
name = "Lantern News"
url = "https://example.org/feed.xml"
kind = "feed"
why = "Reads like our topic."
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "pack.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str) -> dict[str, str]:
    with pytest.raises(PackInvalid) as caught:
        load_pack(written(tmp_path, text))
    assert all(fault.file.endswith("pack.toml") for fault in caught.value.faults)
    return {fault.key: fault.reason for fault in caught.value.faults}


def test_a_pack_becomes_a_topic_and_its_sources(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, GOOD))
    assert pack.topic.id == "lanterns"
    assert [(rule.id, rule.topic, rule.is_exclude) for rule in pack.topic.rules] == [
        ("lantern", "lanterns", False),
        ("x-festival", "lanterns", True),
    ]
    assert pack.topic.technology_words == ("street lantern",)
    assert pack.topic.names[1].of == "Acme Lights"
    assert pack.topic.places == ("Port Lowell",)
    assert pack.topic.confusions == ('"jack-o-lantern"',)
    assert [(source.url, source.kind) for source in pack.sources] == [("https://example.org/feed.xml", "feed")]


def test_every_fault_is_named_at_once_with_its_key(tmp_path: Path) -> None:
    broken = GOOD.replace('title = "Lantern policy"', 'titel = "Lantern policy"').replace(
        'kind = "feed"', 'kind = "rss"'
    )
    found = faults(tmp_path, broken.replace('why = "A pumpkin."', ""))
    assert found["title"] == "is missing"
    assert found["titel"] == "is no key of a pack"
    assert found["sources[1].kind"].startswith("is wrong")
    assert found["confusions[1].why"] == "is missing"


def test_contradictions_are_named_at_once_with_their_key(tmp_path: Path) -> None:
    broken = GOOD.replace("lamplight*'", "la*'").replace('of = "Acme Lights"', 'of = "Nobody"')
    broken = broken.replace("https://example.org", "ftp://example.org").replace("'\"jack-o-lantern\"'", "'a OR b'")
    found = faults(tmp_path, broken.replace('id = "x-festival"', 'id = "lantern"'))
    assert "* needs 3 letters" in found["rules[1].query"]
    assert found["names[2].of"].startswith("names Nobody")
    assert found["confusions[1].query"] == "must be one word or one quoted phrase"
    assert found["rules"] == "has lantern twice"
    assert found["sources[1].url"].startswith("can't be fetched")


def test_a_pack_of_excludes_watches_nothing(tmp_path: Path) -> None:
    assert (
        faults(tmp_path, GOOD.replace('why = "What', 'exclude = true\nwhy = "What'))["rules"]
        == "has nothing but excludes"
    )


@pytest.mark.parametrize("text", ["id = ", "\ufeff\x00", "[[rules]"])
def test_what_is_no_toml_is_a_fault_of_the_file(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)[""].startswith("is no TOML")


def test_bytes_that_are_no_text_are_a_fault_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(b'id = "\xff"')
    with pytest.raises(PackInvalid, match="is no TOML"):
        load_pack(path)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid, match="cannot be read"):
        load_pack(tmp_path / "none.toml")


def test_the_shipped_pack_holds() -> None:
    pack = load_pack(PACK)
    compile_rules(pack.topic.rules)
    assert len(pack.sources) > 15
    amazon = next(name for name in pack.topic.names if name.name == "Amazon")
    assert "AWS" in amazon.aliases


@pytest.mark.parametrize(
    "text",
    [
        "The council banned facial recognition.",
        "Face-recognition software failed.",
        "A faceprint was taken.",
        "Clearview AI was fined.",
        "Police vans with LFR cameras stood in the square.",
        "Face scans at the airport gate",
        "La ciudad prohíbe el reconocimiento facial.",
        "La reconnaissance faciale est interdite.",
        "Die Gesichtserkennungssoftware der Polizei",
        "O reconhecimento facial foi proibido.",
        "The AI Act bans remote biometric identification.",
        "A suit under BIPA",
    ],
)
def test_the_shipped_pack_finds_its_topic(text: str) -> None:
    assert compile_rules(load_pack(PACK).topic.rules).apply("", text)


@pytest.mark.parametrize(
    "text",
    [
        "ClearView Energy Partners expects oil to rise.",
        "She received an award in recognition of her work.",
        "The moratorium on logging in the Amazon was extended.",
        "People with prosopagnosia fail at face recognition.",
        "Cities face a ban on petrol cars.",
        "The app faces a ban after police warnings.",
        "Microsoft faces a fine; Amazon faces a vote.",
        "City face United in a match; officers face cameras.",
        "He faces charges; police identified him.",
    ],
)
def test_the_shipped_pack_leaves_others_alone(text: str) -> None:
    assert not compile_rules(load_pack(PACK).topic.rules).apply("", text)
