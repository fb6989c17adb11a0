"""The physician's standing with the portal, as the acts of signing change it (lifecycle H6, H7)."""

from chalicelib.actions.context import Context
from chalicelib.actions.licence_check import LicenceCheck
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form
from chalicelib.domain.standing import Standing, StandingState
from chalicelib.storage.unit_of_work import UnitOfWork


def first_standing(ctx: Context, account_id: str, standing: str, check: LicenceCheck, *, hold: bool) -> Standing:
    """The standing of a physician who registers."""
    return Standing(id=standing, state=StandingState.HOLD if hold else StandingState.VERIFIED, account_id=account_id,
                    last_good_check=ctx.now, last_outcome=check.verdict.outcome, codes=check.codes)


def standing_after_signing(ctx: Context, work: UnitOfWork, before: Standing, form: Form, check: LicenceCheck, *,
                           held: bool) -> None:
    """Count the form in its calendar year (H7: a correction does not count) and keep the look-up's result."""
    year = str(form.signed_on.year)
    counted = {**before.forms_by_year, year: before.forms_by_year.get(year, 0) + (0 if form.is_correction else 1)}
    after = before.but(forms_by_year=counted)
    if check.is_good:
        after = after.but(last_good_check=ctx.now, last_outcome=check.verdict.outcome, codes=check.codes)
    if held:
        after = after.but(state=StandingState.HOLD, held_form_ids=(*before.held_form_ids, form.id))
    work.update(before, after, by=Act.HOLD_EXEMPTION if held else Act.ISSUE_EXEMPTION)
