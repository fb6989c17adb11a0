"""The desks of health departments and boards show what an older portal wrote, once their rows are filled."""

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.storage import jurisdiction_keys
from chalicelib.storage.keys import Key
from infra.fill_office_rows import fill_office_rows
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.places_jurisdictions import DESK, STUDENTS, listed_school
from tests.invariants.places_outbreaks import outbreak_of
from tests.invariants.places_reports import filed, kindergartner


def rows_of_offices(world: World) -> list[dict[str, object]]:
    items = [item for item in all_items(world.table.name) if str(item["PK"]).startswith(("JURISDICTION#", "BOARD#"))]
    return sorted(items, key=lambda item: (item["PK"], item["SK"]))


def test_each_row_is_written_again_as_it_was_and_a_second_time_changes_nothing(world: World) -> None:
    listed_school(world)
    form = world.form()
    before = rows_of_offices(world)
    gone = [(item["PK"], item["SK"]) for item in before]

    world.table.replace_many((), [Key(str(pk), str(sk)) for pk, sk in gone])
    assert form.child.last_name not in world.browser(world.default_user(Role.LOCAL_HEALTH)).get(STUDENTS).words

    assert [fill_office_rows(world.table, world.clock()) for _run in range(2)] == [len(before)] * 2

    assert rows_of_offices(world) == before
    assert form.child.last_name in world.browser(world.default_user(Role.LOCAL_HEALTH)).get(STUDENTS).words


def test_outbreaks_and_reports_that_an_older_portal_wrote_stand_on_the_desk(world: World) -> None:
    """Given an outbreak whose page knows no jurisdiction and two filed reports, all without their rows, when the rows
    are filled, then the department sees and opens the outbreak, and the newer report counts as filed."""
    listed_school(world)
    kindergartner(world)
    exposure = outbreak_of(world)
    filed(world)
    world.clock.advance(days=365)
    filed(world)
    world.step(exposure, Action.EDIT_OUTBREAK, jurisdiction="")
    whole = dict.fromkeys(jurisdiction_rows(world))
    world.table.replace_many((), list(whole))

    before = world.browser(world.default_user(Role.LOCAL_HEALTH))
    assert before.get(f"/schools/outbreaks/{exposure.id}").status == 404
    assert "Measles" not in before.get(f"{DESK}/outbreaks").words

    written = [fill_office_rows(world.table, world.clock()) for _run in range(2)]

    assert written[0] == written[1]
    assert set(jurisdiction_rows(world)) == set(whole)
    department = world.browser(world.default_user(Role.LOCAL_HEALTH))
    assert "Measles" in department.get(f"{DESK}/outbreaks").words
    assert department.get(f"/schools/outbreaks/{exposure.id}").status == 200
    assert "Juniper Hollow" not in department.get(f"{DESK}?show=unreported").words


def jurisdiction_rows(world: World) -> list[Key]:
    """Where the rows of outbreaks, reports and schools stand."""
    prefixes = (jurisdiction_keys.OUTBREAK_PREFIX, jurisdiction_keys.REPORT_PREFIX, jurisdiction_keys.SCHOOL_PREFIX)
    return [
        Key(str(item["PK"]), str(item["SK"])) for item in rows_of_offices(world) if str(item["SK"]).startswith(prefixes)
    ]
