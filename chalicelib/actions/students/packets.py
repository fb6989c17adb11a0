"""Another school asks for the record of a student, and the school sends it (EdC 49068)."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.notice_clock import SchoolDays
from chalicelib.actions.context import Context
from chalicelib.actions.students.arrivals import sends_by
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import Student
from chalicelib.domain.transfers import PacketRequest
from chalicelib.law.written_notice import tenth_school_day

_MAX_PACKETS = 50  # more schools than a child has; it keeps a student within the size of one item


@dataclass(frozen=True)
class GivenPacketRequest:
    """Which school asked, and when. `school`: the school days by which the last day is counted."""

    student_id: str
    expected_version: int | None
    school_name: str
    asked_on: date
    school: SchoolDays | None = None


def record_packet_request(ctx: Context, command: GivenPacketRequest) -> Done:
    """Write that another school asked for the record.

    Raises PortalError NOT_FOUND, INVALID (a day to come, or before the student was here), REFUSED (too many), CONFLICT
    (stale).
    """
    student = own_student(ctx, Action.RECORD_PACKET_REQUEST, command.student_id, command.expected_version)
    if command.asked_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "asked_on")
    if command.asked_on < student.enrollments[0].since:
        raise invalid("ASKED_BEFORE_FIRST_DAY", "asked_on")
    if len(student.packets) >= _MAX_PACKETS:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_REQUESTS_FOR_RECORD")
    send_by = sends_by(student, command.asked_on, command.school) or tenth_school_day(command.asked_on)
    asked = PacketRequest(
        id=ctx.new_id(),
        school_name=command.school_name,
        asked_on=command.asked_on,
        send_by=send_by,
        recorded_by=ctx.person.id,
    )
    return _commit(ctx, Action.RECORD_PACKET_REQUEST, student, (*student.packets, asked))


@dataclass(frozen=True)
class SentPacket:
    """The day on which the record was sent to the school that asked."""

    student_id: str
    expected_version: int | None
    packet_id: str
    sent_on: date


def record_packet_sent(ctx: Context, command: SentPacket) -> Done:
    """Write that the record was sent.

    Raises PortalError NOT_FOUND, INVALID (a day to come, or before the request), CONFLICT (stale, or sent already).
    """
    student = own_student(ctx, Action.SEND_PACKET, command.student_id, command.expected_version)
    asked = student.packet(command.packet_id)
    if asked is None or asked.sent_on is not None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    if command.sent_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "sent_on")
    if command.sent_on < asked.asked_on:
        raise invalid("SENT_BEFORE_ASKED", "sent_on")
    sent = asked.with_changes(sent_on=command.sent_on, sent_by=ctx.person.id)
    packets = tuple(sent if each.id == asked.id else each for each in student.packets)
    return _commit(ctx, Action.SEND_PACKET, student, packets)


def _commit(ctx: Context, act: Action, student: Student, packets: tuple[PacketRequest, ...]) -> Done:
    work = ctx.unit_of_work(act)
    work.update(student, student.with_changes(packets=packets))
    return work.commit(subject_of(student))
