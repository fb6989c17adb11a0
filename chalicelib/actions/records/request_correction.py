"""A parent asks the state to amend the child's record (Civ. Code 1798.35), or takes that back."""

from datetime import timedelta

from chalicelib.actions.context import Context
from chalicelib.actions.records.correction_case import amendment_links, own_amendment, require_open
from chalicelib.actions.records.guardian_cases import tell_guardians
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest, CorrectionState
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.amendments import answer_by
from chalicelib.storage import keys

MAX_AT_ONCE, _COUNTED = 10, timedelta(days=30)


def request_correction(ctx: Context, child_id: str, wrong: str, should_say: str) -> Done:
    """Write the request down; it waits for state staff, and all guardians are told.

    Raises PortalError NOT_FOUND, CONFLICT (more requests in a month than anyone could need; the child's record changed
    meanwhile).
    """
    child = ctx.store.get(Child, child_id)
    person = ctx.require(Action.ASK_TO_AMEND, child)
    if sum(at > ctx.now - _COUNTED for at, _id in amendment_links(ctx, child.id)) >= MAX_AT_ONCE:
        raise PortalError(ErrorKind.CONFLICT, "TOO_MANY_AMENDMENTS")
    asked = CorrectionRequest(
        id=ctx.new_id(),
        state=CorrectionState.OPEN,
        child_id=child.id,
        asked_by=person.id,
        received_on=ctx.on,
        answer_by=answer_by(ctx.on),
        wrong=wrong,
        should_say=should_say,
    )
    work = ctx.unit_of_work(Action.ASK_TO_AMEND)
    work.create(asked)
    work.unchanged(child)  # all guardians are told, also one who joins at this moment
    work.row(
        keys.child_amendment(child.id, asked.id), link_attributes(asked.record_type, asked.id, ctx.now.isoformat())
    )
    tell_guardians(work, NoticeKind.AMENDMENT_RECEIVED, child.guardian_ids, subject_of(asked))
    return work.commit(subject_of(asked))


def withdraw_amendment(ctx: Context, child_id: str, amendment_id: str, expected_version: int | None) -> Done:
    """Take the request back. Raises PortalError NOT_FOUND, CONFLICT (answered, withdrawn, or stale)."""
    _child, asked = own_amendment(ctx, Action.WITHDRAW_AMENDMENT, child_id, amendment_id)
    require_open(asked, expected_version)
    work = ctx.unit_of_work(Action.WITHDRAW_AMENDMENT)
    work.update(asked, asked.with_changes(state=CorrectionState.WITHDRAWN))
    return work.commit(subject_of(asked))
