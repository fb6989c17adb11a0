"""What several stories have in common: an exemption is issued; one is reviewed and revoked."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, LineDraft, PrimaryCare
from chalicelib.domain.review import Review
from infra.local.demo import clinics, state
from infra.local.demo.accounts import join_as_parent
from infra.local.demo.cast import NURSE, OFFICER, REVIEWER
from infra.local.demo.families import Wish, ask, start_again
from infra.local.demo.papers import Paper, hand_in
from infra.local.demo.people import Doctor, Person
from infra.local.demo.play import Scene
from infra.local.demo.stage import Stage


@dataclass(frozen=True)
class Visit:
    """What a physician writes for a family, and how many days before today the form is signed. `papers`: what supports
    it."""

    wish: Wish
    doctor: Doctor
    lines: Sequence[LineDraft]
    signed: int
    primary_care: PrimaryCare | None = None
    papers: Sequence[Paper] = ()


def asked(stage: Stage, wish: Wish, days_ago: int) -> Scene[ExemptionRequest]:
    """A parent registers, if need be, and asks."""
    yield days_ago
    join_as_parent(stage, wish.parent)
    return ask(stage, wish)


def opened(stage: Stage, wish: Wish, doctor: Doctor, days_ago: int) -> Scene[ExemptionRequest]:
    """The parent asks, and the physician opens the request two days later."""
    request = yield from asked(stage, wish, days_ago + 2)
    yield days_ago
    return clinics.open_(stage, doctor, request)


def issued(stage: Stage, visit: Visit) -> Scene[ExemptionForm]:
    """From the asking to the signature, which may also make a held form."""
    request = yield from opened(stage, visit.wish, visit.doctor, visit.signed + 1)
    yield visit.signed
    clinics.fill_in(stage, visit.doctor, request.id, visit.lines, visit.primary_care)
    for paper in visit.papers:
        hand_in(stage, visit.doctor, f"draft/{request.id}", paper)
    return clinics.sign(stage, visit.doctor, request.id)


def issued_again(stage: Stage, ended: ExemptionForm, visit: Visit) -> Scene[ExemptionForm]:
    """A new form for the same child, after one that was stopped: the parent starts from a copy."""
    yield visit.signed + 3
    copy = start_again(stage, visit.wish.parent, stage.get(ExemptionRequest, ended.request_id))
    yield visit.signed + 1
    clinics.open_(stage, visit.doctor, copy)
    yield visit.signed
    clinics.fill_in(stage, visit.doctor, copy.id, visit.lines, visit.primary_care)
    return clinics.sign(stage, visit.doctor, copy.id)


def recommended(stage: Stage, form: ExemptionForm, why: str, days_ago: int, reviewer: Person = NURSE) -> Scene[Review]:
    """A case is opened six days before, taken, and ends in a recommendation to revoke every line."""
    yield days_ago + 6
    review = state.open_case(stage, reviewer, form, why)
    yield days_ago + 4
    state.take(stage, reviewer, review)
    yield days_ago
    vaccines = [line.vaccine for line in stage.again(form).lines]
    found = "The text names no contraindication or precaution of the CDC, ACIP or AAP, and no support was sent."
    state.find(stage, reviewer, review, dict.fromkeys(vaccines, found), revoke=frozenset(vaccines))
    return review


def revoked(stage: Stage, visit: Visit, why: str, days_ago: int) -> Scene[ExemptionForm]:
    """Issued, reviewed, and revoked so many days before today."""
    form = yield from issued(stage, visit)
    review = yield from recommended(stage, form, why, days_ago + 3, REVIEWER)
    yield days_ago
    reason = "The reason given does not meet the criteria, and the physician did not send support for it."
    return state.revoke(stage, OFFICER, review, tuple(line.vaccine for line in form.lines), reason)
