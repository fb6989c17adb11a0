"""What doses on record make of a school's answer: a series that is complete, one that has started with the day of its
next dose (17 CCR 6035, Tables C and D), and doses that do not count (17 CCR 6025)."""

from collections.abc import Iterator
from datetime import date

from chalicelib.law.admission import AdmissionFacts, EffectiveStatus, ScheduleFacts, answer, answer_date, reading
from chalicelib.law.conditional_schedule import commenced, conditional_admission, schedule_facts
from chalicelib.law.dose_schedule import Pupil, check_vaccine
from chalicelib.law.doses import Dose
from chalicelib.law.duration import end_of_line
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.vaccine_products import kinds_of_vaccine
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict

BY_EXEMPTION = frozenset({ReasonCode.EXEMPT_PERMANENT, ReasonCode.EXEMPT_TEMPORARY})
"""The reasons of an answer that a valid exemption gives."""
_BY_SCHEDULE = frozenset({ReasonCode.SCHEDULE_RUNNING, ReasonCode.SCHEDULE_MISSED})


def answer_with_doses(facts: AdmissionFacts, vaccine: Vaccine, pupil: Pupil, on: date) -> Verdict:
    """Return the school's answer for one vaccine of a child with doses on record. `facts` are those of the line."""
    found = check_vaccine(vaccine, pupil, on)
    without = answer(facts, on)
    if found.outcome is Outcome.MET:
        return answer(facts._replace(doses_complete=True), on)
    if BY_EXEMPTION.intersection(without.codes):
        return without
    if found.outcome is Outcome.NOT_REQUIRED:
        # A dose of it starts what the law does not ask for at this age and grade: nothing is left to do.
        return Verdict(Outcome.ADMIT, found.reasons) if _has_dose_of(vaccine, pupil, on) else without
    verdict = answer(facts._replace(schedule=_running(facts, vaccine, pupil, on)), on)
    return Verdict(verdict.outcome, (*verdict.reasons, *_about_doses(verdict, vaccine, pupil, on)))


def _running(facts: AdmissionFacts, vaccine: Vaccine, pupil: Pupil, on: date) -> ScheduleFacts | None:
    running = schedule_facts(vaccine, pupil, on, not_before=_last_covered_day(facts, on))
    if running is None or facts.line is None:
        return running
    # A series that stopped before the exemption was signed is no schedule under way: missing doses are told in writing.
    return None if running.next_dose_by < facts.line.signed_on else running


def _last_covered_day(facts: AdmissionFacts, on: date) -> date | None:
    """Return the day before which no dose can be overdue: the last day to start after a revocation, or the last day
    of an exemption that ended by date."""
    if facts.state is LineState.REVOKED and facts.revoked_on is not None:
        return answer_date(answer(facts, facts.revoked_on))
    if facts.state is LineState.ISSUED and facts.line is not None:
        ended = reading(facts.line, on) in {EffectiveStatus.EXPIRED, EffectiveStatus.SPAN_ENDED}
        return end_of_line(facts.line.expiry, facts.line.next_span_entry) if ended else None
    return None


def _about_doses(verdict: Verdict, vaccine: Vaccine, pupil: Pupil, on: date) -> Iterator[Reason]:
    """Yield the first dose that counts, from when the next may be given, and the doses that do not count."""
    if _BY_SCHEDULE.intersection(verdict.codes):
        yield from commenced([vaccine], pupil, on).reasons
        coming = conditional_admission(vaccine, pupil, on).reasons
        yield from (each for each in coming if each.code is ReasonCode.NEXT_DOSE_FROM)
    yield from too_early(vaccine, pupil, on)


def too_early(vaccine: Vaccine, pupil: Pupil, on: date) -> tuple[Reason, ...]:
    """Return why doses of a vaccine that is still short do not count: given before the least age, less four days."""
    found = check_vaccine(vaccine, pupil, on).reasons
    return tuple(each for each in found if each.code is ReasonCode.DOSE_TOO_EARLY)


def dose_counts(vaccine: Vaccine, pupil: Pupil, dose: Dose, on: date) -> Verdict:
    """Return MET where this one dose counts toward the vaccine's requirement, NOT_REQUIRED if there is none; SHORT
    with the reasons where it does not count."""
    alone = pupil._replace(doses=(dose,))
    found = check_vaccine(vaccine, alone, on)
    if found.outcome is not Outcome.SHORT:
        return found
    early = too_early(vaccine, alone, on)
    return Verdict(Outcome.SHORT, early) if early else commenced([vaccine], alone, on)


def _has_dose_of(vaccine: Vaccine, pupil: Pupil, on: date) -> bool:
    return any(kinds_of_vaccine(vaccine) <= dose.kinds and dose.given_on <= on for dose in pupil.doses)
