"""What the state has told a local health department: refusals, revocations, and appeals that were decided."""

from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.web.health_departments.jurisdiction import HOME, jurisdiction_name, own_jurisdiction
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import office_news

pages = Pages()
NEWS = f"{HOME}/news"


@pages.page(NEWS, Action.LIST_COUNTY_FORMS)
def _news(page_request: PageRequest) -> Page:
    jurisdiction = own_jurisdiction(page_request)
    return page_request.render(
        "health_departments/news.html",
        title=N_("Messages from the state"),
        news=office_news(page_request, "jurisdiction", jurisdiction),
        jurisdiction=jurisdiction_name(jurisdiction),
        back_url=HOME,
    )
