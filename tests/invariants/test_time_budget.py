"""No request lasts longer than nine seconds, however long the store takes: the person gets a page that says so, with
what was typed, and the same button does it once (docs/decisions/0050)."""

import pytest

from chalicelib.runtime.clock import OF_A_REQUEST_SECONDS, deadline_of_request
from tests.builders import World
from tests.clock import Seconds
from tests.invariants.fingerprint import effect, fingerprint
from tests.invariants.frozen_store import frozen
from tests.invariants.places import Visitor
from tests.invariants.test_faults import ACTS, MAX_REQUESTS
from tests.people import PASSWORD
from tests.portal import Shown
from tests.sampling import WHOLE

TRIED_ACTS = ACTS if WHOLE else {name: ACTS[name] for name in ("withdraw", "appeal", "revoke")}
LOOKED_AT = ("submit", "withdraw", "appeal")
SECRET = {"password"}


def require_quick_apology(shown: Shown, seconds: Seconds, began: float) -> None:
    assert shown.status == 503, f"{shown.status} {shown.words[:300]}"
    assert shown.headers["retry-after"] == "10"
    assert "We couldn't save that, and nothing changed." in shown.words
    assert seconds.passed - began <= OF_A_REQUEST_SECONDS


@pytest.mark.parametrize("act", LOOKED_AT)
def test_a_page_whose_records_do_not_come_says_so_within_nine_seconds(world: World, seconds: Seconds, act: str) -> None:
    # given someone on the way to the page of an act
    for at in (1, 2):
        world.begin_anew()
        visitor, began = Visitor.at(world, ACTS[act]), seconds.passed
        # when the store answers no more, from the first request on or from the second
        with frozen(seconds, at) as store:
            shown = visitor.look()
        if not store.asked:  # one read was all that the page needs
            assert (at, shown.status) == (2, 200)
            continue
        # then a page says so in time, and leads to the same address again
        require_quick_apology(shown, seconds, began)
        assert shown.links["Try again"] == visitor.path
        assert "What you typed" not in shown.words
        # and the next look is answered
        assert visitor.look().status == 200


@pytest.mark.parametrize("act", TRIED_ACTS)
def test_an_act_that_the_store_does_not_take_is_sent_again_from_the_same_page(
    world: World, seconds: Seconds, act: str
) -> None:
    clean = Visitor.at(world, ACTS[act])
    form, before = clean.form(), fingerprint(world.table)
    assert clean.send(form).status == 303
    done = effect(before, fingerprint(world.table))
    for at in range(1, MAX_REQUESTS + 1):
        # given a form that is filled in
        world.begin_anew()
        visitor = Visitor.at(world, ACTS[act])
        form, before, began = visitor.form(), fingerprint(world.table), seconds.passed
        # when it is sent, and the store answers no more from one of its requests on
        with frozen(seconds, at) as store:
            shown = visitor.send(form)
        if not store.asked:  # fewer requests were all that the act needs
            assert (at > 1, shown.status) == (True, 303)
            break
        # then a page says so in time, with what was typed in a form of the same operation
        require_quick_apology(shown, seconds, began)
        (again,) = [each for each in shown.forms if each.hidden.get("operation") == form.hidden["operation"]]
        typed = {name: visitor.here.answers[name] for name in form.names if name in visitor.here.answers}
        words = {name: text for name, text in typed.items() if text and isinstance(text, str) and name not in SECRET}
        sent_again = {**again.hidden, **again.values}
        assert {name: sent_again.get(name) for name in words} == words
        # and nothing secret is on it
        assert PASSWORD not in shown.text
        # and sending that form does it, once
        secret = {name: visitor.here.answers[name] for name in SECRET & visitor.here.answers.keys()}
        answered = visitor.browser.post(again.action, hidden_from=again, **{**again.values, **secret})
        assert answered.status == 303, f"{answered.status} {answered.errors}"
        assert effect(before, fingerprint(world.table)) == done, f"from request {at}"


def test_of_the_functions_own_time_some_is_left_for_the_answer() -> None:
    # given a function with ten, and one with four seconds left
    seconds = Seconds()
    # then the first may wait for seven and a half of them, the second for one and a half; no one for more than nine
    assert [deadline_of_request(left, seconds).ends for left in (900, 10, 4)] == [9.0, 7.5, 1.5]


def test_nothing_begins_that_could_end_too_late() -> None:
    # given a request of which 6.5 of its nine seconds are over
    seconds = Seconds()
    deadline = deadline_of_request(15, seconds)
    seconds.passed = 6.5
    # then what takes two seconds can begin, with half a second for the page; a moment later it cannot
    assert deadline.leaves(2.0)
    seconds.passed = 6.51
    assert not deadline.leaves(2.0)
