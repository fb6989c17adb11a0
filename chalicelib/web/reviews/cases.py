"""A review case: left the form, right what happened; taking it, asking the physician, recommending."""

from typing import Any

from pydantic import create_model

from chalicelib.actions.ask_for_information import ask_for_information
from chalicelib.actions.assign_review import assign_review, is_overdue
from chalicelib.actions.recommend import recommend
from chalicelib.actions.review_case import load_case
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account, Role
from chalicelib.domain.acts import Act
from chalicelib.domain.exemption import Form
from chalicelib.domain.marking import N_
from chalicelib.domain.review import Finding, LineFinding, Review, ReviewState
from chalicelib.domain.standing import Standing, standing_id
from chalicelib.law.enums import Vaccine
from chalicelib.law.revocation import information_due
from chalicelib.storage import keys
from chalicelib.web.forms import FormModel, LongText, OptionalLongText, OptionalText, ShownForm, entry
from chalicelib.web.register import Pages
from chalicelib.web.reviews.case_pages import CASE, case_keys, case_of
from chalicelib.web.reviews.names import FINDING_HINTS, FINDINGS, OUTCOMES, STANDINGS
from chalicelib.web.reviews.shown import criteria_of, history_of, shown_case, shown_lines
from chalicelib.web.visit import Page, Visit, see_other

pages = Pages()


@pages.page("/reviews/{review_id}", Act.VIEW_REVIEW, loads=lambda p: [keys.record("review", p["review_id"])])
def _way_to_case(visit: Visit) -> Page:
    review = visit.ctx.store.get(Review, visit.params["review_id"])
    visit.ctx.require(Act.VIEW_REVIEW, review)
    return see_other(f"/reviews/{review.id}/forms/{review.form_id}")


@pages.page(CASE, Act.VIEW_REVIEW, loads=case_keys)
def _case(visit: Visit) -> Page:
    review, form = case_of(visit, Act.VIEW_REVIEW)
    store = visit.ctx.store
    people = (review.reviewer_id, review.opened_by, review.decided_by)
    store.load(
        [
            keys.record("standing", standing_id(form.physician)),
            *(keys.record("review", review_id) for review_id in form.review_ids),
            *(keys.record("account", person) for person in people if person),
        ]
    )
    reviews = [found for found in (store.find(Review, review_id) for review_id in form.review_ids) if found]
    standing = store.find(Standing, standing_id(form.physician))
    visit.record_view(form.child_id, Purpose.REVIEW)
    return visit.render(
        "reviews/case.html",
        title=N_("Review case"),
        review=review,
        record=form,
        case=shown_case(visit, review),
        lines=shown_lines(visit, form, review),
        criteria=criteria_of(visit, form),
        history=history_of(visit, form, reviews),
        standing=standing,
        standing_state=STANDINGS[standing.state] if standing else None,
        names_of={person: _name_of(visit, person) for person in people},
        can=_possible(visit, review),
        outcome=visit.say(OUTCOMES[review.outcome]) if review.outcome else "",
    )


def _name_of(visit: Visit, account_id: str) -> str:
    account = visit.ctx.store.find(Account, account_id)
    return account.display_name if account else visit.say(N_("The portal"))


def _possible(visit: Visit, review: Review) -> dict[str, bool]:
    """What this person may do with the case now: the buttons of its page."""
    is_mine = review.reviewer_id == visit.ctx.person.id
    decidable = review.state in {ReviewState.RECOMMENDED_CLEAR, ReviewState.RECOMMENDED_REVOKE}
    waiting = review.state == ReviewState.INFO_REQUESTED
    return {
        "take": review.state == ReviewState.OPEN,
        "go_on": waiting and is_overdue(visit.ctx, review),
        "work": review.state == ReviewState.ASSIGNED and is_mine,
        "wait": waiting,
        "decide": decidable and visit.ctx.person.role == Role.OFFICER and not is_mine,
        "is_own_to_decide": decidable and is_mine,
    }


class TakeForm(FormModel):
    """Nothing to fill in."""


def _show_take(visit: Visit, form: ShownForm) -> Page:
    review, record = case_of(visit, Act.ASSIGN_REVIEW)
    return visit.render("reviews/take.html", title=N_("Take this case"), form=form, review=review, record=record)


@pages.form(f"{CASE}/take", Act.ASSIGN_REVIEW, TakeForm, show=_show_take, loads=case_keys)
def _take(visit: Visit, _answers: TakeForm) -> str:
    return assign_review(visit.ctx, visit.params["review_id"], visit.params["form_id"], visit.seen_version)


class AskForm(FormModel):
    """The question to the issuing physician."""

    question: LongText = entry(N_("Write your question to the physician."))


def _show_ask(visit: Visit, form: ShownForm) -> Page:
    review, record = case_of(visit, Act.ASK_FOR_INFORMATION)
    return visit.render(
        "reviews/ask.html",
        title=N_("Ask the physician"),
        form=form,
        review=review,
        record=record,
        due_on=information_due(visit.ctx.on),
    )


@pages.form(f"{CASE}/ask", Act.ASK_FOR_INFORMATION, AskForm, show=_show_ask, loads=case_keys)
def _ask(visit: Visit, answers: AskForm) -> str:
    return ask_for_information(
        visit.ctx, visit.params["review_id"], visit.params["form_id"], answers.question, visit.seen_version
    )


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


def _show_recommend(visit: Visit, form: ShownForm) -> Page:
    review, record = case_of(visit, Act.RECOMMEND)
    visit.record_view(record.child_id, Purpose.REVIEW)
    choices = [
        (finding.value, visit.say(name), visit.say(FINDING_HINTS[finding])) for finding, name in FINDINGS.items()
    ]
    return visit.render(
        "reviews/recommend.html",
        title=N_("Record your findings"),
        form=form,
        review=review,
        record=record,
        lines=shown_lines(visit, record),
        criteria=criteria_of(visit, record),
        choices=choices,
    )


@pages.form(f"{CASE}/recommend", Act.RECOMMEND, FindingsForm, show=_show_recommend, loads=case_keys)
def _recommend(visit: Visit, answers: FormModel) -> str:
    _review, form = load_case(visit.ctx, Act.RECOMMEND, visit.params["review_id"], visit.params["form_id"])
    return recommend(
        visit.ctx,
        visit.params["review_id"],
        visit.params["form_id"],
        tuple(_findings(answers, form)),
        visit.seen_version,
    )


def _findings(answers: FormModel, form: Form) -> list[LineFinding]:
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
