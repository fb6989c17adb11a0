"""Whom a form, a request or a child concerns, and what a notice carries of its record."""

from typing import Protocol

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import subject_of
from chalicelib.storage.unit_of_work import UnitOfWork


class OfChild(Protocol):
    """A record that parents and guardians speak for."""

    @property
    def guardian_ids(self) -> tuple[str, ...]: ...


def account(account_id: str) -> Recipient:
    return Recipient(kind="account", id=account_id)


def parents_of(record: OfChild) -> tuple[Recipient, ...]:
    return tuple(map(account, record.guardian_ids))


def school_of(form: ExemptionForm) -> Recipient:
    return Recipient(kind="facility", id=form.facility_id)


def health_department_of(form: ExemptionForm) -> Recipient:
    return Recipient(kind="jurisdiction", id=form.jurisdiction)


def notify_of_form(
    work: UnitOfWork, kind: NoticeKind, form: ExemptionForm, *to: Recipient, letter: bool = False, **facts: str
) -> None:
    """Enqueue one notification for each recipient; the notice leads to the form."""
    for recipient in to:
        work.enqueue_notification(
            kind, recipient, subject_of(form), letter=letter, form_id=form.id, form_number=form.number, **facts
        )


def notify_of_request(work: UnitOfWork, kind: NoticeKind, request: ExemptionRequest, *to: Recipient) -> None:
    """Enqueue one notification for each recipient; the notice leads to the request."""
    for recipient in to:
        work.enqueue_notification(kind, recipient, subject_of(request), request_number=request.number)
