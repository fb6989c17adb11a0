"""Who is told of what becomes of an appeal, each with what they read of it (lifecycle H2, H5)."""

from collections.abc import Iterator

from chalicelib.actions.notifying import account, parents_of, school_of
from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.results import Subject, SubjectKind, subject_of

THE_AGENCY = Recipient(kind="chhs", id="main")
CDPH = Recipient(kind="cdph", id="main")


def told_parents(appeal: Appeal) -> Iterator[tuple[Recipient, Subject]]:
    """Yield everyone who speaks for the child, each with the appeal."""
    for parent in parents_of(appeal):
        yield parent, subject_of(appeal)


def parent_physician_and_school(appeal: Appeal, form: ExemptionForm) -> Iterator[tuple[Recipient, Subject]]:
    """Yield those whom an appeal that is not taken concerns."""
    yield from told_parents(appeal)
    yield account(appeal.physician_id), subject_of(form)
    if form.facility_id:
        yield school_of(form), subject_of(form)


def told_of_appeal_decision(appeal: Appeal, form: ExemptionForm) -> Iterator[tuple[Recipient, Subject]]:
    """Yield the parents, who get the written decision, the issuer, the school, the local health officer, and CDPH."""
    for to in told_of_denial(form):
        yield to, subject_of(appeal if to.id in appeal.guardian_ids else form)
    yield CDPH, Subject(kind=SubjectKind.REVIEW, id=appeal.review_id, of=form.id)


def parent_and_physician(appeal: Appeal) -> Iterator[tuple[Recipient, Subject]]:
    """Yield the two who can supply information (HSC 120372.05(a))."""
    for to in (*parents_of(appeal), account(appeal.physician_id)):
        yield to, subject_of(appeal)
