"""Addresses as they may be shown."""

from base64 import b32encode, urlsafe_b64encode
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.masking import keyless, masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://u:pw@example.org/f", "https://***@example.org/f"),
        ("https://example.org/f?apikey=abc&page=2", "https://example.org/f?apikey=***&page=2"),
        ("https://forum.example/.rss?feed=0a1b&user=jane", "https://forum.example/.rss?feed=***&user=***"),
        ("https://example.org/feeds/12345678901234567890/8", "https://example.org/feeds/***/8"),
        ("https://example.org/hook/9f86d081884c7d659a2feaa0c55ad015", "https://example.org/hook/***"),
        ("https://example.org/f?x=123e4567-e89b-12d3-a456-426614174000", "https://example.org/f?x=***"),
        ("https://news.example/2020/06/10/city-council-bans-police-use-of-facial-recognition-2020",) * 2,
        ("https://news.example/rss?q=facial+recognition",) * 2,
        (
            "https://example.org/f?X-Amz-Signature=ab&client_secret=c&accessToken=d",
            "https://example.org/f?X-Amz-Signature=***&client_secret=***&accessToken=***",
        ),
        ("https://example.org/f?keywords=cameras&author=ortiz&design=new",) * 2,
        ("no url at all",) * 2,
    ],
)
def test_keys_in_addresses_are_hidden_for_display(url: str, shown: str) -> None:
    assert masked(url) == shown


@pytest.mark.parametrize(
    "key", ["hunter2secret", "abc123def4", "s3cr3t", "mypassword", "x1", "AbCdEfGhIjKlMnOp", "9f8e7d6c5b4a3210"]
)
@pytest.mark.parametrize(
    "place", ["?k=%s", "?t=%s&page=2", "?p=%s", "?x=1;token=%s", "/rss;key=%s", "#key=%s", "?id=%s"]
)
def test_what_may_be_a_key_is_hidden_under_any_name(place: str, key: str) -> None:
    assert key not in masked(f"https://gazette.example/feed{place % key}")


def _keys(size: int, count: int) -> Iterator[str]:
    """Such as publishers give out: random bytes, in hexadecimal digits, base 64 or base 32."""
    chance = Random(7)
    for _ in range(count):
        drawn = chance.randbytes(size)
        yield from (drawn.hex(), urlsafe_b64encode(drawn).decode().rstrip("="), b32encode(drawn).decode().rstrip("="))


@pytest.mark.parametrize(("size", "hidden"), [(12, 0.99), (16, 0.995), (32, 1.0)])
def test_random_keys_are_hidden_in_the_path(size: int, hidden: float) -> None:
    shown = [key for key in _keys(size, 1_000) if key in masked(f"https://gazette.example/feeds/{key}/news.xml")]
    assert len(shown) <= (1 - hidden) * 3_000, shown[:5]


@given(st.lists(st.from_regex(r"[a-z]{2,9}|(?:19|20)\d\d|\d", fullmatch=True), min_size=1, max_size=14))
def test_the_words_of_an_address_are_shown(words: list[str]) -> None:
    url = f"https://gazette.example/2026/11/{'-'.join(words)}.xml?category={'+'.join(words)}&conditions[term]={words[0]}&p=1204"
    assert masked(url) == url


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(masked(text) + keyless(text), str)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://gazette.example/page", "https://gazette.example/page"),
        ("https://gazette.example/page?key=abc123", "https://gazette.example/page"),
        (
            "https://gazette.example/page?topic=bans&api_key=abc&page=2",
            "https://gazette.example/page?topic=bans&page=2",
        ),
        ("https://gazette.example/page?topic=bans", "https://gazette.example/page?topic=bans"),
    ],
)
def test_an_address_for_others_is_told_without_the_key_in_it(url: str, shown: str) -> None:
    assert keyless(url) == shown
