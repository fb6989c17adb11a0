"""The address of a case, and what its pages read first."""

from collections.abc import Mapping

from chalicelib.actions.reviews.review_case import load_case
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.page_request import PageRequest

CASE = "/reviews/{review_id}/forms/{form_id}"


def case_keys(params: Mapping[str, str]) -> list[Key]:
    """The case and its form: both stand in the address, so that the first read brings both."""
    return [keys.record("review", params["review_id"]), keys.record("form", params["form_id"])]


def case_of(page_request: PageRequest, act: Action) -> tuple[Review, ExemptionForm]:
    """The case of the address. Raises PortalError FORBIDDEN, NOT_FOUND."""
    return load_case(page_request.ctx, act, page_request.params["review_id"], page_request.params["form_id"])
