"""A new school year: each student's grade after the advance of July 1, and what the school says of it.

The grade advances by reading (lifecycle H9), so only who repeats or left is written down student by student. That the
school has looked at the others is one record for each school year.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Annotated, ClassVar

from chalicelib.domain.child import same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.field_classes import Internal, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.enums import Grade


class ConfirmedGrade(FrozenModel):
    """The school looked at the students of a grade. `students`: how many stay in it."""

    grade: Annotated[Grade, Internal]
    confirmed_on: Annotated[date, Internal]
    students: Annotated[int, Internal]
    confirmed_by: Annotated[str, Internal]
    confirmed_by_name: Annotated[str, Personal, Withheld]  # someone of the school, at work


class GradesOfYear(VersionedRecord):
    """What a school has confirmed of the grades of one school year, grade by grade."""

    record_type: ClassVar[str] = "grades"

    facility_id: Annotated[str, Internal]
    starts_in: Annotated[int, Internal]  # the calendar year in which the school year starts
    confirmed: tuple[ConfirmedGrade, ...] = ()

    def of_grade(self, grade: Grade) -> ConfirmedGrade | None:
        """Return what was confirmed last of a grade, or None."""
        return next((each for each in reversed(self.confirmed) if each.grade is grade), None)


_ASKED_IN = range(7, 10)  # July to September: in the fall the new school year is under way
_TOLD_IN = 6  # June


class Season(StrEnum):
    """When a school is told of the advance of July 1."""

    BEFORE = auto()  # the month before: it is told that the grades will advance
    TO_CONFIRM = auto()  # it is asked to confirm them


def season_of(on: date) -> Season | None:
    """Return the season of a day; None for most of the year, when a school is told nothing. The months are a choice
    [R]: no statute has this."""
    if on.month == _TOLD_IN:
        return Season.BEFORE
    return Season.TO_CONFIRM if on.month in _ASKED_IN else None


def moved_up_on(on: date) -> date:
    """Return the July 1 that a school is told of on this day: the one to come in June, else the one that passed."""
    this = school_year_of(on)
    return (SchoolYear(this.starts_in + 1) if on.month == _TOLD_IN else this).first_day


def grades_to_confirm(taught: Iterable[Grade], known: GradesOfYear | None) -> set[Grade]:
    """Return those of the grades that the school has not confirmed for the year of its record."""
    return {grade for grade in taught if known is None or known.of_grade(grade) is None}


def grades_id(facility_id: str, starts_in: int) -> str:
    return f"{facility_id}-{starts_in}"


@dataclass(frozen=True)
class AdvancingStudent:
    """One student in a new school year. `before`: the grade on the last day of the year before."""

    row: StudentRow
    before: Grade
    now: Grade

    @property
    def stays(self) -> bool:
        """Whether the grade is that of the year before: it was recorded so, or does not advance with the year."""
        return self.before is self.now


def advancing_students(
    students: Iterable[StudentRow], forms: Iterable[RosterRow], year: SchoolYear, on: date
) -> list[AdvancingStudent]:
    """Return who was at the school before the year began and has not left, by grade and name.

    `forms`: with the school's own record of the child. A student with a form has the grade that both records say.
    """
    by_child = {same_child_parts(form): form for form in sorted(forms, key=lambda form: form.signed_on)}
    found = list(_advancing(students, by_child, year, on))
    order = {grade: place for place, grade in enumerate(Grade)}
    return sorted(
        found,
        key=lambda each: (
            order[each.now],
            each.row.last_name.casefold(),
            each.row.first_name.casefold(),
            each.row.student_id,
        ),
    )


def _advancing(
    students: Iterable[StudentRow], forms: dict[tuple[str, str, str], RosterRow], year: SchoolYear, on: date
) -> Iterator[AdvancingStudent]:
    eve = year.first_day - timedelta(days=1)
    for row in students:
        if row.enrolled_on <= eve and not row.has_left_by(on):
            known = forms.get(same_child_parts(row), row)
            yield AdvancingStudent(row, grade_of(known, eve), grade_of(known, on))
