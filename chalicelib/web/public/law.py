"""The law as this portal applies it: every rule with its numbers, its tables, its citation and a worked example."""

from chalicelib.domain.acts import Act
from chalicelib.domain.marking import N_
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


@pages.page("/law", Act.VIEW_PUBLIC_PAGE)
def _law(visit: Visit) -> Page:
    # Not imported at start: only this page pays for the rule book's sentences and examples.
    from chalicelib.web.public import law_shown  # noqa: PLC0415

    return visit.render(
        "public/law.html",
        title=N_("The law behind each answer"),
        chapters=law_shown.chapters(visit),
        sources=law_shown.sources(visit),
        sure=law_shown.degrees(visit),
    )
