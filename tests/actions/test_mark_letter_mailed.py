"""A letter is posted: it leaves the list, once, and by the state's staff alone."""

import pytest

from chalicelib.actions.letters.mark_letter_mailed import mark_letter_mailed
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Delivery, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import NoticePlace
from chalicelib.storage.queues import LETTERS, OUTBOX
from tests.builders import World
from tests.jobs.post_box import PostBox


def owed(world: World) -> NoticePlace:
    """A notice to a board without a user, still in the outbox."""
    work = world.work(Action.BAR_PHYSICIAN)
    work.enqueue_notification(NoticeKind.PHYSICIAN_BARRED, Recipient(kind="board", id="MBC"), NOTHING)
    work.commit()
    (row,) = world.table.queue(keys.queue(OUTBOX))
    return NoticePlace.of_key(Key(row["PK"], row["SK"]))


def on_the_list(world: World) -> NoticePlace:
    where = owed(world)
    deliver_pending(PostBox(), world.clock)
    return where


def test_it_leaves_the_list_and_says_who_and_when(world: World) -> None:
    where, nurse = on_the_list(world), world.default_user(Role.REVIEWER)
    assert mark_letter_mailed(world.ctx(nurse), where).subject.id == where.notice_id
    item = world.table.get_many([where.key])[where.key]
    assert (item["delivery"], item["posted_by"], item["posted_on"]) == (Delivery.POSTED, nurse.id, "2026-11-20")
    assert world.table.queue(keys.queue(LETTERS)) == []


def test_a_second_person_is_told_that_it_was_done(world: World) -> None:
    where = on_the_list(world)
    mark_letter_mailed(world.ctx(world.default_user(Role.REVIEWER)), where)
    with pytest.raises(PortalError) as told:
        mark_letter_mailed(world.ctx(world.default_user(Role.OFFICER)), where)
    assert (told.value.kind, told.value.code) == (ErrorKind.CONFLICT, "LETTER_POSTED")


def test_of_two_at_once_one_is_told(world: World) -> None:
    where = on_the_list(world)
    slow = world.ctx(world.default_user(Role.REVIEWER))
    slow.store.load([where.key])
    mark_letter_mailed(world.ctx(world.default_user(Role.OFFICER)), where)
    with pytest.raises(PortalError) as told:
        mark_letter_mailed(slow, where)
    assert told.value.code == "LETTER_POSTED"


def test_what_is_not_on_the_list_is_missing(world: World) -> None:
    with pytest.raises(PortalError) as told:
        mark_letter_mailed(world.ctx(world.default_user(Role.REVIEWER)), owed(world))
    assert told.value.kind == ErrorKind.NOT_FOUND


def test_a_board_marks_nothing(world: World) -> None:
    with pytest.raises(PortalError) as told:
        mark_letter_mailed(world.ctx(world.default_user(Role.BOARD)), on_the_list(world))
    assert told.value.kind == ErrorKind.FORBIDDEN
