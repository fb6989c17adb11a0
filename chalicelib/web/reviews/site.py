"""All pages of the state reviewers."""

from chalicelib.web.register import Pages
from chalicelib.web.reviews import amendments, bars, cases, decisions, forms, home, standings

REVIEWS: tuple[Pages, ...] = (
    home.pages,
    forms.pages,
    cases.pages,
    decisions.pages,
    standings.pages,
    bars.pages,
    amendments.pages,
)
