"""Who is told of what becomes of an appeal, each at the own address in the portal (lifecycle H2, H5)."""

from collections.abc import Iterator

from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient

THE_AGENCY = Recipient(kind="chhs", id="main")
CDPH = Recipient(kind="cdph", id="main")


def told_parents(appeal: Appeal) -> Iterator[tuple[Recipient, str]]:
    """Everybody who speaks for the child, each with the path of the appeal."""
    for guardian in appeal.guardian_ids:
        yield Recipient(kind="account", id=guardian), f"/parents/appeals/{appeal.id}"


def parent_physician_and_school(appeal: Appeal, form: ExemptionForm) -> Iterator[tuple[Recipient, str]]:
    """Those whom an appeal that is not taken concerns."""
    yield from told_parents(appeal)
    yield Recipient(kind="account", id=appeal.physician_id), f"/physicians/forms/{form.id}"
    if form.facility_id:
        yield Recipient(kind="facility", id=form.facility_id), f"/schools/pupils/{form.id}"


def told_of_appeal_decision(appeal: Appeal, form: ExemptionForm) -> Iterator[tuple[Recipient, str]]:
    """The parents, who get the written decision, the issuer, the school, the local health officer, and CDPH."""
    for to, link in told_of_denial(form):
        yield to, f"/parents/appeals/{appeal.id}" if to.id in appeal.guardian_ids else link
    yield CDPH, f"/reviews/{appeal.review_id}/forms/{form.id}"


def parent_and_physician(appeal: Appeal) -> Iterator[tuple[Recipient, str]]:
    """The two who can supply information (HSC 120372.05(a))."""
    yield from told_parents(appeal)
    yield Recipient(kind="account", id=appeal.physician_id), f"/physicians/appeals/{appeal.id}"
