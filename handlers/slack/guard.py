"""Is it Slack who calls? The signature of HTTP mode, and what has been seen before."""

import hashlib
import hmac
import json
from collections import OrderedDict
from urllib.parse import parse_qsl

TOLERANCE_SECONDS = 300  # docs.slack.dev/authentication/verifying-requests-from-slack
REMEMBERED = 5_000  # requests; Slack repeats an event for an hour at most


def is_signed(body: bytes, *, timestamp: str, signature: str, secret: str, now: float, since: float) -> bool:
    """Whether Slack signed this body with our secret within five minutes of `now` and not before `since`, the second
    in which this process began to listen (both in seconds since 1970).

    What another process took, this one can't have seen: recorded then and sent again now, it would have a second
    effect. Slack signs anew what it repeats.
    """
    if not (secret and timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS or int(timestamp) < int(since):
        return False
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "replace"))


def is_readable(body: bytes, content_type: str) -> bool:
    """Whether this is a form or JSON as Slack sends it: objects where objects belong, which the library relies on."""
    try:
        text = body.decode()
        is_json = content_type == "application/json" or text.startswith("{")
        inner = text if is_json else dict(parse_qsl(text, keep_blank_values=True)).get("payload", "{}")
        return isinstance(json.loads(inner or "{}"), dict)
    except ValueError:  # no UTF-8, no JSON
        return False


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
