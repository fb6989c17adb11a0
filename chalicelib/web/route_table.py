"""The addresses that the portal answers, and the only place where Chalice is told of them. Who asks for one loads the
module of its page, and no other page's.

`make package` writes the addresses down (infra/package/ahead.py): to ask every page for its own would load them all.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib.web.fixed_pages import fixed_answer

WRITTEN = Path(__file__).with_name("route_table.json")
FORM_TYPE = "application/x-www-form-urlencoded"
FILES_TYPE = "multipart/form-data"
_CONTENT_TYPES = (FORM_TYPE, "application/json", "text/plain")
WITH_FILES = (*_CONTENT_TYPES, FILES_TYPE)


@dataclass(frozen=True)
class Address:
    """One address: its pattern, the module that answers it (below chalicelib.web), and what it takes. `fixed`: as of
    `route.Route`. `takes_reports`: it is a report endpoint."""

    path: str
    module: str
    methods: tuple[str, ...]
    content_types: tuple[str, ...] = _CONTENT_TYPES
    fixed: bool = False
    takes_reports: bool = False


@cache
def addresses() -> tuple[Address, ...]:
    """Every address, as it was written down; or, where nothing was, as the pages say."""
    if WRITTEN.exists():
        return tuple(_read(each) for each in json.loads(WRITTEN.read_text()))
    from chalicelib.web.site import registered  # noqa: PLC0415 - loads every page

    return tuple(registered())


def _read(written: Mapping[str, Any]) -> Address:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
    }
    return Address(**given)


def site(served: Iterable[Address] = ()) -> Blueprint:
    """The whole site as one blueprint; or those addresses alone."""
    made = Blueprint(__name__)
    for address in served or addresses():
        view = _report_view(made, address) if address.takes_reports else _view(made, address)
        made.route(
            address.path,
            methods=list(address.methods),
            content_types=list(address.content_types),
            name=name_of(address.path),
        )(view)
    return made


def name_of(path: str) -> str:
    """An address as a name of letters and low lines."""
    return "".join(letter if letter.isalnum() else "_" for letter in path).strip("_") or "home"


def _view(blueprint: Blueprint, address: Address) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        request: Request = blueprint.current_request
        return (address.fixed and fixed_answer(request, name_of(address.path))) or _answer(request, address, params)

    return view


def _answer(request: Request, address: Address, params: Mapping[str, str]) -> Response:
    from chalicelib.web.http import pipeline  # noqa: PLC0415 - a page that is fixed needs neither store nor session

    answer = pipeline.answer_post if request.method == "POST" else pipeline.answer_get
    return answer(request, _found(address, "routes"), params)


def _report_view(blueprint: Blueprint, address: Address) -> Callable[[], Response]:
    def view() -> Response:
        from chalicelib.web.http import pipeline  # noqa: PLC0415 - as above

        return pipeline.answer_report(
            blueprint.current_request, _found(address, "report_endpoints"), tuple(_patterns())
        )

    return view


@cache
def _found(address: Address, kind: str) -> Any:
    """The route or intake, from the module that registers it."""
    pages = import_module(f"chalicelib.web.{address.module}").pages
    return next(each for each in getattr(pages, kind) if each.path == address.path)


def _patterns() -> Iterator[str]:
    return (address.path for address in addresses() if not address.takes_reports)
