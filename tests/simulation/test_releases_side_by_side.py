"""While a release is rolled out, old and new code answer on one table. Two people act on the same child, one of them by
each release, in both orders: what comes of it is what one release alone would have made of it, or the older one
refuses for a moment, with nothing half done, and the same press goes through a little later."""

import json
from http import HTTPStatus
from typing import Any

import pytest

from chalicelib.runtime.entropy import new_id
from chalicelib.storage.shapes import SHAPES
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.checks.saved_tables import put_back, saved
from tests.invariants.fingerprint import fingerprint
from tests.portal import Shown
from tests.sampling import drawn
from tests.simulation.busy_case import BusyCase
from tests.simulation.next_release import LAST_FIELDS, Release, answered_by
from tests.simulation.test_schedules_of_acts import ACTS

THIS, NEXT, READER = Release
_LOOKS = ("ACCESS#", "TRIES#")  # who looked, and how often someone tried: also by a press that was refused
_LEANED_ON_BY_NO_ACT = {"examine", "sign for the same", "answer amendment", "ask to amend"}
_Outcome = tuple[list[int], Any]


class Table:
    """The busy case, put back before each pair of presses, and what each release answers."""

    def __init__(self, world: World) -> None:
        self.world, self.buttons = world, BusyCase(world).buttons
        self.browsers = {name: world.browser(button.person) for name, button in self.buttons.items()}
        self.jars = {name: dict(browser.jar) for name, browser in self.browsers.items()}
        self.tables = saved((world.table.name, world.table.audit_name))

    def begin(self) -> None:
        """Put everything back."""
        put_back(self.tables)
        for name, browser in self.browsers.items():
            browser.jar, browser.page = dict(self.jars[name]), None

    def press(self, act: str, release: Release, operation: str = "") -> Shown:
        """Press a button whose request this release answers."""
        button = self.buttons[act]
        with answered_by(release):
            return self.browsers[act].post(button.path, **button.fields, operation=operation or new_id())

    def look(self, act: str, path: str, release: Release) -> Shown:
        """Look at a page as the person of this act."""
        with answered_by(release):
            return self.browsers[act].get(path)

    def after(self, *presses: tuple[str, Release]) -> _Outcome:
        """The answers to these presses, one after the other, and all that there is then."""
        self.begin()
        return [self.press(*each).status for each in presses], fingerprint(self.world.table)

    def items(self) -> list[dict[str, Any]]:
        """All that is stored, but for looks."""
        names = (self.world.table.name, self.world.table.audit_name)
        return [each for name in names for each in all_items(name) if not each["PK"].startswith(_LOOKS)]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", drawn(ACTS))
def test_what_the_next_release_wrote_waits_for_it_and_is_never_half_done(world: World, first: str) -> None:
    """Given a next release that fills in a new field without waiting for a release that reads it."""
    table, refused = Table(world), 0
    for second in ACTS:
        alone = table.after((first, THIS), (second, THIS))
        assert table.after((first, THIS), (second, NEXT)) == alone, f"{first}, then {second} by the next release"

        table.begin()
        done = table.press(first, NEXT)
        if done.status == HTTPStatus.SEE_OTHER:
            assert table.look(first, done.location, THIS).status == HTTPStatus.OK, f"{first}: {done.location}"
        before, operation = table.items(), new_id()
        answer = table.press(second, THIS, operation)
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            refused += 1
            assert table.items() == before, f"{second} after {first} is half done"
            assert answer.headers["retry-after"]
            answer = table.press(second, NEXT, operation)
        found = [done.status, answer.status], fingerprint(world.table)
        assert found == alone, f"{first} by the next release, then {second}"
    table.begin()
    assert bool(refused) == (first not in _LEANED_ON_BY_NO_ACT)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", drawn(ACTS))
def test_a_field_that_comes_in_two_releases_keeps_no_one_waiting(world: World, first: str) -> None:
    """Given a release that reads a field and does not fill it in, beside the next one, which does: each changes what
    the other wrote, and nothing is refused that one release alone would do."""
    table, met = Table(world), set()
    for second in ACTS:
        alone = table.after((first, THIS), (second, THIS))
        for releases in ((THIS, READER), (READER, THIS), (READER, READER)):
            found = table.after((first, releases[0]), (second, releases[1]))
            assert found == alone, f"{first} and {second} by {releases}"
            met |= {shape_of(item) for item in table.items() if item.get("type") in SHAPES and "body" in item}
    table.begin()
    assert {"before", "ours"} <= met


def shape_of(item: dict[str, Any]) -> str:
    """Which of the two shapes an item is written in. Raises AssertionError where its text is of the other one."""
    ours, coming = SHAPES[item["type"]], LAST_FIELDS.get(item["type"], frozenset())
    if item["shape"] == ours:
        return "ours"
    assert item["shape"] == ours - 1
    assert not coming & json.loads(item["body"]).keys()
    return "before"
