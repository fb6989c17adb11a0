"""How a school's page begins: with what a form's id leads to, never with the form. The school must be this person's
now: after a move only the new school has the child."""

from collections.abc import Mapping

from chalicelib.domain.action import Action
from chalicelib.domain.roster import FormAtSchool
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.page_request import PageRequest


def school_keys(params: Mapping[str, str]) -> list[Key]:
    """Return what the first read of such a page brings along."""
    return [keys.form_at_school(params["form_id"]), keys.ROSTERS_BY_CHILD]


def own_form(page_request: PageRequest, act: Action) -> FormAtSchool:
    """Return where the form of the address is, where this person may do `act` to it. Raises PortalError NOT_FOUND."""
    at = page_request.ctx.store.at_school(page_request.params["form_id"])
    page_request.ctx.require(act, at)
    return at
