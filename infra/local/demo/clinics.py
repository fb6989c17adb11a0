"""What physicians do in the stories."""

from collections.abc import Sequence
from datetime import date, timedelta

from chalicelib.actions.requests.decline_request import decline_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.return_request import return_request
from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.actions.signing import edit_form_draft
from chalicelib.actions.signing.correct_exemption import correct_exemption
from chalicelib.actions.signing.draft_case import load_draft_case
from chalicelib.actions.signing.edit_form_draft import LineAnswers, PageOfDraft
from chalicelib.actions.signing.hand_over_draft import hand_over_draft
from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.signing.new_form import Signature
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft, LineDraft, PrimaryCare
from chalicelib.domain.review import Review
from chalicelib.law.enums import LineKind, Vaccine
from infra.local.demo.people import PASSPHRASE, Doctor, Person
from infra.local.demo.stage import Stage

_TREATED_FOR = timedelta(days=290)


def permanent(vaccine: Vaccine, code: str, description: str) -> LineDraft:
    """What a physician says of a vaccine that the child must never have."""
    return LineDraft(vaccine=vaccine, kind=LineKind.PERMANENT, reason_codes=(code,), description=description)


def temporary(vaccine: Vaccine, code: str, description: str, until: date) -> LineDraft:
    """What a physician says of a vaccine that must wait; `until` is the last day."""
    return LineDraft(
        vaccine=vaccine, kind=LineKind.TEMPORARY, reason_codes=(code,), description=description, expires_on=until
    )


def open_(stage: Stage, doctor: Doctor, request: ExemptionRequest) -> ExemptionRequest:
    """Open a request with its number and the child's birth date."""
    born = request.child.birth_date if request.child else date.min
    open_request(stage.as_(doctor), OpenCommand(request.number, born))
    stage.looks(doctor, request.child_id, Purpose.REQUEST)
    return stage.again(request)


def fill_in(
    stage: Stage, doctor: Person, draft_id: str, lines: Sequence[LineDraft], primary_care: PrimaryCare | None = None
) -> None:
    ctx = stage.as_(doctor)
    edit_form_draft.save_examination(
        ctx,
        _page(ctx.store.get(FormDraft, draft_id)),
        examined_on=_examined_on(stage),
        treating_since=stage.on - _TREATED_FOR,
        is_primary_care=primary_care is None,
    )
    if primary_care is not None:
        ctx = stage.as_(doctor)
        edit_form_draft.save_primary_care(ctx, _page(ctx.store.get(FormDraft, draft_id)), primary_care)
    ctx = stage.as_(doctor)
    draft = ctx.store.get(FormDraft, draft_id)
    if not draft.is_correction:
        edit_form_draft.choose_vaccines(ctx, _page(draft), [line.vaccine for line in lines])
    for line in lines:
        ctx = stage.as_(doctor)
        edit_form_draft.save_line(ctx, _page(ctx.store.get(FormDraft, draft_id)), LineAnswers(line))


def _examined_on(stage: Stage) -> date:
    return stage.on


def _page(draft: FormDraft) -> PageOfDraft:
    return PageOfDraft(draft.id, draft.version)


def hand_over(stage: Stage, staff: Person, draft_id: str) -> None:
    """Clinic staff hands the form over, to be checked and signed."""
    ctx = stage.as_(staff)
    case = load_draft_case(ctx, Action.HAND_OVER_DRAFT, draft_id)
    hand_over_draft(ctx, case, case.draft.version)


def sign(stage: Stage, doctor: Doctor, draft_id: str) -> ExemptionForm:
    """Sign the form, with the passphrase typed again."""
    signature = Signature(
        examined_and_meets_standard_of_care=True,
        true_accurate_complete=True,
        no_charge_made=True,
        signed_name=doctor.name,
    )
    draft = stage.get(FormDraft, draft_id)
    done = issue_exemption(stage.as_(doctor), IssueCommand(draft_id, draft.version, signature, PASSPHRASE))
    return stage.get(ExemptionForm, done.subject.id)


def release(stage: Stage, doctor: Doctor, request: ExemptionRequest, note: str) -> None:
    """Give an opened request back to the parent."""
    return_request(stage.as_(doctor), request.id, stage.again(request).version, note)


def decline(stage: Stage, doctor: Doctor, request: ExemptionRequest, reason: str) -> None:
    decline_request(stage.as_(doctor), request.id, stage.again(request).version, reason)


def withdraw(stage: Stage, doctor: Doctor, form: ExemptionForm, vaccines: frozenset[Vaccine], reason: str) -> None:
    command = WithdrawCommand(form.id, stage.again(form).version, vaccines, reason, PASSPHRASE)
    withdraw_exemption(stage.as_(doctor), command)


def correct(stage: Stage, doctor: Doctor, form: ExemptionForm, lines: Sequence[LineDraft]) -> ExemptionForm:
    """Sign a correction of a clerical error."""
    draft_id = correct_exemption(stage.as_(doctor), form.id, stage.again(form).version).subject.id
    fill_in(stage, doctor, draft_id, lines)
    return sign(stage, doctor, draft_id)


def answer_the_state(stage: Stage, doctor: Doctor, review: Review, answer: str) -> None:
    """Answer a reviewer's question."""
    answer_reviewer(stage.as_(doctor), review.form_id, review.id, stage.again(review).version, answer)
