"""What is a parent's own, read at once and told apart by child."""

from chalicelib.domain.child_overview import ChildOverview, by_child
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.step_words import Family


def own_cases(page_request: PageRequest) -> tuple[Family, tuple[ChildOverview, ...]]:
    """Return all that is the parent's, and the children: one request to the store, after the account's own."""
    requests, forms, appeals = page_request.ctx.own_records()
    return Family(requests, forms, appeals), by_child(requests, forms, page_request.ctx.on)
