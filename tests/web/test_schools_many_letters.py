"""A school's letters to many parents: fifty at a time, each recorded once, whatever breaks."""

import pytest

from chalicelib.actions.parent_letters import record_letters as acts
from chalicelib.domain.errors import ErrorKind, PortalError
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_calendars import saved
from tests.web.parent_letters import CALL, NEEDED, enroll, given, office, printed


@pytest.fixture
def autumn(world: World) -> None:
    """Today is September 21, 2026, a Monday; the school has entered and checked its calendar."""
    world.clock.set("2026-09-21")
    saved(world, 2026, owner=SCHOOL_ID, closures=(), extra_days=frozenset())


class TestMany:
    NUMBER = 52

    @pytest.fixture(autouse=True)
    def students(self, world: World, autumn: None) -> None:
        names = [f"W{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(self.NUMBER)]
        for first in range(0, self.NUMBER, 15):
            enroll(world, *names[first : first + 15])

    def recorded(self, world: World) -> int:
        students, _rows = world.ctx().store.students(SCHOOL_ID)
        return sum(len(each.school_record.notices) for each in students)

    def test_fifty_at_a_time_and_then_the_rest(self, world: World) -> None:
        assert "2 more students come next" in office(world).get(NEEDED).words

        after = given(world, NEEDED)
        assert self.recorded(world) == 50

        after.press("See the letters", **CALL).press("Record as given")
        assert self.recorded(world) == self.NUMBER

    def test_what_breaks_in_the_middle_goes_on_with_the_same_button(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        letters = printed(world, NEEDED)
        record_step, calls = acts._record_step, []

        def breaks_on_the_second(*given_to: object) -> object:
            calls.append(given_to)
            if len(calls) == 2:
                raise PortalError(ErrorKind.UNAVAILABLE, "UNAVAILABLE")
            return record_step(*given_to)

        monkeypatch.setattr(acts, "_record_step", breaks_on_the_second)
        letters.press("Record as given")
        assert self.recorded(world) == 18

        letters.press("Record as given")

        assert self.recorded(world) == 50
        students, _rows = world.ctx().store.students(SCHOOL_ID)
        assert max(len(each.school_record.notices) for each in students) == 1
