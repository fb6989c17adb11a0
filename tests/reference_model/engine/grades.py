"""Grade spans and grades over the years (HSC 120335(g), 17 CCR 6025, lifecycle H9)."""

from datetime import date

from tests.reference_model.engine.days import birthday, school_year, years_old

LITTLE = ("infant-toddler", "preschool")
UNGRADED = "ungraded"
FIRST, SECOND, THIRD = "birth-preschool", "tk-6", "7-12"
SPAN = {
    "infant-toddler": FIRST, "preschool": FIRST,
    "TK": SECOND, "K": SECOND, "1": SECOND, "2": SECOND, "3": SECOND, "4": SECOND, "5": SECOND, "6": SECOND,
    "7": THIRD, "8": THIRD, "9": THIRD, "10": THIRD, "11": THIRD, "12": THIRD,
}  # fmt: skip
AFTER = {
    "TK": "K", "K": "1", "1": "2", "2": "3", "3": "4", "4": "5", "5": "6", "6": "7",
    "7": "8", "8": "9", "9": "10", "10": "11", "11": "12", "12": "12",
}  # fmt: skip


def span(grade: str, age: int) -> str:
    if grade == UNGRADED:
        return THIRD if age >= 12 else SECOND
    return SPAN[grade]


def grade_later(grade: str, recorded: date, on: date) -> str:
    """One grade further for every July 1 between; a child before TK and an ungraded one stay."""
    for _ in range(school_year(on) - school_year(recorded)):
        grade = AFTER.get(grade, grade)
    return grade


def next_entry(grade: str, on: date, birth: date) -> tuple[int, str] | None:
    """The school year, by the year it begins in, and the grade in which the next span is expected to begin."""
    if grade in LITTLE:
        return _transitional_kindergarten(on, birth)
    if grade == UNGRADED:
        twelve = birthday(birth, 12)
        return None if twelve <= on else (school_year(twelve), "7")
    if SPAN[grade] == THIRD:
        return None
    year = school_year(on)
    while grade != "7":
        year, grade = year + 1, AFTER[grade]
    return year, "7"


def _transitional_kindergarten(on: date, birth: date) -> tuple[int, str]:
    """TK in the autumn of a year by whose September 1 the child is four; from the year after that, kindergarten."""
    four_by_september = birth.year
    while years_old(birth, date(four_by_september, 9, 1)) < 4:
        four_by_september += 1
    coming = on.year if (on.month, on.day) < (9, 1) else on.year + 1
    if coming <= four_by_september:
        return four_by_september, "TK"
    return coming, "K"


def required_by_age(birth: date, on: date) -> bool:
    """A pupil is under 18 (17 CCR 6000)."""
    return years_old(birth, on) < 18
