"""Charges that parents reported: those that wait, one of them, and the answer."""

import json
from collections.abc import Mapping
from datetime import date

from chalicelib.actions.records.report_charge import answer_charge
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.charge_report import ChargeOutcome, ChargeReport, ChargeState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.storage.rows import CHARGES
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.moved import who_changed
from chalicelib.web.wording.charges import CHARGED_FOR

pages = Pages()
_WAITING = Listing("/reviews/charges")
_OUTCOMES: Mapping[ChargeOutcome, tuple[str, str]] = {
    ChargeOutcome.FORWARDED: (
        N_("Send it to the licensing board"),
        N_("The board sees what was charged, when, and the form's number. It does not see what the parent wrote."),
    ),
    ChargeOutcome.CLOSED: (N_("Close it"), N_("For example, a first exam, which a doctor may charge for.")),
}
_STATES: Mapping[ChargeState, tuple[str, str]] = {
    ChargeState.OPEN: (N_("To be answered"), "info"),
    ChargeState.FORWARDED: (N_("Sent to the licensing board"), "good"),
    ChargeState.CLOSED: (N_("Closed"), "neutral"),
}


@pages.page("/reviews/charges", Action.LIST_CHARGES)
def _list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_CHARGES)
    page = page_request.ctx.store.queue(CHARGES, place_asked(page_request, _WAITING))
    cards = [json.loads(item["card"]) for item in page.rows]
    return page_request.render(
        "reviews/charges.html",
        title=N_("Reported charges"),
        law=citation(Cite.HSC_120372_A3),
        rows=[
            (date.fromisoformat(card["reported_on"]), f"/reviews/charges/{card['id']}", card["standing_id"])
            for card in cards
        ],
        pages=links_of(page_request, _WAITING, page),
    )


class AnswerForm(FormModel):
    """What becomes of the report, and what the parents read."""

    outcome: ChargeOutcome = entry(N_("Choose what to do with the report"))
    answer: LongText = entry(N_("Write what the parents should know"))


def _show(page_request: PageRequest, report: ChargeReport, form: ShownForm) -> Page:
    signed = page_request.ctx.store.get(ExemptionForm, report.form_id)
    page_request.record_view(report.child_id, Purpose.REVIEW)
    state, kind = _STATES[report.state]
    return page_request.render(
        "reviews/charge.html",
        title=N_("Reported charge"),
        form=form,
        report=report,
        signed=signed,
        state=state,
        state_kind=kind,
        charged_for=page_request.translate(CHARGED_FOR[report.charge.charged_for]),
        outcomes=[(value.value, *map(page_request.translate, words)) for value, words in _OUTCOMES.items()],
        is_open=report.state is ChargeState.OPEN,
        moved=who_changed(page_request, report) if form.errors and report.state is not ChargeState.OPEN else "",
    )


@pages.form("/reviews/charges/{charge_report_id}", Action.ANSWER_CHARGE, AnswerForm, of=ChargeReport, show=_show)
def _answer(page_request: PageRequest, report: ChargeReport, answers: AnswerForm) -> Done:
    return answer_charge(page_request.ctx, report.id, answers.outcome, answers.answer, page_request.expected_version)
