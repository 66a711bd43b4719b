"""What people type, as they meant it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.guard import REMEMBERED, Seen
from handlers.slack.words import typed


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("  amazon \u00a0 ban ", "amazon ban"),
        ("“live facial recognition”", '"live facial recognition"'),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("channel add <#C0123|alerts>", "channel add C0123"),
        ("channel add <#C0123>", "channel add C0123"),
        ("sources add <https://council.example/a?b=1&amp;c=2>", "sources add https://council.example/a?b=1&c=2"),
        ("sources add <https://council.example|council.example>", "sources add https://council.example"),
        ("ask <@U0123|lee>", "ask @lee"),
        ("<!subteam^S1|@policy>", "@policy"),
        ("", ""),
    ],
)
def test_slacks_own_spelling_is_undone(sent: str, meant: str) -> None:
    assert typed(sent) == meant


@given(st.text())
def test_any_words_come_through_as_one_line(text: str) -> None:
    assert "\n" not in typed(text)


def test_only_so_many_requests_are_remembered() -> None:
    seen = Seen()
    assert all(seen.is_new(str(number)) for number in range(REMEMBERED + 1))
    assert not seen.is_new("5")
    assert seen.is_new("0")
    assert [seen.is_new("") for _ in range(2)] == [True, True]
