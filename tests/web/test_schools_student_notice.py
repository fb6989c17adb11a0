"""A school records a written notice to the parent of a student without a form: the ten school days run from its
receipt, on the school's own calendar where it has one."""

from datetime import date

import pytest

from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.school_calendar import CalendarClosure
from chalicelib.domain.student import Situation, Student, StudentFacts
from chalicelib.law.enums import Grade
from chalicelib.law.school_year import ClosureKind
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_calendars import saved
from tests.portal import Portal, Shown


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


@pytest.fixture
def student_id(world: World) -> str:
    """Born March 14, 2018; in grade 2 since August 17, 2026; no dose on record. Today is October 27, 2026."""
    world.clock.set("2026-10-27")
    facts = StudentFacts(
        child=ChildFacts(first_name="Wren", middle_name="", last_name="Quill", birth_date=date(2018, 3, 14))
    )
    new = NewStudent(SCHOOL_ID, facts, Grade.GRADE_2, date(2026, 8, 17))
    return add_student(world.ctx(world.default_user(Role.SCHOOL)), new).subject.id


def typed(world: World, student_id: str, **answers: object) -> Shown:
    page = office(world).get(f"/schools/students/{student_id}/notice")
    every = ["DTAP", "HEPB", "IPV", "MMR", "VAR"]
    return page.press(
        "Record the notice", **{"vaccines": every, "way": "by-hand", "given_on": date(2026, 10, 27), **answers}
    )


def answer(world: World, student_id: str, on: str) -> str:
    world.clock.set(on)
    words = office(world).get(f"/schools/students/{student_id}").words
    return words[words.index("By the shots on record") : words.index("As of")]


def notices_of(world: World, student_id: str) -> tuple[object, ...]:
    return world.ctx().store.get(Student, student_id).school_record.notices


class TestWithoutACalendar:
    def test_the_day_is_shown_first_and_a_person_says_that_it_is_right(self, world: World, student_id: str) -> None:
        counted = typed(world, student_id)

        assert "the tenth school day is November 10, 2026" in counted.words
        assert "no one has checked it" in counted.words
        assert notices_of(world, student_id) == ()

        refused = counted.press("Record the notice")
        assert "Check the day" in refused.errors["calendar_checked"]
        assert notices_of(world, student_id) == ()

        done = refused.press("Record the notice", calendar_checked="yes").follow()
        assert "given on October 27, 2026, received on October 27, 2026" in done.words

    @pytest.mark.parametrize(
        ("on", "said"),
        [
            ("2026-10-27", "May attend. Proof due by November 10, 2026"),
            ("2026-11-10", "May attend. Proof due by November 10, 2026"),
            ("2026-11-11", "Exclude starting November 12, 2026"),
            ("2026-11-12", "Exclude starting November 12, 2026"),
        ],
    )
    def test_the_answer_turns_after_the_tenth_school_day(
        self, world: World, student_id: str, on: str, said: str
    ) -> None:
        typed(world, student_id).press("Record the notice", calendar_checked="yes")

        assert said in answer(world, student_id, on)

    def test_before_any_notice_the_record_is_to_be_checked(self, world: World, student_id: str) -> None:
        assert "Check the record" in answer(world, student_id, "2026-10-27")

    def test_a_day_that_a_person_typed_is_taken_as_it_is(self, world: World, student_id: str) -> None:
        typed(world, student_id, last_day=date(2026, 11, 20))

        assert "May attend. Proof due by November 20, 2026" in answer(world, student_id, "2026-11-20")
        assert "Exclude starting November 23, 2026" in answer(world, student_id, "2026-11-21")

    def test_other_days_are_counted_again(self, world: World, student_id: str) -> None:
        counted = typed(world, student_id)

        again = counted.press("Record the notice", way="post", calendar_checked="yes")

        assert "Received on October 30, 2026, so the tenth school day is November 16, 2026" in again.words
        assert notices_of(world, student_id) == ()


class TestOnTheSchoolsOwnCalendar:
    @pytest.fixture(autouse=True)
    def calendar(self, world: World, student_id: str) -> None:
        """A week without school from November 2, and Veterans Day."""
        week = CalendarClosure(
            first=date(2026, 11, 2), last=date(2026, 11, 6), label="Fall recess", kind=ClosureKind.RECESS
        )
        day = CalendarClosure(
            first=date(2026, 11, 11), last=date(2026, 11, 11), label="Veterans Day", kind=ClosureKind.HOLIDAY
        )
        saved(world, 2026, owner=SCHOOL_ID, closures=(week, day))

    def test_the_tenth_school_day_is_the_schools(self, world: World, student_id: str) -> None:
        counted = typed(world, student_id)
        assert "the tenth school day is November 18, 2026" in counted.words
        assert "no one has checked it" not in counted.words

        counted.press("Record the notice")

        assert "May attend. Proof due by November 18, 2026" in answer(world, student_id, "2026-11-18")
        assert "Exclude starting November 19, 2026" in answer(world, student_id, "2026-11-19")

    def test_a_foster_child_is_never_kept_out_by_a_date(self, world: World, student_id: str) -> None:
        page = office(world).get(f"/schools/students/{student_id}/edit")
        page.press("Save the changes", situations=[Situation.FOSTER.value])
        typed(world, student_id).press("Record the notice")

        assert "Exclude" not in answer(world, student_id, "2026-11-19")


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("wrong", "field", "said"),
        [
            ({"given_on": date(2026, 10, 28)}, "given_on", "still to come"),
            ({"received_on": date(2026, 10, 26)}, "received_on", "cannot have received"),
            ({"last_day": date(2026, 11, 9)}, "last_day", "Ten school days cannot be over"),
        ],
    )
    def test_is_said_at_the_field(
        self, world: World, student_id: str, wrong: dict[str, object], field: str, said: str
    ) -> None:
        refused = typed(world, student_id, **wrong)

        assert said in refused.errors[field]
        assert notices_of(world, student_id) == ()
