"""A parent answers the questions of a request, one page at a time. Each answer is kept right away (lifecycle H1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.requests.request_checks import require_dates, require_grades, require_pupil
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.errors import invalid, wrong_state
from chalicelib.domain.facility import Facility
from chalicelib.domain.request import Consents, ExemptionRequest, ParentFacts, RequestState
from chalicelib.domain.request_steps import open_steps
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.enums import Grade


@dataclass(frozen=True)
class Edit:
    """Which draft, and the version of it that was shown."""

    request_id: str
    expected_version: int | None


def next_question(request: ExemptionRequest) -> str:
    """Return the first question without an answer, or "check": all answers are there to be checked."""
    waiting = open_steps(request)
    return waiting[0] if waiting else "check"


def give_child(ctx: Context, edit: Edit, facts: ChildFacts) -> Done:
    """Record the name and birth date. Raises PortalError (field birth_date): not born yet, or 18 (17 CCR 6000)."""
    draft = _draft(ctx, edit)
    require_pupil(facts, ctx.on)
    return _save(ctx, draft, child=facts)


def give_school(ctx: Context, edit: Edit, number: str) -> Done:
    """Record the school or child care by its CDS code or license number. Raises PortalError (field choice)."""
    draft = _draft(ctx, edit)
    school = require_facility(ctx, number).as_choice()
    return _save(ctx, draft, school=school, not_enrolled_yet=False, unlisted_school="")


def give_unlisted_school(ctx: Context, edit: Edit, typed: str) -> Done:
    """Record the name and city of a school that the directory does not have. Operators look for it once the request
    is sent; signing waits for them."""
    return _save(ctx, _draft(ctx, edit), school=None, not_enrolled_yet=False, unlisted_school=typed)


def say_not_enrolled(ctx: Context, edit: Edit) -> Done:
    """Record that there is no school yet: the request can be sent, but signing waits for a school (lifecycle H1)."""
    return _save(ctx, _draft(ctx, edit), school=None, not_enrolled_yet=True, unlisted_school="")


def give_grades(ctx: Context, edit: Edit, grade: Grade, grade_now: Grade | None) -> Done:
    """Record the grade the exemption is for, and the grade now. The days belong to it: another grade asks for them
    again."""
    draft = _draft(ctx, edit)
    require_grades(grade, grade_now)
    same = (grade, grade_now) == (draft.grade, draft.grade_now)
    days = {} if same else {"planned_first_day": None, "next_span_entry": None}
    return _save(ctx, draft, grade=grade, grade_now=grade_now, **days)


def give_dates(ctx: Context, edit: Edit, planned_first_day: date, next_span_entry: date | None) -> Done:
    """Record the first day in that grade, and, if known, that in the next span (lifecycle H9)."""
    draft = _draft(ctx, edit)
    require_dates(draft.with_changes(planned_first_day=planned_first_day, next_span_entry=next_span_entry), ctx.on)
    return _save(ctx, draft, planned_first_day=planned_first_day, next_span_entry=next_span_entry)


def give_parent(ctx: Context, edit: Edit, parent: ParentFacts) -> Done:
    """Record the parent or guardian, as the statutory form names them (HSC 120372(a)(2)(B))."""
    return _save(ctx, _draft(ctx, edit), parent=parent)


def give_doctor(ctx: Context, edit: Edit, physician_name: str) -> Done:
    """Record the physician's name, "" where it is not known: any licensed physician with the number can open the
    request."""
    return _save(ctx, _draft(ctx, edit), physician_name=physician_name)


def give_consents(ctx: Context, edit: Edit) -> Done:
    """Record consent to the release of records (HSC 120372(a)(2)(H)), requirements read (HSC 120372(b)), and notice
    shown (Civ. Code 1798.17)."""
    given = Consents(release_of_records=ctx.now, requirements_read=ctx.now, collection_notice_shown=ctx.now)
    return _save(ctx, _draft(ctx, edit), consents=given)


def require_facility(ctx: Context, number: str) -> Facility:
    """Return an open school or child care of the directory. Raises PortalError INVALID (field choice)."""
    digits = "".join(letter for letter in number if letter.isdigit())
    facility = ctx.store.facility(digits)
    if facility is None or not facility.is_open:
        raise invalid("SCHOOL_NOT_IN_DIRECTORY", "choice")
    return facility


def _draft(ctx: Context, edit: Edit) -> ExemptionRequest:
    draft = ctx.store.get(ExemptionRequest, edit.request_id)
    ctx.require(Action.EDIT_REQUEST, draft)
    if draft.state != RequestState.DRAFT:
        raise wrong_state()
    require_unchanged(draft, edit.expected_version)
    return draft


def _save(ctx: Context, draft: ExemptionRequest, **answers: Any) -> Done:
    after = draft.with_changes(saved_on=ctx.on, **answers)
    work = ctx.unit_of_work(Action.EDIT_REQUEST)
    work.update(draft, after)
    return work.commit(subject_of(after), next_question(after))
