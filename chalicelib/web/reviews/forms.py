"""A form as state staff read it, and opening a review of it."""

from collections.abc import Mapping

from chalicelib.actions.open_review import open_review
from chalicelib.domain.access import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form
from chalicelib.domain.marking import N_
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.domain.standing import Standing, standing_id
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.register import Pages
from chalicelib.web.reviews.names import STANDINGS
from chalicelib.web.reviews.shown import criteria_of, history_of, shown_case, shown_lines
from chalicelib.web.visit import Page, Visit

pages = Pages()


def _form_key(params: Mapping[str, str]) -> list[Key]:
    return [keys.record("form", params["form_id"])]


@pages.page("/reviews/forms/{form_id}", Act.VIEW_FORM_FOR_REVIEW, loads=_form_key)
def _form(visit: Visit) -> Page:
    store = visit.ctx.store
    form = store.get(Form, visit.params["form_id"])
    visit.ctx.require(Act.VIEW_FORM_FOR_REVIEW, form)
    store.load(
        [
            keys.record("standing", standing_id(form.physician)),
            *(keys.record("review", review_id) for review_id in form.review_ids),
        ]
    )
    reviews = [review for review in (store.find(Review, review_id) for review_id in form.review_ids) if review]
    standing = store.find(Standing, standing_id(form.physician))
    visit.record_view(form.child_id, Purpose.REVIEW)
    return visit.render(
        "reviews/form.html",
        title=N_("Form for review"),
        record=form,
        lines=shown_lines(visit, form),
        criteria=criteria_of(visit, form),
        history=history_of(visit, form, reviews),
        cases=[shown_case(visit, review) for review in reviews],
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


def _show_open(visit: Visit, form: ShownForm) -> Page:
    record = visit.ctx.store.get(Form, visit.params["form_id"])
    visit.ctx.require(Act.OPEN_REVIEW, record)
    return visit.render(
        "reviews/open.html", title=N_("Open a review to protect public health"), form=form, record=record
    )


@pages.form("/reviews/forms/{form_id}/open", Act.OPEN_REVIEW, OpenForm, show=_show_open, loads=_form_key)
def _open(visit: Visit, answers: OpenForm) -> str:
    return open_review(visit.ctx, visit.params["form_id"], answers.reason, visit.seen_version)
