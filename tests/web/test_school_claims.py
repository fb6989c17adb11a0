"""A person claims a place at a school: what opens it, what never does, and what the attempt tells no one."""

import pytest

from chalicelib.actions.people.settle_claim import code_of
from chalicelib.addresses import letter_address
from chalicelib.directory.schools import read_schools
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.facility_claim import ClaimStage
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage.outbox import NoticePlace
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.places_people import approver, claim_of, claimed, colleague
from tests.mailed import newest_link, notices_of
from tests.people import PASSWORD, SCHOOL_ID
from tests.portal import Portal, Shown

PEOPLE = f"/schools/at/{SCHOOL_ID}/people"
DOMAIN = {"mail_domains": ("juniperhollow.example",), "administrator": "Wanda Achebe"}


def register(world: World, email: str, first: str = "Wanda", last: str = "Achebe") -> Shown:
    browser = world.browser()
    browser.get(f"/register/school/{SCHOOL_ID}")
    return browser.post(
        f"/register/school/{SCHOOL_ID}", first_name=first, last_name=last, email=email, password=PASSWORD
    )


def confirmed(world: World, email: str, **name: str) -> Account:
    """The account of someone who registered and used the link."""
    register(world, email, **name)
    link = notices_of(world.table, NoticeKind.VERIFY_EMAIL)[-1]
    world.browser().get(newest_link(world.table, NoticeKind.VERIFY_EMAIL)).press("Confirm my email address")
    world.clock.advance(seconds=1)
    return world.with_two_factor(world.ctx().store.get(Account, link.about.id))


def type_code(browser: Portal, code: str) -> Shown:
    return browser.get("/schools/access").press("Use the code", code=code)


def sees_the_school(world: World, person: Account) -> bool:
    return world.browser(person).get(f"/schools/at/{SCHOOL_ID}").status == 200


def test_the_number_shows_name_and_city_before_anything_is_sent(world: World) -> None:
    world.facility()
    page = world.browser().get("/register/school").press("Continue", number="19-64212-0123456").follow()
    assert "Juniper Hollow Elementary" in page.words
    assert "Alhambra" in page.words


@pytest.mark.parametrize("number", ["19642120999999", "1", "drop table", "١٩٦٤٢١٢٠١٢٣٤٥٦"])
def test_a_number_of_no_school_is_told_at_its_field(world: World, number: str) -> None:
    world.facility()
    answer = world.browser().get("/register/school").press("Continue", number=number)
    assert answer.status == 422
    assert "No open school" in answer.errors["number"]


def test_the_head_named_in_the_directory_with_the_schools_domain_is_in_right_away(world: World) -> None:
    world.facility(**DOMAIN)
    head = confirmed(world, "w.achebe@JuniperHollow.example")
    assert world.reload(head).school_part is SchoolPart.APPROVER
    assert sees_the_school(world, head)
    assert world.browser(head).get(PEOPLE).status == 200


@pytest.mark.parametrize(
    ("email", "first"),
    [
        ("w.achebe@mail.example", "Wanda"),  # the right name, another domain
        ("clerk@juniperhollow.example", "Carla"),  # the right domain, another name
        ("w.achebe@evil.juniperhollow.example.attacker.example", "Wanda"),
        ("w.achebe@notjuniperhollow.example", "Wanda"),
    ],
)
def test_name_or_domain_alone_open_nothing_and_a_letter_goes_to_the_school(
    world: World, email: str, first: str
) -> None:
    world.facility(**DOMAIN)
    person = confirmed(world, email, first=first)
    assert claim_of(world, person).stage is ClaimStage.LETTER
    assert not sees_the_school(world, person)
    (letter,) = notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER)
    assert letter.recipient.id == SCHOOL_ID


COLUMNS = {
    "CDSCode": SCHOOL_ID,
    "StatusType": "Active",
    "County": "Los Angeles",
    "District": "Alhambra Unified",
    "School": "Juniper Hollow",
    "Street": "300 Juniper Hollow Road",
    "City": "Alhambra",
    "Zip": "91803",
    "Phone": "(626) 555-0100",
    "GSoffered": "K-6",
    "AdmFName": "Wanda",
    "AdmLName": "Achebe",
}


@pytest.mark.parametrize(
    ("email", "website", "domains"),
    [
        ("office@" + "gmail.com", "http://sites.google.com/juniperhollow", ()),
        ("No Data", "No Data", ()),
        ("office@JuniperHollow.example", "https://www.juniperhollow.example/a?b=1", ("juniperhollow.example",)),
        ("office@district.example", "www.jh.example", ("district.example", "jh.example")),
    ],
)
def test_free_mail_in_the_directory_is_no_domain_of_a_school(
    email: str, website: str, domains: tuple[str, ...]
) -> None:
    cells = {**COLUMNS, "Email": email, "WebSite": website}
    parsed = read_schools("\n".join(["\t".join(cells), "\t".join(cells.values())]).encode())
    assert parsed.problems == ()
    assert parsed.rows[0].facility.mail_domains == domains
    assert parsed.rows[0].facility.administrator == "Wanda Achebe"


def test_an_unconfirmed_address_claims_nothing(world: World) -> None:
    """Attack: someone else's work address."""
    world.facility(**DOMAIN)
    register(world, "w.achebe@juniperhollow.example")
    assert notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER) == []
    assert world.ctx().store.find(SchoolPeople, SCHOOL_ID) is None


def test_whether_an_address_has_an_account_is_told_to_no_one(world: World) -> None:
    world.facility()
    parent = world.parent()
    known, unknown = register(world, parent.email), register(world, "new@mail.example")
    assert (known.status, known.location, len(known.calls)) == (unknown.status, unknown.location, len(unknown.calls))
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.ALREADY_REGISTERED)] == [parent.id]


def test_the_letter_is_printed_with_the_code_and_the_code_makes_an_approver(world: World) -> None:
    person = claimed(world)
    deliver_pending(clock=world.clock)
    letter = notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER)[-1]
    page = world.browser(world.reviewer()).get(f"/letters/{letter_address(NoticePlace.of_notice(letter))}")
    code = code_of(world.ctx(), claim_of(world, person))
    assert code in page.words
    assert "Wanda Achebe" in page.words
    assert "300 Juniper Hollow Road" in page.words

    assert type_code(world.browser(person), code.lower().replace("-", " ")).status == 303
    assert world.reload(person).school_part is SchoolPart.APPROVER
    assert sees_the_school(world, person)


def test_the_letter_goes_to_the_school_even_where_staff_have_accounts_and_they_cannot_read_it(world: World) -> None:
    """Attack: staff of the school open the letter in the portal and so become approvers."""
    clerk = world.default_user(Role.SCHOOL)
    claimed(world)
    deliver_pending(clock=world.clock)
    (letter,) = notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER)
    item = world.ctx().store.item(NoticePlace.of_notice(letter).key)
    assert item
    assert item["delivery"] == "to_be_posted"
    place = letter_address(NoticePlace.of_notice(letter))
    assert world.browser(clerk).get(f"/account/letters/{place}").status == 404


def test_the_code_stands_in_no_item_of_the_table(world: World) -> None:
    person = claimed(world)
    code = code_of(world.ctx(), claim_of(world, person))
    items = [*all_items(world.table.name), *all_items(world.table.audit_name)]
    assert not any(code in str(item) or code.replace("-", "") in str(item) for item in items)


def test_codes_cannot_be_guessed_five_wrong_ones_end_the_claim(world: World) -> None:
    person = claimed(world)
    browser = world.browser(person)
    code = code_of(world.ctx(), claim_of(world, person))
    for left in (4, 3, 2, 1):
        answer = type_code(browser, "00000-00000")
        assert answer.status == 422
        assert f"{left} {'try' if left == 1 else 'tries'} left" in answer.words
    last = browser.get("/schools/access")
    assert last.press("Use the code", code="00000-00001").status == 422
    assert claim_of(world, person).stage is ClaimStage.REFUSED
    browser.page = last
    assert last.press("Use the code", code=code).status in {409, 422}
    assert not sees_the_school(world, person)


def test_the_code_works_for_thirty_days(world: World) -> None:
    person = claimed(world)
    code = code_of(world.ctx(), claim_of(world, person))
    page = world.browser(person).get("/schools/access")
    assert page.status == 200
    world.clock.advance(days=31)
    browser = world.browser(person)
    browser.get("/schools/access")
    answer = browser.post("/schools/access/code", code=code)
    assert answer.status == 422
    assert not sees_the_school(world, person)


def test_the_code_of_one_claim_opens_no_other(world: World) -> None:
    mine, theirs = claimed(world), claimed(world)
    code = code_of(world.ctx(), claim_of(world, theirs))
    assert type_code(world.browser(mine), code).status == 422


def test_a_school_is_not_flooded_with_letters(world: World) -> None:
    people = [claimed(world) for _ in range(4)]
    assert [claim_of(world, each).stage for each in people] == [*[ClaimStage.LETTER] * 3, ClaimStage.OPERATOR]
    assert len(notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER)) == 3
    assert len(notices_of(world.table, NoticeKind.SCHOOL_CLAIM_TO_CHECK)) == 1


def test_where_there_is_an_approver_that_one_decides_whatever_the_claim(world: World) -> None:
    me = approver(world)
    world.facility(**DOMAIN)
    person = confirmed(world, "w.achebe@juniperhollow.example")
    assert claim_of(world, person).stage is ClaimStage.APPROVER
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.SCHOOL_CLAIM_WAITS)] == [me.id]
    assert not sees_the_school(world, person)
    assert "Asks for access" in world.browser(me).get(PEOPLE).words
    page = world.browser(me).get(f"{PEOPLE}/{person.id}/answer")
    assert "of the domain" in page.words
    page.press("Send the answer", answer="read_only")
    assert world.reload(person).school_part is SchoolPart.READ_ONLY
    assert sees_the_school(world, person)


def test_a_refused_person_sees_nothing_and_is_told(world: World) -> None:
    me = approver(world)
    person = claimed(world)
    world.browser(me).get(f"{PEOPLE}/{person.id}/answer").press("Send the answer", answer="refuse")
    assert [each.recipient.id for each in notices_of(world.table, NoticeKind.SCHOOL_CLAIM_REFUSED)] == [person.id]
    assert not sees_the_school(world, person)
    assert "This request is over" in world.browser(person).get("/schools/access").words
    assert "Wanda Achebe" not in world.browser(me).get(PEOPLE).words


def test_no_one_answers_the_own_claim_nor_one_of_another_school(world: World) -> None:
    approver(world)
    person = claimed(world)
    answer = f"{PEOPLE}/{person.id}/answer"
    other = world.account(Role.SCHOOL, facility_ids=("19642120999999",), school_part=SchoolPart.APPROVER)
    for asked, status in ((person, 404), (other, 404), (colleague(world), 403)):
        browser = world.browser(asked)
        assert browser.get(answer).status == status
        assert browser.post(answer, answer="approver").status == status
    assert claim_of(world, person).stage is ClaimStage.APPROVER


def test_an_approver_who_came_meanwhile_decides_even_about_the_right_code(world: World) -> None:
    person = claimed(world)
    me = approver(world)
    type_code(world.browser(person), code_of(world.ctx(), claim_of(world, person)))
    assert claim_of(world, person).stage is ClaimStage.APPROVER
    assert not sees_the_school(world, person)
    assert "Asks for access" in world.browser(me).get(PEOPLE).words


def test_a_code_never_raises_the_part_at_another_school(world: World) -> None:
    """Attack: added elsewhere to read only, then approver there by the letter of one's own claim."""
    person = claimed(world)
    world.step(person, Action.ADD_PERSON, facility_ids=("19642120999999",), school_part=SchoolPart.READ_ONLY)
    answer = type_code(world.browser(person), code_of(world.ctx(), claim_of(world, person)))
    assert answer.status == 422
    assert world.reload(person).school_part is SchoolPart.READ_ONLY


def test_a_family_child_care_home_gets_no_letter_and_an_operator_decides(world: World) -> None:
    person = claimed(world, kind=FacilityKind.FAMILY_CHILD_CARE_HOME)
    assert claim_of(world, person).stage is ClaimStage.OPERATOR
    assert notices_of(world.table, NoticeKind.SCHOOL_CLAIM_LETTER) == []
    operator = world.browser(world.default_user(Role.OPERATOR))
    page = operator.get(f"/operators/accounts/{person.id}/grant-claim")
    page.press("Give access", reason="Called the number of the license")
    assert sees_the_school(world, person)
    assert world.ctx().store.get(SchoolPeople, SCHOOL_ID).approver_ids == (person.id,)


def test_the_schools_address_is_told_who_came_in_by_its_domain_and_how_to_object(world: World) -> None:
    """Given the head whom the directory names, with the school's own domain, then a letter to the directory's address
    names the person, the school's number and where to object; it has no code, and no one of the school can open it in
    the portal. Who comes in by a letter's code causes none: the school had that letter."""
    world.facility(**DOMAIN)
    head = confirmed(world, "w.achebe@JuniperHollow.example")
    deliver_pending(clock=world.clock)
    (letter,) = notices_of(world.table, NoticeKind.SCHOOL_FIRST_APPROVER)
    place = letter_address(NoticePlace.of_notice(letter))
    page = world.browser(world.reviewer()).get(f"/letters/{place}")
    assert "Wanda Achebe is now the first approver" in page.words
    assert "300 Juniper Hollow Road" in page.words
    assert SCHOOL_ID in page.words
    assert "help@example.org" in page.words
    assert world.browser(head).get(f"/my-letters/{place}").status == 404


def test_who_comes_in_by_the_code_of_a_letter_causes_no_second_letter(world: World) -> None:
    person = claimed(world)
    type_code(world.browser(person), code_of(world.ctx(), claim_of(world, person)))
    assert notices_of(world.table, NoticeKind.SCHOOL_FIRST_APPROVER) == []
