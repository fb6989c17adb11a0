"""The outbreaks of a school: those that are open, those that are closed, and the way to start one."""

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.outbreak import ExposureRow
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import SCHOOL_WITH_DEPARTMENT
from chalicelib.web.wording.outbreak_names import DISEASES

pages = Pages()


@pages.page("/schools/at/{facility_id}/outbreaks", Action.VIEW_OUTBREAK, of=SCHOOL_WITH_DEPARTMENT)
def _outbreaks(page_request: PageRequest, school: SchoolChoice) -> Page:
    rows = [(row, _disease(page_request, row)) for row in page_request.ctx.store.exposures(school.facility_id)]
    return page_request.render(
        "schools/outbreaks.html",
        title=N_("Outbreaks"),
        facility_id=school.facility_id,
        facility=school.name,
        department=page_request.ctx.person.role is Role.LOCAL_HEALTH,
        is_open=[each for each in rows if each[0].closed_on is None],
        closed=[each for each in rows if each[0].closed_on is not None],
        law=citation(Cite.CCR_2508),
    )


def _disease(page_request: PageRequest, row: ExposureRow) -> str:
    return page_request.translate(DISEASES[row.disease])
