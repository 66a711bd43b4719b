"""How the connection stands, in words an operator can act on, each with the page that helps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.core.errors import WatchwordError
from bot.services.health import Finding
from handlers.slack.api import LOGIN_LOST, ApiRefused, Login
from handlers.slack.settings import PATH, SlackSettings

PART = "slack"
DOCS = "docs/slack.md"
SHORT_BREAK_SECONDS = 60.0  # a connection that is gone for longer is a failure

REQUIRED_SCOPES: Mapping[str, str] = {
    "chat:write": "post alerts",
    "commands": "answer the slash commands",
}
OPTIONAL_SCOPES: Mapping[str, str] = {
    "channels:history": "look whether a message arrived after its answer was lost; without it one may come twice",
    "channels:join": "enter a public channel by itself; without it someone has to invite it",
    "channels:read": "notice an invitation and check that it is in its channels",
    "groups:history": "look the same way in private channels",
    "groups:read": "notice the same in private channels",
    "im:history": "look the same way for the messages of those who follow a story",
    "im:write": "open those messages; without it they come all the same, and one may come twice",
    "users:read": "tell admins and guests from members; without it only the allow-list has rights and guests may ask",
}


class AppTokenRefused(ApiRefused):
    """The other token: without it we hear nothing, but can still post."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps us from listening. `is_lasting`: nothing will work before somebody acts."""

    words: str
    advice: str
    is_lasting: bool = False


class Standing:
    """What is known of the connection: who we are, whether we listen, what is in the way.

    `report(event, words)` hears of every change; `clock` gives seconds that only grow.
    """

    def __init__(
        self, settings: SlackSettings, *, report: Callable[[str, str], None], clock: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._report = report
        self._clock = clock
        self._down_since = clock()
        self.login: Login | None = None
        self.trouble = unset(settings)
        self.is_connected = False

    def logged_in(self, answer: Mapping[str, Any]) -> None:
        """What auth.test has answered; the scopes stand in its headers."""
        scopes = answer["headers"].get("X-OAuth-Scopes")
        self.login = Login(
            team_id=str(answer.get("team_id", "")),
            team=str(answer.get("team", "")),
            bot_user_id=str(answer.get("user_id", "")),
            bot_id=str(answer.get("bot_id", "")),
            scopes=None if scopes is None else frozenset(scope.strip() for scope in scopes.split(",")),
        )

    def listening(self, is_connected: bool) -> None:
        """Whether Slack can reach us now."""
        if is_connected and not self.is_connected:
            self.trouble = None
            self._report("slack_connected", self._connected())
            if missing := self._missing(REQUIRED_SCOPES):
                self._report("slack_trouble", f"the app misses {_in_words(missing)}: {DOCS}, step 1")
        if not is_connected and self.is_connected:
            self._down_since = self._clock()
            self._report("slack_disconnected", "the connection is gone; it is being opened again")
        self.is_connected = is_connected

    def stumbled(self, error: WatchwordError | TimeoutError) -> None:
        """Something is in the way. A refused bot token ends the login."""
        trouble = trouble_of(error)
        if trouble != self.trouble:
            self.trouble = trouble
            self._report("slack_trouble", f"{trouble.words}: {trouble.advice}")
        if isinstance(error, ApiRefused) and error.error in LOGIN_LOST and not isinstance(error, AppTokenRefused):
            self.login = None

    def lose_login(self, error: str) -> None:
        """Slack has refused the bot token, by answering a call or by an event."""
        self.stumbled(ApiRefused(error))

    def refusal(self) -> str:
        """Why nothing can be sent; "" while the bot token has not been refused."""
        is_refused = self.login is None and self.trouble is not None and self.trouble.is_lasting
        return self.trouble.words if is_refused and self.trouble else ""

    def finding(self) -> Finding:
        """For `/healthz` and `check`."""
        if self.trouble is not None:
            is_short = not self.trouble.is_lasting and self._clock() - self._down_since < SHORT_BREAK_SECONDS
            return _finding("warning" if is_short else "failing", self.trouble.words, self.trouble.advice)
        if not self.is_connected:
            is_short = self._clock() - self._down_since < SHORT_BREAK_SECONDS
            return _finding("warning" if is_short else "failing", "not connected yet", "if this stays: see the log")
        if missing := self._missing(REQUIRED_SCOPES):
            return _finding("failing", f"the app misses {_in_words(missing)}", f"{DOCS}, step 1: add, then reinstall")
        if missing := self._missing(OPTIONAL_SCOPES):
            words = f"{self._connected()}, without {_in_words(missing)}"
            return _finding("warning", words, f"{DOCS}: {missing[0]} is there to {OPTIONAL_SCOPES[missing[0]]}")
        return _finding("ok", self._connected())

    def _missing(self, scopes: Iterable[str]) -> list[str]:
        granted = self.login.scopes if self.login else None
        return [] if granted is None else [scope for scope in scopes if scope not in granted]

    def _connected(self) -> str:
        team = self.login.team if self.login else ""
        way = "Socket Mode" if self._settings.mode == "socket" else f"HTTP, waiting at {PATH}"
        return f"connected to {team or 'the workspace'} ({way})"


def trouble_of(error: WatchwordError | TimeoutError) -> Trouble:
    """What an operator has to know of a failure to connect."""
    match error:
        case AppTokenRefused(error="missing_scope"):
            return Trouble("SLACK_APP_TOKEN misses the scope connections:write", f"{DOCS}, step 3", is_lasting=True)
        case AppTokenRefused(error=word):
            return Trouble(f"Slack refuses SLACK_APP_TOKEN ({word})", f"{DOCS}, step 3", is_lasting=True)
        case ApiRefused(error=word) if word in LOGIN_LOST:
            return Trouble(f"Slack refuses SLACK_BOT_TOKEN ({word})", f"{DOCS}, step 2", is_lasting=True)
        case ApiRefused(error=word):
            return Trouble(f"Slack says {word}", f"{DOCS}, when something is wrong")
        case TimeoutError():
            return Trouble("Slack's socket doesn't open", _AWAY)
        case _:
            return Trouble(str(error), _AWAY)


_AWAY = "it is tried again and again; if this stays: is the network fine?"


def unset(settings: SlackSettings) -> Trouble | None:
    """What is wrong with the tokens as far as can be seen without asking Slack."""
    if settings.bot_token.startswith("xapp-"):
        words, step = "SLACK_BOT_TOKEN holds an app token (xapp-…), it must be xoxb-…", "step 2"
    elif settings.mode == "http" and not settings.signing_secret:
        words, step = "SLACK_SIGNING_SECRET is not set; HTTP mode needs it", "HTTP mode"
    elif settings.mode == "socket" and not settings.app_token:
        words, step = "SLACK_APP_TOKEN is not set; Socket Mode needs it", "step 3"
    elif settings.mode == "socket" and str(settings.app_token).startswith("xoxb-"):
        words, step = "SLACK_APP_TOKEN holds a bot token (xoxb-…), it must be xapp-…", "step 3"
    else:
        return None
    return Trouble(words, f"{DOCS}, {step}", is_lasting=True)


def channel_finding(channel: str, found: Mapping[str, Any]) -> Finding | None:
    """What is in the way of posting in a channel, as conversations.info shows it; None where nothing is."""
    if found.get("is_archived"):
        return _channel(channel, "the channel is archived", "choose another")
    if not found.get("is_member"):
        return _channel(channel, "the app is not in the channel", "type /invite @Watchword there", light="warning")
    return None


def channel_trouble(channel: str, error: WatchwordError) -> Finding | None:
    """What a look at the channel ended with; None for a missing scope, which is said once for all."""
    if isinstance(error, ApiRefused):
        is_said = error.error == "missing_scope"
        return None if is_said else _channel(channel, error.error, "is the id right? A private channel must invite it")
    return _channel(channel, str(error), "try again", light="warning")


def _channel(channel: str, words: str, advice: str, *, light: Literal["warning", "failing"] = "failing") -> Finding:
    return Finding(part=f"{PART} {channel}", light=light, words=words, advice=advice)


def _finding(light: Literal["ok", "warning", "failing"], words: str, advice: str = "") -> Finding:
    return Finding(part=PART, light=light, words=words, advice=advice)


def _in_words(scopes: Sequence[str]) -> str:
    return f"the scope{'s' if len(scopes) > 1 else ''} {', '.join(scopes)}"
