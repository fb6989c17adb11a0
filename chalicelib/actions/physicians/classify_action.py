"""CDPH says of each board matter whether it is about immunization standards of care (HSC 120372(d)(7)).

No: the physician's held forms count. Yes: they are refused, and no form is accepted until the matter is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.standing_case import load_standing, matters_to_classify
from chalicelib.actions.signing.forms_on_hold import held_form_keys, settle_held_forms
from chalicelib.actions.steps import require_state
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.standing import Classification, PhysicianStanding, StandingState
from chalicelib.law.physician_standing import MatterKind


@dataclass(frozen=True)
class MatterAnswer:
    """CDPH's answer on one matter; `kind` says what the matter is."""

    immunization_related: bool
    kind: MatterKind


def classify_action(
    ctx: Context, standing_id: str, answers: Mapping[str, MatterAnswer], reason: str, expected_version: int | None
) -> Done:
    """Classify every open matter in one action (`answers` by code).

    Raises PortalError CONFLICT (stale, not on hold, or the open matters are others than those answered).
    """
    before = load_standing(ctx, Action.CLASSIFY_ACTION, standing_id, expected_version)
    require_state(before, Action.CLASSIFY_ACTION)
    if not answers or set(answers) != {matter.code for matter in matters_to_classify(before, ctx.on)}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    ctx.store.load(held_form_keys(before))
    after = _with_answers(ctx, before, answers)
    work = ctx.unit_of_work(Action.CLASSIFY_ACTION)
    after = settle_held_forms(ctx, work, after, released=after.state == StandingState.VERIFIED)
    work.update(before, after, reason=reason)
    return work.commit(subject_of(before))


def _with_answers(ctx: Context, standing: PhysicianStanding, answers: Mapping[str, MatterAnswer]) -> PhysicianStanding:
    kept = tuple(finding for finding in standing.classifications if finding.code not in answers)
    new = tuple(
        Classification(
            code=code, immunization_related=answer.immunization_related, kind=answer.kind, by=ctx.person.id, on=ctx.on
        )
        for code, answer in answers.items()
    )
    return standing.with_changes(classifications=(*kept, *new), state=_state_after((*kept, *new)))


def _state_after(findings: tuple[Classification, ...]) -> StandingState:
    """Return the state, probation first: then the school, too, must not accept a form (HSC 120372(d)(7)(C))."""
    kinds = {finding.kind for finding in findings if finding.immunization_related and not finding.ended}
    if not kinds:
        return StandingState.VERIFIED
    return StandingState.BARRED_PROBATION if MatterKind.PROBATION in kinds else StandingState.BARRED_ACCUSATION
