"""A parent takes an opened request from a physician, so that another one can open it (lifecycle H1)."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_request
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done, subject_of


def choose_other_physician(ctx: Context, request_id: str, expected_version: int | None) -> Done:
    """Free the request: its number stays. Raises PortalError CONFLICT (signed already, or stale)."""
    request = ctx.store.get(ExemptionRequest, request_id)
    ctx.require(Action.CHOOSE_OTHER_PHYSICIAN, request)
    if request.state != RequestState.OPENED:
        raise wrong_state()
    require_unchanged(request, expected_version)
    work = ctx.unit_of_work(Action.CHOOSE_OTHER_PHYSICIAN)
    work.update(request, request.with_changes(state=RequestState.SUBMITTED, physician_id="", opened_at=None))
    notify_of_request(work, NoticeKind.REQUEST_RELEASED, request, account(request.physician_id))
    return work.commit(subject_of(request))
