"""What stands in variables: of the process, and of `.env`; secrets, and names that are nearly right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream
from pydantic import SecretStr

from bot.core.errors import Fault, SettingsInvalid

PREFIX = "WATCHWORD__"
DOTENV = ".env"
PROCESS = "environment"
SECRET_NAMES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN", "DATABASE_URL")
_FILE = "_FILE"
_KNOWN = (*SECRET_NAMES, *(f"{name}{_FILE}" for name in SECRET_NAMES))
_ALIKE = 0.85  # of 1: a letter lost or two exchanged in a name, "DISCORD_BOT_TOKEN"; not "SLACK_TOKEN", which is a name


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables, each of its place. `faults` are lines of `.env` that can't be read."""

    process: Mapping[str, str]
    dotenv: Mapping[str, str]
    faults: tuple[Fault, ...] = ()

    @property
    def places(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """By name, the one that wins last."""
        return (DOTENV, self.dotenv), (PROCESS, self.process)


def read_environment(process: Mapping[str, str], dotenv: Path) -> Environment:
    """Raises `SettingsInvalid` when `.env` is there and can't be read."""
    if not dotenv.exists():
        return Environment(process, {})
    try:
        with dotenv.open(encoding="utf-8") as stream:
            lines = [*parse_stream(stream)]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
        raise SettingsInvalid((Fault(file=DOTENV, key="", reason=f"can't be read: {reason}"),)) from error
    faults = tuple(_unreadable(line) for line in lines if line.error or (line.key is not None and line.value is None))
    values = {} if faults else dotenv_values(dotenv)
    return Environment(process, {name: value for name, value in values.items() if value is not None}, faults)


def secrets(environment: Environment) -> dict[str, SecretStr]:
    """Each by its plain name, else from the file that NAME_FILE names; the process before `.env`.

    Raises `SettingsInvalid` for a file that can't be read, or is empty.
    """
    found: dict[str, SecretStr] = {}
    for name in SECRET_NAMES:
        for variables in (environment.process, environment.dotenv):
            value = variables.get(name) or _from_file(name, variables.get(f"{name}{_FILE}"))
            if value:
                found[name.lower()] = SecretStr(value)
                break
    return found


def nearly_right(environment: Environment, sections: Collection[str]) -> tuple[Fault, ...]:
    """Names that do nothing, and are so near to one that does that they were meant for it."""
    return tuple(
        Fault(file=place, key=name, reason=f"does nothing; did you mean {meant}?")
        for place, variables in environment.places
        for name in sorted(variables)
        if (meant := _meant(name, sections))
    )


def _meant(name: str, sections: Collection[str]) -> str | None:
    upper = name.upper()
    if upper in _KNOWN or upper.startswith(PREFIX):
        return None
    if upper.startswith("WATCHWORD_"):
        rest = upper.removeprefix("WATCHWORD_")
        section = next((each for each in sections if rest == each.upper() or rest.startswith(f"{each.upper()}_")), None)
        if section is None:
            return None
        key = rest.removeprefix(section.upper()).lstrip("_")
        return f"{PREFIX}{section.upper()}" + (f"__{key}" if key else "")
    return next(iter(get_close_matches(upper, _KNOWN, n=1, cutoff=_ALIKE)), None)


def _unreadable(line: Binding) -> Fault:
    """It begins with the blank lines above it."""
    text = line.original.string
    number = line.original.line + len(text) - len(text.lstrip("\n"))
    reason = "can't be read: write NAME=value, and quotes around a value with spaces"
    return Fault(file=DOTENV, key=f"line {number}", reason=reason)


def _from_file(name: str, path: str | None) -> str | None:
    if not path:
        return None
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = f"can't be read: {error.strerror}" if isinstance(error, OSError) else "can't be read"
        raise SettingsInvalid((Fault(file=path, key="", reason=f"(named by {name}{_FILE}) {reason}"),)) from error
    if not value:
        raise SettingsInvalid((Fault(file=path, key="", reason=f"(named by {name}{_FILE}) is empty"),))
    return value
