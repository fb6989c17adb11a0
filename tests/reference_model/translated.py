"""The slow engine's situations in the portal's own terms, and the portal's answers in the slow engine's."""

from datetime import UTC, date

from chalicelib.law.admission import AdmissionFacts, AppealFacts, AppealStatus, NoticeFacts, ScheduleFacts, answer_date
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, LineKind, LineState
from chalicelib.law.verdict import Verdict
from tests.reference_model.engine.lines import Answer, Appeal, Line, Situation

MMR = frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA})
LONG_AGO = date(2019, 1, 2)


def line_facts(line: Line) -> LineFacts:
    kind = LineKind.TEMPORARY if line.temporary else LineKind.PERMANENT
    return LineFacts(kind, line.signed, line.expiry, line.first_day, line.next_span)


def appeal_facts(appeal: Appeal) -> AppealFacts:
    filed_at = appeal.filed.replace(tzinfo=UTC)
    return AppealFacts(filed_at, AppealStatus(appeal.status), appeal.withdrawn, appeal.notice)


def admission_facts(facts: Situation) -> AdmissionFacts:
    return AdmissionFacts(
        state=LineState(facts.state) if facts.state else None,
        line=line_facts(facts.line) if facts.line else None,
        revoked_on=facts.revoked,
        appeal=appeal_facts(facts.appeal) if facts.appeal else None,
        enrolled=facts.enrolled,
        told_of_end=facts.told_of_end,
        next_school_day=facts.next_school_day,
        notice=NoticeFacts(LONG_AGO, facts.tenth_school_day, facts.first_day_out) if facts.tenth_school_day else None,
        schedule=ScheduleFacts(LONG_AGO, facts.next_dose_by) if facts.next_dose_by else None,
    )


def told(given: Verdict) -> Answer:
    return given.outcome.value, answer_date(given)


def pupil(birth: date, grade: str, vaccine: str, given: list[date]) -> Pupil:
    kinds = MMR if vaccine == "MMR" else frozenset({DoseKind(vaccine)})
    return Pupil(birth, Grade(grade), tuple(Dose(kinds, day) for day in given), Occasion.ADMISSION)
