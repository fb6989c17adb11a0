"""Who is told of a decision about a form, each at the own address in the portal (HSC 120372(d)(5))."""

from collections.abc import Iterator

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.law.revocation import Recipient as Told
from chalicelib.law.revocation import recipients


def told_of_denial(form: ExemptionForm) -> Iterator[tuple[Recipient, str]]:
    """The parents, the issuing physician, the school and the local health officer, each with the path of the form."""
    for told in recipients():
        yield from _addresses(form, told)


def parents_and_physician(form: ExemptionForm) -> Iterator[tuple[Recipient, str]]:
    """The two who are told of a review that stops nothing."""
    yield from _addresses(form, Told.PARENT)
    yield from _addresses(form, Told.ISSUING_PHYSICIAN)


def _addresses(form: ExemptionForm, told: Told) -> Iterator[tuple[Recipient, str]]:
    if told is Told.PARENT:
        yield from (
            (Recipient(kind="account", id=guardian), f"/parents/forms/{form.id}") for guardian in form.guardian_ids
        )
    elif told is Told.ISSUING_PHYSICIAN:
        yield Recipient(kind="account", id=form.physician_id), f"/physicians/forms/{form.id}"
    elif told is Told.SCHOOL:
        yield Recipient(kind="facility", id=form.facility_id), f"/schools/pupils/{form.id}"
    else:
        yield Recipient(kind="jurisdiction", id=form.jurisdiction), "/health-departments"
