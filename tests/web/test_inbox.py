"""The inbox that dashboards show."""

from datetime import timedelta
from typing import Any

from chalicelib.addresses import letter_address
from chalicelib.domain.account import Role
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING, Subject, SubjectKind
from chalicelib.storage.outbox import NoticePlace
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import environment
from chalicelib.web.inbox import inbox_entries
from tests.builders import World

CARRIERS_OF_LINKS = {
    NoticeKind.VERIFY_EMAIL,
    NoticeKind.RESET_PASSWORD,
    NoticeKind.INVITATION,
    NoticeKind.GUARDIAN_INVITED,
}
FORM = Subject(kind=SubjectKind.FORM, id="abc")
# Denial, revocation and appeal decision go out as printable letters, too (HSC 120372(d)(5), 120372.05(d)).
LETTERS = {
    NoticeKind.EXEMPTION_REFUSED,
    NoticeKind.EXEMPTION_REVOKED,
    NoticeKind.APPEAL_REINSTATED,
    NoticeKind.APPEAL_UPHELD,
    NoticeKind.APPEAL_REFUSED_LATE,
}


def visit_of(world: World, role: Role = Role.PARENT) -> PageRequest:
    return PageRequest(
        ctx=world.ctx(world.default_user(role)),
        method="GET",
        path="/parents",
        params={},
        query={},
        binding="",
        client_ip="",
    )


def a_notice(world: World, kind: NoticeKind, minutes_ago: int = 0, **facts: Any) -> Notice:
    return Notice(
        id=f"{kind.value}{minutes_ago}",
        kind=kind,
        recipient=Recipient(kind="account", id="someone"),
        at=world.clock() - timedelta(minutes=minutes_ago),
        about=FORM,
        facts=facts,
        letter=kind in LETTERS,
    )


def shown(entries: list[Any]) -> str:
    source = '{% from "components/inbox.html" import inbox with context %}{{ inbox(entries) }}'
    return environment("en").from_string(source).render(entries=entries)


def test_every_kind_can_be_listed_except_the_carriers_of_links(world: World) -> None:
    entries = inbox_entries(visit_of(world), [a_notice(world, kind) for kind in NoticeKind])
    assert len(entries) == len(NoticeKind) - len(CARRIERS_OF_LINKS)
    assert "%(" not in shown(entries)


def test_the_newest_stands_first(world: World) -> None:
    older = a_notice(world, NoticeKind.REQUEST_SUBMITTED, minutes_ago=5)
    newer = a_notice(world, NoticeKind.REQUEST_OPENED, minutes_ago=1)
    headings = [entry.heading for entry in inbox_entries(visit_of(world), [older, newer])]
    assert headings == ["The doctor opened your request", "Your request is ready for your doctor"]


def test_numbers_and_days_go_along_and_empty_ones_do_not(world: World) -> None:
    notice = a_notice(
        world, NoticeKind.APPEAL_FILED, form_number="A7KC-39WT-XHY", start_by="", appeal_by="2026-12-21", form_id="abc"
    )
    (entry,) = inbox_entries(visit_of(world), [notice])
    assert entry.details == (("Form number", "A7KC-39WT-XHY"), ("Last day to appeal", "December 21, 2026"))


def test_a_letter_can_be_printed_from_the_inbox(world: World) -> None:
    with_letter, without = a_notice(world, NoticeKind.EXEMPTION_REVOKED), a_notice(world, NoticeKind.EXEMPTION_ISSUED)
    entries = inbox_entries(visit_of(world), [with_letter, without])
    address = letter_address(NoticePlace.of_notice(with_letter))
    assert sorted(entry.letter for entry in entries) == ["", f"/my-letters/{address}"]
    assert shown(entries).count("Print the letter") == 1


def test_a_notice_that_leads_to_this_page_leads_to_its_letter_or_nowhere(world: World) -> None:
    here = visit_of(world)
    revoked, withdrawn = (
        a_notice(world, kind).model_copy(update={"about": NOTHING})
        for kind in (NoticeKind.EXEMPTION_REVOKED, NoticeKind.EXEMPTION_WITHDRAWN)
    )
    first, second = inbox_entries(here, [revoked, withdrawn])
    assert first.link == first.letter != ""
    assert second.link == ""
    assert "<a " not in shown([second])


def test_ten_are_shown_and_a_link_leads_to_the_rest(world: World) -> None:
    ten = [a_notice(world, NoticeKind.EXEMPTION_ISSUED, minutes_ago=number) for number in range(10)]
    assert "All your messages" not in shown(inbox_entries(visit_of(world), ten))
    more = [*ten, a_notice(world, NoticeKind.EXEMPTION_ISSUED, minutes_ago=11)]
    assert "All your messages" in shown(inbox_entries(visit_of(world), more))


def test_an_empty_inbox_says_what_will_come(world: World) -> None:
    assert "No messages yet" in shown([])


def test_what_an_act_owes_is_in_the_inbox_at_once(world: World) -> None:
    form = world.form()
    page_request = visit_of(world)
    entries = inbox_entries(page_request, page_request.ctx.account_bundle.notices)
    (entry,) = [each for each in entries if each.link == f"/parents/forms/{form.id}"]
    assert entry.details[0] == ("Form number", form.number)
