"""A student comes to a school: from where, of whom the record is asked, and what it says when it has come (17 CCR
6035, EdC 49068)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.notice_clock import SchoolDays
from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import Situation, Student
from chalicelib.domain.transfers import Arrival, ArrivedFrom, AskedOf, RecordReceived, RecordRequest, RecordResult
from chalicelib.law.calendar import day_after
from chalicelib.law.school_clocks import (
    former_school_sends_by,
    foster_records_by,
    transfer_record_due,
    transfer_reminder,
)
from chalicelib.law.school_year import CalendarEndsError

MAX_REQUESTS = 50  # more than any record needs; it keeps a student within the size of one item


@dataclass(frozen=True)
class TransferClock:
    """The last school day to wait for a record, the first one out, and the day of the reminder. `is_assumed`: a
    calendar that no person has checked says so."""

    first_day: date
    last_day: date
    first_day_out: date
    remind_on: date
    is_assumed: bool


def transfer_clock(school: SchoolDays | None, first_day: date) -> TransferClock | None:
    """Return the clock of a transfer by the law; None where no calendar reaches so far."""
    if school is None:
        return None
    try:
        last_day = transfer_record_due(first_day, school.days)
        out = school.days.next_school_day(day_after(last_day))
        remind_on = transfer_reminder(first_day, last_day, school.days)
    except CalendarEndsError:
        return None
    return TransferClock(first_day, last_day, out, remind_on, school.is_assumed(first_day, out))


@dataclass(frozen=True)
class GivenArrival:
    """How the student came. `clock`: of a school in the United States. `last_day`: where the district gives fewer days
    than the law. `expected_version`: the version that the person saw."""

    student_id: str
    expected_version: int | None
    came_from: ArrivedFrom
    school_name: str
    first_day: date
    clock: TransferClock | None = None
    last_day: date | None = None
    first_day_out: date | None = None


def record_arrival(ctx: Context, command: GivenArrival) -> Done:
    """Write how the student came for the newest enrollment; what was written before is replaced, and requests and a
    record that has come stay.

    Raises PortalError NOT_FOUND, INVALID (no name of the school, a day 1 before the first day at the school, a last day
    to wait before it or after the law's), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_ARRIVAL, command.student_id, command.expected_version)
    if command.came_from is not ArrivedFrom.FIRST_ENROLLMENT and not command.school_name:
        raise invalid("FORMER_SCHOOL_MISSING", "school_name")
    if command.first_day < student.newest_enrollment.since:
        raise invalid("ARRIVED_BEFORE_FIRST_DAY", "first_day")
    _check_last_day(command)
    known = student.arrival
    clock = command.clock if command.came_from is ArrivedFrom.US_SCHOOL else None
    last_day = (command.last_day or clock.last_day) if clock else None
    arrival = Arrival(
        came_from=command.came_from,
        school_name=command.school_name,
        first_day=command.first_day,
        last_day=last_day,
        first_day_out=(command.first_day_out or clock.first_day_out) if clock else None,
        remind_on=min(last_day, clock.remind_on) if clock and last_day else None,
        recorded_on=ctx.on,
        recorded_by=ctx.person.id,
        requests=known.requests if known else (),
        received=known.received if known else None,
    )
    return _commit(ctx, Action.RECORD_ARRIVAL, student, student.with_arrival(arrival))


def _check_last_day(command: GivenArrival) -> None:
    if command.last_day is None or command.clock is None:
        return
    if command.last_day > command.clock.last_day:
        raise invalid("WAIT_TOO_LONG", "last_day")
    if day_after(command.last_day) < command.first_day:
        raise invalid("WAIT_BEFORE_FIRST_DAY", "last_day")


@dataclass(frozen=True)
class GivenRequest:
    """Of whom the school asked the record, and when. `school`: the school days, by which the former school's last day
    is counted."""

    student_id: str
    expected_version: int | None
    asked_of: AskedOf
    asked_on: date
    school: SchoolDays | None = None


def record_request(ctx: Context, command: GivenRequest) -> Done:
    """Write that the record was asked for.

    Raises PortalError NOT_FOUND, INVALID (a day to come), REFUSED (nothing said of the arrival, the record has come, or
    too many requests), CONFLICT (stale).
    """
    student = own_student(ctx, Action.ASK_FOR_RECORD, command.student_id, command.expected_version)
    arrival = awaited_arrival(student)
    if command.asked_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "asked_on")
    if len(arrival.requests) >= MAX_REQUESTS:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_REQUESTS_FOR_RECORD")
    asked = RecordRequest(
        asked_of=command.asked_of,
        asked_on=command.asked_on,
        due_on=sends_by(student, command.asked_on, command.school)
        if command.asked_of is AskedOf.FORMER_SCHOOL
        else None,
        recorded_by=ctx.person.id,
    )
    with_request = arrival.with_changes(requests=(*arrival.requests, asked))
    return _commit(ctx, Action.ASK_FOR_RECORD, student, student.with_arrival(with_request))


def sends_by(student: Student, asked_on: date, school: SchoolDays | None) -> date | None:
    """Return the last day for a former school to send the record: two business days for foster youth, else ten school
    days; None where no calendar reaches so far."""
    if Situation.FOSTER in student.facts.situations:
        return foster_records_by(asked_on)
    try:
        return former_school_sends_by(asked_on, school.days) if school else None
    except CalendarEndsError:
        return None


def awaited_arrival(student: Student) -> Arrival:
    """Return the arrival whose record has not come. Raises PortalError REFUSED (nothing is awaited)."""
    arrival = student.arrival
    if arrival is None or not arrival.awaits_record:
        raise PortalError(ErrorKind.REFUSED, "NO_RECORD_AWAITED")
    return arrival


@dataclass(frozen=True)
class GivenRecord:
    """The day on which the record came, and what it says."""

    student_id: str
    expected_version: int | None
    received_on: date
    result: RecordResult


def record_received(ctx: Context, command: GivenRecord) -> Done:
    """Write that the record came: from now on the doses on record decide.

    Raises PortalError NOT_FOUND, INVALID (a day to come), REFUSED (nothing is awaited), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECEIVE_RECORD, command.student_id, command.expected_version)
    arrival = awaited_arrival(student)
    if command.received_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "received_on")
    came = RecordReceived(received_on=command.received_on, result=command.result, recorded_by=ctx.person.id)
    return _commit(ctx, Action.RECEIVE_RECORD, student, student.with_arrival(arrival.with_changes(received=came)))


def _commit(ctx: Context, act: Action, before: Student, after: Student) -> Done:
    work = ctx.unit_of_work(act)
    work.update(before, after)
    return work.commit(subject_of(after))
