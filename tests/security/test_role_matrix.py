"""S-43: every address is asked by every actor, and the portal's answers are those of the committed matrix."""

import csv

import pytest

from chalicelib.domain.account import Account, LicenseProof
from chalicelib.web.http.page_request import LICENSE_PAGE
from chalicelib.web.site import all_report_endpoints
from infra import role_matrix
from infra.docs import DOCS
from tests.builders import World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.portal import Shown
from tests.security.actors import ACTORS
from tests.security.asking import post

MATRIX = {row["address"]: row for row in csv.DictReader((DOCS / "role-matrix.csv").open())}


def answered(shown: Shown) -> str:
    """The answer as the matrix names it."""
    if shown.status == 401 or (shown.status == 303 and shown.location.startswith("/sign-in")):
        return role_matrix.SIGN_IN
    return {403: role_matrix.NO, 404: role_matrix.OWN}.get(shown.status, role_matrix.OPEN)


def test_every_address_stands_in_the_matrix_with_an_answer_for_every_role() -> None:
    assert sorted(MATRIX) == sorted([*ROUTES, *(each.path for each in all_report_endpoints())])
    assert [path for path, row in MATRIX.items() if not all(row[head] for head in role_matrix.HEADS)] == []
    cells = sum(2 if route.submit else 1 for route in ROUTES.values()) * len(ACTORS)
    assert cells >= 3_900


def test_every_role_has_an_actor() -> None:
    columns = set(role_matrix.HEADS[3:]) - {role_matrix.ANONYMOUS, role_matrix.UNPROVEN}
    assert columns == {str(role) for role, _made in ACTORS.values() if role}


def is_of_this_board(person: Account, visitor: Visitor) -> bool:
    """Whether the place is about a licensee of the person's own board: the other board is the stranger there."""
    return bool(person.board and visitor.here.person and person.board == visitor.here.person.board)


@pytest.mark.parametrize("path", PATHS)
def test_each_actor_is_answered_as_the_matrix_says(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    wrong = []
    for actor, (role, made) in ACTORS.items():
        person = made(world)
        wanted = MATRIX[path][str(role) if role else role_matrix.ANONYMOUS]
        if person and wanted == role_matrix.OWN and is_of_this_board(person, visitor):
            wanted = role_matrix.OPEN
        browser = world.browser(person)
        answers = {"GET": answered(browser.get(visitor.path + visitor.here.query))}
        if ROUTES[path].submit:
            given = answered(post(browser, visitor.path))
            # An empty form may be told what it lacks before it is told that there is nothing here.
            passed = {role_matrix.OWN, role_matrix.OPEN}
            answers["POST"] = wanted if given in passed and wanted in passed else given
        wrong += [f"{actor} {method}: {given}, not {wanted}" for method, given in answers.items() if given != wanted]
    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_a_physician_who_has_not_proven_the_license_is_answered_as_the_matrix_says(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    browser = world.browser(world.physician(license_proof=LicenseProof.NONE, standing=None))
    wanted = MATRIX[path][role_matrix.UNPROVEN]
    got = browser.get(visitor.path + visitor.here.query)
    if wanted == role_matrix.LICENSE_FIRST:
        assert (got.status, got.location) == (303, LICENSE_PAGE)
        assert not ROUTES[path].submit or "Confirm your license first" in post(browser, visitor.path).words
    else:
        assert answered(got) == wanted
        assert got.location != LICENSE_PAGE


def test_who_may_open_a_place_may(world: World) -> None:
    """A matrix that only refused would pass for anything: each kind of role sees a page of its own."""
    for path in (
        "/parents/forms/{form_id}",
        "/physicians/forms/{form_id}",
        "/schools/pupils/{form_id}",
        "/reviews/forms/{form_id}",
    ):
        assert Visitor.at(world, path).look().status == 200
