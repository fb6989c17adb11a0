"""The invitations that no one used in time, to be sent again one by one or a page at once."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.accounts.expired_invitations import expired_invitations, invite_all_again
from chalicelib.actions.accounts.invite import facilities_named
from chalicelib.domain.action import Action
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import ROLES

pages = Pages()
EXPIRED = "/operators/expired"


_Id = Annotated[str, StringConstraints(pattern="^[a-z2-7]{26}$")]


class AgainForm(FormModel):
    """The accounts that are invited again."""

    again: tuple[_Id, ...] = entry(N_("Check at least one invitation"), optional=True, default=())


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    listing = Listing(EXPIRED)
    found = expired_invitations(page_request.ctx, place_asked(page_request, listing))
    schools = facilities_named(page_request.ctx, found.accounts)
    return page_request.render(
        "operators/expired.html",
        title=N_("Expired invitations"),
        form=form,
        path=EXPIRED,
        sent=bool(page_request.query.get("sent")),
        people=[
            (each, page_request.translate(ROLES[each.role]), [schools.get(one, one) for one in each.facility_ids])
            for each in found.accounts
        ],
        pages=links_of(page_request, listing, found.page),
    )


@pages.form(EXPIRED, Action.INVITE, AgainForm, show=_show)
def _again(page_request: PageRequest, answers: AgainForm) -> str:
    invite_all_again(page_request.ctx, answers.again)
    return f"{EXPIRED}?sent=yes"
