"""Purging a request that came to nothing, when the time that it is kept is over (S-70)."""

from chalicelib.actions.context import Context
from chalicelib.actions.retention.forget_notices import forget_notices
from chalicelib.actions.retention.purge_case import purge_cases
from chalicelib.actions.retention.purge_child import begin_purge, cases_of, finish_purge
from chalicelib.domain.child import Child
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.retention import retention_class_of


def purge_request(ctx: Context, request_id: str) -> bool:
    """Purge the request with the physician's draft of it, and the child's record where nothing else hangs on it.

    Done again after a failure, it continues where it stood. Raises PortalError CONFLICT, UNAVAILABLE.
    """
    request = ctx.store.find(ExemptionRequest, request_id)
    why = retention_class_of(request) if request else None
    if request is None or why is None:
        return True
    child, draft = ctx.store.find(Child, request.child_id), ctx.store.find(FormDraft, request.id)
    going = [request, draft] if draft else [request]
    forget_notices(ctx, going)
    if child and all(case.id == request.id for case in cases_of(ctx, child)):
        begin_purge(ctx, child, going, why)
        finish_purge(ctx, child.id)
    else:
        purge_cases(ctx, going, why)
    return True
