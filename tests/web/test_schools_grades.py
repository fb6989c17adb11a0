"""Each summer the grades move up, and the school confirms them: who repeats and who left is ticked (lifecycle H9)."""

from datetime import date

import pytest

from chalicelib.actions.students import confirm_grades
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.student import Student
from chalicelib.law.enums import Grade
from chalicelib.storage.table import unavailable
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.web.schools import grades
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_arrivals import from_the_year_before
from tests.portal import Shown

GRADES = f"/schools/at/{SCHOOL_ID}/grades"


@pytest.fixture(autouse=True)
def _summer(world: World) -> None:
    """A day after the advance of July 1, 2026."""
    world.clock.set("2026-07-20")


def look(world: World, path: str = GRADES) -> Shown:
    return world.browser(world.default_user(Role.SCHOOL)).get(path)


def grade_of(world: World, student_id: str) -> str:
    """The grade that the student's own page says."""
    words = look(world, f"/schools/students/{student_id}").words
    return next(grade for grade in ("Grade 1", "Grade 2", "Grade 3") if grade in words)


class TestTheNewYear:
    def test_each_student_stands_under_the_grade_after_the_advance(self, world: World) -> None:
        student_id = from_the_year_before(world)

        page = look(world)

        assert "2026–27" in page.words or "2026-27" in page.words
        assert "Grade 2" in page.words
        assert "Ottoline" in page.words
        assert grade_of(world, student_id) == "Grade 2"

    def test_who_repeats_stays_and_is_counted_there_on_every_page(self, world: World) -> None:
        repeats, other = from_the_year_before(world), from_the_year_before(world, "Perpetua")

        page = look(world).press("Confirm these grades", repeats=[repeats]).follow()

        assert "stays in the grade" in page.words
        assert (grade_of(world, repeats), grade_of(world, other)) == ("Grade 1", "Grade 2")
        world.clock.set("2027-07-20")
        assert (grade_of(world, repeats), grade_of(world, other)) == ("Grade 2", "Grade 3"), "the next year goes on"

    def test_who_left_has_a_last_day_and_is_off_the_page(self, world: World) -> None:
        left = from_the_year_before(world)
        asked = look(world)
        page = asked.press("Confirm these grades", left=[left], last_day=date(2026, 6, 11)).follow()

        assert "Ottoline" not in page.words
        assert "to June 11, 2026" in look(world, f"/schools/students/{left}").words

    def test_it_says_who_confirmed_which_grade_and_when(self, world: World) -> None:
        from_the_year_before(world)

        page = look(world).press("Confirm these grades").follow()

        clerk = world.default_user(Role.SCHOOL).display_name
        assert f"Confirmed on July 20, 2026 by {clerk}" in page.words

    def test_the_grade_that_only_those_who_repeat_are_in_is_confirmed_with_them(self, world: World) -> None:
        repeats = from_the_year_before(world)
        from_the_year_before(world, "Perpetua")

        page = look(world).press("Confirm these grades", repeats=[repeats]).follow()

        assert page.words.count("Confirmed on July 20, 2026") == len(["Grade 1", "Grade 2"])

    def test_nothing_is_written_of_a_student_who_moves_up_as_usual(self, world: World) -> None:
        student_id = from_the_year_before(world)
        before = world.ctx().store.get(Student, student_id)

        look(world).press("Confirm these grades")

        assert world.ctx().store.get(Student, student_id) == before

    def test_a_student_who_came_after_july_1_is_not_asked_about(self, world: World) -> None:
        world.clock.set("2026-08-20")
        from_the_year_before(world)
        school = world.browser(world.default_user(Role.SCHOOL))
        new = {"last_name": "Okonkwo", "first_name": "Ada", "birth_date": date(2019, 3, 14), "grade": "2"}
        school.get(f"/schools/at/{SCHOOL_ID}/students/new").press("Add the student", first_day=date(2026, 8, 17), **new)

        assert "Okonkwo" not in look(world).words

    def test_a_grade_recorded_for_an_exemption_is_the_grade_here_too(self, world: World) -> None:
        student_id = from_the_year_before(world)
        name = world.ctx().store.get(Student, student_id).facts.child
        child = ChildFacts(first_name=name.first_name, last_name=name.last_name, birth_date=name.birth_date)
        parent = world.parent()
        form = world.form(child=world.child(parent, facts=child), parent=parent)
        world.clock.advance(days=1)
        asked = look(world, f"/schools/pupils/{form.id}/grade")
        asked.press("Record the grade", grade="3", since=date(2026, 7, 1))

        assert "Grade 3" in look(world).words


class TestWrongTicks:
    def test_a_student_cannot_both_repeat_and_have_left(self, world: World) -> None:
        student_id = from_the_year_before(world)
        page = look(world).press("Confirm these grades", repeats=[student_id], left=[student_id])
        assert "cannot both repeat the grade and have left" in page.words
        assert grade_of(world, student_id) == "Grade 2"

    def test_who_left_needs_a_last_day(self, world: World) -> None:
        student_id = from_the_year_before(world)
        page = look(world).press(
            "Confirm these grades", left=[student_id], last_day_month="", last_day_day="", last_day_year=""
        )
        assert "Enter the last day of those who left" in page.words

    def test_a_student_who_is_not_the_schools_is_refused_and_nothing_is_written(self, world: World) -> None:
        student_id = from_the_year_before(world)
        page = look(world).press("Confirm these grades", repeats=[student_id, "a" * 26])
        assert "is not on your school's list" in page.words
        assert grade_of(world, student_id) == "Grade 2"

    def test_another_school_confirms_nothing_here(self, world: World) -> None:
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))
        assert other.get(GRADES).status == 404


class TestManyStudents:
    def test_a_large_school_goes_grade_by_grade(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(grades, "MOST_ON_A_PAGE", 1)
        first, second = from_the_year_before(world), from_the_year_before(world, "Perpetua")
        page = look(world)
        assert "Choose a grade" in page.words
        assert "Ottoline" not in page.words

        of_grade = look(world, f"{GRADES}?grade=2")
        of_grade.press("Confirm these grades", repeats=[first])

        assert (grade_of(world, first), grade_of(world, second)) == ("Grade 1", "Grade 2")

    def test_what_a_broken_press_left_out_the_next_one_writes_and_nothing_twice(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(confirm_grades, "_IN_ONE_TRANSACTION", 1)
        names = ("Ottoline", "Perpetua", "Quentin")
        ids = sorted(from_the_year_before(world, name) for name in names)
        commit, done = UnitOfWork.commit, []

        def breaks_after_two(work: UnitOfWork, *args: object, **facts: object) -> object:
            if len(done) == len(names) - 1:
                raise unavailable()
            done.append(work)
            return commit(work, *args, **facts)  # type: ignore[arg-type]

        page = look(world)
        monkeypatch.setattr(UnitOfWork, "commit", breaks_after_two)
        assert page.press("Confirm these grades", repeats=ids).status == 503
        monkeypatch.setattr(UnitOfWork, "commit", commit)
        assert sorted(grade_of(world, each) for each in ids) == ["Grade 1", "Grade 1", "Grade 2"]

        assert page.press("Confirm these grades", repeats=ids).status == 303

        assert {grade_of(world, each) for each in ids} == {"Grade 1"}
        records = [world.ctx().store.get(Student, each).school_record.grades for each in ids]
        assert [[entry.grade for entry in each] for each in records] == [[Grade.GRADE_1] * 2] * 3
        assert all(world.ctx().store.get(Student, each).version == len(["added", "repeats"]) for each in ids)
