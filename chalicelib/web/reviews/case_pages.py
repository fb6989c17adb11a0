"""The address of a case, and how its records are found."""

from collections.abc import Mapping

from chalicelib.actions.reviews.review_case import load_case
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.route import Named

CASE = "/reviews/{review_id}/forms/{form_id}"
Case = tuple[Review, ExemptionForm]


def _case_keys(params: Mapping[str, str]) -> list[Key]:
    """The case, its form, and its reviewer's notes: the address names them, so that the first read brings all."""
    kinds = {"review": "review_id", "review_work": "review_id", "form": "form_id"}
    return [keys.record(kind, params[name]) for kind, name in kinds.items()]


CASE_RECORDS: Named[Case] = Named(
    _case_keys, lambda ctx, act, params: load_case(ctx, act, params["review_id"], params["form_id"])
)
