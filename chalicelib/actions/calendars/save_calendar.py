"""A school saves its calendar of a school year, or a district that of its schools. Each version stays in the history,
so that a clock can be counted again as it was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.calendars.calendar_case import CalendarCase, load_calendar_case, require_version
from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_calendar import CalendarClosure, SchoolYearCalendar

MAX_CLOSURES, MAX_EXTRA_DAYS, MAX_LABEL = 120, 40, 80


@dataclass(frozen=True)
class CalendarCommand:
    """The whole calendar. `is_checked`: the person says that these are the dates which the board approved.
    `expected_version` is the calendar's; 0 or None where there was none."""

    facility_id: str
    starts_in: int
    expected_version: int | None
    first_day: date
    last_day: date
    weekdays: frozenset[int]
    closures: tuple[CalendarClosure, ...]
    extra_days: frozenset[date]
    source: str
    is_checked: bool


def save_calendar(ctx: Context, command: CalendarCommand) -> Done:
    """Save the calendar.

    Raises PortalError NOT_FOUND, INVALID (see `check_calendar`), CONFLICT (stale).
    """
    case = load_calendar_case(ctx, Action.SAVE_CALENDAR, command.facility_id, command.starts_in)
    require_version(case, command.expected_version)
    calendar = check_calendar(ctx, case, command)
    work = ctx.unit_of_work(Action.SAVE_CALENDAR)
    if case.known is None:
        work.create(calendar)
    else:
        work.update(case.known, calendar)
    return work.commit(subject_of(calendar), step=str(command.starts_in))


def check_calendar(ctx: Context, case: CalendarCase, command: CalendarCommand) -> SchoolYearCalendar:
    """Return the calendar that would be saved, in the order of its days.

    Raises PortalError INVALID: the first day is not before the last, a day lies outside the school year, no weekday is
    taught, there are too many lines, or not one school day is left.
    """
    _check_ends(case, command)
    if not command.weekdays:
        raise invalid("CALENDAR_WITHOUT_WEEKDAYS", "weekdays")
    _check_closures(case, command)
    _check_extra_days(command)
    facts: dict[str, Any] = {
        "first_day": command.first_day,
        "last_day": command.last_day,
        "weekdays": tuple(sorted(command.weekdays)),
        "closures": tuple(sorted(set(command.closures), key=lambda each: (each.first, each.last, each.label))),
        "extra_days": tuple(sorted(command.extra_days)),
        "source": command.source.strip(),
        "is_copy": False,
        "checked_by": ctx.person.id if command.is_checked else "",
        "checked_on": ctx.on if command.is_checked else None,
    }
    if case.known:
        calendar = case.known.with_changes(**facts)
    else:
        owner = case.owner.facility_id
        calendar = SchoolYearCalendar(id=case.id, facility_id=owner, starts_in=case.year.starts_in, **facts)
    if not any(calendar.as_school_days().school_days()):
        raise invalid("CALENDAR_WITHOUT_SCHOOL", "closures")
    return calendar


def _check_ends(case: CalendarCase, command: CalendarCommand) -> None:
    for name, day in (("first_day", command.first_day), ("last_day", command.last_day)):
        if not case.year.first_day <= day <= case.year.last_day:
            raise invalid("CALENDAR_DAY_OUTSIDE_YEAR", name)
    if command.last_day <= command.first_day:
        raise invalid("CALENDAR_ENDS_BEFORE_IT_STARTS", "last_day")


def _check_closures(case: CalendarCase, command: CalendarCommand) -> None:
    if len(command.closures) > MAX_CLOSURES:
        raise invalid("CALENDAR_TOO_LONG", "closures")
    for each in command.closures:
        if not case.year.first_day <= each.first <= each.last <= case.year.last_day or len(each.label) > MAX_LABEL:
            raise invalid("CALENDAR_LINE_WRONG", "closures")


def _check_extra_days(command: CalendarCommand) -> None:
    if len(command.extra_days) > MAX_EXTRA_DAYS:
        raise invalid("CALENDAR_TOO_LONG", "extra_days")
    if not all(command.first_day <= day <= command.last_day for day in command.extra_days):
        raise invalid("CALENDAR_EXTRA_DAY_OUTSIDE", "extra_days")
