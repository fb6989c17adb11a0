"""A reviewer finds for each vaccine whether it meets the criteria, and recommends (HSC 120372(d)(3)(A), (B)).

A nurse or physician may recommend; no one who recommends decides.
"""

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.review_case import load_case, require_own_case
from chalicelib.actions.reviews.review_work import put_work, with_note, work_of
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.errors import invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Finding, LineFinding, ReviewState


def recommend(
    ctx: Context,
    review_id: str,
    form_id: str,
    findings: tuple[LineFinding, ...],
    expected_version: int | None,
    *,
    note: str = "",
) -> Done:
    """Record a finding for every line, and recommend what follows from them. The draft goes; a note stays.

    Raises PortalError INVALID at "finding_<vaccine>" or "reason_<vaccine>" (a line without finding or reason),
    REFUSED (another reviewer's case), CONFLICT.
    """
    review, form = load_case(ctx, Action.RECOMMEND, review_id, form_id)
    require_step(review, Action.RECOMMEND, expected_version)
    require_own_case(ctx, review)
    found = {finding.vaccine: finding for finding in findings}
    for line in form.lines:
        if line.vaccine not in found:
            raise invalid("FINDING_MISSING", f"finding_{line.vaccine.lower()}")
        if not found[line.vaccine].reason.strip():
            raise invalid("FINDING_REASON_MISSING", f"reason_{line.vaccine.lower()}")
    kept = tuple(found[line.vaccine] for line in form.lines)
    revoke = any(finding.finding == Finding.REVOKE for finding in kept)
    state = ReviewState.RECOMMENDED_REVOKE if revoke else ReviewState.RECOMMENDED_CLEAR
    work = ctx.unit_of_work(Action.RECOMMEND)
    work.update(review, review.with_changes(state=state, findings=kept))
    before = work_of(ctx, review)
    after = with_note(ctx, before, note).with_changes(draft=())
    if after != before:
        put_work(work, before, after)
    return work.commit(subject_of(review))
