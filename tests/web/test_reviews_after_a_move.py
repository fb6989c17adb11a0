"""A form that comes to a school whose forms all go to review goes there, too: at the move, not at the school's next
report (HSC 120372(d)(2)(A), (C))."""

from datetime import timedelta

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.law.enums import LineState
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_reports import filed, kindergartner, kindergartners

FIRST_SCHOOL = "10621660000018"


def moves_to_the_school(world: World, form: ExemptionForm) -> None:
    """When the parent says on the page that the child goes to the default school."""
    browser = world.browser(world.default_user(Role.PARENT))
    found = browser.get(f"/parents/children/{form.child_id}/school").press("Search", name=SCHOOL_ID)
    found.press("Use this one", choice=SCHOOL_ID).follow()


def triggers(world: World, form: ExemptionForm) -> list[Trigger]:
    return [world.ctx().store.get(Review, each).trigger for each in world.reload(form).review_ids]


def below_95(world: World) -> None:
    kindergartner(world, left_out=(GivenVaccine.VAR,))
    filed(world)


class TestAMove:
    @pytest.fixture
    def form(self, world: World) -> ExemptionForm:
        """Given a live form of another school, and the default school with a form of its own."""
        world.facility()
        return world.form(school=world.facility(FIRST_SCHOOL).as_choice())

    def test_to_a_school_below_95_percent_the_forms_review_is_owed_at_once(
        self, world: World, form: ExemptionForm
    ) -> None:
        below_95(world)
        open_due_reviews(world.clock)

        moves_to_the_school(world, form)

        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [Trigger.SCHOOL_BELOW_95]
        (review_id,) = world.reload(form).review_ids
        case = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/{review_id}/forms/{form.id}")
        assert "School below 95 percent" in case.words

    def test_to_a_school_that_did_not_report_too(self, world: World) -> None:
        """Given a form of a home that files no report, and a school with a form that did not file its own."""
        home = world.facility(FIRST_SCHOOL, kind=FacilityKind.FAMILY_CHILD_CARE_HOME)
        form = world.form(school=home.as_choice())
        world.facility()
        world.form()
        due = report_due(school_year_of(world.clock.today))
        assert due
        world.at(due.due_on + timedelta(days=1))
        check_reports(world.clock)
        open_due_reviews(world.clock)

        moves_to_the_school(world, form)

        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [Trigger.SCHOOL_NOT_REPORTING]

    def test_to_a_school_at_95_percent_no_review_is_owed(self, world: World, form: ExemptionForm) -> None:
        kindergartners(world, 19)
        below_95(world)

        moves_to_the_school(world, form)

        assert open_due_reviews(world.clock) == {}
        assert triggers(world, form) == []

    def test_a_form_that_was_stopped_is_not_reviewed_again(self, world: World) -> None:
        world.facility()
        stopped = world.form(state=LineState.REVOKED, school=world.facility(FIRST_SCHOOL).as_choice())
        known = triggers(world, stopped)
        below_95(world)
        open_due_reviews(world.clock)

        moves_to_the_school(world, stopped)

        assert open_due_reviews(world.clock) == {"settled": 1}
        assert triggers(world, stopped) == known


def test_a_form_whose_draft_named_another_school_is_reviewed_for_the_school_it_is_signed_for(world: World) -> None:
    """Given a request with a doctor that named another school, when the parent changes the school before the doctor
    signs, then the form goes to review with its signature."""
    world.facility()
    below_95(world)
    request = world.request(RequestState.OPENED, school=world.facility(FIRST_SCHOOL).as_choice())
    browser = world.browser(world.default_user(Role.PARENT))
    found = browser.get(f"/parents/children/{request.child_id}/school").press("Search", name=SCHOOL_ID)
    found.press("Use this one", choice=SCHOOL_ID).follow()

    form = world.form(request=world.reload(request))

    assert form.facility_id == SCHOOL_ID
    assert triggers(world, form) == [Trigger.SCHOOL_BELOW_95]
