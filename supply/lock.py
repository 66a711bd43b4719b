"""The lists of requirements, read: what we ask for (`requirements*.in`) and what is locked (`requirements*.txt`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "requirements.in"
LOCKED = ROOT / "requirements.txt"

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})(?=\s|$)")
_CONTINUED = re.compile(r"\\\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package as it is installed, on the machines that `marker` names."""

    name: str  # canonical: lower case, hyphens
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]  # SHA-256 of every file that may be installed, one a wheel

    @property
    def is_for_here(self) -> bool:
        return self.marker is None or self.marker.evaluate()


def wanted(path: Path = WANTED) -> tuple[Requirement, ...]:
    """What a `.in` file asks for by itself, in its order; other files that it includes are left out."""
    lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(Requirement(line) for line in lines if line and not line.startswith("-"))


def locked(path: Path = LOCKED) -> tuple[Locked, ...]:
    """Every line of a lock. Raises `ValueError` for one that is not pinned to one version with its hashes."""
    return tuple(_locked_lines(path))


def _locked_lines(path: Path) -> Iterator[Locked]:
    for line in _CONTINUED.sub(" ", path.read_text(encoding="utf-8")).splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words, hashes = line.split(" --hash", 1)[0], tuple(_HASH.findall(line))
        requirement = Requirement(words.strip())
        versions = [specifier.version for specifier in requirement.specifier if specifier.operator == "=="]
        if len(versions) != 1 or len(requirement.specifier) != 1 or not hashes:
            raise ValueError(f"{path.name}: {words.strip()} is not pinned to one version with its hashes")
        name = canonicalize_name(requirement.name)
        yield Locked(name=name, version=versions[0], marker=requirement.marker, hashes=hashes)
