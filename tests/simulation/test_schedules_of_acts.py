"""Two people press two buttons about the same child at the same instant, in every order of their requests to the
store: what comes of it is what one after the other would have come to, or one of them is told that someone was faster
and nothing of that act was done."""

from collections import Counter
from itertools import combinations_with_replacement
from typing import Any

import pytest

from chalicelib.runtime.entropy import new_id
from chalicelib.storage.table import client
from tests.builders import World
from tests.checks.after_each_test import require_sound_tables
from tests.checks.memory_store import OPERATIONS
from tests.checks.saved_tables import put_back, saved
from tests.invariants.fingerprint import fingerprint
from tests.sampling import WHOLE, is_drawn
from tests.security.schedules import Turns, drawn_schedules, turns_at
from tests.simulation.busy_case import BusyCase, Button
from tests.simulation.checks import require_rows_and_locks

ACTS = (
    "submit", "cancel", "open", "examine", "sign", "sign for the same", "sign the renewal", "withdraw", "revoke",
    "answer amendment", "appeal", "withdraw appeal", "vote", "adopt", "change school", "ask to amend",
    "invite guardian", "join", "record dose",
)  # fmt: skip
_IN_VAIN = ("sign for the same", "sign for the same")  # another line is in force: only after another act it can be
_PAIRS = [each for each in combinations_with_replacement(ACTS, 2) if each != _IN_VAIN]
_ONE_IN = 90
_DONE, _REFUSED = 303, {404, 409, 410, 422}
_Outcome = tuple[frozenset[int], Counter[tuple[Any, ...]]]
"""Which of the two were done, and all that there is then."""


class Together:
    """Presses two buttons of a busy case again and again, from the same tables."""

    def __init__(self, world: World, names: tuple[str, str]) -> None:
        case = BusyCase(world)
        self.world, self.buttons = world, [case.buttons[name] for name in names]
        self.browsers = [world.browser(each.person) for each in self.buttons]
        self.jars = [dict(each.jar) for each in self.browsers]
        self.tables = saved((world.table.name, world.table.audit_name))
        self.statuses: dict[int, int] = {}

    def begin(self) -> None:
        """Put everything back."""
        put_back(self.tables)
        self.statuses.clear()
        for browser, jar in zip(self.browsers, self.jars, strict=True):
            browser.jar, browser.page = dict(jar), None

    def press(self, place: int) -> None:
        """One of the two. Each press is an operation of its own: two tabs, where both buttons are the same."""
        button: Button = self.buttons[place]
        shown = self.browsers[place].post(button.path, **button.fields, operation=new_id())
        self.statuses[place] = shown.status

    def _outcome(self) -> _Outcome:
        done = frozenset(place for place, status in self.statuses.items() if status == _DONE)
        return done, fingerprint(self.world.table)

    def after(self, *order: int) -> _Outcome:
        """What there is when these were pressed one after the other."""
        self.begin()
        for place in order:
            self.press(place)
        return self._outcome()

    def at_once(self, turns: Turns) -> _Outcome:
        """What there is when both were pressed at once, by this schedule."""
        self.begin()
        with turns_at(client(), OPERATIONS, turns):
            turns.run([lambda: self.press(0), lambda: self.press(1)])
        return self._outcome()


def require_one_after_the_other(world: World, names: tuple[str, str]) -> int:
    """Run the schedules of the two that are drawn, in a whole run all; return how many began as drawn."""
    pair = Together(world, names)
    in_turn = [pair.after(0, 1), pair.after(1, 0)]
    assert any(done for done, _effects in in_turn), f"{names}: no one comes through"
    alone = [each for each in (pair.after(0), pair.after(1)) if each[0]]

    seen: list[_Outcome] = []

    def run(turns: Turns) -> None:
        found = pair.at_once(turns)
        told = f"{names} by {turns.choices}: {pair.statuses}"
        assert set(pair.statuses.values()) <= {_DONE, *_REFUSED}, told
        assert found in [*in_turn, *alone], f"{told}: {_more(found, [*in_turn, *alone])}"
        if found not in seen:  # what looks the same is the same but for its ids
            seen.append(found)
            require_rows_and_locks(world.table, world.clock.today)
            require_sound_tables(world.table)

    return drawn_schedules(run, f"schedules of {names}")


def _more(found: _Outcome, expected: list[_Outcome]) -> str:
    same = [effects for done, effects in expected if done == found[0]]
    return "; ".join(f"{found[1] - each} too many, {each - found[1]} missing" for each in same) or "no one else's way"


def _drawn() -> list[tuple[str, str]]:
    return [each for each in _PAIRS if WHOLE or is_drawn(f"schedules of {each}", _ONE_IN)] or _PAIRS[:1]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("names", _drawn(), ids=" and ".join)
def test_two_acts_at_once_are_one_after_the_other(world: World, names: tuple[str, str]) -> None:
    assert require_one_after_the_other(world, names) >= (2 if WHOLE else 1)
