"""Which locked packages are deployed: those of requirements.lock that the deployed functions import.

Chalice puts its own two run-time modules into every package. As a requirement it would also bring what its
command line needs: pip, setuptools, PyYAML and more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_NOT_DEPLOYED = frozenset({"chalice", "boto3"})  # the deployed functions make their clients with botocore
_ASKED_FOR = "-r requirements.txt"
_PACKAGE = re.compile(r"([A-Za-z0-9._-]+)==")


@dataclass(frozen=True)
class Locked:
    """One entry of the lock: its lines (version and hashes), and what asked for it."""

    lines: tuple[str, ...]
    asked_by: frozenset[str]


def deployed_requirements(lock: Path) -> str:
    """The text of the lock, with the entries that only Chalice asked for left out."""
    entries = _entries(lock.read_text().splitlines())
    deployed = {name for name, entry in entries.items() if _ASKED_FOR in entry.asked_by and name not in _NOT_DEPLOYED}
    while more := {name for name, entry in entries.items() if entry.asked_by & deployed} - deployed:
        deployed |= more
    return "\n".join(line for name in sorted(deployed) for line in entries[name].lines) + "\n"


def _entries(lines: list[str]) -> dict[str, Locked]:
    """Entries by name. The lock's comments say below each entry `# via` whom it came."""
    blocks: dict[str, tuple[list[str], set[str]]] = {}
    pins: list[str] = []
    asked_by: set[str] = set()
    for line in lines:
        if found := _PACKAGE.match(line):
            pins, asked_by = blocks.setdefault(found.group(1).lower(), ([], set()))
        comment = line.strip()
        if comment.startswith("#"):
            asked_by.add(comment.lstrip("#").strip().removeprefix("via").strip())
        elif comment:
            pins.append(line)
    return {name: Locked(tuple(lines), frozenset(asked_by)) for name, (lines, asked_by) in blocks.items()}
