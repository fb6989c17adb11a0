"""A person who only reads at a school: every act of a school is refused at its address, and every page opens."""

import pytest

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.permissions import APPROVERS_ONLY, CHANGES_OF_A_SCHOOL
from tests.builders import World
from tests.invariants.everywhere import PATHS
from tests.invariants.fingerprint import fingerprint
from tests.invariants.places import ROUTES, Visitor
from tests.security.asking import post, right_answers

ACTS = [path for path in PATHS if ROUTES[path].act in CHANGES_OF_A_SCHOOL]
PAGES = [
    path
    for path in PATHS
    if path.startswith("/schools/") and ROUTES[path].act not in CHANGES_OF_A_SCHOOL | APPROVERS_ONLY
]


def reader_beside(world: World, person: Account | None) -> Account:
    """Someone of the same schools who only reads."""
    assert person
    return world.account(Role.SCHOOL, facility_ids=person.facility_ids, school_part=SchoolPart.READ_ONLY)


@pytest.mark.parametrize("path", ACTS)
def test_an_act_is_refused_and_nothing_is_written(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    browser = world.browser(reader_beside(world, visitor.here.person))
    before = fingerprint(world.table)
    page = browser.get(visitor.path + visitor.here.query)
    answers = [page, post(browser, visitor.path, **right_answers(visitor))] if ROUTES[path].submit else [page]
    assert [answer.status for answer in answers] == [403] * len(answers)
    assert all("cannot change anything" in answer.words for answer in answers)
    assert fingerprint(world.table) == before


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    visitor.browser = world.browser(reader_beside(world, visitor.here.person))
    assert visitor.look().status in {200, 303}
