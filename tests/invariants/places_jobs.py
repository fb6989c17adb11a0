"""Places of the portal's jobs."""

from chalicelib.domain.account import Role
from tests.builders import World
from tests.invariants.places import Here, place


@place("/operators/jobs")
def _jobs(world: World) -> Here:
    return Here(world.default_user(Role.OPERATOR))


@place("/operators/jobs/{job}")
def _job(world: World) -> Here:
    return Here(world.default_user(Role.OPERATOR), {"job": "send-reminders"})
