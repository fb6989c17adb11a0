"""Pressing a button twice does it once, and leads to the same confirmation both times."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib.actions.signing.correct_exemption import correct_exemption
from chalicelib.domain.account import Role
from chalicelib.storage.table import client
from tests.builders import World
from tests.invariants.everywhere import FORMS
from tests.invariants.fingerprint import fingerprint
from tests.invariants.places import PLACES, ROUTES, Here, Reached, Visitor
from tests.portal import Shown

# What another tab is told, where it is not "this changed while you were working" (409).
TOLD_OTHERWISE = {
    # A seat declares and votes once; the member is told so at the form.
    "/panel/{appeal_id}/conflicts": 422,
    "/panel/{appeal_id}/cast": 422,
    # Whose access has ended is no one of the school any more.
    "/schools/at/{facility_id}/people/{account_id}/end": 404,
    "/physicians/clinic-staff/{account_id}/end": 404,  # no longer the physician's
}
# Here the other tab says what is written there already, word for word: it goes on (tests/web/test_two_tabs.py).
SAYS_AGAIN = {
    *(f"/parents/appeals/{{appeal_id}}/{step}" for step in ("information", "why")),
    *(
        f"/parents/requests/{{request_id}}/{step}"
        for step in ("child", "consents", "dates", "doctor", "grade", "parent", "school")
    ),
    "/schools/outbreaks/{exposure_id}/edit",
    "/schools/students/{student_id}/edit",
}


def confirmation(answer: Shown) -> tuple[int, str]:
    return answer.status, answer.location


@pytest.mark.parametrize("path", FORMS)
def test_the_second_press_a_minute_later_changes_nothing_and_shows_the_same(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    cookies = dict(visitor.browser.jar)
    first = visitor.send(form)
    if first.status == 200:
        return  # a search: nothing is done, and nothing can be done twice
    assert first.status == 303, f"{first.status} {first.errors}"
    done = fingerprint(world.table)
    world.clock.advance(minutes=1)
    visitor.browser.jar = cookies  # a double click sends both with the cookies of the first
    second = visitor.send(form)
    if path != "/sign-in":  # signing in twice is two sessions of one browser, of which it keeps the second
        assert fingerprint(world.table) == done
    assert confirmation(second) == confirmation(first)


@pytest.mark.parametrize("path", [path for path in FORMS if "{" in path])
def test_a_new_press_of_a_page_opened_before_is_told_that_things_changed(world: World, path: str) -> None:
    """Another tab, opened before: its operation is another one, so it is judged by how things stand now."""
    visitor = Visitor.at(world, path)
    old_tab, form = visitor.form(), visitor.form()
    if "version" not in form.hidden:
        return  # a search, or a form that begins something new
    assert old_tab.hidden["operation"] != form.hidden["operation"]
    if visitor.send(form).status == 200:
        return  # a preview: nothing is done yet
    assert visitor.send(old_tab).status == TOLD_OTHERWISE.get(path, 303 if path in SAYS_AGAIN else 409)


MAX_REQUESTS = 5


@dataclass
class Overtaken:
    """Lets another press of the same button go first, whole, just before the `at`-th request of this one. `torn`: the
    answer to that request still lacks the other's mark, as items of one read are not read at one instant."""

    at: int
    other: Callable[[], Shown]
    torn: bool
    count: int = 0
    answer: Shown | None = None

    def before(self, model: Any, **_rest: Any) -> None:
        self.count += 1
        if self.count == self.at and (model.name == "BatchGetItem" or not self.torn):
            self.answer = self.other()

    def after(self, parsed: dict[str, Any], **_rest: Any) -> None:
        if self.torn and self.answer and "Responses" in parsed:
            parsed["Responses"] = {
                table: [item for item in items if not item["PK"]["S"].startswith("OPERATION#")]
                for table, items in parsed["Responses"].items()
            }
            self.torn = False


@contextmanager
def overtaken(by: Overtaken) -> Iterator[None]:
    events = client().meta.events
    events.register_first("before-call.dynamodb", by.before, unique_id="overtaken-before")
    events.register_last("after-call.dynamodb", by.after, unique_id="overtaken-after")
    try:
        yield
    finally:
        events.unregister("before-call.dynamodb", unique_id="overtaken-before")
        events.unregister("after-call.dynamodb", unique_id="overtaken-after")


@pytest.mark.parametrize("torn", [False, True], ids=["between-requests", "torn-read"])
@pytest.mark.parametrize("path", [path for path in FORMS if not ROUTES[path].at_step])
def test_a_press_overtaken_at_any_of_its_requests_shows_the_same(world: World, path: str, torn: bool) -> None:
    require_the_same_when_overtaken(world, path, torn=torn)


def test_two_presses_of_signing_in_at_one_instant_are_two_sessions(world: World) -> None:
    """Beside the sample: both write the same account."""
    require_the_same_when_overtaken(world, "/sign-in", torn=False)


@pytest.mark.parametrize("torn", [False, True], ids=["between-requests", "torn-read"])
def test_the_signing_of_a_correction_overtaken_at_any_of_its_requests_shows_the_same(world: World, torn: bool) -> None:
    """The first press ends the lines that the second one finds corrected: it is no refusal, but the same signature."""
    require_the_same_when_overtaken(world, SIGN, torn=torn, reach=correction)


@pytest.mark.parametrize("path", ["/schools/pupils/{form_id}/dose", "/physicians/forms/{form_id}/withdraw"])
def test_an_overtaken_press_that_cannot_look_whether_it_was_done_says_to_press_again(world: World, path: str) -> None:
    """Given a double click of which the second press is refused, as the first changed the record, when the store does
    not answer whether the first was this very button, then no one is told that someone else changed it."""
    visitor = Visitor.at(world, path)
    form = visitor.form()
    first: list[Shown] = []

    def before(model: Any, **_rest: Any) -> None:
        if first:
            if model.name != "TransactWriteItems":
                raise ReadTimeoutError(endpoint_url="https://dynamodb.us-west-2.amazonaws.com")
        elif model.name == "TransactWriteItems":
            events.unregister("before-call.dynamodb", unique_id="cut-off")
            first.append(visitor.send(form))
            events.register("before-call.dynamodb", before, unique_id="cut-off")

    events = client().meta.events
    events.register("before-call.dynamodb", before, unique_id="cut-off")
    second = visitor.send(form)
    events.unregister("before-call.dynamodb", unique_id="cut-off")

    assert [each.status for each in (*first, second)] == [303, 503]
    assert confirmation(visitor.send(form)) == confirmation(*first)


SIGN = "/physicians/drafts/{draft_id}/sign"


def correction(world: World) -> Here:
    """At the last page of a correction."""
    form, doctor = world.form(), world.default_user(Role.PHYSICIAN)
    draft_id = correct_exemption(world.ctx(doctor), form.id, form.version).subject.id
    return Here(doctor, {"draft_id": draft_id}, PLACES[SIGN](world).answers)


def require_the_same_when_overtaken(world: World, path: str, *, torn: bool, reach: Reached | None = None) -> None:
    for at in range(1, MAX_REQUESTS + 1):
        visitor = Visitor.at(world, path, reach)
        form = visitor.form()
        by = Overtaken(at, partial(visitor.send, form), torn)
        with overtaken(by):
            second = visitor.send(form)
        if by.answer is None or by.answer.status == 200:
            return
        assert confirmation(second) == confirmation(by.answer), f"overtaken at request {at}: {second.errors}"
        world.clock.advance(minutes=1)
