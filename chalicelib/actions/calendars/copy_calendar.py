"""A school begins the calendar of a school year with a copy of the year before, each date on the like weekday. No one
has checked the dates of a copy: it counts as assumed until a person has."""

from chalicelib.actions.calendars.calendar_case import load_calendar_case
from chalicelib.actions.calendars.calendar_in_force import calendar_keys
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_calendar import CalendarClosure, SchoolYearCalendar, calendar_id
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import moved_a_year


def copy_calendar(ctx: Context, facility_id: str, starts_in: int) -> Done:
    """Write the copy.

    Raises PortalError NOT_FOUND, CONFLICT (this year has a calendar already), REFUSED (the year before has none).
    """
    ctx.store.load(calendar_keys(facility_id, SchoolYear(starts_in), SchoolYear(starts_in - 1)))
    case = load_calendar_case(ctx, Action.COPY_CALENDAR, facility_id, starts_in)
    if case.known:
        raise PortalError(ErrorKind.CONFLICT, "CALENDAR_THERE_ALREADY")
    last_year = ctx.store.find(SchoolYearCalendar, calendar_id(facility_id, starts_in - 1))
    if last_year is None:
        raise PortalError(ErrorKind.REFUSED, "NO_CALENDAR_LAST_YEAR")
    moved = moved_a_year(last_year.as_school_days())
    year = case.year
    copied = SchoolYearCalendar(
        id=case.id,
        facility_id=facility_id,
        starts_in=starts_in,
        first_day=max(moved.first_day, year.first_day),
        last_day=min(moved.last_day, year.last_day),
        weekdays=tuple(sorted(moved.weekdays)),
        closures=tuple(
            CalendarClosure(first=each.first, last=each.last, label=each.label, kind=each.kind)
            for each in moved.closures
            if year.first_day <= each.first and each.last <= year.last_day
        ),
        source=last_year.source,
        is_copy=True,
    )
    work = ctx.unit_of_work(Action.COPY_CALENDAR)
    work.create(copied)
    return work.commit(subject_of(copied), step=str(starts_in))
