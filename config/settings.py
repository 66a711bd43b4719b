"""Typed settings from TOML and environment, all faults reported at once with file and key.

Order of trust: the process environment, then `.env`, then the file named with `--config`, then `config/settings.toml`.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.core.errors import Fault, ScheduleInvalid, SettingsInvalid, UrlRefused
from bot.core.holding import changed
from bot.core.masking import masked
from bot.core.model import Channel
from bot.core.urls import canonical_url
from config.environment import (
    DOTENV,
    PREFIX,
    PROCESS,
    Environment,
    nearly_right,
    read_environment,
    secrets,
)
from config.languages import languages

ROOT = Path(__file__).resolve().parent.parent
DEFAULTS = ROOT / "config" / "settings.toml"
HIDDEN = {("database", "url"), ("health", "heartbeat_url")}  # settings that are never shown
SHOWN_CHARS = 24  # of a value that is wrong: shorter than any token
TOKEN_MARKS = ("xox", "xapp-")  # Slack's: docs.slack.dev/authentication/tokens
_EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104  hosts that stand for all of them
_WORDS = {  # pydantic's own are for programmers
    "missing": "is missing",
    "too_short": "must have at least one",
    "string_too_short": "must not be empty",
    "path_type": "must be a path, in quotes",
    "tuple_type": "must be a list, in brackets",
    "string_type": "must be text, in quotes",
    "model_type": "must be a section of settings",
    "model_attributes_type": "must be a section of settings",
}


def _split(value: object) -> object:
    """A list typed into an environment variable: JSON, or words between commas."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return [word.strip() for word in value.split(",") if word.strip()]


def _host_and_port(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError('must be "host:port"')
    return value


def _agent(value: str) -> str:
    try:
        value.format(version="", contact="")
    except (AttributeError, IndexError, KeyError, ValueError) as error:
        raise ValueError("may hold {version} and {contact}, and no other braces") from error
    return _one_line(value)


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line without control characters")
    return value


def _web_address(value: str) -> str:
    try:
        canonical_url(value)
    except UrlRefused as error:
        raise ValueError(f"must be an http or https address: {error.reason}") from error
    return value


def _of_channel(setting: str) -> Callable[[str], str]:
    """Words that say when a channel is told, and how, as its admins may type them."""

    def known(value: str) -> str:
        try:
            changed(Channel(platform="", id=""), f"{setting} {value}", languages=languages())
        except ScheduleInvalid as error:
            raise ValueError(str(error)) from error
        return value

    return known


OneLine = Annotated[str, AfterValidator(_one_line)]
Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Pairs = Annotated[tuple[Annotated[str, AfterValidator(_host_and_port)], ...], BeforeValidator(_split)]
Absolute = Annotated[Path, AfterValidator(Path.absolute)]
Paths = Annotated[tuple[Absolute, ...], BeforeValidator(_split), Field(min_length=1)]
Port = Annotated[int, Field(ge=0, le=65535)]
Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Database(Section):
    url: str = ""


class Fetch(Section):
    interval_minutes: Positive
    min_interval_seconds: Positive
    allow_private: Pairs
    user_agent: Annotated[str, AfterValidator(_agent)]
    contact: OneLine
    timeout_seconds: Positive
    concurrency: Annotated[int, Field(ge=1, le=1000)]
    max_wire_megabytes: Positive
    max_body_megabytes: Positive
    pages_per_round: Annotated[int, Field(ge=1)]


class Parsing(Section):
    feed_workers: Annotated[int, Field(ge=1, le=64)]
    feed_seconds: Positive
    feed_megabytes: Annotated[int, Field(ge=60)]
    article_workers: Annotated[int, Field(ge=1, le=64)]
    article_seconds: Positive
    article_megabytes: Annotated[int, Field(ge=200)]


class Slack(Section):
    api_url: str
    mode: Literal["socket", "http"]
    command: str
    admin_command: str
    admins: Words


class Discord(Section):
    api_url: str
    gateway_url: str
    guilds: Words
    admins: Words


class Listener(Section):
    host: str
    port: Port


class Thresholds(Section):
    alert: Share
    digest: Share

    @model_validator(mode="after")
    def _in_order(self) -> "Thresholds":
        if self.digest > self.alert:
            raise ValueError("digest must not be above alert")
        return self


class Delivery(Section):
    feed_cap: Annotated[int, Field(ge=0)]


def _web_address_or_none(value: SecretStr) -> SecretStr:
    if value.get_secret_value():
        _web_address(value.get_secret_value())
    return value


class Health(Section):
    heartbeat_url: Annotated[SecretStr, AfterValidator(_web_address_or_none)]


class Retention(Section):
    days: Annotated[float, Field(ge=0)]
    unmatched_days: Annotated[float, Field(ge=0)]


class Log(Section):
    level: Literal["debug", "info", "warning", "error"]
    format: Literal["auto", "people", "json"]


class Admin(Section):
    second: bool = False


class ChannelSeed(Section):
    platform: Literal["slack", "discord", "web", "terminal"]
    id: Annotated[str, Field(min_length=1)]
    topics: Words = ()
    mode: Literal["instant", "hourly", "daily", "weekly"] = "instant"
    name: str = ""
    zone: Annotated[str, AfterValidator(_of_channel("zone"))] = "UTC"
    digest_time: Annotated[str, AfterValidator(_of_channel("digest"))] = "08:00"
    quiet: Annotated[str, AfterValidator(_of_channel("quiet"))] = "off"
    breaks: Annotated[tuple[Literal["expiry"], ...], BeforeValidator(_split)] = ("expiry",)
    cap: Annotated[int, Field(ge=0, le=1000)] = 0
    language: Annotated[str, AfterValidator(_of_channel("language"))] = "en"
    alert: Share | None = None
    digest: Share | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "ChannelSeed":
        if self.alert is not None and self.digest is not None and self.digest > self.alert:
            raise ValueError("digest must not be above alert")
        return self

    @property
    def wishes(self) -> tuple[str, ...]:
        """When it is told, and how, in the words of a channel's admin."""
        breaks = " ".join(self.breaks) or "nothing"
        quiet = self.quiet if self.quiet == "off" else f"{self.quiet} except {breaks}"
        times = f"zone {self.zone}", f"digest {self.digest_time}", f"quiet {quiet}", f"cap {self.cap}"
        return *times, f"language {self.language}"


class SourceSeed(Section):
    url: Annotated[str, AfterValidator(_web_address)]
    kind: Literal["auto", "feed", "page", "sitemap"] = "auto"
    name: str = ""


class Secrets(Section):
    """Tokens; shown as `***` wherever they are printed."""

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    discord_token: SecretStr | None = None
    database_url: SecretStr | None = None


class _Environment(EnvSettingsSource):
    """Variables as a layer of settings; lists that may be written with commas are split by their own validator."""

    def decode_complex_value(self, field_name: str, field: Any, value: Any) -> Any:
        return json.loads(value) if str(value).lstrip().startswith("{") else value


class Settings(BaseSettings):
    """What an operator decides. Built by `load`, never directly."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__")

    data_dir: Absolute
    packs: Paths
    database: Database
    fetch: Fetch
    parsing: Parsing
    slack: Slack
    discord: Discord
    web: Listener
    http: Listener
    relevance: Thresholds
    admin: Admin = Admin()
    delivery: Delivery
    retention: Retention
    health: Health
    log: Log
    channels: tuple[ChannelSeed, ...] = ()
    sources: tuple[SourceSeed, ...] = ()
    secrets: Secrets = Secrets()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)  # `load` lays the environment over the files itself, to know where a fault comes from

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the archive, secrets and all: never log it."""
        secret = self.secrets.database_url
        url = secret.get_secret_value() if secret else self.database.url
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url or f"sqlite+aiosqlite:///{self.data_dir / 'watchword.db'}"


def load(config: Path | None = None, *, data_dir: Path | None = None, dotenv: Path = ROOT / DOTENV) -> Settings:
    """The settings in force. `config` and `data_dir` are the command line's, relative to the working directory.

    A `data_dir` of the command line wins over every address of a database, too: what it holds is what is meant.
    Raises `SettingsInvalid` with every fault of every file.
    """
    environment = read_environment(os.environ, dotenv)
    layers = [_Layer("config/settings.toml", _read(DEFAULTS, base=ROOT))]
    if config is not None:
        layers.append(_Layer(str(config), _read(config, base=config.resolve().parent)))
    layers += [_Layer(place, _from_environment(variables)) for place, variables in environment.places]
    if data_dir is not None:
        layers.append(_Layer("command line", {"data_dir": data_dir.resolve(), "database": {"url": ""}}))
    values: dict[str, Any] = {}
    for layer in layers:
        values = _merged(values, layer.values)
    faults = [*environment.faults, *_unknown_variables(environment)]
    if values.pop("secrets", None) is not None:
        faults.append(_misplaced_secrets(layers))
    try:
        settings = Settings(**values, secrets=_secrets(environment, is_elsewhere=data_dir is not None))
    except ValidationError as error:
        faults += [_fault(detail["loc"], detail["type"], detail["msg"], layers) for detail in error.errors()]
    else:
        faults += _shared_port(settings, layers)
    if faults:
        raise SettingsInvalid(tuple(faults))
    return settings


def renewed(settings: Settings) -> Settings:
    """The same with the tokens of now: files that NAME_FILE names and `.env` may have been changed since.

    Raises `SettingsInvalid` when such a file can't be read.
    """
    environment = read_environment(os.environ, ROOT / DOTENV)
    if environment.faults:
        raise SettingsInvalid(environment.faults)
    fresh = _secrets(environment, is_elsewhere=True)
    kept = {"database_url": settings.secrets.database_url}
    return settings.model_copy(update={"secrets": fresh.model_copy(update=kept)})


def misspelt() -> tuple[Fault, ...]:
    """Variables that do nothing, and look as if they were meant to: nobody is stopped by them, somebody may wonder."""
    return nearly_right(read_environment(os.environ, ROOT / DOTENV), _sections())


def _secrets(environment: Environment, *, is_elsewhere: bool) -> Secrets:
    """`is_elsewhere`: where the database is was said otherwise."""
    found = secrets(environment)
    if is_elsewhere:
        found.pop("database_url", None)
    return Secrets(**found)


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    values: dict[str, Any]


def _read(path: Path, *, base: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsInvalid((Fault(file=str(path), key="", reason=f"can't be read: {error.strerror}"),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsInvalid((Fault(file=str(path), key="", reason=f"is not valid TOML: {error}"),)) from error
    if isinstance(values.get("data_dir"), str):
        values["data_dir"] = str(base / values["data_dir"])
    if isinstance(values.get("packs"), list):
        values["packs"] = [_pack_path(pack, base) for pack in values["packs"]]
    return values


def _pack_path(pack: object, base: Path) -> object:
    """Beside the file that names it; else among the shipped ones, so that a copied setting goes on working."""
    if not isinstance(pack, str):
        return pack
    return str(next((path for path in (base / pack, ROOT / pack) if path.exists()), base / pack))


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    source = _Environment(Settings)
    source.env_vars = {name.lower(): value for name, value in environment.items()}
    return source()


def _merged(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, dict) and isinstance(value, Mapping) else value
    return merged


def _unknown_variables(environment: Environment) -> list[Fault]:
    return [
        Fault(file=place, key=name, reason="is no setting; the sections are in config/settings.toml")
        for place, variables in environment.places
        for name in sorted(variables)
        if name.upper().startswith(PREFIX)
        and name.upper().removeprefix(PREFIX).split("__")[0].lower() not in _sections()
    ]


def _sections() -> set[str]:
    return set(Settings.model_fields) - {"secrets"}


def _misplaced_secrets(layers: Sequence["_Layer"]) -> Fault:
    origin = next(layer.name for layer in reversed(layers) if "secrets" in layer.values)
    return Fault(file=origin, key="secrets", reason="is no setting; tokens come from variables like SLACK_BOT_TOKEN")


def _shared_port(settings: Settings, layers: Sequence[_Layer]) -> list[Fault]:
    web, http = settings.web, settings.http
    is_one_host = web.host == http.host or not {web.host, http.host}.isdisjoint(_EVERYWHERE)
    if web.port != http.port or web.port == 0 or not is_one_host:
        return []
    reason = f"is the port of [web], too, {web.port}: give one of them another"
    return [_placed(("http", "port"), reason, layers)]


def _fault(location: tuple[int | str, ...], kind: str, words: str, layers: Sequence[_Layer]) -> Fault:
    if kind == "extra_forbidden":
        return _placed(location, f"is no setting{_nearest(location)}", layers)
    reason = _WORDS.get(kind) or words.removeprefix("Value error, ").replace("Input should be", "must be")
    shown = _shown(_value(layers, location), is_secret=tuple(location) in HIDDEN)
    return _placed(location, f"{reason[0].lower()}{reason[1:]}{shown}", layers)


def _placed(location: tuple[int | str, ...], reason: str, layers: Sequence[_Layer]) -> Fault:
    """The fault, of the last place that says anything of it; of what is missing, anything around it."""
    ends = range(len(location), 0, -1)
    known = (layer.name for end in ends for layer in reversed(layers) if _has(layer.values, location[:end]))
    origin = next(known, layers[0].name)
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    if origin in (DOTENV, PROCESS):
        key = PREFIX + "__".join(str(part).upper() for part in location if not isinstance(part, int))
    return Fault(file=origin, key=key, reason=reason)


def _shown(value: object, *, is_secret: bool) -> str:
    """What was written, for whoever looks for it; never a token that went astray, nor the keys in an address."""
    if value is None or isinstance(value, dict) or is_secret:
        return ""
    if not isinstance(value, str):
        return f", is {value!r}" if not isinstance(value, list) else ""
    is_plain = "://" in value or (len(value) <= SHOWN_CHARS and not value.lower().startswith(TOKEN_MARKS))
    return f", is {masked(value)!r}" if is_plain else ""


def _has(values: object, location: Sequence[int | str]) -> bool:
    return _at(values, location) is not None


def _value(layers: Sequence[_Layer], location: Sequence[int | str]) -> object:
    return next((value for layer in reversed(layers) if (value := _at(layer.values, location)) is not None), None)


def _at(values: object, location: Sequence[int | str]) -> object:
    for part in location:
        if isinstance(values, Mapping):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        elif isinstance(values, str) and isinstance(part, int):
            return values  # a list written with commas
        else:
            return None
    return values


def _nearest(location: Sequence[int | str]) -> str:
    model: Any = Settings
    for part in location[:-1]:
        fields = getattr(model, "model_fields", {})
        if part not in fields:
            return ""
        model = fields[part].annotation
    near = get_close_matches(str(location[-1]), list(getattr(model, "model_fields", ())), n=1)
    return f"; did you mean {near[0]}?" if near else ""
