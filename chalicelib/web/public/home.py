"""The home page, and the pages that explain the portal itself."""

from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
# For those who land on the page in English and read another language better: in their own words.
_INSTRUCTIONS = (("es", "Instrucciones en español"), ("zh-Hant", "繁體中文說明"))


@pages.page("/", Action.VIEW_PUBLIC_PAGE, fixed=True)
def _home(page_request: PageRequest) -> Page:
    return page_request.render(
        "public/home.html", title=N_("Ask for a medical exemption from a school vaccine"), instructions=_INSTRUCTIONS
    )


@pages.page("/help", Action.VIEW_PUBLIC_PAGE, fixed=True)
def _help(page_request: PageRequest) -> Page:
    return page_request.render("public/help.html", title=N_("Help"), support=settings().support_email)


@pages.page("/privacy", Action.VIEW_PUBLIC_PAGE, fixed=True)
def _privacy(page_request: PageRequest) -> Page:
    return page_request.render(
        "public/privacy.html",
        title=N_("Privacy"),
        support=settings().support_email,
        address=settings().records_address,
        telephone=settings().review_telephone,
    )


@pages.page("/accessibility", Action.VIEW_PUBLIC_PAGE, fixed=True)
def _accessibility(page_request: PageRequest) -> Page:
    return page_request.render("public/accessibility.html", title=N_("Accessibility"), support=settings().support_email)
