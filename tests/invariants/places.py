"""How each address of the portal is reached: who goes there, with which ids, and what a right answer to its form is.

The bars walk over these places: request counts, double submits, wrong input. A route without a place fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.web.http.route import Route
from chalicelib.web.site import all_routes
from tests.builders import World
from tests.checks.pages import ShownForm, forms_of
from tests.portal import Portal, Shown, spread


@dataclass(frozen=True)
class Here:
    """Someone at an address. `answers` fill in its form rightly, over what the page has filled in itself; those that
    its form does not ask for are left out. One that depends on the form is a function of it."""

    person: Account | None = None
    ids: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    way: Callable[[Portal], Shown] | None = None  # where the page comes only from another one's form


Reached = Callable[[World], Here]
PLACES: dict[str, Reached] = {}
ROUTES: dict[str, Route] = {route.path: route for route in all_routes()}


def place(*paths: str) -> Callable[[Reached], Reached]:
    """Register how these addresses are reached."""

    def keep(reach: Reached) -> Reached:
        PLACES.update(dict.fromkeys(paths, reach))
        return reach

    return keep


def known(path: str) -> bool:
    """Whether the address has a place."""
    return path in PLACES


@dataclass
class Visitor:
    """A browser at an address."""

    world: World
    route: Route
    here: Here
    browser: Portal

    @classmethod
    def at(cls, world: World, path: str, reach: Reached | None = None) -> "Visitor":
        """Go to where this address can be opened; it is not opened yet. `reach`: by another way than its place's."""
        here = (reach or PLACES[path])(world)
        return cls(world, ROUTES[path], here, world.browser(here.person))

    @property
    def path(self) -> str:
        """The address with its ids."""
        return self.route.path.format(**self.here.ids)

    def look(self) -> Shown:
        """Open the address."""
        return self.here.way(self.browser) if self.here.way else self.browser.get(self.path + self.here.query)

    def form(self) -> ShownForm:
        """Open the address; its own form."""
        page = self.look()
        assert page.status == 200, f"{page.status} at {self.path}: {page.words[:300]}"
        main = next(page.html.iter("main"))
        found = [form for form in forms_of(main, self.path) if form.action == self.path and "csrf" in form.hidden]
        assert len(found) == 1, f"{len(found)} forms to {self.path} on its own page"
        return found[0]

    def send(self, form: ShownForm, **changes: Any) -> Shown:
        """Send the form with the right answers and these changes (None: leave a field out)."""
        asked = self.route.model.model_fields if self.route.model else {}
        answers = {
            name: value(form) if callable(value) else value
            for name, value in self.here.answers.items()
            if name in asked
        }
        filled = {**form.values, **spread(answers), **changes}
        return self.browser.post(self.path, hidden_from=form, **filled)
