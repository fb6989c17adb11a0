"""What each page and act about a school's letters begins with: the students, the school days, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.notice_clock import SchoolDays, school_days_of
from chalicelib.actions.context import Context
from chalicelib.domain.errors import invalid
from chalicelib.domain.parent_letters import Addressee, addressees
from chalicelib.domain.school_record import LetterKind
from chalicelib.law.enums import NoticeWay

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class LetterDesk:
    """A school's students by the keys of their ticks, and its school days; None where no calendar reaches so far."""

    facility_id: str
    students: Mapping[str, Addressee]
    school_days: SchoolDays | None


@dataclass(frozen=True)
class LetterOrder:
    """Letters of one kind to the parents of these students, given on one day in one way.

    `again`: also where the letter was given before for the same reason. `is_confirmed`: a person has checked the days
    against the school's calendar.
    """

    kind: LetterKind
    to: tuple[str, ...]
    way: NoticeWay
    given_on: date
    again: bool = False
    is_confirmed: bool = False


def load_desk(ctx: Context, facility_id: str) -> LetterDesk:
    """Return the desk as it is now. Raises PortalError UNAVAILABLE."""
    school_days = school_days_of(ctx, facility_id, ctx.on)
    students, rows = ctx.store.students(facility_id)
    return LetterDesk(facility_id, {each.key: each for each in addressees(students, rows, ctx.on)}, school_days)


def check_order(ctx: Context, order: LetterOrder) -> None:
    """Raise PortalError INVALID for a day to come, for no student, and for more than fit one act."""
    if order.given_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "given_on")
    if not order.to:
        raise invalid("LETTERS_TO_NO_ONE", "to")
    if len(order.to) > MOST_AT_ONCE:
        raise invalid("TOO_MANY_LETTERS", "to")
