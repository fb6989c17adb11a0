"""The held forms that were left over when the physician's matters were found unrelated: they count from now on."""

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import load_standing, matters_to_classify
from chalicelib.actions.signing.forms_on_hold import held_form_keys, settle_held_forms
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, StandingState


def release_held(ctx: Context, standing_id: str, expected_version: int | None) -> Done:
    """Release the next held forms. Raises PortalError CONFLICT."""
    before = load_standing(ctx, Action.RELEASE_HELD_EXEMPTION, standing_id, expected_version)
    if not may_release(ctx, before):
        raise wrong_state()
    ctx.store.load(held_form_keys(before))
    work = ctx.unit_of_work(Action.RELEASE_HELD_EXEMPTION)
    work.update(before, settle_held_forms(ctx, work, before, released=True))
    return work.commit(subject_of(before))


def may_release(ctx: Context, standing: PhysicianStanding) -> bool:
    """Return whether held forms are left, nothing bars the physician, and no matter waits for an answer."""
    is_clear = standing.state == StandingState.VERIFIED and not matters_to_classify(standing, ctx.on)
    return is_clear and bool(standing.held_form_ids)
