"""Mail that the service took and that did not arrive: what the law asks for goes on paper, and its reader is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.addresses import HOMES
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.metrics import Metric
from chalicelib.domain.notice import Delivery, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.jobs import deliver_notices
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.jobs.mail_events import TRIED_FOR, take_mail_event
from chalicelib.storage.tokens import LinkPurpose, add_link
from infra.local.mail import Mail, bounce_event
from tests.builders import World
from tests.counted import counted
from tests.infra.test_job_rights import used
from tests.jobs.post_box import PostBox
from tests.jobs.test_jobs_deliver import FACILITY, LINK, notices, owe, the_notice
from tests.rights.granted import allowed_at_the_store

SENT_AT = "2026-11-20T18:00:00+00:00"
CAME_BACK = "Email to you came back on November 20, 2026"
REVOKED = {"letter": True, "form_number": "A7KC-39WT-XHY"}


@pytest.fixture
def box() -> PostBox:
    return PostBox()


def a_parent(world: World) -> Account:
    return world.default_user(Role.PARENT)


def letters_page(world: World) -> str:
    return world.browser(world.default_user(Role.REVIEWER)).get("/letters").words


def event_about(box: PostBox, email: str, **how: Any) -> dict[str, Any]:
    mail = Mail("m-1", SENT_AT, "portal@state.example", [email], "", "", "", reference=box.references[email])
    return bounce_event(mail, **how)


def complaint(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "detail": {**event["detail"], "eventType": "Complaint"}}


def revoked_and_mailed(world: World, box: PostBox) -> Account:
    """A parent to whom the notice of a revocation was mailed."""
    parent = a_parent(world)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.EXEMPTION_REVOKED, **REVOKED)
    deliver_pending(box, world.clock)
    return parent


@pytest.mark.parametrize("as_told", [lambda event: event, complaint], ids=["bounce", "complaint"])
def test_the_notice_of_a_revocation_to_a_dead_address_waits_among_the_letters_and_the_parent_reads_why(
    world: World, box: PostBox, as_told: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Given a notice that was mailed, when the mail comes back, then staff find it on the list of letters, and the
    parent is told at the next sign-in."""
    parent = revoked_and_mailed(world, box)
    home = world.browser(parent)
    assert "A7KC-39WT-XHY" not in letters_page(world)
    assert CAME_BACK not in home.get("/parents").words
    assert take_mail_event(as_told(event_about(box, parent.email)), world.clock) == "to_letters"
    assert "A7KC-39WT-XHY" in letters_page(world)
    assert CAME_BACK in home.get("/parents").words
    assert counted(world.recorder.lines)[Metric.MAIL_UNDELIVERED] == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PARENT])
def test_everyone_reads_it_on_the_home_page_and_no_one_else(world: World, box: PostBox, role: Role) -> None:
    person, other = world.default_user(role), world.parent()
    owe(world, Recipient(kind="account", id=person.id), NoticeKind.PASSWORD_CHANGED)
    deliver_pending(box, world.clock)
    take_mail_event(event_about(box, person.email), world.clock)
    assert CAME_BACK in world.browser(person).get(HOMES[role]).words
    assert CAME_BACK not in world.browser(other).get("/parents").words


def test_a_month_later_the_home_page_says_nothing_any_more(world: World, box: PostBox) -> None:
    parent = revoked_and_mailed(world, box)
    take_mail_event(event_about(box, parent.email), world.clock)
    world.clock.advance(days=31)
    assert CAME_BACK not in world.browser(parent).get("/parents").words


def test_the_same_event_twice_is_dealt_with_once(world: World, box: PostBox) -> None:
    """Given a letter that was posted because its mail came back, when the event comes again, then nothing changes."""
    parent = revoked_and_mailed(world, box)
    event = event_about(box, parent.email)
    assert [take_mail_event(event, world.clock) for _ in range(3)] == ["to_letters", "known", "known"]
    assert take_mail_event(complaint(event), world.clock) == "noted"  # another ending, and the letter waits already
    assert the_notice(world)["delivery"] == Delivery.TO_BE_POSTED


@pytest.mark.parametrize(
    ("kind", "detail", "after", "comes_back"),
    [
        ("Permanent", "General", timedelta(), True),
        ("Permanent", "OnAccountSuppressionList", timedelta(), True),
        ("Undetermined", "Undetermined", timedelta(), True),
        ("Transient", "MailboxFull", timedelta(), True),
        ("Transient", "General", timedelta(minutes=1), False),  # as an answer that the reader is away
        ("Transient", "General", TRIED_FOR, True),
    ],
)
def test_what_did_not_arrive_is_told_from_a_passing_trouble(
    world: World, box: PostBox, kind: str, detail: str, after: timedelta, *, comes_back: bool
) -> None:
    parent = revoked_and_mailed(world, box)
    at = (world.clock() + after).isoformat()
    event = event_about(box, parent.email, kind=kind, detail_kind=detail, at=at)
    assert take_mail_event(event, world.clock) == ("to_letters" if comes_back else "passing")
    assert ("A7KC-39WT-XHY" in letters_page(world)) is comes_back


def test_a_notice_that_no_law_asks_for_is_not_posted(world: World, box: PostBox) -> None:
    parent = a_parent(world)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.PASSWORD_CHANGED)
    deliver_pending(box, world.clock)
    assert take_mail_event(event_about(box, parent.email), world.clock) == "noted"
    assert the_notice(world)["delivery"] == Delivery.SENT


def test_an_office_gets_a_letter_where_none_of_its_people_was_reached(world: World, box: PostBox) -> None:
    """Given two people of a school, when the mail to one comes back, then the other was reached; when both do, a letter
    waits."""
    first, second = world.school_person(), world.school_person()
    owe(world, FACILITY, NoticeKind.EXEMPTION_REVOKED, **REVOKED)
    deliver_pending(box, world.clock)
    told = [take_mail_event(event_about(box, each.email), world.clock) for each in (first, second)]
    assert told == ["noted", "to_letters"]


def test_an_invitation_that_comes_back_is_counted_and_harms_nothing(world: World, box: PostBox) -> None:
    work = world.work(Action.INVITE_GUARDIAN)
    token_id = add_link(work, LinkPurpose.GUARDIAN, "a" * 26, "new@mail.example")
    to = Recipient(kind="address", id="b" * 26)
    work.enqueue_notification(NoticeKind.GUARDIAN_INVITED, to, LINK, token_id=token_id)
    work.commit()
    deliver_pending(box, world.clock)
    assert take_mail_event(event_about(box, "new@mail.example"), world.clock) == "noted"
    assert counted(world.recorder.lines)[Metric.MAIL_UNDELIVERED] == 1


def test_mail_that_comes_back_while_it_is_being_sent_is_posted(world: World) -> None:
    """Given a service that says so before the deliverer has noted that it took the mail, then a letter waits."""

    class Quick(PostBox):
        def send(self, address: str, mail: Any, reference: str) -> str:
            taken = super().send(address, mail, reference)
            assert take_mail_event(event_about(self, address), world.clock) == "noted"
            return taken

    parent = a_parent(world)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.EXEMPTION_REVOKED, **REVOKED)
    assert deliver_pending(Quick(), world.clock).to_letters == 1
    assert "A7KC-39WT-XHY" in letters_page(world)


def test_a_mail_with_a_link_that_is_refused_to_the_last_is_not_given_up_in_silence(world: World) -> None:
    """Given a mail service that is away for fifteen hours, when the last try of a link's mail fails, it is told."""
    box = PostBox(refuses={"*"})
    parent = a_parent(world)
    owe(world, Recipient(kind="account", id=parent.id), NoticeKind.RESET_PASSWORD, about=LINK, token_id="c" * 26)
    for wait in (timedelta(), *deliver_notices.RETRY_DELAYS):
        assert counted(world.recorder.lines)[Metric.MAIL_GIVEN_UP] == 0
        world.clock.advance(seconds=wait.total_seconds() + 180)
        deliver_pending(box, world.clock)
    assert counted(world.recorder.lines)[Metric.MAIL_GIVEN_UP] == 1


@pytest.mark.parametrize("event", [{}, {"detail": {"eventType": "Complaint", "mail": {"tags": {}}}}])
def test_an_event_that_is_about_no_mail_of_ours_changes_nothing(world: World, event: dict[str, Any]) -> None:
    assert take_mail_event(event, world.clock) in {"passing", "foreign"}


def test_the_function_has_the_rights_at_the_store_that_it_uses_and_no_other(world: World, box: PostBox) -> None:
    parent = revoked_and_mailed(world, box)
    before, notes = len(world.recorder.calls), len(notices(world))
    take_mail_event(event_about(box, parent.email), world.clock)
    assert used(world, before) == allowed_at_the_store("mail_events")
    assert notes == len(notices(world))
