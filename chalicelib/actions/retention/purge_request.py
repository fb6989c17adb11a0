"""Purging a request that came to nothing, when the time that it is kept is over (S-70)."""

from chalicelib.actions.context import Context
from chalicelib.actions.retention.purge_case import forget_notices, purge_case
from chalicelib.actions.retention.purge_child import purge_child_alone, records_of_child
from chalicelib.domain.child import Child
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.retention import retention_class_of
from chalicelib.storage import keys


def purge_request(ctx: Context, request_id: str) -> bool:
    """Purge the request with the physician's draft of it, and the child's record where nothing else hangs on it.

    Done again after a failure, it goes on where it stood. Raises PortalError CONFLICT, UNAVAILABLE.
    """
    request = ctx.store.find(ExemptionRequest, request_id)
    why = retention_class_of(request) if request else None
    if request is None or why is None:
        return True
    people = (*request.guardian_ids, request.physician_id)
    forget_notices(ctx, [keys.account_partition(person) for person in people if person], frozenset({request.id}))
    child, draft = ctx.store.find(Child, request.child_id), ctx.store.find(FormDraft, request.id)
    if draft is not None:
        purge_case(ctx, draft, why)
    purge_case(ctx, request, why)
    found = records_of_child(ctx, child) if child else None
    if found and not found.cases:
        purge_child_alone(ctx, found, why)
    return True
