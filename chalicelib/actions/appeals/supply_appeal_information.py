"""The parent or the issuing physician adds information to a filed appeal (HSC 120372.05(a)).

Where the panel has asked a question, this answers it and the review continues; otherwise it is just added.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import OPEN_STATES, Appeal, AppealState, SuppliedInformation
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done, subject_of


def takes_information(appeal: Appeal) -> bool:
    """Return whether information can still be added: from the filing until the panel has decided."""
    return appeal.state in OPEN_STATES - {AppealState.DETERMINED}


def supply_appeal_information(ctx: Context, appeal_id: str, expected_version: int | None, text: str) -> Done:
    """Add the text. Raises PortalError CONFLICT."""
    appeal = ctx.store.get(Appeal, appeal_id)
    person = ctx.require(Action.SUPPLY_APPEAL_INFORMATION, appeal)
    if not takes_information(appeal):
        raise wrong_state()
    require_unchanged(appeal, expected_version)
    given = SuppliedInformation(by_id=person.id, by_role=person.role, on=ctx.on, text=text)
    answers_question = appeal.state == AppealState.INFO_REQUESTED
    after = appeal.with_changes(
        supplied=(*appeal.supplied, given), state=AppealState.IN_REVIEW if answers_question else appeal.state
    )
    work = ctx.unit_of_work(Action.SUPPLY_APPEAL_INFORMATION)
    work.update(appeal, after)
    return work.commit(subject_of(appeal))
