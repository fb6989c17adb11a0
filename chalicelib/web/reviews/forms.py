"""A form as state staff read it, and opening a review of it."""

from chalicelib.actions.reviews.open_review import open_review
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import STANDINGS
from chalicelib.web.reviews.shown import criteria_of, history_of, shown_case, shown_lines

pages = Pages()


@pages.page("/reviews/forms/{form_id}", Action.VIEW_FORM_FOR_REVIEW, of=ExemptionForm)
def _form(page_request: PageRequest, form: ExemptionForm) -> Page:
    store = page_request.ctx.store
    store.load(
        [
            keys.record("standing", standing_id(form.physician)),
            *(keys.record("review", review_id) for review_id in form.review_ids),
        ]
    )
    reviews = [review for review in (store.find(Review, review_id) for review_id in form.review_ids) if review]
    standing = store.find(PhysicianStanding, standing_id(form.physician))
    page_request.record_view(form.child_id, Purpose.REVIEW)
    return page_request.render(
        "reviews/form.html",
        title=N_("Form for review"),
        record=form,
        lines=shown_lines(page_request, form),
        criteria=criteria_of(page_request, form),
        history=history_of(page_request, form, reviews),
        cases=[shown_case(page_request, review) for review in reviews],
        can_open=_can_open(reviews),
        standing=standing,
        standing_state=STANDINGS[standing.state] if standing else None,
    )


def _can_open(reviews: list[Review]) -> bool:
    return not any(
        review.trigger == Trigger.PUBLIC_HEALTH and review.state != ReviewState.DECIDED for review in reviews
    )


class OpenForm(FormModel):
    """Why public health needs the review."""

    reason: LongText = entry(N_("Write why public health needs this review. The law asks for a recorded reason."))


def _show_open(page_request: PageRequest, record: ExemptionForm, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/open.html", title=N_("Open a review to protect public health"), form=form, record=record
    )


@pages.form("/reviews/forms/{form_id}/open", Action.OPEN_REVIEW, OpenForm, of=ExemptionForm, show=_show_open)
def _open(page_request: PageRequest, record: ExemptionForm, answers: OpenForm) -> Done:
    return open_review(page_request.ctx, record.id, answers.reason, page_request.expected_version)
