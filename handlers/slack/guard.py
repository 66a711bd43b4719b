"""Is it Slack who calls? The signature of HTTP mode, and what has been seen before."""

import hashlib
import hmac
from collections import OrderedDict

TOLERANCE_SECONDS = 300  # docs.slack.dev/authentication/verifying-requests-from-slack
REMEMBERED = 5_000  # requests; Slack repeats an event for an hour at most


def is_signed(body: bytes, *, timestamp: str, signature: str, secret: str, now: float) -> bool:
    """Whether Slack signed this body with our secret within five minutes of `now` (seconds since 1970)."""
    if not (secret and timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "replace"))


class Seen:
    """Ids of the requests already taken. Slack repeats what it believes lost, and so may whoever recorded it."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()

    def is_new(self, id: str) -> bool:
        """True once for each id. No id at all is always new."""
        if not id:
            return True
        if id in self._ids:
            return False
        self._ids[id] = None
        while len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)
        return True
