"""Every address has a place, and every place can be opened by whom it belongs to, and by no one else."""

import pytest

from chalicelib.domain.access_table import PERMISSIONS
from chalicelib.domain.account import Role
from chalicelib.domain.permissions import is_public
from chalicelib.runtime.entropy import new_id
from tests.builders import World
from tests.checks.leaving import leads_to_file
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import PLACES, ROUTES, Visitor
from tests.portal import Shown


def test_every_address_has_a_place() -> None:
    assert sorted(set(ROUTES) - set(PLACES)) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_place_can_be_opened(world: World, path: str) -> None:
    page = Visitor.at(world, path).look()
    if leads_to_file(page.path, page.location):
        return  # elsewhere: the file itself is not the portal's to show
    if page.status == 303:  # a short address that leads to the whole one
        page = page.follow()
    assert page.status == 200, f"{page.status} {page.location} {page.words[:400] if page.text else ''}"


CLOSED = [path for path in PATHS if not is_public(ROUTES[path].act)]
STATEWIDE = {Role.REVIEWER, Role.OFFICER, Role.APPEALS_STAFF, Role.SECRETARY, Role.OPERATOR}
WITH_IDS = [path for path in CLOSED if "{" in path]


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_is_asked_to_sign_in_and_other_roles_are_refused_before_anything_is_shown(
    world: World, path: str
) -> None:
    visitor = Visitor.at(world, path)
    asked = world.browser().get(visitor.path)
    assert (asked.status, asked.location.split("?")[0]) == (303, "/sign-in")
    allowed = {role for role, _reach in PERMISSIONS[ROUTES[path].act]}
    for role in set(Role) - allowed:
        page = world.browser(world.default_user(role)).get(visitor.path)
        assert page.status == 403
        assert [call.operation for call in page.calls] in (["BatchGetItem"], ["Query"])


@pytest.mark.parametrize("path", WITH_IDS)
def test_what_is_missing_and_what_is_someone_elses_give_one_answer(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    assert visitor.here.person
    stranger = world.account(visitor.here.person.role, **_elsewhere(visitor.here.person.role))
    nothing = ROUTES[path].path.format(**{**dict.fromkeys(visitor.here.ids, new_id()), **_kept(visitor)})
    pages = [world.browser(stranger).get(nothing)]
    if visitor.here.person.role not in STATEWIDE:
        pages.append(world.browser(stranger).get(visitor.path))
    assert {page.status for page in pages} == {404}
    assert len({_without_its_number(page) for page in pages}) == 1


def _elsewhere(role: Role) -> dict[str, object]:
    """What a person of the role has who has nothing to do with the case."""
    return {"facility_ids": ("19999999999999",)} if role == Role.SCHOOL else {}


def _kept(visitor: Visitor) -> dict[str, str]:
    """Parts of an address that are no id."""
    return {name: value for name, value in visitor.here.ids.items() if name in {"place", "why", "kind"}}


def _without_its_number(page: Shown) -> str:
    """What the page says, without the number to quote when asking for help."""
    return page.words.split("give this number")[0]


@pytest.mark.parametrize("path", FORMS)
def test_a_right_answer_is_accepted(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    answer = visitor.send(visitor.form())
    assert answer.status in {200, 303}, f"{answer.status} {answer.errors} {answer.words[:600]}"
