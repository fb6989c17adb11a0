"""Who is told of a decision about a form, each with what they read of it (HSC 120372(d)(5))."""

from collections.abc import Iterator

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.results import Subject, subject_of
from chalicelib.law.revocation import Recipient as Told
from chalicelib.law.revocation import recipients


def told_of_denial(form: ExemptionForm) -> Iterator[tuple[Recipient, Subject]]:
    """Yield the parents, the issuing physician, the school and the local health officer, each with the form."""
    for recipient in recipients():
        yield from _recipients(form, recipient)


def parents_and_physician(form: ExemptionForm) -> Iterator[tuple[Recipient, Subject]]:
    """Yield the two who are told of a review that stops nothing."""
    yield from _recipients(form, Told.PARENT)
    yield from _recipients(form, Told.ISSUING_PHYSICIAN)


def _recipients(form: ExemptionForm, recipient: Told) -> Iterator[tuple[Recipient, Subject]]:
    if recipient is Told.PARENT:
        yield from ((Recipient(kind="account", id=guardian), subject_of(form)) for guardian in form.guardian_ids)
    elif recipient is Told.ISSUING_PHYSICIAN:
        yield Recipient(kind="account", id=form.physician_id), subject_of(form)
    elif recipient is Told.SCHOOL:
        yield Recipient(kind="facility", id=form.facility_id), subject_of(form)
    else:
        yield Recipient(kind="jurisdiction", id=form.jurisdiction), subject_of(form)
