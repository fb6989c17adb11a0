"""Single cells: what they mean, and what is reported when they mean nothing."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from chalicelib.domain.child import folded_name
from chalicelib.domain.student import Ethnicity, Race, Sex, Situation
from chalicelib.law.enums import Grade
from chalicelib.rosters.columns import Column
from chalicelib.rosters.delimited import Line
from chalicelib.rosters.problems import ProblemCode

_Word = TypeVar("_Word", bound=StrEnum)
_SSID = re.compile(r"[0-9]{10}")
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(?:\.[^@\s<>\".]+)+")
_PHONE_DIGITS = 10
_BETWEEN = re.compile(r"[;,|]")
_OTHER = re.compile(r"other\s*:\s*(.*)", re.IGNORECASE)

GRADE_WORDS = {Grade.INFANT_TODDLER: "IT", Grade.PRESCHOOL: "PK", Grade.UNGRADED: "UN"}
"""The grades that a file writes in other words than the portal."""
_GRADES = {
    **{GRADE_WORDS.get(grade, grade.value): grade for grade in Grade},
    **{f"0{number}": Grade(str(number)) for number in range(1, 10)},
    "PS": Grade.PRESCHOOL,
    "P": Grade.PRESCHOOL,
    "KG": Grade.K,
    "KN": Grade.K,
    "0": Grade.K,
    "UG": Grade.UNGRADED,
}
_SEXES = {"f": Sex.FEMALE, "female": Sex.FEMALE, "m": Sex.MALE, "male": Sex.MALE, "x": Sex.NONBINARY}
_SEXES["nonbinary"] = Sex.NONBINARY
_ETHNICITIES = {
    **dict.fromkeys(("hispanic", "hispaniclatino", "hispanicorlatino", "latino", "y", "yes"), Ethnicity.HISPANIC),
    **dict.fromkeys(("nothispanic", "nonhispanic", "nothispanicorlatino", "nonhispaniclatino"), Ethnicity.NOT_HISPANIC),
    **dict.fromkeys(("nonhispanicnonlatino", "n", "no"), Ethnicity.NOT_HISPANIC),
}
_RACES = {
    **dict.fromkeys(("black", "africanamerican", "blackafricanamerican", "blackorafricanamerican"), Race.BLACK),
    **dict.fromkeys(("americanindian", "americanindianalaska", "alaskanative"), Race.AMERICAN_INDIAN),
    **dict.fromkeys(("americanindianalaskanative", "americanindianoralaskanative"), Race.AMERICAN_INDIAN),
    "asian": Race.ASIAN,
    **dict.fromkeys(("pacificislander", "hawaiianpacific", "hawaiianpacificislander"), Race.PACIFIC_ISLANDER),
    **dict.fromkeys(("nativehawaiian", "nativehawaiianorotherpacificislander"), Race.PACIFIC_ISLANDER),
    "white": Race.WHITE,
    "other": Race.OTHER,
}
_SITUATIONS = {situation.value.casefold(): situation for situation in Situation}


class Races(NamedTuple):
    races: tuple[Race, ...]
    other: str


def grade(line: Line) -> Grade | None:
    """Return the grade; None, and the line is left out, where it is blank or not known."""
    text = line.text(Column.GRADE)
    found = _GRADES.get(text.upper())
    if not text:
        line.leave_line_out(ProblemCode.CELL_MISSING, Column.GRADE)
    elif found is None:
        line.leave_line_out(ProblemCode.GRADE_UNKNOWN, Column.GRADE)
    return found


def name(line: Line, column: Column) -> str:
    """Return a name that must be there; a name without any letter is none."""
    text = line.text(column)
    if not folded_name(text):
        line.leave_line_out(ProblemCode.NAME_MISSING, column)
    return text


def ssid(line: Line) -> str:
    """Return ten digits, or "" where the cell is blank or reported."""
    return _shaped(line, Column.SSID, _SSID, ProblemCode.SSID_SHAPE)


def email(line: Line) -> str:
    return _shaped(line, Column.PARENT_EMAIL, _EMAIL, ProblemCode.EMAIL_SHAPE)


def phone(line: Line) -> str:
    """Return, for instance, "(510) 555-0100"; "" if blank or reported."""
    text = line.text(Column.PARENT_PHONE)
    digits = re.sub(r"[^0-9]", "", text)
    if text.startswith("+1") or len(digits) == _PHONE_DIGITS + 1:
        digits = digits.removeprefix("1")
    if len(digits) == _PHONE_DIGITS and not re.search(r"[^0-9()+. -]", text):
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    if text:
        line.leave_cell_out(ProblemCode.PHONE_SHAPE, Column.PARENT_PHONE)
    return ""


def sex(line: Line) -> Sex | None:
    return _word(line, Column.SEX, _SEXES)


def ethnicity(line: Line) -> Ethnicity | None:
    return _word(line, Column.ETHNICITY, _ETHNICITIES)


def races(line: Line) -> Races:
    """Return the races in the order of the form, with the words of "other: ..."."""
    found: set[Race] = set()
    other = ""
    for part in _BETWEEN.split(line.text(Column.RACE)):
        if match := _OTHER.fullmatch(part.strip()):
            found.add(Race.OTHER)
            other = match[1].strip()
        elif race := _RACES.get(folded_name(part)):
            found.add(race)
        elif part.strip():
            line.leave_cell_out(ProblemCode.WORD_UNKNOWN, Column.RACE)
    return Races(tuple(race for race in Race if race in found), other)


def situations(line: Line) -> tuple[Situation, ...]:
    """Return the special situations, each once, in the order of the list."""
    found: set[Situation] = set()
    for part in re.split(r"[;,|/\s]+", line.text(Column.SPECIAL)):
        if situation := _SITUATIONS.get(part.casefold()):
            found.add(situation)
        elif part:
            line.leave_cell_out(ProblemCode.WORD_UNKNOWN, Column.SPECIAL)
    return tuple(situation for situation in Situation if situation in found)


def _shaped(line: Line, column: Column, shape: re.Pattern[str], code: ProblemCode) -> str:
    text = line.text(column)
    if shape.fullmatch(text):
        return text
    if text:
        line.leave_cell_out(code, column)
    return ""


def _word(line: Line, column: Column, words: Mapping[str, _Word]) -> _Word | None:
    text = line.text(column)
    found = words.get(folded_name(text))
    if text and found is None:
        line.leave_cell_out(ProblemCode.WORD_UNKNOWN, column)
    return found
