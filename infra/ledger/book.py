"""Reads the ledger: requirements.csv says what is required, the *.toml beside it what proves it.

An entry of a .toml:

    [[requirement]]
    id = "S-22"
    asvs = ["9.1.2", "9.1.3"]
    says = "One allowed algorithm; forged tokens are refused."
    tests = ["tests/security/test_tokens.py::test_a_forged_token_is_refused"]
    [requirement.sabotage]           # a change of the product after which the first of the tests fails
    file = "chalicelib/web/http/cookies.py"
    old = 'algorithms=["HS256"]'     # occurs exactly once in the file
    new = 'algorithms=["HS256", "none"]'

A requirement may have several entries, in one file or in more.
"""

import ast
import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from infra.template import ROOT

FOLDER = Path(__file__).parent
_Text = Annotated[str, Field(min_length=1)]


class Requirement(NamedTuple):
    """One row of requirements.csv. `not_due` says why (a part of) it is not required yet; else it is empty."""

    id: str
    asvs: str
    says: str
    not_due: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sabotage(_Entry):
    """A small change of the product that breaks what the requirement says. `old` occurs exactly once in `file`."""

    file: _Text
    old: _Text
    new: str


class Proof(_Entry):
    """What proves a requirement: tests, and a sabotage that turns the first of them red."""

    id: _Text
    asvs: tuple[str, ...] = ()
    says: _Text
    tests: Annotated[tuple[_Text, ...], Field(min_length=1)]
    sabotage: Sabotage


def requirements() -> tuple[Requirement, ...]:
    """Everything that is required, due or not."""
    with (FOLDER / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Requirement(**row) for row in csv.DictReader(file))


def proofs(folder: Path = FOLDER) -> tuple[Proof, ...]:
    """Return every entry of every area, by requirement. Raises ValidationError if one is not of the form above."""
    found: list[Proof] = []
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            found += [Proof(**entry) for entry in tomllib.load(file).get("requirement", ())]
    return tuple(sorted(found, key=lambda proof: proof.id))


def problems(entries: tuple[Proof, ...], root: Path = ROOT) -> list[str]:
    """Entries that name what does not exist: requirements, or text to sabotage."""
    known = {requirement.id for requirement in requirements()}
    found = [f"{entry.id} is no requirement" for entry in entries if entry.id not in known]
    return found + [f"{entry.id}: {problem}" for entry in entries for problem in _sabotage_problems(entry, root)]


def _sabotage_problems(entry: Proof, root: Path) -> Iterator[str]:
    change, path = entry.sabotage, root / entry.sabotage.file
    if change.file.startswith("tests/"):
        yield "the sabotage is in the tests; it belongs in the product"
    if not path.is_file():
        yield f"{change.file} does not exist"
        return
    text = path.read_text(encoding="utf-8")
    if text.count(change.old) != 1:
        yield f"what is to be sabotaged occurs {text.count(change.old)} times in {change.file}: {change.old!r}"
    elif change.old == change.new:
        yield "the sabotage changes nothing"
    elif path.suffix == ".py" and not _can_be_read(text.replace(change.old, change.new)):
        yield f"{change.file} cannot be read after the sabotage"


def _can_be_read(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
