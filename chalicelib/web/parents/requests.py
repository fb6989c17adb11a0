"""A request: the start, checking the answers, the confirmation with its number, the page to print, and its own page
with status, timeline and what the parent can do next."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.actions.requests.cancel_request import cancel_request
from chalicelib.actions.requests.choose_other_physician import choose_other_physician
from chalicelib.actions.requests.copy_request import copy_request, may_copy
from chalicelib.actions.requests.start_request import start_request
from chalicelib.actions.steps import require_state
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found, wrong_state
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.request_steps import Step, is_answered, open_steps
from chalicelib.domain.results import Done
from chalicelib.domain.timeline import is_lapsed, timeline
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.questions import STEP_NAMES
from chalicelib.web.parents.statuses import form_status, request_status, shown_points
from chalicelib.web.wording.names import SPANS

pages = Pages()


@dataclass(frozen=True)
class Task:
    """One question of a draft, as the task list shows it."""

    text: str
    url: str | None
    status_text: str
    status_kind: str
    hint: str = ""


def _show_start(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("parents/start.html", title=N_("Ask for an exemption"), form=form, back_url="/parents")


@pages.form("/parents/start", Action.START_REQUEST, EmptyForm, show=_show_start)
def _start(page_request: PageRequest, _answers: EmptyForm) -> Done:
    return start_request(page_request.ctx)


@pages.page("/parents/requests/{request_id}", Action.VIEW_OWN_REQUEST, of=ExemptionRequest)
def _request(page_request: PageRequest, request: ExemptionRequest) -> Page:
    if request.state == RequestState.DRAFT and not is_lapsed(request, page_request.ctx.on):
        return _task_list(page_request, request)
    form = page_request.ctx.store.find(ExemptionForm, request.form_id)
    standing = form_status(form, page_request.ctx.on) if form else request_status(request, page_request.ctx.on)
    return page_request.render(
        "parents/request.html",
        title=N_("Your request"),
        request=request,
        standing=standing,
        issued=form,
        points=shown_points(page_request, timeline(request, form, page_request.ctx.on), form),
        back_url="/parents",
        span=page_request.translate(SPANS[request.span]) if request.span else "",
        may_copy=may_copy(page_request.ctx, request),
        may_cancel=request.state in sources_of("request", Action.CANCEL_REQUEST),
        lapsed=is_lapsed(request, page_request.ctx.on),
    )


def _task_list(page_request: PageRequest, draft: ExemptionRequest) -> Page:
    waiting = open_steps(draft)
    tasks = [_task(page_request, draft, step, waiting) for step in Step]
    done = len(tasks) - len(waiting)
    next_url = f"/parents/requests/{draft.id}/{waiting[0] if waiting else 'check'}"
    return page_request.render(
        "parents/request_draft.html",
        title=N_("Your request for an exemption"),
        draft=draft,
        tasks=tasks,
        done=done,
        next_url=next_url,
        back_url="/parents",
    )


def _task(page_request: PageRequest, draft: ExemptionRequest, step: Step, waiting: tuple[Step, ...]) -> Task:
    answered = is_answered(draft, step)
    reachable = answered or step == waiting[0]
    word = N_("Done") if answered else N_("To do")
    return Task(
        page_request.translate(STEP_NAMES[step]),
        f"/parents/requests/{draft.id}/{step}" if reachable else None,
        page_request.translate(word),
        "good" if answered else "neutral",
    )


@pages.page("/parents/requests/{request_id}/sent", Action.VIEW_OWN_REQUEST, of=ExemptionRequest)
def _sent(page_request: PageRequest, request: ExemptionRequest) -> Page:
    require_number(request)
    return page_request.render("parents/sent.html", title=N_("Your request is ready for your doctor"), request=request)


def require_number(request: ExemptionRequest) -> None:
    """A request that was sent has a number. Raises PortalError NOT_FOUND for a draft."""
    if not request.number or request.child is None:
        raise not_found()


def _asks_before(act: Action, template: str, title: str) -> Callable[[PageRequest, ExemptionRequest, ShownForm], Page]:
    """Return what shows the question before `act` is done to a request."""

    def show(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
        require_state(request, act)
        return page_request.render(
            template,
            title=title,
            form=form,
            request=request,
            form_version=request.version,
            back_url=f"/parents/requests/{request.id}",
        )

    return show


@pages.form(
    "/parents/requests/{request_id}/cancel",
    Action.CANCEL_REQUEST,
    EmptyForm,
    of=ExemptionRequest,
    show=_asks_before(Action.CANCEL_REQUEST, "parents/request_cancel.html", N_("Cancel this request?")),
)
def _cancel(page_request: PageRequest, request: ExemptionRequest, _answers: EmptyForm) -> Done:
    return cancel_request(page_request.ctx, request.id, page_request.expected_version)


@pages.form(
    "/parents/requests/{request_id}/other-doctor",
    Action.CHOOSE_OTHER_PHYSICIAN,
    EmptyForm,
    of=ExemptionRequest,
    show=_asks_before(Action.CHOOSE_OTHER_PHYSICIAN, "parents/request_other_doctor.html", N_("Choose another doctor?")),
)
def _other_doctor(page_request: PageRequest, request: ExemptionRequest, _answers: EmptyForm) -> Done:
    return choose_other_physician(page_request.ctx, request.id, page_request.expected_version)


def _show_copy(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
    if not may_copy(page_request.ctx, request):
        raise wrong_state()
    return page_request.render(
        "parents/request_copy.html",
        title=N_("Start again from a copy"),
        form=form,
        request=request,
        back_url=f"/parents/requests/{request.id}",
    )


@pages.form("/parents/requests/{request_id}/copy", Action.COPY_REQUEST, EmptyForm, of=ExemptionRequest, show=_show_copy)
def _copy(page_request: PageRequest, request: ExemptionRequest, _answers: EmptyForm) -> Done:
    return copy_request(page_request.ctx, request.id)
