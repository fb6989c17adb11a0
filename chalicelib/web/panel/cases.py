"""A panel member's home, and the case file: opened by the declaration, without the reviewers' names."""

from chalicelib.actions.appeals.appeal_case import cleared_seat_of, seat_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.exemption import ExemptionForm
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
    determination_of,
    keys_of_case,
    opened_votes,
    reviewer_names,
)
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import inbox_entries

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
        past_cases=[each for each in own if each[0].state in _OVER],
    )


@pages.page("/panel/{appeal_id}", Action.VIEW_PANEL_CASE, of=FILED_APPEAL)
def _show_case(page_request: PageRequest, appeal: Appeal) -> Page:
    ctx = page_request.ctx
    if seat_of(appeal, ctx.person.id).no_conflict_declared_on is None:
        return see_other(f"/panel/{appeal.id}/conflicts")
    seat = cleared_seat_of(ctx, appeal)
    ctx.store.load(keys_of_case(appeal))
    form = ctx.store.get(ExemptionForm, appeal.form_id)
    page_request.record_view(form.child_id, Purpose.APPEAL_PANEL)
    criteria = criteria_set_on(form.signed_on)
    return page_request.render(
        "panel/case.html",
        title=N_("Case file"),
        appeal=appeal,
        exemption=form,
        seat=seat,
        own_vote=VOTES[seat.vote] if seat.vote else "",
        status_of=STATES[appeal.state],
        file=case_file(page_request, appeal, form, reviewer_names(ctx, appeal)),
        votes=opened_votes(page_request, appeal),
        determination=determination_of(appeal),
        law=citation(criteria.citation),
        sources=criteria_sources(page_request, criteria),
        missing=_votes_missing(appeal),
    )


def _votes_missing(appeal: Appeal) -> int:
    """How many panel members have not voted: a number is all that is told before the last vote."""
    return sum(seat.vote is None for seat in appeal.seats)
