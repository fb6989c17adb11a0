"""The "to be posted" list of the state's staff."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Delivery, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING
from chalicelib.storage import keys
from chalicelib.storage.queues import LETTERS
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.web.letter_cases import letter_to, no_one_can_be_mailed, revoked

# Carriers of links, what the parent brings to an office that has no user, and what only operators are told.
NEVER_POSTED_HERE = {
    NoticeKind.VERIFY_EMAIL,
    NoticeKind.RESET_PASSWORD,
    NoticeKind.INVITATION,
    NoticeKind.GUARDIAN_INVITED,
    NoticeKind.EXEMPTION_ISSUED,
    NoticeKind.EMERGENCY_OPENED,
    NoticeKind.SCHOOL_WITHOUT_APPROVER,
    NoticeKind.SCHOOL_CLAIM_TO_CHECK,
    NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON,
    NoticeKind.SCHOOL_EXEMPTION_ENDED,
    NoticeKind.OUTBREAK_STARTED,
    NoticeKind.EXCLUSION_ORDERED,
    NoticeKind.EXCLUSION_LIFTED,
    NoticeKind.SCHOOL_SPAN_ENDS_SOON,
    NoticeKind.SCHOOL_REVIEWS_DUE,
    NoticeKind.PANEL_QUESTION_SILENT,
    NoticeKind.PANEL_SEAT_SILENT,
    NoticeKind.LICENSE_TO_CLASSIFY,
    NoticeKind.LICENSE_CLAIM_TO_SETTLE,
    NoticeKind.CHARGE_REPORTED,
    NoticeKind.CHARGE_FORWARDED,
}


def delivery_of(world: World, kind: str) -> str:
    (item,) = [
        item
        for item in all_items(world.table.name)
        if item.get("type") == "notice" and f"#{kind}#" in item["PK"] and '"letter":true' in item["body"]
    ]
    return str(item["delivery"])


def test_an_empty_list_says_when_something_comes(world: World) -> None:
    page = world.browser(world.default_user(Role.REVIEWER)).get("/letters")
    assert page.heading == "Letters to mail"
    assert "No letter waits" in page.words


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER])
def test_the_list_says_to_whom_what_and_since_when(world: World, role: Role) -> None:
    form = revoked(world)
    no_one_can_be_mailed(world)
    words = world.browser(world.default_user(role)).get("/letters").words
    for expected in (
        "Juniper Hollow Elementary",
        "Los Angeles County",
        "Parent or guardian",
        "Physician",
        "The state stopped this exemption",
        form.number,
        "November 20, 2026",
    ):
        assert expected in words
    assert form.child.last_name not in words
    assert form.parent.name not in words


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.REVIEWER, Role.OFFICER}])
def test_no_one_else_sees_the_list(world: World, role: Role) -> None:
    assert world.browser(world.default_user(role)).get("/letters").status == 403


def test_a_letter_is_printed_with_its_address_and_the_view_is_recorded(world: World) -> None:
    form = revoked(world)
    no_one_can_be_mailed(world)
    page = world.browser(world.default_user(Role.REVIEWER)).get(f"/letters/{letter_to(world, 'facility')}")
    assert "300 Juniper Hollow Road" in page.words
    assert form.child.full_name in page.words
    assert len(world.table.query_audit(f"ACCESS#CHILD#{form.child_id}", "VIEW#")) == 1
    assert len([call for call in page.calls if call.is_read]) <= 2


def test_a_letter_that_an_email_reached_is_not_the_staffs_to_read(world: World) -> None:
    revoked(world)
    assert (
        world.browser(world.default_user(Role.REVIEWER)).get(f"/letters/{letter_to(world, 'facility')}").status == 404
    )


@pytest.mark.parametrize(
    "address", ["facility/x/y/z", "nowhere/x/y/z", "account/%23/000000000000000/%00", "account/a/b/c/mark-posted"]
)
def test_an_address_that_names_nothing_is_a_missing_page(world: World, address: str) -> None:
    assert world.browser(world.default_user(Role.REVIEWER)).get(f"/letters/{address}").status == 404


def test_a_posted_letter_leaves_the_list(world: World) -> None:
    revoked(world)
    no_one_can_be_mailed(world)
    browser = world.browser(world.default_user(Role.REVIEWER))
    address = letter_to(world, "facility")
    assert address in browser.get("/letters").text
    question = browser.get(f"/letters/{address}/mark-posted")
    assert question.heading == "Did you mail this letter?"
    done = question.press("Mark as mailed").follow()
    assert done.heading == "The letter is marked as mailed"
    assert address not in browser.get("/letters").text
    assert delivery_of(world, "facility") == Delivery.POSTED


def test_marking_twice_by_a_double_click_is_one_act(world: World) -> None:
    revoked(world)
    no_one_can_be_mailed(world)
    browser = world.browser(world.default_user(Role.REVIEWER))
    path = f"/letters/{letter_to(world, 'facility')}/mark-posted"
    browser.get(path)
    first, second = browser.double_submit(path)
    assert (first.status, first.location) == (second.status, second.location) == (303, "/letters/posted")


def test_a_letter_that_someone_else_marked_is_said_to_be_so(world: World) -> None:
    revoked(world)
    no_one_can_be_mailed(world)
    path = f"/letters/{letter_to(world, 'facility')}/mark-posted"
    slow, fast = world.browser(world.default_user(Role.REVIEWER)), world.browser(world.default_user(Role.OFFICER))
    page = slow.get(path)
    fast.get(path).press("Mark as mailed")
    again = page.press("Mark as mailed")
    assert again.status == 409
    assert "Someone marked this letter as mailed already" in again.words
    later = slow.get(path)
    assert (later.status, [each for each in later.forms if each.action.endswith("mark-posted")]) == (409, [])
    assert "Someone marked this letter as mailed already" in later.words


def test_a_letter_to_an_office_is_in_english_whoever_prints_it(world: World) -> None:
    """Given a nurse who reads the portal in Spanish, when she prints a letter to a board, then it is in English."""
    world.facility()
    work = world.work(Action.ISSUE_EXEMPTION)
    to_the_board = Recipient(kind="board", id="MBC")
    work.enqueue_notification(NoticeKind.EXEMPTION_REVOKED, to_the_board, NOTHING, letter=True)
    work.commit()
    no_one_can_be_mailed(world)
    browser = world.browser(world.default_user(Role.REVIEWER))
    browser.get("/letters?lang=es")
    listed = browser.get("/letters")
    assert "Cartas" in listed.words
    (address,) = (link for link in listed.links.values() if "/letters/board" in link and "mark-posted" not in link)

    letter = browser.get(address)

    assert letter.html.get("lang") == "en"
    assert "exención" not in letter.words


def test_a_letter_of_any_kind_can_be_printed(world: World) -> None:
    world.facility()
    every = list(NoticeKind)
    for kinds in (every[:60], every[60:]):  # a transaction has a hundred writes
        work = world.work(Action.ISSUE_EXEMPTION)
        for kind in kinds:
            work.enqueue_notification(
                kind, Recipient(kind="board", id="MBC"), NOTHING, letter=kind == NoticeKind.EXEMPTION_REVOKED
            )
        work.commit()
    no_one_can_be_mailed(world)
    browser = world.browser(world.default_user(Role.REVIEWER))
    rows = world.table.queue(keys.queue(LETTERS))
    first = browser.get("/letters")
    pages = [first, *(browser.get(link.get("href", "")) for link in first.html.iter("a") if link.get("rel") == "next")]
    links = [link.get("href", "") for page in pages for link in page.html.iter("a")]
    addresses = [address for address in links if "/letters/board" in address]
    assert len(addresses) == 2 * len(rows) == 2 * (len(NoticeKind) - len(NEVER_POSTED_HERE))
    for address in addresses:
        assert browser.get(address).status == 200
