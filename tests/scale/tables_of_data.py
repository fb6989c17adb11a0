"""What costs and the rush are reckoned from, beside the counts: prices, usage and sizes, kept as data in perf/."""

import csv
from typing import NamedTuple

from tests.architecture.source import ROOT

_FOLDER = ROOT / "perf"


class Price(NamedTuple):
    """A price of AWS. `unit` begins with how many things it is for; `mark` says whether it was read in AWS's own page,
    in another's, or is from memory."""

    name: str
    unit: str
    dollars: float
    source: str
    seen_on: str
    mark: str

    @property
    def each(self) -> float:
        """Dollars for one."""
        return self.dollars / float(self.unit.split()[0])


class Use(NamedTuple):
    """How often an address is asked for: by one form, one desk, one student in a year, or as a share of pages."""

    of: str
    method: str
    address: str
    times: float

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among what was measured."""
        return self.method, self.address


class State(NamedTuple):
    """A state's year, and the forms that it holds."""

    name: str
    forms: float
    desks: float
    students: float
    forms_kept: float
    why: str


def prices() -> dict[str, Price]:
    """The prices by name."""
    return {row["name"]: Price(**{**row, "dollars": float(row["dollars"])}) for row in _rows("prices")}


def uses(of: str) -> list[Use]:
    """How often each address is asked for by one of these."""
    return [
        Use(row["of"], row["method"], row["address"], float(row["times"])) for row in _rows("usage") if row["of"] == of
    ]


def rush() -> list[Use]:
    """How often in a second each address is asked for at 8:00 on a morning of August."""
    return [Use(row["who"], row["method"], row["address"], float(row["per_second"])) for row in _rows("rush")]


def states() -> list[State]:
    """The states that the cost is reckoned for."""
    numbers = ("forms", "desks", "students", "forms_kept")
    return [State(**{**row, **{name: float(row[name]) for name in numbers}}) for row in _rows("states")]


def used() -> set[tuple[str, str]]:
    """The method and address of all that the tables name."""
    return {use.place for of in ("page", "form", "desk", "student") for use in uses(of)} | {use.place for use in rush()}


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))
