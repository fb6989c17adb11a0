"""The home page, and the pages that explain the portal itself."""

from chalicelib.domain.acts import Act
from chalicelib.domain.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


@pages.page("/", Act.VIEW_PUBLIC_PAGE)
def _home(visit: Visit) -> Page:
    return visit.render("public/home.html", title=N_("Medical exemptions from immunizations"))


@pages.page("/help", Act.VIEW_PUBLIC_PAGE)
def _help(visit: Visit) -> Page:
    return visit.render("public/help.html", title=N_("Help"), support=settings().support_email)


@pages.page("/privacy", Act.VIEW_PUBLIC_PAGE)
def _privacy(visit: Visit) -> Page:
    return visit.render("public/privacy.html", title=N_("Privacy"), support=settings().support_email)


@pages.page("/accessibility", Act.VIEW_PUBLIC_PAGE)
def _accessibility(visit: Visit) -> Page:
    return visit.render("public/accessibility.html", title=N_("Accessibility"), support=settings().support_email)
