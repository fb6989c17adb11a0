"""All pages of the state reviewers."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews import bars, cases, corrections, decisions, find, forms, home, standings

REVIEWS: tuple[Pages, ...] = (
    home.pages,
    find.pages,
    forms.pages,
    cases.pages,
    decisions.pages,
    standings.pages,
    bars.pages,
    corrections.pages,
)
