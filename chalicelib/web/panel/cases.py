"""A panel member's home, and the case file: opened by the declaration, without the reviewers' names."""

from typing import Any

from chalicelib.actions.appeals.appeal_case import cleared_seat_of, seat_of
from chalicelib.actions.appeals.appeal_outcomes import start_shots_by
from chalicelib.actions.appeals.vote import reason_field, vote_field
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.review import Review
from chalicelib.law.appeals import vote_by
from chalicelib.law.citations import citation
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import criteria_set_on
from chalicelib.storage import keys
from chalicelib.web.case_files import (
    FILED_APPEAL,
    STATES,
    VOTES,
    case_file,
    criteria_sources,
    determined_of,
    keys_of_case,
    reviewer_names,
)
from chalicelib.web.http.forms import ShownForm
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.panel.file import CaseRecords, child_of, claims_of, exhibits_of, vaccine_names
from chalicelib.web.wording.names import VACCINES

pages = Pages()

_OVER = frozenset({AppealState.DETERMINED, AppealState.DECIDED, AppealState.CLOSED, AppealState.WITHDRAWN})


@pages.page("/panel", Action.LIST_PANEL_CASES, account_bundle=True)
def _show_desk(page_request: PageRequest) -> Page:
    store, account_bundle = page_request.ctx.store, page_request.ctx.account_bundle
    ids = account_bundle.ids("appeal")
    store.load(keys.record("appeal", appeal_id) for appeal_id in ids)
    found = [store.find(Appeal, appeal_id) for appeal_id in ids]
    own = [(appeal, seat_of(appeal, page_request.ctx.person.id)) for appeal in found if appeal]
    return page_request.render(
        "panel/desk.html",
        title=N_("My panel cases"),
        entries=inbox_entries(page_request, account_bundle.notices),
        states=STATES,
        open_cases=[each for each in own if each[0].state not in _OVER],
        vote_days={appeal.id: vote_by(seat.assigned_on) for appeal, seat in own},
        past_cases=[each for each in own if each[0].state in _OVER],
    )


@pages.page("/panel/{appeal_id}", Action.VIEW_PANEL_CASE, of=FILED_APPEAL)
def _show_case(page_request: PageRequest, appeal: Appeal) -> Page:
    if seat_of(appeal, page_request.ctx.person.id).no_conflict_declared_on is None:
        return see_other(f"/panel/{appeal.id}/conflicts")
    return show_file(page_request, appeal, page_request.form(drafted_answers(page_request, appeal)))


def drafted_answers(page_request: PageRequest, appeal: Appeal) -> dict[str, Any]:
    """What the panel member has drafted, as the answers of the vote's form."""
    answers: dict[str, Any] = {}
    for draft in seat_of(appeal, page_request.ctx.person.id).drafts:
        answers[vote_field(draft.vaccine)] = str(draft.vote or "")
        answers[reason_field(draft.vaccine)] = draft.reason
    return answers


def show_file(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    """The file on one page, with the vote at its foot while it can be cast."""
    ctx = page_request.ctx
    seat = cleared_seat_of(ctx, appeal)
    ctx.store.load(keys_of_case(appeal))
    exemption, review = ctx.store.get(ExemptionForm, appeal.form_id), ctx.store.find(Review, appeal.review_id)
    page_request.record_view(exemption.child_id, Purpose.APPEAL_PANEL)
    criteria, names = criteria_set_on(exemption.signed_on), reviewer_names(ctx, appeal)
    file = case_file(page_request, appeal, exemption, names)
    case = CaseRecords(appeal, exemption, review, tuple(names))
    return page_request.render(
        "panel/case.html",
        title=N_("Case file"),
        form=form,
        appeal=appeal,
        exemption=exemption,
        seat=seat,
        child=child_of(page_request, exemption, ctx.on),
        vaccines=vaccine_names(page_request, appeal.vaccines),
        own_votes=[
            (page_request.translate(VACCINES[cast.vaccine]), page_request.translate(VOTES[cast.vote]), cast.reason)
            for cast in seat.votes
        ],
        fields=[
            (vote_field(each), reason_field(each), page_request.translate(VACCINES[each])) for each in appeal.vaccines
        ],
        choices=[(str(each), page_request.translate(text)) for each, text in VOTES.items()],
        may_vote=appeal.state in sources_of("appeal", Action.VOTE) and not seat.has_voted,
        vote_by=vote_by(seat.assigned_on),
        is_late=ctx.on > vote_by(seat.assigned_on),
        status_of=STATES[appeal.state],
        file=file,
        claims=claims_of(page_request, case, file),
        exhibits=exhibits_of(page_request, case),
        determined=determined_of(page_request, appeal),
        start_by=start_shots_by(appeal),
        law=citation(criteria.citation),
        sources=criteria_sources(page_request, criteria),
        missing=sum(not each.has_voted for each in appeal.seats),  # a number is all that is told before the last vote
    )
