"""The law behind the portal: every rule with its numbers, its tables, its citation and a worked example, and whether
the portal applies it or only explains it."""

from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


@pages.page("/law", Action.VIEW_PUBLIC_PAGE)
def _law(page_request: PageRequest) -> Page:
    # Not imported at start: only this page pays for the rule book's sentences and examples.
    from chalicelib.web.public import law_shown  # noqa: PLC0415

    return page_request.render(
        "public/law.html",
        title=N_("The law behind each answer"),
        chapters=law_shown.chapters(page_request),
        sources=law_shown.sources(page_request),
        sure=law_shown.degrees(page_request),
        enforcements=law_shown.enforcements(page_request),
        to_check=law_shown.to_check(page_request),
    )
