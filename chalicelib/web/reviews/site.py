"""All pages of the state reviewers."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews import (
    bars,
    candidates,
    cases,
    child_pairs,
    corrections,
    decisions,
    findings,
    forms,
    home,
    questions,
    standings,
)

REVIEWS: tuple[Pages, ...] = (
    home.pages,
    forms.pages,
    cases.pages,
    child_pairs.pages,
    findings.pages,
    questions.pages,
    decisions.pages,
    standings.pages,
    bars.pages,
    candidates.pages,
    corrections.pages,
)
