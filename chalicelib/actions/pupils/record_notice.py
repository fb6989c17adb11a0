"""The school records a written notice to the parent: which vaccines it names, how and when it was given, and when the
parent received it. The ten school days run from the receipt (17 CCR 6040); after them the child is kept out."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.pupils.pupil_case import commit_record, load_pupil_case, require_past_day
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done
from chalicelib.domain.school_record import RecordedNotice
from chalicelib.law.enums import NoticeWay, Vaccine
from chalicelib.law.school_clocks import ReceivedBeforeSentError, SentNotice, notice_received
from chalicelib.law.written_notice import tenth_school_day

MAX_NOTICES = 50  # more than any child gets; it keeps a record within the size of one item


@dataclass(frozen=True)
class NoticeCommand:
    """`received_on`: None where nobody knows, so that the law's own day counts. `last_day`: the tenth school day by the
    school's own calendar, None where it has no other days off. `expected_version` is the child's."""

    form_id: str
    expected_version: int | None
    vaccines: frozenset[Vaccine]
    way: NoticeWay
    given_on: date
    received_on: date | None = None
    last_day: date | None = None


def record_notice(ctx: Context, command: NoticeCommand) -> Done:
    """Record the notice.

    Raises PortalError NOT_FOUND, INVALID (no vaccine, a day to come or before birth, received before it was given, a
    tenth school day that cannot be one), CONFLICT (stale, or the child is at another school now), REFUSED (the record
    is full).
    """
    case = load_pupil_case(ctx, Action.RECORD_NOTICE, command.form_id, command.expected_version)
    known = case.child.school_record
    if not command.vaccines:
        raise invalid("NOTICE_VACCINES_MISSING", "vaccines")
    require_past_day(command.given_on, case.child, ctx.on, "given_on")
    received = _received(command)
    if command.last_day is not None and command.last_day < tenth_school_day(received):
        raise invalid("NOTICE_LAST_DAY_TOO_EARLY", "last_day")
    if len(known.notices) >= MAX_NOTICES:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_NOTICES")
    given = RecordedNotice(
        vaccines=tuple(each for each in Vaccine if each in command.vaccines),
        given_on=command.given_on,
        way=command.way,
        received_on=received,
        last_day=command.last_day,
        recorded_on=ctx.on,
        facility_id=case.form.facility_id,
    )
    return commit_record(ctx, Action.RECORD_NOTICE, case, known.with_changes(notices=(*known.notices, given)))


def _received(command: NoticeCommand) -> date:
    try:
        return notice_received(SentNotice(command.given_on, command.way, command.received_on))
    except ReceivedBeforeSentError:
        raise invalid("NOTICE_RECEIVED_BEFORE_GIVEN", "received_on") from None
