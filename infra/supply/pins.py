"""Every package is pinned: its version and the hash of its files, and no address to fetch it from.

Locks that name no address can be installed from any index; the hashes say that it is the same file.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.template import ROOT

DEPLOYED_LOCKS = ("requirements.lock", "requirements-passkeys.lock")
PYTHON_LOCKS = (*DEPLOYED_LOCKS, "requirements-dev.lock", "requirements-local.lock", "requirements-deploy.lock")
PACKAGE_LOCK = "package-lock.json"
_FOLDERS_OF_NPM = ("", "infra/chromium")
_SETTINGS_OF_CLIENTS = (".npmrc", ".yarnrc", ".pypirc", "pip.conf", "pip.ini", "uv.toml")
_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)(?: ; [^\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:(?P<sha256>[0-9a-f]{64})(?P<more> \\)?")
_DIRECT = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==(?P<version>[^\s;]+)(?: ; python_version .+)?"
)
_ADDRESS = re.compile(r"[a-z]+://|--(?:index|extra-index|find-links|trusted-host)")
_INTEGRITY = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")
_EXACT = re.compile(r"\d+(?:\.\d+)*[-.a-z0-9]*")


def problems(root: Path = ROOT) -> list[str]:
    """Return what is not pinned, in words; nothing when all is."""
    locks = {name: (root / name).read_text(encoding="utf-8") for name in PYTHON_LOCKS}
    found = [f"{name}: {problem}" for name, text in locks.items() for problem in lock_problems(text)]
    for name, text in locks.items():
        asked = (root / name).with_suffix(".txt").read_text(encoding="utf-8")
        found += [f"{name}: {problem}" for problem in unlocked(asked, versions(text))]
    for name in DEPLOYED_LOCKS:
        found += two_versions(locks[name], locks["requirements-dev.lock"])
    for folder in _FOLDERS_OF_NPM:
        manifest, lock = (
            json.loads((root / folder / name).read_text(encoding="utf-8")) for name in ("package.json", PACKAGE_LOCK)
        )
        found += [f"{Path(folder, PACKAGE_LOCK)}: {problem}" for problem in package_lock_problems(manifest, lock)]
    return found + [
        f"{name}: settings of a package client do not belong here"
        for name in _SETTINGS_OF_CLIENTS
        if (root / name).exists()
    ]


def versions(lock: str) -> dict[str, str]:
    """Return the packages that a lock pins, by name."""
    return {found["name"]: found["version"] for found in map(_PIN.fullmatch, lock.splitlines()) if found}


def hashes(lock: str) -> dict[str, list[str]]:
    """Return the SHA-256 of each file that a lock admits, by the package's name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines():
        if pin := _PIN.fullmatch(line):
            name = pin["name"]
        elif of_pin := _HASH.fullmatch(line):
            found.setdefault(name, []).append(of_pin["sha256"])
    return found


def lock_problems(lock: str) -> list[str]:
    """Return what is wrong with a lock file. It may hold pins with hashes and comments, and no address."""
    found = [
        f"line {number} names an address"
        for number, line in enumerate(lock.splitlines(), start=1)
        if _ADDRESS.search(line)
    ]
    return found + list(_strays(lock))


def _strays(lock: str) -> Iterator[str]:
    more = False  # the line before continues
    for number, line in enumerate(lock.splitlines(), start=1):
        pin, of_pin = _PIN.fullmatch(line), _HASH.fullmatch(line)
        if more != bool(of_pin):
            yield f"line {number}: a hash belongs to each pin, and only there"
        elif not (pin or of_pin or not line or line.lstrip().startswith("#")):
            yield f"line {number} is neither a pin, nor a hash, nor a remark"
        more = bool(pin or (of_pin and of_pin["more"]))
    if more:
        yield "the last pin has no hash"


def unlocked(asked: str, locked: Mapping[str, str]) -> Iterator[str]:
    """What is asked for and not locked in that very version."""
    for line in asked.splitlines():
        direct = _DIRECT.fullmatch(line)
        if direct:
            name, version = direct["name"].lower().replace("_", "-"), direct["version"]
            if locked.get(name) != version:
                yield f"{name}=={version} is asked for and {locked.get(name, 'nothing')} is locked"
        elif line and not line.startswith(("#", "-c ")):
            yield f"{line!r} asks for no single version"


def two_versions(deployed: str, development: str) -> list[str]:
    """Packages of which the tests would run another version than is deployed."""
    one, other = versions(deployed), versions(development)
    return [
        f"{name}: {one[name]} is deployed and {other[name]} is locked for development"
        for name in sorted(one.keys() & other.keys())
        if one[name] != other[name]
    ]


def package_lock_problems(manifest: Mapping[str, Any], lock: Mapping[str, Any]) -> Iterator[str]:
    """Every package has its hash and no address; the few asked for are asked for in one version."""
    packages = {path: facts for path, facts in lock["packages"].items() if path}
    for path, facts in packages.items():
        if not _INTEGRITY.fullmatch(facts.get("integrity", "")):
            yield f"{path} has no hash"
        if "resolved" in facts:
            yield f"{path} names an address"
    for name, version in {**manifest.get("dependencies", {}), **manifest.get("devDependencies", {})}.items():
        if not _EXACT.fullmatch(version) or packages.get(f"node_modules/{name}", {}).get("version") != version:
            yield f"{name} {version} is asked for and not locked"
