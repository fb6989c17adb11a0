"""Every locked package has a license that the project allows.

`licenses.csv` names, for each package, its license as an SPDX expression and the words in which the package itself
tells it. Where those words are no expression, someone has read the package's license; where they change, someone must
again. `allowed_licenses.csv` says which licenses are allowed in what is deployed, and which in tools alone, and why.

What a package tells is read where it is installed: in the environments of this folder, and in npm's lock.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from boolean import Expression
from license_expression import AND, OR, ExpressionError, Licensing, get_spdx_licensing

from infra.package.requirements import deployed_requirements
from infra.supply.pins import PACKAGE_LOCK, PYTHON_LOCKS, versions
from infra.template import ROOT

_FOLDER = Path(__file__).parent
LICENSES, ALLOWED = _FOLDER / "licenses.csv", _FOLDER / "allowed_licenses.csv"
_NPM_LOCKS = (PACKAGE_LOCK, f"infra/chromium/{PACKAGE_LOCK}")
_ENVIRONMENTS = (".venv", ".venv-ministack", ".venv-deploy")
IN_PAGES = frozenset({"@uswds/uswds"})
"""Of npm's packages, what ends in static/; the rest compiles it, or runs tests."""
DEPLOYED_AS: Mapping[str, str] = {"fido2": "BSD-2-Clause AND Apache-2.0"}
"""Licenses of packages that are deployed without a part: infra/package/passkeys.py leaves fido2's list of public
suffixes out, which is all of it that is under MPL-2.0."""
EVERYWHERE = "everywhere"
_LONGEST_WORDS = 80


class Licensed(NamedTuple):
    """A row: the license as an SPDX expression, and how the package tells it."""

    license: str
    told: str


@cache
def _licenses_of_spdx() -> Licensing:
    return get_spdx_licensing()


@cache
def licensed() -> Mapping[str, Licensed]:
    """By package, what is known of its license."""
    with LICENSES.open(encoding="utf-8", newline="") as file:
        return {row["package"]: Licensed(row["license"], row["told"]) for row in csv.DictReader(file)}


@cache
def allowed() -> Mapping[str, str]:
    """By license, where it may be: `EVERYWHERE`, or in "tools"."""
    with ALLOWED.open(encoding="utf-8", newline="") as file:
        return {row["license"]: row["where"] for row in csv.DictReader(file)}


def deployed_license(name: str) -> str:
    """Return the license of a package as it is deployed."""
    return DEPLOYED_AS.get(name, licensed()[name].license)


def problems(root: Path = ROOT) -> list[str]:
    """Return, in words, the packages whose license is not allowed or not known."""
    locked, deployed = locked_packages(root), deployed_packages(root)
    told = told_in_environments(root) | told_in_npm_locks(root)
    return [
        *(problem for name in sorted(locked) for problem in of_package(name, licensed(), is_deployed=name in deployed)),
        *changed_words(licensed(), told),
        *(f"{LICENSES.name}: {name} is locked no more" for name in sorted(licensed().keys() - locked)),
    ]


def of_package(name: str, known: Mapping[str, Licensed], *, is_deployed: bool) -> Iterator[str]:
    """What is wrong with the license of one package."""
    row = known.get(name)
    if row is None:
        yield f"{name}: its license is not known; read it, and write a row of infra/supply/{LICENSES.name}"
        return
    text = DEPLOYED_AS.get(name, row.license) if is_deployed else row.license
    try:
        expression = _licenses_of_spdx().parse(text, validate=True, strict=True)
    except ExpressionError as error:
        yield f"{name}: {row.license!r} is no SPDX expression: {error}"
        return
    if expression is None or not _is_allowed(expression, is_deployed=is_deployed):
        place = "in what is deployed" if is_deployed else "in tools"
        yield f"{name}: {row.license or 'no license'} is not allowed {place} (infra/supply/{ALLOWED.name})"


def _is_allowed(expression: Expression, *, is_deployed: bool) -> bool:
    if isinstance(expression, (AND, OR)):
        judge = all if isinstance(expression, AND) else any
        return judge(_is_allowed(each, is_deployed=is_deployed) for each in expression.args)
    where = allowed().get(expression.render())
    return where == EVERYWHERE or (where is not None and not is_deployed)


def changed_words(known: Mapping[str, Licensed], told: Mapping[str, str]) -> Iterator[str]:
    """What packages say of their license now, where it is not what was read."""
    for name, words in sorted(told.items()):
        row = known.get(name)
        if row is not None and row.told != words:
            yield f"{name}: says {words!r} of its license, and {row.told!r} was read; read it again"


def locked_packages(root: Path = ROOT) -> set[str]:
    """Return the names of all packages in the locks, npm's too."""
    names = {name for lock in PYTHON_LOCKS for name in versions((root / lock).read_text(encoding="utf-8"))}
    return names | {name for lock in _NPM_LOCKS for name, _facts in _of_npm(root / lock)}


def deployed_packages(root: Path = ROOT) -> set[str]:
    """Return the names of those that go to the state's account. Chalice's own two modules do, too."""
    of_passkeys = versions((root / "requirements-passkeys.lock").read_text(encoding="utf-8"))
    return {*versions(deployed_requirements(root / "requirements.lock")), "chalice", *IN_PAGES, *of_passkeys}


def told_in_environments(root: Path = ROOT) -> dict[str, str]:
    """By package, what it says of its license where it is installed in a version that is locked."""
    folders = [str(folder) for each in _ENVIRONMENTS for folder in (root / each).glob("lib/python*/site-packages")]
    pins = {pin for lock in PYTHON_LOCKS for pin in versions((root / lock).read_text(encoding="utf-8")).items()}
    return {
        plain_name(each.name): told_by(each.metadata)
        for each in distributions(path=folders)
        if (plain_name(each.name), each.version) in pins
    }


def told_in_npm_locks(root: Path = ROOT) -> dict[str, str]:
    return {name: facts.get("license", "") for lock in _NPM_LOCKS for name, facts in _of_npm(root / lock)}


def told_by(metadata: Message) -> str:
    """Return how a distribution tells its license: an expression, or the first line of a text, or classifiers."""
    text = (metadata.get("License-Expression") or metadata.get("License") or "").strip()
    classifiers = [each for each in metadata.get_all("Classifier", []) if each.startswith("License ::")]
    if not text or text == "UNKNOWN":
        return "; ".join(each.rpartition(" :: ")[2] for each in classifiers)
    return " ".join(text.splitlines()[0].split())[:_LONGEST_WORDS]


def plain_name(name: str) -> str:
    """Return a distribution's name as the locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _of_npm(lock: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    packages: Iterable[tuple[str, Mapping[str, str]]] = json.loads(lock.read_text(encoding="utf-8"))["packages"].items()
    return ((path.rpartition("node_modules/")[2], facts) for path, facts in packages if path)
