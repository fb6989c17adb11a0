"""Register routes. Every request passes one pipeline (pipeline.py), so no page can skip a check.

A page is a function `show(page_request) -> Page`. A form is two: `show(page_request, form)`, and
`submit(page_request, answers)`, which does the action and says where to go. A route that names its record (`of=`) hands
it to each of them after the page request. What was typed comes back on every error. A report endpoint is
`handle(report)`, for what browsers send automatically: it has no form and so no token, and it is given nothing that a
forged request could act with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.action import Action
from chalicelib.web.http.forms import FormModel, ShownForm
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.pipeline import answer_get, answer_post, answer_report
from chalicelib.web.http.records import Named, named
from chalicelib.web.http.route import Prefetch, ReportEndpoint, ReportRequest, Route, nothing

FORM_TYPE = "application/x-www-form-urlencoded"
_CONTENT_TYPES = [FORM_TYPE, "application/json", "text/plain"]
_M = TypeVar("_M", bound=FormModel)
_R = TypeVar("_R")
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass
class Pages:
    """The pages of one audience. `blueprint_of` turns them into a Chalice blueprint."""

    routes: list[Route] = field(default_factory=list)
    report_endpoints: list[ReportEndpoint] = field(default_factory=list)

    @overload
    def page(
        self, path: str, act: Action, *, prefetch: Prefetch = ..., account_bundle: bool = ...
    ) -> Callable[[Callable[[PageRequest], Page]], Callable[[PageRequest], Page]]: ...

    @overload
    def page(
        self, path: str, act: Action, *, of: type[_R] | Named[_R], prefetch: Prefetch = ..., account_bundle: bool = ...
    ) -> Callable[[Callable[[PageRequest, _R], Page]], Callable[[PageRequest, _R], Page]]: ...

    def page(
        self, path: str, act: Action, *, of: Any = None, prefetch: Prefetch = nothing, account_bundle: bool = False
    ) -> Callable[[_F], _F]:
        """Register the decorated `show` for GET and HEAD."""

        def keep(show: _F) -> _F:
            record = named(of) if of else None
            self.routes.append(Route(path, act, show, record=record, prefetch=prefetch, account_bundle=account_bundle))
            return show

        return keep

    @overload
    def form(
        self,
        path: str,
        act: Action,
        model: type[_M],
        *,
        show: Callable[[PageRequest, ShownForm], Page],
        initial: Callable[[PageRequest], Mapping[str, Any]] | None = ...,
        prefetch: Prefetch = ...,
        account_bundle: bool = ...,
        at_step: bool = ...,
        idempotent: bool = ...,
    ) -> Callable[[Callable[[PageRequest, _M], Answer]], Callable[[PageRequest, _M], Answer]]: ...

    @overload
    def form(
        self,
        path: str,
        act: Action,
        model: type[_M],
        *,
        of: type[_R] | Named[_R],
        show: Callable[[PageRequest, _R, ShownForm], Page],
        initial: Callable[[PageRequest, _R], Mapping[str, Any]] | None = ...,
        prefetch: Prefetch = ...,
        account_bundle: bool = ...,
        idempotent: bool = ...,
    ) -> Callable[[Callable[[PageRequest, _R, _M], Answer]], Callable[[PageRequest, _R, _M], Answer]]: ...

    def form(
        self,
        path: str,
        act: Action,
        model: type[FormModel],
        *,
        show: Callable[..., Page],
        of: Any = None,
        initial: Callable[..., Mapping[str, Any]] | None = None,
        prefetch: Prefetch = nothing,
        account_bundle: bool = False,
        at_step: bool = False,
        idempotent: bool = True,
    ) -> Callable[[_F], _F]:
        """Register a form: GET shows it with `initial` values, POST checks `model` and calls the decorated submit."""

        def keep(submit: _F) -> _F:
            self.routes.append(
                Route(
                    path,
                    act,
                    show,
                    model,
                    submit,
                    initial,
                    named(of) if of else None,
                    prefetch,
                    account_bundle,
                    at_step,
                    idempotent,
                )
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
