"""What is checked of a written notice to a parent before a school records it, of a student with or without a form."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.school_record import LetterKind, RecordedNotice, SchoolRecord
from chalicelib.law.enums import NoticeWay, Vaccine
from chalicelib.law.school_clocks import ReceivedBeforeSentError, SentNotice, notice_received
from chalicelib.law.written_notice import tenth_school_day

MAX_NOTICES = 100  # more than any child gets; it keeps a record within the size of one item


@dataclass(frozen=True)
class GivenNotice:
    """`received_on`: None where no one knows, so that the law's own day counts. `last_day`, `first_day`: the tenth
    school day and the first one out by the school's own calendar, None where it has no other days off. `by_calendar`:
    the portal counted them. `kind`: of a letter that the portal printed, in this `language`."""

    vaccines: frozenset[Vaccine]
    way: NoticeWay
    given_on: date
    received_on: date | None = None
    last_day: date | None = None
    first_day: date | None = None
    by_calendar: bool = False
    kind: LetterKind | None = None
    language: str = ""


def receipt_of(way: NoticeWay, given_on: date, received_on: date | None = None) -> date:
    """Return the day of receipt, from which the school days run. Raises PortalError INVALID (received before it was
    given)."""
    try:
        return notice_received(SentNotice(given_on, way, received_on))
    except ReceivedBeforeSentError:
        raise invalid("NOTICE_RECEIVED_BEFORE_GIVEN", "received_on") from None


def checked_notice(
    ctx: Context, given: GivenNotice, known: SchoolRecord, birth_date: date, facility_id: str
) -> RecordedNotice:
    """Return the notice as the record keeps it.

    Raises PortalError INVALID (no vaccine, a day to come or before birth, received before it was given, a tenth school
    day that cannot be one), REFUSED (the record is full).
    """
    if not given.vaccines:
        raise invalid("NOTICE_VACCINES_MISSING", "vaccines")
    if given.given_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "given_on")
    if given.given_on < birth_date:
        raise invalid("DATE_BEFORE_BIRTH", "given_on")
    received = receipt_of(given.way, given.given_on, given.received_on)
    if given.last_day is not None and not given.by_calendar and given.last_day < tenth_school_day(received):
        raise invalid("NOTICE_LAST_DAY_TOO_EARLY", "last_day")
    if len(known.notices) >= MAX_NOTICES:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_NOTICES")
    return RecordedNotice(
        kind=given.kind,
        vaccines=tuple(each for each in Vaccine if each in given.vaccines),
        language=given.language,
        given_on=given.given_on,
        way=given.way,
        received_on=received,
        last_day=given.last_day,
        first_day=given.first_day,
        recorded_on=ctx.on,
        recorded_by=ctx.person.id,
        facility_id=facility_id,
    )
