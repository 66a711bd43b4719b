"""What the bot's own process never loads, since it stays in memory for good."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACES = "handlers.web.app, handlers.status, handlers.slack.app, handlers.discord.app"
FOR_CHILDREN = ("bot.core.articles", "bot.core.positions", "bot.core.quotes", "feedparser", "py3langid", "trafilatura")


def test_the_bot_leaves_reading_to_the_children() -> None:
    code = f"import sys, bot.house, {FACES}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "bot.house" in loaded.stdout.split()
    assert not set(FOR_CHILDREN) & set(loaded.stdout.split())
