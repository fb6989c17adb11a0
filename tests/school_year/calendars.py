"""The days of school of the district and of the school with a calendar of its own, with long breaks; in January the
district closes for a week of smoke."""

from datetime import date

from tests.reference_model.engine.clocks import OpenDays
from tests.reference_model.engine.days import DAY
from tests.school_year.town import FIRST_DAY, LAST_DAY, School

Breaks = tuple[tuple[date, date], ...]
NEXT_FIRST, NEXT_LAST = date(2027, 8, 16), date(2028, 6, 2)
SMOKE, SMOKE_SEEN = (date(2027, 1, 25), date(2027, 1, 29)), date(2027, 1, 24)
DISTRICT: Breaks = (
    (date(2026, 9, 7), date(2026, 9, 7)), (date(2026, 11, 11), date(2026, 11, 11)),
    (date(2026, 11, 23), date(2026, 11, 27)), (date(2026, 12, 21), date(2027, 1, 8)),
    (date(2027, 2, 15), date(2027, 2, 19)), (date(2027, 3, 29), date(2027, 4, 2)),
    (date(2027, 5, 31), date(2027, 5, 31)),
)  # fmt: skip
OWN: Breaks = (
    (date(2026, 9, 7), date(2026, 9, 7)), (date(2026, 10, 12), date(2026, 10, 16)),
    (date(2026, 11, 25), date(2026, 11, 27)), (date(2026, 12, 18), date(2027, 1, 15)),
    (date(2027, 3, 15), date(2027, 3, 26)), (date(2027, 5, 31), date(2027, 5, 31)),
)  # fmt: skip


def breaks_of(school: School, on: date) -> Breaks:
    """The days without school as they are known on a day."""
    if school.own_calendar:
        return OWN
    return (*DISTRICT, SMOKE) if on >= SMOKE_SEEN else DISTRICT


def open_days(school: School, on: date) -> OpenDays:
    """The days of school of this year and the next, as they are known on a day."""
    closed = breaks_of(school, on)
    this = _weekdays(FIRST_DAY, LAST_DAY)
    return frozenset(
        [*(day for day in this if not any(first <= day <= last for first, last in closed)),
         *_weekdays(NEXT_FIRST, NEXT_LAST)]
    )  # fmt: skip


def _weekdays(first: date, last: date) -> list[date]:
    days = [first + count * DAY for count in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]
