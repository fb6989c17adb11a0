"""S-44: what belongs to someone is seen by those it belongs to, and for everyone else it does not exist.

Every actor asks at every address with ids: for the thing that is there, and for one that is not. Whoever may not see
the first gets the same bytes for both; those it belongs to see what is written there.
"""

import re

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.permissions import is_public
from infra import role_matrix
from tests.builders import KAI, World
from tests.checks.after_each_test import all_items, found_in, personal_values
from tests.checks.leaving import leads_to_file
from tests.checks.pages import text_of
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor
from tests.invariants.places_reviews import CASE
from tests.portal import Shown
from tests.security.actors import ACTORS, INAPPLICABLE, belonging
from tests.security.asking import address, masked, missing_addresses, post, right_answers

WITH_IDS = [path for path in PATHS if "{" in path and not is_public(ROUTES[path].act)]
FORMS_WITH_IDS = [path for path in WITH_IDS if ROUTES[path].submit]

NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
# A school's calendar holds nothing of a person that the page could show.
CALENDAR = "/schools/at/{facility_id}/calendar"
# Questions and confirmations that show nothing of the record but the question itself.
ONLY_A_QUESTION = frozenset(
    {
        "/account/passkeys/{passkey_id}/remove",  # the name that its owner gave it
        "/appeals/{appeal_id}/forms/{form_id}/adopt/send",
        "/appeals/{appeal_id}/refuse",
        "/boards/licensees/{standing_id}/evidence",
        "/boards/licensees/{standing_id}/matter",
        "/documents/{place}/{owner_id}/{document_id}/send",  # a form for one file
        "/join/{token}",
        "/operators/jobs/{job}",
        "/panel/{appeal_id}/question",
        "/parents/appeals/{appeal_id}/information",
        "/parents/appeals/{appeal_id}/withdraw",
        "/parents/children/{child_id}/school-changed",
        "/parents/children/{child_id}/guardians/withdraw",
        "/parents/forms/{form_id}/renew",
        "/parents/requests/{request_id}/cancel",
        "/parents/requests/{request_id}/consents",
        "/parents/requests/{request_id}/copy",
        "/parents/requests/{request_id}/dates",
        "/parents/requests/{request_id}/doctor",
        "/parents/requests/{request_id}/grade",
        "/parents/requests/{request_id}/no-exemption-needed/{why}",
        "/parents/requests/{request_id}/other-doctor",
        "/parents/requests/{request_id}/school",
        "/parents/requests/{request_id}/school/unlisted",
        "/physicians/requests/{request_id}/decline",
        "/physicians/requests/{request_id}/release",
        "/reviews/physicians/{standing_id}",  # of children initials and age
        "/reviews/physicians/{standing_id}/take",
        "/reviews/physicians/{standing_id}/clear",
        "/reviews/physicians/{standing_id}/clear/sign",
        "/reviews/physicians/{standing_id}/cleared/{count}",
        "/reviews/physicians/{standing_id}/decide",
        "/reviews/physicians/{standing_id}/decide/sign",
        "/reviews/physicians/{standing_id}/decided/{count}",
        "/reviews/schools/{facility_id}",
        "/reviews/standings/{standing_id}/bar",
        "/reviews/standings/{standing_id}/bar/confirm",
        "/reviews/standings/{standing_id}/lift/confirm",
        "/reviews/standings/{standing_id}/lift",
        "/reviews/standings/{standing_id}/refuse",
        "/reviews/standings/{standing_id}/release",
        "/schools/at/{facility_id}/report",  # numbers of students, and names of no one
        "/schools/at/{facility_id}/report/csv",
        "/schools/at/{facility_id}/report/filed/{year}",
        "/schools/at/{facility_id}/letters",
        "/parents/children/{child_id}/amendments/{amendment_id}/calendar",
        "/parents/forms/{form_id}/calendar",  # days, and no name
        "/parents/requests/{request_id}/calendar",
        "/schools/at/{facility_id}/follow-up/ics",  # the number of students for each day
        "/schools/at/{facility_id}/letterhead",
        "/schools/at/{facility_id}/letterhead/save",
        "/schools/at/{facility_id}/people/add",
        "/schools/at/{facility_id}/students/new",
        "/schools/at/{facility_id}/files",
        "/operators/invitations/{file_id}",  # counts, and problems by the number of the line
        "/operators/reports/{file_id}",  # counts, and names of schools
        "/schools/at/{facility_id}/import",
        "/schools/imports/{import_id}",
        "/schools/imports/{import_id}/again",
        "/schools/at/{facility_id}/outbreaks",
        "/schools/at/{facility_id}/outbreaks/new",
        "/schools/outbreaks/{exposure_id}/close",
    }
)


THE_INVITERS_ALONE = frozenset({"/parents/children/{child_id}/guardians/withdraw"})


def gives_away(first: Shown, second: Shown) -> str:
    """What tells two refusals apart, "" for nothing."""
    if masked(first) == masked(second):
        return ""
    return f"{first.status} and {second.status} are told apart"


def may_see(role: Role | None, path: str) -> bool:
    """Whether anyone of the role may open every such thing."""
    return role_matrix.answer_of(ROUTES[path], role) == role_matrix.OPEN


def strangers(world: World, path: str) -> list[tuple[str, Account | None]]:
    """Those who have nothing to do with the thing, and whose role alone does not open it."""
    colleagues = {"medical board"} if path.startswith("/boards/") else set()  # the licensee is that board's
    return [
        (name, made(world))
        for name, (role, made) in ACTORS.items()
        if name not in colleagues and not may_see(role, path)
    ]


def test_every_actor_asks_at_every_address_and_what_does_not_exist_is_listed() -> None:
    """The size of the matrix: an actor, an address, a thing that is someone else's or that is not there."""
    cells = 2 * len(ACTORS) * (len(WITH_IDS) + len(FORMS_WITH_IDS))
    assert cells >= 4_000
    assert all(INAPPLICABLE.values())


def shows_the_record(world: World, page: Shown, viewer: Account) -> bool:
    """Whether the page (or the file) shows a value that is stored with the case: a name, a text, a number."""
    stored = all_items(world.table.name)
    values = personal_values(stored) - {viewer.display_name.casefold()}
    words = page.text if page.is_file else _shown_words(page)
    numbers = set(NUMBER.findall(words))
    return bool(found_in(words, values)) or any(
        number in str(item.get("body", "")) for item in stored for number in numbers
    )


def _shown_words(page: Shown) -> str:
    main = next(page.html.iter("main"))
    return " ".join([text_of(main), *(typed.get("value", "") for typed in main.iter("input"))])


@pytest.mark.parametrize("path", WITH_IDS)
def test_a_foreign_thing_and_a_missing_thing_give_the_same_bytes(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    deviations = []
    for actor, person in strangers(world, path):
        browser = world.browser(person)
        foreign = browser.get(visitor.path)
        if foreign.status < 300 or KAI.first_name in foreign.text:
            deviations.append(f"{actor}: sees it ({foreign.status})")
        for ownership, nowhere in missing_addresses(visitor).items():
            told = gives_away(foreign, browser.get(nowhere))
            deviations += [f"{actor}, {ownership}: {told}"] if told else []
    assert deviations == []


@pytest.mark.parametrize("path", FORMS_WITH_IDS)
def test_a_form_sent_to_a_foreign_thing_is_answered_as_one_sent_to_nothing(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    answers = {**right_answers(visitor), "version": "1"}
    deviations = []
    for actor, person in strangers(world, path):
        browser = world.browser(person)
        foreign = post(browser, visitor.path, **answers)
        if foreign.status < 400:
            deviations.append(f"{actor}: acts on it ({foreign.status})")
        for ownership, nowhere in missing_addresses(visitor).items():
            told = gives_away(foreign, post(browser, nowhere, **answers))
            deviations += [f"{actor}, {ownership}: {told}"] if told else []
        world.clock.advance(minutes=2)  # tries are counted by the minute
    assert deviations == []


@pytest.mark.parametrize("path", WITH_IDS)
def test_those_it_belongs_to_see_it_and_find_nothing_where_nothing_is(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    deviations = []
    for relation, person in belonging(world, visitor.here):
        if relation == "second guardian" and path in THE_INVITERS_ALONE:
            continue
        visitor.browser = world.browser(person)
        missing = {name: visitor.browser.get(nowhere).status for name, nowhere in missing_addresses(visitor).items()}
        deviations += [f"{relation}, {name}: {status}" for name, status in missing.items() if status != 404]
        page = visitor.look()
        if leads_to_file(page.path, page.location):
            continue  # to the file itself, which is not the portal's to show
        page = page.follow() if page.status == 303 else page
        if page.status != 200:
            deviations.append(f"{relation}: {page.status} {page.heading}")
        elif (
            path not in ONLY_A_QUESTION and not path.startswith(CALENDAR) and not shows_the_record(world, page, person)
        ):
            deviations.append(f"{relation}: shows nothing of it")
    assert deviations == []


@pytest.mark.parametrize("path", [path for path in WITH_IDS if path.startswith((CASE, "/appeals/{appeal_id}/forms"))])
def test_ids_of_two_cases_do_not_open_each_others_things(world: World, path: str) -> None:
    first, second = Visitor.at(world, path), Visitor.at(world, path)
    crossed = {name: address(first, **{name: second.here.ids[name]}) for name in first.here.ids}
    answers = {name: first.browser.get(where).status for name, where in crossed.items()}
    assert answers == dict.fromkeys(crossed, 404)
