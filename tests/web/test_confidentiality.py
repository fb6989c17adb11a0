"""Once in each school year a person of a school agrees to keep records confidential, before any page of the desk."""

from datetime import date

import pytest

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.confidentiality import has_agreed, require_agreement
from chalicelib.domain.errors import ErrorKind, PortalError
from tests.builders import SCHOOL_ID, World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor

ASK = "/schools/confidentiality"
OF_ITSELF = {"view_claim", "confirm_claim", "agree_to_confidentiality"}
OF_THE_DESK = [path for path in PATHS if path.split("/")[1] == "schools" and ROUTES[path].act not in OF_ITSELF]


def newcomer(world: World, part: SchoolPart = SchoolPart.STAFF, **facts: object) -> Account:
    """Someone of the school who has not agreed yet, as every account was before this was asked."""
    facts = {"facility_ids": (world.facility().id,), "agreed_in": None, **facts}
    return world.account(Role.SCHOOL, school_part=part, **facts)


@pytest.mark.parametrize("part", list(SchoolPart))
def test_it_is_asked_before_the_first_page_and_then_not_again(world: World, part: SchoolPart) -> None:
    """Given an account that has not agreed, whatever its part, when its first page is opened, then it is asked; with
    the box checked, the page opens, and the day after it is not asked."""
    person = newcomer(world, part)
    browser = world.browser(person)
    ask = browser.get("/schools").follow()
    assert ask.path == ASK
    assert "Keep students' records confidential" in ask.words
    assert ask.press("Agree and continue").errors == {"agree": "Check the box to continue"}

    assert browser.get(ASK).press("Agree and continue", agree="yes").follow().status == 200

    assert world.reload(person).agreed_in == 2026
    world.clock.advance(days=1)
    assert world.browser(person).get(f"/schools/at/{SCHOOL_ID}").status == 200


@pytest.mark.parametrize(("day", "is_asked"), [("2027-06-30", False), ("2027-07-01", True)])
def test_it_is_asked_again_in_each_school_year(world: World, day: str, is_asked: bool) -> None:
    """Given someone who agreed in this school year, then the page opens on its last day, and asks on July 1."""
    person = newcomer(world, agreed_in=2026)
    world.clock.set(day)
    assert (world.browser(person).get("/schools").status == 303) is is_asked


@pytest.mark.parametrize("path", OF_THE_DESK)
def test_no_page_of_the_desk_opens_before_it(world: World, path: str) -> None:
    """Given an address of a school, when someone of it who has not agreed opens it or sends its form, then nothing of
    it is shown."""
    visitor = Visitor.at(world, path)
    person = visitor.here.person
    assert person
    if person.role is not Role.SCHOOL:
        return
    beside = world.account(
        Role.SCHOOL, facility_ids=person.facility_ids, school_part=person.school_part, agreed_in=None
    )
    browser = world.browser(beside)
    page = browser.get(visitor.path + visitor.here.query)
    assert (page.status, page.location) == (303, ASK)
    if ROUTES[path].submit:
        browser.get(ASK)
        assert browser.post(visitor.path).status == 403


def test_a_letter_of_the_school_waits_for_it_too_and_the_own_account_does_not(world: World) -> None:
    """Given someone who has not agreed, then the account page and its settings open."""
    browser = world.browser(newcomer(world))
    assert browser.get("/account").status == 200
    assert browser.get("/my-letters/facility/x/y/z").status in {303, 404}


def test_other_roles_are_never_asked(world: World) -> None:
    assert world.browser(world.default_user(Role.REVIEWER)).get("/reviews").status == 200
    assert world.browser(world.default_user(Role.REVIEWER)).get(ASK).status == 403


def test_pressing_twice_writes_once(world: World) -> None:
    person = newcomer(world)
    page = world.browser(person).get(ASK)
    first = page.press("Agree and continue", agree="yes")
    version = world.reload(person).version
    second = page.press("Agree and continue", agree="yes")
    assert (first.status, second.status) == (303, 303)
    assert world.reload(person).version == version


@pytest.mark.parametrize(("year", "expected"), [(None, False), (2025, False), (2026, True), (2027, True)])
def test_an_agreement_counts_for_its_school_year(world: World, year: int | None, expected: bool) -> None:
    assert has_agreed(newcomer(world, agreed_in=year), date(2026, 11, 20)) is expected


def test_an_act_of_the_desk_is_refused_with_its_reason_and_no_one_elses_is(world: World) -> None:
    on = date(2026, 11, 20)
    with pytest.raises(PortalError) as refused:
        require_agreement(newcomer(world), Action.RECORD_DOSE, on)
    assert (refused.value.kind, refused.value.code) == (ErrorKind.AGREEMENT, "AGREE_FIRST")
    require_agreement(newcomer(world, facility_ids=()), Action.RECORD_DOSE, on)
    require_agreement(world.default_user(Role.REVIEWER), Action.RECORD_DOSE, on)
    require_agreement(newcomer(world), Action.VIEW_ACCOUNT, on)
