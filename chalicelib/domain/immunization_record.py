"""The California School Immunization Record (CDPH 286, 17 CCR 6070(b)) of one student on one day: the dose grid and the
status rows. The status is that of the school's one answer; the grid has every dose on record."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chalicelib.domain.admission_answers import facts_of_forms
from chalicelib.domain.checkpoints import (
    Box,
    Checkpoint,
    CheckpointStatus,
    OtherCode,
    checkpoint_statuses,
    permanently_exempt,
    review_due,
)
from chalicelib.domain.dose_grid import AGE_BOXES, FORM_ROWS, AgeUnit, doses_by_row
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, SchoolRecord
from chalicelib.domain.student import Situation
from chalicelib.domain.student_answers import answers_by_form, facts_of_student
from chalicelib.law.calendar import SchoolYear, age_in_months, age_in_years, day_before, school_year_of
from chalicelib.law.enums import Grade, GradeSpan, Vaccine
from chalicelib.law.grade_spans import grade_on, span_of
from chalicelib.law.student_answer import StudentFacts

_CODES = {
    Situation.SPECIAL_EDUCATION: OtherCode.IEP,
    Situation.INDEPENDENT_STUDY: OtherCode.INDEPENDENT_STUDY,
    Situation.HOME_SCHOOL: OtherCode.HOME,
}
_SPANS = {
    Checkpoint.PRE_KINDERGARTEN: GradeSpan.BIRTH_TO_PRESCHOOL,
    Checkpoint.TK_12: GradeSpan.TK_TO_6,
    Checkpoint.GRADE_7: GradeSpan.GRADES_7_TO_12,
}


class GridDose(NamedTuple):
    """One box of the grid. `age`: at the dose, where the form asks for it and the record has the full date."""

    given_on: date
    month_only: bool
    age: int | None
    age_unit: AgeUnit | None


@dataclass(frozen=True)
class GridRow:
    """One row of the grid: the doses by date, and whether the vaccine's PME box is ticked."""

    vaccine: Vaccine
    doses: tuple[GridDose, ...]
    is_permanent: bool


@dataclass(frozen=True)
class StatusRow:
    """One status row of the form as it stands on the day. `review_by`: the next review of a conditional pupil."""

    status: CheckpointStatus
    met_on: date | None = None
    review_by: date | None = None


@dataclass(frozen=True)
class ImmunizationRecord:
    """`without_row`: doses for which the form has no row (measles, mumps or rubella alone)."""

    rows: tuple[GridRow, ...]
    without_row: tuple[RecordedDose, ...]
    statuses: Mapping[Checkpoint, StatusRow]


def immunization_record(row: StudentRow, forms: Iterable[RosterRow], on: date) -> ImmunizationRecord:
    """Return the form of one student. `forms`: what the school sees of a child of this name and birth date."""
    sources = _sources(row, forms, on)
    facts = sources.facts(on)
    grid, without_row = doses_by_row(sources.record.doses, row.birth_date)
    exempt = permanently_exempt(facts, sources.day)
    return ImmunizationRecord(
        tuple(GridRow(vaccine, tuple(_boxes(row, vaccine, grid[vaccine])), vaccine in exempt) for vaccine in FORM_ROWS),
        without_row,
        {**_earlier(row, on), **_current(sources, facts, on)},
    )


@dataclass(frozen=True)
class _Sources:
    """Where the answer comes from: the exemption at the school where there is one, else the school's own record."""

    row: StudentRow
    forms: Sequence[RosterRow]
    record: SchoolRecord
    day: date

    @property
    def code(self) -> OtherCode | None:
        return next((_CODES[each] for each in self.row.situations if each in _CODES), None)

    def facts(self, known_on: date) -> StudentFacts:
        """Return the facts of the day from what the school knew on an earlier one."""
        record = _known(self.record, known_on)
        forms = [form.with_changes(school_record=record) for form in self.forms if form.signed_on <= known_on]
        if forms:
            return facts_of_forms(forms, self.day)
        grades = record.grades or self.row.school_record.grades
        return facts_of_student(self.row.with_changes(school_record=record.with_changes(grades=grades)), self.day)

    def days_of_news(self) -> set[date]:
        """Return the days on which the school learned of a dose or an exemption."""
        return {dose.recorded_on for dose in self.record.doses} | {form.signed_on for form in self.forms}


def _sources(row: StudentRow, forms: Iterable[RosterRow], on: date) -> _Sources:
    listed = list(forms)
    told = answers_by_form([row], listed, on).get(row.student_id)
    if told is None:
        return _Sources(row, (), row.school_record, max(on, row.enrolled_on))
    of_child = [form for form in listed if form.child_id == told.newest.child_id]
    return _Sources(row, of_child, told.newest.school_record, on)


def _known(record: SchoolRecord, on: date) -> SchoolRecord:
    return record.with_changes(doses=tuple(dose for dose in record.doses if dose.recorded_on <= on))


def _current(sources: _Sources, facts: StudentFacts, on: date) -> Mapping[Checkpoint, StatusRow]:
    begun = _begun(sources.row, sources.day)
    found = checkpoint_statuses(facts, sources.day, sources.code)
    return {checkpoint: _dated(sources, checkpoint, status, begun, on) for checkpoint, status in found.items()}


def _dated(
    sources: _Sources, checkpoint: Checkpoint, status: CheckpointStatus, begun: RecordedGrade, on: date
) -> StatusRow:
    if not status.is_met:
        follows = {Box.CONDITIONAL, Box.TEMPORARY_EXEMPTION}.intersection(status.boxes)
        return StatusRow(status, review_by=review_due(begun.since, on) if follows else None)
    if status.other is not None:
        return StatusRow(status, begun.since)
    return StatusRow(status, _met_on(sources, checkpoint, begun.recorded_on))


def _met_on(sources: _Sources, checkpoint: Checkpoint, begun_on: date) -> date:
    """Return the day on which the school's record was complete: that of the last dose or exemption it needed, or of the
    checkpoint itself."""
    later = [day for day in sorted(sources.days_of_news()) if day > begun_on]
    days = [begun_on, *later]

    def is_met(day: date) -> bool:
        return checkpoint_statuses(sources.facts(day), sources.day)[checkpoint].is_met

    found = 0 if is_met(begun_on) else bisect_left(later, x=True, key=is_met) + 1  # what is met stays met
    return days[min(found, len(later))]


def _begun(row: StudentRow, day: date) -> RecordedGrade:
    """Return the grade with which the student's present grade span began; where only the calendar moved the student up,
    that of July 1."""
    known = [entry for entry in row.school_record.grades if entry.since <= day] or list(row.school_record.grades[-1:])
    spans = [_span(row, entry.grade, entry.since) for entry in known]
    now = _span(row, grade_on(known[-1].grade, known[-1].since, day), day)
    if spans[-1] is not now:
        moved = _moved_up(row, known[-1], now, day)
        return known[-1].with_changes(since=moved, recorded_on=moved)
    first = len(spans)
    while first and spans[first - 1] is now:
        first -= 1
    return known[first]


def _moved_up(row: StudentRow, last: RecordedGrade, now: GradeSpan, day: date) -> date:
    years = range(school_year_of(last.since).starts_in, school_year_of(day).starts_in + 1)
    starts = [SchoolYear(year).first_day for year in years]
    return next(
        each for each in starts if each > last.since and _span(row, grade_on(last.grade, last.since, each), each) is now
    )


def _span(row: StudentRow, grade: Grade, on: date) -> GradeSpan:
    return span_of(grade, age_years=age_in_years(row.birth_date, on), on=on)


def _earlier(row: StudentRow, on: date) -> Mapping[Checkpoint, StatusRow]:
    """Return the rows of the spans that the student has left at this school, where all doses were given by then.

    What else stood in such a row is not kept, and the row stays empty.
    """
    day = max(on, row.enrolled_on)
    since = _begun(row, day).since
    before = [entry for entry in row.school_record.grades if entry.since < since]
    if not before:
        return {}
    last_day = day_before(since)
    left = {_span(row, entry.grade, entry.since): entry for entry in reversed(before)}
    return {
        checkpoint: StatusRow(status, _met_then(row, checkpoint, left[_SPANS[checkpoint]], last_day))
        for checkpoint, status in checkpoint_statuses(facts_of_student(row, last_day), last_day).items()
        if status.boxes == (Box.ALL_DOSES,) and _SPANS[checkpoint] in left
    }


def _met_then(row: StudentRow, checkpoint: Checkpoint, begun: RecordedGrade, last_day: date) -> date:
    sources = _Sources(row, (), row.school_record, last_day)
    return _met_on(sources, checkpoint, begun.recorded_on)


def _boxes(row: StudentRow, vaccine: Vaccine, doses: list[RecordedDose]) -> Iterator[GridDose]:
    for number, dose in enumerate(doses, start=1):
        unit = AGE_BOXES.get((vaccine, number))
        yield GridDose(dose.given_on, dose.month_only, _age(row.birth_date, dose, unit), unit)


def _age(birth_date: date, dose: RecordedDose, unit: AgeUnit | None) -> int | None:
    if unit is None or dose.month_only:
        return None
    return (age_in_years if unit is AgeUnit.YEARS else age_in_months)(birth_date, dose.given_on)
