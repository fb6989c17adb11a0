"""The annual report on the school's pages: the worksheet, the students behind its numbers, filing, versions."""

import csv
from datetime import date
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
from tests.invariants.places_reports import FULL_CARD, enrolled, kindergartner
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
