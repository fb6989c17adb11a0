"""The desk of a local health department: its schools, its list of exemptions and the file of it. Nothing of another
jurisdiction, and no medical word."""

import csv
from io import StringIO

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.jobs.count_schools import count_schools
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.places_jurisdictions import DESK, STUDENTS, listed_school
from tests.invariants.places_reports import BORN, enrolled, filed, kindergartner
from tests.portal import Portal, Shown

NORTH, SOUTH = "19642120200001", "19642120200002"
LONG_BEACH = "19647250300001"
WORDS = "Anaphylaxis after the first dose, proven by the Quillfeather allergy clinic"


def department(world: World, jurisdiction: str = "C19") -> Portal:
    return world.browser(world.local_health(jurisdiction=jurisdiction))


def reads(shown: Shown) -> int:
    return sum(call.is_read for call in shown.calls)


def lines(shown: Shown) -> dict[str, list[str]]:
    """The cells of each row of the page's table, by the row's name without what stands below it."""
    found = {}
    for row in shown.html.iter("tr"):
        name, *cells = [" ".join("".join(cell.itertext()).split()) for cell in row]
        link = row.find("th/a")
        found["".join(link.itertext()).strip() if link is not None else name] = cells
    return found


def form_at(world: World, facility_id: str, **facts: object) -> ExemptionForm:
    """A form for a child at this school."""
    school = listed_school(world, facility_id, **facts)
    request = world.request(school=school.as_choice())
    return world.form(request=world.opened(request, world.default_user(Role.PHYSICIAN)))


class TestTheDesk:
    def test_a_school_with_fewer_protected_students_stands_higher(self, world: World) -> None:
        """Given a school where one of three has both MMR doses, then it stands before one that keeps no list."""
        listed_school(world)
        kindergartner(world)
        enrolled(world, Grade.K, BORN)
        world.form()
        count_schools(world.clock)
        listed_school(world, NORTH, name="Larch Grove Elementary")

        desk = department(world).get(DESK)

        names = [name for name in lines(desk) if name in {"Juniper Hollow Elementary", "Larch Grove Elementary"}]
        assert names == ["Juniper Hollow Elementary", "Larch Grove Elementary"]
        assert lines(desk)["Juniper Hollow Elementary"][5] == "33.3%"
        assert lines(desk)["Larch Grove Elementary"][0] == "no list"
        assert reads(desk) == 2

    def test_numbers_that_no_school_gave_are_not_added_up_to_zero(self, world: World) -> None:
        """Given a school that keeps no list, then the sums say that, too; what the portal itself counts is added up."""
        listed_school(world)
        world.form()
        sums = lines(department(world).get(DESK))["All schools"]
        assert sums[:5] == ["no list", "1", "1", "no list", "no list"]

    def test_the_exempt_are_counted_by_school_and_vaccine(self, world: World) -> None:
        listed_school(world)
        world.form(lines=(line(Vaccine.MMR, kind=LineKind.PERMANENT), line(Vaccine.VAR)))
        desk = department(world).get(DESK)
        assert lines(desk)["Juniper Hollow Elementary"][1:3] == ["1", "1"]
        polio = department(world).get(f"{DESK}?vaccine=IPV")
        assert lines(polio)["Juniper Hollow Elementary"][1:3] == ["1", "0"]

    def test_a_report_that_was_filed_stands_there_and_one_that_was_not_is_counted(self, world: World) -> None:
        """Given a school that filed and one that did not, then the list of those that did not has the second alone."""
        listed_school(world)
        kindergartner(world)
        filed(world)
        listed_school(world, NORTH, name="Larch Grove Elementary")

        assert lines(department(world).get(DESK))["Juniper Hollow Elementary"][-1].startswith("Filed")
        missing = department(world).get(f"{DESK}?show=unreported")

        assert "Larch Grove Elementary" in lines(missing)
        assert "Juniper Hollow Elementary" not in lines(missing)

    def test_what_the_state_revoked_stands_there_with_its_date_and_without_a_name(self, world: World) -> None:
        listed_school(world)
        review = world.review(ReviewState.DECIDED)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        desk = department(world).get(DESK)
        assert "Shots must start, or an appeal be filed, by" in desk.words
        assert form.child.last_name not in desk.words

    def test_schools_are_found_by_name_city_and_zip(self, world: World) -> None:
        listed_school(world)
        listed_school(world, NORTH, name="École des Pins")
        assert set(lines(department(world).get(f"{DESK}?words=ecole"))) >= {"École des Pins"}
        assert "École des Pins" not in lines(department(world).get(f"{DESK}?words=juniper"))
        assert "Juniper Hollow Elementary" in lines(department(world).get(f"{DESK}?words=91803"))


class TestTheList:
    def test_a_department_sees_the_forms_of_its_own_schools(self, world: World) -> None:
        """Given a form at a school in Long Beach, then Long Beach sees it, and Los Angeles County does not."""
        form = form_at(world, LONG_BEACH, jurisdiction="MLongBeach", name="Shoreline Academy")
        name = f"{form.child.last_name}, {form.child.first_name}"
        assert name in department(world, "MLongBeach").get(STUDENTS).words
        assert name not in department(world, "C19").get(STUDENTS).words
        assert "Shoreline" not in department(world, "C19").get(DESK).words

    def test_it_is_narrowed_by_school_vaccine_and_status(self, world: World) -> None:
        listed_school(world)
        form = world.form(lines=(line(Vaccine.MMR, kind=LineKind.PERMANENT), line(Vaccine.VAR)))
        name = form.child.last_name
        browser = department(world)
        assert name in browser.get(f"{STUDENTS}?school={SCHOOL_ID}&vaccine=VAR&status=temporary").words
        assert name not in browser.get(f"{STUDENTS}?vaccine=VAR&status=permanent").words
        assert name not in browser.get(f"{STUDENTS}?school={NORTH}").words

    def test_a_form_that_was_revoked_says_by_when_shots_must_start(self, world: World) -> None:
        listed_school(world)
        world.review(ReviewState.DECIDED)
        shown = department(world).get(f"{STUDENTS}?status=revoked")
        assert "Revoked" in shown.words
        assert "Shots must start, or an appeal be filed, by" in shown.words

    def test_a_child_who_moves_leaves_the_list_of_the_former_jurisdiction(self, world: World) -> None:
        form = world.form()
        moved = listed_school(world, LONG_BEACH, jurisdiction="MLongBeach", name="Shoreline Academy")
        world.step(form, Action.CHANGE_SCHOOL, school=moved.as_choice())
        assert form.child.last_name not in department(world).get(STUDENTS).words
        assert form.child.last_name in department(world, "MLongBeach").get(STUDENTS).words

    def test_no_medical_word_is_on_the_pages_or_in_the_file(self, world: World) -> None:
        """Given a form whose reason says a word of its own, then no row, page or file of the department has it."""
        listed_school(world)
        world.form(lines=(line(Vaccine.MMR, description=WORDS),))
        browser = department(world)
        shown = [browser.get(path) for path in (DESK, STUDENTS, f"{STUDENTS}/file", f"{DESK}/news")]
        rows = [item for item in all_items(world.table.name) if str(item["PK"]).startswith("JURISDICTION#")]
        assert rows
        for text in (*(each.text for each in shown), *map(str, rows)):
            assert [word for word in (WORDS, "naphylaxis", "allergy clinic", "GEN-") if word in text] == []

    def test_the_file_has_a_line_for_each_vaccine_and_no_formula(self, world: World) -> None:
        """Given a school whose name begins as a formula, then its cell in the file is text."""
        form_at(world, NORTH, name="=HYPERLINK(1)")
        file = department(world).get(f"{STUDENTS}/file")
        rows = list(csv.DictReader(StringIO(file.text.lstrip("\ufeff"))))
        assert [(row["school"], row["vaccine"], row["status"]) for row in rows] == [
            ("'=HYPERLINK(1)", "MMR", "temporary")
        ]
        assert file.headers["content-disposition"].startswith('attachment; filename="exemptions_C19_')

    def test_who_looked_is_told_to_the_parent(self, world: World) -> None:
        listed_school(world)
        form = world.form()
        department(world).get(STUDENTS)
        parent = world.browser(world.ctx().store.get(Account, form.guardian_ids[0]))
        assert "health department" in parent.get(f"/parents/children/{form.child_id}/views").words
