"""Slack's answers as outcomes: what an answer means for who asked, decided in one place for every call."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.errors import SendDelayed, SendUnknown, WatchwordError

UNREACHABLE_WAIT = timedelta(seconds=15)
DEFAULT_WAIT = timedelta(seconds=30)  # a 429 that names no time
LONGEST_WAIT = timedelta(hours=1)  # a Retry-After beyond that is a slip
REFUSED_WAIT = timedelta(minutes=5)  # something between us and Slack says no

# docs.slack.dev/reference/methods/chat.postMessage: "the operation might have succeeded before the failure"
_PERHAPS_DONE = frozenset({"internal_error", "fatal_error", "service_unavailable"})
_LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "request_timeout", "accesslimited"})


# The token itself is refused: nothing works until an operator has acted.
LOGIN_LOST = frozenset(
    {
        "account_inactive", "app_uninstalled", "invalid_auth", "not_allowed_token_type", "not_authed",
        "org_login_required", "token_expired", "token_revoked", "tokens_revoked",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who we are, as `auth.test` says. `scopes` None: Slack did not tell."""

    team_id: str
    team: str
    bot_user_id: str
    bot_id: str = ""
    scopes: frozenset[str] | None = None


class ApiRefused(WatchwordError):
    """Slack understood and said no: nothing was done. `error` is its own word; `needed` the scope it misses."""

    def __init__(self, error: str, *, needed: str = "") -> None:
        super().__init__(f"{error} ({needed})" if needed else error)
        self.error = error
        self.needed = needed


async def answer_of(call: Awaitable[AsyncSlackResponse]) -> Mapping[str, Any]:
    """The answer to a call of the Web API, headers under `headers`.

    Raises `ApiRefused` and `SendDelayed` when certainly nothing was done, `SendUnknown` when nobody can tell.
    """
    try:
        response = await call
    except SlackApiError as error:
        raise _meant(error.response) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise SendDelayed("Slack can't be reached", retry_after=UNREACHABLE_WAIT) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise SendUnknown(f"Slack's answer was lost ({type(error).__name__})") from error
    except (AttributeError, TypeError, ValueError) as error:  # what the library stumbles over is no answer of Slack's
        raise SendUnknown("Slack's answer can't be read") from error
    data = response.data if isinstance(response.data, dict) else {}
    return {**data, "headers": response.headers}


def _meant(response: Any) -> WatchwordError:
    """`response` is the library's, or the bare one of aiohttp where the body was no JSON."""
    status = int(getattr(response, "status_code", None) or response.status)
    data = getattr(response, "data", None)
    error = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if status == 429 or error in _LATER:
        return SendDelayed("Slack asks for patience", retry_after=retry_after(response.headers))
    if status >= 500 or error in _PERHAPS_DONE or (not error and status < 400):
        return SendUnknown(f"Slack answered {status} {error}".strip())
    if not error:
        return SendDelayed(f"Slack answered {status}", retry_after=REFUSED_WAIT)
    return ApiRefused(error, needed=str(data.get("needed", "")) if isinstance(data, Mapping) else "")


def retry_after(headers: Mapping[str, str]) -> timedelta:
    """How long Slack asks to wait, in seconds; a sensible time where it doesn't say."""
    value = str(headers.get("Retry-After", "")).strip()
    if not (value.isascii() and value.isdecimal()) or len(value) > 9:
        return DEFAULT_WAIT
    return min(timedelta(seconds=int(value)), LONGEST_WAIT)
