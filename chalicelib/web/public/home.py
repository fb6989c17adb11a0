"""The home page, for parents, physicians, schools and state partners."""

from chalicelib.domain.acts import Act
from chalicelib.domain.marking import N_
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


@pages.page("/", Act.VIEW_PUBLIC_PAGE)
def _home(visit: Visit) -> Page:
    return visit.render("public/home.html", title=N_("Medical exemptions from immunizations"))
