"""What becomes due by age in child care: which child, which shots, from when, and the last day to show them."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.due_by_age import ChildDueByAge, children_due_by_age, is_child_care
from chalicelib.law.age_steps import AgeDose
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import VACCINES

pages = Pages()
AGES = "/schools/at/{facility_id}/ages"


@dataclass(frozen=True)
class ShownChild:
    """A child with one age. `is_running`: the age was reached, and the last day to show its shots has not passed."""

    url: str
    name: str
    birth_date: date
    room: str
    months: int
    reached_on: date
    due_on: date
    is_running: bool
    shots: list[str]


@pages.page(AGES, Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _ages(page_request: PageRequest, school: SchoolChoice) -> Page:
    ctx = page_request.ctx
    students, forms = ctx.store.students(school.facility_id)
    every = children_due_by_age(students, forms, ctx.on)
    listing = Listing(AGES.format(facility_id=school.facility_id))
    page = page_of(every, place_asked(page_request, listing), _key)
    record_list_view(page_request, school.facility_id, len({_who(each) for each in page.rows}))
    facility = ctx.store.facility(school.facility_id)
    return page_request.render(
        "schools/ages.html",
        title=N_("Shots due by age"),
        facility=facility.name if facility else "",
        facility_id=school.facility_id,
        is_child_care=is_child_care(facility),
        children=[_shown(page_request, each) for each in page.rows],
        running=sum(each.step.reached_on <= ctx.on for each in every),
        coming=sum(each.step.reached_on > ctx.on for each in every),
        pages=links_of(page_request, listing, page, count=len(every)),
        law=citation(Cite.CCR_6025),
    )


def _who(each: ChildDueByAge) -> str:
    return each.student_id or each.form_id


def _key(each: ChildDueByAge) -> str:
    return f"{_who(each)} {each.step.months}"


def _shown(page_request: PageRequest, each: ChildDueByAge) -> ShownChild:
    step = each.step
    return ShownChild(
        url=f"/schools/students/{each.student_id}" if each.student_id else f"/schools/pupils/{each.form_id}",
        name=listed_name(each.last_name, each.first_name),
        birth_date=each.birth_date,
        room=each.room,
        months=step.months,
        reached_on=step.reached_on,
        due_on=step.due_on,
        is_running=step.reached_on <= page_request.ctx.on,
        shots=[_shot(page_request, dose) for dose in step.doses],
    )


def _shot(page_request: PageRequest, dose: AgeDose) -> str:
    name = page_request.translate(VACCINES[dose.vaccine])
    if dose.from_age:
        return page_request.translate(N_("%(shot)s: one dose on or after the first birthday"), shot=name)
    if dose.counted + 1 == dose.needed:
        return page_request.translate(N_("%(shot)s: dose %(number)s"), shot=name, number=dose.needed)
    return page_request.translate(
        N_("%(shot)s: doses %(first)s to %(last)s"), shot=name, first=dose.counted + 1, last=dose.needed
    )
