"""The held forms of a physician who is barred, where they did not fit the action that barred: a denial
(120372(d)(5))."""

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import load_standing
from chalicelib.actions.signing.forms_on_hold import held_form_keys, settle_held_forms
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import BARRED, PhysicianStanding


def refuse_held(ctx: Context, standing_id: str, expected_version: int | None) -> Done:
    """Refuse the next held forms. Raises PortalError CONFLICT."""
    before = load_standing(ctx, Action.REFUSE_HELD_EXEMPTION, standing_id, expected_version)
    if not may_refuse(before):
        raise wrong_state()
    ctx.store.load(held_form_keys(before))
    work = ctx.unit_of_work(Action.REFUSE_HELD_EXEMPTION)
    work.update(before, settle_held_forms(ctx, work, before, released=False))
    return work.commit(subject_of(before))


def may_refuse(standing: PhysicianStanding) -> bool:
    """Return whether held forms are left of a physician whose forms are not accepted."""
    return standing.state in BARRED and bool(standing.held_form_ids)
