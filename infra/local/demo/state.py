"""What the Department of Public Health's people do in the stories."""

import json
from collections.abc import Mapping
from datetime import date

from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.physicians.lift_bar import LiftCommand, lift_bar
from chalicelib.actions.physicians.recheck_license import recheck_license
from chalicelib.actions.physicians.standing_case import matters_to_classify
from chalicelib.actions.reviews.ask_for_information import ask_for_information
from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.child_pairs import mark_pair
from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.actions.reviews.hand_over import hand_back_review, reassign_review
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.actions.reviews.review_work import Typed, save_work
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.child_pair import ChildPair, PairAnswer
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Finding, LineFinding, Outcome, Review
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.storage.rows import CHILD_PAIRS
from infra.local.demo.people import PASSPHRASE, Doctor, Person
from infra.local.demo.stage import Stage


def open_case(stage: Stage, reviewer: Person, form: ExemptionForm, reason: str) -> Review:
    """Open a review as necessary to protect public health."""
    done = open_review(stage.as_(reviewer), form.id, reason, stage.again(form).version)
    return stage.get(Review, done.subject.id)


def take(stage: Stage, reviewer: Person, review: Review) -> None:
    """Take the case, or continue with one whose question was not answered in time."""
    stage.looks(reviewer, review.child_id, Purpose.REVIEW)
    assign_review(stage.as_(reviewer), review.id, review.form_id, stage.again(review).version)


def say_same_child(stage: Stage, reviewer: Person) -> None:
    """Answer the newest entry of the list of same children: one child with two records."""
    ctx = stage.as_(reviewer)
    pair = ctx.store.get(ChildPair, json.loads(ctx.store.queue(CHILD_PAIRS).rows[-1]["card"])["id"])
    mark_pair(ctx, pair.id, PairAnswer.SAME_CHILD, pair.version)


def look_up_license(stage: Stage, doctor: Doctor) -> None:
    """What the nightly job does for one physician."""
    recheck_license(stage.visitor(), stage.account(doctor).id)


def hand_back(stage: Stage, reviewer: Person, review: Review) -> None:
    """Give the case back to those that no one has."""
    hand_back_review(stage.as_(reviewer), review.id, review.form_id, stage.again(review).version)


def give(stage: Stage, reviewer: Person, review: Review, *, to: Person) -> None:
    """Give the case to a colleague."""
    reassign_review(stage.as_(reviewer), review.id, review.form_id, stage.account(to).id, stage.again(review).version)


def note(stage: Stage, reviewer: Person, review: Review, text: str) -> None:
    """Write a note beside the case."""
    save_work(stage.as_(reviewer), review.id, review.form_id, Typed(text))


def question(stage: Stage, reviewer: Person, review: Review, text: str) -> None:
    """Ask the issuing physician."""
    ask_for_information(stage.as_(reviewer), review.id, review.form_id, text, stage.again(review).version)


def find(
    stage: Stage,
    reviewer: Person,
    review: Review,
    reasons: Mapping[Vaccine, str],
    *,
    revoke: frozenset[Vaccine] = frozenset(),
) -> None:
    """Recommend: the lines of `revoke` do not meet the criteria, the others do."""
    findings = tuple(
        LineFinding(
            vaccine=vaccine, finding=Finding.REVOKE if vaccine in revoke else Finding.MEETS_CRITERIA, reason=reason
        )
        for vaccine, reason in reasons.items()
    )
    recommend(stage.as_(reviewer), review.id, review.form_id, findings, stage.again(review).version)


def revoke(stage: Stage, officer: Person, review: Review, vaccines: tuple[Vaccine, ...], reason: str) -> ExemptionForm:
    """Revoke these lines, and return the form as it stands then."""
    return _decide(
        stage,
        officer,
        Decision(review.id, review.form_id, stage.again(review).version, Outcome.REVOKED, vaccines, reason),
    )


def leave_as_it_is(stage: Stage, officer: Person, review: Review, outcome: Outcome, reason: str) -> ExemptionForm:
    """End the case without stopping anything: cleared, or the officer disagrees with a recommendation to revoke."""
    return _decide(
        stage, officer, Decision(review.id, review.form_id, stage.again(review).version, outcome, (), reason)
    )


def _decide(stage: Stage, officer: Person, decision: Decision) -> ExemptionForm:
    form = stage.get(ExemptionForm, decision.form_id)
    stage.looks(officer, form.child_id, Purpose.REVIEW_DECISION)
    decide_review(stage.as_(officer), decision, PASSPHRASE)
    return stage.again(form)


def standing_of(stage: Stage, doctor: Doctor) -> PhysicianStanding:
    return stage.get(PhysicianStanding, standing_id(_profile(stage, doctor)))


def _profile(stage: Stage, doctor: Doctor) -> PhysicianProfile:
    profile = stage.account(doctor).physician
    if profile is None:
        raise LookupError(f"{doctor.name} is no physician")
    return profile


def classify(stage: Stage, reviewer: Person, doctor: Doctor, *, immunization_related: bool, reason: str) -> None:
    """Give one answer on every matter that waits for one."""
    standing = standing_of(stage, doctor)
    answers = {
        matter.code: MatterAnswer(immunization_related=immunization_related, kind=matter.usual_kind)
        for matter in matters_to_classify(standing, stage.on)
    }
    classify_action(stage.as_(reviewer), standing.id, answers, reason, standing.version)


def bar(stage: Stage, officer: Person, doctor: Doctor, reason: str) -> None:
    """Accept no new form of this physician, for the public's health."""
    standing = standing_of(stage, doctor)
    bar_physician(stage.as_(officer), standing.id, reason, PASSPHRASE, standing.version)


def lift(stage: Stage, officer: Person, doctor: Doctor, reason: str, risk_gone_on: date | None = None) -> None:
    standing = standing_of(stage, doctor)
    command = LiftCommand(standing.id, standing.version, reason, risk_gone_on, PASSPHRASE)
    lift_bar(stage.as_(officer), command)
