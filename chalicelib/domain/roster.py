"""What a school sees of a form: child, vaccines, kind, dates, status, physician. Never a medical reason (law.md A6)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Self

from chalicelib.domain.child import SchoolChoice, same_child_parts
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm, ExemptionLine
from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.student import Contact, HealthExclusion, RecordedPaper, Situation, Student
from chalicelib.domain.transfers import NOTHING_OPEN, Arrival, OpenFollowUp
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, Vaccine


class RosterLine(FrozenModel):
    """One vaccine as the school sees it: enough for the answer of lifecycle H3, nothing more."""

    vaccine: Annotated[Vaccine, Personal]
    state: Annotated[LineState, Internal]
    kind: Annotated[LineKind, Personal]
    expires_on: Annotated[date | None, Personal]
    revoked_on: Annotated[date | None, Internal] = None
    appeal: AppealOutcome | None = None
    not_valid_since: Annotated[date | None, Internal] = None

    @classmethod
    def of(cls, line: ExemptionLine) -> "RosterLine":
        """Return the school's view of a line."""
        revocation = line.revocation
        return cls(
            vaccine=line.vaccine,
            state=line.state,
            kind=line.kind,
            expires_on=line.expires_on,
            revoked_on=revocation.revoked_on if revocation else None,
            appeal=revocation.appeal if revocation else None,
            not_valid_since=line.not_valid_since,
        )


class FormWithoutReasons(FrozenModel):
    """A form as those see it who may not know why it was issued."""

    form_id: Annotated[str, Internal]
    form_number: Annotated[str, Internal]
    facility_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    first_name: Annotated[str, Personal]
    last_name: Annotated[str, Personal]
    birth_date: Annotated[date, Personal]
    grade: Annotated[Grade, Personal]
    signed_on: Annotated[date, Internal]
    span_starts_on: Annotated[date | None, Personal]
    next_span_entry: Annotated[date | None, Personal]
    physician_name: Annotated[str, Personal]
    lines: tuple[RosterLine, ...]

    @classmethod
    def seen(cls, form: ExemptionForm, **more: Any) -> Self:
        """Return the view of a form, with what else this kind of view shows."""
        return cls(
            form_id=form.id,
            form_number=form.number,
            facility_id=form.facility_id,
            child_id=form.child_id,
            first_name=form.child.first_name,
            last_name=form.child.last_name,
            birth_date=form.child.birth_date,
            grade=form.grade,
            signed_on=form.signed_on,
            span_starts_on=form.span_starts_on,
            next_span_entry=form.next_span_entry,
            physician_name=form.physician_name,
            lines=tuple(map(RosterLine.of, form.lines)),
            **more,
        )


class RosterRow(FormWithoutReasons):
    """One form as its school sees it."""

    span: Annotated[GradeSpan, Personal]
    school_record: SchoolRecord = SchoolRecord()
    parent_name: Annotated[str, Personal]
    parent_telephone: Annotated[str, Personal]

    @classmethod
    def of(cls, form: ExemptionForm) -> "RosterRow":
        """Return the school's view of a form."""
        return cls.seen(
            form,
            span=form.span,
            school_record=form.school_record,
            parent_name=form.parent.name,
            parent_telephone=form.parent.telephone,
        )


class StudentRow(FrozenModel):
    """One student as the school's list shows it. `left_on`: the last day there, None while the child attends.

    `contact` is None in a row that was written before rows had it; the record has it.
    """

    student_id: Annotated[str, Internal]
    facility_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    first_name: Annotated[str, Personal]
    last_name: Annotated[str, Personal]
    birth_date: Annotated[date, Personal]
    room: Annotated[str, Personal]
    situations: Annotated[tuple[Situation, ...], Personal]
    enrolled_on: Annotated[date, Personal]
    left_on: Annotated[date | None, Personal]
    school_record: SchoolRecord = SchoolRecord()
    exclusions: tuple[HealthExclusion, ...] = ()
    reviewed_on: Annotated[date | None, Personal] = None
    contact: Contact | None = None
    papers: tuple[RecordedPaper, ...] = ()
    arrival: Arrival | None = None
    open_follow_up: OpenFollowUp = NOTHING_OPEN

    # As `effective_status.FormLike` of a student without a form: the days are those of the enrollment.
    @property
    def signed_on(self) -> date:
        return self.enrolled_on

    @property
    def span_starts_on(self) -> date | None:
        return None

    @property
    def next_span_entry(self) -> date | None:
        return None

    @property
    def grade(self) -> Grade:
        return self.school_record.grades[-1].grade

    def has_left_by(self, day: date) -> bool:
        """Return whether the last day at the school has passed."""
        return self.left_on is not None and self.left_on < day

    @classmethod
    def of(cls, student: Student) -> "StudentRow":
        facts, newest = student.facts, student.newest_enrollment
        return cls(
            student_id=student.id,
            facility_id=student.facility_id,
            child_id=student.linked_child_id,
            first_name=facts.child.first_name,
            last_name=facts.child.last_name,
            birth_date=facts.child.birth_date,
            room=facts.room,
            situations=facts.situations,
            enrolled_on=newest.since,
            left_on=newest.until,
            school_record=student.school_record,
            exclusions=student.exclusions,
            reviewed_on=max((each.done_on for each in student.reviews), default=None),
            contact=facts.contact,
            papers=student.papers,
            arrival=student.arrival,
            open_follow_up=student.open_follow_up,
        )

    def exclusion_of(self, exposure_id: str) -> HealthExclusion | None:
        """Return the health officer's order for this exposure, or None."""
        return next((each for each in self.exclusions if each.exposure_id == exposure_id), None)


class MatchedRosterRow(RosterRow):
    """A form of a child of whom the school has a record of its own, as it is read and never as it is stored. `student`
    is that record; `school_record` joins what was recorded for the form, `of_form`, with what the record holds."""

    student: StudentRow
    of_form: SchoolRecord

    @property
    def alone(self) -> RosterRow:
        """The form with what was recorded for it alone."""
        return self.with_changes(school_record=self.of_form)


def with_students(rows: Iterable[RosterRow], students: Iterable[StudentRow]) -> list[RosterRow]:
    """Return the forms, each with the school's own record of the child where it has one: they are told by name and
    birth date, in the spelling-blind way of `same_child_parts`. So a dose counts wherever the school recorded it."""
    named = {same_child_parts(student): student for student in students}
    if not named:
        return list(rows)
    return [_matched(row, named.get(same_child_parts(row))) for row in rows]


def _matched(row: RosterRow, student: StudentRow | None) -> RosterRow:
    if student is None:
        return row
    joined = row.school_record.joined_with(student.school_record)
    return MatchedRosterRow(**{**dict(row), "school_record": joined, "of_form": row.school_record, "student": student})


class FormAtSchool(FrozenModel):
    """By a form's id, without the form: which child it is of, which school sees it, and what the school's certificate
    holds beside the roster row."""

    form_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    school: SchoolChoice
    check_code: Annotated[str, Internal]

    @property
    def facility_id(self) -> str:
        """The school or institution that sees the form; empty when none is named."""
        return self.school.facility_id

    @property
    def jurisdiction(self) -> str:
        """The local health jurisdiction of that school."""
        return self.school.jurisdiction

    @classmethod
    def of(cls, form: ExemptionForm) -> "FormAtSchool":
        """Return the part of a form that its school's pages begin with."""
        return cls(form_id=form.id, child_id=form.child_id, school=form.school, check_code=form.check_code)
