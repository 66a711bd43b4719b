"""Look-ups over the articles of our own gold file: what is found may not fall, and nothing forbidden is shown."""

import json
from pathlib import Path
from typing import Any

from bot.core.model import Analysis, Article, Filed, StoryId, Timestamp
from bot.core.positions import find_positions
from bot.core.quotes import find_quotes
from bot.core.relevance import relevance
from bot.core.rules import compile_rules
from bot.ports import Harvest
from bot.services.lookup import Lookup
from config.topics import load_pack
from tests.fakes.archive import FakeArchive
from tests.fakes.filing import NOW
from tests.services.test_lookup import Clock

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "data" / "lookups"
TOPIC = load_pack(ROOT / "config" / "packs" / "facial_recognition.toml").topic
SHOWN = 5


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


async def filled() -> FakeArchive:
    archive, book = FakeArchive(), compile_rules(TOPIC.rules)
    for row in rows("archive.jsonl"):
        published = Timestamp.parse(row["published"]) if "published" in row else None
        article = Article(
            title=row.get("title", ""),
            text=row["text"],
            url=row.get("url"),
            outlet=row.get("outlet"),
            published=published,
        )
        matches = book.apply(article.title, article.text)
        analysis = Analysis(
            article=article,
            matches=matches,
            relevance=relevance(article, matches, TOPIC),
            quotes=find_quotes(article, topic=TOPIC),
            positions=find_positions(article, topic=TOPIC),
        )
        (id,) = await archive.reserve([published.instant() if published else NOW])
        filed = Filed(
            id=id, source=None, seen_at=NOW, analysis=analysis, story=StoryId(id), copy_of=None, external_id=row["id"]
        )
        await archive.record([Harvest(source=None, filed=(filed,))])
    return archive


async def test_the_gold_look_ups_find_what_they_must_and_show_nothing_forbidden() -> None:
    lookup = Lookup(await filled(), [TOPIC], Clock())
    recalls, forbidden = [], []

    for case in rows("gold.jsonl"):
        shown = [hit.id for hit in (await lookup.answer(case["query"])).hits[:SHOWN]]
        relevant = set(case["relevant"])
        if relevant:
            recalls.append(len(relevant.intersection(shown)) / min(len(relevant), SHOWN))
        forbidden += [(case["query"], id) for id in shown if id in case["must_not"]]

    assert forbidden == []
    assert sum(recalls) / len(recalls) >= 0.98
