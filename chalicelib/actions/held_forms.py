"""Held forms when CDPH has answered: released, or refused with the notices of a denial (HSC 120372(d)(5), (7)).

A physician can have more held forms than fit one transaction: then the rest stays on the standing, and in the queue,
until somebody presses the button again.
"""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.actions.guards import free_guard
from chalicelib.actions.told_of_decision import parents_and_physician, told_of_denial
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form, Line
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import Standing
from chalicelib.law.enums import LineState
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork

FORMS_AT_ONCE = 5  # refusing one takes up to 15 of a transaction's 100 items: the form, six guards, six notices


def held_form_keys(standing: Standing) -> Iterable[Key]:
    """The held forms that the next act deals with: read them with the act's other records."""
    return [keys.record("form", form_id) for form_id in standing.held_form_ids[:FORMS_AT_ONCE]]


def settle_held_forms(ctx: Context, work: UnitOfWork, standing: Standing, *, released: bool) -> Standing:
    """Release or refuse the oldest held forms; answer with the standing without them."""
    for form_id in standing.held_form_ids[:FORMS_AT_ONCE]:
        form = ctx.store.find(Form, form_id)
        held = [line for line in form.lines if line.state == LineState.HELD] if form else []
        if form and held and released:
            _release(work, form, held)
        elif form and held:
            _refuse(work, form, held)
    return standing.but(held_form_ids=standing.held_form_ids[FORMS_AT_ONCE:])


def _release(work: UnitOfWork, form: Form, held: list[Line]) -> None:
    """The lines count from now on; one year still counts from the signing. The school hears of them first now."""
    issued = (line.but(state=LineState.ISSUED) for line in held)
    work.update(form, form.but(lines=form.with_lines(*issued)), by=Act.RELEASE_HELD_EXEMPTION)
    for to, link in parents_and_physician(form):
        work.notify(NoticeKind.EXEMPTION_RELEASED, to, link, form_id=form.id, form_number=form.number)
    work.notify(NoticeKind.EXEMPTION_ISSUED, Recipient(kind="facility", id=form.facility_id),
                f"/schools/pupils/{form.id}", form_id=form.id, form_number=form.number)


def _refuse(work: UnitOfWork, form: Form, held: list[Line]) -> None:
    refused = (line.but(state=LineState.REFUSED) for line in held)
    work.update(form, form.but(lines=form.with_lines(*refused)), by=Act.REFUSE_HELD_EXEMPTION)
    for line in held:
        free_guard(work, form, line)
    for to, link in told_of_denial(form):
        work.notify(NoticeKind.EXEMPTION_REFUSED, to, link, letter=True, form_id=form.id, form_number=form.number)
