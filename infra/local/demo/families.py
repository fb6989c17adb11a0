"""What parents do in the stories."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.requests import edit_request
from chalicelib.actions.requests.cancel_request import cancel_request
from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.actions.requests.choose_other_physician import choose_other_physician
from chalicelib.actions.requests.copy_request import ask_for_renewal, copy_request
from chalicelib.actions.requests.edit_request import Edit
from chalicelib.actions.requests.start_request import start_request
from chalicelib.actions.requests.submit_request import submit_request
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, ParentFacts
from chalicelib.law.calendar import school_year_of
from infra.local.demo.people import Doctor, Parent, Pupil, address_of
from infra.local.demo.stage import Stage

_FIRST_SCHOOL_DAY = (8, 12)


@dataclass(frozen=True)
class Wish:
    """Who asks for which child."""

    parent: Parent
    pupil: Pupil
    doctor: Doctor | None = None
    not_in_school_now: bool = False
    next_span_entry: date | None = None


def begin_request(stage: Stage, wish: Wish, pages: int = 7) -> ExemptionRequest:
    """Start a request and answer the first `pages` questions; the draft stays open."""
    request_id = start_request(stage.as_(wish.parent)).subject.id
    for answer in _answers(stage, wish)[:pages]:
        answer(stage.as_(wish.parent), Edit(request_id, None))
    return stage.get(ExemptionRequest, request_id)


def send(stage: Stage, parent: Parent, request: ExemptionRequest) -> ExemptionRequest:
    """Send a draft whose questions are answered."""
    submit_request(stage.as_(parent), request.id, stage.again(request).version)
    return stage.again(request)


def ask(stage: Stage, wish: Wish) -> ExemptionRequest:
    """Ask for an exemption: all questions, and sent."""
    return send(stage, wish.parent, begin_request(stage, wish))


def _answers(stage: Stage, wish: Wish) -> list[Callable[[Context, Edit], Any]]:
    pupil, parent = wish.pupil, wish.parent
    child = ChildFacts(
        first_name=pupil.first_name,
        middle_name=pupil.middle_name,
        last_name=pupil.last_name,
        birth_date=pupil.born(stage.on),
    )
    facts = ParentFacts(
        name=parent.name, relationship=parent.relationship, address=address_of(parent.home), telephone=parent.telephone
    )
    grade_now = None if wish.not_in_school_now else pupil.grade
    return [
        lambda ctx, edit: edit_request.give_child(ctx, edit, child),
        lambda ctx, edit: _give_school(ctx, edit, pupil.school),
        lambda ctx, edit: edit_request.give_grades(ctx, edit, pupil.wanted, grade_now),
        lambda ctx, edit: edit_request.give_dates(ctx, edit, first_day(stage, wish), wish.next_span_entry),
        lambda ctx, edit: edit_request.give_parent(ctx, edit, facts),
        lambda ctx, edit: edit_request.give_doctor(ctx, edit, f"Dr. {wish.doctor.name}" if wish.doctor else ""),
        edit_request.give_consents,
    ]


def _give_school(ctx: Context, edit: Edit, number: str) -> str:
    return edit_request.give_school(ctx, edit, number) if number else edit_request.say_not_enrolled(ctx, edit)


def first_day(stage: Stage, wish: Wish) -> date:
    """The first day in the grade asked for: this school year's, or the next one's where it is another grade."""
    this_year = date(school_year_of(stage.on).starts_in, *_FIRST_SCHOOL_DAY)
    is_coming = wish.not_in_school_now or wish.pupil.wanted != wish.pupil.grade
    if not is_coming or this_year > stage.on:
        return this_year
    return this_year.replace(year=this_year.year + 1)


def cancel(stage: Stage, parent: Parent, request: ExemptionRequest) -> None:
    """Take the request back."""
    cancel_request(stage.as_(parent), request.id, stage.again(request).version)


def change_physician(stage: Stage, parent: Parent, request: ExemptionRequest) -> None:
    """Take an opened request from its physician."""
    choose_other_physician(stage.as_(parent), request.id, stage.again(request).version)


def start_again(stage: Stage, parent: Parent, request: ExemptionRequest) -> ExemptionRequest:
    """A copy of an ended request: the consents are given again, nothing else is typed."""
    return _agree(stage, parent, copy_request(stage.as_(parent), request.id).subject.id)


def ask_to_renew(stage: Stage, parent: Parent, form: ExemptionForm) -> ExemptionRequest:
    """A request to renew a temporary exemption, sent."""
    return _agree(stage, parent, ask_for_renewal(stage.as_(parent), form.id).subject.id)


def _agree(stage: Stage, parent: Parent, request_id: str) -> ExemptionRequest:
    edit_request.give_consents(stage.as_(parent), Edit(request_id, None))
    return send(stage, parent, stage.get(ExemptionRequest, request_id))


def move_school(stage: Stage, parent: Parent, child_id: str, facility: str) -> None:
    """Name the child's new school: requests and forms go along."""
    ctx = stage.as_(parent)
    child = ctx.store.get(Child, child_id)
    change_school(ctx, child_id, facility, cases_of_child(ctx, child_id), child.version)
