"""Held forms when CDPH has answered: released, or refused with the notices of a denial (HSC 120372(d)(5), (7)).

A physician can have more held forms than fit one transaction: then the rest stays on the standing, and in the queue,
until someone presses the button again.
"""

from collections.abc import Iterable

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, parents_of, school_of
from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.actions.reviews.triggered_reviews import owe_reviews_of_school
from chalicelib.actions.signing.exemption_locks import (
    assert_lock,
    in_force_elsewhere,
    lock_key,
    release_lock,
    transfer_lock,
)
from chalicelib.actions.signing.replacements import tell_parents_of_replacement
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.enums import LineState
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork

FORMS_AT_ONCE = 5  # refusing one takes up to 15 of a transaction's 100 items: the form, six locks, six notices


def held_form_keys(standing: PhysicianStanding) -> Iterable[Key]:
    """Return the held forms that the next act deals with: read them with the action's other records."""
    return [keys.record("form", form_id) for form_id in standing.held_form_ids[:FORMS_AT_ONCE]]


def settle_held_forms(
    ctx: Context, work: UnitOfWork, standing: PhysicianStanding, *, released: bool
) -> PhysicianStanding:
    """Release or refuse the oldest held forms, and return the standing without them."""
    forms = [ctx.store.find(ExemptionForm, form_id) for form_id in standing.held_form_ids[:FORMS_AT_ONCE]]
    waiting = [form for form in forms if form and _held(form)]
    schools = dict.fromkeys(form.facility_id for form in waiting) if released else {}
    locks = [lock_key(form, line) for form in waiting for line in _held(form)]
    ctx.store.load([*locks, *map(trigger_keys.school_reporting, schools)])
    for form in waiting:
        if released:
            _release(ctx, work, form)
        else:
            _refuse(ctx, work, form)
    for facility_id in schools:  # while a form is held, its school's rate and reports send it nowhere
        owe_reviews_of_school(ctx, work, facility_id)
    return standing.with_changes(held_form_ids=standing.held_form_ids[FORMS_AT_ONCE:])


def _held(form: ExemptionForm) -> list[ExemptionLine]:
    return [line for line in form.lines if line.state == LineState.HELD]


def _release(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> None:
    """Let the lines count from now on; one year still counts from the signing. Where another line came into force while
    they were held, that one stays, and the held one is superseded: no exemption ends by a release."""
    placed = [(line, _lock(ctx, form, line)) for line in _held(form)]
    others = {line.vaccine: in_force_elsewhere(lock, form, ctx.on) for line, lock in placed}
    settled = [
        line.with_changes(state=LineState.SUPERSEDED, stopped_on=ctx.on)
        if others[line.vaccine]
        else line.with_changes(state=LineState.ISSUED)
        for line, _guard_seen in placed
    ]
    counting = list(dict.fromkeys(filter(None, others.values())))
    after = form.with_changes(lines=form.with_lines(*settled), replaced_by_form_id=counting[0] if counting else "")
    work.update(form, after, by=Action.RELEASE_HELD_EXEMPTION)
    for line, (_, lock) in zip(settled, placed, strict=True):
        if line.state == LineState.ISSUED:
            transfer_lock(work, form, line, ctx.on)
        elif lock:
            assert_lock(work, form, line, lock)
    tell_parents_of_replacement(work, form, counting)
    if any(line.state == LineState.ISSUED for line in settled):
        _tell_of_release(work, form)
    else:
        notify_of_form(work, NoticeKind.EXEMPTION_REPLACED, form, account(form.physician_id))


def _tell_of_release(work: UnitOfWork, form: ExemptionForm) -> None:
    notify_of_form(work, NoticeKind.EXEMPTION_RELEASED, form, *parents_of(form), account(form.physician_id))
    notify_of_form(work, NoticeKind.EXEMPTION_ISSUED, form, school_of(form))


def _refuse(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> None:
    held = _held(form)
    refused = (line.with_changes(state=LineState.REFUSED, stopped_on=ctx.on) for line in held)
    work.update(form, form.with_changes(lines=form.with_lines(*refused)), by=Action.REFUSE_HELD_EXEMPTION)
    for line in held:
        lock = _lock(ctx, form, line)
        if lock and lock["holder"] == form.id:
            release_lock(work, form, line)
    notify_of_form(work, NoticeKind.EXEMPTION_REFUSED, form, *told_of_denial(form), letter=True)


def _lock(ctx: Context, form: ExemptionForm, line: ExemptionLine) -> Item | None:
    return ctx.store.item(lock_key(form, line))
