"""The immunization record (CDPH 286) as a school prints it: one student, a class, the packet for the next school."""

from datetime import date
from typing import Any

import pytest

from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.storage.access_log import view_of
from chalicelib.storage.audit_keys import VIEW_PREFIX
from chalicelib.web.schools import class_records
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.checks.pages import text_of
from tests.invariants.places_schools import student_facts
from tests.portal import Portal, Shown

RECORDS = f"/schools/at/{SCHOOL_ID}/records"
PERMANENT = line(Vaccine.MMR, kind=LineKind.PERMANENT)
CARD: dict[str, tuple[str, ...]] = {
    "DTAP": ("2018-05-14", "2018-07-14", "2018-09-14", "2019-07-14", "2022-04-01"),
    "IPV": ("2018-05-14", "2018-07-14", "2018-09-14", "2022-04-01"),
    "MMR": ("2019-04-01", "2022-04-02"),
    "VAR": ("2019-04-01", "2022-04-02"),
    "HEPB": ("2018-03-14", "2018-05-14", "2018-12-14"),
}


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def on_list(
    world: World, first_name: str = "Rosalind", card: dict[str, tuple[str, ...]] | None = None, **facts: Any
) -> str:
    """A second grader born on March 14, 2018; the id of the school's record."""
    ctx = world.ctx(world.default_user(Role.SCHOOL))
    child = ChildFacts(first_name=first_name, middle_name="Mae", last_name="Quillfeather", birth_date=date(2018, 3, 14))
    known = student_facts().with_changes(**{"child": child, "situations": (), "room": "14", **facts})
    new = NewStudent(SCHOOL_ID, known, facts.pop("grade", Grade.GRADE_2), date(2026, 8, 17))
    student_id = add_student(ctx, new).subject.id
    for vaccine, days in (CARD if card is None else card).items():
        for day in days:
            given = GivenDose(frozenset({GivenVaccine(vaccine)}), date.fromisoformat(day))
            record_student_dose(world.ctx(world.default_user(Role.SCHOOL)), student_id, None, given)
    return student_id


def exempt(world: World, *lines: Any) -> None:
    child = ChildFacts(first_name="Rosalind", last_name="Quillfeather", birth_date=date(2018, 3, 14))
    parent = world.parent()
    world.form(child=world.child(parent, facts=child), parent=parent, lines=lines)


def record_of(world: World, student_id: str) -> Shown:
    return office(world).get(f"/schools/students/{student_id}/record")


def rows(page: Shown, row: str) -> list[list[str]]:
    """The cells of the rows that begin with these words; a ticked box reads "X Yes"."""
    found = [[text_of(cell) for cell in each] for each in page.html.iter("tr")]
    return [each[1:] for each in found if each and each[0].startswith(row)]


def cells(page: Shown, row: str) -> list[str]:
    """The cells of the first such row: that of the form."""
    return rows(page, row)[0]


def views(world: World) -> list[tuple[str, str, int]]:
    """What was looked at: the owner of each event, what for, and how many lines."""
    items = [each for each in all_items(world.table.audit_name) if each["SK"].startswith(VIEW_PREFIX)]
    return [(each["PK"], view.purpose, view.count) for each in items for view in [view_of(each)]]


class TestOneStudent:
    def test_the_front_has_the_facts_of_the_form(self, world: World) -> None:
        page = record_of(world, on_list(world))

        for part in (
            "Quillfeather, Rosalind Mae",
            "Birth date 03/14/2018",
            "Statewide student identifier (SSID) 8101456789",
            "Sex Female",
            "Parent or guardian Odalys Quillfeather",
            "Ethnicity Not Hispanic or Latino",
            "Race Asian, Cape Verdean",
            f"CDS code {SCHOOL_ID}",
            "As of",
            "Printed by",
        ):
            assert part in page.words, part

    def test_the_grid_has_each_dose_in_order_with_the_ages_that_the_form_asks_for(self, world: World) -> None:
        page = record_of(world, on_list(world))

        assert cells(page, "IPV")[:5] == ["05/14/18", "07/14/18", "09/14/18 Age 0 y", "04/01/22", ""]
        assert cells(page, "DTaP")[2:5] == ["09/14/18 Age 0 y", "07/14/19 Age 1 y", "04/01/22"]
        assert cells(page, "MMR")[:2] == ["04/01/19 Age 12 mo", "04/02/22"]

    def test_all_doses_is_ticked_with_the_day_on_which_the_record_was_complete(self, world: World) -> None:
        page = record_of(world, on_list(world))
        reviewer, all_doses, *others = cells(page, "TK/K to 12")[:5]

        assert (reviewer, all_doses, others) == ("", "X Yes", ["No"] * 3)
        assert cells(page, "TK/K to 12")[-1] == world.clock.today.strftime("%m/%d/%y")
        assert cells(page, "Grade 7")[1:5] == ["No"] * 4

    def test_a_permanent_exemption_is_a_box_of_the_grid(self, world: World) -> None:
        student_id = on_list(world)
        exempt(world, PERMANENT)
        page = record_of(world, student_id)

        assert cells(page, "MMR")[5] == "X Yes"
        assert cells(page, "Varicella")[5] == "No"

    def test_doses_recorded_before_the_exemption_are_printed_and_count(self, world: World) -> None:
        student_id = on_list(world)
        exempt(world, PERMANENT)

        assert cells(record_of(world, student_id), "Varicella")[:2] == ["04/01/19", "04/02/22"]

    def test_no_medical_reason_stands_on_any_print(self, world: World) -> None:
        student_id = on_list(world)
        exempt(world, PERMANENT)
        school = office(world)
        for path in (f"/schools/students/{student_id}/record", f"/schools/students/{student_id}/transfer"):
            words = school.get(path).words
            assert [label for label in LABELS.values() if label in words] == []

    @pytest.mark.parametrize("paper", ["record", "transfer"])
    def test_another_school_learns_of_no_student(self, world: World, paper: str) -> None:
        student_id = on_list(world)
        other = world.browser(world.school_person(facility_ids=("19647336019999",)))

        assert other.get(f"/schools/students/{student_id}/{paper}").status == 404


class TestThePacket:
    def test_it_has_the_exemption_and_the_days_at_the_school(self, world: World) -> None:
        student_id = on_list(world)
        exempt(world, PERMANENT)
        page = office(world).get(f"/schools/students/{student_id}/transfer")

        assert rows(page, "MMR")[-1][0] == "Permanent"
        for part in ("First day here August 17, 2026", "Last day here Not recorded yet", "10 school days"):
            assert part in page.words, part

    def test_without_an_exemption_it_says_so(self, world: World) -> None:
        page = office(world).get(f"/schools/students/{on_list(world)}/transfer")

        assert "The school has no medical exemption for a student of this name and birth date" in page.words


class TestAClass:
    def names(self, page: Shown) -> list[str]:
        return [text_of(each) for each in page.html.iter("h2") if "," in text_of(each)]

    @pytest.mark.parametrize(
        ("grade", "room", "names"),
        [
            ("", "", ["Quillfeather, Ada Mae", "Quillfeather, Bo Mae", "Quillfeather, Cy Mae"]),
            ("2", "", ["Quillfeather, Ada Mae", "Quillfeather, Bo Mae", "Quillfeather, Cy Mae"]),
            ("2", "15", ["Quillfeather, Cy Mae"]),
            ("", "14", ["Quillfeather, Ada Mae", "Quillfeather, Bo Mae"]),
        ],
    )
    def test_by_grade_and_room(self, world: World, grade: str, room: str, names: list[str]) -> None:
        for first_name, of_room in (("Bo", "14"), ("Ada", "14"), ("Cy", "15")):
            on_list(world, first_name, {}, room=of_room)
        page = office(world).get(RECORDS).press("Show the records", grade=grade, room=room)

        assert self.names(page) == names

    def test_an_empty_room_of_a_grade_says_so(self, world: World) -> None:
        on_list(world, "Ada", {}, room="14")
        page = office(world).post(RECORDS, grade="K", room="14")

        assert "No student is in this grade and room" in page.words

    def test_the_guidance_stands_behind_each_sheet_only_where_it_was_asked_for(self, world: World) -> None:
        for first_name in ("Ada", "Bo"):
            on_list(world, first_name, {})
        school = office(world)

        for guidance, sides in (("", 0), ("yes", 2)):
            page = school.get(RECORDS).press("Show the records", guidance=guidance)
            assert page.words.count("How this record is filled out") == sides

    def test_a_print_goes_on_after_so_many_students(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(class_records, "SHEETS", 2)
        for first_name in ("Ada", "Bo", "Cy"):
            on_list(world, first_name, {})
        page = office(world).get(RECORDS).press("Show the records", grade="2")
        assert self.names(page) == ["Quillfeather, Ada Mae", "Quillfeather, Bo Mae"]
        assert "This page shows 1 to 2 of 3" in page.words
        page = page.press("Next students")
        assert self.names(page) == ["Quillfeather, Cy Mae"]

    def test_the_class_and_the_single_print_say_the_same(self, world: World) -> None:
        student_id = on_list(world)
        exempt(world, PERMANENT)
        one, of_class = record_of(world, student_id), office(world).get(RECORDS).press("Show the records")

        for row in ("IPV", "DTaP", "MMR", "TK/K to 12", "Grade 7"):
            assert cells(one, row) == cells(of_class, row), row


class TestRequestsToTheTable:
    @pytest.mark.parametrize("paper", ["record", "transfer"])
    def test_an_exemption_asks_for_one_more_and_the_school_s_name_for_none(self, world: World, paper: str) -> None:
        student_id = on_list(world)
        path = f"/schools/students/{student_id}/{paper}"
        without = [call.operation for call in office(world).get(path).calls]
        exempt(world, PERMANENT)
        with_one = [call.operation for call in office(world).get(path).calls]

        assert without == ["BatchGetItem", "Query", "BatchGetItem", "PutItem"]
        assert with_one == ["BatchGetItem", "Query", "BatchGetItem", "Query", "PutItem"]


class TestWhoLooked:
    @pytest.mark.parametrize("paper", ["record", "transfer"])
    def test_each_print_of_a_student_is_one_event_of_the_student(self, world: World, paper: str) -> None:
        student_id = on_list(world)
        office(world).get(f"/schools/students/{student_id}/{paper}")

        ((owner, purpose, count),) = views(world)
        assert (student_id in owner, purpose, count) == (True, "school record", 1)

    def test_a_class_is_one_event_with_its_number_of_students_and_the_choice_is_none(self, world: World) -> None:
        for first_name in ("Ada", "Bo"):
            on_list(world, first_name, {})
        choice = office(world).get(RECORDS)
        assert views(world) == []
        assert "Quillfeather" not in choice.text

        choice.press("Show the records")
        ((owner, purpose, count),) = views(world)
        assert (SCHOOL_ID in owner, purpose, count) == (True, "pupil list", 2)
