"""The licence of every run-time package, as docs/licences.md: `python -m supply.licences [--check]`.

A licence that supply/licences.toml does not allow, or that nobody can tell, is a fault: told, and exit code 1.
With `--check` nothing is written: a list that is out of date is a fault as well.
"""

import sys
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from boolean import Expression, ParseError
from license_expression import AND, OR, ExpressionError, LicenseSymbol, get_spdx_licensing
from packaging.utils import canonicalize_name

from supply.lock import LOCKED, ROOT, Locked, locked, wanted

RULES = ROOT / "supply" / "licences.toml"
PAGE = ROOT / "docs" / "licences.md"
_SPDX = get_spdx_licensing()
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is allowed (SPDX identifiers), and how unclear words are to be read."""

    allowed: frozenset[str]
    spelled: Mapping[str, str]  # other words → SPDX
    read: Mapping[str, str]  # package → SPDX expression, found by reading it


@dataclass(frozen=True, slots=True)
class Row:
    """A locked package and its licence: an SPDX expression, "" when it can't be told."""

    package: Locked
    licence: str
    is_direct: bool


def load_rules(path: Path = RULES) -> Rules:
    """The rules of a file. A word in it that SPDX does not know is a `ValueError`."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    read: dict[str, str] = {canonicalize_name(name): entry["licence"] for name, entry in values["read"].items()}
    for expression in (*values["allowed"], *values["spelled"].values(), *read.values()):
        _parsed(expression)
    return Rules(allowed=frozenset(values["allowed"]), spelled=values["spelled"], read=read)


def is_allowed(expression: str, allowed: Collection[str]) -> bool:
    """Whether we may use what is under this SPDX expression: of an OR one part will do, of an AND all are needed."""
    return _holds(_parsed(expression), allowed)


def licence_of(name: str, rules: Rules) -> str:
    """What an installed package says of itself, in SPDX's words; "" when that can't be told without a person."""
    if name in rules.read:
        return rules.read[name]
    try:
        says = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [line for line in says.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]
    for words in (*_field(says, "License-Expression"), *_field(says, "License"), *_alone(classifiers)):
        spelled = rules.spelled.get(words, words)
        if _is_spdx(spelled):
            return spelled
    return ""


def rows(lock: Path = LOCKED, *, rules: Rules) -> tuple[Row, ...]:
    """Every line of the lock with its licence, by name."""
    direct = {canonicalize_name(requirement.name) for requirement in wanted()}
    return tuple(
        Row(package, licence_of(package.name, rules), package.name in direct)
        for package in sorted(locked(lock), key=lambda package: (package.name, package.version))
    )


def faults(found: Sequence[Row], rules: Rules) -> tuple[str, ...]:
    """What stands in the way of a release, a line each."""
    return tuple(
        f"{row.package.name} {row.package.version}: {row.licence} is not in the list of allowed licences"
        if row.licence
        else f"{row.package.name} {row.package.version}: its licence can't be told; read it, and write it into [read]"
        for row in found
        if not row.licence or not is_allowed(row.licence, rules.allowed)
    )


def page(found: Sequence[Row]) -> str:
    """docs/licences.md."""
    lines = [
        "# Licences",
        "",
        "Made by `make licences` from requirements.txt; not to be edited.",
        "Watchword itself is under [Apache-2.0](../LICENSE).",
        "What is allowed, and what was read by a person, is in [supply/licences.toml](../supply/licences.toml).",
        "",
        f"{len(found)} lines of the lock; **bold**: asked for by ourselves, the others come with them.",
        "",
        "| package | version | licence | only on |",
        "|---|---|---|---|",
    ]
    for row in found:
        name = f"**{row.package.name}**" if row.is_direct else row.package.name
        lines.append(f"| {name} | {row.package.version} | {row.licence or '?'} | {row.package.marker or ''} |")
    return "\n".join(lines) + "\n"


def main(words: Sequence[str]) -> int:
    """Write the list or check it; faults go to stderr."""
    rules = load_rules()
    found = rows(rules=rules)
    wrong = list(faults(found, rules))
    made = page(found)
    if "--check" not in words:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        wrong.append("docs/licences.md is out of date: make licences")
    for line in wrong:
        print(f"licences: {line}", file=sys.stderr)
    print(f"{len(found)} packages, {len(wrong)} faults; the list is docs/licences.md")
    return int(bool(wrong))


def _field(says: PackageMetadata, name: str) -> Sequence[str]:
    return says.get_all(name) or ()


def _alone(classifiers: Sequence[str]) -> Sequence[str]:
    """Of several classifiers nobody can tell whether one of them will do."""
    return [classifiers[0].rsplit(" :: ", 1)[-1]] if len(classifiers) == 1 else []


def _is_spdx(words: str) -> bool:
    try:
        _parsed(words)
    except ValueError:  # often the whole text of a licence stands there
        return False
    return True


def _parsed(expression: str) -> Expression:
    """Raises `ValueError` where there is no word, or one that SPDX does not know."""
    try:
        parsed = _SPDX.parse(expression, validate=True)
    except (ExpressionError, ParseError) as error:
        raise ValueError(f"{expression}: {error}") from error
    if parsed is None:
        raise ValueError("no licence")
    return parsed


def _holds(expression: Expression, allowed: Collection[str]) -> bool:
    match expression:
        case OR():
            return any(_holds(part, allowed) for part in expression.args)
        case AND():
            return all(_holds(part, allowed) for part in expression.args)
        case LicenseSymbol():
            return expression.key in allowed
        case _:
            return False  # "X WITH exception" would be a licence of its own, to be read by a person


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
