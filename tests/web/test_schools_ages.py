"""Child care: the list of shots that become due by age, its link on the desk, and homes without a street."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.account import Address, Role
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.student import Student
from chalicelib.law.enums import Grade, LineKind, Vaccine
from chalicelib.storage import keys
from tests.builders import SCHOOL_ID, World, line
from tests.invariants.places_desks import toddler_of
from tests.portal import Shown

CARE = "190001234"
HOME = "190005678"


def care(world: World, facility_id: str = CARE, kind: FacilityKind = FacilityKind.CHILD_CARE_CENTER) -> None:
    world.facility(facility_id, kind=kind, name="Otter Cove", grades="")


def opened(world: World, path: str = "/ages", facility_id: str = CARE) -> Shown:
    return world.browser(world.school_person(facility_ids=(facility_id,))).get(f"/schools/at/{facility_id}{path}")


class TestTheList:
    def test_a_child_of_fourteen_months_is_listed_with_the_shots_of_fifteen(self, world: World) -> None:
        """Given a child of fourteen months with the shots of its age, then the list says which shots fifteen months
        ask for, from which day, and the last day to show them."""
        care(world)
        toddler_of(world, CARE)
        page = opened(world)
        assert "0 children to show shots now" in page.words
        assert "1 more in the next 60 days" in page.words
        assert "15 months" in page.words
        assert "Polio: dose 3" in page.words
        assert "MMR (measles, mumps, rubella): one dose on or after the first birthday" in page.words
        assert "12/20/2026" in page.words  # the age, thirty days before the last day
        assert "1/19/2027" in page.words

    def test_on_the_day_of_the_age_the_thirty_days_run_and_the_desk_says_so(self, world: World) -> None:
        """Given the same child a month later, then the desk of the facility counts one child now."""
        care(world)
        toddler_of(world, CARE)
        assert "Shots due by age: 0 children now" in opened(world, "").words
        world.clock.set("2026-12-20")
        assert "Shots due by age: 1 child now" in opened(world, "").words
        assert "1 child to show shots now" in opened(world).words

    def test_after_the_thirty_days_the_list_of_the_day_excludes(self, world: World) -> None:
        """Given no one showed the shots, when the last day has passed, then this list is empty of that age."""
        care(world)
        toddler_of(world, CARE)
        world.clock.set("2027-01-20")
        assert "15 months" not in opened(world).words

    def test_an_exemption_that_covers_the_days_takes_its_vaccine_off(self, world: World) -> None:
        """Given a permanent exemption for MMR, then fifteen months ask that child for the other shots alone."""
        care(world)
        student_id = toddler_of(world, CARE)
        assert "rubella): one dose" in opened(world).words
        facts = world.ctx().store.get(Student, student_id).facts.child
        parent = world.parent()
        facility = world.facility(CARE, kind=FacilityKind.CHILD_CARE_CENTER, name="Otter Cove", grades="")
        small = Grade.INFANT_TODDLER
        school = facility.as_choice()
        child = world.child(parent, facts=facts, school=school, grade=small)
        exempt = (line(Vaccine.MMR, LineKind.PERMANENT),)
        world.form(child=child, parent=parent, lines=exempt, school=school, grade=small, grade_now=small)
        assert "rubella): one dose" not in opened(world).words
        assert "Polio: dose 3" in opened(world).words

    def test_no_child_near_an_age_says_so(self, world: World) -> None:
        """Given a child care without children, then the page says that nothing becomes due."""
        care(world)
        assert "No shots become due by age" in opened(world).words

    def test_a_school_of_older_children_has_no_link(self, world: World) -> None:
        """Given an elementary school, then its desk names no such list."""
        page = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}")
        assert "Shots due by age" not in page.words


class TestAFamilyHome:
    def test_a_street_that_was_stored_all_the_same_stands_on_no_page(self, world: World) -> None:
        """Given a family child care home whose row was written with a street, then no page of its desk has it."""
        care(world, HOME, FacilityKind.FAMILY_CHILD_CARE_HOME)
        self._with_street(world)
        toddler_of(world, HOME)
        for path in ("", "/ages", "/report", "/report/file", "/letters", "/records", "/calendar", "/outbreaks"):
            page = opened(world, path, HOME)
            assert page.status == 200, path
            assert "Secret" not in page.text, path

    def test_its_record_holds_none_whoever_makes_it(self) -> None:
        """Given a home and a center with the same street, then the home's record is without it."""
        facts = {
            "id": HOME,
            "name": "Otter Cove",
            "address": Address(street="9 Secret Lane", city="Alhambra", zip_code="91803"),
            "county": "Los Angeles",
            "jurisdiction": "C19",
        }
        assert Facility(kind=FacilityKind.FAMILY_CHILD_CARE_HOME, **facts).address.street == ""
        assert Facility(kind=FacilityKind.CHILD_CARE_CENTER, **facts).address.street == "9 Secret Lane"

    @staticmethod
    def _with_street(world: World) -> None:
        place = keys.record("facility", HOME)
        item = world.table.get_many([place])[place]
        assert '"street":""' in item["body"]
        body = item["body"].replace('"street":""', '"street":"9 Secret Lane"')
        world.table.replace_many([{**item, "body": body}], ())


@pytest.mark.parametrize("days", [0, 400])
def test_a_foreign_facility_has_no_such_page(world: World, days: int) -> None:
    """Given someone of another school, then the list is a page that is not there, whatever the day."""
    care(world)
    world.clock.set(date(2026, 11, 20) + timedelta(days=days))
    assert world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{CARE}/ages").status == 404
