"""Weak spots that the linters know: ruff's `S` rules and bandit. Each finding is fixed or explained.

A finding is explained at its line (`# noqa: S105 - why`) or, for a whole folder, by a row of explained_weak_spots.csv.
Both linters number their rules alike: S105 of ruff is B105 of bandit.
"""

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from infra.template import ROOT

EXPLAINED = Path(__file__).parent / "explained_weak_spots.csv"
LOOKED_AT = ("app.py", "chalicelib", "infra", "passkeys")
DEPLOYED = ("app.py", "chalicelib/", "passkeys/")
_SECURITY = re.compile(r"S(?P<number>\d*)")
_NOQA = re.compile(r"# noqa: (?P<codes>[A-Z0-9, ]+?)(?P<reason> - \S.*)?$")


class Explained(NamedTuple):
    """One row: which files, which rule (its number), and why it may be so."""

    path: str
    number: str
    reason: str


@cache
def explained() -> tuple[Explained, ...]:
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return tuple(Explained(row["path"], row["number"], row["reason"]) for row in csv.DictReader(file))


def problems(root: Path = ROOT) -> list[str]:
    """Unexplained findings, and exceptions from the rules that no one explained."""
    with (root / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)["tool"]["ruff"]["lint"]
    return [*setting_problems(settings), *remark_problems(root), *bandit_problems(root)]


def setting_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """The linter's settings switch no security rule off, but for rows of the table, and never for what is deployed."""
    if "S" not in settings["select"]:
        yield "pyproject.toml does not select the security rules"
    for code in filter(_SECURITY.fullmatch, settings.get("ignore", ())):
        yield f"pyproject.toml ignores {code} everywhere"
    for path, codes in settings.get("per-file-ignores", {}).items():
        for code in filter(_SECURITY.fullmatch, codes):
            if path.startswith(DEPLOYED) or not _row(path, code[1:]):
                yield f"pyproject.toml ignores {code} in {path}; no row of {EXPLAINED.name} says why"


def remark_problems(root: Path) -> Iterator[str]:
    """A remark that silences a security rule says why."""
    folders = (root / "chalicelib", root / "infra", root / "passkeys", root / "tests")
    paths = [root / "app.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    for path in sorted(paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            remark = _NOQA.search(line)
            if remark and not remark["reason"] and any(map(_SECURITY.fullmatch, remark["codes"].split(", "))):
                yield f"{path.relative_to(root)}:{number} silences a security rule and does not say why"


def bandit_problems(root: Path) -> Iterator[str]:
    """What bandit finds and no one explained."""
    command = [sys.executable, "-m", "bandit", "-q", "-f", "json", "-r", *LOOKED_AT]
    report = json.loads(subprocess.run(command, cwd=root, check=False, capture_output=True, text=True).stdout)
    yield from (f"{error['filename']}: bandit could not read it" for error in report["errors"])
    for found in report["results"]:
        path, code = found["filename"].removeprefix("./"), found["test_id"]
        if not (_row(path, code[1:]) or _explained_there(root / path, found["line_range"], code[1:])):
            yield f"{path}:{found['line_number']}: {code} {found['issue_text']}"


def _row(path: str, number: str) -> bool:
    return any(
        row.reason and row.number == number and (row.path == path or fnmatch(path, row.path)) for row in explained()
    )


def _explained_there(path: Path, numbers: list[int], number: str) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    remarks = [_NOQA.search(lines[place - 1]) for place in range(min(numbers), max(numbers) + 1)]
    return any(remark and remark["reason"] and f"S{number}" in remark["codes"] for remark in remarks)
