"""An approver looks after the people of a school: adds, changes, ends, confirms; and what no one can do."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.school_people import SchoolPeople
from tests.builders import World
from tests.invariants.places_people import approver, colleague
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD, SCHOOL_ID
from tests.portal import Portal, Shown

PEOPLE = f"/schools/at/{SCHOOL_ID}/people"
OTHER_ID = "19642120999999"
NEW = "clerk@school.example"


def people(world: World, facility_id: str = SCHOOL_ID) -> SchoolPeople:
    return world.ctx().store.get(SchoolPeople, facility_id)


def told(world: World, kind: NoticeKind) -> set[str]:
    """To whom notices of this kind went."""
    return {notice.recipient.id for notice in notices_of(world.table, kind)}


def add(world: World, by: Account, email: str = NEW, part: str = "staff") -> Shown:
    browser = world.browser(by)
    browser.get(f"{PEOPLE}/add")
    return browser.post(f"{PEOPLE}/add", email=email, part=part)


def accept(world: World) -> None:
    browser = world.browser()
    browser.get(newest_link(world.table, NoticeKind.INVITATION))
    browser.page.press("Open my account", first_name="Wanda", last_name="Achebe", password=PASSWORD)  # type: ignore[union-attr]


def lines(page: Shown) -> dict[str, str]:
    """The list by e-mail address."""
    rows = [row for row in page.html.iter("tr") if len(list(row)) > 1]
    cells = [["".join(cell.itertext()) for cell in row] for row in rows[1:]]
    return {each[1]: " | ".join(each) for each in cells}


def test_the_first_person_invited_to_a_school_is_its_approver_and_the_next_is_staff(world: World) -> None:
    world.facility()
    operator = world.default_user(Role.OPERATOR)
    for email in ("first@school.example", "second@school.example"):
        invite(world.ctx(operator), Invitation(email, Role.SCHOOL, facility_ids=(SCHOOL_ID,)))
    waiting = [world.ctx().store.get(Account, each) for each in people(world).waiting_ids]
    assert [each.school_part for each in waiting] == [SchoolPart.APPROVER, SchoolPart.STAFF]
    assert people(world).approver_ids == ()


def test_an_added_person_gets_a_link_and_then_stands_on_the_list(world: World) -> None:
    me, other = approver(world), colleague(world, SchoolPart.APPROVER)
    assert "Invited" in lines(add(world, me).follow())[NEW]
    accept(world)
    line = lines(world.browser(me).get(PEOPLE))[NEW]
    assert "Wanda Achebe" in line
    assert "Staff" in line
    assert "Has access" in line
    assert told(world, NoticeKind.SCHOOL_PEOPLE_CHANGED) == {other.id}


def test_adding_the_same_address_again_sends_a_new_link_for_the_same_person(world: World) -> None:
    me = approver(world)
    add(world, me)
    first = newest_link(world.table, NoticeKind.INVITATION)
    world.clock.advance(days=8)
    assert "Expired" in lines(world.browser(me).get(PEOPLE))[NEW]
    add(world, me, part="read_only")
    assert len(people(world).waiting_ids) == 1
    assert world.browser().get(first).status == 410
    accept(world)
    assert "Read only" in lines(world.browser(me).get(PEOPLE))[NEW]


def test_whether_a_family_has_an_account_shows_nowhere(world: World) -> None:
    """The page, the list and the mail are the same; the owner of the address learns it at the link."""
    me, parent = approver(world), world.parent()
    with_account, without = add(world, me, parent.email), add(world, me, NEW)
    assert (with_account.status, with_account.location) == (without.status, without.location)
    listed = lines(world.browser(me).get(PEOPLE))
    assert listed[parent.email].replace(parent.email, "") == listed[NEW].replace(NEW, "")
    assert len(notices_of(world.table, NoticeKind.INVITATION)) == 2


def test_a_person_of_another_school_is_added_without_a_second_account(world: World) -> None:
    me = approver(world)
    world.facility(OTHER_ID)
    nurse = world.account(Role.SCHOOL, facility_ids=(OTHER_ID,))
    add(world, me, nurse.email)
    assert world.reload(nurse).facility_ids == (OTHER_ID, SCHOOL_ID)
    assert told(world, NoticeKind.SCHOOL_ACCESS_GIVEN) == {nurse.id}


def test_adding_never_changes_the_part_that_a_person_has_at_another_school(world: World) -> None:
    me = approver(world)
    nurse = world.account(Role.SCHOOL, facility_ids=(OTHER_ID,), school_part=SchoolPart.READ_ONLY)
    add(world, me, nurse.email, "approver")
    assert world.reload(nurse).school_part is SchoolPart.READ_ONLY
    assert world.reload(nurse).facility_ids == (OTHER_ID,)


def test_ended_access_ends_at_the_next_request(world: World) -> None:
    me, clerk = approver(world), colleague(world)
    theirs = world.browser(clerk)
    assert theirs.get(f"/schools/at/{SCHOOL_ID}").status == 200
    world.browser(me).get(f"{PEOPLE}/{clerk.id}/end").press("End this access")
    assert theirs.get(f"/schools/at/{SCHOOL_ID}").status in {303, 401}
    assert clerk.email not in lines(world.browser(me).get(PEOPLE))
    assert told(world, NoticeKind.SCHOOL_ACCESS_ENDED) == {clerk.id}


def test_the_notices_of_the_school_no_longer_reach_who_has_left(world: World) -> None:
    me, clerk = approver(world), colleague(world)
    world.browser(me).get(f"{PEOPLE}/{clerk.id}/end").press("End this access")
    back = world.browser(clerk)
    assert back.get(f"/schools/at/{SCHOOL_ID}/news").status == 404
    assert "No school yet" in back.get("/schools").words


def test_a_new_part_holds_from_the_next_request_on(world: World) -> None:
    me, clerk = approver(world), colleague(world)
    theirs = world.browser(clerk)
    world.browser(me).get(f"{PEOPLE}/{clerk.id}").press("Save", part="read_only")
    assert theirs.get("/schools").status in {303, 401}
    assert world.browser(clerk).get(f"/schools/at/{SCHOOL_ID}/students/new").status == 403
    assert told(world, NoticeKind.SCHOOL_PART_CHANGED) == {clerk.id}


def test_the_only_approver_cannot_give_up_the_part_by_mistake(world: World) -> None:
    me = approver(world)
    answer = world.browser(me).get(f"{PEOPLE}/{me.id}").press("Save", part="staff")
    assert answer.status == 422
    assert "only approver" in answer.errors["part"]
    assert world.reload(me).school_part is SchoolPart.APPROVER


def test_when_the_last_approver_leaves_the_operators_are_told_and_the_school_reads_on(world: World) -> None:
    me, clerk = approver(world), colleague(world)
    page = world.browser(me).get(f"{PEOPLE}/{me.id}/end")
    assert "only approver" in page.words
    page.press("End this access")
    assert told(world, NoticeKind.SCHOOL_WITHOUT_APPROVER) == {"main"}
    left = people(world).without_approver_since
    assert left == world.clock.today

    for days, status in ((30, 200), (31, 403)):
        world.clock.set(left + timedelta(days=days))
        browser = signed_in(world, clerk)
        assert browser.get(f"/schools/at/{SCHOOL_ID}/students/new").status == status
        assert browser.get(f"/schools/at/{SCHOOL_ID}").status == 200


def signed_in(world: World, person: Account) -> Portal:
    """A browser in which this person signed in with both steps just now."""
    browser = world.browser()
    browser.get("/sign-in")
    step = browser.post("/sign-in", email=person.email, password=PASSWORD)
    step.follow().press("Sign in", code=world.code(person))
    return browser


def test_an_approver_of_one_school_decides_nothing_about_a_person_of_two(world: World) -> None:
    """Attack: a part counts at each of the person's schools, so that a stranger's part would be raised."""
    me = approver(world)
    nurse = world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID, OTHER_ID))
    answer = world.browser(me).get(f"{PEOPLE}/{nurse.id}").press("Save", part="approver")
    assert answer.status == 422
    assert world.reload(nurse).school_part is SchoolPart.STAFF
    world.browser(me).get(f"{PEOPLE}/{nurse.id}/end").press("End this access")
    assert world.reload(nurse).facility_ids == (OTHER_ID,)


@pytest.mark.parametrize("page", ["", "/end"])
def test_an_approver_reaches_no_one_of_another_school(world: World, page: str) -> None:
    me = approver(world)
    stranger = world.account(Role.SCHOOL, facility_ids=(OTHER_ID,))
    parent = world.parent()
    for person in (stranger, parent):
        assert world.browser(me).get(f"{PEOPLE}/{person.id}{page}").status == 404


def test_of_two_approvers_who_end_each_other_at_once_one_is_told_that_things_changed(world: World) -> None:
    me, other = approver(world), colleague(world, SchoolPart.APPROVER)
    mine, theirs = world.browser(me), world.browser(other)
    my_page, their_page = mine.get(f"{PEOPLE}/{other.id}/end"), theirs.get(f"{PEOPLE}/{me.id}/end")
    assert my_page.press("End this access").status == 303
    assert their_page.press("End this access").status in {303, 401, 403}
    assert people(world).approver_ids == (me.id,)


def test_the_list_is_confirmed_each_september_and_january(world: World) -> None:
    world.clock.set(date(2026, 9, 15))
    me = approver(world)
    assert "Confirm this list" in world.browser(me).get(PEOPLE).words
    world.browser(me).get(f"{PEOPLE}/confirm").press("The list is right")
    assert people(world).confirmed_on == date(2026, 9, 15)
    assert "Confirm this list" not in world.browser(me).get(PEOPLE).words
    world.clock.set(date(2026, 12, 31))
    assert "Confirm this list" not in world.browser(me).get(PEOPLE).words
    world.clock.set(date(2027, 1, 1))
    assert "Confirm this list" in world.browser(me).get(PEOPLE).words


def test_a_closed_account_of_an_approver_no_longer_counts(world: World) -> None:
    me = approver(world)
    operator = world.browser(world.default_user(Role.OPERATOR))
    operator.get(f"/operators/accounts/{me.id}/close").press("Close account", reason="Left the school")
    assert people(world).approver_ids == ()
    assert people(world).without_approver_since == world.clock.today
    operator.get(f"/operators/accounts/{me.id}/reopen").press("Open account", reason="Came back")
    assert people(world).approver_ids == (me.id,)
    assert people(world).without_approver_since is None
