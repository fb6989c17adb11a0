"""A form and a school's record of its child as the facts of `law.student_answer`."""

from collections.abc import Mapping
from datetime import date

from chalicelib.domain.effective_status import FormLike, LineLike, grade_of, law_facts
from chalicelib.domain.exemption import AppealOutcome
from chalicelib.domain.older_papers import papers_in_force
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.student import Situation
from chalicelib.domain.transfers import Arrival
from chalicelib.law.admission import AdmissionFacts, AppealFacts
from chalicelib.law.calendar import age_in_years
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, counts_toward
from chalicelib.law.duration import end_of_line
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.exposure import Exposure, protected_by_days
from chalicelib.law.grade_spans import Instruction, span_of
from chalicelib.law.school_clocks import AwaitedRecord
from chalicelib.law.student_answer import StudentFacts
from chalicelib.law.written_notice import WrittenNotice, notice_facts, notice_of_end, notice_that_counts

_TAUGHT = {
    Situation.INDEPENDENT_STUDY: Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
    Situation.HOME_SCHOOL: Instruction.HOME_BASED_PRIVATE_SCHOOL,
}
_ENROLLED_NOW = {
    Situation.FOSTER: EnrollNow.FOSTER,
    Situation.HOMELESS: EnrollNow.HOMELESS,
    Situation.MILITARY: EnrollNow.MILITARY,
}


def student_facts(form: FormLike, lines: Mapping[Vaccine, AdmissionFacts], on: date) -> StudentFacts:
    """Return the facts of the child of a form on a day, with the line that counts for each vaccine."""
    seen = min((dose.recorded_on for dose in form.school_record.doses), default=None)
    pupil = pupil_of(form, on)
    return StudentFacts(pupil, _with_notices(form, lines, pupil.doses), record_seen_on=seen)


def with_school_facts(
    facts: StudentFacts, row: StudentRow, on: date, record: SchoolRecord | None = None
) -> StudentFacts:
    """Return the facts with what the school's own record knows besides: the special situation that the law looks at,
    the orders of the health officer, older exemptions on paper, and the record that a former school has not sent yet.

    `record`: the grades that the school knows, where they are more than the row's.
    """
    taught = next((_TAUGHT[each] for each in row.situations if each in _TAUGHT), facts.instruction)
    group = next((_ENROLLED_NOW[each] for each in row.situations if each in _ENROLLED_NOW), None)
    return facts._replace(
        instruction=taught,
        enroll_now=group,
        exposures=exposures_of(row, on),
        papers=papers_in_force(row, record or row.school_record, facts.pupil.grade, on),
        awaited=_awaited(row.arrival),
    )


def _awaited(arrival: Arrival | None) -> AwaitedRecord | None:
    """Return the wait for the record of a school in the United States, until it has come."""
    if arrival is None or not arrival.awaits_record or not (arrival.last_day and arrival.first_day_out):
        return None
    return AwaitedRecord(arrival.last_day, arrival.first_day_out)


def _with_notices(
    form: FormLike, lines: Mapping[Vaccine, AdmissionFacts], doses: tuple[Dose, ...]
) -> Mapping[Vaccine, AdmissionFacts]:
    """Return the lines with what the parent was told in writing. A vaccine that no form names has no line of its own,
    but can be named in a notice."""
    notices = tuple(
        WrittenNotice(frozenset(each.vaccines), each.given_on, each.received_on, each.last_day, each.first_day)
        for each in form.school_record.notices
        if each.starts_a_clock
    )
    named = {vaccine for each in notices for vaccine in each.vaccines}
    return {**lines, **{vaccine: _noticed(lines.get(vaccine), vaccine, notices, doses) for vaccine in named}}


def _noticed(
    known: AdmissionFacts | None, vaccine: Vaccine, notices: tuple[WrittenNotice, ...], doses: tuple[Dose, ...]
) -> AdmissionFacts:
    facts = known or AdmissionFacts(None)
    end = end_of_line(facts.line.expiry, facts.line.next_span_entry) if facts.line else None
    given = [dose.given_on for dose in doses if any(counts_toward(kind, vaccine) for kind in dose.kinds)]
    since = max((day for day in (end, *given) if day), default=None)
    counts = notice_that_counts(notices, vaccine, since)
    of_end = notice_of_end(notices, vaccine, facts.line.signed_on, end) if facts.line else None
    return facts._replace(
        told_of_end=of_end is not None,
        next_school_day=_first_day_out(of_end, end),
        notice=notice_facts(counts) if counts else None,
    )


def _first_day_out(of_end: WrittenNotice | None, end: date | None) -> date | None:
    """Return the first school day after the end, where the notice names one: a notice of ten school days may name an
    earlier or a later day of its own."""
    if of_end is None or end is None or of_end.last_day is not None:
        return None
    return of_end.first_day_out if of_end.first_day_out and of_end.first_day_out > end else None


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


def exposures_of(row: StudentRow, on: date) -> tuple[Exposure, ...]:
    """Return the health officer's orders for a student, without those against whose disease the doses of the school's
    own record are complete, whatever the days of doses of which only the month is known."""
    if not row.exclusions:
        return ()
    own = pupil_of(row, on)
    orders = (Exposure(each.disease, each.since, each.lifted_on, each.through) for each in row.exclusions)
    return tuple(order for order in orders if not all(protected_by_days(order, own, on)))


def _was_here_before_grade_7(form: FormLike, on: date) -> bool:
    """Return whether this school, and no other since, has recorded the child in a grade from TK to 6: it moved the
    child up to grade 7 and did not admit it there."""
    known = [entry for entry in form.school_record.grades if entry.since <= on]
    spans = [span_of(each.grade, age_years=age_in_years(form.birth_date, each.since), on=each.since) for each in known]
    before = [each for each, span in zip(known, spans, strict=True) if span is GradeSpan.TK_TO_6]
    return bool(before) and all(each.facility_id == form.facility_id for each in known[known.index(before[-1]) :])
