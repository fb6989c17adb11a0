"""The page of a case: each vaccine's claim beside its criterion, the findings below it, and what is known of physician,
child, and correspondence. The same page shows a case to read and a case to work on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.actions.reviews.assign_review import is_overdue
from chalicelib.actions.reviews.review_work import work_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account, Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Finding, Review, ReviewState
from chalicelib.domain.review_work import ReviewWork
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.calendar import age_in_years
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.queues import REVIEWS
from chalicelib.storage.table import Item
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.reviews.case_pages import CASE, Case
from chalicelib.web.reviews.claims import claim_keys, claims_of, same_words_of
from chalicelib.web.reviews.moved import who_changed
from chalicelib.web.reviews.names import OUTCOMES, STANDINGS
from chalicelib.web.reviews.shown import criteria_of, history_of, shown_case

SAME = "same"
"""The finding of an earlier vaccine, with its reason."""
CHOICES: Mapping[str, str] = {
    Finding.MEETS_CRITERIA: N_("Meets the criterion"),
    Finding.ACCEPTED_WITH_SUPPORT: N_("Accept with written support"),
    Finding.REVOKE: N_("Does not meet it: revoke"),
}
_AT_WORK = frozenset({ReviewState.ASSIGNED, ReviewState.INFO_REQUESTED})
_TO_DECIDE = frozenset({ReviewState.RECOMMENDED_CLEAR, ReviewState.RECOMMENDED_REVOKE})


@dataclass(frozen=True)
class Neighbors:
    """Where this case stands among those that wait for this person: its number, of how many, and the cases beside it as
    "review/form"; 0 of them where it does not wait."""

    place: int = 0
    count: int = 0
    previous: str = ""
    next: str = ""


def show_case(page_request: PageRequest, case: Case, form: ShownForm) -> Page:
    """The page of a case. The view of the child's record is written before it is sent."""
    review, record = case
    store = page_request.ctx.store
    work = work_of(page_request.ctx, review)
    people = (review.reviewer_id, review.opened_by, review.decided_by)
    store.load(
        [
            keys.record("standing", standing_id(record.physician)),
            *(keys.record("review", review_id) for review_id in record.review_ids),
            *(keys.record("account", person) for person in people if person),
            *claim_keys(page_request, record),
        ]
    )
    reviews = [found for found in (store.find(Review, review_id) for review_id in record.review_ids) if found]
    standing = store.find(PhysicianStanding, standing_id(record.physician))
    can = possible(page_request, review)
    claims = claims_of(page_request, record, review, work)
    page_request.record_view(record.child_id, Purpose.REVIEW)
    return page_request.render(
        "reviews/case.html",
        title=N_("Review case"),
        form=form,
        review=review,
        record=record,
        work=work,
        case=shown_case(page_request, review),
        claims=claims,
        same_words=same_words_of(claims),
        choices=[(value, page_request.translate(name)) for value, name in CHOICES.items()],
        same=SAME,
        criteria=criteria_of(page_request, record),
        history=history_of(page_request, record, reviews),
        standing=standing,
        standing_state=STANDINGS[standing.state] if standing else None,
        names_of={person: _name_of(page_request, person) for person in people},
        can=can,
        overdue_since=overdue_since(page_request, review, work),
        outcome=page_request.translate(OUTCOMES[review.outcome]) if review.outcome else "",
        age=age_in_years(record.child.birth_date, page_request.ctx.on),
        path=CASE.format(review_id=review.id, form_id=record.id),
        neighbors=_neighbors(page_request, review),
        moved=who_changed(page_request, review) if _has(form, "STALE", "WRONG_STATE") else "",
        draft_saves=work.draft_saves if _has(form, "NEWER_DRAFT") else form.value("draft_saves"),
        typed=[] if can["draft"] else _typed(record, form),
    )


def _has(form: ShownForm, *codes: str) -> bool:
    return not {error.message for error in form.field_errors}.isdisjoint(SENTENCES[code] for code in codes)


def _typed(record: ExemptionForm, form: ShownForm) -> list[str]:
    """The reasons that were typed, where the page has no more fields for them."""
    reasons = (form.value(f"reason_{line.vaccine.lower()}") for line in record.lines)
    return [reason for reason in reasons if reason]


def _name_of(page_request: PageRequest, account_id: str) -> str:
    account = page_request.ctx.store.find(Account, account_id)
    return account.display_name if account else page_request.translate(N_("The portal"))


def possible(page_request: PageRequest, review: Review) -> dict[str, bool]:
    """What this person may do with the case now: the buttons of its page."""
    is_mine = review.reviewer_id == page_request.ctx.person.id
    decidable = review.state in _TO_DECIDE
    waiting = review.state == ReviewState.INFO_REQUESTED
    return {
        "take": review.state == ReviewState.OPEN,
        "go_on": waiting and is_overdue(page_request.ctx, review),
        "work": review.state == ReviewState.ASSIGNED and is_mine,
        "draft": review.state in _AT_WORK and is_mine,
        "wait": waiting,
        "decide": decidable and page_request.ctx.person.role == Role.OFFICER and not is_mine,
        "is_own_to_decide": decidable and is_mine,
    }


def overdue_since(page_request: PageRequest, review: Review, work: ReviewWork) -> date | None:
    """The earliest last day for an answer that is over while none has come; None where nothing is overdue."""
    on = page_request.ctx.on
    due = [asked.due_on for asked in work.questions if asked.is_overdue(on)]
    due += [asked.due_on for asked in review.information if asked.answered_on is None and asked.due_on < on]
    return min(due, default=None) if review.state in _AT_WORK else None


def first_answers(page_request: PageRequest, case: Case) -> dict[str, Any]:
    """The draft as it was saved; of a case that someone else works on, nothing."""
    review, _form = case
    work = work_of(page_request.ctx, review)
    known: dict[str, Any] = {"draft_saves": str(work.draft_saves)}
    if review.reviewer_id != page_request.ctx.person.id:
        return known
    for each in work.draft:
        known[f"finding_{each.vaccine.lower()}"] = each.finding
        known[f"reason_{each.vaccine.lower()}"] = each.reason
    return known


def _neighbors(page_request: PageRequest, review: Review) -> Neighbors:
    """The cases beside this one: of a reviewer those taken, of the Officer and designees those to decide."""
    waits = _waits_for_decision if possible(page_request, review)["decide"] else _waits_for_me
    page = page_request.ctx.store.queue(REVIEWS, keep=lambda item: waits(page_request, json.loads(item["card"])))
    cards = [json.loads(item["card"]) for item in page.rows]
    ids = [card["id"] for card in cards]
    places = [f"{card['id']}/{card['form_id']}" for card in cards]
    if review.id not in ids:
        return Neighbors(next=places[0] if places else "")
    at = ids.index(review.id)
    return Neighbors(
        place=at + 1,
        count=len(places),
        previous=places[at - 1] if at else "",
        next=places[at + 1] if at + 1 < len(places) else "",
    )


def _waits_for_me(page_request: PageRequest, card: Item) -> bool:
    return card["reviewer_id"] == page_request.ctx.person.id and card["state"] in _AT_WORK


def _waits_for_decision(page_request: PageRequest, card: Item) -> bool:
    return card["reviewer_id"] != page_request.ctx.person.id and card["state"] in _TO_DECIDE
