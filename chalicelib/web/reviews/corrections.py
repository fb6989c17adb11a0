"""Requests to amend a record: those that wait, by their last day; one of them; and the answer."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.actions.records.answer_correction import answer_correction, child_and_forms
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.correction import CorrectionOutcome, CorrectionRequest, CorrectionState
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done
from chalicelib.law.calendar import california_date
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.storage.queues import AMENDMENTS
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_WAITING = Listing("/reviews/amendments")
_STATES: Mapping[CorrectionState, tuple[str, str]] = {
    CorrectionState.OPEN: (N_("To be answered"), "info"),
    CorrectionState.MADE: (N_("Corrected"), "good"),
    CorrectionState.REFUSED: (N_("Not corrected"), "stopped"),
    CorrectionState.WITHDRAWN: (N_("Withdrawn"), "neutral"),
}


@pages.page("/reviews/amendments", Action.LIST_AMENDMENTS)
def _list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_AMENDMENTS)
    page = page_request.ctx.store.queue(AMENDMENTS, place_asked(page_request, _WAITING))
    cards = [json.loads(item["card"]) for item in page.rows]
    rows = [
        (
            date.fromisoformat(card["received_on"]),
            f"/reviews/amendments/{card['id']}",
            date.fromisoformat(card["answer_by"]),
        )
        for card in cards
    ]
    return page_request.render(
        "reviews/amendments.html",
        title=N_("Requests to correct a record"),
        rows=rows,
        back_url="/reviews",
        law=citation(Cite.CIV_1798_35),
        pages=links_of(page_request, _WAITING, page),
    )


@pages.page("/reviews/amendments/{amendment_id}", Action.VIEW_AMENDMENT, of=CorrectionRequest)
def _amendment(page_request: PageRequest, asked: CorrectionRequest) -> Page:
    child, forms = child_and_forms(page_request.ctx, asked)
    page_request.record_view(child.id, Purpose.AMENDMENT)
    state, kind = _STATES[asked.state]
    return page_request.render(
        "reviews/amendment.html",
        title=N_("Request to correct a record"),
        asked=asked,
        child=child,
        state=state,
        state_kind=kind,
        is_late=asked.state == CorrectionState.OPEN and page_request.ctx.on > asked.answer_by,
        forms=[(california_date(datetime.fromisoformat(at)), f"/reviews/forms/{form_id}") for form_id, at in forms],
        back_url="/reviews/amendments",
    )


class AnswerForm(FormModel):
    """Whether the record was corrected, and what the parent reads of it."""

    outcome: CorrectionOutcome = entry(N_("Choose whether the record was corrected"))
    answer: LongText = entry(N_("Write what was corrected, or why it was not"))


def _show(page_request: PageRequest, asked: CorrectionRequest, form: ShownForm) -> Page:
    if asked.state != CorrectionState.OPEN:
        raise wrong_state()
    page_request.record_view(asked.child_id, Purpose.AMENDMENT)
    return page_request.render(
        "reviews/amendment_answer.html",
        title=N_("Answer a request to correct a record"),
        form=form,
        asked=asked,
        form_version=asked.version,
        back_url=f"/reviews/amendments/{asked.id}",
        outcomes=[
            (str(CorrectionOutcome.MADE), page_request.translate(N_("The record was corrected"))),
            (str(CorrectionOutcome.REFUSED), page_request.translate(N_("The record stays as it is"))),
        ],
    )


@pages.form(
    "/reviews/amendments/{amendment_id}/answer", Action.ANSWER_AMENDMENT, AnswerForm, of=CorrectionRequest, show=_show
)
def _answer(page_request: PageRequest, asked: CorrectionRequest, answers: AnswerForm) -> Done:
    return answer_correction(page_request.ctx, asked.id, answers.outcome, answers.answer, page_request.expected_version)
