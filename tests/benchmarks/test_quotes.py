import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.quote_scores import Score, score
from benchmarks.quotes import GoldUnreadable, read_gold, rows
from bot.core.model import Quote, Span

ROOT = Path(__file__).parents[2]
TEXT = "“We never asked for this,” said a lawyer for the vendor."
SPOKEN = {"start": 1, "end": 25, "mention": "a lawyer for the vendor", "speaker": "a lawyer for the vendor"}
ARTICLE = {"id": "1", "text": TEXT, "quotes": [{**SPOKEN, "speaker_type": "nominal"}]}


def _score(said: str | None, called: str | None, **changes: object) -> Score:
    quote = Quote(parts=(Span(1, 25),), text=TEXT[1:25], speaker=said, mention=called, confidence=0.9)
    article = {**ARTICLE, "quotes": [{**ARTICLE["quotes"][0], **changes}]}
    return score([article], lambda _: [quote])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not an object"),
        ('{"id": "1"}', '"id" and "text" must be strings'),
        ('{"id": "1", "text": "So."}', '"quotes" must be a list'),
        ('{"id": "1", "text": "So.", "quotes": [{"start": 0, "end": 9}]}', "no span of the text: 0, 9"),
        ('{"id": "1", "text": "So.", "quotes": ["So."]}', "must be an object"),
        ("", "no articles"),
    ],
)
def test_a_gold_file_that_cannot_be_used_is_refused_with_the_line_and_the_reason(
    tmp_path: Path, line: str, fault: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line, encoding="utf-8")
    with pytest.raises(GoldUnreadable, match=r"gold\.jsonl") as refused:
        read_gold(gold)
    assert fault in str(refused.value)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldUnreadable, match="nowhere"):
        read_gold(tmp_path / "nowhere.jsonl")


def test_an_unnamed_source_is_right_by_the_head_of_its_description() -> None:
    assert _score(None, "the vendor’s lawyer").right == 1
    assert _score(None, "the vendor").kinds == {("other words for an unnamed source", "description"): 1}
    assert _score("Vendor", "the vendor").kinds == {("a name for an unnamed source", "description"): 1}


@pytest.mark.parametrize(
    ("said", "wanted", "is_right"),
    [
        ("Ana Ruiz", "Ana Ruiz", True),
        ("Ruiz", "Ana Ruiz", True),
        ("Mayor Ana Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "A. Ruiz", True),
        ("Greg Ruiz", "Ana Ruiz", False),
        ("Ana Olsen", "Ana Ruiz", False),
        ("Greg Olsen Jr.", "Greg Olsen", False),
    ],
)
def test_a_speaker_is_right_by_surname_unless_the_given_name_differs(said: str, wanted: str, is_right: bool) -> None:
    total = _score(said, said, speaker=wanted, mention=wanted, speaker_type="named")
    assert total.right == is_right


def test_precision_counts_for_nothing_where_next_to_nothing_is_posted() -> None:
    total = score([ARTICLE], lambda _: [])
    precision = next(row for row in rows(total, 100) if row.what == "posted unasked: precision")
    assert precision.value == 1.0
    assert precision.verdict == "not reached"


def test_the_table_is_printed_with_no_file_named_and_however_it_is_started() -> None:
    for command in (["benchmarks/quotes.py"], ["-m", "benchmarks.quotes"]):
        told = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert "goal reached" in told
        assert "confidence" in told


def test_the_scorer_beside_a_gold_file_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    (tmp_path / "score.py").write_text(
        'import json\nprint(json.dumps({"e2e": [0, 0, 0.25], "e2e_full": [0, 0, 0.125], "soft": [0, 0, 0.5]}))\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "benchmarks.quotes", str(tmp_path / "gold.jsonl")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "0.250     0.125   0.500" in told
