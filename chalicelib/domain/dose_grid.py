"""The dose grid of the CDPH 286 (1/19): its rows, and in which of them a dose is entered (17 CCR 6070(b))."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.calendar import birthday
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Vaccine
from chalicelib.law.tables import Limit, number

GRID_COLUMNS = 5
"""How many doses the form has a box for in each row, whatever the vaccine needs."""

FORM_ROWS: Mapping[Vaccine, int] = {
    Vaccine.IPV: 4,
    Vaccine.DTAP: 5,
    Vaccine.MMR: 2,
    Vaccine.HIB: 4,
    Vaccine.HEPB: 3,
    Vaccine.VAR: 2,
    Vaccine.TDAP: 1,
}
"""The rows in the order of the form, each with the most doses that a requirement asks for."""


class AgeUnit(StrEnum):
    """In what the form asks for the age at a dose."""

    YEARS = "years"
    MONTHS = "months"


AGE_BOXES: Mapping[tuple[Vaccine, int], AgeUnit] = {
    (Vaccine.IPV, 3): AgeUnit.YEARS,
    (Vaccine.DTAP, 3): AgeUnit.YEARS,
    (Vaccine.DTAP, 4): AgeUnit.YEARS,
    (Vaccine.MMR, 1): AgeUnit.MONTHS,
    (Vaccine.TDAP, 1): AgeUnit.YEARS,
}
"""The doses for which the form has a small box for the age, by row and number."""

_HELD_BY_ROW = {
    Vaccine.IPV: frozenset({DoseKind.IPV}),
    Vaccine.DTAP: frozenset({DoseKind.DTAP, DoseKind.DT, DoseKind.TD, DoseKind.TDAP}),
    Vaccine.HIB: frozenset({DoseKind.HIB}),
    Vaccine.HEPB: frozenset({DoseKind.HEPB}),
    Vaccine.VAR: frozenset({DoseKind.VAR}),
}
_MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})


def rows_of_dose(dose: Dose, seventh: date, *, has_tdap: bool) -> Iterator[Vaccine]:
    """Yield the rows in which a dose is entered. `seventh`: the 7th birthday; `has_tdap`: the Tdap row is taken.

    The first Tdap from the 7th birthday is in its own row, the next ones in that of DTaP. Measles, mumps or rubella
    alone have no row.
    """
    kinds = dose.kinds
    if DoseKind.TDAP in kinds and dose.given_on >= seventh and not has_tdap:
        yield Vaccine.TDAP
        kinds -= {DoseKind.TDAP}
    if kinds >= _MMR:
        yield Vaccine.MMR
    yield from (vaccine for vaccine, held in _HELD_BY_ROW.items() if kinds & held)


def tdap_row_from(birth_date: date) -> date:
    """Return the day from which a Tdap is entered in the row of grade 7."""
    return birthday(birth_date, number(Limit.TDAP_FROM_AGE, birth_date))


def doses_by_row(
    doses: Sequence[RecordedDose], birth_date: date
) -> tuple[Mapping[Vaccine, list[RecordedDose]], tuple[RecordedDose, ...]]:
    """Return the doses of each row by date, and those for which the form has no row."""
    grid: dict[Vaccine, list[RecordedDose]] = {vaccine: [] for vaccine in FORM_ROWS}
    without_row = []
    seventh = tdap_row_from(birth_date)
    for dose in doses:
        rows = list(rows_of_dose(dose.as_dose(), seventh, has_tdap=bool(grid[Vaccine.TDAP])))
        for vaccine in rows:
            grid[vaccine].append(dose)
        if not rows:
            without_row.append(dose)
    return grid, tuple(without_row)
