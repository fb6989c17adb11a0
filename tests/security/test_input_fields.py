"""S-47, S-60: a form takes its own fields and no others, each once; what the portal decides is never taken from it."""

from typing import Any

import pytest

from tests.builders import World
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.security.snapshots import snapshot

# Names that only the portal sets, as someone would try them.
SERVER_OWNED = (
    "id",
    "role",
    "state",
    "version",
    "chain",
    "verified",
    "disabled",
    "session_version",
    "live_sessions",
    "guardian_ids",
    "parent_id",
    "child_id",
    "physician_id",
    "facility_ids",
    "jurisdiction",
    "appointments",
    "credential",
    "number",
    "check_code",
    "signed_on",
    "license_checked_at",
    "criteria_set",
    "reviewer_id",
    "decided_by",
    "revocation",
    "in_time",
    "filed_at",
    "seats",
    "account_id",
    "shape",
    "PK",
    "SK",
    "ttl",
    "is_admin",
)
NESTED = tuple(
    shape.format(name)
    for name in ("role", "state", "version", "guardian_ids")
    for shape in ("{}[]", "account.{}", "account[{}]", "__proto__[{}]")
)
VALUE = "officer"


@pytest.mark.parametrize("path", FORMS)
def test_a_field_that_only_the_portal_sets_is_refused_and_nothing_changes(world: World, path: str) -> None:
    model = ROUTES[path].model
    assert model
    visitor = Visitor.at(world, path)
    form = visitor.form()
    before = snapshot(world.table)
    accepted = []
    for name in (*SERVER_OWNED, *NESTED):
        if name in {"version", *model.model_fields}:
            continue  # the form's own; its value is judged like any other
        answer = visitor.send(form, **{name: VALUE})
        accepted += [f"{name}: {answer.status}"] if answer.status != 400 else []
    assert accepted == []
    assert snapshot(world.table) == before


@pytest.mark.parametrize("path", FORMS)
def test_a_field_sent_twice_is_refused_and_nothing_changes(world: World, path: str) -> None:
    model = ROUTES[path].model
    assert model
    visitor = Visitor.at(world, path)
    form = visitor.form()
    before = snapshot(world.table)
    lists = {name for name, info in model.model_fields.items() if getattr(info.annotation, "__origin__", None) is tuple}
    sent = {**form.hidden, **form.values}
    single = [name for name in (*form.hidden, *form.names) if name not in lists]
    accepted = []
    for name in single:
        answer = visitor.send(form, **{name: _twice(sent.get(name, ""))})
        accepted += [f"{name}: {answer.status}"] if answer.status not in {400, 403} else []
    assert accepted == []
    assert snapshot(world.table) == before


def _twice(value: Any) -> list[str]:
    return [str(value), "another"]


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_given_twice_in_the_address_is_refused(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    query = visitor.here.query.lstrip("?")
    name = query.partition("=")[0] or "next"
    for address in (f"{visitor.path}?{name}=1&{name}=2", f"{visitor.path}?lang=es&lang=en"):
        assert visitor.browser.get(address).status == 400


@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_a_body_of_another_kind_is_no_form(world: World, content_type: str) -> None:
    visitor = Visitor.at(world, "/account/contact")
    form = visitor.form()
    before = snapshot(world.table)
    body = f'{{"csrf": "{form.hidden["csrf"]}", "account": {{"role": "officer"}}, "language": ["es"]}}'.encode()
    answer = visitor.browser.post_raw(visitor.path, body, **{"Content-Type": content_type})
    assert answer.status in {400, 403}
    assert snapshot(world.table) == before
