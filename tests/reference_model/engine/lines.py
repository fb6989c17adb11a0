"""What time makes of a line, and what a school is told of a pupil (lifecycle H2, H3), row by row."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.reference_model.engine import clocks
from tests.reference_model.engine.days import DAY, pacific_day
from tests.reference_model.engine.holidays import is_business_day

ADMIT, CONDITIONAL, KEEP = "admit", "admit_conditionally_until", "keep_attending_until"
NOT_AN_EXEMPTION, EXCLUDE = "not_an_exemption", "exclude_from"

Answer = tuple[str, date | None]


@dataclass(frozen=True)
class Line:
    """A signed line: `first_day` is the planned first day of its own span, `next_span` the entry into the one after."""

    temporary: bool
    signed: date
    expiry: date | None = None
    first_day: date | None = None
    next_span: date | None = None


@dataclass(frozen=True)
class Appeal:
    """`filed` is UTC without a zone; `status`: open, refused_late, withdrawn, upheld or reinstated."""

    filed: datetime
    status: str
    withdrawn: date | None = None
    notice: date | None = None


@dataclass(frozen=True)
class Situation:
    """One pupil and one vaccine. `state` is None where there never was a line."""

    state: str | None
    line: Line | None = None
    revoked: date | None = None
    appeal: Appeal | None = None
    enrolled: bool = True
    told_of_end: bool = False
    next_school_day: date | None = None
    tenth_school_day: date | None = None
    next_dose_by: date | None = None
    first_day_out: date | None = None


def last_valid_day(line: Line) -> date | None:
    """The expiry, or the day before the next span, whichever comes first."""
    ends = [day for day in (line.expiry, line.next_span and line.next_span - DAY) if day]
    return min(ends) if ends else None


def begins(line: Line) -> date:
    if line.first_day is not None and line.first_day > line.signed:
        return line.first_day
    return line.signed


def reading(line: Line, on: date) -> str:
    """Walk from the first day: not yet, valid, and after the end expired or span ended."""
    if on < begins(line):
        return "not_yet_in_effect"
    expired = line.expiry is not None and on > line.expiry
    span_left = line.next_span is not None and on >= line.next_span
    if not expired and not span_left:
        return "valid"
    if not span_left:
        return "expired"
    if not expired:
        return "span_ended"
    assert line.expiry is not None
    assert line.next_span is not None
    return "expired" if line.expiry + DAY < line.next_span else "span_ended"


def school_answer(facts: Situation, on: date) -> Answer:
    """The table of H3, from the top."""
    if facts.state == "revoked":
        return _revoked(facts, on)
    if facts.state == "issued":
        return _issued(facts, on)
    return _without_a_line(facts, on)


def _without_a_line(facts: Situation, on: date) -> Answer:
    if facts.next_dose_by is not None:
        return _on_schedule(facts.next_dose_by, on)
    if facts.state in ("held", "superseded"):
        return NOT_AN_EXEMPTION, None
    return _without(facts, on)


def _issued(facts: Situation, on: date) -> Answer:
    assert facts.line is not None
    now, end = reading(facts.line, on), last_valid_day(facts.line)
    if now == "valid":
        return (CONDITIONAL if facts.line.temporary else ADMIT), end
    if facts.next_dose_by is not None:
        return _on_schedule(facts.next_dose_by, on)
    if now == "not_yet_in_effect":
        return NOT_AN_EXEMPTION, None
    if facts.enrolled and facts.told_of_end:
        assert end is not None
        return EXCLUDE, facts.next_school_day or _next_business_day(end + DAY)
    return _without(facts, on)


def _next_business_day(day: date) -> date:
    while not is_business_day(day):
        day += DAY
    return day


def _on_schedule(by: date, on: date) -> Answer:
    return (CONDITIONAL, by) if on <= by else (EXCLUDE, _next_business_day(by + DAY))


def _until_then_out(by: date, on: date) -> Answer:
    return (KEEP, by) if on <= by else (EXCLUDE, _next_business_day(by + DAY))


def _without(facts: Situation, on: date) -> Answer:
    """Refused, withdrawn, ended without word, or never exempt: a written notice, then ten days of school."""
    if not facts.enrolled or facts.tenth_school_day is None:
        return NOT_AN_EXEMPTION, None
    if on <= facts.tenth_school_day:
        return KEEP, facts.tenth_school_day
    return EXCLUDE, facts.first_day_out or _next_business_day(facts.tenth_school_day + DAY)


def in_time(appeal: Appeal, revoked: date) -> bool:
    return pacific_day(appeal.filed) <= clocks.t5_appeal_by(revoked)


def _revoked(facts: Situation, on: date) -> Answer:
    if facts.appeal is not None and facts.appeal.status == "reinstated":
        return _issued(facts, on)
    assert facts.revoked is not None
    appeal = facts.appeal if facts.appeal and in_time(facts.appeal, facts.revoked) else None
    if appeal and appeal.status == "open":
        return KEEP, None
    if facts.next_dose_by is not None:
        return _on_schedule(facts.next_dose_by, on)
    if appeal and appeal.status == "upheld":
        assert appeal.notice is not None
        return _until_then_out(clocks.upheld_start_by(appeal.notice), on)
    if appeal and appeal.status == "withdrawn":
        assert appeal.withdrawn is not None
        return _until_then_out(clocks.withdrawn_start_by(appeal.withdrawn, facts.revoked), on)
    return _until_then_out(clocks.t4_start_schedule_by(facts.revoked), on)


def strictest(answers: list[Answer]) -> Answer:
    """Excluded, then no exemption, then attending, then admitted on condition, then admitted; the sooner day first."""
    for outcome in (EXCLUDE, NOT_AN_EXEMPTION, KEEP, CONDITIONAL, ADMIT):
        same = [each for each in answers if each[0] == outcome]
        dated = sorted(day for _, day in same if day is not None)
        if dated:
            return outcome, dated[0]
        if same:
            return outcome, None
    raise AssertionError("no answer was given")
