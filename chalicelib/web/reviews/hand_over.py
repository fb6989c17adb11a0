"""Giving a case to a colleague, or back."""

from chalicelib.actions.reviews.hand_over import (
    colleagues,
    hand_back_review,
    reassign_review,
    require_may_hand_back,
    require_may_reassign,
)
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case

pages = Pages()


class ColleagueForm(FormModel):
    """Who has the case from now on."""

    to: Text = entry(N_("Choose a colleague"))


def _show_assign(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    require_may_reassign(page_request.ctx, review)
    people = [(each.id, each.name) for each in colleagues(page_request.ctx) if each.id != review.reviewer_id]
    return page_request.render(
        "reviews/assign.html",
        title=N_("Give this case to a colleague"),
        form=form,
        review=review,
        record=record,
        colleagues=people,
    )


@pages.form(f"{CASE}/assign", Action.REASSIGN_REVIEW, ColleagueForm, of=CASE_RECORDS, show=_show_assign)
def _assign(page_request: PageRequest, case: Case, answers: ColleagueForm) -> Done:
    review, form = case
    return reassign_review(page_request.ctx, review.id, form.id, answers.to, page_request.expected_version)


def _show_hand_back(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    review, record = case
    require_may_hand_back(page_request.ctx, review)
    return page_request.render(
        "reviews/hand_back.html", title=N_("Give this case back"), form=form, review=review, record=record
    )


@pages.form(f"{CASE}/hand-back", Action.HAND_BACK_REVIEW, EmptyForm, of=CASE_RECORDS, show=_show_hand_back)
def _hand_back(page_request: PageRequest, case: Case, _answers: EmptyForm) -> Done:
    review, form = case
    return hand_back_review(page_request.ctx, review.id, form.id, page_request.expected_version)
