"""The two exports that `roster-1` can read again: `scrl-lite`, and `full`: the CDPH 286 as CSV with a list of doses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chalicelib.domain.student import Ethnicity, Race
from chalicelib.law.calendar import age_in_months, age_in_years
from chalicelib.law.enums import Grade
from chalicelib.rosters.cells import GRADE_WORDS
from chalicelib.rosters.columns import (
    AGE_COLUMNS,
    CHECKPOINT_COLUMNS,
    CHECKPOINTS,
    DOSE_COLUMNS,
    GRID,
    PERMANENT_COLUMNS,
    Column,
)
from chalicelib.rosters.exported import (
    CheckpointStatus,
    ExportedSchool,
    ExportedStudent,
    ExportFile,
    Grid,
    day_as_written,
    grid_of,
    permanently_exempt,
)
from chalicelib.rosters.rows import DatePrecision
from chalicelib.rosters.written import csv_files

SCRL_COLUMNS = (
    Column.LAST_NAME,
    Column.FIRST_NAME,
    Column.MIDDLE_NAME,
    Column.BIRTH_DATE,
    Column.SEX,
    Column.GRADE,
    Column.LOCAL_ID,
)
"""The file of the state's roster look-up has no public description; these are what a match needs."""
_OF_A_DOSE = (Column.VACCINE, Column.CVX, Column.PRODUCT, Column.DOSE_DATE, Column.PROVIDER)
STUDENT_COLUMNS = tuple(column for column in Column if column not in _OF_A_DOSE)
FULL_COLUMNS = (*STUDENT_COLUMNS, *DOSE_COLUMNS, *AGE_COLUMNS, *PERMANENT_COLUMNS, *CHECKPOINT_COLUMNS)
_OWNER = (Column.LAST_NAME, Column.FIRST_NAME, Column.BIRTH_DATE, Column.GRADE, Column.SSID, Column.LOCAL_ID)
_ETHNICITIES = {Ethnicity.HISPANIC: "Hispanic/Latino", Ethnicity.NOT_HISPANIC: "Non-Hispanic/Latino"}
_RACES = {
    Race.BLACK: "Black/African American",
    Race.AMERICAN_INDIAN: "American Indian/Alaska Native",
    Race.ASIAN: "Asian",
    Race.PACIFIC_ISLANDER: "Hawaiian/Pacific Islander",
    Race.WHITE: "White",
    Race.OTHER: "Other",
}


def scrl_lite(students: Iterable[ExportedStudent], school: ExportedSchool) -> tuple[ExportFile, ...]:
    """Return one line for each student: names, birth date, sex, grade and the school's own number."""
    return csv_files("scrl-lite", SCRL_COLUMNS, ([_student(each)] for each in students), school)


def full(students: Iterable[ExportedStudent], school: ExportedSchool) -> tuple[ExportFile, ...]:
    """Return the CDPH 286 of each student as one line, and the list of all doses as they were written."""
    listed = list(students)
    return (
        *csv_files("full-students", FULL_COLUMNS, ([_record(each)] for each in listed), school),
        *csv_files("full-doses", (*_OWNER, *_OF_A_DOSE), (list(_doses(each)) for each in listed), school),
    )


def grade_as_written(grade: Grade) -> str:
    return GRADE_WORDS.get(grade, grade.value)


def _student(student: ExportedStudent) -> dict[str, str]:
    """Return the cells of identity and school; what is blank is left out."""
    identity, school = student.identity, student.school
    return {
        Column.LAST_NAME: identity.last_name,
        Column.FIRST_NAME: identity.first_name,
        Column.MIDDLE_NAME: identity.middle_name,
        Column.BIRTH_DATE: identity.birth_date.isoformat(),
        Column.GRADE: grade_as_written(school.grade),
        Column.SSID: identity.ssid,
        Column.LOCAL_ID: school.local_id,
        Column.SEX: identity.sex or "",
        Column.ETHNICITY: _ETHNICITIES[identity.ethnicity] if identity.ethnicity else "",
        Column.RACE: "; ".join(_race(each, identity.other_race) for each in identity.races),
        Column.ROOM: school.room,
        Column.FIRST_DAY: _iso(school.first_day),
        Column.LAST_DAY: _iso(school.last_day),
        Column.PARENT_NAME: identity.parent_name,
        Column.PARENT_EMAIL: school.parent_email,
        Column.PARENT_PHONE: school.parent_phone,
        Column.LANGUAGE: school.language,
        Column.ADDRESS: school.address,
        Column.SPECIAL: "; ".join(school.situations),
    }


def _record(student: ExportedStudent) -> dict[str, str]:
    grid = grid_of(student)
    exempt = permanently_exempt(student)
    return {
        **_student(student),
        **{
            f"date_{GRID[vaccine][0]}{number}": day_as_written(dose)
            for vaccine, doses in grid.items()
            for number, dose in enumerate(doses, start=1)
        },
        **_ages(grid, student.identity.birth_date),
        **{f"pme_{GRID[vaccine][0]}": "X" for vaccine in exempt},
        **_checkpoints(student),
    }


def _ages(grid: Grid, birth_date: date) -> Mapping[str, str]:
    """Return the ages at the doses for which the form has a box and the record a full date."""
    found: dict[str, str] = {}
    for column, (vaccine, number, unit) in AGE_COLUMNS.items():
        doses = grid[vaccine][number - 1 : number]
        if doses and doses[0].precision is DatePrecision.DAY:
            age = age_in_years if unit == "years" else age_in_months
            found[column] = str(age(birth_date, doses[0].given_on))
    return found


def _checkpoints(student: ExportedStudent) -> Mapping[str, str]:
    reached: dict[str, CheckpointStatus | None] = {name: getattr(student.checkpoints, name) for name in CHECKPOINTS}
    return {
        f"{name}_{what}": cell
        for name, status in reached.items()
        if status is not None
        for what, cell in {
            "reviewer": status.reviewer,
            "boxes": "; ".join(status.boxes),
            "follow_up": "; ".join(day.isoformat() for day in status.follow_up),
            "other": status.other or "",
            "date_met": _iso(status.met_on),
        }.items()
    }


def _doses(student: ExportedStudent) -> Iterator[dict[str, str]]:
    owner = {column: cell for column, cell in _student(student).items() if column in _OWNER}
    for dose in student.doses:
        yield {
            **owner,
            Column.VACCINE: dose.vaccine,
            Column.CVX: dose.cvx,
            Column.PRODUCT: dose.product,
            Column.DOSE_DATE: day_as_written(dose),
            Column.PROVIDER: dose.provider,
        }


def _race(race: Race, other: str) -> str:
    words = " ".join(re.sub(r"[;,|]", " ", other).split())
    return f"{_RACES[race]}: {words}" if race is Race.OTHER and words else _RACES[race]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
