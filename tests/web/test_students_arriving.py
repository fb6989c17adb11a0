"""Students who come from another school, who leave for one, or who are enrolled without records; and what was said."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.student import Student
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.portal import Shown

LIST = f"/schools/at/{SCHOOL_ID}"
ROSALIND: dict[str, Any] = {
    "last_name": "Quillfeather",
    "first_name": "Rosalind",
    "birth_date": date(2018, 3, 14),
    "grade": "2",
    "first_day": date(2026, 8, 17),
}
FROM_OREGON = {"came_from": "us-school", "school_name": "Juniper Hollow Elementary"}
DAY_30, OUT = "September 28, 2026", "September 29, 2026"  # Labor Day is no school day


class Desk:
    """The office's browser. On another day the person signs in again."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.signed_in_on: date | None = None

    def get(self, path: str) -> Shown:
        if self.signed_in_on != self.world.clock.today:
            self.signed_in_on = self.world.clock.today
            self.browser = self.world.browser(self.world.default_user(Role.SCHOOL))
        return self.browser.get(path)


@pytest.fixture
def office(world: World) -> Desk:
    world.clock.set("2026-08-17")
    return Desk(world)


def added(office: Desk, **answers: Any) -> Shown:
    return office.get(f"{LIST}/students/new").press("Add the student", **{**ROSALIND, **answers}).follow()


def arrived(office: Desk, student: Shown, **answers: Any) -> Shown:
    """The follow-up after a person has seen the thirtieth school day and said that it is right."""
    asked = office.get(f"{student.path}/arrival")
    shown = asked.press("Save where the student came from", **{**FROM_OREGON, **answers})
    if shown.status == 303:
        return shown.follow()
    return shown.press("Save where the student came from", calendar_checked="yes").follow()


def the_student(world: World) -> Student:
    (item,) = [item for item in all_items(world.table.name) if item.get("type") == "student"]
    return world.ctx().store.get(Student, item["PK"].removeprefix("STUDENT#"))


def counted(office: Desk, words: str) -> int:
    """How many students stand on a list of the desk's first line, which names it only when someone does."""
    links = [each for each in office.get(LIST).links if each.endswith(words)]
    return int(links[0].removesuffix(words)) if links else 0


class TestArrivingFromAnotherState:
    def test_the_thirtieth_school_day_is_shown_before_it_counts(self, office: Desk) -> None:
        student = added(office)

        asked = office.get(f"{student.path}/arrival").press("Save where the student came from", **FROM_OREGON)

        assert f"the thirtieth school day is {DAY_30}" in asked.words
        assert "We used assumed school days" in asked.words
        unchecked = asked.press("Save where the student came from")
        assert unchecked.status == 422

    def test_until_day_30_the_student_may_attend_and_then_is_out_on_page_roster_and_paper(
        self, world: World, office: Desk
    ) -> None:
        student = added(office)
        arrived(office, student)

        for day, answer in (
            ("2026-08-17", f"Admit conditionally through {DAY_30}"),
            ("2026-09-28", f"Admit conditionally through {DAY_30}"),
            ("2026-09-29", f"Exclude starting {OUT}"),
        ):
            world.clock.set(day)
            for path in (student.path, LIST, f"{student.path}/transfer"):
                assert answer in office.get(path).words, (day, path)

    def test_the_record_is_awaited_on_the_desk_and_from_day_20_asked_for_again(
        self, world: World, office: Desk
    ) -> None:
        student = added(office)
        arrived(office, student)
        assert (counted(office, " Records awaited"), counted(office, " Ask again for records")) == (1, 0)

        world.clock.set("2026-09-11")
        assert counted(office, " Ask again for records") == 0
        world.clock.set("2026-09-14")  # the twentieth school day

        assert counted(office, " Ask again for records") == 1
        assert "Ask for it again and tell the parent" in office.get(student.path).words
        request = office.get(f"{student.path}/record-request")
        request.press("Save the request", asked_of="former-school", asked_on=date(2026, 9, 14))
        assert counted(office, " Ask again for records") == 0

    def test_the_former_school_has_ten_school_days(self, world: World, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        request = office.get(f"{student.path}/record-request")

        page = request.press("Save the request", asked_of="former-school", asked_on=date(2026, 8, 17)).follow()

        assert "due by August 31, 2026" in page.words
        world.clock.set("2026-08-31")
        assert "had to send" not in office.get(page.path).words
        world.clock.set("2026-09-01")
        assert "The former school had to send the record by August 31, 2026" in office.get(page.path).words

    def test_when_the_record_has_come_the_doses_decide(self, world: World, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        world.clock.set("2026-09-01")
        received = office.get(f"{student.path}/record-received")

        page = received.press("Save that the record came", received_on=date(2026, 9, 1), result="short").follow()

        assert "The record came on September 1, 2026: Doses are missing" in page.words
        assert "Check the record" in office.get(student.path).words
        assert counted(office, " Records awaited") == 0
        again = office.get(f"{student.path}/record-received")
        late = again.press("Save that the record came", received_on=date(2026, 9, 1), result="complete")
        assert "No record is awaited for this student" in late.words

    def test_doses_that_the_parent_shows_count_while_the_record_is_awaited(self, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        dose = office.get(f"{student.path}/dose")
        dose.press("Record the dose", vaccines=["MMR"], given_on=date(2019, 5, 2))

        page = office.get(student.path)

        assert f"Admit conditionally through {DAY_30}" in page.words

    def test_a_written_notice_goes_before_the_wait(self, world: World, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        notice = office.get(f"{student.path}/notice")
        notice.press(
            "Record the notice",
            vaccines=["MMR", "VAR", "IPV", "DTAP", "HEPB"],
            way="by-hand",
            given_on=date(2026, 8, 17),
            last_day=date(2026, 8, 31),
        )

        assert "May attend. Proof due by August 31, 2026" in office.get(student.path).words

    @pytest.mark.parametrize(
        ("last_day", "answer"),
        [
            (date(2026, 8, 28), "Admit conditionally through August 28, 2026"),
            (date(2026, 9, 29), "no more than 30 school days"),
        ],
    )
    def test_a_district_may_give_fewer_days_and_never_more(self, office: Desk, last_day: date, answer: str) -> None:
        student = added(office)
        asked = office.get(f"{student.path}/arrival").press("Save where the student came from", **FROM_OREGON)

        saved = asked.press("Save where the student came from", calendar_checked="yes", last_day=last_day)

        page = office.get(student.path) if saved.status == 303 else saved
        assert answer in page.words

    def test_what_cannot_be_is_said_at_its_field(self, office: Desk) -> None:
        student = added(office)
        asked = office.get(f"{student.path}/arrival")
        for answers, sentence in (
            ({"school_name": ""}, "Enter the name of the school, or of the country"),
            ({"first_day": date(2026, 8, 14)}, "Day 1 cannot be before the first day at your school"),
        ):
            given = {**FROM_OREGON, "last_day": date(2026, 9, 1), **answers}
            page = asked.press("Save where the student came from", **given)
            assert (page.status, sentence in page.words) == (422, True), answers


class TestArrivingFromAnotherCountry:
    def test_there_is_no_time_to_wait(self, office: Desk) -> None:
        student = added(office)

        page = arrived(office, student, came_from="other-country", school_name="Ukraine")

        assert "There is no time to wait" in page.words
        assert "Check the record" in office.get(student.path).words
        assert counted(office, " Records awaited") == 1

    def test_who_was_at_no_school_before_awaits_nothing(self, office: Desk) -> None:
        student = added(office)
        arrived(office, student, came_from="first-enrollment", school_name="")

        assert counted(office, " Records awaited") == 0

    def test_who_comes_back_is_a_new_admission_with_an_arrival_of_its_own(self, world: World, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        office.get(f"{student.path}/left").press("Save the last day", last_day=date(2026, 8, 21))
        office.get(f"{student.path}/back").press("Save the first day", first_day=date(2026, 8, 31), grade="2")

        page = office.get(f"{student.path}/follow-up")

        assert "It is not recorded where the student came from" in page.words
        assert "Juniper Hollow Elementary" in page.words, "what was goes on standing in the log"
        arrived(office, student, first_day=date(2026, 8, 31), school_name="Sandpiper Ridge School")
        assert len(the_student(world).arrivals) == 2


class TestAnotherSchoolAsks:
    def asked(self, office: Desk, student: Shown) -> Shown:
        request = office.get(f"{student.path}/packet-request")
        answers = {"school_name": "Sandpiper Ridge School", "asked_on": date(2026, 9, 1)}
        return request.press("Save the request", **answers).follow()

    def test_until_it_is_sent_the_request_stands_on_the_desk_also_of_who_left(self, world: World, office: Desk) -> None:
        student = added(office)
        office.get(f"{student.path}/left").press("Save the last day", last_day=date(2026, 8, 28))
        world.clock.set("2026-09-01")

        page = self.asked(office, student)

        assert "send by September 16, 2026" in page.words, "Labor Day is no school day"
        assert counted(office, " Send to new school") == 1
        listed = office.get(f"{LIST}?show=packet")
        assert "Left on August 28, 2026" in listed.words
        packet = office.get(f"{student.path}/transfer")
        sent = office.get(packet.links["Mark as sent to Sandpiper Ridge School"])
        sent.press("Mark as sent", sent_on=date(2026, 9, 1))
        assert counted(office, " Send to new school") == 0
        assert "sent on September 1, 2026" in office.get(page.path).words
        assert office.get(sent.path).status == 404, "what was sent is not sent again"

    def test_the_record_of_foster_youth_goes_out_within_two_business_days(self, world: World, office: Desk) -> None:
        student = added(office, situations=["FOSTER"])
        world.clock.set("2026-09-01")

        assert "send by September 3, 2026" in self.asked(office, student).words

    def test_a_request_cannot_be_before_the_student_came(self, office: Desk) -> None:
        student = added(office)
        request = office.get(f"{student.path}/packet-request")
        page = request.press("Save the request", school_name="Sandpiper Ridge School", asked_on=date(2026, 8, 1))
        assert "cannot be before the student's first day" in page.words


class TestEnrolledWithoutRecords:
    @pytest.mark.parametrize("situation", ["FOSTER", "HOMELESS"])
    def test_no_date_ever_keeps_the_child_out(self, world: World, office: Desk, situation: str) -> None:
        student = added(office, situations=[situation])
        arrived(office, student)

        for day in ("2026-08-17", "2026-09-29", "2027-05-03"):
            world.clock.set(day)
            words = office.get(LIST).words
            assert "Exclude starting" not in words, day
            assert "enrolled, records pending" in words, day
            for page in (student.path, f"{student.path}/follow-up"):
                assert "the student is out starting" not in office.get(page).words, (day, page)

    def test_after_fourteen_days_without_a_step_the_desk_asks_again(self, world: World, office: Desk) -> None:
        student = added(office, situations=["HOMELESS"])
        assert counted(office, " Records awaited") == 1
        world.clock.set("2026-08-30")
        assert counted(office, " Ask again for records") == 0
        world.clock.set("2026-08-31")
        assert counted(office, " Ask again for records") == 1

        steps = office.get(f"{student.path}/steps")
        steps.press("Save the steps", steps=["liaison-told"], done_on=date(2026, 8, 31))

        assert counted(office, " Ask again for records") == 0
        world.clock.set("2026-09-14")
        assert counted(office, " Ask again for records") == 1

    def test_each_tick_says_when_and_by_whom(self, world: World, office: Desk) -> None:
        student = added(office, situations=["FOSTER"])
        assert "The last school was asked for the record, by August 19, 2026" in office.get(student.path).words
        steps = office.get(f"{student.path}/steps")

        steps.press("Save the steps", steps=["last-school-asked", "liaison-told"], done_on=date(2026, 8, 17))

        clerk = world.default_user(Role.SCHOOL).display_name
        words = office.get(student.path).words
        assert f"Done: The last school was asked for the record; August 17, 2026, {clerk}" in words
        assert "To do: The record is here" in words

    def test_a_military_child_has_thirty_days_to_start_the_shots(self, office: Desk) -> None:
        student = added(office, situations=["MILITARY"])
        assert "The first shots were given, by September 16, 2026" in office.get(student.path).words

    def test_other_students_have_no_such_steps(self, office: Desk) -> None:
        student = added(office)
        assert office.get(f"{student.path}/steps").status == 404
        assert "Check off steps" not in office.get(student.path).words

    def test_the_annual_report_counts_the_child_as_overdue(self, world: World, office: Desk) -> None:
        added(office, situations=["HOMELESS"], grade="K", birth_date=date(2021, 3, 14))
        world.clock.set("2026-11-02")
        listed = office.get(f"{LIST}/report/students?category=overdue&section=kindergarten")
        assert "Quillfeather, Rosalind" in listed.words


class TestContacts:
    NOTE = "The mother will bring the yellow card on Friday"

    def noted(self, office: Desk, student: Shown, **answers: Any) -> Shown:
        given = {"spoken_with": "parent", "name": "Odalys", "way": "telephone", "note": self.NOTE}
        return office.get(f"{student.path}/contact").press("Save the contact", **{**given, **answers})

    def test_the_log_says_when_with_whom_what_and_by_whom(self, world: World, office: Desk) -> None:
        student = added(office)

        page = self.noted(office, student).follow()

        clerk = world.default_user(Role.SCHOOL).display_name
        assert f"August 17, 2026: The parent or guardian, Odalys, By telephone ({clerk}) {self.NOTE}" in page.words

    def test_the_newest_day_comes_first_beside_all_that_was_done(self, world: World, office: Desk) -> None:
        student = added(office)
        arrived(office, student)
        world.clock.set("2026-09-10")
        self.noted(office, student, note="Called again", contact_on=date(2026, 9, 9))
        self.noted(office, student, note="The clinic looks for the card", contact_on=date(2026, 9, 1))

        words = office.get(f"{student.path}/follow-up").words

        places = [words.index(each) for each in ("Called again", "The clinic looks", "August 17, 2026: A school in")]
        assert places == sorted(places)

    def test_a_note_is_in_no_packet_for_another_school(self, office: Desk) -> None:
        student = added(office)
        self.noted(office, student)
        for paper in ("transfer", "record"):
            assert self.NOTE not in office.get(f"{student.path}/{paper}").text

    def test_another_school_reads_nothing(self, world: World, office: Desk) -> None:
        student = added(office)
        self.noted(office, student)
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))
        for page in ("follow-up", "contact", "arrival", "record-request", "packet-request", "steps"):
            assert other.get(f"{student.path}/{page}").status == 404, page

    def test_a_day_to_come_is_no_contact(self, office: Desk) -> None:
        student = added(office)
        assert "This date is still to come" in self.noted(office, student, contact_on=date(2026, 8, 18)).words
