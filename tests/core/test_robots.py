"""robots.txt: the longest rule decides, whoever wrote it in whatever order."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.robots import is_allowed, product_token

US = "Watchword/1.2 (+desk@example.org)"
PATTERNS = st.text("ab/?*$%", max_size=8).map(lambda text: f"/{text}")
PATHS = st.text("ab/?=", max_size=10).map(lambda text: f"/{text}")


def may(path: str, *lines: str, agent: str = US) -> bool:
    return is_allowed("\n".join(lines).encode(), f"https://council.example{path}", user_agent=agent)


@pytest.mark.parametrize(
    ("rule", "allowed", "closed"),
    [
        ("/", "", "/page1"),
        ("/page1", "/page", "/page10"),
        ("/page1$", "/page10", "/page1"),
        ("/*page1", "/page2", "/news/page1/more"),
        ("/*.pdf$", "/a.pdf?x=1", "/minutes/a.pdf"),
        ("/a*b*c", "/acb", "/a-b-c-d"),
        ("/*?print=", "/page1", "/page1?print=1"),
        ("/caf%C3%A9", "/cafe", "/café"),
        ("/café", "/cafe", "/caf%c3%a9/menu"),
        ("/%7Eann", "/ann", "/~ann/"),
        ("/a%2Fb", "/a/b", "/a%2fb"),
        ("/price-$5", "/price-5", "/price-$5/x"),
        ("/a%2A", "/ab", "/a*"),
        ("/*", "", "/anything"),
    ],
)
def test_patterns_are_read_as_they_are_meant(rule: str, allowed: str, closed: str) -> None:
    lines = ("User-agent: *", f"Disallow: {rule}")
    assert not may(closed, *lines)
    assert not allowed or may(allowed, *lines)


@pytest.mark.parametrize(
    ("lines", "is_open"),
    [
        (("User-agent: *", "Allow: /", "Disallow: /page1"), False),
        (("User-agent: *", "Disallow: /", "Allow: /page1"), True),
        (("User-agent: *", "Disallow: /page1", "Allow: /page1"), True),
        (("User-agent: *", "Disallow: /*1", "Allow: /page"), True),
        (("User-agent: *", "Disallow:"), True),
        (("User-agent: *", "Disallow: / # all of it"), False),
        (("user-agent:*", "DISALLOW : /"), False),
        (("User-agent: Other", "User-agent: watchWORD", "Disallow: /"), False),
        (("User-agent: Watchword/2.0", "Disallow: /"), False),
        (("User-agent: Watchwordly", "Disallow: /"), True),
        (("User-agent: *", "Disallow: /", "User-agent: Watchword", "Allow: /"), True),
        (("User-agent: Watchword", "Disallow:", "User-agent: *", "Disallow: /"), True),
        (
            ("User-agent: Watchword", "Allow: /x", "User-agent: other", "Disallow: /", "User-agent: *", "Disallow: /"),
            True,
        ),
        (("User-agent: Watchword", "Disallow: /x", "", "User-agent: Watchword", "Disallow: /page1"), False),
        (("User-agent: *", "Crawl-delay: 5", "Sitemap: https://council.example/s.xml", "Disallow: /page1"), False),
        (("User-agent: a", "Crawl-delay: 5", "User-agent: *", "Disallow: /page1"), False),
        (("Disallow: /",), True),
        ((), True),
    ],
)
def test_the_rules_for_us_are_found(lines: tuple[str, ...], is_open: bool) -> None:
    assert may("/page1", *lines) is is_open


def test_the_rules_themselves_may_always_be_read() -> None:
    assert may("/robots.txt", "User-agent: *", "Disallow: /")


@pytest.mark.parametrize("ending", [b"\n", b"\r", b"\r\n"])
def test_lines_end_as_they_please(ending: bytes) -> None:
    robots = b"\xef\xbb\xbf" + ending.join((b"User-agent: *", b"Disallow: /page1"))
    assert not is_allowed(robots, "https://council.example/page1", user_agent=US)


@pytest.mark.parametrize(("agent", "token"), [(US, "Watchword"), ("my-bot_x/1", "my-bot_x"), ("1", ""), ("", "")])
def test_a_robot_is_called_by_its_product_token(agent: str, token: str) -> None:
    assert product_token(agent) == token


@given(PATTERNS, PATHS)
def test_a_pattern_matches_as_a_regular_expression_would(pattern: str, path: str) -> None:
    pattern = re.sub(r"%(?![0-9A-F]{2})", "%25", pattern)
    pieces = [re.escape(piece.replace("$", "%24")) for piece in pattern.removesuffix("$").split("*")]
    expression = ".*".join(pieces) + ("" if pattern.endswith("$") else ".*")
    assert may(path, "User-agent: *", f"Disallow: {pattern}") is (re.fullmatch(expression, path) is None)


@given(st.lists(st.tuples(st.sampled_from(["Allow", "Disallow"]), PATTERNS), max_size=6), PATHS, st.randoms())
def test_the_order_of_rules_says_nothing(rules: list[tuple[str, str]], path: str, chance: random.Random) -> None:
    lines = [f"{key}: {pattern}" for key, pattern in rules]
    mixed = chance.sample(lines, len(lines))
    assert may(path, "User-agent: *", *lines) is may(path, "User-agent: *", *mixed)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_whatever_the_bytes_there_is_an_answer(robots: bytes, path: str) -> None:
    assert is_allowed(b"User-agent: *\n" + robots, f"https://council.example/{path}", user_agent=US) in (True, False)
