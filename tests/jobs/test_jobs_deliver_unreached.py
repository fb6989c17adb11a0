"""Mail to someone of a school is given up after the last try: the school's approver sees it on the list of people."""

from datetime import timedelta

import pytest

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import own_account
from chalicelib.jobs.deliver_notices import RETRY_DELAYS, deliver_pending
from tests.builders import World
from tests.invariants.places_people import PEOPLE, approver, colleague, school_of
from tests.jobs.post_box import PostBox

ASLEEP = "Inactive: email does not arrive"


def owe(world: World, person: Account) -> None:
    work = world.work(Action.CHANGE_PERSON)
    to = Recipient(kind="account", id=person.id)
    work.enqueue_notification(NoticeKind.SCHOOL_PART_CHANGED, to, own_account(person))
    work.commit()


def tried(world: World, box: PostBox, times: int) -> None:
    """Let the job come round as often as a notice is tried."""
    for delay in (timedelta(), *RETRY_DELAYS)[:times]:
        world.clock.advance(seconds=delay.total_seconds() + 180)
        deliver_pending(box, world.clock)


def people_page(world: World, me: Account) -> str:
    return world.browser(me).get(PEOPLE.format(facility_id=school_of(me))).words


@pytest.mark.parametrize(("times", "is_asleep"), [(len(RETRY_DELAYS), False), (len(RETRY_DELAYS) + 1, True)])
def test_after_the_last_try_the_person_is_shown_as_asleep(world: World, times: int, is_asleep: bool) -> None:
    """Given mail that is refused each time, then the person is asleep after the last try and not before."""
    me, person = approver(world), colleague(world)
    owe(world, person)
    tried(world, PostBox(refuses={person.email.lower(), person.email}), times)
    assert (ASLEEP in people_page(world, me)) is is_asleep


def test_who_signs_in_after_that_is_awake(world: World) -> None:
    """Given the same, when the person signs in a day later, then nothing is said any more."""
    me, person = approver(world), colleague(world)
    owe(world, person)
    tried(world, PostBox(refuses={person.email.lower(), person.email}), len(RETRY_DELAYS) + 1)
    world.clock.advance(days=1)
    account = world.reload(person)
    work = world.work(Action.SIGN_IN)
    work.update(account, account.with_changes(last_seen_on=world.clock.today))
    work.commit()
    assert ASLEEP not in people_page(world, me)


def test_mail_that_arrives_marks_no_one(world: World) -> None:
    me, person = approver(world), colleague(world)
    owe(world, person)
    tried(world, PostBox(), 1)
    assert ASLEEP not in people_page(world, me)
