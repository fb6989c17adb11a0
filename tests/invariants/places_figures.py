"""Places of the state's figures, and of the public statistics."""

from chalicelib.domain.account import Role
from chalicelib.jobs.count_figures import count_figures
from tests.builders import World
from tests.invariants.places import Here, place


@place("/figures", "/figures/csv")
def _figures(world: World) -> Here:
    world.review()
    count_figures(world.clock)
    return Here(world.default_user(Role.REVIEWER))


@place("/statistics", "/statistics/csv")
def _statistics(world: World) -> Here:
    world.form()
    world.clock.advance(days=92)
    count_figures(world.clock)
    return Here()
