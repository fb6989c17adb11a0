"""The issuer withdraws exemptions of a form, also at the parent's wish (H2). An open review continues to its
finding."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import health_department_of, notify_of_form, parents_of, school_of
from chalicelib.actions.signing.exemption_locks import lock_key, release_lock
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_ENDED = frozenset({EffectiveStatus.EXPIRED, EffectiveStatus.SPAN_ENDED})


@dataclass(frozen=True)
class WithdrawCommand:
    """Which lines of which form, why, and the fresh proof."""

    form_id: str
    expected_version: int | None
    vaccines: frozenset[Vaccine]
    reason: str
    password: str


def withdraw_exemption(ctx: Context, command: WithdrawCommand) -> Done:
    """Withdraw the named lines. Parent, school and local health officer are told; the school of a held line is not.

    Raises PortalError NOT_FOUND, CONFLICT (stale, or a line that cannot be withdrawn), INVALID (password).
    """
    form = ctx.store.get(ExemptionForm, command.form_id)
    ctx.require(Action.WITHDRAW_EXEMPTION, form)
    standing = standing_id(form.physician)
    ctx.store.load(
        [*proof_keys(ctx), keys.record("standing", standing), *(lock_key(form, line) for line in form.lines)]
    )
    lines = [line for line in withdrawable_lines(ctx, form) if line.vaccine in command.vaccines]
    if not lines or {line.vaccine for line in lines} != command.vaccines:
        raise wrong_state()
    if command.expected_version != form.version:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    require_reauthentication(ctx, command.password)
    work = ctx.unit_of_work(Action.WITHDRAW_EXEMPTION)
    withdrawn = [line.with_changes(state=LineState.WITHDRAWN, stopped_on=ctx.on) for line in lines]
    after = form.with_changes(lines=form.with_lines(*withdrawn))
    work.update(form, after, reason=command.reason)
    _free_guards(ctx, work, form, lines)
    _forget_held(work, ctx.store.find(PhysicianStanding, standing), after)
    _tell(work, form, lines)
    return work.commit(subject_of(form))


def withdrawable_lines(ctx: Context, form: ExemptionForm) -> list[ExemptionLine]:
    """Return held lines, and issued ones that have not ended by date."""
    return [
        line
        for line in form.lines
        if line.state == LineState.HELD
        or (line.state == LineState.ISSUED and reading_of(form, line, ctx.on) not in _ENDED)
    ]


def _free_guards(ctx: Context, work: UnitOfWork, form: ExemptionForm, lines: Iterable[ExemptionLine]) -> None:
    for line in lines:
        lock = ctx.store.item(lock_key(form, line))
        # A later form may hold the lock where this line ends before that one begins.
        if lock is not None and lock["holder"] == form.id:
            release_lock(work, form, line)


def _forget_held(work: UnitOfWork, standing: PhysicianStanding | None, form: ExemptionForm) -> None:
    """Take a form without a held line off the standing: it waits for no one's classification."""
    if standing is None or form.id not in standing.held_form_ids:
        return
    if not any(line.state == LineState.HELD for line in form.lines):
        left = tuple(form_id for form_id in standing.held_form_ids if form_id != form.id)
        work.update(standing, standing.with_changes(held_form_ids=left))


def _tell(work: UnitOfWork, form: ExemptionForm, lines: Iterable[ExemptionLine]) -> None:
    notify_of_form(work, NoticeKind.EXEMPTION_WITHDRAWN, form, *parents_of(form))
    if all(line.state == LineState.HELD for line in lines):
        return  # the school was never told of a held line
    notify_of_form(work, NoticeKind.EXEMPTION_WITHDRAWN, form, school_of(form), health_department_of(form))
