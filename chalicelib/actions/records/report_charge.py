"""A parent reports that a doctor charged for the form or a renewal (HSC 120372(a)(3)), and state staff answer."""

from datetime import datetime, timedelta

from chalicelib.actions.appeals.appeal_recipients import CDPH
from chalicelib.actions.context import Context
from chalicelib.actions.records.guardian_cases import tell_guardians
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.charge_report import Charge, ChargeOutcome, ChargeReport, ChargeState
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import ForwardedCharge, PhysicianStanding, standing_id
from chalicelib.storage import keys

_MAX_AT_ONCE, _COUNTED = 10, timedelta(days=30)


def charges_of(ctx: Context, child_id: str) -> list[ChargeReport]:
    """Return what was reported about the child's forms, newest first. The caller has required an act on the child."""
    ids = [case_id for _at, case_id in _links(ctx, child_id)]
    ctx.store.load(keys.record(ChargeReport.record_type, each) for each in ids)
    return [ctx.store.get(ChargeReport, each) for each in ids]


def report_charge(ctx: Context, form_id: str, charge: Charge, words: str) -> Done:
    """Write the report down; it waits for state staff. The physician is not told.

    Raises PortalError NOT_FOUND, INVALID (a day to come), CONFLICT (more in a month than anyone could need).
    """
    form = ctx.store.get(ExemptionForm, form_id)
    person = ctx.require(Action.REPORT_CHARGE, form)
    if charge.charged_on > ctx.on:
        raise invalid("CHARGE_IN_FUTURE", "charged_on")
    if sum(at > ctx.now - _COUNTED for at, _id in _links(ctx, form.child_id)) >= _MAX_AT_ONCE:
        raise PortalError(ErrorKind.CONFLICT, "TOO_MANY_CHARGE_REPORTS")
    report = ChargeReport(
        id=ctx.new_id(),
        child_id=form.child_id,
        form_id=form.id,
        standing_id=standing_id(form.physician),
        reported_by=person.id,
        reported_on=ctx.on,
        charge=charge,
        words=words,
    )
    work = ctx.unit_of_work(Action.REPORT_CHARGE)
    work.create(report)
    work.row(
        keys.child_case(form.child_id, report.record_type, report.id),
        link_attributes(report.record_type, report.id, ctx.now.isoformat()),
    )
    work.enqueue_notification(NoticeKind.CHARGE_REPORTED, CDPH, subject_of(report))
    return work.commit(subject_of(report))


def answer_charge(
    ctx: Context, report_id: str, outcome: ChargeOutcome, answer: str, expected_version: int | None
) -> Done:
    """Close the report or forward it: then the board sees what was charged, when and on which form, not what the parent
    wrote. The guardians are told.

    Raises PortalError CONFLICT (answered by now).
    """
    before = ctx.store.get(ChargeReport, report_id)
    person = ctx.require(Action.ANSWER_CHARGE, before)
    require_step(before, Action.ANSWER_CHARGE, expected_version)
    form = ctx.store.get(ExemptionForm, before.form_id)
    after = before.with_changes(state=ChargeState(outcome), answer=answer, answered_by=person.id, answered_on=ctx.on)
    work = ctx.unit_of_work(Action.ANSWER_CHARGE)
    work.update(before, after)
    work.unchanged(form)  # all guardians are told, also one who joins at this moment
    if outcome is ChargeOutcome.FORWARDED:
        standing = ctx.store.get(PhysicianStanding, before.standing_id)
        forwarded = ForwardedCharge(report_id=before.id, form_number=form.number, on=ctx.on, **dict(before.charge))
        work.update(standing, standing.with_changes(charges=(*standing.charges, forwarded)))
        work.enqueue_notification(
            NoticeKind.CHARGE_FORWARDED,
            Recipient(kind="board", id=standing.board),
            subject_of(standing),
            standing_id=standing.id,
            form_number=form.number,
        )
    tell_guardians(work, NoticeKind.CHARGE_ANSWERED, form.guardian_ids, subject_of(after))
    return work.commit(subject_of(after))


def _links(ctx: Context, child_id: str) -> list[tuple[datetime, str]]:
    return ctx.store.dated_links(keys.child_partition(child_id), ChargeReport.record_type)
