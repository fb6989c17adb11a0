"""A parent starts again from what is known: a copy of an ended request, or a renewal of a temporary exemption.

Nothing is typed twice: what a field of a request is marked with, Copied or NotCopied, decides. The consents are asked
for again: they belong to one request and its day (HSC 120372(b)).
"""

from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.requests.edit_request import next_question
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import may_renew
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.field_classes import copied_fields
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.timeline import is_lapsed
from chalicelib.storage import keys

_UNDER_WAY = frozenset({RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED})


def may_copy(ctx: Context, request: ExemptionRequest) -> bool:
    """Return whether the request has ended (also by time), so that a copy may begin."""
    return request.state not in _UNDER_WAY or is_lapsed(request, ctx.on)


def copy_request(ctx: Context, request_id: str) -> Done:
    """Start a new draft with all answers of an ended request. Raises PortalError CONFLICT while it is under way."""
    old = ctx.store.get(ExemptionRequest, request_id)
    parent = ctx.require(Action.COPY_REQUEST, old)
    if not may_copy(ctx, old):
        raise wrong_state()
    return _begin(
        ctx,
        ExemptionRequest(
            id=ctx.new_id(),
            state=RequestState.DRAFT,
            parent_id=parent.id,
            started_on=ctx.on,
            copied_from=old.id,
            **_carried_over(old),
        ),
    )


def ask_for_renewal(ctx: Context, form_id: str) -> Done:
    """Start a new draft to renew a temporary exemption before or after it ends. Raises PortalError CONFLICT."""
    form = ctx.store.get(ExemptionForm, form_id)
    parent = ctx.require(Action.COPY_REQUEST, form)
    if not may_renew(form):
        raise wrong_state()
    has_entered = form.span_starts_on is None or form.span_starts_on <= ctx.on
    is_to_come = form.next_span_entry is not None and form.next_span_entry > ctx.on
    return _begin(
        ctx,
        ExemptionRequest(
            **_carried_over(form)
            | {
                "id": ctx.new_id(),
                "state": RequestState.DRAFT,
                "parent_id": parent.id,
                "started_on": ctx.on,
                "grade_now": form.grade if has_entered else None,
                "planned_first_day": form.span_starts_on or form.signed_on,
                "next_span_entry": form.next_span_entry if is_to_come else None,
                "renews_form_id": form.id,
                "copied_from": form.request_id,
            }
        ),
    )


def _carried_over(source: ExemptionRequest | ExemptionForm) -> dict[str, Any]:
    """Return what of a request, or of a form by the same names, a new request takes along."""
    return {name: value for name, value in dict(source).items() if name in copied_fields(ExemptionRequest)}


def _begin(ctx: Context, draft: ExemptionRequest) -> Done:
    work = ctx.unit_of_work(Action.COPY_REQUEST)
    work.create(draft)
    work.row(
        keys.case_link(draft.parent_id, "request", draft.id), link_attributes("request", draft.id, ctx.now.isoformat())
    )
    return work.commit(subject_of(draft), next_question(draft))
