"""One action, one transaction: all or nothing, once and not twice, and never past an event."""

from collections.abc import Callable
from datetime import date

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.lifecycle import NoSuchTransitionError
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.results import Done, Subject, own_account
from chalicelib.law.enums import LineState
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import TooManyWritesError, UnitOfWork
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.checks.recipients import events_of
from tests.invariants.faults import Fault, planted

ROW = Key("TEST#row", "ROW")
FIRST, SECOND = Subject(kind="form", id="first"), Subject(kind="form", id="second")
DONE = Done(act=Action.CHANGE_ACCOUNT, subject=FIRST)


def refused(act: Callable[[], object]) -> tuple[ErrorKind, str]:
    with pytest.raises(PortalError) as error:
        act()
    return error.value.kind, error.value.code


def count(world: World) -> int:
    return len(all_items(world.table.name)) + len(all_items(world.table.audit_name))


def change(world: World, parent: Account, telephone: str, operation: str = "") -> UnitOfWork:
    ctx = world.ctx(parent, idempotency_key=operation)
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(ctx.person, ctx.person.with_changes(telephone=telephone))
    return work


def test_a_new_record_has_version_one_and_one_event(world: World) -> None:
    parent = world.parent()
    assert parent.version == 1
    events = world.table.query_audit(f"ACCOUNT#{parent.id}", audit_keys.EVENT_PREFIX)
    assert [event["SK"] for event in events] == ["EVENT#00000001"]
    assert parent.chain == events[0]["digest"]


def test_a_record_is_not_created_over_another(world: World) -> None:
    parent = world.parent()
    work = world.work(Action.REGISTER)
    work.create(parent.model_copy(update={"first_name": "Someone"}))
    assert refused(work.commit) == (ErrorKind.CONFLICT, "STALE")
    assert world.reload(parent) == parent


def test_of_two_changes_of_one_version_the_second_is_refused(world: World) -> None:
    parent = world.parent()
    first, second = change(world, parent, "1"), change(world, parent, "2")
    first.commit()
    assert refused(second.commit) == (ErrorKind.CONFLICT, "STALE")
    assert world.reload(parent).telephone == "1"


def test_each_change_adds_one_version_and_one_event(world: World) -> None:
    parent = world.parent()
    for number in range(3):
        change(world, parent, f"{number}").commit()
    assert world.reload(parent).version == 4
    assert len(world.table.query_audit(f"ACCOUNT#{parent.id}", audit_keys.EVENT_PREFIX)) == 4


def test_an_event_tells_who_when_why_and_from_what_to_what(world: World) -> None:
    parent = world.parent(telephone="1")
    ctx = world.ctx(parent)
    work = ctx.unit_of_work(Action.CHANGE_ACCOUNT)
    work.update(parent, parent.with_changes(telephone="2"), reason="moved")
    work.commit()
    event = events_of(world.table, parent)[-1]
    assert event.changes == {"telephone": ("1", "2")}
    assert (event.actor_id, event.actor_role, event.act) == (parent.id, "parent", "change_account")
    assert (event.reason, event.request_id, event.on) == ("moved", ctx.request_id, date(2026, 11, 20))


def test_a_step_that_is_no_row_of_the_state_table_is_refused_before_anything_is_sent(world: World) -> None:
    request = world.request(RequestState.SUBMITTED)
    before = count(world)
    with pytest.raises(NoSuchTransitionError):
        world.work(Action.ISSUE_EXEMPTION).update(request, request.with_changes(state=RequestState.ISSUED))
    assert count(world) == before


def test_a_line_changes_state_by_rows_of_the_table_alone(world: World) -> None:
    form = world.form()
    revoked = form.lines[0].with_changes(state=LineState.REVOKED)
    with pytest.raises(NoSuchTransitionError):
        world.work(Action.WITHDRAW_EXEMPTION).update(form, form.with_changes(lines=(revoked,)))


def test_one_refused_write_undoes_all_the_others(world: World) -> None:
    parent = world.parent()
    world.work(Action.REGISTER).commit()
    blocker = world.work(Action.REGISTER)
    blocker.row(ROW, {"type": "row"})
    blocker.commit()
    before = count(world)
    work = change(world, parent, "never")
    work.enqueue_notification(NoticeKind.PASSWORD_CHANGED, Recipient(kind="account", id=parent.id), own_account(parent))
    work.row(ROW, {"type": "row"}, conflict_code="LINE_ALREADY_IN_FORCE")
    assert refused(work.commit) == (ErrorKind.CONFLICT, "LINE_ALREADY_IN_FORCE")
    assert count(world) == before
    assert world.reload(parent) == parent


def test_more_writes_than_one_transaction_holds_are_refused(world: World) -> None:
    work = world.work(Action.REGISTER)
    for number in range(100):
        work.row(Key(f"TEST#{number}", "ROW"), {"type": "row"})
    with pytest.raises(TooManyWritesError):
        work.commit()


def test_as_many_writes_as_one_transaction_holds_are_done(world: World) -> None:
    work = world.work(Action.REGISTER)
    for number in range(99):
        work.row(Key(f"TEST#{number}", "ROW"), {"type": "row"})
    assert work.commit(FIRST).subject == FIRST


def test_a_repeat_of_the_operation_returns_what_the_first_one_did(world: World) -> None:
    parent = world.parent()
    operation = world.ctx().new_id()
    assert change(world, parent, "1", operation).commit(FIRST, "check") == DONE.with_changes(step="check")
    assert change(world, parent, "2", operation).commit(SECOND) == DONE.with_changes(step="check")
    assert world.reload(parent).telephone == "1"


def test_an_operation_of_one_person_is_no_operation_of_another(world: World) -> None:
    parent, other = world.parent(), world.parent()
    operation = world.ctx().new_id()
    change(world, parent, "1", operation).commit(FIRST)
    assert refused(lambda: change(world, other, "2", operation).commit(SECOND)) == (ErrorKind.CONFLICT, "STALE")
    assert world.reload(other) == other


@pytest.mark.parametrize("fault", list(Fault))
def test_after_one_fault_at_the_transaction_the_act_is_done_once(world: World, fault: Fault) -> None:
    parent = world.parent()
    work = change(world, parent, "once")
    with planted(fault, at=1) as faults:
        assert work.commit(FIRST) == DONE
    assert faults.struck == ["TransactWriteItems"]
    assert (world.reload(parent).telephone, world.reload(parent).version) == ("once", 2)


@pytest.mark.parametrize("fault", [Fault.NEVER_ARRIVED, Fault.THROTTLED, Fault.STORE_ERROR, Fault.CONFLICT])
def test_while_the_store_is_down_nothing_happens_and_the_person_may_try_again(world: World, fault: Fault) -> None:
    parent = world.parent()
    operation = world.ctx().new_id()
    work = change(world, parent, "once", operation)
    with planted(fault, at=1, lasting=True):
        assert refused(lambda: work.commit(FIRST)) == (ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")
    assert world.reload(parent) == parent
    assert change(world, parent, "once", operation).commit(FIRST) == DONE


def test_where_every_answer_is_lost_the_act_is_done_once_all_the_same(world: World) -> None:
    parent = world.parent()
    operation = world.ctx().new_id()
    work = change(world, parent, "once", operation)
    with planted(Fault.ANSWER_LOST, at=1, lasting=True):
        assert refused(lambda: work.commit(FIRST)) == (ErrorKind.UNAVAILABLE, "STORE_UNAVAILABLE")
    assert change(world, parent, "twice", operation).commit(SECOND) == DONE
    assert (world.reload(parent).telephone, world.reload(parent).version) == ("once", 2)


def test_a_roster_row_follows_the_form_and_leaves_the_old_school(world: World) -> None:
    form = world.form()
    new_school = world.facility("19647330000001", name="Madrone Creek School")
    work = world.work(Action.CHANGE_SCHOOL, world.default_user(Role.PARENT))
    work.update(form, form.with_changes(school=new_school.as_choice()))
    work.commit()
    assert world.ctx().store.school_list(form.facility_id, world.ctx().keyed_hash).forms == []
    listed = world.ctx().store.school_list(new_school.id, world.ctx().keyed_hash)
    assert [row.form_id for row in listed.forms] == [form.id]


def test_a_school_never_reads_a_medical_reason(world: World) -> None:
    form = world.form()
    item = world.table.query(f"FACILITY#{form.facility_id}", keys.ROSTER_PREFIX)[0]
    for secret in (form.lines[0].description, *form.lines[0].reason_codes, form.check_code):
        assert secret not in item["body"]


def test_a_notice_stands_in_the_inbox_with_the_act_and_waits_in_the_outbox(world: World) -> None:
    form = world.form()
    inbox = world.ctx().store.person(world.default_user(Role.PARENT).id).notices
    assert sorted(notice.kind for notice in inbox) == [NoticeKind.EXEMPTION_ISSUED, NoticeKind.REQUEST_SUBMITTED]
    waiting = world.ctx().store.queue("outbox").rows
    assert len(waiting) == 3  # of the request: the parent; of the form: parent and school
    assert all(form.child.last_name not in str(row) for row in waiting)
