"""A review case: reading it and taking it. What a reviewer writes is in findings.py and questions.py."""

from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.review import Review
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, ShownForm, to_form_values
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.case_pages import CASE, CASE_RECORDS, Case
from chalicelib.web.reviews.case_view import first_answers, possible, show_case
from chalicelib.web.reviews.moved import who_changed

pages = Pages()


@pages.page("/reviews/{review_id}", Action.VIEW_REVIEW, of=Review)
def _way_to_case(_page_request: PageRequest, review: Review) -> Page:
    return see_other(f"/reviews/{review.id}/forms/{review.form_id}")


@pages.page(CASE, Action.VIEW_REVIEW, of=CASE_RECORDS)
def _case(page_request: PageRequest, case: Case) -> Page:
    return show_case(page_request, case, page_request.form(to_form_values(first_answers(page_request, case))))


def _show_take(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    """The question; or, where someone was faster, who it was and when."""
    review, record = case
    can = possible(page_request, review)
    if not (can["take"] or can["go_on"]):
        return page_request.render(
            "reviews/moved.html",
            title=N_("This case was taken"),
            moved=who_changed(page_request, review),
            path=CASE.format(review_id=review.id, form_id=record.id),
        )
    return page_request.render("reviews/take.html", title=N_("Take this case"), form=form, review=review, record=record)


@pages.form(f"{CASE}/take", Action.ASSIGN_REVIEW, EmptyForm, of=CASE_RECORDS, show=_show_take)
def _take(page_request: PageRequest, case: Case, _answers: EmptyForm) -> Done:
    review, form = case
    return assign_review(page_request.ctx, review.id, form.id, page_request.expected_version)
