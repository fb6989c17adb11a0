"""The annual report of the story's school, and what the portal does with it or without it."""

from datetime import date

from chalicelib.domain.facility import FacilityKind
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.law.review_triggers import Institution
from chalicelib.law.vaccine_products import GivenVaccine
from tests.acceptance.acts.people import school
from tests.acceptance.story import Story
from tests.invariants.places_published_reports import confirmed_published
from tests.invariants.places_reports import filed, kindergartners

FEW = 60
"""Of so many students the school's own list is made and filed; more, and a percentage, come with the state's file."""

_KINDS = {
    Institution.SCHOOL: (FacilityKind.PUBLIC_SCHOOL, "K-6"),
    Institution.CHILD_CARE_CENTER: (FacilityKind.CHILD_CARE_CENTER, ""),
    Institution.FAMILY_CHILD_CARE_HOME: (FacilityKind.FAMILY_CHILD_CARE_HOME, ""),
}


def report(story: Story, complete: int, students: int) -> None:
    """The school of the story's exemption files a report in which so many of the students have all doses."""
    world = story.world
    _one_exemption(story)
    kindergartners(world, complete)
    kindergartners(world, students - complete, left_out=(GivenVaccine.VAR,))
    filed(world, facility_id=school(story).id)
    open_due_reviews(world.clock)


def publish(story: Story, complete: int, students: int) -> None:
    """The state publishes that so many of the students have all doses, and an operator loads the file."""
    world = story.world
    _one_exemption(story)
    confirmed_published(world, f"{school(story).id},Y,{students},{complete},")
    apply_imports(world.clock)
    open_due_reviews(world.clock)


def leave_unreported(story: Story, institution: Institution, due_on: date) -> bool:
    """The last day passes without a report of the school of the story's exemption. Return whether the portal can tell:
    it knows such a school, and its own last day is the one of the story and has passed."""
    due = report_due(school_year_of(story.today))
    if institution not in _KINDS or due is None or due.due_on != due_on or story.today <= due_on:
        return False
    kind, grades = _KINDS[institution]
    _one_exemption(story)
    story.world.facility(school(story).id, kind=kind, grades=grades)
    check_reports(story.world.clock)
    open_due_reviews(story.world.clock)
    return True


def _one_exemption(story: Story) -> None:
    if not story.memory.get("forms"):
        story.memory["forms"] = [story.world.form().id]
