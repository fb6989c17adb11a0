"""Open a parent's request, look at it, give it back, or decline it."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from chalicelib.actions.requests.decline_request import decline_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.return_request import request_once_opened, return_request
from chalicelib.actions.signing.draft_case import draft_keys
from chalicelib.addresses import home_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import Line
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import FormDate, FormModel, LongText, ShownForm, entry, problem
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.draft_pages import prepares

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
    return page_request.render(
        "physicians/open.html", title=N_("Open a request"), form=form, home_url=home_of(page_request.ctx.person.role)
    )


def _number_scanned(page_request: PageRequest) -> dict[str, str]:
    """The number in the address that the picture on the parent's page leads to. It alone opens nothing."""
    return {"number": page_request.query.get("number", "")}


@pages.form("/physicians/open", Action.OPEN_REQUEST, OpenForm, show=_show_open, initial=_number_scanned)
def _open(page_request: PageRequest, answers: OpenForm) -> Done:
    return open_request(page_request.ctx, OpenCommand(answers.number, answers.birth_date))


@pages.page("/physicians/requests/{request_id}", Action.VIEW_OPENED_REQUEST, of=ExemptionRequest)
def _request(page_request: PageRequest, request: ExemptionRequest) -> Page:
    if request.form_id:
        return see_other(f"/physicians/forms/{request.form_id}")
    page_request.record_view(request.child_id, Purpose.REQUEST)
    return page_request.render(
        "physicians/request.html",
        title=N_("Check the request"),
        request=request,
        is_open=request.state == RequestState.OPENED,
        prepares=prepares(page_request),
        home_url=home_of(page_request.ctx.person.role),
    )


_ONCE_OPENED: Named[ExemptionRequest] = Named(
    lambda params: draft_keys(params["request_id"]),
    lambda ctx, act, params: request_once_opened(ctx, act, params["request_id"]),
)


def _show_end(template: str, title: str) -> Callable[[PageRequest, ExemptionRequest, ShownForm], Page]:
    """Return what asks why the request leaves the physician's hands."""

    def show(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
        page_request.ctx.require(Action.VIEW_OPENED_REQUEST, request)  # no more, where it went back meanwhile
        if request.state is not RequestState.OPENED:  # issued or declined: nothing is left to give up
            raise wrong_state()
        return page_request.render(
            template,
            title=title,
            form=form,
            form_version=request.version,
            back_url=f"/physicians/requests/{request.id}",
        )

    return show


class ReleaseForm(FormModel):
    """What the parent should mend, or why the request goes back."""

    note: LongText = entry(N_("Write what the parent should change or know"))


@pages.form(
    "/physicians/requests/{request_id}/release",
    Action.RELEASE_REQUEST,
    ReleaseForm,
    of=_ONCE_OPENED,
    show=_show_end("physicians/release.html", N_("Send the request back to the parent")),
)
def _release(page_request: PageRequest, request: ExemptionRequest, answers: ReleaseForm) -> Done:
    return return_request(page_request.ctx, request.id, page_request.expected_version, answers.note)


class DeclineForm(FormModel):
    """Why the physician issues no exemption; the parent reads it."""

    reason: LongText = entry(N_("Write the reason. The parent will read it"))


@pages.form(
    "/physicians/requests/{request_id}/decline",
    Action.DECLINE_REQUEST,
    DeclineForm,
    of=_ONCE_OPENED,
    show=_show_end("physicians/decline.html", N_("Decline the request")),
)
def _decline(page_request: PageRequest, request: ExemptionRequest, answers: DeclineForm) -> Done:
    return decline_request(page_request.ctx, request.id, page_request.expected_version, answers.reason)
