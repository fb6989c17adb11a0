"""The Secretary adopts what the panel determined, and sends the written decision (HSC 120372.05(d)).

There is no other decision to take: the determination binds, vaccine by vaccine. In one transaction the appeal is
decided and the form follows: reinstated lines count again, except where another line has taken their place meanwhile;
the others stay stopped, and their shots start by 30 days from now.
"""

from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.appeals.appeal_case import commit_or_again, load_appeal
from chalicelib.actions.appeals.appeal_outcomes import with_appeal_per_vaccine
from chalicelib.actions.appeals.appeal_recipients import told_of_appeal_decision
from chalicelib.actions.appeals.reinstatement import appealed_lines, reinstate_lines
from chalicelib.actions.context import Context
from chalicelib.actions.signing.exemption_locks import lock_key
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Determination, Vote
from chalicelib.domain.errors import invalid, not_found, refused_by
from chalicelib.domain.exemption import AppealOutcome, ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import standing_id
from chalicelib.law import appeals as law
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import Vaccine
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Adoption:
    """What the Secretary states. `decisions` are the determinations as the page showed them."""

    appeal_id: str
    form_id: str
    expected_version: int | None
    decisions: tuple[Determination, ...]
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
    _require_adopted(appeal, adoption.decisions)
    ctx.store.load(what_follows(appeal, form))
    work = ctx.unit_of_work(Action.ADOPT_DETERMINATION)
    work.update(
        appeal,
        appeal.with_changes(state=AppealState.DECIDED, decided_on=ctx.on, decision_text=adoption.text),
        reason=adoption.text,
    )
    told = with_appeal_per_vaccine(form, appeal, _outcomes(ctx, appeal))
    if appeal.upheld:
        ctx.require(Action.UPHOLD_REVOCATION, form)
    if appeal.restored:
        reinstate_lines(ctx, work, appeal, told, adoption.text)
    else:
        work.update(form, told, by=Action.UPHOLD_REVOCATION, reason=adoption.text)
    _tell(ctx, work, appeal, form)
    return work


def _require_adopted(appeal: Appeal, decisions: tuple[Determination, ...]) -> None:
    """Raise PortalError REFUSED for any other decision than the panel's, on any vaccine (HSC 120372.05(d))."""
    stated = {each.vaccine: each.vote for each in decisions}
    for found in appeal.determined:
        verdict = law.may_adopt(law.Vote(found.vote), law.Vote(stated.get(found.vaccine, _other(found.vote))))
        if not verdict.allowed:
            raise refused_by(verdict)
    if not appeal.determined or len(decisions) != len(appeal.determined):
        raise not_found()


def _other(vote: Vote) -> Vote:
    return Vote.UPHOLD if vote == Vote.REINSTATE else Vote.REINSTATE


def _outcomes(ctx: Context, appeal: Appeal) -> dict[Vaccine, AppealOutcome]:
    status = {Vote.REINSTATE: AppealStatus.REINSTATED, Vote.UPHOLD: AppealStatus.UPHELD}
    return {
        found.vaccine: AppealOutcome(
            appeal_id=appeal.id,
            filed_at=appeal.filed_at or ctx.now,
            status=status[found.vote],
            decision_notice_on=ctx.on,
        )
        for found in appeal.determined
    }


def _tell(ctx: Context, work: UnitOfWork, appeal: Appeal, form: ExemptionForm) -> None:
    facts = {"appeal_id": appeal.id, "form_id": form.id, "form_number": form.number}
    if appeal.upheld:
        facts["start_by"] = law.start_by_after_upheld(ctx.on).isoformat()
    for to, about in told_of_appeal_decision(appeal, form):
        work.enqueue_notification(notice_of(appeal), to, about, letter=True, **facts)


def notice_of(appeal: Appeal) -> NoticeKind:
    """Return what people are told of: all is restored, nothing, or some vaccines."""
    if not appeal.upheld:
        return NoticeKind.APPEAL_REINSTATED
    return NoticeKind.APPEAL_REINSTATED_IN_PART if appeal.restored else NoticeKind.APPEAL_UPHELD
