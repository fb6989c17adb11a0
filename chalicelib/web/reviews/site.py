"""All pages of the state reviewers."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews import (
    bars,
    cases,
    corrections,
    decisions,
    find,
    forms,
    hand_over,
    home,
    physician_cases,
    physician_decisions,
    physicians,
    schools,
    search,
    standings,
)

REVIEWS: tuple[Pages, ...] = (
    home.pages,
    find.pages,
    search.pages,
    physicians.pages,
    physician_cases.pages,
    physician_decisions.pages,
    schools.pages,
    forms.pages,
    cases.pages,
    hand_over.pages,
    decisions.pages,
    standings.pages,
    bars.pages,
    corrections.pages,
)
