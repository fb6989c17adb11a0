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
        to_check_count=law_shown.to_check_count(),
    )


@pages.page("/law/to-check", Action.VIEW_PUBLIC_PAGE)
def _to_check(page_request: PageRequest) -> Page:
    from chalicelib.web.public import law_shown  # noqa: PLC0415 - as above

    return page_request.render(
        "public/law_to_check.html",
        title=N_("What a lawyer must check"),
        checks=law_shown.checks(page_request),
        sure=law_shown.degrees(page_request),
        back_url="/law",
    )
