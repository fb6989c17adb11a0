"""A school that the directory does not have: the parent types it, operators find it or answer, and signing is possible
as soon as it is found. A child who has a school stays there until then, and moves when it is found. What was typed
stands in the operators' queue meanwhile."""

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_request, parents_of
from chalicelib.actions.requests.change_school import cases_of_child, moving_child
from chalicelib.actions.requests.edit_request import require_facility
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import keys


def name_unlisted_school(ctx: Context, request_id: str, typed: str, expected_version: int | None) -> Done:
    """Put the school of a sent request, or the one that the child moves to, into words, or into other words. Raises
    PortalError CONFLICT (the request is closed, or it was changed meanwhile)."""
    request = ctx.store.get(ExemptionRequest, request_id)
    ctx.require(Action.NAME_UNLISTED_SCHOOL, request)
    require_unchanged(request, expected_version)
    if not request.can_name_a_school:
        raise wrong_state()
    work = ctx.unit_of_work(Action.NAME_UNLISTED_SCHOOL)
    work.update(
        request, request.with_changes(unlisted_school=typed, school_answer="", not_enrolled_yet=False, saved_on=ctx.on)
    )
    return work.commit(subject_of(request))


def match_school(ctx: Context, request_id: str, number: str, expected_version: int | None) -> Done:
    """Give a request the school of the directory that the parent meant, or move the child there. Parents and the
    physician are told; of a move, both schools, too.

    Raises PortalError INVALID (field choice), CONFLICT (it waits no longer).
    """
    request = _waiting(ctx, request_id, expected_version)
    if request.school:
        child = ctx.store.get(Child, request.child_id)
        move = moving_child(ctx, Action.MATCH_SCHOOL, child, number, cases_of_child(ctx, child.id))
        return move.commit(subject_of(request))
    digits = "".join(filter(str.isdigit, number))
    ctx.store.load([keys.record("child", request.child_id), keys.record("facility", digits)])
    school = require_facility(ctx, number).as_choice()
    child = ctx.store.get(Child, request.child_id)
    work = ctx.unit_of_work(Action.MATCH_SCHOOL)
    found = request.with_changes(school=school, unlisted_school="")
    work.update(request, found)
    if child.school.facility_id:
        work.unchanged(child)
    else:
        work.update(child, child.with_changes(school=school))
    notify_of_request(work, NoticeKind.REQUEST_SCHOOL_KNOWN, found, *parents_of(found))
    if found.physician_id:
        notify_of_request(work, NoticeKind.REQUEST_SCHOOL_CHANGED, found, account(found.physician_id))
    return work.commit(subject_of(found))


def answer_unlisted_school(ctx: Context, request_id: str, answer: str, expected_version: int | None) -> Done:
    """Tell the parents what is needed to find the school, or why there is none to name. Raises PortalError CONFLICT."""
    request = _waiting(ctx, request_id, expected_version)
    work = ctx.unit_of_work(Action.MATCH_SCHOOL)
    answered = request.with_changes(school_answer=answer)
    work.update(request, answered)
    notify_of_request(work, NoticeKind.REQUEST_SCHOOL_QUESTION, answered, *parents_of(answered))
    return work.commit(subject_of(answered))


def _waiting(ctx: Context, request_id: str, expected_version: int | None) -> ExemptionRequest:
    request = ctx.store.get(ExemptionRequest, request_id)
    ctx.require(Action.MATCH_SCHOOL, request)
    if not request.waits_for_operators:
        raise wrong_state()
    require_unchanged(request, expected_version)
    return request
