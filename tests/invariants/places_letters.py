"""Places where a school writes to the parents of its students."""

from datetime import date

from chalicelib.domain.account import Role
from tests.builders import World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import STUDENT, student_of


@place(f"{STUDENT}/notice")
def _notice(world: World) -> Here:
    answers = {"vaccines": ["VAR"], "way": "email", "given_on": date(2026, 9, 28), "last_day": date(2026, 10, 30)}
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)}, answers)
