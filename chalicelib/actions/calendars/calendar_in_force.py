"""The calendar that counts for a school: its own, else its district's, else an assumed one.

Dates that a person has checked go before dates that no one has: a copy of last year's calendar does not hide the
calendar that the district has checked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.school_calendar import CalendarOwner, SchoolYearCalendar, calendar_id, district_office, owner_of
from chalicelib.law.calendar import SchoolYear, school_year_of
from chalicelib.law.school_year import SchoolCalendar, assumed_calendar, school_years
from chalicelib.storage import keys
from chalicelib.storage.keys import Key


@dataclass(frozen=True)
class CalendarInForce:
    """The school days of one school year, and whose calendar says so. `record` is None for an assumed calendar."""

    year: SchoolYear
    school_days: SchoolCalendar
    record: SchoolYearCalendar | None = None

    @property
    def is_assumed(self) -> bool:
        """Whether no person has checked the dates. No letter that keeps a child out goes out on such dates, unless a
        person confirms its day."""
        return self.record is None or not self.record.is_checked


def calendar_keys(facility_id: str, *years: SchoolYear) -> tuple[Key, ...]:
    """Return what the first read of a page brings for `calendar_of`: of the school, its district and its kind."""
    offices = filter(None, (facility_id, district_office(facility_id)))
    calendars = (keys.calendar(office, str(year.starts_in)) for office in offices for year in years)
    return (keys.record("facility", facility_id), *calendars)


def calendar_of(ctx: Context, facility_id: str, year: SchoolYear) -> CalendarInForce:
    """Return the calendar in force at a school for a school year.

    Raises YearOutsideTable for a year without a calendar that the tables of holidays do not reach, UNAVAILABLE.
    """
    ctx.store.load(calendar_keys(facility_id, year))
    known = list(_known(ctx, owner_of(facility_id, ctx.store.facility(facility_id)), year))
    chosen = next((each for each in known if each.is_checked), known[0] if known else None)
    return CalendarInForce(year, chosen.as_school_days() if chosen else assumed_calendar(year), chosen)


def school_days_around(ctx: Context, facility_id: str, on: date) -> SchoolCalendar:
    """Return the school days of the school year before, of this one and of the next, for clocks that run over a summer.

    Raises as `calendar_of`.
    """
    this = school_year_of(on).starts_in
    years = [SchoolYear(this - 1), SchoolYear(this), SchoolYear(this + 1)]
    ctx.store.load(calendar_keys(facility_id, *years))
    return school_years(calendar_of(ctx, facility_id, year).school_days for year in years)


def _known(ctx: Context, owner: CalendarOwner, year: SchoolYear) -> Iterator[SchoolYearCalendar]:
    for office in filter(None, (owner.facility_id, owner.district_id)):
        found = ctx.store.find(SchoolYearCalendar, calendar_id(office, year.starts_in))
        if found:
            yield found
