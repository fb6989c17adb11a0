"""A parent files the appeal with the Secretary of California Health and Human Services (HSC 120372.05).

In time, it stays the duty to start the shots; late, it is stored and marked, stays nothing, and the agency decides
whether to take it. It is never refused here.
"""

from chalicelib.actions.appeals.appeal_outcomes import open_outcome, start_shots_by, tell_of_appeal, with_appeal
from chalicelib.actions.context import Context
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.errors import invalid, wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.stopped import revocation_to_appeal
from chalicelib.law.appeals import timeliness
from chalicelib.law.verdict import Outcome
from chalicelib.storage import keys


def file_appeal(ctx: Context, appeal_id: str, expected_version: int | None) -> Done:
    """File the appeal.

    Raises PortalError FORBIDDEN for anyone but a parent (case 81), INVALID (no reason given), CONFLICT.
    """
    draft = ctx.store.get(Appeal, appeal_id)
    ctx.require(Action.FILE_APPEAL, draft)
    if draft.state != AppealState.DRAFT:
        raise wrong_state()
    require_unchanged(draft, expected_version)
    if not draft.why:
        raise invalid("APPEAL_NEEDS_WHY", "")
    form = ctx.store.get(ExemptionForm, draft.form_id)
    revocation = revocation_to_appeal(form)
    if revocation is None or revocation.review_id != draft.review_id:
        raise wrong_state()
    in_time = timeliness(ctx.now, draft.revoked_on).outcome == Outcome.TIMELY
    filed = draft.with_changes(
        state=AppealState.FILED_TIMELY if in_time else AppealState.FILED_LATE, filed_at=ctx.now, in_time=in_time
    )
    work = ctx.unit_of_work(Action.FILE_APPEAL)
    work.update(draft, filed)
    linked = form.with_changes(appeal_ids=tuple(dict.fromkeys((*form.appeal_ids, filed.id))))
    work.update(form, with_appeal(linked, filed, open_outcome(filed)))
    work.row(
        keys.case_link(filed.physician_id, "appeal", filed.id), link_attributes("appeal", filed.id, ctx.now.isoformat())
    )
    kind = NoticeKind.APPEAL_FILED if in_time else NoticeKind.APPEAL_FILED_LATE
    tell_of_appeal(work, kind, filed, form, start_shots_by(filed))
    return work.commit(subject_of(filed))
