"""A parent takes a request back before anything is signed (HSC 120372(b): the parent's consent; case 40)."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_request
from chalicelib.actions.steps import require_state, require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done, subject_of


def cancel_request(ctx: Context, request_id: str, expected_version: int | None) -> Done:
    """Cancel; the physician who had opened it is told. Raises PortalError CONFLICT (signed already, or stale)."""
    request = ctx.store.get(ExemptionRequest, request_id)
    ctx.require(Action.CANCEL_REQUEST, request)
    require_state(request, Action.CANCEL_REQUEST)
    require_unchanged(request, expected_version)
    work = ctx.unit_of_work(Action.CANCEL_REQUEST)
    work.update(request, request.with_changes(state=RequestState.CANCELED))
    if request.state == RequestState.OPENED:
        notify_of_request(work, NoticeKind.REQUEST_CANCELED, request, account(request.physician_id))
    return work.commit(subject_of(request))
