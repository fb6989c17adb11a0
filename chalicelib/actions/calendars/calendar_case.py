"""What each act on a calendar begins with: whose it is, whether this person may, for which school year, and whether
the page was made from the calendar as it stands."""

from dataclasses import dataclass

from chalicelib.actions.calendars.calendar_in_force import calendar_keys
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.school_calendar import CalendarOwner, SchoolYearCalendar, calendar_id, owner_of
from chalicelib.law.calendar import SchoolYear, school_year_of

_YEARS_BEFORE, _YEARS_AHEAD = 1, 2  # boards approve calendars a year or more ahead


@dataclass(frozen=True)
class CalendarCase:
    """The owner, the school year, and its own calendar, if there is one."""

    owner: CalendarOwner
    year: SchoolYear
    known: SchoolYearCalendar | None

    @property
    def id(self) -> str:
        return calendar_id(self.owner.facility_id, self.year.starts_in)


def years_open(ctx: Context) -> list[SchoolYear]:
    """Return the school years whose calendars can be kept: the one before, this one and the two to come."""
    this = school_year_of(ctx.on).starts_in
    return [SchoolYear(this + offset) for offset in range(-_YEARS_BEFORE, _YEARS_AHEAD + 1)]


def load_calendar_case(ctx: Context, act: Action, facility_id: str, starts_in: int) -> CalendarCase:
    """Return the case. Raises PortalError NOT_FOUND (not this person's school, or no such year), FORBIDDEN."""
    year = SchoolYear(starts_in)
    if year not in years_open(ctx):
        raise not_found()
    ctx.store.load(calendar_keys(facility_id, year))
    owner = owner_of(facility_id, ctx.store.facility(facility_id))
    ctx.require(act, owner)
    return CalendarCase(owner, year, ctx.store.find(SchoolYearCalendar, calendar_id(facility_id, starts_in)))


def require_version(case: CalendarCase, expected_version: int | None) -> None:
    """Raise PortalError CONFLICT where the page was made from another version; 0 and None are "no calendar yet"."""
    if (expected_version or 0) != (case.known.version if case.known else 0):
        raise PortalError(ErrorKind.CONFLICT, "STALE")
