"""The physician's standing with the portal, as the actions of signing change it (lifecycle H6, H7)."""

from chalicelib.actions.context import Context
from chalicelib.actions.signing.license_check import LicenseCheck
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.verdict import Outcome
from chalicelib.storage.unit_of_work import UnitOfWork


def first_standing(ctx: Context, claim: LicenseClaim) -> PhysicianStanding:
    """Return the standing that begins when a license is proven, as the board showed it when the account was made.
    Without that, a signature needs a look-up that answers."""
    return PhysicianStanding(
        id=claim.license_id,
        state=StandingState.HOLD if claim.outcome == Outcome.HOLD else StandingState.VERIFIED,
        account_id=claim.id,
        last_good_check=claim.checked_at or ctx.now,
        last_outcome=claim.outcome,
        codes=claim.codes,
    )


def standing_after_signing(
    ctx: Context, work: UnitOfWork, before: PhysicianStanding, form: ExemptionForm, check: LicenseCheck, *, held: bool
) -> None:
    """Count the form in its calendar year (H7: a correction does not count) and keep the look-up's result."""
    after = before if form.is_correction else before.with_changes(forms_by_year=_counted(before, form))
    if check.is_good:
        after = after.with_changes(last_good_check=ctx.now, last_outcome=check.verdict.outcome, codes=check.codes)
    if held:
        # What put the standing on hold stays listed until CDPH has classified it, even if the board shows it no more.
        waiting = before.codes if before.state == StandingState.HOLD else ()
        seen = tuple(dict.fromkeys((*waiting, *after.codes)))
        after = after.with_changes(state=StandingState.HOLD, codes=seen, held_form_ids=(*before.held_form_ids, form.id))
    work.update(before, after, by=Action.HOLD_EXEMPTION if held else Action.ISSUE_EXEMPTION)


def _counted(before: PhysicianStanding, form: ExemptionForm) -> dict[str, int]:
    year = str(form.signed_on.year)
    return {**before.forms_by_year, year: before.forms_by_year.get(year, 0) + 1}
