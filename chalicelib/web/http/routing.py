"""Register routes. Every request passes one pipeline (pipeline.py), so no page can skip a check.

A page is a function `show(page_request) -> Page`. A form is two: `show(page_request, form)`, and
`submit(page_request, answers)`, which does the action and says where to go. A route that names its record (`of=`) hands
it to each of them after the page request. What was typed comes back on every error. A report endpoint is
`handle(report)`, for what browsers send automatically: it has no form and so no token, and it is given nothing that a
forged request could act with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, overload

from chalicelib.domain.action import Action
from chalicelib.web.http.forms import FormModel, ShownForm
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.route import Named, Prefetch, ReportEndpoint, Route, named, nothing

if TYPE_CHECKING:
    from chalicelib.web.http.route import ReportRequest

_M = TypeVar("_M", bound=FormModel)
_R = TypeVar("_R")
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass
class Pages:
    """The pages of one module, under the name `pages`; web/route_table.py serves them."""

    routes: list[Route] = field(default_factory=list)
    report_endpoints: list[ReportEndpoint] = field(default_factory=list)

    @overload
    def page(
        self, path: str, act: Action, *, prefetch: Prefetch = ..., account_bundle: bool = ..., fixed: bool = ...
    ) -> Callable[[Callable[[PageRequest], Page]], Callable[[PageRequest], Page]]: ...

    @overload
    def page(
        self, path: str, act: Action, *, of: type[_R] | Named[_R], prefetch: Prefetch = ..., account_bundle: bool = ...
    ) -> Callable[[Callable[[PageRequest, _R], Page]], Callable[[PageRequest, _R], Page]]: ...

    def page(
        self,
        path: str,
        act: Action,
        *,
        of: Any = None,
        prefetch: Prefetch = nothing,
        account_bundle: bool = False,
        fixed: bool = False,
    ) -> Callable[[_F], _F]:
        """Register the decorated `show` for GET and HEAD."""

        def keep(show: _F) -> _F:
            record = named(of) if of else None
            self.routes.append(
                Route(path, act, show, record=record, prefetch=prefetch, account_bundle=account_bundle, fixed=fixed)
            )
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
        takes_files: bool = ...,
        max_body_bytes: int = ...,
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
        takes_files: bool = ...,
        max_body_bytes: int = ...,
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
        takes_files: bool = False,
        max_body_bytes: int = 0,
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
                    takes_files=takes_files,
                    max_body_bytes=max_body_bytes,
                )
            )
            return submit

        return keep

    def report_endpoint(
        self, path: str, act: Action, *content_types: str
    ) -> Callable[[Callable[["ReportRequest"], None]], Callable[["ReportRequest"], None]]:
        """Register `take(arrived)` for POST. The answer is always the same and empty."""

        def keep(handle: Callable[["ReportRequest"], None]) -> Callable[["ReportRequest"], None]:
            self.report_endpoints.append(ReportEndpoint(path, act, content_types, handle))
            return handle

        return keep
