"""An issued form as its physician sees it, and what the physician can do with it: correct, renew, withdraw, answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chalicelib.actions.appeals.supply_appeal_information import takes_information
from chalicelib.actions.reviews.answer_reviewer import answer_reviewer, form_in_review, open_question
from chalicelib.actions.signing.correct_exemption import correct_exemption, correction_id, version_to_begin
from chalicelib.actions.signing.renew_exemption import renew_exemption, renewal_id, temporary_lines
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption, withdrawable_lines
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import FormDraft
from chalicelib.domain.results import Done
from chalicelib.domain.review import InformationRequest, Review
from chalicelib.domain.roster import RosterRow
from chalicelib.domain.standing import BARRED, PhysicianStanding, standing_id
from chalicelib.domain.stopped import revocation_to_appeal
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.account_fields import Password
from chalicelib.web.documents import school_certificate, statutory_form
from chalicelib.web.http.forms import EmptyForm, FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.statuses import shown_lines
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.vaccine_names import short_vaccines

pages = Pages()


@dataclass(frozen=True)
class Question:
    """A question of the state that waits for this physician's answer."""

    review_id: str
    asked: InformationRequest


@pages.page("/physicians/forms/{form_id}", Action.VIEW_ISSUED_FORM, of=ExemptionForm)
def _issued_form(page_request: PageRequest, form: ExemptionForm) -> Page:
    page_request.ctx.store.load([*_beside(form), *_own_standing(page_request)])
    page_request.record_view(form.child_id, Purpose.FORM)
    return page_request.render(
        "physicians/form.html",
        title=N_("Exemption form"),
        issued=form,
        lines=shown_lines(page_request, form),
        medical=[
            (
                page_request.translate(VACCINES[line.vaccine]),
                [page_request.translate(LABELS.get(code, code)) for code in line.reason_codes],
                line.description,
            )
            for line in form.lines
        ],
        questions=list(_questions(page_request, form)),
        may_sign_on_paper=any(line.state in {LineState.ISSUED, LineState.HELD} for line in form.lines),
        held=any(line.state == LineState.HELD for line in form.lines),
        stopped=any(line.state == LineState.REVOKED for line in form.lines),
        appeals=_appeals(page_request, form),
        may_appeal=revocation_to_appeal(form) is not None,
        barred=_is_barred(page_request),
        can_correct=bool(form.issued_lines),
        can_renew=bool(temporary_lines(form)),
        can_withdraw=bool(withdrawable_lines(page_request.ctx, form)),
        replaced=short_vaccines(
            page_request, [line.vaccine for line in form.lines if line.state == LineState.SUPERSEDED]
        ),
        replaced_by_own=_is_replaced_by_own(page_request, form),
    )


def _beside(form: ExemptionForm) -> Iterator[Key]:
    yield from (keys.record("review", review_id) for review_id in form.review_ids)
    yield from (keys.record("appeal", appeal_id) for appeal_id in form.appeal_ids)
    if form.replaced_by_form_id:
        yield keys.record("form", form.replaced_by_form_id)


def _own_standing(page_request: PageRequest) -> list[Key]:
    profile = page_request.ctx.person.physician
    return [keys.record("standing", standing_id(profile))] if profile else []


def _appeals(page_request: PageRequest, form: ExemptionForm) -> list[tuple[str, bool]]:
    """The appeals that were filed against a revocation of the form, and whether each still takes information."""
    found = (page_request.ctx.store.find(Appeal, appeal_id) for appeal_id in form.appeal_ids)
    return [(appeal.id, takes_information(appeal)) for appeal in found if appeal and appeal.filed_at]


def _is_barred(page_request: PageRequest) -> bool:
    """Whether the state accepts no form from this physician now: then no new form can be offered."""
    profile = page_request.ctx.person.physician
    standing = page_request.ctx.store.find(PhysicianStanding, standing_id(profile)) if profile else None
    return standing is not None and standing.state in BARRED


def _is_replaced_by_own(page_request: PageRequest, form: ExemptionForm) -> bool:
    """Whether this physician may open the form that counts in place of this one: another doctor can have signed it."""
    other = page_request.ctx.store.find(ExemptionForm, form.replaced_by_form_id)
    return other is not None and other.physician_id == form.physician_id


@pages.page("/physicians/forms/{form_id}/print", Action.VIEW_ISSUED_FORM, of=ExemptionForm)
def _print(page_request: PageRequest, form: ExemptionForm) -> Page:
    page_request.record_view(form.child_id, Purpose.PRINT)
    return statutory_form(page_request, form, back_url=f"/physicians/forms/{form.id}")


@pages.page("/physicians/forms/{form_id}/certificate", Action.VIEW_ISSUED_FORM, of=ExemptionForm)
def _certificate(page_request: PageRequest, form: ExemptionForm) -> Page:
    page_request.record_view(form.child_id, Purpose.PRINT)
    return school_certificate(
        page_request, RosterRow.of(form), form.school, form.check_code, back_url=f"/physicians/forms/{form.id}"
    )


def _questions(page_request: PageRequest, form: ExemptionForm) -> Iterator[Question]:
    for review_id in form.review_ids:
        review = page_request.ctx.store.find(Review, review_id)
        asked = open_question(review) if review is not None and review.form_id == form.id else None
        if asked is not None:
            yield Question(review_id, asked)


def _show_begin(
    template: str, title: str, draft_id: Callable[[str], str], may_begin: Callable[[ExemptionForm], bool]
) -> Callable[[PageRequest, ExemptionForm, ShownForm], Page]:
    """Return what shows the start of a form that replaces the issued one."""

    def show(page_request: PageRequest, issued: ExemptionForm, form: ShownForm) -> Page:
        if not may_begin(issued):
            raise wrong_state()
        begun = page_request.ctx.store.find(FormDraft, draft_id(issued.id))
        return page_request.render(
            template,
            title=title,
            form=form,
            issued=issued,
            form_version=version_to_begin(issued, begun),
            back_url=f"/physicians/forms/{issued.id}",
            renewed=[page_request.translate(VACCINES[line.vaccine]) for line in temporary_lines(issued)],
            begun_id=begun.id if begun and not begun.is_signed else "",
        )

    return show


@pages.form(
    "/physicians/forms/{form_id}/correct",
    Action.CORRECT_EXEMPTION,
    EmptyForm,
    of=ExemptionForm,
    show=_show_begin(
        "physicians/correct.html",
        N_("Correct a clerical error"),
        correction_id,
        lambda issued: bool(issued.issued_lines),
    ),
    prefetch=lambda params: [keys.record("form_draft", correction_id(params["form_id"]))],
)
def _correct(page_request: PageRequest, issued: ExemptionForm, _answers: EmptyForm) -> Done:
    return correct_exemption(page_request.ctx, issued.id, page_request.expected_version)


@pages.form(
    "/physicians/forms/{form_id}/renew",
    Action.RENEW_EXEMPTION,
    EmptyForm,
    of=ExemptionForm,
    show=_show_begin(
        "physicians/renew.html",
        N_("Renew a temporary exemption"),
        renewal_id,
        lambda issued: bool(temporary_lines(issued)),
    ),
    prefetch=lambda params: [keys.record("form_draft", renewal_id(params["form_id"]))],
)
def _renew(page_request: PageRequest, issued: ExemptionForm, _answers: EmptyForm) -> Done:
    return renew_exemption(page_request.ctx, issued.id, page_request.expected_version)


class WithdrawForm(FormModel):
    """Which exemptions are withdrawn, why, and the password."""

    vaccines: tuple[Vaccine, ...] = entry(N_("Choose at least one vaccine"))
    reason: LongText = entry(N_("Write the reason"))
    password: Password = entry(N_("Enter your password"))


def _show_withdraw(page_request: PageRequest, issued: ExemptionForm, form: ShownForm) -> Page:
    lines = withdrawable_lines(page_request.ctx, issued)
    if not lines:
        raise wrong_state()
    options = [(str(line.vaccine), page_request.translate(VACCINES[line.vaccine])) for line in lines]
    return page_request.render(
        "physicians/withdraw.html",
        title=N_("Withdraw an exemption"),
        form=form,
        options=options,
        form_version=issued.version,
        issued=issued,
        back_url=f"/physicians/forms/{issued.id}",
    )


@pages.form(
    "/physicians/forms/{form_id}/withdraw",
    Action.WITHDRAW_EXEMPTION,
    WithdrawForm,
    of=ExemptionForm,
    show=_show_withdraw,
)
def _withdraw(page_request: PageRequest, issued: ExemptionForm, answers: WithdrawForm) -> Done:
    return withdraw_exemption(
        page_request.ctx,
        WithdrawCommand(
            form_id=issued.id,
            expected_version=page_request.expected_version,
            vaccines=frozenset(answers.vaccines),
            reason=answers.reason,
            password=answers.password,
        ),
    )


class AnswerForm(FormModel):
    """The answer to the state's question."""

    answer: LongText = entry(N_("Write your answer"))


def _in_review_keys(params: Mapping[str, str]) -> list[Key]:
    return [keys.record("form", params["form_id"]), keys.record("review", params["review_id"])]


_IN_REVIEW: Named[tuple[ExemptionForm, Review]] = Named(
    _in_review_keys, lambda ctx, act, params: form_in_review(ctx, act, params["form_id"], params["review_id"])
)


def _show_answer(page_request: PageRequest, asked_about: tuple[ExemptionForm, Review], form: ShownForm) -> Page:
    issued, review = asked_about
    asked = open_question(review)
    if asked is None:
        raise wrong_state()
    page_request.record_view(issued.child_id, Purpose.REVIEW)
    return page_request.render(
        "physicians/answer.html",
        title=N_("Answer the state's question"),
        form=form,
        form_version=review.version,
        issued=issued,
        asked=asked,
        review_id=review.id,
        back_url=f"/physicians/forms/{issued.id}",
    )


@pages.form(
    "/physicians/forms/{form_id}/reviews/{review_id}",
    Action.ANSWER_REVIEWER,
    AnswerForm,
    of=_IN_REVIEW,
    show=_show_answer,
)
def _answer(page_request: PageRequest, asked_about: tuple[ExemptionForm, Review], answers: AnswerForm) -> Done:
    form, review = asked_about
    return answer_reviewer(page_request.ctx, form.id, review.id, page_request.expected_version, answers.answer)
