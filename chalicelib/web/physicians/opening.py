"""Open a parent's request, look at it, give it back, or decline it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from chalicelib.actions.requests.decline_request import decline_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.return_request import return_request
from chalicelib.actions.signing.draft_case import draft_keys
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.marking import N_
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done
from chalicelib.storage import keys
from chalicelib.web.account_fields import Line
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import FormDate, FormModel, LongText, ShownForm, entry, problem
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages

pages = Pages()


def _number(text: str) -> str:
    try:
        return read_number(text)
    except NotANumberError as wrong:
        raise problem(SENTENCES[wrong.reason]) from None


class OpenForm(FormModel):
    """The request number and the child's birth date: both come from the parent."""

    number: Annotated[Line, AfterValidator(_number)] = entry(N_("Enter the request number"))
    birth_date: FormDate = entry(N_("Enter the child's date of birth"))


def _show_open(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("physicians/open.html", title=N_("Open a request"), form=form)


@pages.form("/physicians/open", Action.OPEN_REQUEST, OpenForm, show=_show_open)
def _open(page_request: PageRequest, answers: OpenForm) -> Done:
    return open_request(page_request.ctx, OpenCommand(answers.number, answers.birth_date))


def _request_loads(params: Mapping[str, str]) -> list[keys.Key]:
    return draft_keys(params["request_id"])


def _opened_request(page_request: PageRequest) -> ExemptionRequest:
    request = page_request.ctx.store.get(ExemptionRequest, page_request.params["request_id"])
    page_request.ctx.require(Action.VIEW_OPENED_REQUEST, request)
    return request


@pages.page("/physicians/requests/{request_id}", Action.VIEW_OPENED_REQUEST, prefetch=_request_loads)
def _request(page_request: PageRequest) -> Page:
    request = _opened_request(page_request)
    if request.form_id:
        return see_other(f"/physicians/forms/{request.form_id}")
    page_request.record_view(request.child_id, Purpose.REQUEST)
    return page_request.render(
        "physicians/request.html",
        title=N_("Check the request"),
        request=request,
        is_open=request.state == RequestState.OPENED,
    )


class ReleaseForm(FormModel):
    """What the parent should mend, or why the request goes back."""

    note: LongText = entry(N_("Write what the parent should change or know"))


def _show_release(page_request: PageRequest, form: ShownForm) -> Page:
    request = _opened_request(page_request)
    return page_request.render(
        "physicians/release.html",
        title=N_("Send the request back to the parent"),
        form=form,
        form_version=request.version,
        back_url=f"/physicians/requests/{request.id}",
    )


@pages.form(
    "/physicians/requests/{request_id}/release",
    Action.RELEASE_REQUEST,
    ReleaseForm,
    show=_show_release,
    prefetch=_request_loads,
)
def _release(page_request: PageRequest, answers: ReleaseForm) -> Done:
    return return_request(
        page_request.ctx, page_request.params["request_id"], page_request.expected_version, answers.note
    )


class DeclineForm(FormModel):
    """Why the physician issues no exemption; the parent reads it."""

    reason: LongText = entry(N_("Write the reason. The parent will read it"))


def _show_decline(page_request: PageRequest, form: ShownForm) -> Page:
    request = _opened_request(page_request)
    return page_request.render(
        "physicians/decline.html",
        title=N_("Decline the request"),
        form=form,
        form_version=request.version,
        back_url=f"/physicians/requests/{request.id}",
    )


@pages.form(
    "/physicians/requests/{request_id}/decline",
    Action.DECLINE_REQUEST,
    DeclineForm,
    show=_show_decline,
    prefetch=_request_loads,
)
def _decline(page_request: PageRequest, answers: DeclineForm) -> Done:
    return decline_request(
        page_request.ctx, page_request.params["request_id"], page_request.expected_version, answers.reason
    )
