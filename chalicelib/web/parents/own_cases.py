"""What is a parent's own, read at once and told apart by child."""

from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child_overview import ChildOverview, by_child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.step_words import Family

_READ_AT_MOST = {"request": 45, "form": 45, "appeal": 10}


def own_cases(page_request: PageRequest) -> tuple[Family, tuple[ChildOverview, ...]]:
    """Return all that is the parent's, and the children: one request to the store, after the account's own."""
    account_bundle, store = page_request.ctx.account_bundle, page_request.ctx.store
    ids = {kind: account_bundle.ids(kind)[:limit] for kind, limit in _READ_AT_MOST.items()}
    store.load(keys.record(kind, case_id) for kind, case_ids in ids.items() for case_id in case_ids)
    requests = [found for each in ids["request"] if (found := store.find(ExemptionRequest, each))]
    forms = [signed for each in ids["form"] if (signed := store.find(ExemptionForm, each))]
    appeals = [filed for each in ids["appeal"] if (filed := store.find(Appeal, each))]
    return Family(requests, forms, appeals), by_child(requests, forms, page_request.ctx.on)
