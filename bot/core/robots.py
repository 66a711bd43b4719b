"""What a robots.txt lets a robot read, as RFC 9309 has it: the longest rule decides, `*` and `$` included."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

EVERYBODY: Final = "*"
NOBODY: Final = "?"  # what is no name of a robot
_SITE = re.compile(r"^[^/?#]*//[^/?#]*")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_AS_WRITTEN: Final = "!#$%&'()*+,/:;=?@[]~"  # of what is not plain, left as a pattern or address has it


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: str
    is_allowed: bool


def product_token(user_agent: str) -> str:
    """By which a site calls a robot: `Watchword` of `Watchword/1.2 (+desk@example.org)`; "" where there is none."""
    found = _TOKEN.match(user_agent)
    return found[0] if found else ""


def is_allowed(robots: bytes, url: str, *, user_agent: str) -> bool:
    """Whether the rules let this robot read the address; where none applies, they do.

    The groups that name it count, all of them, else those for everybody. Of the rules that match, the one of most
    characters decides, and of two as long the one that allows. Whatever the bytes, there is an answer.
    """
    path = _path(url)
    if path == "/robots.txt":
        return True
    groups = _groups(robots)
    us = product_token(user_agent).lower()
    rules = groups[us] if us in groups else groups.get(EVERYBODY, [])
    deciding = max(
        (rule for rule in rules if _matches(rule.pattern, path)),
        key=lambda rule: (len(rule.pattern), rule.is_allowed),
        default=None,
    )
    return deciding is None or deciding.is_allowed


def _groups(robots: bytes) -> dict[str, list[_Rule]]:
    """The rules for each robot named, in lower case. What stands between is not heard: it ends no group."""
    groups: dict[str, list[_Rule]] = defaultdict(list)
    named: list[str] = []
    is_naming = False
    for key, value in _lines(robots):
        if key == "user-agent":
            named = [*named, _named(value)] if is_naming else [_named(value)]
            is_naming = True
            groups[named[-1]] += []  # a robot that nothing is closed to is named all the same
        elif key in ("allow", "disallow"):
            is_naming = False
            for name in set(named) if value else ():
                groups[name].append(_Rule(_written(value), key == "allow"))
    return groups


def _lines(robots: bytes) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", robots.decode("utf-8-sig", "replace")):
        if found := _LINE.match(line):
            yield found[1].lower(), found[2].strip()


def _named(value: str) -> str:
    return EVERYBODY if value.startswith(EVERYBODY) else product_token(value).lower() or NOBODY


def _path(url: str) -> str:
    """What the rules are about: path and query, the marks that patterns use encoded."""
    path = _SITE.sub("", url).partition("#")[0]
    return _written(path if path.startswith("/") else f"/{path}").replace("*", "%2A").replace("$", "%24")


def _written(text: str) -> str:
    """In the one spelling in which two of them are compared: RFC 9309, 2.2.2."""
    encoded = quote(text, safe=_AS_WRITTEN)
    return _ENCODED.sub(lambda found: _spelt(found[0], chr(int(found[1], 16))), encoded)


def _spelt(encoded: str, meant: str) -> str:
    return meant if meant in _PLAIN else encoded.upper()


def _matches(pattern: str, path: str) -> bool:
    """Without going back: each piece at its first place behind the one before."""
    is_whole = pattern.endswith("$")
    first, *pieces = (piece.replace("$", "%24") for piece in pattern.removesuffix("$").split("*"))
    if not path.startswith(first):
        return False
    if not pieces:
        return not is_whole or path == first
    at, last = len(first), pieces.pop() if is_whole else ""
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return path.endswith(last) and len(path) - len(last) >= at
