"""A licensee as the licensing board opens one: standing, account, and the forms that the physician signed."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import keys


@dataclass(frozen=True)
class LicenseeCase:
    """A licensee with all signed forms, the newest first."""

    standing: PhysicianStanding
    account: Account
    forms: list[ExemptionForm]


def load_licensee(ctx: Context, act: Action, standing: PhysicianStanding) -> LicenseeCase:
    """Return what the board sees of its licensee, in two requests. Raises PortalError NOT_FOUND (another board's),
    UNAVAILABLE."""
    ctx.require(act, standing)
    of_physician = ctx.store.person(standing.account_id)
    if of_physician.account is None:
        raise not_found()
    form_ids = of_physician.ids("form")
    ctx.store.load(keys.record(ExemptionForm.record_type, each) for each in form_ids)
    found = [form for each in form_ids if (form := ctx.store.find(ExemptionForm, each)) is not None]
    forms = [form for form in found if form.physician_id == standing.account_id]
    return LicenseeCase(standing, of_physician.account, sorted(forms, key=lambda each: each.signed_on, reverse=True))


def reviews_of(ctx: Context, forms: list[ExemptionForm]) -> dict[str, list[Review]]:
    """Return the state's reviews of each form, by its id. Raises PortalError UNAVAILABLE."""
    ctx.store.load(keys.record(Review.record_type, review_id) for form in forms for review_id in form.review_ids)
    return {
        form.id: [review for each in form.review_ids if (review := ctx.store.find(Review, each)) is not None]
        for form in forms
    }
