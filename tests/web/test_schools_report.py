"""The annual report on the school's pages: the worksheet, the students behind its numbers, filing, versions."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.school_report import SchoolReport, report_id
from chalicelib.domain.student import Situation
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.places_reports import FULL_CARD, TYPED, enrolled, filed, kindergartner
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


class TestTheWorksheet:
    @pytest.mark.parametrize(
        ("left_out", "facts", "name"),
        [
            ((), {}, "All required doses"),
            ((GivenVaccine.VAR,), {}, "Overdue"),
            ((GivenVaccine.VAR,), {"situations": (Situation.SPECIAL_EDUCATION,)}, "Other"),
            ((GivenVaccine.VAR,), {"situations": (Situation.INDEPENDENT_STUDY,)}, "Other"),
            ((), {"situations": (Situation.HOME_SCHOOL,)}, "All required doses"),
            ((GivenVaccine.VAR,), {"situations": (Situation.HOMELESS,)}, "Overdue"),
        ],
    )
    def test_each_student_stands_in_one_category(
        self, world: World, left_out: tuple[GivenVaccine, ...], facts: dict[str, Any], name: str
    ) -> None:
        kindergartner(world, left_out=left_out, **facts)
        page = office(world).get(REPORT)
        assert category(page, name) == 1
        assert "The categories add up to 1. Enrolled: 1." in page.words

    def test_case_5_a_series_that_runs_is_conditional(self, world: World) -> None:
        """Given two doses of hepatitis B this summer, when the third is not due, then the student is conditional."""
        world.clock.set("2026-09-28")
        shots = [each for each in FULL_CARD if each[0] is not GivenVaccine.HEPB]
        enrolled(world, Grade.K, date(2021, 3, 14), [*shots, (GivenVaccine.HEPB, ("2026-06-15", "2026-07-20"))])
        assert category(office(world).get(REPORT), "Conditional") == 1

    @pytest.mark.parametrize(("kind", "name"), [(LineKind.PERMANENT, "Permanent"), (LineKind.TEMPORARY, "Temporary")])
    def test_an_exemption_counts_by_its_kind_and_other_doses_stay_asked_for(
        self, world: World, kind: LineKind, name: str
    ) -> None:
        """Given a student whose exemption names every vaccine of which doses are missing."""
        facts = ChildFacts(first_name="Cressida", last_name="Quillfeather", birth_date=date(2021, 3, 14))
        parent = world.parent()
        every = (Vaccine.DTAP, Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB)
        child = world.child(parent, facts=facts)
        world.form(child=child, parent=parent, lines=tuple(line(vaccine, kind) for vaccine in every))
        enrolled(world, Grade.K, date(2021, 3, 14), child=facts)
        page = office(world).get(REPORT)
        assert category(page, name) == 1
        assert "not on your list" not in page.words

    def test_an_exemption_without_a_student_on_the_list_is_pointed_out(self, world: World) -> None:
        facts = ChildFacts(first_name="Cressida", last_name="Quillfeather", birth_date=date(2021, 3, 14))
        parent = world.parent()
        child = world.child(parent, facts=facts, grade=Grade.K)
        form = world.form(child=child, parent=parent, grade=Grade.K, grade_now=Grade.K)
        page = office(world).get(REPORT)
        assert "1 exemption is of a student who is not on your list" in page.words
        listed = page.portal.get(f"{REPORT}/students?show=unlisted")
        assert listed.links["Quillfeather, Cressida"] == f"/schools/pupils/{form.id}"

    def test_grade_7_is_told_by_tdap_alone(self, world: World) -> None:
        """Given a seventh grader with a Tdap dose and none of hepatitis B or polio, then all required doses are met."""
        enrolled(world, Grade.GRADE_7, date(2014, 3, 14), [(GivenVaccine.TDAP, ("2025-04-01",))])
        enrolled(world, Grade.GRADE_7, date(2014, 3, 14))
        page = office(world).get(REPORT)
        assert (category(page, "All required doses"), category(page, "Overdue")) == (1, 1)

    def test_other_grades_who_left_and_who_is_to_come_are_not_counted(self, world: World) -> None:
        enrolled(world, Grade.GRADE_2, date(2019, 3, 14))
        page = office(world).get(REPORT)
        assert "No students in the reported grades" in page.words

    def test_who_has_no_shot_on_record_is_overdue_and_pointed_out(self, world: World) -> None:
        enrolled(world, Grade.K, date(2021, 3, 14))
        page = office(world).get(REPORT)
        assert category(page, "Overdue") == 1
        assert "1 student has no shot on record for a vaccine" in page.words

    @pytest.mark.parametrize(("complete", "overdue", "is_reviewed"), [(19, 1, False), (18, 1, True)])
    def test_case_58_the_rate_says_whether_the_state_reviews(
        self, world: World, complete: int, overdue: int, is_reviewed: bool
    ) -> None:
        for number in range(complete + overdue):
            enrolled(world, Grade.GRADE_7, date(2014, 3, 14), TDAP if number < complete else ())
        words = office(world).get(REPORT).words
        assert ("the state reviews all exemptions" in words) == is_reviewed
        assert f"{complete} of {complete + overdue}" in words

    def test_who_is_taught_at_home_is_shown_apart_in_the_rate(self, world: World) -> None:
        enrolled(world, Grade.GRADE_7, date(2014, 3, 14), TDAP)
        enrolled(world, Grade.GRADE_7, date(2014, 3, 14), situations=(Situation.HOME_SCHOOL,))
        words = office(world).get(REPORT).words
        assert "All reported grades: 1 of 2, 50.00 percent" in words
        assert "Without independent study and home school: 1 of 1, 100.00 percent" in words

    def test_children_under_two_are_counted_in_no_category(self, world: World) -> None:
        world.default_user(Role.SCHOOL)
        world.facility(kind=FacilityKind.CHILD_CARE_CENTER, grades="")
        enrolled(world, Grade.INFANT_TODDLER, date(2025, 10, 1))
        enrolled(world, Grade.PRESCHOOL, date(2023, 10, 1))
        page = office(world).get(REPORT)
        assert "Under age 2" in page.words
        assert "All reported grades: 0 of 1" in page.words

    def test_the_last_day_stands_on_the_page_and_that_the_state_has_not_named_it(self, world: World) -> None:
        page = office(world).get(REPORT)
        assert "Due by December 4, 2026" in page.words
        assert "The state has not announced the day yet" in page.words

    def test_the_day_after_the_last_day_it_is_late(self, world: World) -> None:
        world.default_user(Role.SCHOOL)
        world.facility(grades="K-5")
        world.clock.set("2026-12-05")
        assert "The report is late" in office(world).get(REPORT).words

    def test_a_high_school_is_never_late(self, world: World) -> None:
        world.default_user(Role.SCHOOL)
        world.facility(grades="9-12")
        world.clock.set("2026-12-05")
        assert "The report is late" not in office(world).get(REPORT).words

    def test_another_school_has_no_page(self, world: World) -> None:
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))
        assert [other.get(f"{REPORT}{page}").status for page in ("", "/students", "/csv", "/file", "/filed/2026")] == [
            404
        ] * 5


TDAP = [(GivenVaccine.TDAP, ("2025-04-01",))]


class TestTheStudentsBehindANumber:
    def test_a_number_opens_its_students_and_no_name_stands_in_the_address(self, world: World) -> None:
        kindergartner(world)
        missing = kindergartner(world, left_out=(GivenVaccine.VAR,))
        page = office(world).get(REPORT)
        (address,) = {url for text, url in page.links.items() if "category=overdue" in url}
        assert address == f"{REPORT}/students?section=kindergarten&category=overdue"
        listed = page.portal.get(address)
        assert [url for url in listed.links.values() if "/students/" in url] == [f"/schools/students/{missing}"]
        assert "Varicella: Overdue" in listed.words

    def test_the_look_is_written_down_before_the_names_are_shown(self, world: World) -> None:
        kindergartner(world)
        page = office(world).get(f"{REPORT}/students?section=kindergarten")
        assert "PutItem" in [call.operation for call in page.calls]
        assert "1 student" in page.words

    def test_an_unknown_filter_filters_nothing(self, world: World) -> None:
        kindergartner(world)
        assert "1 student" in office(world).get(f"{REPORT}/students?section=cellar&category=none&show=all").words


class TestTheFile:
    def test_the_numbers_are_saved_as_a_table_without_a_name(self, world: World) -> None:
        kindergartner(world)
        world.facility(name="=HYPERLINK(1)")
        page = office(world).get(f"{REPORT}/csv")
        rows = list(csv.reader(StringIO(page.text.removeprefix("\ufeff"))))
        assert ["2026-11-20", "'=HYPERLINK(1)", SCHOOL_ID, "TK and kindergarten", "", "Enrolled", "1"] in rows
        assert ["Polio", "Doses met", "1"] in [row[4:] for row in rows]
        assert "Quillfeather" not in page.text


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
    def test_the_worksheet_of_a_long_list_is_read_in_four_requests(self, world: World) -> None:
        """Given more rows than one request returns, then the list is read in two, beside the account, the school and
        the report."""
        kindergartner(world)
        page = office(world).get(REPORT)
        assert [call.operation for call in page.calls] == ["BatchGetItem", "BatchGetItem", "Query"]

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
