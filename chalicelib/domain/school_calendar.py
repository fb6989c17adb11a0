"""The calendar of one school year, as a school or a district gives it. A school's own goes before its district's."""

from datetime import date
from typing import ClassVar

from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.field_classes import Public
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import Closure, ClosureKind, SchoolCalendar


class CalendarClosure(FrozenModel):
    """Days without school, the first and the last included, and what they are called in the district's paper."""

    field_class = Public

    first: date
    last: date
    label: str
    kind: ClosureKind


class SchoolYearCalendar(VersionedRecord):
    """First and last day, the weekdays taught, the days without school, and the days taught besides.

    `facility_id`: of the school, or of the district office (a CDS code that ends in seven zeros). `checked_by`: the
    account that compared the dates with the calendar of the board; "" for dates that no person has checked yet.
    """

    record_type = "calendar"
    field_class: ClassVar = Public

    id: str
    facility_id: str
    starts_in: int  # the calendar year in which the school year starts
    first_day: date
    last_day: date
    weekdays: tuple[int, ...]  # Monday 0
    closures: tuple[CalendarClosure, ...] = ()
    extra_days: tuple[date, ...] = ()
    source: str = ""  # where the dates are published: an address or a name, as typed
    is_copy: bool = False  # of the school year before, with no change since
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.starts_in)

    @property
    def is_checked(self) -> bool:
        """Whether a person has said that these are the dates of the board."""
        return self.checked_on is not None

    def as_school_days(self) -> SchoolCalendar:
        """Return the calendar as the law's functions take it."""
        return SchoolCalendar(
            self.first_day,
            self.last_day,
            closures=tuple(Closure(each.first, each.last, each.label, each.kind) for each in self.closures),
            weekdays=frozenset(self.weekdays),
            extra_days=frozenset(self.extra_days),
        )


def calendar_id(facility_id: str, starts_in: int) -> str:
    return f"{facility_id}-{starts_in}"


_DISTRICT_DIGITS, _CDS_DIGITS = 7, 14


def district_office(facility_id: str) -> str:
    """Return the number of the office of the district that a school's CDS code names; "" for a license number and for
    an office itself."""
    if len(facility_id) != _CDS_DIGITS:
        return ""
    office = facility_id[:_DISTRICT_DIGITS].ljust(_CDS_DIGITS, "0")
    return "" if office == facility_id else office


def is_district_office(facility_id: str) -> bool:
    """Return whether the number is a district office's: a CDS code that ends in seven zeros."""
    return len(facility_id) == _CDS_DIGITS and facility_id.endswith("0" * (_CDS_DIGITS - _DISTRICT_DIGITS))


class CalendarOwner(FrozenModel):
    """Whose calendar it is: what the reach of a person is judged by. `district_id`: the office of the district whose
    board sets the days of this school; "" for a private school, child care and an office itself."""

    field_class = Public

    facility_id: str
    district_id: str = ""


def owner_of(facility_id: str, facility: Facility | None) -> CalendarOwner:
    """Return the owner of a facility's calendar; `facility`: its row of the directory, where it has one."""
    is_public = facility is not None and facility.kind is FacilityKind.PUBLIC_SCHOOL
    return CalendarOwner(facility_id=facility_id, district_id=district_office(facility_id) if is_public else "")
