"""What a school is told about one line of a form on one day (lifecycle H3), and the strictest of several answers.

`law.student_answer` asks first whether the vaccine is required, and looks at the doses.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from chalicelib.law import appeals, revocation
from chalicelib.law.calendar import day_after
from chalicelib.law.citations import Cite
from chalicelib.law.duration import LineFacts, end_of_line, in_effect_from
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import FactValue, Outcome, Reason, ReasonCode, Verdict, reason, verdict

T = TypeVar("T")

BY_EXEMPTION = frozenset({ReasonCode.EXEMPT_PERMANENT, ReasonCode.EXEMPT_TEMPORARY})
"""The reasons of an answer that a valid exemption gives."""


class EffectiveStatus(StrEnum):
    """What time makes of an issued line."""

    NOT_YET_IN_EFFECT = "not_yet_in_effect"
    VALID = "valid"
    EXPIRED = "expired"
    SPAN_ENDED = "span_ended"


class AppealStatus(StrEnum):
    """What has become of an appeal; OPEN from the filing until the decision's notice."""

    OPEN = "open"
    REFUSED_LATE = "refused_late"
    WITHDRAWN = "withdrawn"
    UPHELD = "upheld"
    REINSTATED = "reinstated"


class FactMissingError(ValueError):
    """The facts contradict themselves: this state cannot be without that fact."""

    def __init__(self, fact: str) -> None:
        super().__init__(f"the fact {fact} is needed for this answer")
        self.fact = fact


class AppealFacts(NamedTuple):
    """The appeal against this line's revocation. The two last dates go with their status."""

    filed_at: datetime
    status: AppealStatus
    withdrawn_on: date | None = None
    decision_notice_on: date | None = None


class ScheduleFacts(NamedTuple):
    """A conditional schedule under way for the vaccine, and the last day of its next dose."""

    first_dose_on: date
    next_dose_by: date


class NoticeFacts(NamedTuple):
    """A written notice of missing doses, and the tenth school day after the parent received it.

    `first_day_out`: the first day of school after the tenth; the next business day stands in when unknown.
    """

    given_on: date
    tenth_school_day: date
    first_day_out: date | None = None


class AdmissionFacts(NamedTuple):
    """One pupil's one vaccine.

    `state`: the written state of the line, None when there never was one; `line` goes with every issued or
    revoked line, `revoked_on` with a revoked one. In `line`, `next_span_entry` is the recorded entry into the
    next span or the planned first day given for it. `told_of_end`: parent told of the end date in writing.
    `next_school_day`: first school day after the line's end; the next business day stands in when unknown.
    """

    state: LineState | None
    line: LineFacts | None = None
    revoked_on: date | None = None
    appeal: AppealFacts | None = None
    enrolled: bool = True
    told_of_end: bool = False
    next_school_day: date | None = None
    notice: NoticeFacts | None = None
    schedule: ScheduleFacts | None = None


def reading(line: LineFacts, on: date) -> EffectiveStatus:
    """Return what an issued line is on a day. Where expiry and span end fall on one day, the span's end is named."""
    if on < in_effect_from(line.signed_on, line.planned_first_day):
        return EffectiveStatus.NOT_YET_IN_EFFECT
    end = end_of_line(line.expiry, line.next_span_entry)
    if end is None or on <= end:
        return EffectiveStatus.VALID
    ended_by_span = line.next_span_entry is not None and line.next_span_entry <= day_after(end)
    return EffectiveStatus.SPAN_ENDED if ended_by_span else EffectiveStatus.EXPIRED


def answer(facts: AdmissionFacts, on: date) -> Verdict:
    """Return what the line says to the school of a vaccine that is required and whose doses are not complete.

    Raises FactMissingError when a state's own date or line is not given.
    """
    if facts.state is LineState.REVOKED and not _reinstated(facts):
        return _revoked(facts, on)
    if facts.state in {LineState.ISSUED, LineState.REVOKED}:
        return _issued(facts, on)
    return _schedule(facts, on) or _no_exemption(facts, on)


def _needed(value: T | None, fact: str) -> T:
    if value is None:
        raise FactMissingError(fact)
    return value


def _until(outcome: Outcome, day: date, code: ReasonCode, cite: Cite) -> Verdict:
    return verdict(outcome, reason(code, cite, until=day))


def _excluded(last_day: date, code: ReasonCode, cite: Cite) -> Verdict:
    from chalicelib.law.school_clocks import excluded_after  # noqa: PLC0415 - a list that reads statuses needs no clock

    return verdict(Outcome.EXCLUDE_FROM, *excluded_after(last_day, code, cite))


def _school_day_from(day: date) -> date:
    from chalicelib.law.school_clocks import next_school_day  # noqa: PLC0415 - as above

    return next_school_day(day)


def _not_an_exemption(code: ReasonCode, cite: Cite, **facts: FactValue) -> Verdict:
    return verdict(Outcome.NOT_AN_EXEMPTION, reason(code, cite, **facts))


def _reinstated(facts: AdmissionFacts) -> bool:
    return facts.appeal is not None and facts.appeal.status is AppealStatus.REINSTATED


def _issued(facts: AdmissionFacts, on: date) -> Verdict:
    line = _needed(facts.line, "line")
    now = reading(line, on)
    if now is EffectiveStatus.VALID:
        return _valid(line, on, reinstated=_reinstated(facts))
    running = _schedule(facts, on)
    if running is not None:
        return running
    if now is EffectiveStatus.NOT_YET_IN_EFFECT:
        effective = in_effect_from(line.signed_on, line.planned_first_day)
        return _not_an_exemption(ReasonCode.NOT_YET_IN_EFFECT, Cite.HSC_120372_A2G, in_effect_from=effective)
    return _ended(facts, line, now, on)


def _valid(line: LineFacts, on: date, *, reinstated: bool) -> Verdict:
    end = end_of_line(line.expiry, line.next_span_entry)
    after_appeal = (reason(ReasonCode.REINSTATED, Cite.HSC_120372_05_D),) if reinstated else ()
    if line.kind is LineKind.TEMPORARY:
        days = number(Limit.RECORD_REVIEW_DAYS, on)
        until = reason(ReasonCode.EXEMPT_TEMPORARY, Cite.CCR_6050, until=_needed(end, "expiry"), review_days=days)
        return verdict(Outcome.ADMIT_CONDITIONALLY_UNTIL, until, *after_appeal)
    known_end = {"until": end} if end else {}
    return verdict(Outcome.ADMIT, reason(ReasonCode.EXEMPT_PERMANENT, Cite.CCR_6051, **known_end), *after_appeal)


def _ended(facts: AdmissionFacts, line: LineFacts, now: EffectiveStatus, on: date) -> Verdict:
    end = _needed(end_of_line(line.expiry, line.next_span_entry), "line")
    by_span = now is EffectiveStatus.SPAN_ENDED
    code = ReasonCode.LINE_SPAN_ENDED if by_span else ReasonCode.LINE_EXPIRED
    ended = reason(code, Cite.HSC_120370_A if by_span else Cite.CCR_6050, ended_on=end)
    if facts.enrolled and facts.told_of_end:
        first_day_out = facts.next_school_day or _school_day_from(day_after(end))
        notified = reason(ReasonCode.TOLD_OF_END, Cite.PORTAL_H3, exclude_from=first_day_out)
        return verdict(Outcome.EXCLUDE_FROM, notified, ended)
    return _after_notice(facts, ended, on)


def _schedule(facts: AdmissionFacts, on: date) -> Verdict | None:
    if facts.schedule is None:
        return None
    last_day = facts.schedule.next_dose_by
    if on <= last_day:
        return _until(Outcome.ADMIT_CONDITIONALLY_UNTIL, last_day, ReasonCode.SCHEDULE_RUNNING, Cite.CCR_6035)
    return _excluded(last_day, ReasonCode.SCHEDULE_MISSED, Cite.CCR_6035)


_ANSWERED_WITHOUT_NOTICE = {
    LineState.HELD: (ReasonCode.HELD, Cite.HSC_120372_D7),
    LineState.SUPERSEDED: (ReasonCode.LINE_SUPERSEDED, Cite.PORTAL_H3),
}
_WITHOUT_EXEMPTION = {
    LineState.REFUSED: (ReasonCode.LINE_REFUSED, Cite.HSC_120372_D7),
    LineState.WITHDRAWN: (ReasonCode.LINE_WITHDRAWN, Cite.PORTAL_H3),
    None: (ReasonCode.NEVER_EXEMPT, Cite.HSC_120335_B),
}


def _no_exemption(facts: AdmissionFacts, on: date) -> Verdict:
    """Return the answer without an exemption. A held line may still be issued and a superseded one has a successor:
    neither starts a notice."""
    if facts.state in _ANSWERED_WITHOUT_NOTICE:
        return _not_an_exemption(*_ANSWERED_WITHOUT_NOTICE[facts.state])
    code, cite = _WITHOUT_EXEMPTION[facts.state]
    return _after_notice(facts, reason(code, cite), on)


def _after_notice(facts: AdmissionFacts, why: Reason, on: date) -> Verdict:
    """Not an exemption; an enrolled pupil has ten school days from a written notice, then is excluded."""
    if not facts.enrolled:
        return verdict(Outcome.NOT_AN_EXEMPTION, why)
    if facts.notice is None:
        days = number(Limit.NOTICE_SCHOOL_DAYS, on)
        return verdict(
            Outcome.NOT_AN_EXEMPTION, why, reason(ReasonCode.WRITTEN_NOTICE_FIRST, Cite.CCR_6040, school_days=days)
        )
    last_day = facts.notice.tenth_school_day
    if on <= last_day:
        running = reason(ReasonCode.NOTICE_RUNNING, Cite.CCR_6040, until=last_day)
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, running, why)
    first_day_out = facts.notice.first_day_out or _school_day_from(day_after(last_day))
    out = reason(ReasonCode.NOTICE_ENDED, Cite.CCR_6055, exclude_from=first_day_out)
    return verdict(Outcome.EXCLUDE_FROM, out, why)


def _revoked(facts: AdmissionFacts, on: date) -> Verdict:
    revoked_on = _needed(facts.revoked_on, "revoked_on")
    timely = _timely_appeal(facts.appeal, revoked_on)
    if timely is not None and timely.status is AppealStatus.OPEN:
        return verdict(Outcome.KEEP_ATTENDING_UNTIL, reason(ReasonCode.REVOKED_APPEAL_OPEN, Cite.HSC_120372_05_E))
    running = _schedule(facts, on)
    if running is not None:
        return running
    first_date = revocation.start_by(revoked_on)
    if timely is not None:
        return _after_timely_appeal(timely, first_date, on)
    if facts.appeal is not None:
        return _start_by(first_date, ReasonCode.REVOKED_APPEAL_LATE, Cite.PORTAL_LATE_APPEAL, on)
    return _start_by(first_date, ReasonCode.REVOKED_START_BY, Cite.HSC_120372_D6, on)


def _timely_appeal(appeal: AppealFacts | None, revoked_on: date) -> AppealFacts | None:
    if appeal is None or appeals.timeliness(appeal.filed_at, revoked_on).outcome is Outcome.LATE:
        return None
    return appeal


def _after_timely_appeal(appeal: AppealFacts, first_date: date, on: date) -> Verdict:
    if appeal.status is AppealStatus.UPHELD:
        last_day = appeals.start_by_after_upheld(_needed(appeal.decision_notice_on, "decision_notice_on"))
        return _start_by(last_day, ReasonCode.UPHELD_START_BY, Cite.PORTAL_UPHELD, on)
    if appeal.status is AppealStatus.WITHDRAWN:
        last_day = appeals.after_withdrawal(_needed(appeal.withdrawn_on, "withdrawn_on"), first_date)
        return _start_by(last_day, ReasonCode.APPEAL_WITHDRAWN_START_BY, Cite.PORTAL_WITHDRAWN, on)
    return _start_by(first_date, ReasonCode.REVOKED_START_BY, Cite.HSC_120372_D6, on)


def _start_by(last_day: date, code: ReasonCode, cite: Cite, on: date) -> Verdict:
    if on <= last_day:
        return _until(Outcome.KEEP_ATTENDING_UNTIL, last_day, code, cite)
    return _excluded(last_day, ReasonCode.REVOKED_NOT_STARTED, Cite.HSC_120372_D6)


_STRICTEST_FIRST = (
    Outcome.EXCLUDE_FROM,
    Outcome.NOT_AN_EXEMPTION,
    Outcome.KEEP_ATTENDING_UNTIL,
    Outcome.CHECK_RECORD,
    Outcome.ADMIT_CONDITIONALLY_UNTIL,
    Outcome.ADMIT,
)


def answer_date(given: Verdict) -> date | None:
    """Return the day an answer names: excluded from, or attending until; None if it names none."""
    day = given.fact("exclude_from") or given.fact("until")
    return day if isinstance(day, date) else None


def strictest(answers: Iterable[Verdict]) -> Verdict:
    """Return the pupil's answer: the strictest of the vaccines' answers, the earlier date among equals.

    Raises ValueError when there is no answer.
    """
    return min(answers, key=lambda each: (_STRICTEST_FIRST.index(each.outcome), answer_date(each) or date.max))
