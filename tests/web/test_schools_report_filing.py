"""The annual report is filed, corrected and read again; what its pages cost."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.domain.student import Student
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.storage.rosters import student_item
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.invariants.places_reports import TYPED, filed, kindergartner
from tests.portal import Portal, Shown

REPORT = f"/schools/at/{SCHOOL_ID}/report"


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def category(page: Shown, name: str) -> int:
    """The number of a category on a worksheet with one part."""
    rows = (row for row in page.html.iter("tr") if "".join(next(row.iter("th")).itertext()).startswith(name))
    return int("".join(next(next(rows).iter("td")).itertext()).split()[0])


def the_report(world: World) -> SchoolReport:
    return world.ctx().store.get(SchoolReport, report_id(SCHOOL_ID, 2026))


def named(student: Student, number: int) -> Student:
    """The same student under another id and without a shot."""
    return student.with_changes(
        id=f"student{number:04}", school_record=SchoolRecord(grades=student.school_record.grades)
    )


class TestFiling:
    def test_the_report_is_checked_filed_and_kept_as_it_was(self, world: World) -> None:
        """Given a filed report, when a shot is added, then the filed numbers stay and the worksheet has the new one."""
        world.facility()
        student_id = kindergartner(world, left_out=(GivenVaccine.VAR,))
        done = office(world).get(f"{REPORT}/file").press("File the report", **TYPED).follow()
        assert "Filed on November 20, 2026, version 1. Filed by you." in done.words
        for part in (SCHOOL_ID, "Wilhelmina Farquhar", "PO Box 77", "(559) 555-0150", "Public"):
            assert part in done.words, part
        assert category(done, "Overdue") == 1
        student = office(world).get(f"/schools/students/{student_id}")
        for day in (date(2022, 4, 1), date(2025, 4, 2)):
            dose = student.portal.get(f"/schools/students/{student_id}/dose")
            dose.press("Record the dose", vaccines=["VAR"], given_on=day)
        assert category(office(world).get(REPORT), "All required doses") == 1
        assert category(office(world).get(done.path), "Overdue") == 1

    def test_a_correction_is_a_new_version_and_the_first_stays(self, world: World) -> None:
        world.facility()
        kindergartner(world, left_out=(GivenVaccine.VAR,))
        filed(world)
        world.clock.set("2026-11-24")
        kindergartner(world)
        page = office(world).get(f"{REPORT}/file")
        again = page.press("File the report again", **{**TYPED, "enrolled_kindergarten": "2"}).follow()
        assert "Filed on November 24, 2026, version 2" in again.words
        assert "Two cards were found" in again.words
        versions = office(world).get(f"{REPORT}/filed/2026")
        assert "Version 2 November 24, 2026 you 2 1 Two cards were found" in versions.words
        assert "Version 1 November 20, 2026 you 1 0 first filing" in versions.words
        first = versions.portal.get(f"{REPORT}/filed/2026/1")
        assert category(first, "Overdue") == 1
        assert "version 1" in first.words
        assert versions.portal.get(f"{REPORT}/filed/2026/3").status == 404

    def test_the_students_behind_a_filed_number_stay_those_of_that_day(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        report = filed(world)
        kindergartner(world)
        listed = office(world).get(f"{REPORT}/filed/2026/1/students?section=kindergarten")
        assert "1 student" in listed.words
        assert report.groups[0].student_ids[0] in " ".join(listed.links.values())

    def test_pressing_twice_files_once(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        page = office(world).get(f"{REPORT}/file")
        first, second = (page.press("File the report", **TYPED) for _ in range(2))
        assert first.headers["location"] == second.headers["location"]
        assert the_report(world).version == 1

    def test_of_two_who_file_at_once_the_second_is_shown_what_the_first_has_filed(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        first, second = (office(world).get(f"{REPORT}/file") for _ in range(2))
        first.press("File the report", **TYPED)
        late = second.press("File the report", **TYPED)
        assert late.status == 409
        assert "What has changed since the report was filed?" in late.words
        assert the_report(world).version == 1

    def test_numbers_that_have_changed_meanwhile_are_shown_before_anything_is_filed(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        page = office(world).get(f"{REPORT}/file")
        kindergartner(world)
        answer = page.press("File the report", **TYPED)
        assert answer.status == 409
        assert "The list of students has changed since you opened this page" in answer.words
        done = answer.press("File the report", **{**TYPED, "enrolled_kindergarten": "2"}).follow()
        assert category(done, "All required doses") == 2

    @pytest.mark.parametrize("typed", ["", "0", "2"])
    def test_the_schools_own_count_must_be_that_of_the_list(self, world: World, typed: str) -> None:
        world.facility()
        kindergartner(world)
        page = office(world).get(f"{REPORT}/file")
        answer = page.press("File the report", **{**TYPED, "enrolled_kindergarten": typed})
        assert answer.status == 422
        assert "the list has 1" in answer.words
        assert answer.form("File the report").values["staff_name"] == "Wilhelmina Farquhar"

    def test_a_correction_says_what_has_changed(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        filed(world)
        page = office(world).get(f"{REPORT}/file")
        answer = page.press("File the report again", **{**TYPED, "why_changed": ""})
        assert answer.status == 422
        assert "Write what has changed since the report was filed" in answer.words

    def test_a_school_without_students_in_these_grades_says_why(self, world: World) -> None:
        page = office(world).get(f"{REPORT}/file")
        assert "Choose why" in page.press("File the report", **TYPED).words
        done = page.press("File the report", **TYPED, no_students="this-year").follow()
        assert "No students this school year" in done.words

    def test_a_family_child_care_home_files_no_report(self, world: World) -> None:
        world.default_user(Role.SCHOOL)
        world.facility(kind=FacilityKind.FAMILY_CHILD_CARE_HOME)
        assert "No report from your facility" in office(world).get(REPORT).words
        answer = office(world).get(f"{REPORT}/file").press("File the report", **TYPED, no_students="ever")
        assert answer.status in {409, 422}
        assert not [item for item in all_items(world.table.name) if item.get("type") == "school_report"]


class TestWhatItCosts:
    def test_the_worksheet_is_made_from_the_list_alone(self, world: World) -> None:
        """Given many students, then what is read beside the account, the school and the report is one query."""
        student = world.ctx().store.get(Student, kindergartner(world))
        world.table.replace_many([student_item(named(student, number)) for number in range(250)], [])
        page = office(world).get(REPORT)
        assert [call.operation for call in page.calls] == ["BatchGetItem", "BatchGetItem", "Query"]
        assert "Enrolled: 251." in page.words

    def test_the_report_keeps_ids_and_no_name(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        filed(world)
        (item,) = [item for item in all_items(world.table.name) if item.get("type") == "school_report"]
        assert "Quillfeather" not in item["body"]
        assert the_report(world).groups[0].student_ids[0] in item["body"]

    def test_an_older_year_is_read_from_its_own_address(self, world: World) -> None:
        world.facility()
        kindergartner(world)
        filed(world)
        world.clock.advance(days=timedelta(days=300).days)
        assert "version 1" in office(world).get(f"{REPORT}/filed/2026/1").words
        assert "No report filed" in office(world).get(f"{REPORT}/filed/2027").words
