"""What the command line prints of sources: rows that can be read, and addresses that can be copied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

from bot.core.model import PollState, Source, SourceId
from handlers.reports import write_sources

STATE = PollState(next_poll=datetime(2026, 11, 25, tzinfo=UTC), interval=timedelta(minutes=15))
LONG = "https://gazette.example/" + "/".join(f"section-{number}" for number in range(30)) + "/feed.xml"


def test_an_address_stands_in_one_line_however_long_it_is() -> None:
    printed = StringIO()
    short = Source(id=SourceId(1), url="https://bay.example/feed", kind="feed", name="湾 Bay")
    long = Source(id=SourceId(2), url=LONG, kind="feed", name="Gazette")
    write_sources([(short, STATE), (long, replace(STATE, last_error="no answer"))], stream=printed)
    head, first, second = printed.getvalue().splitlines()
    assert second.endswith(f"  {LONG}")
    assert "no answer" in second
    assert first.endswith("  https://bay.example/feed")
    assert head.index("address") == second.index("https://")


def test_a_key_in_an_address_is_masked() -> None:
    printed = StringIO()
    source = Source(id=SourceId(1), url="https://bay.example/feed?key=s3cret", kind="feed", name="Bay")
    write_sources([(source, STATE)], stream=printed)
    assert "s3cret" not in printed.getvalue()
