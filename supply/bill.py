"""The bill of materials: every locked run-time package as CycloneDX JSON, `python -m supply.bill [FILE]`.

Made for a release and not kept in the repository: it says nothing that the lock and the packages do not.
A package that is for other machines than this one is listed as optional, and what it needs in turn is not known here.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import requires
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import VERSION
from supply.licences import Row, load_rules, rows
from supply.lock import LOCKED, Locked, wanted

OWN_LICENCE = "Apache-2.0"
_LICENCES = LicenseFactory()


def bill(found: Sequence[Row], direct: Sequence[Requirement], *, now: datetime) -> Bom:
    """What the bot is made of. The same lock gives the same serial number."""
    ours = Component(
        name="watchword",
        version=VERSION,
        type=ComponentType.APPLICATION,
        bom_ref="watchword",
        licenses=[_LICENCES.make_from_string(OWN_LICENCE)],
    )
    parts = {_ref(row.package): _component(row) for row in found}
    here = {row.package.name: parts[_ref(row.package)] for row in found if row.package.is_for_here}
    made = Bom(components=parts.values(), serial_number=uuid5(NAMESPACE_URL, " ".join((VERSION, *sorted(parts)))))
    made.metadata.component = ours
    made.metadata.timestamp = now
    made.register_dependency(ours, _named(direct, here))
    for name, component in here.items():
        made.register_dependency(component, _named(_needs(name, _extras(name, direct)), here))
    for component in parts.values():
        made.register_dependency(component)
    return made


def as_json(made: Bom) -> str:
    """CycloneDX 1.6, for people and tools alike."""
    return make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2) + "\n"


def main(words: Sequence[str]) -> int:
    """Write the bill to a file, or to stdout."""
    found = rows(LOCKED, rules=load_rules())
    text = as_json(bill(found, wanted(), now=datetime.now(UTC)))  # noqa: TID251  a shell of its own
    if words:
        Path(words[0]).write_text(text, encoding="utf-8")
        print(f"{len(found)} packages in {words[0]}")
    else:
        print(text, end="")
    return 0


def _ref(package: Locked) -> str:
    return PackageURL("pypi", name=package.name, version=package.version).to_string()


def _component(row: Row) -> Component:
    package = row.package
    url = PackageURL("pypi", name=package.name, version=package.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(url.to_string()),
        comment="the files that may be installed, each by its hash",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.hashes],
    )
    return Component(
        name=package.name,
        version=package.version,
        bom_ref=_ref(package),
        purl=url,
        scope=ComponentScope.REQUIRED if package.is_for_here else ComponentScope.OPTIONAL,
        licenses=[_LICENCES.make_from_string(row.licence)] if row.licence else [],
        external_references=[files],
        properties=[Property(name="watchword:only-on", value=str(package.marker))] if package.marker else [],
    )


def _extras(name: str, direct: Sequence[Requirement]) -> Iterable[str]:
    """Those asked for by ourselves; "" stands for none, as markers want it."""
    asked = [
        extra for requirement in direct if canonicalize_name(requirement.name) == name for extra in requirement.extras
    ]
    return ("", *asked)


def _needs(name: str, extras: Iterable[str]) -> Sequence[Requirement]:
    needs = [Requirement(line) for line in requires(name) or ()]
    return [need for need in needs if need.marker is None or any(need.marker.evaluate({"extra": x}) for x in extras)]


def _named(requirements: Iterable[Requirement], here: dict[str, Component]) -> list[Component]:
    names = {canonicalize_name(requirement.name) for requirement in requirements}
    return [component for name, component in here.items() if name in names]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
