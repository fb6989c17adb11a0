"""The school's answer for one student today: the one entry that every page, list and paper asks.

In this order: does the health officer exclude, and is the student unprotected against that disease, whatever else is
asked of the student (HSC 120370(b)); is anything required of the student; then for each vaccine whether it is required,
the doses, the exemption, a revocation with its clocks, the schedule, a written notice; and of all vaccines the
strictest.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law.admission import (
    BY_EXEMPTION,
    AdmissionFacts,
    EffectiveStatus,
    ScheduleFacts,
    answer,
    answer_date,
    reading,
    strictest,
)
from chalicelib.law.citations import Cite
from chalicelib.law.conditional_schedule import (
    commenced,
    conditional_admission,
    new_age_requirement,
    schedule_facts,
    young_child_admission,
)
from chalicelib.law.dose_schedule import Occasion, Pupil, check_vaccine, required_vaccines, ways, why_not_required
from chalicelib.law.doses import counts_toward, has_dose_of, possible_days
from chalicelib.law.duration import end_of_line
from chalicelib.law.enrollment import EnrollNow, enrol_without_records
from chalicelib.law.enums import Grade, LineState, Vaccine
from chalicelib.law.exposure import Exposure, exposure_exclusion
from chalicelib.law.grade_spans import Instruction, exemption_needed, requirement_applies
from chalicelib.law.grandfathering import OlderExemption, paper_for_vaccine
from chalicelib.law.school_clocks import AwaitedRecord, awaited_record
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, reason, verdict

_BY_SCHEDULE = frozenset({ReasonCode.SCHEDULE_RUNNING, ReasonCode.SCHEDULE_MISSED})
_ENDED = frozenset({EffectiveStatus.EXPIRED, EffectiveStatus.SPAN_ENDED})
_NO_LINE = AdmissionFacts(None)
_NO_LINES: Mapping[Vaccine, AdmissionFacts] = MappingProxyType({})


class StudentFacts(NamedTuple):
    """What is known of a student.

    `pupil`: with the grade of today. `lines`: for each vaccine that a form names, the line that counts.
    `record_seen_on`: the day since which the school has known the doses. `enroll_now`: a group that is enrolled even
    without records. `awaited`: the record of a pupil from another school in the United States, until it has come.
    """

    pupil: Pupil
    lines: Mapping[Vaccine, AdmissionFacts] = _NO_LINES
    record_seen_on: date | None = None
    instruction: Instruction = Instruction.SCHOOL_OR_CHILD_CARE
    enroll_now: EnrollNow | None = None
    exposures: tuple[Exposure, ...] = ()
    papers: tuple[OlderExemption, ...] = ()
    awaited: AwaitedRecord | None = None


class StudentAnswer(NamedTuple):
    """The answer for each vaccine that is required or that a form names, in the usual order, and the strictest."""

    vaccines: Mapping[Vaccine, Verdict]
    strictest: Verdict

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every vaccine, those of the strictest answer first."""
        listed = (*self.strictest.reasons, *(each for given in self.vaccines.values() for each in given.reasons))
        return tuple(each for place, each in enumerate(listed) if each not in listed[:place])

    @property
    def to_check(self) -> tuple[Vaccine, ...]:
        """The required vaccines of which neither a dose nor an exemption is known here."""
        return tuple(each for each, given in self.vaccines.items() if ReasonCode.DOSES_NOT_ON_RECORD in given.codes)


def student_answer(facts: StudentFacts, on: date) -> StudentAnswer:
    """Return what the school does about a student on a day.

    Raises FactMissingError when a line's own date is not given, YearOutsideTable past the holiday table.
    """
    nothing = nothing_required(facts, on)
    required = required_vaccines(facts.pupil, on) if nothing is None else ()
    asked = [*facts.lines, *required, *(each.vaccine for each in facts.exposures)]
    answers = {vaccine: vaccine_answer(facts, vaccine, on) for vaccine in Vaccine if vaccine in asked}
    unasked = nothing or verdict(Outcome.ADMIT, reason(ReasonCode.NOTHING_REQUIRED, Cite.CCR_6025))
    return StudentAnswer(answers, strictest(answers.values()) if answers else unasked)


def vaccine_answer(facts: StudentFacts, vaccine: Vaccine, on: date) -> Verdict:
    """Return what the school does about one vaccine on a day."""
    possible = _possible(facts, vaccine, on)
    answers = [_answer(each, vaccine, on) for each in possible]
    first = answers[0]
    if all((each.outcome, answer_date(each)) == (first.outcome, answer_date(first)) for each in answers):
        return first
    uncertain = reason(ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN, Cite.PORTAL_DOSES, vaccine=vaccine.value)
    return verdict(Outcome.CHECK_RECORD, uncertain)


def nothing_required(facts: StudentFacts, on: date) -> Verdict | None:
    """Return ADMIT with the reason where the law asks nothing of this student: from 18, and where no one is taught in
    a classroom; None otherwise."""
    for found in (requirement_applies(facts.pupil.birth_date, on), exemption_needed(facts.instruction)):
        if found.outcome is Outcome.NOT_REQUIRED:
            return Verdict(Outcome.ADMIT, found.reasons)
    return None


def _possible(facts: StudentFacts, vaccine: Vaccine, on: date) -> list[StudentFacts]:
    """Return the facts with each day on which the doses of this vaccine can have been given, where a record names the
    month alone."""
    pupil = facts.pupil
    if not any(dose.month_only for dose in pupil.doses):
        return [facts]
    kept = tuple(dose for dose in pupil.doses if any(counts_toward(kind, vaccine) for kind in dose.kinds))
    return [facts._replace(pupil=pupil._replace(doses=doses)) for doses in possible_days(kept, on)]


def _answer(facts: StudentFacts, vaccine: Vaccine, on: date) -> Verdict:
    for exposure in facts.exposures:
        excluded = exposure_exclusion(exposure, facts.pupil, on) if exposure.vaccine is vaccine else None
        if excluded is not None:
            return excluded
    nothing = nothing_required(facts, on)
    if nothing is not None:
        return nothing
    line = facts.lines.get(vaccine, _NO_LINE)
    pupil = _judged(facts.pupil, line)
    if not ways(vaccine, pupil, on):
        return _not_required(line, vaccine, pupil, on)
    if check_vaccine(vaccine, pupil, on).outcome is Outcome.MET:
        complete = verdict(Outcome.ADMIT, reason(ReasonCode.DOSES_COMPLETE, Cite.CCR_6025))
        return young_child_admission(pupil, on) or complete
    found = _without_all_doses(facts._replace(pupil=pupil), line, vaccine, on)
    if facts.awaited is not None and facts.enroll_now is None:
        found = _while_awaited(facts.awaited, line, found, on)
    return _enrolled_all_the_same(facts.enroll_now, line, found, on)


def _judged(pupil: Pupil, line: AdmissionFacts) -> Pupil:
    """Return the pupil as this vaccine is judged: one who moves up to grade 7 by the row of that step alone.

    Where a form named the vaccine, HSC 120370(a)(3) lets no one move up without the doses or a form: Table B counts,
    hepatitis B left out as at grade 7 [R].
    """
    if pupil.occasion is Occasion.GRADE_7_ADVANCEMENT and line.state is not None:
        return pupil._replace(occasion=Occasion.ADMISSION, grade=Grade.GRADE_7)
    return pupil


def _not_required(line: AdmissionFacts, vaccine: Vaccine, pupil: Pupil, on: date) -> Verdict:
    not_asked = verdict(Outcome.ADMIT, why_not_required(vaccine, pupil, on))
    young = young_child_admission(pupil, on)
    return not_asked if young is None or _is_exempt(line, on) else young


def _is_exempt(line: AdmissionFacts, on: date) -> bool:
    return line.state is not None and not BY_EXEMPTION.isdisjoint(answer(line, on).codes)


def _without_all_doses(facts: StudentFacts, line: AdmissionFacts, vaccine: Vaccine, on: date) -> Verdict:
    without = answer(line, on)
    if not BY_EXEMPTION.isdisjoint(without.codes):
        return without
    pupil = facts.pupil
    by_paper = _by_paper(facts, vaccine, on)
    if by_paper is not None:
        return by_paper
    new_age = new_age_requirement(vaccine, pupil, on) if line.state is None else None
    if new_age is not None:
        return new_age
    if line.state is None and line.notice is None and not has_dose_of(vaccine, pupil.doses, pupil.birth_date, on):
        return verdict(
            Outcome.CHECK_RECORD, reason(ReasonCode.DOSES_NOT_ON_RECORD, Cite.CCR_6025, vaccine=vaccine.value)
        )
    found = answer(line._replace(schedule=_running(facts, line, vaccine, on)), on)
    return Verdict(found.outcome, (*found.reasons, *_about_doses(found, line, vaccine, pupil, on)))


def _by_paper(facts: StudentFacts, vaccine: Vaccine, on: date) -> Verdict | None:
    """Return what an older paper on the school's record says, where one still counts or has to be looked at."""
    told = [paper_for_vaccine(each, vaccine, on) for each in facts.papers]
    counting = [each for each in told if each.outcome in {Outcome.ADMIT, Outcome.CHECK_RECORD}]
    return min(counting, key=lambda each: each.outcome is Outcome.CHECK_RECORD, default=None)


def _running(facts: StudentFacts, line: AdmissionFacts, vaccine: Vaccine, on: date) -> ScheduleFacts | None:
    """Return the schedule under way. A series that stopped before the exemption was signed, or before the school knew
    the doses, is none: missing doses are told in writing."""
    running = schedule_facts(vaccine, facts.pupil, on, not_before=_last_covered_day(line, on))
    since = line.line.signed_on if line.line else facts.record_seen_on
    return None if running is None or (since is not None and running.next_dose_by < since) else running


def _last_covered_day(line: AdmissionFacts, on: date) -> date | None:
    """Return the day before which no dose can be overdue: the last day to start after a revocation, or the last day
    of an exemption that ended by date."""
    if line.state is LineState.REVOKED and line.revoked_on is not None:
        return answer_date(answer(line, line.revoked_on))
    if line.state is LineState.ISSUED and line.line is not None:
        ended = reading(line.line, on) in _ENDED
        return end_of_line(line.line.expiry, line.line.next_span_entry) if ended else None
    return None


def _about_doses(found: Verdict, line: AdmissionFacts, vaccine: Vaccine, pupil: Pupil, on: date) -> Iterator[Reason]:
    """Yield the first dose that counts, from when the next may be given, and the doses that do not count."""
    short = check_vaccine(vaccine, pupil, on).reasons
    if _BY_SCHEDULE.intersection(found.codes):
        yield from commenced([vaccine], pupil, on).reasons
        coming = conditional_admission(vaccine, pupil, on).reasons
        yield from (each for each in coming if each.code is ReasonCode.NEXT_DOSE_FROM)
    elif line.state is None:
        yield from (each for each in short if each.code is not ReasonCode.DOSE_TOO_EARLY)
    yield from (each for each in short if each.code is ReasonCode.DOSE_TOO_EARLY)


def _while_awaited(awaited: AwaitedRecord, line: AdmissionFacts, found: Verdict, on: date) -> Verdict:
    """Return that the record decides, where neither a form nor a written notice speaks of the vaccine and doses are
    missing on record. A schedule that was missed stays missed."""
    is_open = line.state is None and line.notice is None
    lacks = found.outcome is Outcome.NOT_AN_EXEMPTION or ReasonCode.DOSES_NOT_ON_RECORD in found.codes
    return awaited_record(awaited, on) if is_open and lacks else found


def _enrolled_all_the_same(group: EnrollNow | None, line: AdmissionFacts, found: Verdict, on: date) -> Verdict:
    """Return ADMIT, records pending, for a child who is enrolled right away even without records: no date of the law
    keeps a foster or homeless child out. A revoked exemption keeps its own clock."""
    if group is None or line.state is LineState.REVOKED:
        return found
    if found.outcome in {Outcome.EXCLUDE_FROM, Outcome.NOT_AN_EXEMPTION, Outcome.CHECK_RECORD}:
        undated = (each for each in found.reasons if "exclude_from" not in each.facts)
        return Verdict(Outcome.ADMIT, (*enrol_without_records(group, on).reasons, *undated))
    return found
