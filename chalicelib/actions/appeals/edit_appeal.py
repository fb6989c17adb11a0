"""A parent writes the appeal, page by page, before it is filed."""

from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, SuppliedInformation
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done, subject_of


def say_why(ctx: Context, appeal_id: str, expected_version: int | None, why: str) -> Done:
    """Record why the exemption should be restored, in the parent's words."""
    return _save(ctx, _draft(ctx, appeal_id, expected_version), "information", why=why)


def give_information(ctx: Context, appeal_id: str, expected_version: int | None, text: str) -> Done:
    """Record what the panel should know beside it; nothing where the text is empty (HSC 120372.05(a))."""
    draft = _draft(ctx, appeal_id, expected_version)
    person = ctx.person
    given = SuppliedInformation(by_id=person.id, by_role=person.role, on=ctx.on, text=text)
    return _save(ctx, draft, "check", supplied=(given,) if text else ())


def _draft(ctx: Context, appeal_id: str, expected_version: int | None) -> Appeal:
    appeal = ctx.store.get(Appeal, appeal_id)
    ctx.require(Action.EDIT_APPEAL, appeal)
    if appeal.state != AppealState.DRAFT:
        raise wrong_state()
    require_unchanged(appeal, expected_version)
    return appeal


def _save(ctx: Context, draft: Appeal, next_question: str, **answers: Any) -> Done:
    work = ctx.unit_of_work(Action.EDIT_APPEAL)
    work.update(draft, draft.with_changes(**answers))
    return work.commit(subject_of(draft), next_question)
