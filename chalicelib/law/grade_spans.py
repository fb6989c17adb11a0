"""Grades, grade spans, the vaccines of each span, and who needs no exemption at all."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import SchoolYear, age_in_years, birthday, school_year_of
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Grade, GradeSpan, Vaccine
from chalicelib.law.tables import Boundary, Limit, boundary, number
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, conclude, reason, verdict

_BEFORE_TK = frozenset({Grade.INFANT_TODDLER, Grade.PRESCHOOL})
_ADVANCING = tuple(grade for grade in Grade if grade not in _BEFORE_TK | {Grade.UNGRADED})
_SPANS = tuple(GradeSpan)


class AgeNeededError(ValueError):
    """An ungraded pupil's span depends on age, and no age was given."""


class Instruction(StrEnum):
    """Where a pupil is taught (HSC 120335(f))."""

    SCHOOL_OR_CHILD_CARE = "school_or_child_care"
    HOME_BASED_PRIVATE_SCHOOL = "home_based_private_school"
    INDEPENDENT_STUDY_WITHOUT_CLASSROOM = "independent_study_without_classroom"


class SpanVaccine(NamedTuple):
    """A vaccine offered for a span, with the code of a note to show beside it, if any."""

    vaccine: Vaccine
    note_code: ReasonCode | None


class ExpectedEntry(NamedTuple):
    """When a child is expected in the next span: the school year, the usual first day's month, the grade."""

    school_year: SchoolYear
    grade: Grade
    month: int

    @property
    def around(self) -> date:
        """The first day of the expected month; for reminders and display, never to end an exemption."""
        return date(self.school_year.starts_in, self.month, 1)


def span_of(grade: Grade, *, age_years: int | None = None, on: date | None = None) -> GradeSpan:
    """Return the span of a grade; ungraded pupils go by age (17 CCR 6025). Raises AgeNeededError without it.

    `on` picks the age rule of that day; without it the newest rule is used.
    """
    if grade is Grade.UNGRADED:
        return _span_by_age(age_years, on)
    if grade in _BEFORE_TK:
        return GradeSpan.BIRTH_TO_PRESCHOOL
    reached_seventh = _ADVANCING.index(grade) >= _ADVANCING.index(Grade.GRADE_7)
    return GradeSpan.GRADES_7_TO_12 if reached_seventh else GradeSpan.TK_TO_6


def _span_by_age(age_years: int | None, on: date | None) -> GradeSpan:
    if age_years is None:
        raise AgeNeededError
    seventh_grade_age = number(Limit.UNGRADED_SEVENTH_GRADE_AGE, on or date.max)
    return GradeSpan.GRADES_7_TO_12 if age_years >= seventh_grade_age else GradeSpan.TK_TO_6


def next_span(span: GradeSpan) -> GradeSpan | None:
    """Return the span after this one, or None after grades 7 to 12."""
    later = _SPANS[_SPANS.index(span) + 1 :]
    return later[0] if later else None


def first_grade_of(span: GradeSpan) -> Grade:
    """Return the lowest grade of a span."""
    return next(grade for grade in Grade if grade is not Grade.UNGRADED and span_of(grade) is span)


def grade_on(recorded: Grade, recorded_on: date, on: date) -> Grade:
    """Return the grade by reading: one further each July 1 after it was recorded, grade 12 at most.

    Grades before TK and ungraded pupils do not advance by the calendar; only a record moves them.
    A day before the record reads as recorded.
    """
    if recorded not in _ADVANCING:
        return recorded
    years = max(0, school_year_of(on).starts_in - school_year_of(recorded_on).starts_in)
    return _ADVANCING[min(_ADVANCING.index(recorded) + years, len(_ADVANCING) - 1)]


def grade_before(first_grade: Grade, first_day: date, on: date) -> Grade:
    """Return the grade on a day before a child's first day in a span, as far as the calendar tells: the last grade of
    the span before, less one for each school year between. An ungraded child is ungraded before, too."""
    if first_grade not in _ADVANCING:
        return first_grade
    if span_of(first_grade) is GradeSpan.TK_TO_6:
        return Grade.PRESCHOOL
    last_before = _ADVANCING.index(Grade.GRADE_6)
    years = school_year_of(first_day).starts_in - school_year_of(on).starts_in
    return _ADVANCING[max(0, min(last_before, _ADVANCING.index(first_grade) - years))]


def grade_after_entry(grade: Grade, birth_date: date, entered_on: date, on: date) -> Grade:
    """Return the grade from the entry into the next span on, where no one recorded it: at least that span's first."""
    if grade in _BEFORE_TK:
        return grade_on(_expected_tk(birth_date, entered_on).grade, entered_on, on)
    if grade in _ADVANCING and span_of(grade) is GradeSpan.TK_TO_6:
        return Grade.GRADE_7
    return grade


def expected_next_span_entry(grade: Grade, on: date, *, birth_date: date | None = None) -> ExpectedEntry | None:
    """Return the school year in which the next span is reached, as the child's grade is on this day.

    Before TK, and for an ungraded pupil, it goes by the birth date; None when that is not given, or when
    no span follows.
    """
    if grade in _BEFORE_TK:
        return None if birth_date is None else _expected_tk(birth_date, on)
    if grade is Grade.UNGRADED:
        return None if birth_date is None else _expected_seventh_by_age(birth_date, on)
    if span_of(grade) is GradeSpan.GRADES_7_TO_12:
        return None
    years_to_go = _ADVANCING.index(Grade.GRADE_7) - _ADVANCING.index(grade)
    return _entry(school_year_of(on).starts_in + years_to_go, Grade.GRADE_7)


def _guess(limit: Limit, on: date) -> int:
    """Return a number that the portal guesses entries with (PORTAL-H9); for a day before the portal, its first one."""
    return number(limit, max(on, boundary(Boundary.STATEWIDE_FORM_FROM)))


def _entry(starts_in: int, grade: Grade) -> ExpectedEntry:
    month = _guess(Limit.EXPECTED_ENTRY_MONTH, date(starts_in, 1, 1))
    return ExpectedEntry(SchoolYear(starts_in), grade, month)


def _expected_tk(birth_date: date, on: date) -> ExpectedEntry:
    fourth_birthday = birthday(birth_date, _guess(Limit.TK_AGE, on))
    cutoff = date(fourth_birthday.year, _guess(Limit.TK_AGE_BY_MONTH, on), 1)
    first_eligible = fourth_birthday.year if fourth_birthday <= cutoff else fourth_birthday.year + 1
    next_autumn = on.year if on < date(on.year, cutoff.month, 1) else on.year + 1
    if next_autumn <= first_eligible:
        return _entry(first_eligible, Grade.TK)
    return _entry(next_autumn, Grade.K)


def _expected_seventh_by_age(birth_date: date, on: date) -> ExpectedEntry | None:
    reached = birthday(birth_date, number(Limit.UNGRADED_SEVENTH_GRADE_AGE, on))
    if reached <= on:
        return None
    return _entry(school_year_of(reached).starts_in, Grade.GRADE_7)


def usual_next_span_entry(birth_date: date, after: date, span: GradeSpan | None = None) -> date | None:
    """Return around when a child usually enters a next grade span after a day: kindergarten in the autumn by which it
    is one year older than for TK, grade 7 so many grades later; None once that is past.

    `span`: the one that is left, where it is known; then the day can be past.
    """
    to_grade_7 = _ADVANCING.index(Grade.GRADE_7) - _ADVANCING.index(Grade.K)
    kindergarten = _expected_tk(birth_date, birth_date).school_year.starts_in + 1
    entries = [_entry(year, Grade.K).around for year in (kindergarten, kindergarten + to_grade_7)]
    if span is not None:
        return dict(zip(_SPANS, entries, strict=False)).get(span)
    return min((day for day in entries if day > after), default=None)


def vaccines_for_span(span: GradeSpan) -> tuple[SpanVaccine, ...]:
    """Return the vaccines a form may name for a span, in the order to show them."""
    return tuple(
        SpanVaccine(Vaccine(row["vaccine"]), ReasonCode(row["note"]) if row["note"] else None)
        for row in tables.rows("span_vaccines")
        if row["span"] == span
    )


def check_vaccine_in_span(vaccine: Vaccine, span: GradeSpan, *, on: date, age_years: int | None = None) -> Verdict:
    """Return whether a form for this span may name this vaccine; an allowed one may carry a note to show."""
    offered = next((each for each in vaccines_for_span(span) if each.vaccine is vaccine), None)
    if offered is None:
        return conclude(
            [reason(ReasonCode.VACCINE_NOT_REQUIRED_IN_SPAN, Cite.CCR_6025, vaccine=vaccine.value, span=span.value)]
        )
    from_age = number(Limit.TDAP_FROM_AGE, on)
    if offered.note_code is ReasonCode.TDAP_FROM_AGE_SEVEN and age_years is not None and age_years < from_age:
        return conclude(
            [reason(ReasonCode.TDAP_BEFORE_AGE_SEVEN, Cite.CCR_6025, vaccine=vaccine.value, from_age=from_age)]
        )
    return conclude([], _notes(offered, span))


def _notes(offered: SpanVaccine, span: GradeSpan) -> tuple[Reason, ...]:
    if offered.note_code is None:
        return ()
    is_hepb_note = offered.note_code is ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7
    cite = Cite.HSC_120335_C if is_hepb_note else Cite.CCR_6025
    return (reason(offered.note_code, cite, vaccine=offered.vaccine.value, span=span.value),)


def requirement_applies(birth_date: date, on: date) -> Verdict:
    """Return REQUIRED under 18, NOT_REQUIRED from the 18th birthday (17 CCR 6015: a pupil is under 18)."""
    adult = number(Limit.PUPIL_UNDER_AGE, on)
    if age_in_years(birth_date, on) >= adult:
        since = birthday(birth_date, adult)
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.AGE_18_OR_OVER, Cite.CCR_6015, since=since))
    return verdict(Outcome.REQUIRED, reason(ReasonCode.UNDER_18, Cite.CCR_6015, until=birthday(birth_date, adult)))


def exemption_needed(instruction: Instruction) -> Verdict:
    """Return NOT_REQUIRED for a home-based private school and for independent study without classroom teaching."""
    if instruction is Instruction.HOME_BASED_PRIVATE_SCHOOL:
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.HOME_BASED_PRIVATE_SCHOOL, Cite.HSC_120335_F))
    if instruction is Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM:
        return verdict(Outcome.NOT_REQUIRED, reason(ReasonCode.INDEPENDENT_STUDY_WITHOUT_CLASSROOM, Cite.HSC_120335_F))
    return verdict(Outcome.REQUIRED, reason(ReasonCode.CLASSROOM_INSTRUCTION, Cite.HSC_120335_B))
