"""Something is wrong in the record: what a parent can change, whom to ask for the rest, and asking the state."""

from collections.abc import Mapping

from chalicelib.actions.records.correction_case import corrections_of, own_amendment
from chalicelib.actions.records.request_correction import request_correction, withdraw_amendment
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.correction import REVIEWING_OFFICIAL, CorrectionRequest, CorrectionState
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.amendments import after_refusal, answer_due
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.forms import EmptyForm, FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.hand_over import ToldDay, calendar_file
from chalicelib.web.parents.statuses import Status
from chalicelib.web.wording.verdicts import shown_reasons

pages = Pages()
_ONE = "/parents/children/{child_id}/amendments/{amendment_id}"
_Correction = tuple[Child, CorrectionRequest]
_CORRECTION = Named[_Correction](
    keys=lambda params: (
        keys.record("child", params["child_id"]),
        keys.record(CorrectionRequest.record_type, params["amendment_id"]),
    ),
    load=lambda ctx, act, params: own_amendment(ctx, act, params["child_id"], params["amendment_id"]),
)
AMENDMENT_STATES: Mapping[CorrectionState, Status] = {
    CorrectionState.OPEN: Status(N_("Waiting for an answer"), "info"),
    CorrectionState.MADE: Status(N_("Corrected"), "good"),
    CorrectionState.REFUSED: Status(N_("Not corrected"), "stopped"),
    CorrectionState.WITHDRAWN: Status(N_("Withdrawn")),
}


class AmendForm(FormModel):
    """What is wrong, and what it should say."""

    wrong: LongText = entry(N_("Write what is wrong, and where it is"))
    should_say: LongText = entry(N_("Write what the record should say"))


def _show(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    before = corrections_of(page_request.ctx, child.id)
    return page_request.render(
        "parents/amend.html",
        title=N_("Something is wrong in the record"),
        form=form,
        child=child,
        back_url="/parents",
        earlier=[
            (asked, AMENDMENT_STATES[asked.state], f"/parents/children/{child.id}/amendments/{asked.id}")
            for asked in before
        ],
        due=list(shown_reasons(page_request, answer_due(page_request.ctx.on, page_request.ctx.on))),
    )


@pages.form("/parents/children/{child_id}/amend", Action.ASK_TO_AMEND, AmendForm, of=Child, show=_show)
def _ask(page_request: PageRequest, child: Child, answers: AmendForm) -> Done:
    return request_correction(page_request.ctx, child.id, answers.wrong, answers.should_say)


@pages.page(_ONE, Action.VIEW_OWN_AMENDMENT, of=_CORRECTION)
def _amendment(page_request: PageRequest, found: _Correction) -> Page:
    child, asked = found
    refused = after_refusal(asked.answered_on) if asked.state == CorrectionState.REFUSED and asked.answered_on else None
    return page_request.render(
        "parents/amendment.html",
        title=N_("Your request to correct the record"),
        child=child,
        asked=asked,
        standing=AMENDMENT_STATES[asked.state],
        back_url=f"/parents/children/{child.id}/amend",
        due=list(shown_reasons(page_request, answer_due(asked.received_on, page_request.ctx.on))),
        refused=list(shown_reasons(page_request, refused)) if refused else [],
        official=REVIEWING_OFFICIAL,
    )


@pages.page(f"{_ONE}/calendar", Action.VIEW_OWN_AMENDMENT, of=_CORRECTION)
def _calendar(page_request: PageRequest, found: _Correction) -> Page:
    child, asked = found
    days = [ToldDay(asked.answer_by, N_("The state must answer your correction request by this day"))]
    told = days if asked.state == CorrectionState.OPEN else []
    return calendar_file(
        page_request, subject_of(asked), f"/parents/children/{child.id}/amendments/{asked.id}", iter(told)
    )


def _show_withdraw(page_request: PageRequest, found: _Correction, form: ShownForm) -> Page:
    child, asked = found
    if asked.state != CorrectionState.OPEN:
        raise wrong_state()
    return page_request.render(
        "parents/amendment_withdraw.html",
        title=N_("Withdraw this request?"),
        form=form,
        asked=asked,
        form_version=asked.version,
        back_url=f"/parents/children/{child.id}/amendments/{asked.id}",
    )


@pages.form(f"{_ONE}/withdraw", Action.WITHDRAW_AMENDMENT, EmptyForm, of=_CORRECTION, show=_show_withdraw)
def _withdraw(page_request: PageRequest, found: _Correction, _answers: EmptyForm) -> Done:
    child, asked = found
    return withdraw_amendment(page_request.ctx, child.id, asked.id, page_request.expected_version)
