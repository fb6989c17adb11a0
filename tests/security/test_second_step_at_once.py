"""The same code typed twice at the same instant, in every order of the requests: it signs in once (S-17)."""

from collections.abc import Callable
from typing import Any

from chalicelib.actions.accounts.sign_in import SignedIn
from chalicelib.actions.accounts.two_factor import pass_with_recovery_code, verify_totp
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, SignInStep
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.storage import keys
from chalicelib.storage.table import client
from chalicelib.storage.two_factor_rows import TRIES_ALLOWED
from tests.builders import World
from tests.security.schedules import Turns, every_schedule, turns_at

Way = Callable[[Context, SignInStep, str, str], SignedIn]
REQUESTS = frozenset({"BatchGetItem", "UpdateItem", "TransactWriteItems"})  # what a second step asks of the store
ORDERS = 10  # of two alike acts with three requests each: half of 20, as it makes no difference which begins


def twice(world: World, person: Account, way: Way, typed: str, turns: Turns) -> list[Any]:
    """Two browsers, each past its first step, type the same thing at once; what each is answered."""
    answers: list[Any] = []

    def browser() -> None:
        step = SignInStep(world.ctx().new_id(), person.id, person.session_version)
        try:
            answers.append(way(world.ctx(), step, typed, "203.0.113.9"))
        except PortalError as refusal:
            answers.append(refusal)

    with turns_at(client(), REQUESTS, turns):
        turns.run([browser, browser])
    return answers


def require_one_sign_in(world: World, way: Way, code_of: Callable[[Account], str]) -> None:
    def at_once(turns: Turns) -> None:
        reviewer = world.reviewer()
        answers = twice(world, reviewer, way, code_of(reviewer), turns)
        assert sum(isinstance(answer, SignedIn) for answer in answers) == 1, (turns.choices, answers)
        assert len(world.reload(reviewer).live_sessions) == 1

    assert every_schedule(at_once) >= ORDERS


def test_in_every_order_one_of_two_sign_ins_with_one_code_succeeds(world: World) -> None:
    require_one_sign_in(world, verify_totp, world.code)


def test_in_every_order_one_of_two_sign_ins_with_one_recovery_code_succeeds(world: World) -> None:
    require_one_sign_in(world, pass_with_recovery_code, world.recovery_code)


def test_in_every_order_two_tries_after_four_wrong_ones_are_one(world: World) -> None:
    def at_once(turns: Turns) -> None:
        reviewer = world.reviewer()
        world.table.update(keys.two_factor(reviewer.id), "SET tries = :four", {":four": TRIES_ALLOWED - 1})
        answers = twice(world, reviewer, verify_totp, "not a code", turns)
        assert {(answer.kind, answer.code) for answer in answers} == {(ErrorKind.TOO_MANY, "TOO_MANY_CODES")}
        item = world.ctx().store.item(keys.two_factor(reviewer.id))
        assert item
        assert item["tries"] == TRIES_ALLOWED

    assert every_schedule(at_once) > 1
