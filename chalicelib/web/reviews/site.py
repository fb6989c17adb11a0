"""All pages of the state reviewers."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews import (
    bars,
    candidates,
    cases,
    child_pairs,
    corrections,
    decisions,
    find,
    findings,
    forms,
    hand_over,
    home,
    physician_cases,
    physician_decisions,
    physicians,
    questions,
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
    child_pairs.pages,
    findings.pages,
    questions.pages,
    decisions.pages,
    standings.pages,
    bars.pages,
    candidates.pages,
    corrections.pages,
)
