"""A local health department's home: the notices of its jurisdiction."""

from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import office_news

pages = Pages()
_NAMES = {jurisdiction.id: jurisdiction.name for jurisdiction in JURISDICTIONS}


@pages.page("/health-departments", Action.LIST_COUNTY_FORMS)
def _home(page_request: PageRequest) -> Page:
    person = page_request.ctx.person
    page_request.ctx.require(Action.LIST_COUNTY_FORMS, person)
    return page_request.render(
        "health_departments/home.html",
        title=N_("Local health department"),
        news=office_news(page_request, "jurisdiction", person.jurisdiction),
        jurisdiction=_NAMES.get(person.jurisdiction, person.jurisdiction),
    )
