"""A parent sends a request: it gets its number, and the child a record (HSC 120372(a)(2), (b); lifecycle H1)."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import notify_of_request, parents_of
from chalicelib.actions.requests.request_checks import require_dates, require_grades, require_pupil
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, SchoolChoice, same_child_parts
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.ids import new_number
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.request_steps import open_steps
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork


def submit_request(ctx: Context, request_id: str, expected_version: int | None) -> Done:
    """Send the draft.

    Raises PortalError INVALID (an answer is missing or no longer fits), REFUSED (the child is 18), CONFLICT.
    """
    draft = ctx.store.get(ExemptionRequest, request_id)
    ctx.require(Action.SUBMIT_REQUEST, draft)
    if draft.state != RequestState.DRAFT or expected_version not in {None, draft.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    ctx.store.load([keys.record("child", draft.child_id)])
    child, known = _child_of(ctx, draft), ctx.store.find(Child, draft.child_id)
    if known is not None:
        ctx.require(
            Action.SUBMIT_REQUEST, known
        )  # the parent may have left the child's record since the draft was begun
    sent = draft.with_changes(
        state=RequestState.SUBMITTED,
        number=new_number(ctx.services.random_below),
        submitted_at=ctx.now,
        guardians=known.guardian_ids if known else (),
    )
    work = ctx.unit_of_work(Action.SUBMIT_REQUEST)
    work.update(draft, sent)
    _write_child(work, known, child)
    _write_rows(ctx, work, sent, child)
    notify_of_request(work, NoticeKind.REQUEST_SUBMITTED, sent, *parents_of(sent))
    return work.commit(subject_of(sent))


def _child_of(ctx: Context, draft: ExemptionRequest) -> Child:
    """Return the child as the request tells it. Raises PortalError if the request cannot be sent."""
    if open_steps(draft) or draft.child is None or draft.grade is None:
        raise invalid("REQUEST_INCOMPLETE", "")
    require_pupil(draft.child, ctx.on)
    require_grades(draft.grade, draft.grade_now)
    require_dates(draft, ctx.on)
    return Child(
        id=draft.child_id,
        guardian_ids=draft.guardian_ids,
        facts=draft.child,
        same_child=ctx.keyed_hash("child", *same_child_parts(draft.child)),
        school=draft.school or SchoolChoice(),
        grade=draft.grade_now or draft.grade,
        grade_recorded_on=ctx.on,
    )


def _write_child(work: UnitOfWork, known: Child | None, stated: Child) -> None:
    """Write the child as the request tells it, but for the school that is known: a request may be for a school of next
    year. A child changes schools with all forms, by the act of that name."""
    if known is None:
        work.create(stated)
        return
    told = known.with_changes(
        facts=stated.facts,
        same_child=stated.same_child,
        school=known.school if known.school.facility_id else stated.school,
        grade=stated.grade,
        grade_recorded_on=stated.grade_recorded_on,
    )
    is_same = told.with_changes(grade_recorded_on=known.grade_recorded_on) == known
    # Written in any case: a guardian who joins or leaves at this moment must find the request.
    work.update(known, known if is_same else told)


def _write_rows(ctx: Context, work: UnitOfWork, sent: ExemptionRequest, child: Child) -> None:
    link = link_attributes("request", sent.id, ctx.now.isoformat())
    number_hash = ctx.keyed_hash("request-number", sent.number)
    work.row(keys.request_number(number_hash), {"type": "number", "case_id": sent.id})
    work.row(keys.child_case(child.id, "request", sent.id), link)
    for guardian in sent.guardian_ids:
        if guardian != sent.parent_id:
            work.row(keys.case_link(guardian, "request", sent.id), link)
    work.row(keys.same_child_case(child.same_child, "request", sent.id), link)
