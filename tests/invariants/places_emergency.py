"""Places of emergency access."""

from chalicelib.actions.records.open_emergency import EmergencyCommand, open_emergency
from chalicelib.domain.account import Role
from chalicelib.domain.emergency import EmergencyReason
from tests.builders import KAI, PASSWORD, World
from tests.invariants.places import Here, place

WORDS = "Two cases of measles in the class; the health officer decides tonight who stays home"


def opened(world: World) -> str:
    """An emergency access of the local health department to the child of the usual form."""
    child = world.form().child
    asked = EmergencyCommand(
        child.first_name,
        child.last_name,
        child.birth_date,
        EmergencyReason.EXPOSURE,
        world.said("emergency.reason", WORDS),
    )
    return open_emergency(world.ctx(world.default_user(Role.LOCAL_HEALTH)), asked, PASSWORD).subject.id


@place("/emergency")
def _open(world: World) -> Here:
    world.form()
    return Here(
        world.default_user(Role.LOCAL_HEALTH),
        answers={
            "first_name": KAI.first_name,
            "last_name": KAI.last_name,
            "birth_date": KAI.birth_date,
            "why": "exposure",
            "reason": WORDS,
            "password": PASSWORD,
        },
    )


@place("/emergency/{emergency_id}", "/emergency/{emergency_id}/review")
def _record(world: World) -> Here:
    return Here(world.default_user(Role.LOCAL_HEALTH), {"emergency_id": opened(world)})


@place("/operators/emergencies")
def _list(world: World) -> Here:
    opened(world)
    return Here(world.default_user(Role.OPERATOR))


@place("/operators/emergencies/{emergency_id}")
def _review(world: World) -> Here:
    emergency_id = opened(world)
    world.clock.advance(minutes=61)
    return Here(
        world.default_user(Role.OPERATOR),
        {"emergency_id": emergency_id},
        {"finding": "justified", "reason": "The exposure list of the county names the school and the day"},
    )
