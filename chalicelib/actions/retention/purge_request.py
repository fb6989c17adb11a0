"""Purging a request that came to nothing, when the time that it is kept is over (S-70)."""

from chalicelib.actions.context import Context
from chalicelib.actions.retention.forget_notices import forget_notices
from chalicelib.actions.retention.purge_case import purge_cases
from chalicelib.actions.retention.purge_child import begin_purge, cases_of, finish_purge
from chalicelib.actions.retention.purge_documents import drop_files, purge_documents_of
from chalicelib.domain.child import Child
from chalicelib.domain.document import ChildDocuments
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
    cases = cases_of(ctx, child) if child else []
    documents = [case for case in cases if isinstance(case, ChildDocuments)]
    if child and all(case.id == request.id for case in cases if not isinstance(case, ChildDocuments)):
        drop_files(ctx, [each for held in documents for each in held.documents])
        begin_purge(ctx, child, [*going, *documents], why)
        finish_purge(ctx, child.id)
    else:
        purge_documents_of(ctx, request.child_id, request.id, why)
        purge_cases(ctx, going, why)
    return True
