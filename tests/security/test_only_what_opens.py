"""Who only reads at a school, and the office of its district, see no link that leads to a refusal and no form that
would be refused: each page asks the access table before it offers something."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.permissions import APPROVERS_ONLY, CHANGES_OF_A_SCHOOL
from chalicelib.domain.school_calendar import district_office, is_district_office
from tests.builders import World
from tests.checks.pages import forms_of
from tests.districts import of_the_district
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.portal import Portal, Shown
from tests.security.test_read_only import reader_beside

REFUSED = {403, 404}
PAGES = [
    path
    for path in PATHS
    if path.split("/")[1] == "schools" and ROUTES[path].act not in CHANGES_OF_A_SCHOOL | APPROVERS_ONLY
]
READERS_PAGES = [*PAGES, "/account"]


def district_beside(world: World, person: Account | None) -> Account | None:
    """Someone of the district of this person's first school; None where it has none."""
    assert person
    first = next((each for each in person.facility_ids if not is_district_office(each)), "")
    return of_the_district(world, district_office(first), first) if first else None


def offered(page: Shown) -> Iterator[str]:
    """The addresses of the portal that a page leads to by a link or a form, the parts below one page left out."""
    main = next(page.html.iter("main"))
    links = [link.get("href", "") for link in page.html.iter("a")]
    for address in dict.fromkeys([*links, *(form.action for form in forms_of(main, page.path))]):
        parts = urlsplit(address)
        if address.startswith("/") and parts.path not in {"", urlsplit(page.path).path}:
            yield address


def refused(browser: Portal, page: Shown) -> list[str]:
    return [address for address in offered(page) if browser.get(address).status in REFUSED]


@pytest.mark.parametrize("path", READERS_PAGES)
def test_who_only_reads_is_offered_nothing_that_is_refused(world: World, path: str) -> None:
    """Given a page of a school, when someone who only reads opens it, then each link opens, and each form's
    address."""
    visitor = Visitor.at(world, path)
    person = visitor.here.person
    assert person
    if person.role is Role.SCHOOL:
        visitor.browser = world.browser(reader_beside(world, person))
    page = visitor.look()
    if page.status == 200 and not page.is_file:
        assert not refused(visitor.browser, page)


@pytest.mark.parametrize("path", PAGES)
def test_a_districts_office_is_offered_nothing_that_is_refused(world: World, path: str) -> None:
    """Given a page of a public school, when its district's office opens it, then each link opens, and each form's
    address."""
    visitor = Visitor.at(world, path)
    person = district_beside(world, visitor.here.person)
    if person is None:
        return
    visitor.browser = world.browser(person)
    page = visitor.look()
    if page.status == 200 and not page.is_file:
        assert not refused(visitor.browser, page)


def test_the_walk_sees_a_refusal(world: World) -> None:
    """Given a clerk's page with its acts, when its links are followed by one who only reads, then the walk says so."""
    visitor = Visitor.at(world, "/schools/students/{student_id}")
    page = visitor.look()
    reader = world.account(Role.SCHOOL, facility_ids=visitor.here.person.facility_ids, school_part=SchoolPart.READ_ONLY)
    assert refused(world.browser(reader), page)


@pytest.mark.parametrize("part", [SchoolPart.STAFF, SchoolPart.READ_ONLY])
def test_who_only_reads_prints_letters_and_is_not_asked_to_record_them(world: World, part: SchoolPart) -> None:
    """Given letters that are due, when they are printed, then only who changes records has the button that records
    them as given."""
    visitor = Visitor.at(world, "/schools/at/{facility_id}/letters/{kind}")
    person = visitor.here.person
    assert person
    visitor.browser = world.browser(world.account(Role.SCHOOL, facility_ids=person.facility_ids, school_part=part))
    page = visitor.send(visitor.form())
    assert page.status == 200
    acts = [form.action for form in forms_of(page.html, page.path) if form.action.endswith("/record")]
    assert len(acts) == (1 if part is SchoolPart.STAFF else 0)
