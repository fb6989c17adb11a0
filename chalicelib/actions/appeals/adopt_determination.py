"""The Secretary adopts what the panel determined, and sends the written decision (HSC 120372.05(d)).

There is no other decision to take: the determination binds. In one transaction the appeal is decided and the form
follows: reinstated lines count again, except where another line has taken their place meanwhile.
"""

from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.appeals.appeal_case import commit_or_again, load_appeal
from chalicelib.actions.appeals.appeal_outcomes import with_appeal
from chalicelib.actions.appeals.appeal_recipients import told_of_appeal_decision
from chalicelib.actions.appeals.reinstatement import appealed_lines, reinstate_lines
from chalicelib.actions.context import Context
from chalicelib.actions.signing.exemption_locks import lock_key
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.errors import invalid, not_found, refused_by
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import standing_id
from chalicelib.law import appeals as law
from chalicelib.law.admission import AppealStatus
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Adoption:
    """What the Secretary states. `decision` is the determination as the page showed it."""

    appeal_id: str
    form_id: str
    expected_version: int | None
    decision: Vote
    text: str
    password: str


def adopt_determination(ctx: Context, adoption: Adoption) -> Done:
    """Adopt the determination, in one transaction with all its effects.

    Raises PortalError REFUSED (another decision than the panel's), INVALID (text, password), CONFLICT.
    """
    appeal, form = _load_determined(ctx, adoption)
    if not adoption.text.strip():
        raise invalid("DECISION_TEXT_MISSING", "text")
    ctx.store.load([*proof_keys(ctx), *what_follows(appeal, form)])
    require_reauthentication(ctx, adoption.password)
    return commit_or_again(ctx, lambda: _decision(ctx, adoption), subject_of(appeal))


def load_appealed(ctx: Context, act: Action, appeal_id: str, form_id: str) -> tuple[Appeal, ExemptionForm]:
    """Return a filed appeal and its form, in one read. Raises PortalError NOT_FOUND, also where they do not belong
    together."""
    ctx.store.load([keys.record("appeal", appeal_id), keys.record("form", form_id)])
    appeal = load_appeal(ctx, act, appeal_id)
    form = ctx.store.get(ExemptionForm, form_id)
    if appeal.form_id != form.id:
        raise not_found()
    return appeal, form


def _load_determined(ctx: Context, adoption: Adoption) -> tuple[Appeal, ExemptionForm]:
    appeal, form = load_appealed(ctx, Action.ADOPT_DETERMINATION, adoption.appeal_id, adoption.form_id)
    require_step(appeal, Action.ADOPT_DETERMINATION, adoption.expected_version)
    return appeal, form


def what_follows(appeal: Appeal, form: ExemptionForm) -> list[Key]:
    """Return what the decision touches beside the appeal and its form: the locks, and the issuer's standing."""
    locks = [lock_key(form, line) for line in appealed_lines(form, appeal)]
    return [*locks, keys.record("standing", standing_id(form.physician))]


def _decision(ctx: Context, adoption: Adoption) -> UnitOfWork:
    appeal, form = _load_determined(ctx, adoption)
    determination = law.Vote(_determination(appeal))
    verdict = law.may_adopt(determination, law.Vote(adoption.decision))
    if not verdict.allowed:
        raise refused_by(verdict)
    ctx.store.load(what_follows(appeal, form))
    reinstated = determination is law.Vote.REINSTATE
    status = AppealStatus.REINSTATED if reinstated else AppealStatus.UPHELD
    outcome = AppealOutcome(
        appeal_id=appeal.id, filed_at=appeal.filed_at or ctx.now, status=status, decision_notice_on=ctx.on
    )
    work = ctx.unit_of_work(Action.ADOPT_DETERMINATION)
    work.update(
        appeal,
        appeal.with_changes(state=AppealState.DECIDED, decided_on=ctx.on, decision_text=adoption.text),
        reason=adoption.text,
    )
    if reinstated:
        reinstate_lines(ctx, work, appeal, form, outcome)
    else:
        ctx.require(Action.UPHOLD_REVOCATION, form)
        work.update(form, with_appeal(form, appeal, outcome), by=Action.UPHOLD_REVOCATION, reason=adoption.text)
    _tell(ctx, work, appeal, form, reinstated=reinstated)
    return work


def _determination(appeal: Appeal) -> Vote:
    if appeal.determination is None:
        raise not_found()
    return appeal.determination


def _tell(ctx: Context, work: UnitOfWork, appeal: Appeal, form: ExemptionForm, *, reinstated: bool) -> None:
    kind = NoticeKind.APPEAL_REINSTATED if reinstated else NoticeKind.APPEAL_UPHELD
    facts = {"appeal_id": appeal.id, "form_id": form.id, "form_number": form.number}
    if not reinstated:
        facts["start_by"] = law.start_by_after_upheld(ctx.on).isoformat()
    for to, about in told_of_appeal_decision(appeal, form):
        work.enqueue_notification(kind, to, about, letter=True, **facts)
