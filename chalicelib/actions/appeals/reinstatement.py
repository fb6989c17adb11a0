"""What the reinstatement of revoked lines writes: lines, locks, the physician's count (HSC 120372.05(d), H2, H7)."""

from collections.abc import Iterator

from chalicelib.actions.context import Context
from chalicelib.actions.signing.exemption_locks import assert_lock, in_force_elsewhere, lock_key, transfer_lock
from chalicelib.actions.signing.replacements import tell_parents_of_replacement
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import LineState
from chalicelib.storage.unit_of_work import UnitOfWork


def appealed_lines(form: ExemptionForm, appeal: Appeal) -> list[ExemptionLine]:
    """Return the revoked lines that the appeal is about."""
    return [
        line
        for line in form.lines
        if line.state == LineState.REVOKED
        and line.vaccine in appeal.vaccines
        and line.revocation is not None
        and line.revocation.review_id == appeal.review_id
    ]


def holders(ctx: Context, form: ExemptionForm, lines: list[ExemptionLine]) -> Iterator[tuple[ExemptionLine, str]]:
    """Yield each line with the id of the form whose line is in force in its place today ("": none). The locks must have
    been read."""
    for line in lines:
        yield line, in_force_elsewhere(ctx.store.item(lock_key(form, line)), form, ctx.on)


def restored_lines(form: ExemptionForm, appeal: Appeal) -> list[ExemptionLine]:
    """Return the revoked lines that the panel restores."""
    return [line for line in appealed_lines(form, appeal) if line.vaccine in appeal.restored]


def reinstate_lines(ctx: Context, work: UnitOfWork, appeal: Appeal, form: ExemptionForm, reason: str = "") -> None:
    """Let the restored lines count again and take their locks, also from held lines; one in whose place another line is
    in force is superseded right away, and the parent is told. `form`: with the appeal's outcome on its lines. The locks
    and the standing must have been read."""
    ctx.require(Action.REINSTATE_EXEMPTION, form)
    before = ctx.store.get(ExemptionForm, form.id)
    placed = list(holders(ctx, form, restored_lines(form, appeal)))
    changed = [line.with_changes(state=LineState.SUPERSEDED if holder else LineState.ISSUED) for line, holder in placed]
    replacing = list(dict.fromkeys(holder for _line, holder in placed if holder))
    after = form.with_changes(
        lines=form.with_lines(*changed), replaced_by_form_id=replacing[0] if replacing else form.replaced_by_form_id
    )
    work.update(before, after, by=Action.REINSTATE_EXEMPTION, reason=reason)
    for line, holder in placed:
        _settle_guard(ctx, work, form, line, is_left=bool(holder))
    tell_parents_of_replacement(work, form, replacing)
    _correct_count(ctx, work, appeal, after)


def _settle_guard(ctx: Context, work: UnitOfWork, form: ExemptionForm, line: ExemptionLine, *, is_left: bool) -> None:
    lock = ctx.store.item(lock_key(form, line))
    if is_left and lock:
        assert_lock(work, form, line, lock)
    else:
        transfer_lock(work, form, line, ctx.on)


def _correct_count(ctx: Context, work: UnitOfWork, appeal: Appeal, form: ExemptionForm) -> None:
    """Take the form out of the year's count, unless another of its lines was revoked that year and still is; tell the
    board where that year's count had been reported to it, each time: its report names the forms (H7)."""
    year = str(appeal.revoked_on.year)
    before = ctx.store.find(PhysicianStanding, standing_id(form.physician))
    if before is None or form.number not in before.revoked_numbers.get(year, ()) or _still_revoked(form, year):
        return
    after = before.without_revoked_form(appeal.revoked_on.year, form.number)
    work.update(before, after, by=Action.REINSTATE_EXEMPTION)
    if year in before.reported_years:
        work.enqueue_notification(
            NoticeKind.REVOKED_FORMS_CORRECTED,
            Recipient(kind="board", id=form.board),
            subject_of(before),
            standing_id=before.id,
            physician_id=form.physician_id,
            year=year,
            form_number=form.number,
        )


def _still_revoked(form: ExemptionForm, year: str) -> bool:
    return any(
        line.state == LineState.REVOKED and line.revocation and str(line.revocation.revoked_on.year) == year
        for line in form.lines
    )
