"""The desk of several schools: its counts, the way to each list, the search across schools, and the reports."""

import json
from datetime import date
from typing import Any

import pytest

from chalicelib.actions.districts.desk_of_schools import COUNTED_AT_ONCE
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.domain.account import Account
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.student import StudentFacts
from chalicelib.jobs.count_schools import count_schools
from chalicelib.law.enums import Grade
from chalicelib.storage import audit_keys, district_keys
from chalicelib.web.schools.desk_search import SCHOOLS_AT_ONCE
from tests.architecture.source import ROOT
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.checks.recorder import StoreCall
from tests.invariants.places_reports import filed as file_the_report
from tests.invariants.places_reports import kindergartner
from tests.portal import Portal, Shown

BUDGETS = json.loads((ROOT / "perf" / "budgets.json").read_text())["desks"]
DISTRICT = "1964733"
OFFICE = f"{DISTRICT}0000000"
LARCH, FINCH, WREN = (f"{DISTRICT}000000{number}" for number in (1, 2, 3))
NAMES = {LARCH: "Larch Grove Elementary", FINCH: "Finch Hill Elementary", WREN: "Wren Valley Elementary"}


def of_schools(world: World, *facility_ids: str) -> Account:
    """Someone whose account names these schools."""
    for facility_id in facility_ids:
        world.facility(facility_id, name=NAMES.get(facility_id, f"School {facility_id[-4:]}"), grades="K-6")
    return world.school_person(facility_ids=facility_ids)


def student(world: World, facility_id: str, first: str, last: str = "Quillfeather", **facts: Any) -> str:
    """A second grader without any shot on record, unless told otherwise; the id."""
    child = ChildFacts(first_name=first, last_name=last, birth_date=date(2018, 3, 14))
    person = world.school_person(facility_ids=(facility_id,))
    new = NewStudent(facility_id, StudentFacts(child=child, **facts), Grade.GRADE_2, date(2026, 8, 17))
    return str(add_student(world.ctx(person), new).subject.id)


def lines(page: Shown) -> dict[str, list[str]]:
    """The cells of each line of a table by the text that begins it."""
    found = {}
    for row in page.html.iter("tr"):
        head = next(row.iter("th"))
        found["".join(next(head.iter("a"), head).itertext()).split(",")[0]] = [
            "".join(cell.itertext()).strip() for cell in row.iter("td")
        ]
    return found


def writes(calls: list[StoreCall]) -> int:
    return sum(call.operation == "UpdateItem" for call in calls)


def reads(calls: list[StoreCall]) -> int:
    return sum(call.is_read for call in calls)


def views_of(world: World, facility_id: str) -> list[dict[str, Any]]:
    """Who looked at the list of a school."""
    partition = audit_keys.access_place("facility", facility_id, "").pk
    return [item for item in all_items(world.table.audit_name) if item["PK"] == partition]


class TestTheDesk:
    def test_each_school_has_a_line_with_its_counts_the_most_urgent_first(self, world: World) -> None:
        """Given two schools, one with a student without a shot record, then both are on one page, that one first."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Rosalind")
        page = world.browser(person).get("/schools")
        assert page.heading == "Your schools today"
        told = lines(page)
        assert list(told)[1:] == ["Larch Grove Elementary", "Finch Hill Elementary"]
        assert told["Larch Grove Elementary"][0].split()[0] == "1"
        assert told["Finch Hill Elementary"][:8] == ["0"] * 8
        assert "1 student" in page.words
        assert "2 schools" in page.words

    def test_a_count_opens_the_list_of_that_school_filtered(self, world: World) -> None:
        """Given a school with a student of whom no shot is known, when the count is chosen, then its list shows that
        student alone."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Rosalind")
        browser = world.browser(person)
        browser.get("/schools")
        page = browser.get(f"/schools/at/{LARCH}?show=record")
        assert f"/schools/at/{LARCH}?show=record" in set(browser.get("/schools").links.values())
        assert "Quillfeather, Rosalind" in page.words
        assert "All your schools" in page.links

    def test_no_child_is_named_and_no_view_is_written(self, world: World) -> None:
        """Given students, when the desk is opened, then it holds counts alone, so that no view is written."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Rosalind")
        page = world.browser(person).get("/schools")
        assert "Quillfeather" not in page.words
        assert views_of(world, LARCH) == []

    def test_a_list_in_the_address_shows_only_schools_with_such_students(self, world: World) -> None:
        """Given one school with a missing shot record, when that list is chosen, then the other school is left out."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Rosalind")
        page = world.browser(person).get("/schools?show=record")
        assert list(lines(page))[1:] == ["Larch Grove Elementary"]
        assert list(lines(world.browser(person).get("/schools?show=exclude"))) == []
        assert len(lines(world.browser(person).get("/schools?show=nonsense"))) == 3

    def test_one_school_alone_opens_on_its_list(self, world: World) -> None:
        """Given a person of one school, then the first page is the school's list as before."""
        assert world.browser(of_schools(world, LARCH)).get("/schools").heading == "Students today"


class TestWhenItWasCounted:
    def test_a_second_look_on_the_same_day_reads_no_list_and_writes_nothing(self, world: World) -> None:
        """Given a desk that was opened today, when it is opened again, then two requests bring it: the account, and
        everything of its schools."""
        browser = world.browser(of_schools(world, FINCH, LARCH))
        assert writes(browser.get("/schools").calls) == 2
        again = browser.get("/schools").calls
        assert (reads(again), writes(again)) == (BUDGETS["of named schools"]["reads"], 0)

    def test_the_schools_own_page_keeps_its_counts(self, world: World) -> None:
        """Given a school whose own person added a student and looked at the list, when the district looks, then the
        new count stands there, and no list is read for it."""
        browser = world.browser(of_schools(world, FINCH, LARCH))
        browser.get("/schools")
        student(world, LARCH, "Rosalind")
        clerk = world.browser(of_schools(world, LARCH))
        assert writes(clerk.get("/schools").calls) == 1
        assert writes(clerk.get("/schools").calls) == 0
        page = browser.get("/schools")
        assert lines(page)["Larch Grove Elementary"][0].split()[0] == "1"
        assert reads(page.calls) == 2

    def test_the_night_counts_what_the_day_before_counted(self, world: World) -> None:
        """Given a school that was counted yesterday, when the nightly job has run, then the desk reads no list; the
        job finds nothing more to do."""
        browser = world.browser(of_schools(world, FINCH, LARCH))
        browser.get("/schools")
        world.clock.set("2026-12-02")
        assert dict(count_schools(world.clock)) == {"counted": 2}
        assert dict(count_schools(world.clock)) == {}
        again = world.browser(of_schools(world, FINCH, LARCH)).get("/schools")
        assert reads(again.calls) == 2
        assert "earlier day" not in again.words

    def test_of_many_old_counts_a_few_are_made_anew_and_the_others_say_their_day(self, world: World) -> None:
        """Given more schools than one look counts, then the first look leaves some uncounted and says so; on another
        day, the rest say that they are of an earlier day."""
        schools = [f"{DISTRICT}00001{number:02}" for number in range(COUNTED_AT_ONCE + 2)]
        browser = world.browser(of_schools(world, *schools))
        first = browser.get("/schools")
        assert "2 schools are not counted yet" in first.words
        assert first.words.count("Not counted yet.") == 2
        browser.get("/schools")
        world.clock.set("2026-12-02")
        later = world.browser(of_schools(world, *schools)).get("/schools")
        assert "The counts of 2 schools are of an earlier day." in later.words

    def test_the_list_changes_when_a_student_comes_and_not_when_a_day_passes(self, world: World) -> None:
        """Given a list that was counted, when a day passes, then no change is seen; when a student is added, then the
        day of that stands there."""
        person = of_schools(world, LARCH, FINCH)
        student(world, LARCH, "Rosalind")
        world.browser(person).get("/schools")
        world.clock.set("2026-12-02")
        assert lines(world.browser(person).get("/schools"))["Larch Grove Elementary"][-2] == "No change seen"
        student(world, LARCH, "Tobias")
        count_schools_again(world, LARCH)
        assert lines(world.browser(person).get("/schools"))["Larch Grove Elementary"][-2] == "12/2/2026"

    def test_a_hundred_schools_are_two_requests(self, world: World) -> None:
        """Given a district's office with a hundred schools that were counted today, then the desk asks for the
        account, the list of schools, their counts and the reports of those it shows: four requests."""
        schools = [f"{DISTRICT}1000{number:03}" for number in range(100)]
        person = office_of(world, *schools)
        summary = {"type": "day_summary"}
        world.browser(person).get("/schools")
        body = next(item["body"] for item in all_items(world.table.name) if item.get("type") == "day_summary")
        first = next(each for each in schools if each in body)
        items = [
            {**district_keys.day_summary(each).as_item(), **summary, "body": body.replace(first, each)}
            for each in schools
        ]
        world.table.replace_many(items, ())
        page = world.browser(person).get("/schools")
        assert "100 schools" in page.words
        assert BUDGETS["of a district's office"]["schools"] == len(schools)
        assert (reads(page.calls), writes(page.calls)) == (BUDGETS["of a district's office"]["reads"], 0)


def count_schools_again(world: World, facility_id: str) -> None:
    world.browser(of_schools(world, facility_id)).get("/schools")


def office_of(world: World, *facility_ids: str) -> Account:
    """Someone of the district's office, which has these open public schools."""
    for facility_id in facility_ids:
        key = district_keys.district_school(OFFICE, facility_id)
        name = NAMES.get(facility_id, f"School {facility_id[-4:]}")
        body = f'{{"name": "{name}", "city": "Alhambra"}}'
        world.table.replace_many([{**key.as_item(), "type": "district_school", "body": body}], ())
    return world.school_person(facility_ids=(OFFICE,))


class TestTheOfficeOfADistrict:
    def test_it_sees_all_open_schools_of_its_digits(self, world: World) -> None:
        """Given an account that names the office alone, then the desk shows the district's schools, and their lists
        and students open."""
        person = office_of(world, LARCH, FINCH)
        student_id = student(world, LARCH, "Rosalind")
        browser = world.browser(person)
        assert set(list(lines(browser.get("/schools")))[1:]) == {NAMES[LARCH], NAMES[FINCH]}
        assert "Quillfeather, Rosalind" in browser.get(f"/schools/at/{LARCH}").words
        assert browser.get(f"/schools/students/{student_id}").status == 200
        assert browser.get(f"/schools/at/{LARCH}/report").status == 200
        assert browser.get(f"/schools/at/{LARCH}/calendar").status == 200

    def test_it_looks_and_the_school_acts(self, world: World) -> None:
        """Given the office, when it would add a student or record a shot, then there is no such page for it."""
        browser = world.browser(office_of(world, LARCH))
        student_id = student(world, LARCH, "Rosalind")
        assert browser.get(f"/schools/at/{LARCH}/students/new").status == 404
        assert browser.get(f"/schools/students/{student_id}/dose").status == 404

    @pytest.mark.parametrize("kind", [FacilityKind.PRIVATE_SCHOOL, FacilityKind.PUBLIC_SCHOOL])
    def test_a_school_that_is_not_on_the_districts_list_stays_closed(self, world: World, kind: FacilityKind) -> None:
        """Given a private school whose code names the district around it, or one that has closed, then the office has
        no page of it, as if there were none."""
        browser = world.browser(office_of(world, LARCH))
        world.facility(WREN, name=NAMES[WREN], kind=kind)
        assert browser.get(f"/schools/at/{WREN}").status == 404
        assert browser.get("/schools/at/19999990000001").status == 404
        assert NAMES[WREN] not in browser.get("/schools").words


class TestTheSearch:
    def test_a_child_is_found_in_whichever_school_it_is(self, world: World) -> None:
        """Given two schools, when a name is typed without its accent, then the child is found with school and
        answer, and only the school whose child is shown has a new view."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Mateo", "Ramírez-Luna")
        student(world, FINCH, "Rosalind")
        browser = world.browser(person)
        page = browser.get("/schools/search").press("Find", words="ramirez luna")
        assert "1 student found. Schools 1 to 2 of 2 were searched." in page.words
        assert "Ramírez-Luna, Mateo" in page.words
        assert NAMES[LARCH] in page.words
        assert (len(views_of(world, LARCH)), len(views_of(world, FINCH))) == (1, 0)

    def test_the_birth_date_finds_children_of_each_school(self, world: World) -> None:
        """Given a child with the same birth date in each of two schools, then both are found, and each school's list
        has one view of one line."""
        person = of_schools(world, FINCH, LARCH)
        student(world, LARCH, "Mateo")
        student(world, FINCH, "Rosalind")
        page = world.browser(person).get("/schools/search").press("Find", words="3/14/2018")
        assert "2 students found." in page.words
        assert (len(views_of(world, LARCH)), len(views_of(world, FINCH))) == (1, 1)

    def test_another_district_s_child_is_not_found(self, world: World) -> None:
        """Given a child at a school of someone else, then nothing is found, and nothing is written down."""
        student(world, WREN, "Rosalind")
        page = world.browser(of_schools(world, FINCH, LARCH)).get("/schools/search").press("Find", words="rosalind")
        assert "No student found" in page.words
        assert views_of(world, WREN) == []

    def test_more_schools_than_one_search_reads_are_named_and_the_next_ones_follow(self, world: World) -> None:
        """Given one school more than a search reads, with the child in the last, then the page says which schools it
        has read, and the button finds the child in the next."""
        schools = [f"{DISTRICT}1000{number:03}" for number in range(SCHOOLS_AT_ONCE + 1)]
        browser = world.browser(office_of(world, *schools))
        student(world, schools[-1], "Rosalind")
        page = browser.get("/schools/search").press("Find", words="rosalind")
        assert f"Schools 1 to {SCHOOLS_AT_ONCE} of {SCHOOLS_AT_ONCE + 1} were searched." in page.words
        assert "No student found" in page.words
        assert reads(page.calls) <= BUDGETS["search of a district's office"]["reads"]
        found = page.press("Look in the next schools")
        assert "Quillfeather, Rosalind" in found.words
        assert f"Schools {SCHOOLS_AT_ONCE + 1} to {SCHOOLS_AT_ONCE + 1} of" in found.words

    def test_nothing_typed_asks_for_something(self, world: World) -> None:
        """Given an empty field, then the page asks for a name, and no list is read."""
        page = world.browser(of_schools(world, FINCH, LARCH)).get("/schools/search").press("Find", words=" ")
        assert page.errors == {"words": "Enter a name, a birth date, or a form number"}


class TestTheReports:
    def test_each_school_has_its_state_and_the_sums_are_of_those_that_filed(self, world: World) -> None:
        """Given the default school with a filed report and another without, then the table shows the numbers of the
        first, their share, and the other as not filed."""
        world.clock.set("2026-11-16")
        portal = world.browser(of_schools(world, FINCH, LARCH))
        page = portal.get("/schools/reports")
        assert "0 of 2 reports filed." in page.words
        assert lines(page)[NAMES[LARCH]][0] == "Not filed yet"

    def test_a_high_school_is_asked_for_none(self, world: World) -> None:
        """Given a school of grades 9 to 12, which no report counts, then table and desk say that it files none."""
        browser = world.browser(of_schools(world, FINCH, LARCH))
        world.facility(LARCH, name=NAMES[LARCH], grades="9-12")
        page = browser.get("/schools/reports")
        assert "0 of 1 reports filed." in page.words
        assert lines(page)[NAMES[LARCH]][0] == "Files no report"
        assert lines(browser.get("/schools"))[NAMES[LARCH]][-1] == "Files no report"

    def test_a_filed_report_counts(self, world: World) -> None:
        """Given a report with one student who has all doses, then enrolled, complete and percent say so."""
        browser = filed(world)
        page = browser.get("/schools/reports")
        told = lines(page)
        assert told["Juniper Hollow Elementary"][1:3] == ["1", "1"]
        assert told["Juniper Hollow Elementary"][8] == "100.00%"
        assert told["All your schools"] == ["1 of 2 filed", "1", "1", "0", "0", "0", "0", "0", "100.00%"]

    def test_the_desk_says_which_school_has_filed(self, world: World) -> None:
        """Given the same, then the desk's line has the day of the filing."""
        told = lines(filed(world).get("/schools"))
        assert told["Juniper Hollow Elementary"][-1].startswith("Filed ")
        assert told[NAMES[FINCH]][-1] == "Not filed"


def filed(world: World) -> Portal:
    """The browser of someone of two schools, of which the default one has filed a report of one kindergartner."""
    world.facility()
    kindergartner(world)
    file_the_report(world)
    return world.browser(of_schools(world, world.facility().id, FINCH))
