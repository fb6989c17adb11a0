"""A physician gives an opened request back: to the parent, to fix a detail or to choose another doctor (H1)."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_request, parents_of
from chalicelib.actions.signing.draft_case import draft_keys
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys
from chalicelib.storage.write_rules import EITHER_WAY


def return_request(ctx: Context, request_id: str, expected_version: int | None, note: str) -> Done:
    """Return an opened request to the state submitted; `note` tells the parent why. The physician's draft is kept for a
    new opening.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or no longer open).
    """
    request = request_in_hand(ctx, Action.RELEASE_REQUEST, request_id, expected_version)
    work = ctx.unit_of_work(Action.RELEASE_REQUEST)
    given_back = request.with_changes(state=RequestState.SUBMITTED, physician_id="", opened_at=None, reason=note)
    work.update(request, given_back, reason=note)
    work.remove(keys.case_link(ctx.person.id, "request", request.id), condition=EITHER_WAY)
    notify_of_request(work, NoticeKind.REQUEST_RELEASED, request, *parents_of(request))
    return work.commit(subject_of(request))


def request_once_opened(ctx: Context, act: Action, request_id: str) -> ExemptionRequest:
    """The request that this physician has open, or had before it went back: the draft says that it was here.

    Raises PortalError NOT_FOUND.
    """
    ctx.store.load(draft_keys(request_id))
    request, draft = ctx.store.get(ExemptionRequest, request_id), ctx.store.find(FormDraft, request_id)
    ctx.require(act, request if draft is None or request.physician_id == ctx.person.id else draft)
    return request


def request_in_hand(ctx: Context, act: Action, request_id: str, expected_version: int | None) -> ExemptionRequest:
    """The request that this physician has open, as it was shown.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or it went back meanwhile).
    """
    request = request_once_opened(ctx, act, request_id)
    if request.physician_id != ctx.person.id or request.state not in sources_of("request", act):
        raise wrong_state()
    if expected_version != request.version:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return request
