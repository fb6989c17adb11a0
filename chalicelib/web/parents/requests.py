"""A request: the start, checking the answers, the confirmation with its number, the page to print, and its own page
with status, timeline and what the parent can do next."""

from dataclasses import dataclass

from chalicelib.actions.cancel_request import cancel_request
from chalicelib.actions.choose_other_physician import choose_other_physician
from chalicelib.actions.copy_request import copy_request, may_copy
from chalicelib.actions.start_request import start_request
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import SPANS
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.exemption import Form
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.marking import N_
from chalicelib.domain.request import Request, RequestState
from chalicelib.domain.request_steps import Step, is_answered, open_steps
from chalicelib.domain.timeline import is_lapsed, timeline
from chalicelib.web.forms import FormModel, ShownForm
from chalicelib.web.parents.questions import STEP_NAMES, load_request
from chalicelib.web.parents.statuses import form_status, request_status, shown_points
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


class NoAnswers(FormModel):
    """A form with nothing to fill in: pressing its button is the answer."""


@dataclass(frozen=True)
class Task:
    """One question of a draft, as the task list shows it."""

    text: str
    url: str | None
    status_text: str
    status_kind: str
    hint: str = ""


def own_request(visit: Visit, act: Act) -> Request:
    """The request of the address, where the visitor may do `act` to it. Raises PortalError NOT_FOUND."""
    request = visit.ctx.store.get(Request, visit.params["request_id"])
    visit.ctx.require(act, request)
    return request


def _show_start(visit: Visit, form: ShownForm) -> Page:
    return visit.render("parents/start.html", title=N_("Ask for an exemption"), form=form, back_url="/parents")


@pages.form("/parents/start", Act.START_REQUEST, NoAnswers, show=_show_start)
def _start(visit: Visit, _answers: NoAnswers) -> str:
    return start_request(visit.ctx)


@pages.page("/parents/requests/{request_id}", Act.VIEW_OWN_REQUEST, loads=load_request)
def _request(visit: Visit) -> Page:
    request = own_request(visit, Act.VIEW_OWN_REQUEST)
    if request.state == RequestState.DRAFT and not is_lapsed(request, visit.ctx.on):
        return _task_list(visit, request)
    form = visit.ctx.store.find(Form, request.form_id)
    standing = form_status(form, visit.ctx.on) if form else request_status(request, visit.ctx.on)
    return visit.render(
        "parents/request.html",
        title=N_("Your request"),
        request=request,
        standing=standing,
        issued=form,
        points=shown_points(visit, timeline(request, form, visit.ctx.on), form),
        back_url="/parents",
        span=visit.say(SPANS[request.span]) if request.span else "",
        may_copy=may_copy(visit.ctx, request),
        may_cancel=request.state in sources_of("request", Act.CANCEL_REQUEST),
        lapsed=is_lapsed(request, visit.ctx.on),
    )


def _task_list(visit: Visit, draft: Request) -> Page:
    waiting = open_steps(draft)
    tasks = [_task(visit, draft, step, waiting) for step in Step]
    done = len(tasks) - len(waiting)
    next_url = f"/parents/requests/{draft.id}/{waiting[0] if waiting else 'check'}"
    return visit.render(
        "parents/request_draft.html",
        title=N_("Your request for an exemption"),
        draft=draft,
        tasks=tasks,
        done=done,
        next_url=next_url,
        back_url="/parents",
    )


def _task(visit: Visit, draft: Request, step: Step, waiting: tuple[Step, ...]) -> Task:
    answered = is_answered(draft, step)
    reachable = answered or step == waiting[0]
    word = N_("Done") if answered else N_("To do")
    return Task(
        visit.say(STEP_NAMES[step]),
        f"/parents/requests/{draft.id}/{step}" if reachable else None,
        visit.say(word),
        "good" if answered else "neutral",
    )


@pages.page("/parents/requests/{request_id}/sent", Act.VIEW_OWN_REQUEST, loads=load_request)
def _sent(visit: Visit) -> Page:
    return visit.render("parents/sent.html", title=N_("Your request is sent"), request=_numbered(visit))


@pages.page("/parents/requests/{request_id}/print", Act.VIEW_OWN_REQUEST, loads=load_request)
def _print(visit: Visit) -> Page:
    request = _numbered(visit)
    return visit.render(
        "parents/request_print.html",
        title=N_("Request for a medical exemption"),
        request=request,
        span=visit.say(SPANS[request.span]) if request.span else "",
        back_url=f"/parents/requests/{request.id}",
    )


def _numbered(visit: Visit) -> Request:
    """A request that was sent: it has a number. Raises PortalError NOT_FOUND for a draft."""
    request = own_request(visit, Act.VIEW_OWN_REQUEST)
    if not request.number or request.child is None:
        raise not_found()
    return request


def _show_cancel(visit: Visit, form: ShownForm) -> Page:
    request = _in_state(visit, Act.CANCEL_REQUEST)
    return visit.render(
        "parents/request_cancel.html",
        title=N_("Cancel this request?"),
        form=form,
        request=request,
        form_version=request.version,
        back_url=f"/parents/requests/{request.id}",
    )


@pages.form(
    "/parents/requests/{request_id}/cancel", Act.CANCEL_REQUEST, NoAnswers, show=_show_cancel, loads=load_request
)
def _cancel(visit: Visit, _answers: NoAnswers) -> str:
    return cancel_request(visit.ctx, visit.params["request_id"], visit.seen_version)


def _show_other_doctor(visit: Visit, form: ShownForm) -> Page:
    request = _in_state(visit, Act.CHOOSE_OTHER_PHYSICIAN)
    return visit.render(
        "parents/request_other_doctor.html",
        title=N_("Choose another doctor?"),
        form=form,
        request=request,
        form_version=request.version,
        back_url=f"/parents/requests/{request.id}",
    )


@pages.form(
    "/parents/requests/{request_id}/other-doctor",
    Act.CHOOSE_OTHER_PHYSICIAN,
    NoAnswers,
    show=_show_other_doctor,
    loads=load_request,
)
def _other_doctor(visit: Visit, _answers: NoAnswers) -> str:
    return choose_other_physician(visit.ctx, visit.params["request_id"], visit.seen_version)


def _in_state(visit: Visit, act: Act) -> Request:
    """The request, where `act` is open to it now. Raises PortalError CONFLICT."""
    request = own_request(visit, act)
    if request.state not in sources_of("request", act):
        raise PortalError(ErrorKind.CONFLICT, "WRONG_STATE")
    return request


def _show_copy(visit: Visit, form: ShownForm) -> Page:
    request = own_request(visit, Act.COPY_REQUEST)
    if not may_copy(visit.ctx, request):
        raise PortalError(ErrorKind.CONFLICT, "WRONG_STATE")
    return visit.render(
        "parents/request_copy.html",
        title=N_("Start again from a copy"),
        form=form,
        request=request,
        back_url=f"/parents/requests/{request.id}",
    )


@pages.form("/parents/requests/{request_id}/copy", Act.COPY_REQUEST, NoAnswers, show=_show_copy, loads=load_request)
def _copy(visit: Visit, _answers: NoAnswers) -> str:
    return copy_request(visit.ctx, visit.params["request_id"])
