"""Who is let in."""

import pytest

from handlers.web.guard import HEADERS, Guard, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1:8484", "localhost:8484", "[::1]:8484"])
def test_names_of_this_machine_are_known(host: str) -> None:
    assert Guard("127.0.0.1").knows_host(host, 8484)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8484",
        "127.0.0.1:9999",
        "127.0.0.1",
        "localhost.evil.example:8484",
        "10.0.0.7:8484",
        "",
        "127.0.0.1:port",
        "[::1:8484",
        "127.0.0.1:8484@evil.example:8484",
    ],
)
def test_any_other_name_is_not(host: str) -> None:
    assert not Guard("127.0.0.1").knows_host(host, 8484)


def test_the_configured_host_is_known_and_behind_a_login_a_bare_address_too() -> None:
    assert Guard("news.example").knows_host("news.example:8484", 8484)
    assert Guard("0.0.0.0").knows_host("10.0.0.7:8484", 8484)
    assert not Guard("0.0.0.0").knows_host("evil.example:8484", 8484)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_loopback_nobody_signs_in(host: str) -> None:
    assert is_loopback(host)
    assert Guard(host).login_token is None
    assert Guard(host).is_signed_in("")


def test_elsewhere_the_login_token_works_once() -> None:
    guard = Guard("0.0.0.0")
    token = guard.login_token
    assert token is not None
    assert not guard.is_signed_in("")
    assert guard.sign_in("wrong") is None

    session = guard.sign_in(token)

    assert session is not None
    assert guard.is_signed_in(session)
    assert not guard.is_signed_in("other")
    assert guard.sign_in(token) is None
    assert guard.sign_in("") is None


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:9999", "ftp://127.0.0.1:8484"])
def test_a_post_from_elsewhere_is_not_ours(origin: str) -> None:
    assert not Guard("127.0.0.1").is_same_origin(origin, "127.0.0.1:8484")


def test_a_post_from_the_page_is_ours() -> None:
    assert Guard("127.0.0.1").is_same_origin("http://127.0.0.1:8484", "127.0.0.1:8484")


def test_the_csrf_token_differs_with_every_start() -> None:
    guard = Guard("127.0.0.1")

    assert guard.is_csrf_token(guard.csrf_token)
    assert not guard.is_csrf_token(Guard("127.0.0.1").csrf_token)
    assert not guard.is_csrf_token("\ud800")


def test_the_policy_allows_no_inline_script_and_nothing_from_outside() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
