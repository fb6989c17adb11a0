"""What a school's first page asks of the school itself: to look through the list of its people, and, in summer, the
grades."""

import json
from datetime import date

import pytest

from chalicelib.domain.account import Account, Role, SchoolPart
from tests.architecture.source import ROOT
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_arrivals import from_the_year_before
from tests.invariants.places_people import approver, record
from tests.portal import Shown

PEOPLE_LINE = "Check whether everyone with access still works here."
READS = json.loads((ROOT / "perf" / "budgets.json").read_text())["exceptions"]["/schools"]["GET"]["reads"]


def roster(world: World, person: Account) -> Shown:
    return world.browser(person).get("/schools")


def confirmed(world: World, on: date) -> None:
    record(world, SCHOOL_ID, lambda people: people.with_changes(confirmed_on=on, confirmed_by="someone"))


class TestTheListOfPeople:
    def test_an_approver_is_asked_on_the_first_page(self, world: World) -> None:
        """Given an approver whose list of people was never confirmed, then the first page asks, with the way there."""
        page = roster(world, approver(world))
        assert PEOPLE_LINE in page.words
        assert page.portal.get(page.links["Confirm the list of people"]).status == 200

    @pytest.mark.parametrize(("confirmed_on", "is_asked"), [(date(2026, 8, 31), True), (date(2026, 9, 1), False)])
    def test_it_is_asked_again_each_september(self, world: World, confirmed_on: date, is_asked: bool) -> None:
        """Given a list that was confirmed on the last day of August or on September 1, then only the first is due."""
        world.clock.set("2026-11-27")
        person = approver(world)
        confirmed(world, confirmed_on)
        assert (PEOPLE_LINE in roster(world, person).words) is is_asked

    @pytest.mark.parametrize("part", [SchoolPart.STAFF, SchoolPart.READ_ONLY])
    def test_no_one_else_is_asked(self, world: World, part: SchoolPart) -> None:
        """Given a list that is due, then who is no approver reads nothing of it, as the page behind it is closed."""
        approver(world)
        colleague = world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID,), school_part=part)
        assert PEOPLE_LINE not in roster(world, colleague).words

    def test_it_costs_the_list_no_request(self, world: World) -> None:
        """Given a student with a form, then the approver's list takes three requests, as everyone's does."""
        world.form()
        page = roster(world, approver(world))
        assert PEOPLE_LINE in page.words
        reads = [call for call in page.calls if call.operation in {"BatchGetItem", "Query", "GetItem"}]
        assert len(reads) <= READS == 3


class TestTheSummer:
    def asked(self, world: World, day: str) -> str:
        """The first page of the school on a day of 2026, with a student of the school year before."""
        world.clock.set(day)
        return roster(world, world.default_user(Role.SCHOOL)).words

    @pytest.fixture(autouse=True)
    def _student(self, world: World) -> None:
        world.clock.set("2026-05-04")
        self.student_id = from_the_year_before(world)

    @pytest.mark.parametrize(
        ("day", "sentence"),
        [
            ("2026-05-29", ""),
            ("2026-06-01", "On July 1, 2026 each student moves up one grade. Confirm the grades after that day."),
            ("2026-06-30", "On July 1, 2026 each student moves up one grade. Confirm the grades after that day."),
            ("2026-07-01", "On July 1, 2026 each student moved up one grade. Check who repeats a grade and who left."),
            ("2026-09-30", "On July 1, 2026 each student moved up one grade. Check who repeats a grade and who left."),
            ("2026-10-01", ""),
        ],
    )
    def test_from_june_on_the_school_is_told(self, world: World, day: str, sentence: str) -> None:
        """Given a student of the year before, then the first page tells of the advance in June, asks from July to
        September, and is silent on the day before and on the day after."""
        words = self.asked(world, day)
        assert ("one grade" in words) is bool(sentence)
        assert sentence in words

    def test_in_june_the_page_of_the_grades_says_which_year_it_shows(self, world: World) -> None:
        """Given the note of June, when its link is followed, then the page says that the next grades come in July."""
        world.clock.set("2026-06-15")
        page = roster(world, world.default_user(Role.SCHOOL))
        assert "The next ones come on July 1, 2026." in page.portal.get(page.links["Grades"]).words

    def test_once_confirmed_it_is_asked_no_more(self, world: World) -> None:
        """Given grades that the school confirmed in July, then the first page asks no more."""
        world.clock.set("2026-07-20")
        person = world.default_user(Role.SCHOOL)
        page = roster(world, person)
        grades = page.portal.get(page.links["Confirm the grades"])
        assert grades.press("Confirm these grades").follow().status == 200
        assert "one grade" not in self.asked(world, "2026-07-21")

    def test_who_only_reads_is_not_asked(self, world: World) -> None:
        world.clock.set("2026-07-20")
        reader = world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID,), school_part=SchoolPart.READ_ONLY)
        assert "one grade" not in roster(world, reader).words
