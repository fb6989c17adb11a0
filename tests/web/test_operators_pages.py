"""The operators' desk: inviting people of every role, accepting, and changing accounts."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.addresses import HOMES
from chalicelib.domain.account import Account, Appointment, Credential, Office, Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage import keys
from chalicelib.storage.tokens import address_of, token_key
from tests.builders import World
from tests.invariants.places_operators import PANELIST
from tests.mailed import newest_link, notices_of, token_in
from tests.people import PASSWORD, SCHOOL_ID
from tests.portal import Portal, Shown

INVITED = "invited@office.example"
OFFICER_FACTS = {"office": "designated_physician", "since_month": "1", "since_day": "2", "since_year": "2026"}
ROLES: dict[str, tuple[Role, dict[str, str], dict[str, Any], list[tuple[str, str]]]] = {
    "school": (
        Role.SCHOOL,
        {"facility_numbers": f"{SCHOOL_ID}\n990000001", "confirmed": "yes"},
        {"facility_ids": (SCHOOL_ID, "990000001")},
        [("facility", SCHOOL_ID), ("facility", "990000001")],
    ),
    "local-health": (Role.LOCAL_HEALTH, {"jurisdiction": "C19"}, {"jurisdiction": "C19"}, [("jurisdiction", "C19")]),
    "reviewer": (
        Role.REVIEWER,
        {"credential": "registered_nurse"},
        {"credential": Credential.REGISTERED_NURSE},
        [("cdph", "main")],
    ),
    "officer": (
        Role.OFFICER,
        OFFICER_FACTS,
        {"appointments": (Appointment(office=Office.DESIGNATED_PHYSICIAN, since=date(2026, 1, 2)),)},
        [("cdph", "main")],
    ),
    "appeals-staff": (Role.APPEALS_STAFF, {}, {}, [("chhs", "main")]),
    "secretary": (Role.SECRETARY, {}, {}, [("chhs", "main")]),
    "panelist": (Role.PANELIST, PANELIST, {}, [("panel", "main")]),
    "board": (Role.BOARD, {"board": "OMBC"}, {"board": "OMBC"}, [("board", "OMBC")]),
    "operator": (Role.OPERATOR, {}, {}, [("operators", "main")]),
}


@pytest.fixture
def operator(world: World) -> Portal:
    """A browser in which an operator is signed in."""
    world.facility()
    world.facility("990000001")
    return world.browser(world.default_user(Role.OPERATOR))


def invite(browser: Portal, slug: str, email: str = INVITED, **changed: Any) -> Shown:
    browser.get(f"/operators/invite/{slug}")
    return browser.post(f"/operators/invite/{slug}", **{"email": email, **ROLES[slug][1], **changed})


def accept(world: World, browser: Portal) -> Shown:
    page = browser.get(newest_link(world.table, NoticeKind.INVITATION))
    return page.press("Open my account", first_name="Ingrid", last_name="Tallow", password=PASSWORD)


def sign_in(browser: Portal, email: str = INVITED) -> Shown:
    browser.get("/sign-in")
    return browser.post("/sign-in", email=email, password=PASSWORD)


def account_path(done: Shown) -> str:
    """The address of the account that was invited."""
    return done.location.removesuffix("/invited")


def invited_account(world: World, done: Shown) -> Account:
    return world.ctx().store.get(Account, done.location.split("/")[3])


@pytest.mark.parametrize("slug", list(ROLES))
def test_a_person_of_each_role_is_invited_accepts_and_signs_in(
    world: World, operator: Portal, portal: Portal, slug: str
) -> None:
    role, _typed, facts, offices = ROLES[slug]
    done = invite(operator, slug)
    assert done.status == 303, done.errors
    account = invited_account(world, done)
    assert (account.role, account.verified) == (role, False)
    assert "The invitation is sent" in done.follow().words
    assert "Invited" in operator.get(account_path(done)).words
    assert sign_in(portal).status == 422

    assert accept(world, portal).location == "/accept-invitation/done"
    account = world.reload(account)
    assert account.verified
    assert account.display_name == "Ingrid Tallow"
    assert {name: getattr(account, name) for name in facts} == facts
    members = [keys.office_member(kind, office, account.id) for kind, office in offices]
    assert len(world.table.get_many(members)) == len(offices)
    assert sign_in(portal).location == HOMES[role]
    assert "Open" in operator.get(account_path(done)).words
    assert "The person has opened the account" in operator.get(done.location).words


def test_the_address_stands_in_the_links_item_for_the_mail(world: World, operator: Portal) -> None:
    invite(operator, "panelist")
    (notice,) = notices_of(world.table, NoticeKind.INVITATION)
    assert notice.recipient.kind == "address"
    assert INVITED not in notice.recipient.id
    key = token_key(token_in(notice))
    assert address_of(world.table.get_many([key])[key]) == INVITED


def test_an_invitation_works_once_for_seven_days(world: World, operator: Portal, portal: Portal) -> None:
    start = world.clock()
    invite(operator, "panelist")
    link = newest_link(world.table, NoticeKind.INVITATION)
    world.clock.set(start + timedelta(days=7))
    assert portal.get(link).status == 410
    world.clock.set(start + timedelta(days=7) - timedelta(seconds=1))
    assert accept(world, portal).status == 303
    assert portal.get(link).status == 410


def test_an_invitation_is_sent_again_and_the_old_link_ends(world: World, operator: Portal, portal: Portal) -> None:
    done = invite(operator, "panelist")
    old = newest_link(world.table, NoticeKind.INVITATION)
    world.clock.advance(minutes=1)
    again = operator.get(f"{account_path(done)}/invite-again").press("Send the invitation again")
    assert "The invitation is sent" in again.follow().words
    assert portal.get(old).status == 410
    assert accept(world, portal).status == 303
    shown = operator.post(f"{account_path(done)}/invite-again")
    assert shown.status == 409


def test_the_confirmation_says_to_whom_and_until_when(world: World, operator: Portal) -> None:
    shown = invite(operator, "panelist").follow()
    assert INVITED in shown.words
    assert "The link works until November 27, 2026" in shown.words
    assert shown.links["Invite another person"] == "/operators/invite"


def test_pressing_twice_shows_the_same_confirmation_and_sends_one_link(world: World, operator: Portal) -> None:
    operator.get("/operators/invite/panelist")
    first, second = operator.double_submit("/operators/invite/panelist", email=INVITED, **PANELIST)
    assert first.location == second.location
    assert "The invitation is sent" in second.follow().words
    assert len(notices_of(world.table, NoticeKind.INVITATION)) == 1


def test_a_link_that_has_ended_is_said_to_have_ended_until_it_is_sent_again(world: World, operator: Portal) -> None:
    done = invite(operator, "panelist")
    pages = ("/operators", account_path(done))
    world.clock.advance(days=7)
    later = world.browser(world.default_user(Role.OPERATOR))
    assert all("Expired, invite again" in later.get(page).words for page in pages)
    assert "The link has expired" in later.get(done.location).words

    later.get(f"{account_path(done)}/invite-again").press("Send the invitation again")

    assert all("Expired, invite again" not in later.get(page).words for page in pages)
    assert all("Invited" in later.get(page).words for page in pages)


def test_an_account_that_no_one_invited_has_no_confirmation(world: World, operator: Portal) -> None:
    assert operator.get(f"/operators/accounts/{world.parent().id}/invited").status == 404


def test_accepting_twice_with_one_press_is_one_account(world: World, operator: Portal, portal: Portal) -> None:
    done = invite(operator, "reviewer")
    portal.get(newest_link(world.table, NoticeKind.INVITATION))
    token = portal.page.form("Open my account").hidden["token"] if portal.page else ""
    first, second = portal.double_submit(
        "/accept-invitation", token=token, first_name="Ingrid", last_name="Tallow", password=PASSWORD
    )
    assert first.location == second.location == "/accept-invitation/done"
    assert invited_account(world, done).version == 2


def test_an_address_that_got_an_account_since_cannot_accept(world: World, operator: Portal, portal: Portal) -> None:
    invite(operator, "panelist")
    world.parent(email=INVITED)
    shown = accept(world, portal)
    assert shown.status == 409
    assert "has an account already" in shown.words


@pytest.mark.parametrize(
    ("role", "field", "typed", "said"),
    [
        ("panelist", "email", "", "email address"),
        ("panelist", "email", "x", "name@example.org"),
        ("school", "facility_numbers", "", "at least one school"),
        ("school", "facility_numbers", "123", "14 digits"),
        ("school", "facility_numbers", "99999999999999", "not in the directory: 99999999999999"),
        ("school", "facility_numbers", " ".join(f"9900000{number:02}" for number in range(21)), "20 numbers or fewer"),
        ("local-health", "jurisdiction", "", "Choose the health department"),
        ("local-health", "jurisdiction", "C99", "Choose the health department"),
        ("board", "board", "", "Choose the board"),
        ("board", "board", "XYZ", "Choose the board"),
        ("reviewer", "credential", "", "Choose the license"),
        ("reviewer", "credential", "medical_assistant", "Choose the license"),
        ("officer", "office", "", "Choose the position"),
        ("officer", "until", date(2026, 1, 1), "before the first day"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(operator: Portal, role: str, field: str, typed: Any, said: str) -> None:
    shown = invite(operator, role, **{field: typed})
    assert shown.status == 422
    assert said in shown.errors[field]


def test_a_refused_invitation_sends_nothing(world: World, operator: Portal) -> None:
    invite(operator, "school", facility_numbers="99999999999999")
    assert not notices_of(world.table, NoticeKind.INVITATION)


def test_an_appointment_of_one_day_is_an_appointment(world: World, operator: Portal) -> None:
    done = invite(operator, "officer", until=date(2026, 1, 2))
    assert invited_account(world, done).appointments[0].until == date(2026, 1, 2)


def test_a_known_address_is_told_to_the_operator(world: World, operator: Portal) -> None:
    shown = invite(operator, "panelist", email=world.parent().email)
    assert "has an account already" in shown.errors["email"]


def test_an_account_is_found_by_its_address(world: World, operator: Portal) -> None:
    physician = world.physician()
    page = operator.get("/operators")
    assert page.press("Find", email=physician.email.upper()).location == f"/operators/accounts/{physician.id}"
    assert "No account has this email address" in page.press("Find", email="no_one@mail.example").errors["email"]


def test_a_closed_account_is_out_at_its_next_request_and_can_be_opened_again(world: World, operator: Portal) -> None:
    teacher = world.school_person(world.facility())
    browser = world.browser(teacher)
    member = keys.office_member("facility", SCHOOL_ID, teacher.id)
    page = operator.get(f"/operators/accounts/{teacher.id}/close")
    page.press("Close account", reason="Left the school")
    assert browser.get("/account").status == 303
    assert sign_in(world.browser(), teacher.email).status == 422
    assert member not in world.table.get_many([member])
    assert page.press("Close account", reason="Again", operation=None).status == 409

    operator.get(f"/operators/accounts/{teacher.id}/reopen").press("Open account", reason="Came back")
    assert sign_in(world.browser(), teacher.email).status == 303
    assert member in world.table.get_many([member])


def test_an_operator_signs_a_person_out_everywhere(world: World, operator: Portal) -> None:
    parent = world.parent()
    browser = world.browser(parent)
    page = operator.get(f"/operators/accounts/{parent.id}/end-sessions")
    assert page.press("Sign out everywhere", reason="Lost phone").status == 303
    assert browser.get("/account").status == 303
    assert sign_in(browser, parent.email).status == 303


def test_an_operator_cannot_close_the_own_account(world: World, operator: Portal) -> None:
    own = world.default_user(Role.OPERATOR)
    shown = operator.get(f"/operators/accounts/{own.id}/close").press("Close account", reason="Enough")
    assert shown.status == 422
    assert not world.reload(own).disabled


def test_a_change_without_a_reason_or_over_a_newer_state_is_refused(world: World, operator: Portal) -> None:
    parent = world.parent()
    page = operator.get(f"/operators/accounts/{parent.id}/close")
    assert list(page.press("Close account", reason="").errors) == ["reason"]
    world.browser(parent)  # signing in is a newer version
    assert page.press("Close account", reason="Why not").status == 409


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_no_one_else_comes_to_the_operators_pages(world: World, role: Role) -> None:
    browser = world.browser(world.default_user(role))
    for path in ("/operators", "/operators/invite", "/operators/invite/operator", f"/operators/accounts/{'a' * 26}"):
        assert browser.get(path).status == 403
    assert browser.post("/operators/invite/operator", email=INVITED).status == 403


def test_an_account_that_does_not_exist_is_not_found(operator: Portal) -> None:
    for path in ("", "/close", "/reopen", "/end-sessions", "/invite-again"):
        assert operator.get(f"/operators/accounts/{'a' * 26}{path}").status == 404


def test_the_desk_begins_empty_and_lists_the_newest_first(world: World, operator: Portal) -> None:
    assert "No one is invited yet" in operator.get("/operators").words
    for name in ("first", "second"):
        world.clock.advance(minutes=1)
        invite(operator, "panelist", email=f"{name}@office.example")
    shown = operator.get("/operators")
    assert shown.words.index("second@") < shown.words.index("first@")
    assert len(shown.calls) <= 3
