"""The notices that a school or child care received."""

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import office_news

pages = Pages()


@pages.page("/schools/at/{facility_id}/news", Action.LIST_OWN_PUPILS)
def _news(page_request: PageRequest) -> Page:
    facility_id = page_request.params["facility_id"]
    page_request.ctx.require(Action.LIST_OWN_PUPILS, SchoolChoice(facility_id=facility_id))
    return page_request.render(
        "layouts/news.html",
        title=N_("News for your school"),
        news=office_news(page_request, "facility", facility_id),
        back_url=f"/schools/at/{facility_id}",
    )
