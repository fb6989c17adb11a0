"""The desks of health departments and boards show what an older portal wrote, once their rows are filled."""

from chalicelib.domain.account import Role
from chalicelib.storage.keys import Key
from infra.fill_office_rows import fill_office_rows
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.places_jurisdictions import STUDENTS, listed_school


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

    assert [fill_office_rows(world.table) for _run in range(2)] == [len(before)] * 2

    assert rows_of_offices(world) == before
    assert form.child.last_name in world.browser(world.default_user(Role.LOCAL_HEALTH)).get(STUDENTS).words
