"""The child moves to another school: all open requests and live forms go along in one transaction; the old school loses
its view and the new one gains it (case 23). The same exemption stays valid (HSC 120335(g): it is the span's).

What was recorded for the exemption stays on the old school's own record of the child, which begins then where it had
none: a school keeps its record for good (17 CCR 6070). It is told, and sees nothing of what comes after.

Where all forms of the new school go to review (HSC 120372(d)(2)(A), (C)), so do those that come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.actions.context import Context
from chalicelib.actions.notifying import account, notify_of_form, notify_of_request, parents_of
from chalicelib.actions.requests.edit_request import require_facility
from chalicelib.actions.reviews.triggered_reviews import owe_reviews_of_school
from chalicelib.actions.steps import require_unchanged
from chalicelib.actions.students.student_checks import same_child_of, take_name
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, SchoolChoice, same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import NOTHING, Done, subject_of
from chalicelib.domain.roster import RosterRow
from chalicelib.domain.school_record import RecordedGrade
from chalicelib.domain.student import Enrollment, Student, StudentFacts
from chalicelib.law.enums import LineState
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.unit_of_work import UnitOfWork

_C = TypeVar("_C", ExemptionRequest, ExemptionForm)
_OPEN = frozenset({RequestState.SUBMITTED, RequestState.OPENED})
_FOUND = {"unlisted_school": "", "school_answer": ""}
_LIVE = frozenset({LineState.ISSUED, LineState.HELD, LineState.REVOKED})


@dataclass(frozen=True)
class CaseIds:
    """The child's requests and forms, as the page listed them."""

    requests: tuple[str, ...]
    forms: tuple[str, ...]


def cases_of_child(ctx: Context, child_id: str) -> CaseIds:
    """Return what may have to move, the newest first: one query of the child's links."""
    links = sorted(ctx.store.case_links(keys.child_partition(child_id)), key=lambda link: str(link["at"]), reverse=True)
    by_kind = {
        kind: tuple(str(link["case_id"]) for link in links if link["kind"] == kind) for kind in ("request", "form")
    }
    return CaseIds(by_kind["request"], by_kind["form"])


def change_school(ctx: Context, child_id: str, number: str, cases: CaseIds, expected_version: int | None) -> Done:
    """Change the school. Raises PortalError INVALID (field choice), CONFLICT (a case is missing or changed)."""
    child = ctx.store.get(Child, child_id)
    ctx.require(Action.CHANGE_SCHOOL, child)
    require_unchanged(child, expected_version)
    return moving_child(ctx, Action.CHANGE_SCHOOL, child, number, cases).commit(subject_of(child))


def moving_child(ctx: Context, action: Action, child: Child, number: str, cases: CaseIds) -> UnitOfWork:
    """Return the move of the child with the cases, to be committed, by an act that the person may do.

    Raises PortalError as change_school does.
    """
    former = keys.same_student(child.school.facility_id, ctx.keyed_hash("child", *same_child_parts(child.facts)))
    digits = "".join(filter(str.isdigit, number))
    new = (keys.record("facility", digits), trigger_keys.school_reporting(digits))
    ctx.store.load([*new, former, *_keys_of(cases)])
    school = require_facility(ctx, number).as_choice()
    if school.facility_id == child.school.facility_id:
        raise invalid("SAME_SCHOOL", "choice")
    requests, forms = _requests_of(ctx, child, cases), _forms_of(ctx, child, cases)
    _require_whole(requests, forms)
    work = ctx.unit_of_work(action)
    work.update(child, child.with_changes(school=school))
    for request in requests:
        if request.state in _OPEN:
            work.update(request, request.with_changes(school=school, not_enrolled_yet=False, **_FOUND))
        elif request.unlisted_school:
            work.update(request, request.with_changes(**_FOUND))
    moved = [form for form in forms if any(line.state in _LIVE for line in form.lines)]
    for form in moved:
        work.update(form, form.with_changes(school=school))
    if moved:
        owe_reviews_of_school(ctx, work, school.facility_id)
    own_record = _keep_at_former_school(ctx, work, child, forms, former)
    _tell(work, child, school, moved, own_record)
    _tell_physicians(work, requests)
    return work


def _keys_of(cases: CaseIds) -> Iterator[keys.Key]:
    yield from (keys.record("request", request_id) for request_id in cases.requests)
    yield from (keys.record("form", form_id) for form_id in cases.forms)


def _requests_of(ctx: Context, child: Child, cases: CaseIds) -> list[ExemptionRequest]:
    found = [ctx.store.get(ExemptionRequest, request_id) for request_id in cases.requests]
    return [_of_child(request, child) for request in found]


def _forms_of(ctx: Context, child: Child, cases: CaseIds) -> list[ExemptionForm]:
    found = [ctx.store.get(ExemptionForm, form_id) for form_id in cases.forms]
    return [_of_child(form, child) for form in found]


def _of_child(case: _C, child: Child) -> _C:
    if case.child_id != child.id:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return case


def _require_whole(requests: list[ExemptionRequest], forms: list[ExemptionForm]) -> None:
    """Raise PortalError if a form was signed since the page was made: it follows from a listed request or form."""
    known = {form.id for form in forms}
    follow = {request.form_id for request in requests} | {form.replaced_by_form_id for form in forms}
    if not follow - {""} <= known:
        raise PortalError(ErrorKind.CONFLICT, "STALE")


def _keep_at_former_school(
    ctx: Context, work: UnitOfWork, child: Child, forms: list[ExemptionForm], named: keys.Key
) -> Student | None:
    """Join what was recorded for the exemptions with the former school's own record of the child, and return it. A
    school that has none gets one, with the child as left today; None where nothing was recorded there."""
    found = ctx.store.item(named)
    student = ctx.store.find(Student, found["student_id"]) if found else None
    if student is None:
        return _begin_at_former_school(ctx, work, child, forms)
    kept = student.with_changes(school_record=student.school_record.joined_with(child.school_record))
    if kept != student:
        work.update(student, kept)
    return student


def _begin_at_former_school(ctx: Context, work: UnitOfWork, child: Child, forms: list[ExemptionForm]) -> Student | None:
    record = child.school_record
    entries = (
        *((each.facility_id, each.recorded_on) for each in record.doses),
        *((each.facility_id, each.recorded_on) for each in record.grades),
        *((each.facility_id, each.recorded_on) for each in record.notices),
    )
    recorded_there = [day for facility_id, day in entries if facility_id == child.school.facility_id]
    if not (recorded_there and forms):
        return None
    since, here = min(recorded_there), child.school.facility_id
    if not record.grades:
        newest = max(forms, key=lambda form: form.signed_on)
        grade = grade_of(RosterRow.of(newest), ctx.on)
        record = record.with_grade(RecordedGrade(grade=grade, since=since, recorded_on=ctx.on, facility_id=here))
    facts = StudentFacts(child=child.facts)
    student = Student(
        id=ctx.new_id(),
        facility_id=here,
        same_child=same_child_of(ctx, facts),
        facts=facts,
        enrollments=(Enrollment(since=since, until=ctx.on),),
        school_record=record,
    )
    work.create(student)
    take_name(work, student)
    return student


def _tell_physicians(work: UnitOfWork, requests: list[ExemptionRequest]) -> None:
    """Tell who opened a request that its school is named now, or another one: signing may have waited for it."""
    for request in requests:
        if request.state == RequestState.OPENED:
            notify_of_request(work, NoticeKind.REQUEST_SCHOOL_CHANGED, request, account(request.physician_id))


def _tell(
    work: UnitOfWork, child: Child, school: SchoolChoice, moved: list[ExemptionForm], own_record: Student | None
) -> None:
    for parent in parents_of(child):
        work.enqueue_notification(NoticeKind.SCHOOL_CHANGED, parent, subject_of(child))
    for form in moved:
        if any(line.state != LineState.HELD for line in form.lines):
            notify_of_form(work, NoticeKind.EXEMPTION_ISSUED, form, Recipient(kind="facility", id=school.facility_id))
    if child.school.facility_id and any(line.state != LineState.HELD for form in moved for line in form.lines):
        former = Recipient(kind="facility", id=child.school.facility_id)
        work.enqueue_notification(NoticeKind.SCHOOL_CHANGED, former, subject_of(own_record) if own_record else NOTHING)
