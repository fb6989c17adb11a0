"""State staff answer a request to amend: the record is corrected, or the parent reads why not (Civ. Code 1798.35).

The answer says what was done. The correction itself is an action of whoever stated the thing (the physician's
correction of a form, the school's of its record), with an event of its own: no one changes what another person
certified.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.records.correction_case import require_open
from chalicelib.actions.records.guardian_cases import tell_guardians
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionOutcome, CorrectionRequest, CorrectionState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys


def child_and_forms(ctx: Context, asked: CorrectionRequest) -> tuple[Child, list[tuple[str, str]]]:
    """Return the child, and when and under which id each of the child's forms was signed, newest first: one read.

    Raises PortalError NOT_FOUND, UNAVAILABLE.
    """
    forms = ctx.store.load_child_partition(asked.child_id)
    links = [(form_id, ctx.store.item(keys.child_case(asked.child_id, "form", form_id))) for form_id in forms]
    return ctx.store.get(Child, asked.child_id), [(form_id, str(link["at"])) for form_id, link in links if link]


def answer_correction(
    ctx: Context, amendment_id: str, outcome: CorrectionOutcome, answer: str, expected_version: int | None
) -> Done:
    """Record the answer; all guardians are told that there is one.

    Raises PortalError NOT_FOUND, CONFLICT (answered, withdrawn, or stale).
    """
    asked = ctx.store.get(CorrectionRequest, amendment_id)
    person = ctx.require(Action.ANSWER_AMENDMENT, asked)
    require_open(asked, expected_version)
    child = ctx.store.get(Child, asked.child_id)
    work = ctx.unit_of_work(Action.ANSWER_AMENDMENT)
    answered = asked.with_changes(
        state=CorrectionState(outcome), answered_by=person.id, answered_on=ctx.on, answer=answer
    )
    work.update(asked, answered)
    work.unchanged(child)  # all guardians are told, also one who joins at this moment
    tell_guardians(work, NoticeKind.AMENDMENT_ANSWERED, child.guardian_ids, subject_of(asked))
    return work.commit(subject_of(asked))
