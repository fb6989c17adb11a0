"""The status rows of the CDPH 286 (1/19), one for each checkpoint: boxes, dates and codes by the filling rules on the
back of the form (17 CCR 6070(b)). Nothing is judged here: each row is read off the school's answer for the student."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from chalicelib.law.admission import answer, answer_date
from chalicelib.law.calendar import day_before
from chalicelib.law.dose_schedule import Stage, stages_of
from chalicelib.law.doses import has_dose_of
from chalicelib.law.enums import Vaccine
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.grandfathering import older_exemption
from chalicelib.law.student_answer import StudentFacts, nothing_required, student_answer
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict


class Checkpoint(StrEnum):
    """The rows of the form's status block."""

    PRE_KINDERGARTEN = "pre-kindergarten"
    TK_12 = "tk-12"
    GRADE_7 = "grade-7"


class Box(StrEnum):
    """The boxes of a checkpoint on the CDPH 286."""

    ALL_DOSES = "all"
    TEMPORARY_EXEMPTION = "tme"
    CONDITIONAL = "conditional"
    OVERDUE = "overdue"


class OtherCode(StrEnum):
    """The codes in the "other" field of a checkpoint."""

    IEP = "IEP"
    INDEPENDENT_STUDY = "IND"
    HOME = "Home"
    BELIEFS = "PBE"


class StatusNote(StrEnum):
    """What the boxes of the form have no word for. The school sees it beside the row."""

    NOTHING_REQUIRED = "nothing-required"  # from the 18th birthday, or before the first age of Table A
    RECORD_AWAITED = "record-awaited"  # from a former school in the United States
    NO_DOSE_ON_RECORD = "no-dose-on-record"
    MONTH_UNCERTAIN = "month-uncertain"  # a dose of month and year alone decides
    PAPER_TO_CHECK = "paper-to-check"
    ENROLLED_WITHOUT_RECORDS = "enrolled-without-records"  # foster, homeless, military: no date keeps the child out
    NOTICE_COMES_FIRST = "notice-comes-first"
    EXEMPTION_STOPPED = "exemption-stopped"  # the clock of a revocation runs, or an appeal is open


class CheckpointStatus(NamedTuple):
    """One status row. `follow_up`: the dates to look again, in order. `is_met`: a date under "requirements met" is due.

    No box and not met: the record does not say enough, and `notes` says what is missing.
    """

    boxes: tuple[Box, ...] = ()
    follow_up: tuple[date, ...] = ()
    other: OtherCode | None = None
    is_met: bool = False
    notes: tuple[StatusNote, ...] = ()


class _Standing(Enum):
    """What one vaccine adds to a row."""

    MET = auto()
    PERMANENT = auto()
    BELIEFS = auto()
    TEMPORARY = auto()
    CONDITIONAL = auto()
    OVERDUE = auto()
    UNKNOWN = auto()


class _Told(NamedTuple):
    standing: _Standing
    days: tuple[date, ...] = ()
    note: StatusNote | None = None


_ADMITTED_BY = {
    ReasonCode.EXEMPT_PERMANENT: _Told(_Standing.PERMANENT),
    ReasonCode.OLDER_EXEMPTION_COUNTS: _Told(_Standing.PERMANENT),  # a temporary one of before 2021 has long ended
    ReasonCode.LETTER_OF_2020_COUNTS: _Told(_Standing.PERMANENT),
    ReasonCode.BELIEFS_EXEMPTION_COUNTS: _Told(_Standing.BELIEFS),
    ReasonCode.ENROLL_NOW_RECORDS_PENDING: _Told(_Standing.OVERDUE, note=StatusNote.ENROLLED_WITHOUT_RECORDS),
}
_LETTER_COUNTS = frozenset({ReasonCode.OLDER_EXEMPTION_COUNTS, ReasonCode.LETTER_OF_2020_COUNTS})
_TO_CHECK = {
    ReasonCode.DOSES_NOT_ON_RECORD: StatusNote.NO_DOSE_ON_RECORD,
    ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN: StatusNote.MONTH_UNCERTAIN,
    ReasonCode.OLDER_EXEMPTION_CHECK: StatusNote.PAPER_TO_CHECK,
}
_NOTICE_RUNS = frozenset({ReasonCode.NOTICE_RUNNING, ReasonCode.DISTRICT_NOTICE_RUNNING})
_DOSES_DECIDE = frozenset({ReasonCode.HELD, ReasonCode.NOT_YET_IN_EFFECT, ReasonCode.LINE_SUPERSEDED})
"""A form that is no exemption today and has never been relied on: without a dose on record, nothing is known."""
_BOXES = {
    _Standing.TEMPORARY: Box.TEMPORARY_EXEMPTION,
    _Standing.CONDITIONAL: Box.CONDITIONAL,
    _Standing.OVERDUE: Box.OVERDUE,
}


def vaccines_by_checkpoint(facts: StudentFacts, on: date) -> Mapping[Checkpoint, frozenset[Vaccine]]:
    """Return the rows that speak of a student today, each with its vaccines.

    Who is admitted in grades 7 to 12 has two: the doses of grades TK to 12, and Tdap by itself (17 CCR 6025, Table B).
    """
    stages, every = stages_of(facts.pupil, on), frozenset(Vaccine)
    if Stage.PRE_KINDERGARTEN in stages:
        return {Checkpoint.PRE_KINDERGARTEN: every}
    if Stage.GRADE_7_ADVANCEMENT in stages:
        return {Checkpoint.GRADE_7: every}
    if Stage.ADMISSION_7_12 in stages:
        of_grade_7 = frozenset({Vaccine.TDAP})
        return {Checkpoint.TK_12: every - of_grade_7, Checkpoint.GRADE_7: of_grade_7}
    return {Checkpoint.TK_12: every}


def checkpoint_statuses(
    facts: StudentFacts, on: date, code: OtherCode | None = None
) -> Mapping[Checkpoint, CheckpointStatus]:
    """Return the rows that speak of a student today.

    `code`: the student's own, which counts only where doses are missing. Without classroom instruction the doses are
    looked at all the same: the code is for who lacks some. The health officer's exclusions are no part of the form.
    """
    judged = facts._replace(instruction=Instruction.SCHOOL_OR_CHILD_CARE, exposures=())
    answers = student_answer(judged, on).vaccines if nothing_required(judged, on) is None else {}
    told = {vaccine: _told(given, has_dose=_has_dose(judged, vaccine, on)) for vaccine, given in answers.items()}
    return {
        checkpoint: _row([each for vaccine, each in told.items() if vaccine in vaccines], code, on)
        for checkpoint, vaccines in vaccines_by_checkpoint(judged, on).items()
    }


def permanently_exempt(facts: StudentFacts, on: date) -> frozenset[Vaccine]:
    """Return the vaccines with a permanent exemption in force, a physician's older letter among them: the PME boxes of
    the dose grid."""
    by_form = {
        vaccine
        for vaccine, line in facts.lines.items()
        if line.state is not None and ReasonCode.EXEMPT_PERMANENT in answer(line, on).codes
    }
    by_letter = (
        each.vaccines for each in facts.papers if not _LETTER_COUNTS.isdisjoint(older_exemption(each, on).codes)
    )
    return frozenset(by_form.union(*by_letter))


def review_due(admitted_on: date, on: date) -> date:
    """Return the last day for the next review of a conditional pupil's record: every 30 days from the admission, on or
    after this day (17 CCR 6035(b))."""
    period = timedelta(days=number(Limit.RECORD_REVIEW_DAYS, on))
    due = admitted_on + period
    while due < on:
        due += period
    return due


def _row(told: list[_Told], code: OtherCode | None, on: date) -> CheckpointStatus:
    if not told:
        return CheckpointStatus(notes=(StatusNote.NOTHING_REQUIRED,))
    standings = {each.standing for each in told}
    notes = tuple(dict.fromkeys(each.note for each in told if each.note))
    if standings & {_Standing.OVERDUE, _Standing.UNKNOWN}:
        if code is not None and not any(each.days and each.standing is _Standing.UNKNOWN for each in told):
            return CheckpointStatus(other=code, is_met=True, notes=notes)
        due_now = standings - {_Standing.CONDITIONAL}  # conditional means that nothing is due now
        return CheckpointStatus(_boxes(due_now), _days(told, due_now, on), notes=notes)
    if standings & set(_BOXES):
        return CheckpointStatus(_boxes(standings), _days(told, standings, on), notes=notes)
    if _Standing.BELIEFS in standings:
        return CheckpointStatus(other=OtherCode.BELIEFS, is_met=True)
    return CheckpointStatus(() if _Standing.PERMANENT in standings else (Box.ALL_DOSES,), is_met=True)


def _boxes(standings: set[_Standing]) -> tuple[Box, ...]:
    ticked = {_BOXES[each] for each in standings if each in _BOXES}
    return tuple(box for box in Box if box in ticked)


def _days(told: list[_Told], standings: set[_Standing], on: date) -> tuple[date, ...]:
    """Return the follow-up dates: of each kind of vaccine the nearest; of a dose to come its first and its last day."""
    found = set[date]()
    for standing in standings:
        listed = [each.days for each in told if each.standing is standing and each.days]
        nearest = min(listed, key=lambda days: days[-1], default=())
        found.update([day for day in nearest if day >= on] or nearest)
    return tuple(sorted(found))


def _has_dose(facts: StudentFacts, vaccine: Vaccine, on: date) -> bool:
    return has_dose_of(vaccine, facts.pupil.doses, facts.pupil.birth_date, on)


def _told(given: Verdict, *, has_dose: bool) -> _Told:
    if given.outcome is Outcome.ADMIT:
        return next((_ADMITTED_BY[code] for code in given.codes if code in _ADMITTED_BY), _Told(_Standing.MET))
    if given.outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL:
        return _conditional(given)
    if given.outcome is Outcome.KEEP_ATTENDING_UNTIL:
        if not _NOTICE_RUNS.isdisjoint(given.codes):
            return _Told(_Standing.OVERDUE, tuple(_facts(given, "until")))
        return _Told(_Standing.CONDITIONAL, tuple(_facts(given, "until")), StatusNote.EXEMPTION_STOPPED)
    if given.outcome is Outcome.CHECK_RECORD:
        return _Told(_Standing.UNKNOWN, note=next((_TO_CHECK[code] for code in given.codes if code in _TO_CHECK), None))
    return _not_exempt(given, has_dose=has_dose)


def _conditional(given: Verdict) -> _Told:
    if ReasonCode.TRANSFER_RECORD_AWAITED in given.codes:
        return _Told(_Standing.UNKNOWN, tuple(_facts(given, "until")), StatusNote.RECORD_AWAITED)
    temporary = ReasonCode.EXEMPT_TEMPORARY in given.codes
    days = tuple(_facts(given, "earliest", "next_age_on", "until"))
    return _Told(_Standing.TEMPORARY if temporary else _Standing.CONDITIONAL, days)


def _not_exempt(given: Verdict, *, has_dose: bool) -> _Told:
    if not has_dose and not _DOSES_DECIDE.isdisjoint(given.codes):
        return _Told(_Standing.UNKNOWN, note=StatusNote.NO_DOSE_ON_RECORD)
    first = ReasonCode.WRITTEN_NOTICE_FIRST in given.codes
    return _Told(_Standing.OVERDUE, _last_day(given), StatusNote.NOTICE_COMES_FIRST if first else None)


def _last_day(given: Verdict) -> tuple[date, ...]:
    """Return the last day before the exclusion, where the answer names one."""
    last_day = given.fact("last_day")
    if isinstance(last_day, date):
        return (last_day,)
    out = answer_date(given)
    return (day_before(out),) if out else ()


def _facts(given: Verdict, *names: str) -> Iterator[date]:
    for name in names:
        day = given.fact(name)
        if isinstance(day, date):
            yield day
