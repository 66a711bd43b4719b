import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = "The council voted 6-1 on Monday to ban face recognition. The mayor will sign the ban on Friday. Rain fell."


def test_the_table_is_printed_with_or_without_the_others(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    row = {"id": "1", "title": "Council bans face recognition", "text": TEXT, "summary": "A council banned it."}
    gold.write_text(json.dumps(row), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.summaries", str(gold)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert {"ours", "lead-1", "lead-2", "lead-3"} <= set(names)
    assert "TextRank-2" in names or "requirements-bench.txt" in done.stdout
