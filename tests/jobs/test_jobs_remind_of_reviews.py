"""A school is told on the school day before how many records of students admitted on condition it reviews (17 CCR
6035(b))."""

from datetime import date

import pytest

from chalicelib.actions.students.record_review import DoneReview, record_review
from chalicelib.domain.account import Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.student import Student
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from tests.actions.recipients import recipients_of, told
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_reports import FULL_CARD, enrolled

DUE = NoticeKind.SCHOOL_REVIEWS_DUE
BEFORE, DAY = date(2026, 9, 15), date(2026, 9, 16)  # the thirtieth day after August 17, a Wednesday


@pytest.fixture
def students(world: World) -> list[str]:
    """Two students admitted on condition on August 17: the third dose of hepatitis B is not due yet."""
    world.clock.set("2026-08-17")
    world.facility()
    shots = [each for each in FULL_CARD if each[0] is not GivenVaccine.HEPB]
    hepatitis = (GivenVaccine.HEPB, ("2026-06-15", "2026-07-20"))
    return [enrolled(world, Grade.K, date(2021, 3, 14), [*shots, hepatitis]) for _each in range(2)]


def morning_of(world: World, day: date) -> dict[str, int]:
    return dict(send_reminders(world.at(day).clock))


def reviewed(world: World, student_id: str, on: date) -> None:
    school, version = world.default_user(Role.SCHOOL), world.ctx().store.get(Student, student_id).version
    record_review(world.at(on).ctx(school), DoneReview(student_id, version, on, on))


class TestTheDigest:
    def test_is_one_for_each_school_and_day_however_many_students_and_runs(
        self, world: World, students: list[str]
    ) -> None:
        """Given two reviews on one day, when the mornings come, then the school is told once, the school day before."""
        mornings = [date(2026, 8, 18), date(2026, 9, 14), BEFORE, BEFORE, DAY, date(2026, 9, 17)]

        counts = [len(told(world, DUE)) for morning in mornings if morning_of(world, morning) is not None]

        assert counts == [0, 0, 1, 1, 1, 1]
        assert recipients_of(world, DUE) == {("facility", SCHOOL_ID)}
        (notice,) = told(world, DUE)
        assert (notice.facts["students"], notice.facts["review_by"]) == ("2", DAY.isoformat())

    def test_of_a_monday_comes_on_the_friday(self, world: World, students: list[str]) -> None:
        """Given reviews that were done on August 29, when 30 days on is a Monday, then the digest comes on the
        Friday."""
        for each in students:
            reviewed(world, each, date(2026, 8, 29))  # 30 days later: Monday, September 28
        for morning in (date(2026, 8, 31), date(2026, 9, 24)):
            morning_of(world, morning)
        assert told(world, DUE) == []

        morning_of(world, date(2026, 9, 25))

        assert told(world, DUE)[0].facts["review_by"] == "2026-09-28"

    def test_after_two_missed_nights_comes_late_and_once(self, world: World, students: list[str]) -> None:
        morning_of(world, date(2026, 8, 18))
        for morning in (date(2026, 9, 17), date(2026, 9, 18)):
            morning_of(world, morning)

        assert [each.facts["students"] for each in told(world, DUE)] == ["2"]

    def test_comes_again_thirty_days_after_the_review(self, world: World, students: list[str]) -> None:
        morning_of(world, date(2026, 8, 18))
        morning_of(world, BEFORE)
        reviewed(world, students[0], DAY)

        for morning in (date(2026, 9, 17), date(2026, 10, 14), date(2026, 10, 15)):
            morning_of(world, morning)

        assert sorted(each.facts["students"] for each in told(world, DUE)) == ["1", "2"]

    def test_is_read_in_the_schools_own_words_and_leads_to_the_list(self, world: World, students: list[str]) -> None:
        morning_of(world, date(2026, 8, 18))
        morning_of(world, BEFORE)

        page = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}/news")

        assert "Student records to review on the next school day" in page.words
        assert "Review by: September 16, 2026" in page.words
        assert "no longer on your list" not in page.words
        world.at(DAY)
        listed = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}?show=review")
        assert listed.status == 200
        assert "Beatrix" in listed.words


def test_a_school_without_students_on_condition_is_looked_at_once_a_week_and_told_nothing(world: World) -> None:
    world.clock.set("2026-08-17")
    world.facility()
    enrolled(world, Grade.K, date(2021, 3, 14), FULL_CARD)

    looks = [morning_of(world, date(2026, 8, day)) for day in range(18, 32)]

    assert [place for place, each in enumerate(looks) if each == {"new": 1}] == [0, 7]
    assert told(world, DUE) == []
