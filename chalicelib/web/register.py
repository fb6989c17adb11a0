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

from chalicelib.domain.acts import Act
from chalicelib.storage.keys import Key
from chalicelib.web.door import Arrived, answer_get, answer_intake, answer_post
from chalicelib.web.forms import FormModel, ShownForm
from chalicelib.web.visit import Page, Visit

FORM_TYPE = "application/x-www-form-urlencoded"
_CONTENT_TYPES = [FORM_TYPE, "application/json", "text/plain"]
_M = TypeVar("_M", bound=FormModel)
Loads = Callable[[Mapping[str, str]], Iterable[Key]]


def _nothing(_params: Mapping[str, str]) -> Iterable[Key]:
    return ()


@dataclass(frozen=True)
class Route:
    """One registered address. `loads` names the keys its first read brings; `desk` reads the person's partition;
    `at_step` is between the two steps of signing in; a form that is not `marked` begins something new each time."""

    path: str
    act: Act
    show: Callable[..., Page]
    model: type[FormModel] | None = None
    submit: Callable[..., str | Page] | None = None
    initial: Callable[[Visit], Mapping[str, Any]] | None = None
    loads: Loads = _nothing
    desk: bool = False
    at_step: bool = False
    marked: bool = True


@dataclass(frozen=True)
class Intake:
    """An address that browsers send something to by themselves. Its kinds of body are such that no form of another site
    can send one."""

    path: str
    act: Act
    content_types: tuple[str, ...]
    take: Callable[[Arrived], None]


@dataclass
class Pages:
    """The pages of one audience. `blueprint_of` turns them into a Chalice blueprint."""

    routes: list[Route] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)

    def page(
        self, path: str, act: Act, *, loads: Loads = _nothing, desk: bool = False
    ) -> Callable[[Callable[[Visit], Page]], Callable[[Visit], Page]]:
        """Register `show(visit)` for GET and HEAD."""

        def keep(show: Callable[[Visit], Page]) -> Callable[[Visit], Page]:
            self.routes.append(Route(path, act, show, loads=loads, desk=desk))
            return show

        return keep

    def form(
        self,
        path: str,
        act: Act,
        model: type[_M],
        *,
        show: Callable[[Visit, ShownForm], Page],
        initial: Callable[[Visit], Mapping[str, Any]] | None = None,
        loads: Loads = _nothing,
        desk: bool = False,
        at_step: bool = False,
        marked: bool = True,
    ) -> Callable[[Callable[[Visit, _M], str | Page]], Callable[[Visit, _M], str | Page]]:
        """Register a form: GET shows it with `initial` values, POST checks `model` and calls the decorated submit."""

        def keep(submit: Callable[[Visit, _M], str | Page]) -> Callable[[Visit, _M], str | Page]:
            self.routes.append(Route(path, act, show, model, submit, initial, loads, desk, at_step, marked))
            return submit

        return keep

    def intake(
        self, path: str, act: Act, *content_types: str
    ) -> Callable[[Callable[[Arrived], None]], Callable[[Arrived], None]]:
        """Register `take(arrived)` for POST. The answer is always the same and empty."""

        def keep(take: Callable[[Arrived], None]) -> Callable[[Arrived], None]:
            self.intakes.append(Intake(path, act, content_types, take))
            return take

        return keep

    def blueprint(self, import_name: str) -> Blueprint:
        """The routes as a Chalice blueprint. `import_name` is the module's real import path."""
        made = Blueprint(import_name)
        for route in self.routes:
            methods = ["GET", "HEAD"] if route.submit is None else ["GET", "HEAD", "POST"]
            view = _view(made, route)
            made.route(route.path, methods=methods, content_types=_CONTENT_TYPES, name=_name_of(route))(view)
        pages = tuple(route.path for route in self.routes)
        for intake in self.intakes:
            view = _intake_view(made, intake, pages)
            made.route(intake.path, methods=["POST"], content_types=list(intake.content_types), name=_name_of(intake))(
                view
            )
        return made


def _name_of(route: Route | Intake) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in route.path).strip("_") or "home"


def _view(blueprint: Blueprint, route: Route) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        request: Request = blueprint.current_request
        return answer_post(request, route, params) if request.method == "POST" else answer_get(request, route, params)

    return view


def _intake_view(blueprint: Blueprint, intake: Intake, pages: tuple[str, ...]) -> Callable[[], Response]:
    def view() -> Response:
        return answer_intake(blueprint.current_request, intake, pages)

    return view
