"""The notices that a school or child care received."""

from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import office_news
from chalicelib.web.schools.own_form import OWN_SCHOOL

pages = Pages()


@pages.page("/schools/at/{facility_id}/news", Action.LIST_OWN_PUPILS, of=OWN_SCHOOL)
def _news(page_request: PageRequest, school: SchoolChoice) -> Page:
    return page_request.render(
        "layouts/news.html",
        title=N_("News for your school"),
        news=office_news(page_request, "facility", school.facility_id),
        back_url=f"/schools/at/{school.facility_id}",
    )
