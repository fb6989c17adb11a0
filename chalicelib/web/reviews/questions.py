"""Questions of a review: to the issuer through the portal, or to the primary care physician by letter; the letter on
paper, and the answer that came back."""

from chalicelib.actions.reviews.ask_for_information import ask_for_information
from chalicelib.actions.reviews.review_work import ask_primary_care, question_of, record_care_answer, work_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.revocation import information_due
from chalicelib.web.http.forms import FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case
from chalicelib.web.reviews.case_view import possible
from chalicelib.web.reviews.moved import who_changed

pages = Pages()
ISSUER, PRIMARY_CARE = "issuer", "primary-care"


class AskForm(FormModel):
    """The question, and who is asked: the issuing physician where nothing else is chosen."""

    whom: OptionalText = entry("", optional=True)
    question: LongText = entry(N_("Write your question to the physician."))


def _show_ask(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    if not possible(page_request, review)["work"]:
        return page_request.render(
            "reviews/moved.html",
            title=N_("The question cannot be sent now"),
            moved=who_changed(page_request, review),
            path=CASE.format(review_id=review.id, form_id=record.id),
            typed=[form.value("question")] if form.value("question") else [],
        )
    whom = [(ISSUER, page_request.translate(N_("%(name)s, who signed the form"), name=record.physician_name))]
    if record.primary_care and record.primary_care.is_someone:
        by_letter = N_("%(name)s, the primary care physician, by letter")
        whom.append((PRIMARY_CARE, page_request.translate(by_letter, name=record.primary_care.name)))
    return page_request.render(
        "reviews/ask.html",
        title=N_("Ask the physician"),
        form=form,
        review=review,
        record=record,
        whom=whom,
        due_on=information_due(page_request.ctx.on),
    )


@pages.form(
    f"{CASE}/ask",
    Action.ASK_FOR_INFORMATION,
    AskForm,
    of=CASE_RECORDS,
    show=_show_ask,
    initial=lambda _page_request, _case: {"whom": ISSUER},
)
def _ask(page_request: PageRequest, case: Case, answers: AskForm) -> Answer:
    review, form = case
    ctx, version = page_request.ctx, page_request.expected_version
    if answers.whom != PRIMARY_CARE:
        return ask_for_information(ctx, review.id, form.id, answers.question, version)
    return ask_primary_care(ctx, review.id, form.id, answers.question, version)


@pages.page(f"{CASE}/questions/{{question_id}}", Action.VIEW_REVIEW, of=CASE_RECORDS)
def _letter(page_request: PageRequest, case: Case) -> Page:
    """The letter to the primary care physician; a week before its last day it becomes a reminder."""
    review, record = case
    asked = question_of(work_of(page_request.ctx, review), page_request.params["question_id"])
    if record.primary_care is None:
        raise not_found()
    page_request.record_view(record.child_id, Purpose.LETTER)
    is_reminder = asked.wants_reminder(page_request.ctx.on)
    return page_request.render(
        "reviews/care_letter.html",
        title=N_("Reminder: a question about an exemption") if is_reminder else N_("A question about an exemption"),
        record=record,
        asked=asked,
        is_reminder=is_reminder,
        law=citation(Cite.HSC_120372_D3A),
        back_url=CASE.format(review_id=review.id, form_id=record.id),
    )


class CareAnswerForm(FormModel):
    """What the primary care physician answered."""

    answer: LongText = entry(N_("Write what the physician answered."))


def _show_answer(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    asked = question_of(work_of(page_request.ctx, review), page_request.params["question_id"])
    page_request.record_view(record.child_id, Purpose.REVIEW)
    return page_request.render(
        "reviews/care_answer.html",
        title=N_("Record the answer"),
        form=form,
        record=record,
        asked=asked,
        path=CASE.format(review_id=review.id, form_id=record.id),
    )


@pages.form(
    f"{CASE}/questions/{{question_id}}/answer",
    Action.SAVE_REVIEW_WORK,
    CareAnswerForm,
    of=CASE_RECORDS,
    show=_show_answer,
)
def _answer(page_request: PageRequest, case: Case, answers: CareAnswerForm) -> Done:
    review, form = case
    return record_care_answer(page_request.ctx, review.id, form.id, page_request.params["question_id"], answers.answer)
