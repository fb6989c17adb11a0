"""The State Public Health Officer, or a physician designated by the Officer, decides a review: some lines are revoked,
or the form stays as it is (HSC 120372(d)(3)(C)). No one decides what they recommended themselves.
"""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, parents_of
from chalicelib.actions.reviews.review_case import load_case, other_open_reviews
from chalicelib.actions.reviews.revocation_writes import revoke_lines
from chalicelib.actions.steps import require_step
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.errors import invalid, refused_by
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Finding, Outcome, Review, ReviewState
from chalicelib.domain.standing import standing_id
from chalicelib.law import revocation as law
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import Vaccine
from chalicelib.storage import keys

_IN_TIME = frozenset({EffectiveStatus.VALID, EffectiveStatus.NOT_YET_IN_EFFECT})


@dataclass(frozen=True)
class Decision:
    """What the officer decides. `vaccines` names the lines to revoke; empty for the other two outcomes."""

    review_id: str
    form_id: str
    expected_version: int | None
    outcome: Outcome
    vaccines: tuple[Vaccine, ...]
    reason: str


def check_decision(ctx: Context, decision: Decision) -> tuple[Review, ExemptionForm]:
    """Return the case, where the law and its state allow this decision by this person today. Needs no second read.

    Raises PortalError FORBIDDEN, NOT_FOUND, CONFLICT, INVALID, REFUSED with the law's reasons.
    """
    review, form = load_case(ctx, Action.DECIDE_REVIEW, decision.review_id, decision.form_id)
    require_step(review, Action.DECIDE_REVIEW, decision.expected_version)
    if decision.outcome == Outcome.DISAGREED and review.state != ReviewState.RECOMMENDED_REVOKE:
        raise invalid("NOTHING_TO_DISAGREE_WITH", "outcome")
    if any(form.line(vaccine) is None for vaccine in decision.vaccines):
        raise invalid("VACCINE_NOT_ON_FORM", "vaccines")
    facts = _law_facts(ctx, review, form, decision)
    verdict = law.may_revoke(facts) if decision.outcome == Outcome.REVOKED else law.may_decide(facts)
    if not verdict.allowed:
        raise refused_by(verdict)
    return review, form


def decide_review(ctx: Context, decision: Decision, password: str) -> Done:
    """Decide, in one transaction with all that follows."""
    review, form = check_decision(ctx, decision)
    ctx.store.load(
        [
            *proof_keys(ctx),
            keys.record("standing", standing_id(form.physician)),
            *(keys.record("review", other) for other in form.review_ids),
        ]
    )
    require_reauthentication(ctx, password)
    revoked = decision.vaccines if decision.outcome == Outcome.REVOKED else ()
    decided = review.with_changes(
        state=ReviewState.DECIDED,
        outcome=decision.outcome,
        decided_by=ctx.person.id,
        decided_on=ctx.on,
        decision_reason=decision.reason,
        revoked_vaccines=revoked,
    )
    work = ctx.unit_of_work(Action.DECIDE_REVIEW)
    work.update(review, decided, reason=decision.reason)
    form_after = form.with_changes(lines=_after_review(form, still_open=bool(other_open_reviews(ctx, form, review.id))))
    if revoked:
        revoke_lines(ctx, work, form, form_after, decided)
    else:
        if form_after != form:
            work.update(form, form_after)
        to = (*parents_of(form), account(form.physician_id))
        notify_of_form(work, NoticeKind.REVIEW_CLEARED, form, *to, review_id=review.id)
    if decision.outcome == Outcome.DISAGREED:
        reviewer = account(review.reviewer_id)
        work.enqueue_notification(
            NoticeKind.RECOMMENDATION_NOT_FOLLOWED, reviewer, subject_of(review), form_number=review.form_number
        )
    return work.commit(subject_of(review))


def is_ended(ctx: Context, form: ExemptionForm, vaccine: Vaccine) -> bool:
    """Return whether the line ended by date or by another action: then it can be found upon, but never revoked (H2)."""
    line = form.line(vaccine)
    return line is None or reading_of(form, line, ctx.on) not in _IN_TIME


def _after_review(form: ExemptionForm, *, still_open: bool) -> tuple[ExemptionLine, ...]:
    """Return the lines when this review is over; they stay marked while another review of the form is open."""
    return tuple(line.with_changes(in_review=line.in_review and still_open) for line in form.lines)


def _law_facts(ctx: Context, review: Review, form: ExemptionForm, decision: Decision) -> law.RevocationFacts:
    if decision.outcome == Outcome.REVOKED:
        lines = tuple(
            law.LineToRevoke(vaccine, _who_recommended(review, vaccine), is_ended(ctx, form, vaccine))
            for vaccine in decision.vaccines
        )
    else:
        lines = tuple(law.LineToRevoke(finding.vaccine, review.reviewer_id) for finding in review.findings)
    return law.RevocationFacts(
        decided_on=ctx.on,
        decider=ctx.person.id,
        appointment=_appointment(ctx.person, ctx.on),
        form_issued_on=form.signed_on,
        issuer_disciplined=False,  # the rule for forms before 2020 meets none of ours
        lines=lines,
        written_reason=decision.reason,
    )


def _who_recommended(review: Review, vaccine: Vaccine) -> str | None:
    """Return the reviewer, where this line was recommended to be revoked."""
    finding = review.finding(vaccine)
    return review.reviewer_id if finding and finding.finding == Finding.REVOKE else None


def _appointment(person: Account, on: date) -> law.Appointment | None:
    """Return the appointment in force that day, else the latest one (which the law then refuses), else None."""
    ranked = sorted(person.appointments, key=lambda each: (each.stands_on(on), each.since))
    return law.Appointment(law.Office(ranked[-1].office), ranked[-1].since, ranked[-1].until) if ranked else None
