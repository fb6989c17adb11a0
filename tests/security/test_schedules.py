"""What the tests of acts at the same instant rest on: every schedule is run, or belongs to a beginning that can be."""

import pytest

from tests.security.schedules import Turns, beginnings, every_schedule, schedules_from


class Watched:
    """Acts that each make some requests after their first; remembers in which order they made them."""

    def __init__(self, acts: int, requests: int) -> None:
        self.acts, self.requests, self.seen = acts, requests, list[str]()

    def __call__(self, turns: Turns) -> None:
        order = list[int]()

        def act(number: int) -> None:
            order.append(number)
            for _ in range(self.requests):
                turns.wait()
                order.append(number)

        turns.run([lambda number=number: act(number) for number in range(self.acts)])  # type: ignore[misc]
        self.seen.append(str(order))


@pytest.mark.parametrize(("acts", "requests", "schedules"), [(2, 1, 3), (3, 1, 15), (4, 1, 105), (3, 2, 280)])
def test_every_order_of_acts_that_are_alike_is_run_once(acts: int, requests: int, schedules: int) -> None:
    run = Watched(acts, requests)
    assert every_schedule(run) == schedules == len(set(run.seen)) == len(run.seen)


@pytest.mark.parametrize("length", [1, 3, 6])
def test_the_beginnings_divide_every_schedule_there_is(length: int) -> None:
    whole, parts = Watched(4, 1), Watched(4, 1)
    every_schedule(whole)
    for beginning in beginnings(Watched(4, 1), length):
        assert schedules_from(beginning, parts) >= 1
    assert sorted(parts.seen) == sorted(whole.seen)
