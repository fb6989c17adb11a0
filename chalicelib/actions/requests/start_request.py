"""A parent begins to ask for an exemption: an empty draft, linked to the parent (lifecycle H1)."""

from chalicelib.actions.context import Context
from chalicelib.actions.requests.edit_request import next_question
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys


def start_request(ctx: Context) -> Done:
    parent = ctx.require(Action.START_REQUEST)
    draft = ExemptionRequest(
        id=ctx.new_id(), state=RequestState.DRAFT, parent_id=parent.id, child_id=ctx.new_id(), started_on=ctx.on
    )
    work = ctx.unit_of_work(Action.START_REQUEST)
    work.create(draft)
    work.row(keys.case_link(parent.id, "request", draft.id), link_attributes("request", draft.id, ctx.now.isoformat()))
    return work.commit(subject_of(draft), next_question(draft))
