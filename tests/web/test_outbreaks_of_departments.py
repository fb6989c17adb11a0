"""A health department starts an outbreak at a school, sees its list, orders who stays out and lets them return; the
school is told, sees the same page at its next load, and does not change an order of the department."""

from datetime import timedelta

import pytest

from chalicelib.actions.outbreaks.exclusions import Lifting, lift_exclusion
from chalicelib.domain.account import Role
from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.student import Student
from chalicelib.law.enums import Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.places_jurisdictions import DESK, listed_school
from tests.invariants.places_outbreaks import outbreak_of
from tests.invariants.places_schools import student_of
from tests.mailed import notices_of
from tests.portal import Portal, Shown, spread

NEW = f"/schools/at/{SCHOOL_ID}/outbreaks/new"
WORDS = "Anaphylaxis after the first dose, proven by the allergy clinic"


def department(world: World, jurisdiction: str = "C19") -> Portal:
    return world.browser(world.local_health(jurisdiction=jurisdiction))


def school(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def started(world: World, browser: Portal) -> Shown:
    """The page of an outbreak that the department has started for the default school."""
    day = world.clock.today - timedelta(days=2)
    answers = {"disease": "measles", "first_exposure": day, "last_exposure": day, "telephone": "(213) 555-0150"}
    return browser.get(NEW).press("Make the list", **spread(answers)).follow()


def told(world: World, kind: NoticeKind) -> list[str]:
    return [each.recipient.id for each in notices_of(world.table, kind)]


class TestStarting:
    def test_the_department_gets_the_schools_list_and_the_school_is_told(self, world: World) -> None:
        listed_school(world)
        student_of(world, first_name="Ottoline")
        browser = department(world)
        page = started(world, browser)
        assert "Ottoline" in page.words
        assert "/schools/students/" not in "".join(page.links.values())
        assert told(world, NoticeKind.OUTBREAK_STARTED) == [SCHOOL_ID]
        assert "Measles" in browser.get(f"{DESK}/outbreaks").words
        own = school(world).get(f"/schools/at/{SCHOOL_ID}/outbreaks")
        assert "Measles" in own.words
        assert "health department started an outbreak page" in school(world).get(f"/schools/at/{SCHOOL_ID}/news").words

    def test_another_jurisdiction_cannot_start_or_open_one(self, world: World) -> None:
        listed_school(world)
        assert department(world, "MLongBeach").get(NEW).status == 404
        exposure = outbreak_of(world)
        assert department(world, "MLongBeach").get(f"/schools/outbreaks/{exposure.id}").status == 404
        assert department(world).get(f"/schools/outbreaks/{exposure.id}").status == 200

    def test_no_medical_word_is_on_the_departments_page_or_file(self, world: World) -> None:
        """Given an exempt child whose reason says a word of its own, then the list names the exemption alone."""
        listed_school(world)
        world.form(lines=(line(Vaccine.MMR, description=WORDS),))
        browser = department(world)
        page = started(world, browser)
        assert "medical exemption" in page.words
        for shown in (page, browser.get(f"{page.path}/file"), browser.get(f"{page.path}/print")):
            assert [word for word in ("naphylaxis", "allergy clinic", "GEN-") if word in shown.text] == []


class TestOrders:
    def test_an_order_is_on_the_schools_page_at_its_next_load_and_the_school_is_told(self, world: World) -> None:
        listed_school(world)
        student_id = student_of(world, first_name="Ottoline")
        browser = department(world)
        page = started(world, browser)
        ordered = browser.get(f"{page.path}/exclude").press("Order the exclusion", students=[student_id])
        assert ordered.status == 303
        student = world.ctx().store.get(Student, student_id)
        assert [order.disease for order in student.exclusions] == ["measles"]
        assert told(world, NoticeKind.EXCLUSION_ORDERED) == [SCHOOL_ID]
        assert "Exclude" in school(world).get(f"/schools/students/{student_id}").words
        shown = school(world).get(page.path)
        assert "The health department keeps this outbreak" in shown.words
        assert f"{page.path}/lift" not in shown.links.values()

    def test_it_lets_the_students_return_and_the_school_is_told(self, world: World) -> None:
        listed_school(world)
        student_id = student_of(world, first_name="Ottoline")
        browser = department(world)
        page = started(world, browser)
        browser.get(f"{page.path}/exclude").press("Order the exclusion", students=[student_id])
        browser.get(f"{page.path}/lift").press("Lift the exclusion", students=["everyone"])
        assert told(world, NoticeKind.EXCLUSION_LIFTED) == [SCHOOL_ID]
        assert "Back since" in school(world).get(page.path).words

    def test_the_school_does_not_change_an_order_of_the_department(self, world: World) -> None:
        """Given an order that the department gave here, when the school would lift it, then it is refused."""
        listed_school(world)
        student_id = student_of(world, first_name="Ottoline")
        browser = department(world)
        page = started(world, browser)
        browser.get(f"{page.path}/exclude").press("Order the exclusion", students=[student_id])
        exposure_id = page.path.rpartition("/")[2]
        with pytest.raises(PortalError, match="OUTBREAK_OF_DEPARTMENT"):
            lift_exclusion(
                world.ctx(world.default_user(Role.SCHOOL)), Lifting(exposure_id, None, None, world.clock.today)
            )

    def test_a_school_that_records_an_order_by_telephone_tells_no_one(self, world: World) -> None:
        listed_school(world)
        exposure = outbreak_of(world)
        assert not world.ctx().store.get(ExposureAtSchool, exposure.id).by_department
        assert told(world, NoticeKind.OUTBREAK_STARTED) == []

    def test_who_looked_is_the_department_and_not_the_school(self, world: World) -> None:
        listed_school(world)
        student_of(world, first_name="Ottoline")
        browser = department(world)
        started(world, browser)
        views = [item for item in all_items(world.table.audit_name) if item.get("purpose") == "pupil list"]
        assert {item["office_kind"] for item in views} == {"jurisdiction"}
