"""A physician declines an opened request, with a reason to the parent (H1). The parent can start again from a copy."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_request, parents_of
from chalicelib.actions.requests.return_request import request_in_hand
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys
from chalicelib.storage.write_rules import EITHER_WAY


def decline_request(ctx: Context, request_id: str, expected_version: int | None, reason: str) -> Done:
    """Decline an opened request. Raises PortalError NOT_FOUND, CONFLICT (stale, or no longer open)."""
    request = request_in_hand(ctx, Action.DECLINE_REQUEST, request_id, expected_version)
    work = ctx.unit_of_work(Action.DECLINE_REQUEST)
    work.update(request, request.with_changes(state=RequestState.DECLINED, reason=reason), reason=reason)
    work.remove(keys.case_link(ctx.person.id, "request", request.id), condition=EITHER_WAY)
    notify_of_request(work, NoticeKind.REQUEST_DECLINED, request, *parents_of(request))
    return work.commit(subject_of(request))
