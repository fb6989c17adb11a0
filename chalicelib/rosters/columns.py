"""The columns of the file profile `roster-1`, and the further ones that the portal's own exports have."""

from enum import StrEnum

from chalicelib.domain.dose_grid import AGE_BOXES
from chalicelib.law.enums import Vaccine


class Column(StrEnum):
    """The columns that are read, but for those of the dose grid."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    BIRTH_DATE = "birth_date"
    GRADE = "grade"
    SSID = "ssid"
    LOCAL_ID = "local_id"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    RACE = "race"
    ROOM = "room"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    PARENT_NAME = "parent_name"
    PARENT_EMAIL = "parent_email"
    PARENT_PHONE = "parent_phone"
    LANGUAGE = "language"
    ADDRESS = "address"
    SPECIAL = "special"
    VACCINE = "vaccine"
    CVX = "cvx"
    PRODUCT = "product"
    DOSE_DATE = "dose_date"
    PROVIDER = "provider"


REQUIRED = (Column.LAST_NAME, Column.FIRST_NAME, Column.BIRTH_DATE, Column.GRADE)
DOSE_WORDS = (Column.VACCINE, Column.CVX, Column.PRODUCT)
"""The columns of the long form that say which vaccine it was; the long form has one line for each dose."""

GRID = {
    Vaccine.IPV: ("pol", 5, "IPV/OPV"),
    Vaccine.DTAP: ("dtp", 5, "DTaP/DTP"),
    Vaccine.MMR: ("mmr", 2, "MMR"),
    Vaccine.HIB: ("hib", 4, "Hib"),
    Vaccine.HEPB: ("hepb", 4, "HepB"),
    Vaccine.VAR: ("var", 2, "Varicella"),
    Vaccine.TDAP: ("tdap", 1, "Tdap"),
}
"""The rows of the CDPH 286: the short name of the row, how many doses a file has columns for, and the words with which
a dose of the grid is kept."""

DOSE_COLUMNS = {f"date_{short}{number}": words for short, most, words in GRID.values() for number in range(1, most + 1)}
"""The columns of the dose grid, each with the words of its vaccine."""

CHECKPOINTS = ("prek", "tk_k", "grade_7")
CHECKPOINT_COLUMNS = tuple(
    f"{checkpoint}_{what}"
    for checkpoint in CHECKPOINTS
    for what in ("reviewer", "boxes", "follow_up", "other", "date_met")
)
AGE_COLUMNS = {f"age_{GRID[row][0]}{number}": (row, number, unit) for (row, number), unit in AGE_BOXES.items()}
"""The small boxes of the CDPH 286: the age at a dose, in whole years or months."""
PERMANENT_COLUMNS = tuple(f"pme_{short}" for short, _, _ in GRID.values())
LINES_IN_FILE = "lines_in_file"
ABOUT_THE_FILE = ("as_of", "school_code", "school_name", LINES_IN_FILE)
"""The last columns of every export, with the same cells in each line."""

_NOT_READ = frozenset({*CHECKPOINT_COLUMNS, *AGE_COLUMNS, *PERMANENT_COLUMNS, *ABOUT_THE_FILE})
_OTHER_NAMES = {
    "lastname": Column.LAST_NAME,
    "surname": Column.LAST_NAME,
    "firstname": Column.FIRST_NAME,
    "given_name": Column.FIRST_NAME,
    "middlename": Column.MIDDLE_NAME,
    "birthdate": Column.BIRTH_DATE,
    "date_of_birth": Column.BIRTH_DATE,
    "dob": Column.BIRTH_DATE,
    "grade_level": Column.GRADE,
    "state_student_id": Column.SSID,
    "statewide_student_id": Column.SSID,
    "student_number": Column.LOCAL_ID,
    "student_id": Column.LOCAL_ID,
    "gender": Column.SEX,
    "homeroom": Column.ROOM,
}


def column_named(heading: str) -> str:
    """Return the profile's name of a heading, in any case and with spaces, hyphens or underscores; "" for an unknown
    one."""
    name = "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())
    name = _OTHER_NAMES.get(name, name)
    return name if name in _READ or name in _NOT_READ else ""


_READ = frozenset({*Column, *DOSE_COLUMNS})
