"""Wrong input of every field of every form: an answer of the 4xx kind with a message at the field, never a failure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from chalicelib.web.http.forms import FormModel
from chalicelib.web.http.posted import OWN_FIELDS
from tests.builders import World
from tests.checks.pages import ShownForm
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.portal import Shown

TOO_LONG = "x" * 15_000
BAD_DATES = [
    ("13", "1", "2026"),
    ("2", "30", "2026"),
    ("x", "1", "2026"),
    ("1", "1", "26"),
    ("0", "0", "0000"),
    ("²", "1", "2026"),
    ("", "1", "2026"),
    ("1", "1", "99999"),
    ("-1", "1", "2026"),
]
BOXES = ("month", "day", "year")
STRANGE_IDS = ["x", "a" * 3000, "%00", "%F0%9F%98%80", "..%2F..", "1'--", "{id}", "%0d%0aSet-Cookie:x=y", "ACCOUNT%23"]


@dataclass(frozen=True)
class Wrong:
    """A change of one field that cannot be right. `must_mend`: the field itself must be named."""

    field: str
    change: dict[str, Any]
    must_mend: bool
    what: str


def wrong_answers(model: type[FormModel]) -> Iterator[Wrong]:
    """The wrong answers to every field of a form."""
    for name, info in model.model_fields.items():
        required = info.is_required()
        if info.annotation in {date, date | None}:
            yield from _wrong_dates(name, required=required)
            continue
        is_list = getattr(info.annotation, "__origin__", None) is tuple
        yield Wrong(name, {name: None}, required, "missing")
        yield Wrong(name, {name: "   "}, required, "blank")
        yield Wrong(name, {name: TOO_LONG}, must_mend=True, what="too long")
        yield Wrong(name, {name: "a\x07b\x00c"}, must_mend=True, what="control characters")
        if not is_list:
            yield Wrong(name, {name: ["one", "two"]}, must_mend=False, what="sent twice")


def _wrong_dates(name: str, *, required: bool) -> Iterator[Wrong]:
    yield Wrong(name, {f"{name}_{box}": "" for box in BOXES}, required, "empty date")
    for parts in BAD_DATES:
        boxes = {f"{name}_{box}": part for box, part in zip(BOXES, parts, strict=True)}
        yield Wrong(name, boxes, must_mend=True, what=f"date {parts}")


def fault_of(answer: Shown, wrong: Wrong, hidden: set[str]) -> str:
    """What is wrong with the portal's answer, "" for nothing."""
    if answer.status >= 500:
        return f"{wrong.field} {wrong.what}: {answer.status}"
    if answer.status < 400:
        return f"{wrong.field} {wrong.what}: accepted" if wrong.must_mend and wrong.field not in hidden else ""
    if answer.status == 422 and wrong.must_mend and wrong.field not in hidden and wrong.field not in answer.errors:
        return f"{wrong.field} {wrong.what}: no message at the field, but {answer.errors}"
    return ""


@pytest.mark.parametrize("path", [path for path in FORMS if ROUTES[path].model and ROUTES[path].model.model_fields])
def test_every_field_refuses_wrong_answers_at_the_field(world: World, path: str) -> None:
    model = ROUTES[path].model
    assert model
    visitor = Visitor.at(world, path)
    form = visitor.form()
    faults = []
    for wrong in wrong_answers(model):
        if not {wrong.field, f"{wrong.field}_month"} & {*form.names, *form.hidden}:
            continue  # a field of another kind of case, not on this page
        answer = visitor.send(form, **wrong.change)
        faults.append(fault_of(answer, wrong, set(form.hidden)))
        if answer.status == 303:  # it was right after all, and is done: begin again
            visitor = Visitor.at(world, path)
            form = visitor.form()
        world.clock.advance(minutes=1)  # tries are counted by the minute
    assert [fault for fault in faults if fault] == []


def _only_looks_up(visitor: Visitor, form: ShownForm) -> bool:
    """Whether the form finds something, and writes nothing: such a form needs no operation."""
    before = len(visitor.world.recorder.calls)
    answer = visitor.send(form)
    wrote = [call for call in visitor.world.recorder.calls[before:] if call.operation == "TransactWriteItems"]
    return answer.status in {200, 303} and not wrote


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_is_not_ours_is_refused(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    own = sorted(OWN_FIELDS & set(form.hidden))
    assert {"csrf", "operation"} <= set(form.hidden) or _only_looks_up(visitor, form)
    assert visitor.send(form, csrf="0" * 64).status == 403
    assert visitor.send(form, csrf=None).status == 403
    assert visitor.send(form, favorite_color="blue").status == 400
    assert visitor.browser.post_raw(visitor.path, b"csrf=\xff\xfe&x=1").status in {400, 403}
    assert visitor.browser.post_raw(visitor.path, b"a=" + b"x" * 70_000).status == 413
    assert visitor.browser.post_raw(visitor.path, b"&".join(b"a%d=1" % each for each in range(300))).status == 400
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert visitor.browser.post_raw(visitor.path, b"csrf=1", **elsewhere).status == 403
    assert own


@pytest.mark.parametrize("path", FORMS)
def test_strange_marks_of_the_form_itself_do_no_harm(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    for strange in (
        {"version": "abc"},
        {"version": "-1"},
        {"version": "9" * 40},
        {"operation": "x"},
        {"operation": "ACCOUNT#1"},
        {"operation": ["a", "b"]},
        {"labels": "x"},
        {"labels": ["a", "b"]},
    ):
        answer = visitor.send(form, **strange)
        assert answer.status < 500
        if answer.status == 303:
            visitor = Visitor.at(world, path)
            form = visitor.form()
        world.clock.advance(minutes=1)


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
def test_a_strange_address_is_a_page_that_does_not_exist(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    faults = {}
    for name in visitor.here.ids:
        if "{" + name + "}" not in path:
            continue
        for strange in STRANGE_IDS:
            address = ROUTES[path].path.format(**{**visitor.here.ids, name: strange})
            page = visitor.browser.get(address)
            if page.status not in {303, 404}:
                faults[f"{name}={strange[:20]}"] = page.status
    assert faults == {}
