"""A school records grades: entry into the next grade span, a repeated grade, a skipped one (lifecycle H9)."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import Child
from chalicelib.domain.effective_status import grade_of, reading_of
from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.actions.physicians import codes_of, guard_of, opened, refusal, same_child
from tests.actions.recipients import recipients_of, refused
from tests.builders import World, line

OTHER_SCHOOL = "19642120654321"
PERMANENT = line(Vaccine.VAR, LineKind.PERMANENT)
GRADE_6 = {"grade": Grade.GRADE_6, "grade_now": Grade.GRADE_6}
FOR_GRADE_7 = {"grade": Grade.GRADE_7, "grade_now": Grade.GRADE_6, "planned_first_day": date(2027, 8, 16)}


def child_of(world: World, form: ExemptionForm) -> Child:
    return world.ctx().store.get(Child, form.child_id)


def record(world: World, form: ExemptionForm, grade: Grade, since: str, by: Account | None = None) -> ExemptionForm:
    command = GradeCommand(form.id, child_of(world, form).version, grade, date.fromisoformat(since))
    assert record_grade(world.ctx(by or world.default_user(Role.SCHOOL)), command).subject == subject_of(form)
    return world.reload(form)


def signed(world: World, **request: Any) -> ExemptionForm:
    return world.form(lines=(PERMANENT,), **{**GRADE_6, **request})


def effective_status(form: ExemptionForm, *days: str) -> list[EffectiveStatus | None]:
    return [reading_of(form, form.lines[0], date.fromisoformat(day)) for day in days]


class TestEntryIntoTheNextSpan:
    def test_case_15_grade_7_ends_the_exemption_of_tk_to_grade_6(self, world: World) -> None:
        world.clock.set("2026-10-05")
        form = signed(world)
        world.clock.set("2027-08-16")
        form = record(world, form, Grade.GRADE_7, "2027-08-16")
        assert effective_status(form, "2027-08-15", "2027-08-16") == [EffectiveStatus.VALID, EffectiveStatus.SPAN_ENDED]
        (row,) = world.ctx().store.school_list(form.facility_id, world.ctx().keyed_hash).forms
        assert row.next_span_entry == date(2027, 8, 16)

    def test_case_21_tk_ends_the_exemption_of_preschool(self, world: World) -> None:
        world.clock.set("2026-03-02")
        form = signed(world, grade=Grade.PRESCHOOL, grade_now=Grade.PRESCHOOL, planned_first_day=date(2025, 9, 1))
        world.clock.set("2026-08-17")
        form = record(world, form, Grade.TK, "2026-08-17")
        assert effective_status(form, "2026-08-16", "2026-08-17") == [EffectiveStatus.VALID, EffectiveStatus.SPAN_ENDED]

    def test_case_22_from_tk_to_kindergarten_it_stays_valid(self, world: World) -> None:
        world.clock.set("2026-03-02")
        form = signed(world, grade=Grade.TK, grade_now=Grade.TK, planned_first_day=date(2025, 9, 1))
        world.clock.set("2026-08-17")
        form = record(world, form, Grade.K, "2026-08-17")
        assert effective_status(form, "2026-08-17", "2032-06-01") == [EffectiveStatus.VALID, EffectiveStatus.VALID]
        assert form.next_span_entry is None

    def test_an_entry_to_come_ends_it_on_its_day_and_not_before(self, world: World) -> None:
        world.clock.set("2027-06-01")
        form = record(world, signed(world), Grade.GRADE_7, "2027-08-16")
        assert effective_status(form, "2027-06-01", "2027-08-15", "2027-08-16") == [
            EffectiveStatus.VALID,
            EffectiveStatus.VALID,
            EffectiveStatus.SPAN_ENDED,
        ]

    def test_a_skipped_grade_ends_the_span_all_the_same(self, world: World) -> None:
        form = signed(world, grade=Grade.GRADE_5, grade_now=Grade.GRADE_5)
        world.clock.set("2027-08-16")
        form = record(world, form, Grade.GRADE_7, "2027-08-16")
        assert effective_status(form, "2027-08-16") == [EffectiveStatus.SPAN_ENDED]

    def test_the_recorded_day_counts_and_not_the_planned_one(self, world: World) -> None:
        form = signed(world, next_span_entry=date(2027, 8, 16))
        world.clock.set("2027-08-23")
        form = record(world, form, Grade.GRADE_7, "2027-08-23")
        assert effective_status(form, "2027-08-22", "2027-08-23") == [EffectiveStatus.VALID, EffectiveStatus.SPAN_ENDED]
        assert guard_of(world, form)["valid_until"] == "2027-08-22"

    def test_a_form_for_the_next_span_counts_from_the_recorded_entry(self, world: World) -> None:
        form = signed(world, **FOR_GRADE_7)
        world.clock.set("2027-08-11")
        form = record(world, form, Grade.GRADE_7, "2027-08-11")
        assert effective_status(form, "2027-08-10", "2027-08-11") == [
            EffectiveStatus.NOT_YET_IN_EFFECT,
            EffectiveStatus.VALID,
        ]

    def test_every_form_of_the_child_ends_or_begins_with_it(self, world: World) -> None:
        child = same_child(world)
        now = world.form(child=child, lines=(PERMANENT,), **GRADE_6)
        later = world.form(child=world.reload(child), lines=(PERMANENT,), **FOR_GRADE_7)
        world.clock.set("2027-08-18")
        now = record(world, now, Grade.GRADE_7, "2027-08-18")
        assert effective_status(now, "2027-08-18") == [EffectiveStatus.SPAN_ENDED]
        assert effective_status(world.reload(later), "2027-08-17", "2027-08-18") == [
            EffectiveStatus.NOT_YET_IN_EFFECT,
            EffectiveStatus.VALID,
        ]

    def test_a_form_for_the_span_that_was_left_can_no_longer_be_signed(self, world: World) -> None:
        child = same_child(world)
        form = world.form(child=child, lines=(PERMANENT,), **GRADE_6)
        world.clock.set("2027-08-16")
        request = opened(world, request={"child": world.reload(child), **GRADE_6}, lines=(line(),))
        record(world, form, Grade.GRADE_7, "2027-08-16")
        assert codes_of(refusal(world, request.id)) >= {"SPAN_ALREADY_LEFT"}


class TestRepeatAndCorrection:
    def test_a_repeated_grade_keeps_the_exemption_past_the_planned_day(self, world: World) -> None:
        form = signed(world, next_span_entry=date(2027, 8, 16))
        world.clock.set("2027-08-20")
        assert effective_status(form, "2027-08-20") == [EffectiveStatus.SPAN_ENDED]
        form = record(world, form, Grade.GRADE_6, "2027-08-12")
        assert effective_status(form, "2027-08-20", "2028-06-01") == [EffectiveStatus.VALID, EffectiveStatus.VALID]
        assert guard_of(world, form)["valid_until"] == date.max.isoformat()

    def test_the_grade_of_this_year_says_nothing_about_the_plan_for_the_next(self, world: World) -> None:
        form = signed(world, next_span_entry=date(2027, 8, 16))
        form = record(world, form, Grade.GRADE_6, "2026-11-20")
        assert form.next_span_entry == date(2027, 8, 16)

    def test_preschool_in_summer_says_nothing_about_tk_in_autumn(self, world: World) -> None:
        world.clock.set("2026-07-15")
        form = signed(
            world,
            grade=Grade.PRESCHOOL,
            grade_now=Grade.PRESCHOOL,
            planned_first_day=date(2025, 9, 1),
            next_span_entry=date(2026, 8, 17),
        )
        form = record(world, form, Grade.PRESCHOOL, "2026-07-15")
        assert form.next_span_entry == date(2026, 8, 17)

    def test_a_form_for_grade_7_waits_where_grade_6_is_repeated(self, world: World) -> None:
        form = signed(world, **FOR_GRADE_7)
        world.clock.set("2027-08-16")
        form = record(world, form, Grade.GRADE_6, "2027-08-16")
        assert effective_status(form, "2027-08-16", "2028-07-31", "2028-08-01") == [
            EffectiveStatus.NOT_YET_IN_EFFECT,
            EffectiveStatus.NOT_YET_IN_EFFECT,
            EffectiveStatus.VALID,
        ]

    @pytest.mark.parametrize(("mended", "since"), [(Grade.GRADE_6, "2027-08-16"), (Grade.GRADE_6, "2027-08-12")])
    def test_an_entry_recorded_by_mistake_is_mended_by_the_right_grade(
        self, world: World, mended: Grade, since: str
    ) -> None:
        form = signed(world)
        world.clock.set("2027-08-16")
        record(world, form, Grade.GRADE_7, "2027-08-16")
        form = record(world, form, mended, since)
        assert effective_status(form, "2027-08-16", "2027-12-01") == [EffectiveStatus.VALID, EffectiveStatus.VALID]

    def test_a_wrong_day_of_entry_is_mended_by_the_right_one(self, world: World) -> None:
        form = signed(world)
        world.clock.set("2027-08-23")
        record(world, form, Grade.GRADE_7, "2027-08-16")
        form = record(world, form, Grade.GRADE_7, "2027-08-23")
        assert effective_status(form, "2027-08-22", "2027-08-23") == [EffectiveStatus.VALID, EffectiveStatus.SPAN_ENDED]
        assert len(form.school_record.grades) == 1

    def test_a_later_record_of_a_higher_grade_leaves_the_entry_where_it_was(self, world: World) -> None:
        form = signed(world)
        world.clock.set("2027-08-16")
        record(world, form, Grade.GRADE_7, "2027-08-16")
        world.clock.set("2028-08-14")
        assert record(world, form, Grade.GRADE_8, "2028-08-14").next_span_entry == date(2027, 8, 16)


class TestTheGradeThatIsShown:
    def test_it_is_the_recorded_one_and_advances_each_july(self, world: World) -> None:
        form = record(world, signed(world, grade=Grade.GRADE_2, grade_now=Grade.GRADE_2), Grade.GRADE_3, "2026-11-20")
        days = [date(2026, 11, 19), date(2026, 11, 20), date(2027, 6, 30), date(2027, 7, 1)]
        assert [grade_of(form, day) for day in days] == [Grade.GRADE_2, Grade.GRADE_3, Grade.GRADE_3, Grade.GRADE_4]

    def test_a_repeated_grade_is_shown_as_such(self, world: World) -> None:
        form = signed(world, grade=Grade.GRADE_2, grade_now=Grade.GRADE_2)
        world.clock.set("2027-08-16")
        form = record(world, form, Grade.GRADE_2, "2027-08-16")
        assert grade_of(form, date(2027, 9, 1)) == Grade.GRADE_2


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("day", "code"), [("2019-03-13", "DATE_BEFORE_BIRTH"), ("2027-11-21", "DAY_TOO_FAR"), ("2027-11-20", "")]
    )
    def test_a_day_before_birth_or_more_than_a_year_ahead(self, world: World, day: str, code: str) -> None:
        form = signed(world)
        if code:
            error = refused(lambda: record(world, form, Grade.GRADE_7, day))
            assert (error.kind, error.code, error.field) == (ErrorKind.INVALID, code, "since")
        else:
            assert record(world, form, Grade.GRADE_7, day).next_span_entry == date.fromisoformat(day)

    def test_another_school_never_and_other_roles_neither(self, world: World) -> None:
        form = signed(world)
        stranger = world.school_person(world.facility(OTHER_SCHOOL))
        error = refused(lambda: record(world, form, Grade.GRADE_7, "2026-11-20", by=stranger))
        assert error.kind == ErrorKind.NOT_FOUND
        error = refused(lambda: record(world, form, Grade.GRADE_7, "2026-11-20", by=world.default_user(Role.PARENT)))
        assert error.kind == ErrorKind.FORBIDDEN

    def test_a_page_made_before_another_record(self, world: World) -> None:
        form = signed(world)
        command = GradeCommand(form.id, child_of(world, form).version, Grade.GRADE_7, date(2027, 8, 16))
        record(world, form, Grade.GRADE_6, "2026-11-20")
        assert refused(lambda: record_grade(world.ctx(world.default_user(Role.SCHOOL)), command)).code == "STALE"


def test_the_parent_is_told(world: World) -> None:
    form = signed(world)
    record(world, form, Grade.GRADE_7, "2027-08-16")
    assert recipients_of(world, NoticeKind.SCHOOL_RECORDED) == {("account", form.guardian_ids[0])}
