"""The same code typed twice at the same instant, in every order of the requests: it signs in once (S-17)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.second_step import pass_with_code, pass_with_recovery_code
from chalicelib.actions.sign_in import SignedIn, SignInStep
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.storage import keys
from chalicelib.storage.second_steps import TRIES_ALLOWED
from tests.builders import World
from tests.security.interleaved import both, orders

Way = Callable[[Context, SignInStep, str], SignedIn]
REQUESTS = 3  # a read, the count of the try, the transaction


def twice(world: World, person: Account, way: Way, typed: str, order: tuple[int, ...]) -> list[Any]:
    """Two browsers, each past its first step, type the same thing at once."""
    first, second = (
        partial(way, world.ctx(), SignInStep(world.ctx().new_id(), person.id, person.session_version), typed)
        for _browser in range(2)
    )
    answers = both(order, (first, second))
    assert all(isinstance(answer, (SignedIn, PortalError)) for answer in answers), answers
    return answers


def test_there_are_twenty_orders_of_two_sign_ins() -> None:
    assert len(orders(REQUESTS)) == 20


def test_in_every_order_one_of_two_sign_ins_with_one_code_succeeds(world: World) -> None:
    for order in orders(REQUESTS):
        reviewer = world.reviewer()
        answers = twice(world, reviewer, pass_with_code, world.code(reviewer), order)
        assert sum(isinstance(answer, SignedIn) for answer in answers) == 1, (order, answers)
        assert len(world.again(reviewer).live_sessions) == 1


def test_in_every_order_one_of_two_sign_ins_with_one_recovery_code_succeeds(world: World) -> None:
    for order in orders(REQUESTS):
        reviewer = world.reviewer()
        answers = twice(world, reviewer, pass_with_recovery_code, world.recovery_code(reviewer), order)
        assert sum(isinstance(answer, SignedIn) for answer in answers) == 1, (order, answers)
        assert len(world.again(reviewer).live_sessions) == 1


def test_in_every_order_two_tries_after_four_wrong_ones_are_one(world: World) -> None:
    for order in orders(REQUESTS):
        reviewer = world.reviewer()
        world.table.update(keys.second_step(reviewer.id), "SET tries = :four", {":four": TRIES_ALLOWED - 1})
        answers = twice(world, reviewer, pass_with_code, "not a code", order)
        assert {(answer.kind, answer.code) for answer in answers} == {(ErrorKind.TOO_MANY, "TOO_MANY_CODES")}
        item = world.ctx().store.item(keys.second_step(reviewer.id))
        assert item
        assert item["tries"] == TRIES_ALLOWED
