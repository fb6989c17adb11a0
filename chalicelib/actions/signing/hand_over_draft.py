"""Clinic staff hands a prepared form over to the physician, who checks it and signs."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account
from chalicelib.actions.signing.draft_case import DraftCase, require_version, unfinished_parts
from chalicelib.actions.signing.edit_form_draft import prepared_by
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid, wrong_state
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of


def hand_over_draft(ctx: Context, case: DraftCase, expected_version: int | None) -> Done:
    """Hand it over and tell the physician. The staff can still change it: then it is not handed over any more.

    Raises PortalError CONFLICT (stale, or handed over already), INVALID (a part lacks an answer).
    """
    draft = case.draft
    ctx.require(Action.HAND_OVER_DRAFT, draft)
    require_version(draft, expected_version)
    if draft.handed_over_at:
        raise wrong_state()
    if any(unfinished_parts(draft)):
        raise invalid("FORM_INCOMPLETE", "")
    work = ctx.unit_of_work(Action.HAND_OVER_DRAFT)
    work.update(draft, prepared_by(ctx.person, draft).with_changes(handed_over_at=ctx.now))
    work.enqueue_notification(NoticeKind.DRAFT_HANDED_OVER, account(draft.physician_id), subject_of(draft))
    return work.commit(subject_of(draft))
