"""What the exports are made of: a student as the school knows it, and the files that come out."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from chalicelib.domain.checkpoints import Box, OtherCode
from chalicelib.domain.dose_grid import rows_of_dose, tdap_row_from
from chalicelib.domain.field_classes import Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.law.doses import Dose
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.rosters.columns import GRID
from chalicelib.rosters.rows import DatePrecision, SchoolElements, StudentIdentity, WrittenDose
from chalicelib.rosters.vaccine_words import meaning_of_dose


class CheckpointStatus(FrozenModel):
    """One status row of the CDPH 286. `follow_up` has the dates to look again; `met_on` when all was met."""

    reviewer: Annotated[str, Personal] = ""
    boxes: Annotated[tuple[Box, ...], Personal] = ()
    follow_up: Annotated[tuple[date, ...], Personal] = ()
    other: Annotated[OtherCode | None, Personal] = None
    met_on: Annotated[date | None, Personal] = None


class Checkpoints(FrozenModel):
    """The three status rows. None: not reached."""

    prek: CheckpointStatus | None = None
    tk_k: CheckpointStatus | None = None
    grade_7: CheckpointStatus | None = None


class ExemptionOnFile(FrozenModel):
    """A medical exemption as a school knows it: never why."""

    vaccine: Annotated[Vaccine, Personal]
    kind: Annotated[LineKind, Personal]
    starts_on: Annotated[date, Personal]
    last_day: Annotated[date | None, Personal] = None


class ExportedStudent(FrozenModel):
    """All that an export says of one student."""

    identity: StudentIdentity
    school: SchoolElements
    doses: tuple[WrittenDose, ...] = ()
    exemptions: tuple[ExemptionOnFile, ...] = ()
    checkpoints: Checkpoints = Checkpoints()


class ExportedSchool(NamedTuple):
    """Whose students they are, and the day on which all of it was so."""

    code: str  # CDS code or license number
    name: str
    as_of: date


class ExportFile(NamedTuple):
    """One file: its name, its bytes, how many lines it has below the header.

    `left_out` counts the students that the format cannot name, `doses_left_out` the doses it cannot hold.
    """

    name: str
    content: bytes
    lines: int
    left_out: int = 0
    doses_left_out: int = 0


Grid = dict[Vaccine, list[WrittenDose]]


def grid_of(student: ExportedStudent) -> Grid:
    """Return the doses of each row of the CDPH 286 by date, as many as the file has columns.

    Measles, mumps or rubella alone have no row; the list of doses has them.
    """
    grid: Grid = {vaccine: [] for vaccine in GRID}
    seventh = tdap_row_from(student.identity.birth_date)
    for dose in sorted(student.doses, key=lambda dose: dose.given_on):
        given = Dose(meaning_of_dose(dose).kinds, dose.given_on)
        for vaccine in rows_of_dose(given, seventh, has_tdap=bool(grid[Vaccine.TDAP])):
            row = grid[vaccine]
            if len(row) < GRID[vaccine][1] and not any(_is_same_day(dose, each) for each in row):
                row.append(dose)
    return grid


def _is_same_day(dose: WrittenDose, other: WrittenDose) -> bool:
    return (dose.given_on, dose.precision) == (other.given_on, other.precision)


def day_as_written(dose: WrittenDose) -> str:
    """Return "2019-08-31", or "2019-08" where only the month is known."""
    iso = dose.given_on.isoformat()
    return iso if dose.precision is DatePrecision.DAY else iso[: len("2019-08")]


def permanently_exempt(student: ExportedStudent) -> Sequence[Vaccine]:
    """Return the vaccines with a permanent exemption, in the order of the form."""
    exempt = {each.vaccine for each in student.exemptions if each.kind is LineKind.PERMANENT}
    return [vaccine for vaccine in GRID if vaccine in exempt]
