"""What time makes of a written state: one pure function per question, asked at read time by every page, answer and
document. Nothing here is ever written."""

from datetime import date
from typing import Protocol

from chalicelib.domain.exemption import AppealOutcome, ExemptionForm, ExemptionLine
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.admission import EffectiveStatus, reading
from chalicelib.law.duration import LineFacts, end_of_line
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.grade_spans import grade_after_entry, grade_before, grade_on
from chalicelib.law.verdict import Outcome, Verdict

IN_FORCE = frozenset({Outcome.ADMIT, Outcome.ADMIT_CONDITIONALLY_UNTIL})


class LineLike(Protocol):
    """A line of a form, or of a school's roster row."""

    @property
    def vaccine(self) -> Vaccine: ...
    @property
    def state(self) -> LineState: ...
    @property
    def kind(self) -> LineKind: ...
    @property
    def expires_on(self) -> date | None: ...


class DatedForm(Protocol):
    """The days of a form."""

    @property
    def signed_on(self) -> date: ...
    @property
    def span_starts_on(self) -> date | None: ...
    @property
    def next_span_entry(self) -> date | None: ...


class FormLike(DatedForm, Protocol):
    """A form, or a school's roster row."""

    @property
    def facility_id(self) -> str: ...
    @property
    def birth_date(self) -> date: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def school_record(self) -> SchoolRecord: ...


def law_facts(form: DatedForm, line: LineLike) -> LineFacts:
    """Return the line as the law's functions take it."""
    return LineFacts(
        kind=line.kind,
        signed_on=form.signed_on,
        expiry=line.expires_on,
        planned_first_day=form.span_starts_on,
        next_span_entry=form.next_span_entry,
    )


def reading_of(form: DatedForm, line: LineLike, on: date) -> EffectiveStatus | None:
    """Return not yet in effect, valid, expired or span ended, for an issued line; None for any other written state."""
    return reading(law_facts(form, line), on) if line.state == LineState.ISSUED else None


def last_day_of(form: DatedForm, line: LineLike) -> date | None:
    """Return the last day on which the line counts; None while the end of the span is not known."""
    return end_of_line(line.expires_on, form.next_span_entry)


def grade_of(form: FormLike, on: date) -> Grade:
    """Return the grade on a day: as a school recorded it, otherwise by the form, advancing each July 1 (H9).

    Before the first day in the form's own span it is a grade of the span before, and from the entry into the next span
    one of that span: a form for grades to come says nothing of today's grade.
    """
    recorded = form.school_record.grade_on(on)
    if recorded is not None:
        return grade_on(recorded.grade, recorded.since, on)
    begins = form.span_starts_on
    if begins is not None and on < begins:
        return grade_before(form.grade, begins, on)
    grade = grade_on(form.grade, begins or form.signed_on, on)
    if form.next_span_entry is None or form.next_span_entry > on:
        return grade
    return grade_after_entry(grade, form.birth_date, form.next_span_entry, on)


def grade_of_form(form: FormLike, on: date) -> Grade:
    """Return the grade for which the form speaks on a day: today's, or that of its first day while that is to come."""
    return grade_of(form, max(on, form.span_starts_on or on))


def school_answer(
    form: FormLike, line: LineLike, *, revoked_on: date | None, appeal: AppealOutcome | None, on: date
) -> Verdict:
    """Return what the school is told today about this vaccine of this form (lifecycle H3)."""
    from chalicelib.domain.student_facts import line_facts, student_facts  # noqa: PLC0415 - a list needs no answers
    from chalicelib.law.student_answer import vaccine_answer  # noqa: PLC0415 - as above

    facts = student_facts(form, {line.vaccine: line_facts(form, line, revoked_on, appeal)}, on)
    return vaccine_answer(facts, line.vaccine, on)


def answer_for(form: ExemptionForm, line: ExemptionLine, on: date) -> Verdict:
    """Return what the school is told today about a line of a signed form."""
    gone = line.revocation
    return school_answer(
        form, line, revoked_on=gone.revoked_on if gone else None, appeal=gone.appeal if gone else None, on=on
    )


def may_renew(form: ExemptionForm) -> bool:
    """Whether the form has a temporary exemption that was issued and not taken away."""
    return any(line.kind == LineKind.TEMPORARY and line.state == LineState.ISSUED for line in form.lines)
