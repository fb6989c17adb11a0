"""The only door to a route. Each route names its act; the door signs people in, checks forms, reads the operation mark,
turns errors into pages and sets the headers, so that no page can forget it.

A page is a function `show(visit) -> Page`. A form is two: `show(visit, form)`, and `submit(visit, answers)` which does
the act and says where to go. What was typed comes back on every error. An intake is `take(arrived)`, for what browsers
send by themselves: no form, so it has no token of ours, and it is given nothing that a forged request could act with.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.action import Action
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormModel, ShownForm
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.pipeline import ReportRequest, answer_get, answer_post, answer_report

FORM_TYPE = "application/x-www-form-urlencoded"
_CONTENT_TYPES = [FORM_TYPE, "application/json", "text/plain"]
_M = TypeVar("_M", bound=FormModel)
Prefetch = Callable[[Mapping[str, str]], Iterable[Key]]


def _nothing(_params: Mapping[str, str]) -> Iterable[Key]:
    return ()


@dataclass(frozen=True)
class Route:
    """One registered address. `loads` names the keys its first read brings; `desk` reads the person's partition;
    `at_step` is between the two steps of signing in; a form that is not `marked` begins something new each time."""

    path: str
    act: Action
    show: Callable[..., Page]
    model: type[FormModel] | None = None
    submit: Callable[..., Answer] | None = None
    initial: Callable[[PageRequest], Mapping[str, Any]] | None = None
    prefetch: Prefetch = _nothing
    account_bundle: bool = False
    at_step: bool = False
    idempotent: bool = True


@dataclass(frozen=True)
class ReportEndpoint:
    """An address that browsers send something to by themselves. Its kinds of body are such that no form of another site
    can send one."""

    path: str
    act: Action
    content_types: tuple[str, ...]
    handle: Callable[[ReportRequest], None]


@dataclass
class Pages:
    """The pages of one audience. `blueprint_of` turns them into a Chalice blueprint."""

    routes: list[Route] = field(default_factory=list)
    report_endpoints: list[ReportEndpoint] = field(default_factory=list)

    def page(
        self, path: str, act: Action, *, prefetch: Prefetch = _nothing, account_bundle: bool = False
    ) -> Callable[[Callable[[PageRequest], Page]], Callable[[PageRequest], Page]]:
        """Register `show(visit)` for GET and HEAD."""

        def keep(show: Callable[[PageRequest], Page]) -> Callable[[PageRequest], Page]:
            self.routes.append(Route(path, act, show, prefetch=prefetch, account_bundle=account_bundle))
            return show

        return keep

    def form(
        self,
        path: str,
        act: Action,
        model: type[_M],
        *,
        show: Callable[[PageRequest, ShownForm], Page],
        initial: Callable[[PageRequest], Mapping[str, Any]] | None = None,
        prefetch: Prefetch = _nothing,
        account_bundle: bool = False,
        at_step: bool = False,
        idempotent: bool = True,
    ) -> Callable[[Callable[[PageRequest, _M], Answer]], Callable[[PageRequest, _M], Answer]]:
        """Register a form: GET shows it with `initial` values, POST checks `model` and calls the decorated submit."""

        def keep(submit: Callable[[PageRequest, _M], Answer]) -> Callable[[PageRequest, _M], Answer]:
            self.routes.append(
                Route(path, act, show, model, submit, initial, prefetch, account_bundle, at_step, idempotent)
            )
            return submit

        return keep

    def report_endpoint(
        self, path: str, act: Action, *content_types: str
    ) -> Callable[[Callable[[ReportRequest], None]], Callable[[ReportRequest], None]]:
        """Register `take(arrived)` for POST. The answer is always the same and empty."""

        def keep(handle: Callable[[ReportRequest], None]) -> Callable[[ReportRequest], None]:
            self.report_endpoints.append(ReportEndpoint(path, act, content_types, handle))
            return handle

        return keep

    def blueprint(self, import_name: str) -> Blueprint:
        """The routes as a Chalice blueprint. `import_name` is the module's real import path."""
        made = Blueprint(import_name)
        for route in self.routes:
            methods = ["GET", "HEAD"] if route.submit is None else ["GET", "HEAD", "POST"]
            view = _view(made, route)
            made.route(route.path, methods=methods, content_types=_CONTENT_TYPES, name=_name_of(route))(view)
        pages = tuple(route.path for route in self.routes)
        for report_endpoint in self.report_endpoints:
            view = _report_view(made, report_endpoint, pages)
            made.route(
                report_endpoint.path,
                methods=["POST"],
                content_types=list(report_endpoint.content_types),
                name=_name_of(report_endpoint),
            )(view)
        return made


def _name_of(route: Route | ReportEndpoint) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in route.path).strip("_") or "home"


def _view(blueprint: Blueprint, route: Route) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        request: Request = blueprint.current_request
        return answer_post(request, route, params) if request.method == "POST" else answer_get(request, route, params)

    return view


def _report_view(
    blueprint: Blueprint, report_endpoint: ReportEndpoint, pages: tuple[str, ...]
) -> Callable[[], Response]:
    def view() -> Response:
        return answer_report(blueprint.current_request, report_endpoint, pages)

    return view
