"""What time makes of a written state: one pure function per question, asked at read time by every page, answer and
document. Nothing here is ever written."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.exemption import AppealOutcome, ExemptionForm, ExemptionLine
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.admission import AdmissionFacts, AppealFacts, EffectiveStatus, answer, reading, strictest
from chalicelib.law.duration import LineFacts, end_of_line
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.grade_spans import grade_on
from chalicelib.law.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from chalicelib.law.dose_schedule import Pupil

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


class FormLike(Protocol):
    """A form, or a school's roster row."""

    @property
    def signed_on(self) -> date: ...
    @property
    def span_starts_on(self) -> date | None: ...
    @property
    def next_span_entry(self) -> date | None: ...
    @property
    def birth_date(self) -> date: ...
    @property
    def grade(self) -> Grade: ...
    @property
    def school_record(self) -> SchoolRecord: ...


def law_facts(form: FormLike, line: LineLike) -> LineFacts:
    """Return the line as the law's functions take it."""
    return LineFacts(
        kind=line.kind,
        signed_on=form.signed_on,
        expiry=line.expires_on,
        planned_first_day=form.span_starts_on,
        next_span_entry=form.next_span_entry,
    )


def reading_of(form: FormLike, line: LineLike, on: date) -> EffectiveStatus | None:
    """Return not yet in effect, valid, expired or span ended, for an issued line; None for any other written state."""
    return reading(law_facts(form, line), on) if line.state == LineState.ISSUED else None


def last_day_of(form: FormLike, line: LineLike) -> date | None:
    """Return the last day on which the line counts; None while the end of the span is not known."""
    return end_of_line(line.expires_on, form.next_span_entry)


def grade_of(form: FormLike, on: date) -> Grade:
    """Return the grade on a day: as a school recorded it, otherwise as the form was signed for, advancing each July
    1 (H9)."""
    recorded = form.school_record.grade_on(on)
    if recorded is not None:
        return grade_on(recorded.grade, recorded.since, on)
    return grade_on(form.grade, form.span_starts_on or form.signed_on, on)


def pupil_of(form: FormLike, on: date) -> "Pupil":
    """The child with the doses on record, as the tables of 17 CCR 6025 and 6035 ask."""
    doses = tuple(dose.as_dose() for dose in form.school_record.doses)
    from chalicelib.law.dose_schedule import Pupil  # noqa: PLC0415 - as below

    return Pupil(birth_date=form.birth_date, grade=grade_of(form, on), doses=doses)


def school_answer(
    form: FormLike, line: LineLike, *, revoked_on: date | None, appeal: AppealOutcome | None, on: date
) -> Verdict:
    """Return what the school is told today about this vaccine, the doses on record considered (lifecycle H3)."""
    facts = AdmissionFacts(
        state=line.state, line=law_facts(form, line), revoked_on=revoked_on, appeal=_appeal_facts(appeal)
    )
    if not form.school_record.doses:
        return answer(facts, on)
    from chalicelib.domain.dose_readings import answer_with_doses  # noqa: PLC0415 - most children have no dose here

    return answer_with_doses(facts, line.vaccine, pupil_of(form, on), on)


def answer_for(form: ExemptionForm, line: ExemptionLine, on: date) -> Verdict:
    """Return what the school is told today about a line of a signed form."""
    gone = line.revocation
    return school_answer(
        form, line, revoked_on=gone.revoked_on if gone else None, appeal=gone.appeal if gone else None, on=on
    )


def _appeal_facts(appeal: AppealOutcome | None) -> AppealFacts | None:
    if appeal is None:
        return None
    return AppealFacts(
        filed_at=appeal.filed_at,
        status=appeal.status,
        withdrawn_on=appeal.withdrawn_on,
        decision_notice_on=appeal.decision_notice_on,
    )


def pupils_answer(answers: Iterable[Verdict]) -> Verdict:
    """Return the strictest of the vaccines' answers. Raises ValueError if there is none."""
    return strictest(answers)


def may_renew(form: ExemptionForm) -> bool:
    """Whether the form has a temporary exemption that was issued and not taken away."""
    return any(line.kind == LineKind.TEMPORARY and line.state == LineState.ISSUED for line in form.lines)
