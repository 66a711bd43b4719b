import json
from pathlib import Path

from benchmarks.quotes import score

GOLD = Path(__file__).parents[2] / "data" / "quotes"


def test_the_score_on_our_own_articles_does_not_fall() -> None:
    lines = [line for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    total = score([json.loads(line) for line in lines])
    assert total.not_verbatim == 0
    assert total.non_speech == 0
    assert total.f1(total.matched) >= 0.98
    assert total.f1(total.right) >= 0.96, "\n".join(total.errors)
    assert total.f1(total.right_full) >= 0.96
    assert total.precision_posted >= 0.96
    assert total.coverage >= 0.75
