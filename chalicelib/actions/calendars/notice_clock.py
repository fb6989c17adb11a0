"""On which day the ten school days of a written notice are over, by the calendar that counts for the school."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.calendar_in_force import CalendarInForce, calendar_of, school_days_around
from chalicelib.actions.context import Context
from chalicelib.law.calendar import SchoolYear, day_after, school_year_of
from chalicelib.law.holidays import YearOutsideTable
from chalicelib.law.school_clocks import notice_ends
from chalicelib.law.school_year import CalendarEndsError, SchoolCalendar


@dataclass(frozen=True)
class SchoolDays:
    """The school days around a day, and the calendars that they come from."""

    days: SchoolCalendar
    calendars: tuple[CalendarInForce, ...]

    def is_assumed(self, first: date, last: date) -> bool:
        """Return whether a calendar that no person has checked says something between these days."""
        years = {school_year_of(first), school_year_of(last)}
        return any(each.is_assumed for each in self.calendars if each.year in years)

    def first_day_out(self, day: date) -> date | None:
        """Return the day itself or the first school day after it; None where the calendars do not reach so far."""
        try:
            return self.days.next_school_day(day)
        except CalendarEndsError:
            return None


@dataclass(frozen=True)
class NoticeClock:
    """The tenth school day after a receipt, and the first school day after it."""

    received_on: date
    last_day: date
    first_day_out: date
    is_assumed: bool


def school_days_of(ctx: Context, facility_id: str, on: date) -> SchoolDays | None:
    """Return the school days of the school years around a day; None where the tables of holidays do not reach so far.

    Raises PortalError UNAVAILABLE.
    """
    try:
        days = school_days_around(ctx, facility_id, on)
    except YearOutsideTable:
        return None
    this = school_year_of(on)
    years = (this, SchoolYear(this.starts_in + 1))
    return SchoolDays(days, tuple(calendar_of(ctx, facility_id, year) for year in years))


def notice_clock(school: SchoolDays | None, received_on: date) -> NoticeClock | None:
    """Return the clock of a notice; None where no calendar reaches so far, so that business days stand in."""
    if school is None:
        return None
    try:
        last_day = notice_ends(received_on, school.days)
        first_day_out = school.days.next_school_day(day_after(last_day))
    except CalendarEndsError:
        return None
    return NoticeClock(received_on, last_day, first_day_out, school.is_assumed(received_on, first_day_out))
