"""A health department with thousands of forms and schools: each page reads what it shows, and no more."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.storage import jurisdiction_keys
from chalicelib.storage.jurisdictions import form_item
from chalicelib.storage.table import Item
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_jurisdictions import DESK, STUDENTS, listed_school
from tests.portal import Portal, Shown, spread

C19 = "C19"


def department(world: World) -> Portal:
    return world.browser(world.local_health(jurisdiction=C19))


def further_forms(form: ExemptionForm, count: int, facility_id: str = "") -> Iterator[Item]:
    """Rows of so many other forms, each at a school of its own, or all at one."""
    item = form_item(form)
    for number in range(count):
        school = facility_id or f"{19_642_129_900_000 + number}"
        body = {**json.loads(item["body"]), "form_id": f"other-{number:05}", "facility_id": school}
        body["last_name"], body["school_name"] = f"Quillon {number:05}", f"School {school}"
        key = jurisdiction_keys.form_row(C19, school, body["form_id"])
        yield {**item, **key.as_item(), "body": json.dumps(body)}


def further_schools(count: int) -> Iterator[Item]:
    """Rows of so many other schools."""
    for number in range(count):
        body = {
            "facility_id": f"{19_642_129_900_000 + number}",
            "name": f"Other school {number:05}",
            "city": "Pomona",
            "zip_code": "91766",
            "kind": "public_school",
            "grades": "K-6",
        }
        key = jurisdiction_keys.school_row(C19, body["facility_id"])
        yield {**key.as_item(), "type": "jurisdiction_school", "body": json.dumps(body)}


def asked(shown: Shown) -> list[tuple[str, int]]:
    """The requests for reading, each with how many rows it asked for at most; 0 for named ones."""
    return [(call.operation, int(call.arguments.get("Limit", 0))) for call in shown.calls if call.is_read]


def names_on(page: Shown) -> list[str]:
    """The last names of the students on a page of the list."""
    heads = (" ".join(head.itertext()) for head in page.html.iter("th") if head.get("scope") == "row")
    return [head.split(",")[0].strip() for head in heads]


@pytest.mark.parametrize(
    ("path", "requests"),
    [(f"{DESK}/flags", 4), (f"{DESK}/outbreaks", 3), (STUDENTS, 2), (f"{STUDENTS}?school={SCHOOL_ID}", 3)],
)
def test_a_page_makes_the_same_requests_whatever_the_jurisdiction_holds(world: World, path: str, requests: int) -> None:
    """Given a department with a flagged form and an outbreak, when its jurisdiction grows by hundreds of forms and
    schools, then the page asks for the same, and for no more than a hundred rows at a time."""
    listed_school(world)
    form = world.form()
    browser = department(world)
    browser.get(f"{DESK}/forms/{form.id}/flag").press("Send it to the state", reason="Six forms with one text")
    day = world.clock.today - timedelta(days=2)
    answers = {"disease": "measles", "first_exposure": day, "last_exposure": day, "telephone": "(213) 555-0150"}
    browser.get(f"/schools/at/{SCHOOL_ID}/outbreaks/new").press("Make the list", **spread(answers))
    before = browser.get(path)

    world.table.replace_many([*further_forms(form, 300), *further_schools(300)], ())
    after = browser.get(path)

    assert asked(after) == asked(before)
    assert len(asked(after)) == requests
    assert max(rows for _operation, rows in asked(after)) <= 100
    assert form.child.last_name in after.words or "Juniper Hollow Elementary" in after.words


def test_the_list_of_students_goes_on_by_pages_and_leaves_no_one_out(world: World) -> None:
    """Given 120 forms in the jurisdiction, when every page of the list is opened, then each form stands there once."""
    listed_school(world)
    form = world.form()
    world.table.replace_many([*further_forms(form, 60), *further_forms(form, 59, "19642129999999")], ())
    browser = department(world)

    page, seen = browser.get(STUDENTS), names_on(browser.get(STUDENTS))
    while following := [url for name, url in page.links.items() if name.startswith("Next")]:
        page = browser.get(following[0])
        seen += names_on(page)

    assert len(seen) == 120
    assert set(seen) == {f"Quillon {number:05}" for number in range(60)} | {form.child.last_name}


def test_one_school_shows_its_own_students_by_name_and_counts_them(world: World) -> None:
    school = listed_school(world)
    form = world.form()
    world.table.replace_many([*further_forms(form, 3, school.id), *further_forms(form, 20)], ())

    shown = department(world).get(f"{STUDENTS}?school={school.id}")

    assert "4 forms found." in shown.words
    assert shown.links["Find another school"] == f"{DESK}#schools"
    assert "Start an outbreak page for this school" in shown.links


def test_a_page_of_the_list_on_which_nothing_fits_leads_to_the_next(world: World) -> None:
    """Given a revoked form behind more than a thousand others, when the list is narrowed to revoked ones, then the
    first page says that none of its forms fits, and the next shows it."""
    form = world.form()
    rows = list(further_forms(form, 1_050))
    last = json.loads(rows[-1]["body"])
    last["lines"][0] |= {"state": "revoked", "revoked_on": world.clock.today.isoformat()}
    rows[-1]["body"] = json.dumps(last)
    world.table.replace_many(rows, ())
    browser = department(world)

    first = browser.get(f"{STUDENTS}?status=revoked")
    following = next(url for name, url in first.links.items() if name.startswith("Next"))

    assert "None of these forms fits." in first.words
    assert "Quillon 01049" in browser.get(following).words


def test_a_school_number_that_is_none_narrows_nothing(world: World) -> None:
    listed_school(world)
    form = world.form()
    for typed in ("x" * 2000, "1" * 1100, "%C3%A9"):
        assert form.child.last_name in department(world).get(f"{STUDENTS}?school={typed}").words


def test_the_file_has_every_form_of_the_jurisdiction_or_of_one_school(world: World) -> None:
    school = listed_school(world)
    form = world.form()
    world.table.replace_many([*further_forms(form, 130), *further_schools(20)], ())
    browser = department(world)

    assert browser.get(f"{STUDENTS}/file").text.count("\r\n") == 1 + 131 * len(form.lines)
    assert browser.get(f"{STUDENTS}/file?school={school.id}").text.count("\r\n") == 1 + len(form.lines)
