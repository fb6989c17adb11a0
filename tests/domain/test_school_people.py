"""Who decides about the people of a school, and for how long an account, a letter or a school goes on without."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.account import SchoolPart
from chalicelib.domain.school_access import confirmation_due_since, is_asleep, is_closed_by_time, letter_valid_until
from chalicelib.domain.school_people import SchoolPeople

LEFT_ON = date(2026, 9, 14)


def people(*approvers: str, **facts: object) -> SchoolPeople:
    return SchoolPeople.model_validate({"id": "f1", "version": 1, "approver_ids": approvers, **facts})


def test_who_joins_as_an_approver_waits_no_longer_and_ends_the_time_without_one() -> None:
    waiting = people(waiting_ids=("ana", "ben"), without_approver_since=LEFT_ON)
    joined = waiting.joined("ana", SchoolPart.APPROVER)
    assert joined.approver_ids == ("ana",)
    assert joined.waiting_ids == ("ben",)
    assert joined.without_approver_since is None


def test_who_joins_in_another_part_decides_nothing_and_leaves_the_school_without_an_approver() -> None:
    joined = people(waiting_ids=("ana",), without_approver_since=LEFT_ON).joined("ana", SchoolPart.STAFF)
    assert joined.approver_ids == ()
    assert joined.waiting_ids == ()
    assert joined.without_approver_since == LEFT_ON


def test_an_approver_who_joins_again_is_one_person_and_one_who_gets_another_part_is_none() -> None:
    both = people("ana", "ben")
    assert both.joined("ana", SchoolPart.APPROVER).approver_ids == ("ben", "ana")
    assert both.joined("ana", SchoolPart.READ_ONLY).approver_ids == ("ben",)


def test_with_the_last_approver_the_time_without_one_begins() -> None:
    left = people("ana", waiting_ids=("ana", "ben")).left("ana", LEFT_ON)
    assert (left.approver_ids, left.waiting_ids) == ((), ("ben",))
    assert left.without_approver_since == LEFT_ON


def test_the_time_without_an_approver_does_not_begin_again_and_not_while_one_is_left() -> None:
    staff_left = people(without_approver_since=LEFT_ON).left("ben", LEFT_ON + timedelta(days=9))
    assert staff_left.without_approver_since == LEFT_ON
    assert people("ana", "ben").left("ana", LEFT_ON).without_approver_since is None


def test_who_waits_twice_stands_on_the_list_once() -> None:
    waiting = people().with_waiting("ana").with_waiting("ana").with_waiting("ben")
    assert waiting.waiting_ids == ("ana", "ben")


@pytest.mark.parametrize(
    ("on", "since"),
    [
        (date(2026, 12, 31), date(2026, 9, 1)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 8, 31), date(2027, 1, 1)),
        (date(2027, 9, 1), date(2027, 9, 1)),
    ],
)
def test_the_list_is_looked_through_from_september_1_and_from_january_1(on: date, since: date) -> None:
    assert confirmation_due_since(on) == since


def test_a_list_that_was_looked_through_on_the_day_itself_is_not_due() -> None:
    on = date(2026, 11, 20)
    assert people("ana").confirmation_is_due(on)
    assert people("ana", confirmed_on=date(2026, 8, 31)).confirmation_is_due(on)
    assert not people("ana", confirmed_on=date(2026, 9, 1)).confirmation_is_due(on)
    assert not people().confirmation_is_due(on)


def test_a_letter_opens_a_place_for_thirty_days() -> None:
    assert letter_valid_until(date(2026, 11, 20)) == date(2026, 12, 20)


def test_an_account_sleeps_after_120_days_and_is_closed_after_a_year() -> None:
    seen = date(2026, 1, 1)
    assert not is_asleep(seen, seen + timedelta(days=120))
    assert is_asleep(seen, seen + timedelta(days=121))
    assert not is_closed_by_time(seen, seen + timedelta(days=365))
    assert is_closed_by_time(seen, seen + timedelta(days=366))
    assert not is_asleep(None, seen)
    assert not is_closed_by_time(None, seen)
