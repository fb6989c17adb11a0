"""All pages of the portal, by audience."""

from collections.abc import Iterator

from chalice.app import Blueprint

from chalicelib.web.public import home, sign_in
from chalicelib.web.register import Pages, Route

AUDIENCES: tuple[Pages, ...] = (home.pages, sign_in.pages)


def all_routes() -> Iterator[Route]:
    """Every registered page."""
    for pages in AUDIENCES:
        yield from pages.routes


def site() -> Blueprint:
    """The whole site as one blueprint."""
    whole = Pages(routes=list(all_routes()))
    return whole.blueprint(__name__)
