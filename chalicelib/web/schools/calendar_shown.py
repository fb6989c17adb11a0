"""A school year as its pages show it: whose dates they are, the days without school, and the year month by month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.calendars.calendar_in_force import CalendarInForce
from chalicelib.domain.school_calendar import CalendarClosure
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import Closure, SchoolCalendar, days_between
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.calendar_words import KINDS, USUAL_NAMES, WEEKDAYS


@dataclass(frozen=True)
class ShownClosure:
    """Days without school, clipped to the month they are shown in."""

    first: date
    last: date
    label: str
    kind: str


@dataclass(frozen=True)
class ShownMonth:
    """One month of the school year. `first` is its first day that the calendar covers."""

    first: date
    school_days: int
    closures: list[ShownClosure]
    extra_days: list[date]


@dataclass(frozen=True)
class ShownCalendar:
    """A school year in the reader's language."""

    first_day: date
    last_day: date
    weekdays: list[str]
    school_days: int
    closures: list[ShownClosure]
    extra_days: list[date]
    months: list[ShownMonth]


def shown_year(year: SchoolYear) -> str:
    """The school year as people say it: "2026-27"."""
    return f"{year.starts_in}\u2013{(year.starts_in + 1) % 100:02d}"


def shown_calendar(page_request: PageRequest, calendar: SchoolCalendar) -> ShownCalendar:
    extra_days = sorted(calendar.extra_days)
    return ShownCalendar(
        first_day=calendar.first_day,
        last_day=calendar.last_day,
        weekdays=[page_request.translate(WEEKDAYS[number]) for number in sorted(calendar.weekdays)],
        school_days=sum(1 for _day in calendar.school_days()),
        closures=list(shown_closures(page_request, sorted(calendar.closures))),
        extra_days=extra_days,
        months=[_month(page_request, calendar, first, last) for first, last in _months(calendar)],
    )


def shown_closures(page_request: PageRequest, closures: Iterable[Closure]) -> Iterator[ShownClosure]:
    for each in closures:
        label = page_request.translate(each.label) if each.label in USUAL_NAMES else each.label
        yield ShownClosure(each.first, each.last, label, page_request.translate(KINDS[each.kind]))


def _months(calendar: SchoolCalendar) -> Iterator[tuple[date, date]]:
    """The months that the calendar covers: of each the first and the last day covered."""
    days = list(days_between(calendar.first_day, calendar.last_day))
    firsts = [day for day in days if day == calendar.first_day or day.day == 1]
    lasts = [*(date.fromordinal(day.toordinal() - 1) for day in firsts[1:]), calendar.last_day]
    return zip(firsts, lasts, strict=True)


def _month(page_request: PageRequest, calendar: SchoolCalendar, first: date, last: date) -> ShownMonth:
    clipped = (
        each._replace(first=max(each.first, first), last=min(each.last, last))
        for each in sorted(calendar.closures)
        if each.first <= last and each.last >= first
    )
    return ShownMonth(
        first=first,
        school_days=sum(calendar.is_school_day(day) for day in days_between(first, last)),
        closures=list(shown_closures(page_request, clipped)),
        extra_days=[day for day in sorted(calendar.extra_days) if first <= day <= last],
    )


def whose(found: CalendarInForce, facility_id: str) -> str:
    """Whose dates are shown: "school", "district", or "assumed"."""
    if found.record is None:
        return "assumed"
    return "school" if found.record.facility_id == facility_id else "district"


def as_kept(closures: Iterable[Closure]) -> tuple[CalendarClosure, ...]:
    """The days without school as the record keeps them."""
    return tuple(
        CalendarClosure(first=each.first, last=each.last, label=each.label, kind=each.kind) for each in closures
    )
