"""Who may use the page, which can do what an admin can: people of this machine, or who holds the login token."""

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from secrets import token_urlsafe
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would also turn the Origin of our own forms into "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether a page bound to this host is reached from this machine alone."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """The page's door. `host` is the one it is bound to; anything but loopback asks for `login_token`, once.

    The CSRF token lives as long as the process: a page from before a restart is handed the new one.
    """

    def __init__(self, host: str) -> None:
        self._host = host
        self._session: str | None = None
        self.needs_login = not is_loopback(host)
        self.login_token = token_urlsafe(24) if self.needs_login else None
        self.csrf_token = token_urlsafe(24)

    def knows_host(self, header: str, port: int) -> bool:
        """Whether a Host header is one of ours, so that no foreign name that leads here (DNS rebinding) is served.

        Behind a login a bare IP address will do: rebinding needs a name, and the cookie belongs to one host.
        """
        name, stated = _host_and_port(header)
        if stated != port:
            return False
        return name in LOOPBACK_NAMES or name == self._host or (self.needs_login and _is_address(name))

    def is_same_origin(self, origin: str, host_header: str) -> bool:
        """Whether a POST comes from our own page; one that doesn't say so does not."""
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc == host_header

    def is_csrf_token(self, token: str) -> bool:
        return _equal(token, self.csrf_token)

    def is_signed_in(self, session: str) -> bool:
        """Anyone is, where no login is asked for."""
        return not self.needs_login or (self._session is not None and _equal(session, self._session))

    def sign_in(self, token: str) -> str | None:
        """The session for the login token, which is then spent; None for any other."""
        if self.login_token is None or not _equal(token, self.login_token):
            return None
        self.login_token = None
        self._session = token_urlsafe(24)
        return self._session


def _equal(given: str, secret: str) -> bool:
    """In a time that tells nothing of how much was right."""
    return hmac.compare_digest(given.encode(errors="replace"), secret.encode())


def _host_and_port(header: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{header}")
        return parts.hostname or "", parts.port or 80
    except ValueError:
        return "", None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
