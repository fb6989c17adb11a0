"""A person presses a button of the portal: the whole way of the form through the pipeline, as a browser sends it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.results import Done
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.write_rules import result_of
from chalicelib.web.http import cookies
from tests.builders import World
from tests.killed import KilledError
from tests.portal import Portal, Shown
from tests.simulation.fated_store import fated_store


@dataclass(eq=False)
class Press:
    """One button of one page. Pressed again it is the same operation. `note` writes down what it means once it is
    done; `is_done_by_another`: it leads to the same place where there is nothing to do any more."""

    act: str
    person: Account | None
    path: str
    fields: Mapping[str, Any]
    note: Callable[[Done], None]
    is_done_by_another: bool = False
    operation: str = field(default_factory=new_id)
    location: str = ""
    is_noted: bool = False
    times: int = 0


class Browser(Portal):
    """A browser that takes a page as it is: that each is well made, other tests check."""

    def look_over(self, shown: Shown) -> None:
        """Nothing."""


class Hands:
    """Who sits at which browser."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sessions: dict[str, str] = {}

    def sign_in(self, people: list[Account]) -> None:
        """Give each of them a session that stays; its cookie is made afresh for each press, as one that is in use."""
        for person in people:
            self._sessions[person.id] = self.world.browser(person).binding

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Within this block every request to the store is answered."""
        store = fated_store()
        fate, store.fate = store.fate, None
        try:
            yield
        finally:
            store.fate = fate

    def browser(self, person: Account | None) -> Portal:
        """The person's browser, a moment after the last use."""
        portal = Browser(self.world.recorder)
        if person is not None:
            now, session = self.world.clock(), self._sessions[person.id]
            portal.binding = session
            portal.jar[cookies.SESSION] = cookies.session_token(person, session, now, now, new_id())
        return portal

    def press(self, press: Press) -> Shown | None:
        """Send the form; None where the process ended before it answered."""
        press.times += 1
        try:
            return self.browser(press.person).post(press.path, **press.fields, operation=press.operation)
        except KilledError:
            return None

    def done(self, press: Press) -> Done | None:
        """What the operation did, by its mark; None where it was not done."""
        key = keys.idempotency(press.operation)
        with self.undisturbed():
            mark = self.world.table.get_many([key]).get(key)
        return result_of(mark) if mark else None
