"""The school's own record of a student: added by hand, changed, left, back."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.domain.student import Student
from chalicelib.law.enums import LineState, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.checks.pages import text_of
from tests.portal import Portal, Shown

NEW = f"/schools/at/{SCHOOL_ID}/students/new"
ROSALIND: dict[str, Any] = {
    "last_name": "Quillfeather",
    "first_name": "Rosalind",
    "birth_date": date(2018, 3, 14),
    "grade": "2",
    "first_day": date(2026, 8, 17),
}


FULL_CARD = (
    (["DTAP"], ("2018-05-14", "2018-07-14", "2018-09-14", "2019-07-14", "2022-04-01")),
    (["IPV"], ("2018-05-14", "2018-07-14", "2018-09-14", "2022-04-01")),
    (["MMR"], ("2019-04-01", "2022-04-02")),
    (["VAR"], ("2019-04-01", "2022-04-02")),
    (["HEPB"], ("2018-03-14", "2018-05-14", "2018-12-14")),
)
"""All that 17 CCR 6025 asks of a second grader."""


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def added(world: World, **answers: Any) -> Shown:
    return office(world).get(NEW).press("Add the student", **{**ROSALIND, **answers})


def the_student(world: World) -> Student:
    (item,) = [item for item in all_items(world.table.name) if item.get("type") == "student"]
    return world.ctx().store.get(Student, item["PK"].removeprefix("STUDENT#"))


class TestAdding:
    def test_a_student_needs_no_exemption_to_be_on_the_list(self, world: World) -> None:
        page = added(world).follow()
        assert "Rosalind Quillfeather" in page.words
        assert "Grade 2" in page.words
        assert "Born March 14, 2018" in page.words
        assert "Since August 17, 2026" in page.words

    def test_what_the_school_knows_besides_stands_on_the_page(self, world: World) -> None:
        given = {
            "ssid": "8101456789",
            "sex": "F",
            "ethnicity": "not-hispanic",
            "races": ["asian", "white"],
            "room": "14",
            "parent_name": "Odalys Quillfeather",
            "telephone": "559 555 0127",
            "language": "es",
            "situations": ["FOSTER"],
        }
        page = added(world, **given).follow()
        for part in (
            "8101456789",
            "Female",
            "Asian, White",
            "room 14",
            "Odalys Quillfeather",
            "Spanish",
            "Foster youth",
        ):
            assert part in page.words, part

    def test_a_second_record_of_the_same_child_is_refused_and_what_was_typed_stays(self, world: World) -> None:
        added(world)
        again = added(world, last_name="QUILL-FEATHER", parent_name="Odalys")
        assert again.status == 409
        assert "Your school has a record for a student with this name and birth date" in again.words
        assert again.form("Add the student").values["parent_name"] == "Odalys"

    def test_bad_dates_and_numbers_are_named_at_their_fields(self, world: World) -> None:
        for answers, sentence in (
            ({"birth_date": date(2031, 1, 1)}, "The date of birth cannot be in the future"),
            ({"first_day": date(2017, 8, 17)}, "This date is before the child was born"),
            ({"first_day": date(2029, 8, 17)}, "This day is more than a year away"),
            ({"ssid": "12345"}, "A statewide student identifier has ten digits"),
        ):
            page = added(world, **answers)
            assert (page.status, sentence in page.words) == (422, True), answers
        assert not [item for item in all_items(world.table.name) if item.get("type") == "student"]


class TestChanging:
    def test_a_wrong_name_is_mended(self, world: World) -> None:
        page = added(world).follow()
        edit = page.portal.get(page.links["Change the record"])
        page = edit.press("Save the changes", first_name="Rosalinda").follow()
        assert "Rosalinda Quillfeather" in page.words
        assert added(world).status == 303, "the name that was mended is free again"

    def test_of_two_who_change_at_once_the_second_is_asked_to_look(self, world: World) -> None:
        page = added(world).follow()
        first, second = (page.portal.get(page.links["Change the record"]) for _ in range(2))
        first.press("Save the changes", room="3")
        late = second.press("Save the changes", room="4")
        assert late.status == 409
        assert late.form("Save the changes").values["room"] == "4"
        assert the_student(world).facts.room == "3"


class TestLeavingAndComingBack:
    def test_who_left_keeps_a_record_and_can_come_back(self, world: World) -> None:
        page = added(world).follow()
        left = page.portal.get(page.links["The student leaves"])
        page = left.press("Save the last day", last_day=date(2026, 9, 1)).follow()
        assert "From August 17, 2026 to September 1, 2026" in page.words
        back = page.portal.get(page.links["The student is back"])
        page = back.press("Save the first day", first_day=date(2026, 9, 10), grade="3").follow()
        assert "Since September 10, 2026" in page.words
        assert [grade.grade for grade in the_student(world).school_record.grades] == ["2", "3"]

    def test_days_out_of_order_are_refused(self, world: World) -> None:
        page = added(world).follow()
        left = page.portal.get(page.links["The student leaves"])
        assert "cannot be before the first day" in left.press("Save the last day", last_day=date(2026, 8, 16)).words
        page = left.press("Save the last day", last_day=date(2026, 9, 1)).follow()
        back = page.portal.get(page.links["The student is back"])
        early = back.press("Save the first day", first_day=date(2026, 9, 1), grade="3")
        assert "must be after the last day" in early.words


class TestAnotherSchool:
    def test_another_school_learns_of_no_student(self, world: World) -> None:
        path = added(world).follow().path
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))
        assert other.get(path).status == 404
        assert other.get(f"{path}/edit").status == 404
        assert other.get(NEW).status == 404


class TestTheList:
    def test_a_student_without_an_exemption_stands_on_the_list_with_what_is_missing(self, world: World) -> None:
        added(world)
        page = office(world).get("/schools")
        assert "Quillfeather, Rosalind" in page.words
        assert "Check the record" in page.words
        assert "no record of DTaP, Polio, MMR, VAR, Hep B" in page.words

    @pytest.mark.parametrize(("typed", "found"), [("quill", 1), ("ROSALIND quillfeather", 1), ("petrossian", 0)])
    def test_a_name_is_found_by_a_part_of_it_in_any_case(self, world: World, typed: str, found: int) -> None:
        added(world)
        page = office(world).get(f"/schools/at/{SCHOOL_ID}").press("Find", words=typed)
        assert ("Quillfeather, Rosalind" in page.words) == bool(found)
        assert f"{found} student" in page.words

    def test_who_left_is_off_the_list_the_day_after(self, world: World) -> None:
        page = added(world).follow()
        page.portal.get(page.links["The student leaves"]).press("Save the last day", last_day=world.clock.today)
        assert "Quillfeather, Rosalind" in office(world).get(f"/schools/at/{SCHOOL_ID}").words
        world.clock.advance(days=1)
        page = office(world).get(f"/schools/at/{SCHOOL_ID}")
        assert "No students yet" in page.words

    def test_who_left_is_found_by_name_and_can_come_back(self, world: World) -> None:
        page = added(world).follow()
        left = page.portal.get(page.links["The student leaves"])
        left.press("Save the last day", last_day=date(2026, 9, 1))
        page = office(world).get(f"/schools/at/{SCHOOL_ID}").press("Find", words="quill")
        assert "Left on September 1, 2026" in page.words
        assert "The student is back" in page.portal.get(page.links["Quillfeather, Rosalind"]).links


class TestAStudentWithAnExemption:
    """One child has one answer at a school: that of the exemption's page."""

    def test_who_never_came_is_taken_off_the_list_by_the_school_itself(self, world: World) -> None:
        """Field report 20: given an exemption that names this school, of a child who is not there, when the school adds
        the student as the page says, and enters the last day, then the list is without the child from the day after,
        and the page says it no more."""
        form = world.form()
        page = office(world).get(f"/schools/pupils/{form.id}")
        assert "A student who left or never came is on your list until you enter the last day" in page.words
        child = form.child
        typed = {"first_name": child.first_name, "last_name": child.last_name, "birth_date": child.birth_date}
        new = page.portal.get(page.links["Add a student"])
        record = new.press("Add the student", **typed, grade="2", first_day=date(2026, 8, 12)).follow()
        left = record.portal.get(record.links["The student leaves"])
        left.press("Save the last day", last_day=world.clock.today)
        assert "Not at your school?" not in office(world).get(f"/schools/pupils/{form.id}").words
        world.clock.advance(days=1)
        assert child.last_name not in office(world).get(f"/schools/at/{SCHOOL_ID}").words

    def exempt(self, world: World, **facts: Any) -> ExemptionForm:
        child = ChildFacts(first_name="ROSALIND", last_name="Quill-Feather", birth_date=date(2018, 3, 14))
        parent = world.parent()
        return world.form(child=world.child(parent, facts=child), parent=parent, **facts)

    def answers(self, world: World, form: ExemptionForm) -> tuple[str, str, str]:
        """What the list, the student's page and the exemption's page say."""
        school = office(world)
        listed = school.get(f"/schools/at/{SCHOOL_ID}")
        student = school.get(listed.links["Quillfeather, Rosalind"])
        exemption = school.get(f"/schools/pupils/{form.id}")
        answer = next(each for each in exemption.html.iter("strong") if "status" in each.get("class", ""))
        return listed.words, student.words, text_of(answer)

    @pytest.mark.parametrize("state", [LineState.ISSUED, LineState.HELD])
    def test_list_record_and_exemption_say_the_same(self, world: World, state: LineState) -> None:
        added(world)
        form = self.exempt(world, state=state)
        listed, student, answer = self.answers(world, form)
        assert answer in listed
        assert answer in student
        assert "By the exemption" in student

    def test_after_the_state_stopped_it_all_three_name_the_day(self, world: World) -> None:
        world.clock.set("2026-09-01")
        added(world)
        form = self.exempt(world, lines=(line(Vaccine.MMR),))
        world.review(ReviewState.DECIDED, form=form, vaccines=(Vaccine.MMR,))
        listed, student, answer = self.answers(world, form)
        assert answer == "May attend. Shots must start by October 1, 2026"
        assert answer in listed
        assert answer in student

    def test_a_shot_counts_wherever_the_school_recorded_it(self, world: World) -> None:
        page = added(world).follow()
        for vaccine, day in (("VAR", date(2019, 5, 2)), ("IPV", date(2018, 5, 14))):
            dose = page.portal.get(page.links["Record a dose"])
            page = dose.press("Record the dose", vaccines=[vaccine], given_on=day).follow()
        form = self.exempt(world)
        page = page.portal.get(page.path)
        assert "These shots count for the answer, too" in page.words
        dose = page.portal.get(page.links["Record a dose"])
        dose.press("Record the dose", vaccines=["VAR"], given_on=date(2022, 5, 2))
        exemption = office(world).get(f"/schools/pupils/{form.id}")
        listed = office(world).get("/schools")
        for shown in (exemption, page.portal.get(page.path)):
            assert "May 2, 2019" in shown.words
            assert "May 2, 2022" in shown.words
            removals = [
                link.get("href", "") for link in shown.html.iter("a") if link.get("href", "").endswith("/remove")
            ]
            assert [address.split("/")[2] for address in removals] == ["pupils", "students", "students"]
        answer = next(each for each in exemption.html.iter("strong") if "status" in each.get("class", ""))
        assert text_of(answer) == "Not an exemption today", "a polio dose is on record, and the others are missing"
        assert text_of(answer) in listed.words

    def test_a_grade_recorded_for_the_exemption_is_the_students_grade_on_every_page(self, world: World) -> None:
        page = added(world).follow()
        form = self.exempt(world)
        world.clock.advance(days=1)
        asked = office(world).get(f"/schools/pupils/{form.id}/grade")
        asked.press("Record the grade", grade="3", since=date(2026, 11, 2))
        assert "Grade 3" in office(world).get(f"/schools/pupils/{form.id}").words
        assert "Grade 3" in office(world).get(page.path).words
        assert "3/14/2018 3" in office(world).get("/schools").words

    def test_an_exemption_at_another_school_is_not_told(self, world: World) -> None:
        form = self.exempt(world)
        other = world.facility("19642120654321", name="Another School")
        page = world.browser(world.school_person(other)).get(f"/schools/at/{other.id}/students/new")
        page = page.press("Add the student", **ROSALIND).follow()
        assert "Your school has no exemption" in page.words
        assert form.number not in page.words


class TestShots:
    def test_case_71_all_shots_on_record_admit_the_student(self, world: World) -> None:
        page = added(world).follow()
        for shots, days in FULL_CARD:
            for day in days:
                form = page.portal.get(page.links["Record a dose"])
                page = form.press("Record the dose", vaccines=shots, given_on=date.fromisoformat(day)).follow()
        assert "Check the record" not in page.words
        assert "Admit" in page.words
        assert "No shot is on record for" not in page.words

    def test_at_eighteen_nothing_is_asked(self, world: World) -> None:
        added(world, birth_date=date(2008, 11, 1), grade="12")
        assert "Admit 18 or older, nothing required" in office(world).get(f"/schools/at/{SCHOOL_ID}").words

    def test_a_shot_that_was_a_mistake_is_taken_off(self, world: World) -> None:
        page = added(world).follow()
        form = page.portal.get(page.links["Record a dose"])
        page = form.press("Record the dose", vaccines=["MMR"], given_on=date(2019, 5, 2)).follow()
        assert "May 2, 2019" in page.words
        (link,) = [url for text, url in page.links.items() if text.startswith("Take this dose off")]
        page = page.portal.get(link).press("Take it off the record", reason="The card is a brother's").follow()
        assert "May 2, 2019" not in page.words
        assert the_student(world).school_record.doses == ()

    def test_the_same_shot_twice_and_a_day_to_come_are_refused(self, world: World) -> None:
        page = added(world).follow()
        form = page.portal.get(page.links["Record a dose"])
        page = form.press("Record the dose", vaccines=["MMR"], given_on=date(2019, 5, 2)).follow()
        form = page.portal.get(page.links["Record a dose"])
        assert form.press("Record the dose", vaccines=["MMR"], given_on=date(2019, 5, 2)).status == 422
        assert form.press("Record the dose", vaccines=["MMR"], given_on=date(2031, 5, 2)).status == 422


class TestReviews:
    """17 CCR 6035: the record of a student who is admitted on condition is reviewed every thirty days."""

    def conditional(self, world: World) -> Shown:
        """Admitted on August 17, 2026; the second MMR and the rest are on record, the second varicella is to come."""
        page = added(world).follow()
        for shots, days in FULL_CARD:
            for day in days[:-1] if shots == ["VAR"] else days:
                form = page.portal.get(page.links["Record a dose"])
                given = date(2026, 11, 10) if shots == ["VAR"] else date.fromisoformat(day)
                page = form.press("Record the dose", vaccines=shots, given_on=given).follow()
        assert "Admit conditionally" in page.words
        return page

    def due(self, world: World) -> str:
        page = office(world).get("/schools")
        return next(text for text in page.links if text.endswith("Review due"))

    def test_a_review_is_due_thirty_days_after_the_admission_and_after_the_last_one(self, world: World) -> None:
        page = self.conditional(world)
        assert "review the record by September 16, 2026" in page.words
        assert self.due(world) == "1 Review due"
        form = page.portal.get(page.links["Record a review"])
        page = form.press("Record the review", done_on=world.clock.today, told_on=world.clock.today).follow()
        assert "Reviewed on November 20, 2026, parent told on November 20, 2026" in page.words
        assert "review the record by December 20, 2026" in page.words
        assert self.due(world) == "0 Review due"
        world.clock.advance(days=29)
        assert self.due(world) == "0 Review due"
        world.clock.advance(days=1)
        assert self.due(world) == "1 Review due"

    def test_days_that_cannot_be_are_named_at_their_fields(self, world: World) -> None:
        page = self.conditional(world)
        form = page.portal.get(page.links["Record a review"])
        early = form.press("Record the review", done_on=date(2026, 8, 16))
        late = form.press("Record the review", done_on=date(2031, 1, 1))
        backwards = form.press("Record the review", done_on=date(2026, 11, 2), told_on=date(2026, 11, 1))
        assert (early.status, late.status, backwards.status) == (422, 422, 422)
        assert "The parent is told after the review" in backwards.words
        assert "cannot be before the first day" in early.words
        assert the_student(world).reviews == ()
