"""Places where a school keeps its calendar."""

from datetime import date

from chalicelib.actions.calendars.save_calendar import CalendarCommand, save_calendar
from chalicelib.domain.account import Account, Role
from chalicelib.domain.school_calendar import CalendarClosure, SchoolYearCalendar, calendar_id
from chalicelib.law.calendar import school_year_of
from chalicelib.law.school_year import MONDAY_TO_FRIDAY, ClosureKind
from tests.builders import World
from tests.invariants.places import Here, place

CALENDAR = "/schools/at/{facility_id}/calendar"
ANSWERS = {
    "text": "Labor Day 9/7\nThanksgiving 11/23-11/27",
    "weekdays": ["0", "1", "2", "3", "4"],
    "closures": "9/7 Labor Day\n11/23-11/27 Thanksgiving",
    "extra_days": "10/3",
    "source": "https://calendar.example/board",
    "checked": "yes",
}


def office_of(person: Account) -> str:
    """The one school of this person."""
    (facility_id,) = person.facility_ids
    return facility_id


def saved(
    world: World, starts_in: int, *, by: Account | None = None, owner: str = "", **changes: object
) -> SchoolYearCalendar:
    """A school's calendar of this school year, saved and checked by its person."""
    person = by or world.default_user(Role.SCHOOL)
    facility_id = owner or office_of(person)
    known = world.ctx().store.find(SchoolYearCalendar, calendar_id(facility_id, starts_in))
    recess = CalendarClosure(
        first=date(starts_in, 11, 23), last=date(starts_in, 11, 27), label="Thanksgiving", kind=ClosureKind.RECESS
    )
    given = {
        "first_day": date(starts_in, 8, 17),
        "last_day": date(starts_in + 1, 6, 10),
        "weekdays": MONDAY_TO_FRIDAY,
        "closures": (recess,),
        "extra_days": frozenset({date(starts_in, 10, 3)}),
        "source": "",
        "is_checked": True,
        **changes,
    }
    save_calendar(world.ctx(person), CalendarCommand(facility_id, starts_in, known.version if known else None, **given))
    return world.ctx().store.get(SchoolYearCalendar, calendar_id(facility_id, starts_in))


def _here(world: World) -> tuple[Account, int, dict[str, str], dict[str, object]]:
    person, year = world.default_user(Role.SCHOOL), school_year_of(world.clock.today).starts_in
    ends = {"first_day": date(year, 8, 17), "last_day": date(year + 1, 6, 10)}
    return person, year, {"facility_id": office_of(person), "year": str(year)}, {**ANSWERS, **ends}


@place(CALENDAR, f"{CALENDAR}/{{year}}", f"{CALENDAR}/{{year}}/versions", f"{CALENDAR}/{{year}}/edit")
def _kept(world: World) -> Here:
    person, year, ids, answers = _here(world)
    saved(world, year)
    return Here(person, ids, answers)


@place(f"{CALENDAR}/{{year}}/import")
def _import(world: World) -> Here:
    person, _year, ids, answers = _here(world)
    return Here(person, ids, answers)


@place(f"{CALENDAR}/{{year}}/save")
def _save(world: World) -> Here:
    person, year, ids, answers = _here(world)
    saved(world, year)
    edit = f"{CALENDAR}/{{year}}/edit".format(**ids)
    typed = {name: value for name, value in answers.items() if name != "text"}
    return Here(person, ids, way=lambda browser: browser.get(edit).press("See the year", **typed))


@place(f"{CALENDAR}/{{year}}/copy")
def _copy(world: World) -> Here:
    person, year, ids, _answers = _here(world)
    saved(world, year - 1)
    return Here(person, ids)
