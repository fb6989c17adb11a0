"""The export for student information systems: the tab-delimited shape that PowerSchool imports, with Aeries' codes in
columns of their own. ASCII, as PowerSchool asks; a student is named by the school's own number alone."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from chalicelib.domain.checkpoints import Box, OtherCode
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.rosters.columns import CHECKPOINTS, GRID
from chalicelib.rosters.exported import (
    CheckpointStatus,
    ExemptionOnFile,
    ExportedSchool,
    ExportedStudent,
    ExportFile,
    grid_of,
    permanently_exempt,
)
from chalicelib.rosters.rows import DatePrecision
from chalicelib.rosters.written import delimited, file_name

CODES = {
    Vaccine.IPV: "Polio",
    Vaccine.DTAP: "DTP",
    Vaccine.MMR: "MMR",
    Vaccine.HIB: "HIB",
    Vaccine.HEPB: "Hepatitis B",
    Vaccine.VAR: "Varicella",
    Vaccine.TDAP: "Tdap",
}
"""PowerSchool's vaccines of California."""
_KINDS = {LineKind.PERMANENT: "Permanent medical", LineKind.TEMPORARY: "Temporary medical"}
_AERIES_ROWS = dict(zip(CHECKPOINTS, ("P", "K", "7"), strict=True))
_AERIES_MET = {OtherCode.IEP: "I", OtherCode.INDEPENDENT_STUDY: "D", OtherCode.HOME: "H", OtherCode.BELIEFS: "P"}
_AERIES_FOLLOW_UP = {Box.TEMPORARY_EXEMPTION: "TE", Box.CONDITIONAL: "MC", Box.OVERDUE: "MD"}
_ALL_MET = "X"

COLUMNS = (
    "Student_Number",
    "WhenInput",
    "WhoInput",
    *(
        column
        for vaccine, code in CODES.items()
        for column in (
            *(f"{code}_{number}_Date" for number in range(1, GRID[vaccine][1] + 1)),
            f"{code}_ExemptionType",
            f"{code}_ExemptionStartDate",
            f"{code}_ExemptionExpirationDate",
        )
    ),
    "IMM.PE",
    *(f"{field}{row}" for row in _AERIES_ROWS.values() for field in ("SI", "RM", "RF")),
)


def sis(students: Iterable[ExportedStudent], school: ExportedSchool, entered_by: str) -> ExportFile:
    """Return one line for each student that has a number of the school.

    Students without a number and doses of which only the month is known are left out and counted: the systems take
    neither.
    """
    listed = list(students)
    numbered = [student for student in listed if student.school.local_id]
    lines = [
        {column: _plain(cell) for column, cell in _line(student, school, entered_by).items()} for student in numbered
    ]
    text = delimited(COLUMNS, lines, school._replace(code=_plain(school.code), name=_plain(school.name)), "\t")
    return ExportFile(
        name=file_name("sis", school, len(lines), "txt"),
        content=text.encode("ascii"),
        lines=len(lines),
        left_out=len(listed) - len(numbered),
        doses_left_out=sum(dose.precision is DatePrecision.MONTH for student in numbered for dose in student.doses),
    )


def _line(student: ExportedStudent, school: ExportedSchool, entered_by: str) -> Mapping[str, str]:
    cells = {
        "Student_Number": student.school.local_id,
        "WhenInput": us_day(school.as_of),
        "WhoInput": entered_by,
        "IMM.PE": " ".join(CODES[vaccine].replace(" ", "") for vaccine in permanently_exempt(student)),
    }
    for vaccine, doses in grid_of(student).items():
        full_dates = [dose for dose in doses if dose.precision is DatePrecision.DAY]
        for number, dose in enumerate(full_dates, start=1):
            cells[f"{CODES[vaccine]}_{number}_Date"] = us_day(dose.given_on)
    for exemption in student.exemptions:
        cells.update(_exemption(exemption))
    for name, row in _AERIES_ROWS.items():
        status: CheckpointStatus | None = getattr(student.checkpoints, name)
        if status is not None:
            cells.update(_aeries(row, status))
    return cells


def _exemption(exemption: ExemptionOnFile) -> Mapping[str, str]:
    code = CODES[exemption.vaccine]
    return {
        f"{code}_ExemptionType": _KINDS[exemption.kind],
        f"{code}_ExemptionStartDate": us_day(exemption.starts_on),
        f"{code}_ExemptionExpirationDate": us_day(exemption.last_day) if exemption.last_day else "",
    }


def _aeries(row: str, status: CheckpointStatus) -> Mapping[str, str]:
    met = _AERIES_MET[status.other] if status.other else ""
    return {
        f"SI{row}": status.reviewer,
        f"RM{row}": _ALL_MET if Box.ALL_DOSES in status.boxes else met,
        f"RF{row}": " ".join(_AERIES_FOLLOW_UP[box] for box in status.boxes if box in _AERIES_FOLLOW_UP),
    }


def us_day(day: date) -> str:
    """Return "08/31/2019"."""
    return day.strftime("%m/%d/%Y")


def _plain(text: str) -> str:
    """Return the text without accents; what has no plain letter becomes a question mark."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.encode("ascii", "replace").decode()
