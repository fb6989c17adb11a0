"""A form and a school's record of its child as the facts of `law.student_answer`."""

from collections.abc import Mapping
from datetime import date

from chalicelib.domain.effective_status import FormLike, LineLike, grade_of, law_facts
from chalicelib.domain.exemption import AppealOutcome
from chalicelib.law.admission import AdmissionFacts, AppealFacts
from chalicelib.law.calendar import age_in_years
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.grade_spans import span_of
from chalicelib.law.student_answer import StudentFacts


def student_facts(form: FormLike, lines: Mapping[Vaccine, AdmissionFacts], on: date) -> StudentFacts:
    """Return the facts of the child of a form on a day, with the line that counts for each vaccine."""
    seen = min((dose.recorded_on for dose in form.school_record.doses), default=None)
    return StudentFacts(pupil_of(form, on), lines, record_seen_on=seen)


def line_facts(form: FormLike, line: LineLike, revoked_on: date | None, appeal: AppealOutcome | None) -> AdmissionFacts:
    """Return a line as the law takes it, with what became of it."""
    return AdmissionFacts(line.state, law_facts(form, line), revoked_on, _appeal_facts(appeal))


def _appeal_facts(appeal: AppealOutcome | None) -> AppealFacts | None:
    if appeal is None:
        return None
    return AppealFacts(
        filed_at=appeal.filed_at,
        status=appeal.status,
        withdrawn_on=appeal.withdrawn_on,
        decision_notice_on=appeal.decision_notice_on,
    )


def pupil_of(form: FormLike, on: date) -> Pupil:
    """Return the child with today's grade and the doses on record, as the tables of 17 CCR 6025 and 6035 ask."""
    doses = tuple(dose.as_dose() for dose in form.school_record.doses)
    grade = grade_of(form, on)
    upper = span_of(grade, age_years=age_in_years(form.birth_date, on), on=on) is GradeSpan.GRADES_7_TO_12
    moved_up = upper and _was_here_before_grade_7(form, on)
    return Pupil(form.birth_date, grade, doses, Occasion.GRADE_7_ADVANCEMENT if moved_up else Occasion.ADMISSION)


def _was_here_before_grade_7(form: FormLike, on: date) -> bool:
    """Return whether this school, and no other since, has recorded the child in a grade from TK to 6: it moved the
    child up to grade 7 and did not admit it there."""
    known = [entry for entry in form.school_record.grades if entry.since <= on]
    spans = [span_of(each.grade, age_years=age_in_years(form.birth_date, each.since), on=each.since) for each in known]
    before = [each for each, span in zip(known, spans, strict=True) if span is GradeSpan.TK_TO_6]
    return bool(before) and all(each.facility_id == form.facility_id for each in known[known.index(before[-1]) :])
