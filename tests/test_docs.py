"""The docs keep up with the code."""

import re
from pathlib import Path

import pytest

from bot.core.model import Analysis, Answer, Article, Deed, Position, Question, Quote, Searched, Span
from bot.services.analyze import as_json, position_as_json, quote_as_json
from bot.services.answer_json import as_json as answer_as_json
from config.environment import SECRET_NAMES

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = (ROOT / "docs/reference.md").read_text(encoding="utf-8")


def test_the_reference_names_every_key_of_the_json_formats() -> None:
    quote = quote_as_json(Quote(parts=(Span(0, 1),), text="a"))
    position = position_as_json(Position(actor="A", action=Deed.BAN, span=Span(0, 1)))
    answer = answer_as_json(Answer(question=Question(query="q"), searched=Searched(articles=0, sources=0, since=None)))
    article = as_json(Analysis(article=Article(title="t", text="a")), id="a")
    keys = {*article, *quote, *position, *answer, *answer["understood"], *answer["searched"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in REFERENCE] == []


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_the_reference_names_every_secret(name: str) -> None:
    assert f"`{name}`" in REFERENCE


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.name)
def test_links_between_the_docs_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    ours = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in ours if not (page.parent / link).exists()] == []
