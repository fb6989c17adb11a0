"""Places of a licensing board: its licensees, one of them, the evidence about one, what the board reports."""

from datetime import date

from chalicelib.actions.physicians.bar_physician import bar_physician
from chalicelib.domain.account import Role
from chalicelib.domain.standing import standing_id
from tests.builders import PASSWORD, World
from tests.invariants.places import Here, place

BOARD = "/boards"
LICENSEE = f"{BOARD}/licensees/{{standing_id}}"


def licensee_id(world: World) -> str:
    """The standing of the usual physician."""
    profile = world.default_user(Role.PHYSICIAN).physician
    assert profile
    return standing_id(profile)


@place(BOARD, f"{BOARD}/news")
def _board(world: World) -> Here:
    officer = world.ctx(world.default_user(Role.OFFICER))
    bar_physician(officer, licensee_id(world), "A risk to the public", PASSWORD, None)
    return Here(world.default_user(Role.BOARD), {}, {"words": "Okonjo"})


@place(LICENSEE, f"{LICENSEE}/evidence", f"{LICENSEE}/matter")
def _licensee(world: World) -> Here:
    doctor = world.physician()  # another each time: a matter that was reported stays
    world.form(physician=doctor)
    assert doctor.physician
    return Here(
        world.default_user(Role.BOARD),
        {"standing_id": standing_id(doctor.physician)},
        {"what": "accusation", "case_number": "800-2026-000001", "on": date(2026, 11, 2), "password": PASSWORD},
    )
