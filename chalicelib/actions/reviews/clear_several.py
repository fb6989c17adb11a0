"""Several cases of one physician at once: a reviewer takes those that no one has, and recommends with one signature
that forms stay as they are, with a finding for each vaccine. A revocation is never recommended here, and each case is
still decided by a second person (HSC 120372(d)(3); lifecycle H4).

All of them or none: `AT_ONCE` cases fit one transaction.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.reviews.assign_review import require_no_conflict
from chalicelib.actions.reviews.review_case import require_own_case
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Finding, LineFinding, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.storage import keys

AT_ONCE = 30
"""Cases of one signature: two writes each, and three items read for each, stay within one request."""
CLEARING = (Finding.MEETS_CRITERIA, Finding.ACCEPTED_WITH_SUPPORT)


class ChosenCase(NamedTuple):
    """A case as the page showed it."""

    review_id: str
    form_id: str
    version: int | None


class Clearing(NamedTuple):
    """What one signature stands under: a finding for each vaccine of each case, and the reason that they share."""

    standing_id: str
    cases: tuple[ChosenCase, ...]
    findings: Mapping[tuple[str, Vaccine], Finding]
    reason: str


def take_several(ctx: Context, standing: PhysicianStanding, cases: tuple[ChosenCase, ...]) -> Done:
    """Assign cases that no one has to this person.

    Raises PortalError INVALID (none, or too many), REFUSED (this person treats one of the children), CONFLICT (someone
    else has taken one).
    """
    found = load_cases(ctx, Action.ASSIGN_REVIEW, standing.id, cases)
    work = ctx.unit_of_work(Action.ASSIGN_REVIEW)
    for (review, form), chosen in zip(found, cases, strict=True):
        require_step(review, Action.ASSIGN_REVIEW, chosen.version)
        require_no_conflict(ctx.person.display_name, form)
        if review.state == ReviewState.OPEN:
            taken = review.with_changes(
                state=ReviewState.ASSIGNED, reviewer_id=ctx.person.id, standing_id=standing_id(form.physician)
            )
            work.update(review, taken)
    return work.commit(subject_of(standing), step=str(len(found)))


def check_clearing(ctx: Context, clearing: Clearing) -> list[tuple[Review, ExemptionForm]]:
    """Return the cases, where each is this person's, unchanged, without a conflict of interest, and found upon.

    Raises PortalError INVALID (fields "cases", "findings", "reason"), REFUSED, CONFLICT, NOT_FOUND.
    """
    found = load_cases(ctx, Action.RECOMMEND, clearing.standing_id, clearing.cases)
    for (review, form), chosen in zip(found, clearing.cases, strict=True):
        require_step(review, Action.RECOMMEND, chosen.version)
        require_own_case(ctx, review)
        require_no_conflict(ctx.person.display_name, form)
        if any(clearing.findings.get((review.id, line.vaccine)) not in CLEARING for line in form.lines):
            raise invalid("FINDING_MISSING_IN_SEVERAL", "findings")
    if not clearing.reason.strip():
        raise invalid("FINDING_REASON_MISSING", "reason")
    return found


def clear_several(ctx: Context, standing: PhysicianStanding, clearing: Clearing, password: str) -> Done:
    """Recommend all of them to stay as they are, in one transaction. Raises what `check_clearing` raises, and
    PortalError INVALID (field "password"), TOO_MANY."""
    ctx.store.load([*proof_keys(ctx), *case_keys(clearing.cases)])
    found = check_clearing(ctx, clearing)
    require_reauthentication(ctx, password)
    work = ctx.unit_of_work(Action.RECOMMEND)
    for review, form in found:
        kept = tuple(
            LineFinding(
                vaccine=line.vaccine, finding=clearing.findings[review.id, line.vaccine], reason=clearing.reason
            )
            for line in form.lines
        )
        work.update(review, review.with_changes(state=ReviewState.RECOMMENDED_CLEAR, findings=kept))
    return work.commit(subject_of(standing), step=str(len(found)))


def case_keys(cases: Iterable[ChosenCase]) -> list[keys.Key]:
    """Return the keys of the cases and their forms, for one read."""
    return [key for each in cases for key in (keys.record("review", each.review_id), keys.record("form", each.form_id))]


def load_cases(
    ctx: Context, act: Action, of_standing: str, cases: tuple[ChosenCase, ...]
) -> list[tuple[Review, ExemptionForm]]:
    """Return the chosen cases of a physician. Raises PortalError INVALID (field "cases"), NOT_FOUND, FORBIDDEN."""
    ctx.require(act)
    if not cases:
        raise invalid("NO_CASE_CHOSEN", "cases")
    if len({each.review_id for each in cases}) != len(cases) or len(cases) > AT_ONCE:
        raise PortalError(ErrorKind.INVALID, "TOO_MANY_CASES_CHOSEN", field="cases", most=AT_ONCE)
    ctx.store.load(case_keys(cases))
    found = [(ctx.store.get(Review, each.review_id), ctx.store.get(ExemptionForm, each.form_id)) for each in cases]
    for review, form in found:
        if review.form_id != form.id or standing_id(form.physician) != of_standing:
            raise not_found()
        ctx.require(act, review)
    return found
