"""All pages of the portal, by audience."""

from collections.abc import Iterator

from chalice.app import Blueprint

from chalicelib.web.account import account
from chalicelib.web.operators import accounts, desk, invitations
from chalicelib.web.parents.site import PARENTS
from chalicelib.web.physicians import examination, issued_forms, opening, signing, vaccines
from chalicelib.web.physicians import home as physicians_home
from chalicelib.web.public import email_links, home, register, reset_password, sign_in
from chalicelib.web.public import invitations as accept_invitation
from chalicelib.web.register import Pages, Route

AUDIENCES: tuple[Pages, ...] = (
    home.pages, sign_in.pages, register.pages, email_links.pages, reset_password.pages, accept_invitation.pages,
    account.pages,
    *PARENTS,
    physicians_home.pages, opening.pages, examination.pages, vaccines.pages, signing.pages, issued_forms.pages,
    desk.pages, invitations.pages, accounts.pages,
)


def all_routes() -> Iterator[Route]:
    """Every registered page."""
    for pages in AUDIENCES:
        yield from pages.routes


def site() -> Blueprint:
    """The whole site as one blueprint."""
    whole = Pages(routes=list(all_routes()))
    return whole.blueprint(__name__)
