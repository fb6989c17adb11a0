"""The only door to a route is `Pages`: each address names its act, and none is served past the door but fixed pages."""

import re
from dataclasses import fields
from importlib import import_module
from typing import get_type_hints

import pytest

from app import app
from chalicelib.domain.access_table import PERMISSIONS
from chalicelib.domain.action import Action
from chalicelib.domain.permissions import is_public
from chalicelib.web.http.forms import FormModel
from chalicelib.web.http.route import ReportEndpoint, ReportRequest, Route
from chalicelib.web.site import all_report_endpoints, all_routes, registered
from tests.architecture.source import PACKAGE, name_of, portal_files

ROUTES = list(all_routes())
REPORT_ENDPOINTS = list(all_report_endpoints())
_PATH = re.compile(r"/|(/([a-z0-9-]+|\{[a-z_]+\}))+")
FORM_KINDS = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
_PERSONAL = re.compile(r"name|birth|email|child_name|vaccine|reason|number")


def path_of(route: Route) -> str:
    return route.path


def test_chalice_serves_what_the_door_registered_and_nothing_else() -> None:
    assert set(app.routes) == {each.path for each in (*ROUTES, *REPORT_ENDPOINTS)}
    for route in ROUTES:
        served = app.routes[route.path]
        assert set(served) == ({"GET", "HEAD", "POST"} if route.submit else {"GET", "HEAD"})
        for entry in served.values():
            assert entry.view_function.__qualname__ == "_view.<locals>.view"


def test_each_address_leads_to_the_module_that_registers_it() -> None:
    """The package has the addresses written down; a module is loaded by the first request for one of its own."""
    for address in registered():
        pages = import_module(f"chalicelib.web.{address.module}").pages
        kind = pages.report_endpoints if address.takes_reports else pages.routes
        assert [each.path for each in kind].count(address.path) == 1


def test_only_a_public_page_without_a_form_can_be_fixed() -> None:
    fixed = [route for route in ROUTES if route.fixed]
    assert fixed
    for route in fixed:
        assert route.act == Action.VIEW_PUBLIC_PAGE
        assert route.submit is None
        assert "{" not in route.path


@pytest.mark.parametrize("report_endpoint", REPORT_ENDPOINTS, ids=lambda report_endpoint: report_endpoint.path)
def test_what_browsers_send_by_themselves_is_taken_by_post_alone(report_endpoint: ReportEndpoint) -> None:
    """Without a token, so one action is for it, which changes nothing; no form of another site can send such a body."""
    ((method, entry),) = app.routes[report_endpoint.path].items()
    assert (method, entry.view_function.__qualname__) == ("POST", "_report_view.<locals>.view")
    assert report_endpoint.act == Action.REPORT_POLICY_BREACH
    assert not FORM_KINDS & set(entry.content_types)
    assert [name for name in get_type_hints(report_endpoint.handle) if name != "return"] == ["report"]
    assert {each.name for each in fields(ReportRequest)} == {"body", "at", "pages"}


def test_no_address_is_registered_twice() -> None:
    paths = [re.sub(r"\{.*?\}", "{}", each.path) for each in (*ROUTES, *REPORT_ENDPOINTS)]
    assert sorted(path for path in set(paths) if paths.count(path) > 1) == []


@pytest.mark.parametrize("route", ROUTES, ids=path_of)
def test_a_route_names_an_act_that_the_access_table_knows(route: Route) -> None:
    assert isinstance(route.act, Action)
    assert PERMISSIONS[route.act]


@pytest.mark.parametrize("route", ROUTES, ids=path_of)
def test_an_address_is_made_of_plain_words_and_ids(route: Route) -> None:
    assert _PATH.fullmatch(route.path)
    assert [name for name in re.findall(r"\{(.*?)\}", route.path) if _PERSONAL.search(name)] == []


@pytest.mark.parametrize("route", [route for route in ROUTES if route.submit], ids=path_of)
def test_a_form_has_a_model_that_refuses_what_it_does_not_know(route: Route) -> None:
    assert route.model
    assert issubclass(route.model, FormModel)
    assert route.model.model_config["extra"] == "forbid"
    assert route.model.model_config["frozen"]


@pytest.mark.parametrize("route", [route for route in ROUTES if is_public(route.act)], ids=path_of)
def test_what_is_public_reads_no_desk(route: Route) -> None:
    assert not route.account_bundle


def test_no_one_registers_an_address_by_themselves() -> None:
    found = [
        name_of(path) for path in portal_files() if path.parent != PACKAGE / "jobs" and ".route(" in path.read_text()
    ]
    assert found == ["chalicelib/web/route_table.py"]
