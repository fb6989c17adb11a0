"""The list of what the package is made of (CycloneDX), beside the zip: each library in it with its version, license and
the hashes that its lock admits, and which modules of the zip are its.

What stands in the page's files (static/) is listed as well, as it is deployed with the zip. What makers of libraries
compiled into them is told in words where their license files tell it, and not listed.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from infra.package.problems import PackageError
from infra.supply.licenses import IN_PAGES, deployed_license, plain_name
from infra.supply.pins import PACKAGE_LOCK, hashes, versions

MATERIALS = "materials.cdx.json"
IN_ZIP, IN_STATIC = "portal:module", "portal:static-file"
PORTAL, CHALICE = "exemption-portal", "chalice"
_LICENSE = "Apache-2.0"
_OURS = {
    **dict.fromkeys(("app", "chalicelib", "compiled_templates", "templates", "static"), PORTAL),
    "chalice": CHALICE,
}
_OUR_STATIC_FILES = frozenset({"portal.js", "mark.svg"})


class Part(NamedTuple):
    """One library, or the portal itself: its version, and the names of its modules in the zip."""

    version: str
    modules: tuple[str, ...]


def owners(unpacked: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return, of what Chalice packed, whose each top-level module is, and the version of each library."""
    found = list(distributions(path=[str(unpacked)]))
    whose = {_module(name): plain_name(each.name) for each in found for name in _top_names(each)}
    return {**whose, **_OURS}, {plain_name(each.name): each.version for each in found}


def parts(unpacked: Path, whose: Mapping[str, str], version_of: Mapping[str, str]) -> dict[str, Part]:
    """Return what the finished zip is made of, by name. Raises PackageError for a module that is no one's."""
    modules: defaultdict[str, list[str]] = defaultdict(list)
    for module in sorted(set(_modules_in(unpacked))):
        if module not in whose:
            raise PackageError(f"{module} is in the package and belongs to no library of requirements.lock")
        modules[whose[module]].append(module)
    return {name: Part(version_of.get(name, ""), tuple(found)) for name, found in modules.items()}


def write(
    project: Path,
    archive: Path,
    found: Mapping[str, Part],
    *,
    lock: str = "requirements.lock",
    name: str = MATERIALS,
    beside: Iterable[Component] = (),
) -> None:
    """Write the list beside the zip. `beside`: what is deployed with it. Raises PackageError where a library is not of
    the version that is locked."""
    locked = (project / lock).read_text(encoding="utf-8")
    libraries = [_of_python(each, part, locked) for each, part in sorted(found.items()) if each != PORTAL]
    libraries += beside
    content = archive.read_bytes()
    portal = _portal(project, found[PORTAL], content)
    bom = Bom(serial_number=uuid5(NAMESPACE_OID, hashlib.sha256(content).hexdigest()), components=libraries)
    bom.metadata = BomMetaData(component=portal)
    bom.metadata.timestamp = None  # two builds give the same bytes
    bom.register_dependency(portal, libraries)
    archive.with_name(name).write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def _portal(project: Path, part: Part, content: bytes) -> Component:
    version = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    sha = HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(content).hexdigest())
    return Component(
        name=PORTAL,
        version=version,
        bom_ref=PORTAL,
        type=ComponentType.APPLICATION,
        licenses=[LicenseExpression(_LICENSE)],
        hashes=[sha],
        properties=_properties(IN_ZIP, part.modules),
    )


def _of_python(name: str, part: Part, lock: str) -> Component:
    locked = versions(lock).get(name, "")
    if part.version not in {locked, ""}:
        raise PackageError(f"{name} {part.version} is in the package, and {locked or 'none'} is locked")
    admitted = [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in hashes(lock)[name]]
    return _library(PackageURL("pypi", name=name, version=locked), name, admitted, _properties(IN_ZIP, part.modules))


def of_pages(project: Path) -> Iterator[Component]:
    """The libraries of npm that stand in the pages' files."""
    packages = json.loads((project / PACKAGE_LOCK).read_text(encoding="utf-8"))["packages"]
    manifest: dict[str, str] = json.loads((project / "static" / "manifest.json").read_text(encoding="utf-8"))
    files = sorted(file for name, file in manifest.items() if name not in _OUR_STATIC_FILES)
    for name in sorted(IN_PAGES):
        facts = packages[f"node_modules/{name}"]
        digest = base64.b64decode(facts["integrity"].removeprefix("sha512-")).hex()
        namespace, _, short = name.rpartition("/")
        url = PackageURL("npm", namespace=namespace, name=short, version=facts["version"])
        sha = HashType(alg=HashAlgorithm.SHA_512, content=digest)
        yield _library(url, name, [sha], _properties(IN_STATIC, files))


def _library(url: PackageURL, name: str, sha: Iterable[HashType], properties: Iterable[Property]) -> Component:
    return Component(
        name=name,
        version=url.version,
        bom_ref=url.to_string(),
        purl=url,
        licenses=[LicenseExpression(deployed_license(name))],
        hashes=sha,
        properties=properties,
    )


def _properties(name: str, values: Iterable[str]) -> list[Property]:
    return [Property(name=name, value=value) for value in values]


def _top_names(distribution: Distribution) -> set[str]:
    record = csv.reader((distribution.read_text("RECORD") or "").splitlines())
    names = {row[0].partition("/")[0] for row in record if row}
    return {name for name in names if name != ".." and not name.endswith((".dist-info", ".data"))}


def _modules_in(unpacked: Path) -> Iterator[str]:
    """The top-level modules of the finished zip. That of `app.py` alone has its bytecode in a folder of its own."""
    for path in unpacked.iterdir():
        if path.name == "__pycache__":
            yield from (_module(each.name) for each in path.iterdir())
        elif not path.name.endswith((".dist-info", ".data")):
            yield _module(path.name)


def _module(name: str) -> str:
    """Return the module that a file or folder is: `six` of six.pyc, `_cffi_backend` of an extension's file."""
    return name.partition(".")[0]
