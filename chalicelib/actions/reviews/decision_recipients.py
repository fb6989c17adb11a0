"""Who is told of a decision about a form (HSC 120372(d)(5))."""

from collections.abc import Iterator

from chalicelib.actions.notifying import account, health_department_of, parents_of, school_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.law.revocation import Recipient as Told
from chalicelib.law.revocation import recipients


def told_of_denial(form: ExemptionForm) -> Iterator[Recipient]:
    """Yield the parents, the issuing physician, the school and the local health officer."""
    for recipient in recipients():
        yield from _recipients(form, recipient)


def _recipients(form: ExemptionForm, recipient: Told) -> tuple[Recipient, ...]:
    if recipient is Told.PARENT:
        return parents_of(form)
    if recipient is Told.ISSUING_PHYSICIAN:
        return (account(form.physician_id),)
    return (school_of(form) if recipient is Told.SCHOOL else health_department_of(form),)
