"""Discord's answers as outcomes: what an answer means for who asked, decided in one place for every call."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot.core.errors import SendDelayed, SendUnknown, WatchwordError

CALL_SECONDS = 10.0  # any single call, waits for a rate limit included; a delivery as a whole has 20
DEFAULT_WAIT = timedelta(seconds=30)  # a 429 that names no time
LONGEST_WAIT = timedelta(hours=1)  # a Retry-After beyond that is a slip
REFUSED_WAIT = timedelta(minutes=5)  # something between us and Discord says no

Connected = Callable[[], Awaitable[HTTPClient]]  # raises `SendDelayed` while nobody is logged in

# docs.discord.com/developers/topics/opcodes-and-status-codes
UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
TOO_MANY_EDITS = 30046  # of messages older than an hour
NETWORK_ERROR = 40333
MISSING_ACCESS = 50001
NO_TEXT_CHANNEL = 50008
MISSING_PERMISSIONS = 50013
INVALID_FORM = 50035
THREAD_EXISTS = 160004


class ApiRefused(WatchwordError):
    """Discord understood and said no: nothing was done. `code` is its own number, 0 where it gave none."""

    def __init__(self, status: int, code: int, words: str) -> None:
        super().__init__(f"{words or 'refused'} ({code or status})")
        self.status = status
        self.code = code

    @property
    def is_login_lost(self) -> bool:
        return self.status == 401


async def answer_of(call: Awaitable[Any]) -> Any:
    """The answer to a call of the API.

    Raises `ApiRefused` and `SendDelayed` when certainly nothing was done, `SendUnknown` when nobody can tell.
    """
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await call
    except discord.RateLimited as error:
        raise SendDelayed("Discord asks for patience", retry_after=_wait(error.retry_after)) from error
    except discord.HTTPException as error:
        raise _meant(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise SendUnknown("Discord can't be reached") from error  # now: the library may have tried before
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise SendUnknown(f"Discord's answer was lost ({type(error).__name__})") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # what the library stumbles over is no answer
        raise SendUnknown("Discord's answer can't be read") from error


async def asked(http: HTTPClient, method: str, path: str, *, ids: Mapping[str, str], **options: Any) -> Any:
    """Call `path`, in whose braces stand `ids`, and give the JSON of the answer. Raises as `answer_of`."""
    return await answer_of(http.request(Route(method, path, **ids), **options))


def _meant(error: discord.HTTPException) -> WatchwordError:
    headers = error.response.headers
    is_discords_own = str(headers.get("Content-Type", "")).startswith("application/json")
    if error.status == 429 or error.code == TOO_MANY_EDITS:
        return SendDelayed("Discord asks for patience", retry_after=_wait(headers.get("Retry-After", "")))
    if error.status >= 500:
        return SendUnknown(f"Discord answered {error.status}")
    if error.status == 401:
        return ApiRefused(401, 0, "the token is refused")
    is_from_between = not is_discords_own and error.status != 404  # Cloudflare or a proxy, of all channels alike
    if error.code == NETWORK_ERROR or is_from_between:
        return SendDelayed(f"something before Discord answered {error.status}", retry_after=REFUSED_WAIT)
    return ApiRefused(error.status, error.code, error.text.partition("\n")[0][:100])


def _wait(seconds: float | str) -> timedelta:
    try:
        wait = timedelta(seconds=float(seconds))
    except (OverflowError, ValueError):
        return DEFAULT_WAIT
    return min(max(wait, timedelta(0)), LONGEST_WAIT)
