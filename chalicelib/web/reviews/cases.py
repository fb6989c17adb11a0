"""A review case: left the form, right what happened; taking it, asking the physician, recommending."""

from typing import Any

from pydantic import create_model

from chalicelib.actions.reviews.ask_for_information import ask_for_information
from chalicelib.actions.reviews.assign_review import assign_review, is_overdue
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Finding, LineFinding, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.revocation import information_due
from chalicelib.storage import keys
from chalicelib.web.http.forms import EmptyForm, FormModel, LongText, OptionalLongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case
from chalicelib.web.reviews.names import FINDING_HINTS, FINDINGS, OUTCOMES, STANDINGS
from chalicelib.web.reviews.shown import criteria_of, history_of, shown_case, shown_lines

pages = Pages()


@pages.page("/reviews/{review_id}", Action.VIEW_REVIEW, of=Review)
def _way_to_case(_page_request: PageRequest, review: Review) -> Page:
    return see_other(f"/reviews/{review.id}/forms/{review.form_id}")


@pages.page(CASE, Action.VIEW_REVIEW, of=CASE_RECORDS)
def _case(page_request: PageRequest, case: Case) -> Page:
    review, form = case
    store = page_request.ctx.store
    people = (review.reviewer_id, review.opened_by, review.decided_by)
    store.load(
        [
            keys.record("standing", standing_id(form.physician)),
            *(keys.record("review", review_id) for review_id in form.review_ids),
            *(keys.record("account", person) for person in people if person),
        ]
    )
    reviews = [found for found in (store.find(Review, review_id) for review_id in form.review_ids) if found]
    standing = store.find(PhysicianStanding, standing_id(form.physician))
    page_request.record_view(form.child_id, Purpose.REVIEW)
    return page_request.render(
        "reviews/case.html",
        title=N_("Review case"),
        review=review,
        record=form,
        case=shown_case(page_request, review),
        lines=shown_lines(page_request, form, review),
        criteria=criteria_of(page_request, form),
        history=history_of(page_request, form, reviews),
        standing=standing,
        standing_state=STANDINGS[standing.state] if standing else None,
        names_of={person: _name_of(page_request, person) for person in people},
        can=_possible(page_request, review),
        outcome=page_request.translate(OUTCOMES[review.outcome]) if review.outcome else "",
    )


def _name_of(page_request: PageRequest, account_id: str) -> str:
    account = page_request.ctx.store.find(Account, account_id)
    return account.display_name if account else page_request.translate(N_("The portal"))


def _possible(page_request: PageRequest, review: Review) -> dict[str, bool]:
    """What this person may do with the case now: the buttons of its page."""
    is_mine = review.reviewer_id == page_request.ctx.person.id
    decidable = review.state in {ReviewState.RECOMMENDED_CLEAR, ReviewState.RECOMMENDED_REVOKE}
    waiting = review.state == ReviewState.INFO_REQUESTED
    return {
        "take": review.state == ReviewState.OPEN,
        "go_on": waiting and is_overdue(page_request.ctx, review),
        "work": review.state == ReviewState.ASSIGNED and is_mine,
        "wait": waiting,
        "decide": decidable and page_request.ctx.person.role == Role.OFFICER and not is_mine,
        "is_own_to_decide": decidable and is_mine,
    }


def _show_take(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    return page_request.render("reviews/take.html", title=N_("Take this case"), form=form, review=review, record=record)


@pages.form(f"{CASE}/take", Action.ASSIGN_REVIEW, EmptyForm, of=CASE_RECORDS, show=_show_take)
def _take(page_request: PageRequest, case: Case, _answers: EmptyForm) -> Done:
    review, form = case
    return assign_review(page_request.ctx, review.id, form.id, page_request.expected_version)


class AskForm(FormModel):
    """The question to the issuing physician."""

    question: LongText = entry(N_("Write your question to the physician."))


def _show_ask(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    return page_request.render(
        "reviews/ask.html",
        title=N_("Ask the physician"),
        form=form,
        review=review,
        record=record,
        due_on=information_due(page_request.ctx.on),
    )


@pages.form(f"{CASE}/ask", Action.ASK_FOR_INFORMATION, AskForm, of=CASE_RECORDS, show=_show_ask)
def _ask(page_request: PageRequest, case: Case, answers: AskForm) -> Done:
    review, form = case
    return ask_for_information(page_request.ctx, review.id, form.id, answers.question, page_request.expected_version)


def _finding_fields() -> dict[str, Any]:
    """Two answers for each vaccine that a form can have; which of them must be given, the form's lines say."""
    fields: dict[str, Any] = {}
    for vaccine in Vaccine:
        fields[f"finding_{vaccine.lower()}"] = (OptionalText, entry("", optional=True))
        fields[f"reason_{vaccine.lower()}"] = (OptionalLongText, entry("", optional=True))
    return fields


FindingsForm = create_model(
    "FindingsForm", __base__=FormModel, __doc__="A finding and its reason for each vaccine.", **_finding_fields()
)


def _show_recommend(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    page_request.record_view(record.child_id, Purpose.REVIEW)
    choices = [
        (finding.value, page_request.translate(name), page_request.translate(FINDING_HINTS[finding]))
        for finding, name in FINDINGS.items()
    ]
    return page_request.render(
        "reviews/recommend.html",
        title=N_("Record your findings"),
        form=form,
        review=review,
        record=record,
        lines=shown_lines(page_request, record),
        criteria=criteria_of(page_request, record),
        choices=choices,
    )


@pages.form(f"{CASE}/recommend", Action.RECOMMEND, FindingsForm, of=CASE_RECORDS, show=_show_recommend)
def _recommend(page_request: PageRequest, case: Case, answers: FormModel) -> Done:
    review, form = case
    return recommend(
        page_request.ctx, review.id, form.id, tuple(_findings(answers, form)), page_request.expected_version
    )


def _findings(answers: FormModel, form: ExemptionForm) -> list[LineFinding]:
    given = answers.model_dump()
    known = {finding.value for finding in Finding}
    return [
        LineFinding(
            vaccine=line.vaccine,
            finding=Finding(given[f"finding_{line.vaccine.lower()}"]),
            reason=given[f"reason_{line.vaccine.lower()}"],
        )
        for line in form.lines
        if given[f"finding_{line.vaccine.lower()}"] in known
    ]
