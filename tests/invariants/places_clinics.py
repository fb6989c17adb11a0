"""Places of clinic staff, and where a physician looks after them."""

from datetime import date

from chalicelib.domain.account import Role
from tests.builders import World
from tests.invariants.places import Here, place


@place("/clinic")
def _home(world: World) -> Here:
    world.opened(world.request(), world.default_user(Role.PHYSICIAN))
    return Here(world.default_user(Role.CLINIC_STAFF))


@place("/clinic/drafts/{draft_id}/hand-over")
def _hand_over(world: World) -> Here:
    request = world.opened(world.request(), world.default_user(Role.PHYSICIAN), examined_on=date(2026, 11, 19))
    return Here(world.default_user(Role.CLINIC_STAFF), {"draft_id": request.id})


@place("/physicians/clinic-staff")
def _staff(world: World) -> Here:
    world.clinic_staff()
    return Here(world.default_user(Role.PHYSICIAN), answers={"email": "assistant@clinic.example"})


@place("/physicians/clinic-staff/{account_id}/end")
def _end(world: World) -> Here:
    return Here(world.default_user(Role.PHYSICIAN), {"account_id": world.clinic_staff().id})
