"""The outbox: each notice is delivered once, to those who are there; what no e-mail reaches goes on paper."""

import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Delivery, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING, Subject, SubjectKind
from chalicelib.jobs.deliver_notices import RETRY_DELAYS, Counts, deliver_pending
from chalicelib.storage import keys, outbox
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import OnPaper
from chalicelib.storage.queues import LETTERS, OUTBOX
from chalicelib.storage.table import Table
from chalicelib.storage.tokens import LinkPurpose, add_link, token_of
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.checks.raw_rows import remove_row
from tests.jobs.post_box import PostBox

FACILITY = Recipient(kind="facility", id=SCHOOL_ID)
LINK = Subject(kind=SubjectKind.MAILED_LINK)


@pytest.fixture
def box() -> PostBox:
    return PostBox()


def owe(
    world: World, to: Recipient, kind: NoticeKind = NoticeKind.EXEMPTION_ISSUED, about: Subject = NOTHING, **facts: Any
) -> None:
    """An action that owes this notice."""
    work = world.work(Action.ISSUE_EXEMPTION)
    work.enqueue_notification(kind, to, about, **facts)
    work.commit()


def run(world: World, box: PostBox) -> Counts:
    return deliver_pending(box, world.clock)


def notices(world: World) -> list[dict[str, Any]]:
    return [item for item in all_items(world.table.name) if item.get("type") == "notice"]


def the_notice(world: World) -> dict[str, Any]:
    (item,) = notices(world)
    return item


def queue(world: World, name: str) -> list[dict[str, Any]]:
    return world.table.queue(keys.queue(name))


def me(world: World) -> Recipient:
    return Recipient(kind="account", id=world.default_user(Role.PARENT).id)


def test_a_person_gets_one_mail_and_the_notice_leaves_the_queue(world: World, box: PostBox) -> None:
    owe(world, me(world), about=Subject(kind=SubjectKind.FORM, id="abc"), form_number="A7KC-39WT-XHY")
    assert run(world, box) == Counts(sent=1)
    parent = world.default_user(Role.PARENT)
    mail = box.to(parent.email)
    assert "https://exemptions.example.org/parents/forms/abc" in mail.text
    assert f"Hello {parent.display_name}" in mail.text
    item = the_notice(world)
    assert item["delivery"] == Delivery.SENT
    assert item["mail_ids"] == {"mail-1"}
    assert queue(world, OUTBOX) == []


def test_a_second_run_sends_nothing_again(world: World, box: PostBox) -> None:
    owe(world, me(world))
    run(world, box)
    world.clock.advance(days=1)
    assert run(world, box) == Counts()
    assert len(box.taken) == 1


def test_the_mail_is_in_the_language_of_the_account(world: World, box: PostBox) -> None:
    reader = world.parent(language="es")
    owe(world, Recipient(kind="account", id=reader.id))
    run(world, box)
    assert '<html lang="es">' in box.to(reader.email).html


def test_signing_a_form_reaches_parent_and_school_and_not_the_physician_who_did_it(world: World, box: PostBox) -> None:
    school = world.default_user(Role.SCHOOL)
    form = world.form()
    run(world, box)
    expected = {world.default_user(Role.PARENT).email, school.email}
    assert expected == set(box.addresses)
    for _address, mail in box.taken:
        for word in (form.child.first_name, form.school.name, form.number, "MMR", "measles"):
            assert word.casefold() not in f"{mail.subject} {mail.text} {mail.html}".casefold()


def test_every_member_of_an_organization_gets_a_copy_with_the_same_reference(world: World, box: PostBox) -> None:
    first, second = world.school_person(), world.school_person()
    owe(world, FACILITY)
    assert run(world, box) == Counts(sent=1)
    assert sorted(box.addresses) == sorted([first.email, second.email])
    references = {mail.text.rpartition("Reference: ")[2] for _address, mail in box.taken}
    assert len(references) == 1


def test_an_organization_without_a_user_gets_a_letter(world: World, box: PostBox) -> None:
    world.facility()
    owe(world, FACILITY, NoticeKind.EXEMPTION_REVOKED, letter=True, form_number="A7KC-39WT-XHY")
    assert run(world, box) == Counts(to_letters=1)
    assert the_notice(world)["delivery"] == Delivery.TO_BE_POSTED
    (row,) = queue(world, LETTERS)
    assert json.loads(row["card"]) == {
        "kind": "exemption_revoked",
        "recipient_kind": "facility",
        "recipient_name": "Juniper Hollow Elementary",
        "area": "schools",
        "number": "A7KC-39WT-XHY",
    }
    assert queue(world, OUTBOX) == []


def test_a_school_without_a_user_is_posted_news_of_an_appeal_but_not_of_a_form_that_the_parent_brings(
    world: World, box: PostBox
) -> None:
    world.facility()
    owe(world, FACILITY, NoticeKind.APPEAL_FILED)
    owe(world, FACILITY, NoticeKind.EXEMPTION_ISSUED)
    assert run(world, box) == Counts(to_letters=1, inbox_only=1)
    (row,) = queue(world, LETTERS)
    assert json.loads(row["card"])["kind"] == "appeal_filed"


def test_closed_accounts_get_no_mail(world: World, box: PostBox) -> None:
    world.school_person(disabled=True)
    owe(world, FACILITY, NoticeKind.APPEAL_FILED)
    assert run(world, box) == Counts(to_letters=1)
    assert box.taken == []


def test_a_refused_mail_waits_longer_each_time_and_then_goes_on_paper(world: World, box: PostBox) -> None:
    owe(world, me(world))
    box.refuses.add("*")
    for wait in RETRY_DELAYS:
        assert run(world, box) == Counts(put_back=1)
        world.clock.advance(seconds=wait.total_seconds() - 1)
        assert run(world, box) == Counts()
        world.clock.advance(seconds=1)
    assert run(world, box) == Counts(to_letters=1)
    assert [json.loads(row["card"])["recipient_name"] for row in queue(world, LETTERS)] == [""]


def test_a_mail_that_was_refused_is_sent_later(world: World, box: PostBox) -> None:
    owe(world, me(world))
    box.refuses.add("*")
    run(world, box)
    box.refuses.clear()
    world.clock.advance(minutes=1)
    assert run(world, box) == Counts(sent=1)


def test_after_a_partial_failure_only_the_rest_is_mailed(world: World, box: PostBox) -> None:
    first, second = world.school_person(), world.school_person()
    owe(world, FACILITY)
    box.refuses.add(max(first.email, second.email))
    run(world, box)
    before = list(box.addresses)
    box.refuses.clear()
    world.clock.advance(minutes=1)
    assert run(world, box) == Counts(sent=1)
    assert sorted(box.addresses) == sorted([first.email, second.email])
    assert len(before) <= 1


def test_a_claimed_notice_is_no_one_elses_until_the_lease_ends(world: World, box: PostBox) -> None:
    owe(world, me(world))
    (queued,) = outbox.due_notices(world.table, world.clock(), 10)
    assert outbox.claim(world.table, queued, world.clock())
    assert outbox.claim(world.table, queued, world.clock()) is None
    assert run(world, box) == Counts()
    world.clock.advance(seconds=outbox.LEASE.total_seconds())
    assert run(world, box) == Counts(sent=1)


def test_a_deliverer_whose_lease_ended_changes_nothing_any_more(world: World, box: PostBox) -> None:
    owe(world, me(world))
    (queued,) = outbox.due_notices(world.table, world.clock(), 10)
    late = outbox.claim(world.table, queued, world.clock())
    assert late
    world.clock.advance(minutes=3)
    run(world, box)
    outbox.move_to_letters(world.table, late, OnPaper(late.notice, "", ""))
    outbox.try_again(world.table, late, world.clock())
    assert the_notice(world)["delivery"] == Delivery.SENT
    assert queue(world, OUTBOX) == queue(world, LETTERS) == []


def test_a_crash_after_the_mail_was_taken_and_noted_doubles_nothing(
    world: World, box: PostBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(world, me(world))

    def crash(*_anything: object) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "leave_outbox", crash)
        with pytest.raises(SystemExit):
            run(world, box)
    world.clock.advance(seconds=outbox.LEASE.total_seconds())
    assert run(world, box) == Counts(sent=1)
    assert len(box.taken) == 1


def test_a_notice_that_cannot_be_rendered_holds_up_no_other(world: World, box: PostBox) -> None:
    owe(world, me(world), NoticeKind.VERIFY_EMAIL, LINK)
    work = world.work(Action.ISSUE_EXEMPTION)
    work.enqueue_notification("no_such_kind", me(world), NOTHING)
    work.commit()
    owe(world, me(world), NoticeKind.SCHOOL_CHANGED)
    done = run(world, box)
    assert done.sent == 2
    assert done.put_back == 1


def test_a_notice_that_cannot_be_read_holds_up_no_other(world: World, box: PostBox) -> None:
    owe(world, me(world))
    unreadable = Key(the_notice(world)["PK"], the_notice(world)["SK"])
    world.table.update(unreadable, "SET body = :junk", {":junk": "no notice"})
    world.clock.advance(seconds=1)
    reader = world.parent()
    owe(world, Recipient(kind="account", id=reader.id))
    assert run(world, box) == Counts(sent=1, failed=1)
    assert box.addresses == [reader.email]
    assert len(queue(world, OUTBOX)) == 1
    remove_row(world.table.name, unreadable)


def test_a_kind_of_a_newer_version_waits_for_it(world: World, box: PostBox) -> None:
    work = world.work(Action.ISSUE_EXEMPTION)
    work.enqueue_notification("kind_of_tomorrow", me(world), NOTHING)
    work.commit()
    for _attempt in range(len(RETRY_DELAYS) + 2):
        assert run(world, box) == Counts(put_back=1)
        world.clock.advance(days=1)


def test_while_the_store_is_down_nothing_is_lost(world: World, box: PostBox, monkeypatch: pytest.MonkeyPatch) -> None:
    owe(world, me(world))
    with monkeypatch.context() as broken:
        broken.setattr(Table, "update", _store_is_down)
        assert run(world, box) == Counts(failed=1)
    assert run(world, box) == Counts(sent=1)


def _store_is_down(*_anything: object, **_more: object) -> None:
    from chalicelib.storage.table import unavailable  # noqa: PLC0415 - only here

    raise unavailable()


def test_a_link_carries_its_token(world: World, box: PostBox) -> None:
    parent = world.default_user(Role.PARENT)
    work = world.work(Action.RESET_PASSWORD)
    token_id = add_link(work, LinkPurpose.RESET_PASSWORD, parent.id, parent.email)
    work.enqueue_notification(NoticeKind.RESET_PASSWORD, me(world), LINK, token_id=token_id)
    work.commit()
    run(world, box)
    assert f"https://exemptions.example.org/reset-password?token={token_of(token_id)}" in box.to(parent.email).text


def test_an_invitation_goes_to_the_address_of_its_link(world: World, box: PostBox) -> None:
    guest = world.reviewer(verified=False)
    work = world.work(Action.INVITE)
    token_id = add_link(work, LinkPurpose.INVITATION, guest.id, "guest@state.example")
    work.enqueue_notification(NoticeKind.INVITATION, Recipient(kind="address", id="0" * 64), LINK, token_id=token_id)
    work.commit()
    assert run(world, box) == Counts(sent=1)
    assert box.addresses == ["guest@state.example"]


def test_a_link_that_cannot_be_mailed_is_not_posted(world: World, box: PostBox) -> None:
    parent = world.parent(disabled=True)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.PASSWORD_CHANGED)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.VERIFY_EMAIL, token_id="x")
    assert run(world, box) == Counts(to_letters=1, inbox_only=1)


def test_the_oldest_notices_come_first_and_the_limit_holds(world: World, box: PostBox) -> None:
    first, second = world.parent(), world.parent()
    owe(world, Recipient(kind="account", id=first.id))
    world.clock.advance(seconds=1)
    owe(world, Recipient(kind="account", id=second.id))
    assert deliver_pending(box, world.clock, limit=1) == Counts(sent=1)
    assert box.addresses == [first.email]


def test_the_last_wait_is_over_within_a_day() -> None:
    assert sum(RETRY_DELAYS, timedelta()) < timedelta(days=1)
