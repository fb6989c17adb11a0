"""A school's calendar: saved, copied, its versions, whose counts, and who may keep it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.actions.calendars.calendar_in_force import calendar_keys, calendar_of, school_days_around
from chalicelib.actions.calendars.calendar_versions import calendar_versions
from chalicelib.actions.calendars.copy_calendar import copy_calendar
from chalicelib.actions.calendars.save_calendar import CalendarCommand, save_calendar
from chalicelib.domain.account import Account, Role
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.school_calendar import CalendarClosure, SchoolYearCalendar, calendar_id, district_office
from chalicelib.law import school_clocks
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import ClosureKind, assumed_calendar
from tests.actions.recipients import refused
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_calendars import saved

OFFICE = "19642120000000"
PRIVATE = "19642126123456"
YEAR = SchoolYear(2026)
WINTER = CalendarClosure(
    first=date(2026, 12, 21), last=date(2027, 1, 8), label="Winter recess", kind=ClosureKind.RECESS
)


def district(world: World) -> Account:
    """Someone of the office of the district."""
    return world.account(Role.SCHOOL, facility_ids=(OFFICE,))


def in_force(world: World, facility_id: str = SCHOOL_ID) -> Any:
    return calendar_of(world.ctx(), facility_id, YEAR)


class TestSaving:
    def test_a_saved_calendar_counts_at_once_and_says_who_checked_it(self, world: World) -> None:
        """Given no calendar, when the school saves one, then its days count and the assumed ones no longer do."""
        assert in_force(world).is_assumed
        person = world.default_user(Role.SCHOOL)
        kept = saved(world, 2026, closures=(WINTER,))
        assert (kept.version, kept.checked_by, kept.checked_on) == (1, person.id, world.clock.today)
        found = in_force(world)
        assert (found.is_assumed, found.record) == (False, kept)
        assert found.school_days.is_school_day(date(2026, 11, 23))  # the assumed calendar has the week off
        assert school_clocks.notice_ends(date(2026, 12, 14), found.school_days) == date(2027, 1, 18)

    def test_dates_that_no_one_checked_count_as_assumed(self, world: World) -> None:
        saved(world, 2026, is_checked=False)
        assert in_force(world).is_assumed
        assert in_force(world).record is not None

    def test_the_history_holds_each_version_as_it_was(self, world: World) -> None:
        """Given a calendar that was changed, then a clock can be counted again on the version of its time."""
        first = saved(world, 2026)
        world.clock.set("2026-12-02")
        second = saved(world, 2026, closures=(WINTER,))
        found = list(calendar_versions(world.ctx(), first.id))
        assert [each.calendar.as_school_days() for each in found] == [first.as_school_days(), second.as_school_days()]
        assert [(each.calendar.version, each.on) for each in found] == [(1, date(2026, 11, 20)), (2, date(2026, 12, 2))]
        assert {each.actor_id for each in found} == {world.default_user(Role.SCHOOL).id}

    def test_a_page_that_is_older_than_the_calendar_is_refused(self, world: World) -> None:
        saved(world, 2026)
        newer = saved(world, 2026, source="Board paper of May")
        assert newer.version == 2
        command = CalendarCommand(
            SCHOOL_ID,
            2026,
            1,
            date(2026, 8, 17),
            date(2027, 6, 10),
            frozenset({0}),
            (),
            frozenset(),
            "",
            is_checked=True,
        )
        for version in (None, 0, 1, 3):
            stale = replace(command, expected_version=version)
            error = refused(lambda stale=stale: save_calendar(world.ctx(world.default_user(Role.SCHOOL)), stale))
            assert (error.kind, error.code) == (ErrorKind.CONFLICT, "STALE")

    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"first_day": date(2026, 6, 30)}, "first_day", "CALENDAR_DAY_OUTSIDE_YEAR"),
            ({"last_day": date(2027, 7, 1)}, "last_day", "CALENDAR_DAY_OUTSIDE_YEAR"),
            ({"last_day": date(2026, 8, 17)}, "last_day", "CALENDAR_ENDS_BEFORE_IT_STARTS"),
            ({"weekdays": frozenset()}, "weekdays", "CALENDAR_WITHOUT_WEEKDAYS"),
            ({"extra_days": frozenset({date(2026, 8, 16)})}, "extra_days", "CALENDAR_EXTRA_DAY_OUTSIDE"),
            ({"extra_days": frozenset({date(2027, 6, 11)})}, "extra_days", "CALENDAR_EXTRA_DAY_OUTSIDE"),
            (
                {"extra_days": frozenset(date.fromordinal(date(2026, 9, 1).toordinal() + n) for n in range(41))},
                "extra_days",
                "CALENDAR_TOO_LONG",
            ),
            ({"closures": (WINTER.with_changes(label="x" * 81),)}, "closures", "CALENDAR_LINE_WRONG"),
            ({"closures": (WINTER.with_changes(last=date(2026, 12, 20)),)}, "closures", "CALENDAR_LINE_WRONG"),
            ({"closures": (WINTER.with_changes(first=date(2026, 6, 30)),)}, "closures", "CALENDAR_LINE_WRONG"),
            ({"closures": (WINTER,) * 121}, "closures", "CALENDAR_TOO_LONG"),
            (
                {
                    "closures": (WINTER.with_changes(first=date(2026, 7, 1), last=date(2027, 6, 30)),),
                    "extra_days": frozenset(),
                },
                "closures",
                "CALENDAR_WITHOUT_SCHOOL",
            ),
        ],
    )
    def test_what_cannot_be_a_calendar_is_told_at_its_field(
        self, world: World, changes: dict[str, Any], field: str, code: str
    ) -> None:
        error = refused(lambda: saved(world, 2026, **changes))
        assert (error.kind, error.field, error.code) == (ErrorKind.INVALID, field, code)
        assert in_force(world).record is None

    @pytest.mark.parametrize("starts_in", [2024, 2029])
    def test_a_year_long_past_or_far_ahead_has_no_page(self, world: World, starts_in: int) -> None:
        assert refused(lambda: saved(world, starts_in)).kind is ErrorKind.NOT_FOUND

    @pytest.mark.parametrize("starts_in", [2025, 2028])
    def test_last_year_and_the_year_after_next_can_be_kept(self, world: World, starts_in: int) -> None:
        assert saved(world, starts_in).starts_in == starts_in


class TestWhoseCalendar:
    def test_the_districts_counts_until_the_school_has_its_own(self, world: World) -> None:
        """Given a calendar of the district, then it counts for its schools, until one of them saves its own."""
        world.facility()
        of_district = saved(world, 2026, by=district(world))
        assert in_force(world).record == of_district
        own = saved(world, 2026, closures=(WINTER,))
        assert in_force(world).record == own

    def test_a_copy_that_no_one_checked_does_not_hide_the_districts(self, world: World) -> None:
        world.facility()
        of_district = saved(world, 2026, by=district(world))
        saved(world, 2026, is_checked=False)
        assert in_force(world).record == of_district

    @pytest.mark.parametrize("kind", [FacilityKind.PRIVATE_SCHOOL, FacilityKind.PRESCHOOL])
    def test_a_private_school_does_not_follow_the_district_around_it(self, world: World, kind: FacilityKind) -> None:
        world.facility(PRIVATE, kind=kind)
        saved(world, 2026, by=district(world))
        assert in_force(world, PRIVATE).record is None

    def test_a_school_that_the_directory_does_not_know_has_an_assumed_calendar(self, world: World) -> None:
        saved(world, 2026, by=district(world))
        found = in_force(world, "19642120999999")
        assert (found.record, found.school_days) == (None, assumed_calendar(YEAR))

    @pytest.mark.parametrize(
        ("facility_id", "office"), [(SCHOOL_ID, OFFICE), (OFFICE, ""), ("198012345", ""), ("", "")]
    )
    def test_the_office_of_a_district_is_named_by_the_first_seven_digits(self, facility_id: str, office: str) -> None:
        assert district_office(facility_id) == office

    def test_one_read_brings_all_that_the_answer_needs(self, world: World) -> None:
        world.facility()
        saved(world, 2026, by=district(world))
        ctx = world.ctx()
        ctx.store.load(calendar_keys(SCHOOL_ID, YEAR))
        before = len(world.recorder.calls)
        assert not calendar_of(ctx, SCHOOL_ID, YEAR).is_assumed
        assert len(world.recorder.calls) == before

    def test_school_days_run_over_the_summer(self, world: World) -> None:
        """Given this year's own calendar and none for the next, then a notice in June ends in August."""
        saved(world, 2026)
        days = school_days_around(world.ctx(), SCHOOL_ID, date(2027, 6, 3))
        assert school_clocks.notice_ends(date(2027, 6, 3), days) == date(2027, 8, 20)
        assert days.is_school_day(date(2026, 10, 3))


class TestACopy:
    def test_dates_move_to_the_like_weekday_and_wait_to_be_checked(self, world: World) -> None:
        saved(world, 2025, source="https://calendar.example/board")
        person = world.default_user(Role.SCHOOL)
        copy_calendar(world.ctx(person), SCHOOL_ID, 2026)
        copied = world.ctx().store.get(SchoolYearCalendar, calendar_id(SCHOOL_ID, 2026))
        assert (copied.first_day, copied.last_day) == (date(2026, 8, 16), date(2027, 6, 9))
        assert [(each.first, each.last) for each in copied.closures] == [(date(2026, 11, 22), date(2026, 11, 26))]
        assert (copied.is_copy, copied.is_checked, copied.extra_days) == (True, False, ())
        assert in_force(world).is_assumed
        assert not saved(world, 2026).is_copy

    def test_a_year_with_a_calendar_is_not_copied_over(self, world: World) -> None:
        saved(world, 2025)
        known = saved(world, 2026)
        error = refused(lambda: copy_calendar(world.ctx(world.default_user(Role.SCHOOL)), SCHOOL_ID, 2026))
        assert (error.kind, error.code) == (ErrorKind.CONFLICT, "CALENDAR_THERE_ALREADY")
        assert world.reload(known) == known

    def test_without_a_calendar_last_year_there_is_nothing_to_copy(self, world: World) -> None:
        error = refused(lambda: copy_calendar(world.ctx(world.default_user(Role.SCHOOL)), SCHOOL_ID, 2026))
        assert (error.kind, error.code) == (ErrorKind.REFUSED, "NO_CALENDAR_LAST_YEAR")


class TestWhoMay:
    def test_the_district_keeps_the_calendars_of_its_public_schools_and_of_no_other(self, world: World) -> None:
        office = district(world)
        world.facility()
        world.facility(PRIVATE, kind=FacilityKind.PRIVATE_SCHOOL)
        world.facility("19642200123456")
        assert saved(world, 2026, by=office, owner=SCHOOL_ID).facility_id == SCHOOL_ID
        for foreign in (PRIVATE, "19642200123456"):
            assert (
                refused(lambda foreign=foreign: saved(world, 2026, by=office, owner=foreign)).kind
                is ErrorKind.NOT_FOUND
            )

    def test_a_school_keeps_neither_the_districts_calendar_nor_another_schools(self, world: World) -> None:
        world.facility("19642120654321")
        for foreign in (OFFICE, "19642120654321"):
            assert refused(lambda foreign=foreign: saved(world, 2026, owner=foreign)).kind is ErrorKind.NOT_FOUND

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.SCHOOL}))
    def test_no_other_role_keeps_a_calendar(self, world: World, role: Role) -> None:
        world.facility()
        person = world.default_user(role)
        assert refused(lambda: saved(world, 2026, by=person, owner=SCHOOL_ID)).kind is ErrorKind.FORBIDDEN
