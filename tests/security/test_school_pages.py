"""A school's pages hold no medical word in memory: they load no form, open nothing sealed, read one child's rows."""

from collections.abc import Iterator

import pytest

from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.storage import data_keys, keys, store
from chalicelib.storage.data_keys import DataKey
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.table import unavailable
from infra.rekey_rosters import rekey_rosters
from tests.builders import World, line
from tests.checks.after_each_test import all_items
from tests.checks.recorder import StoreCall
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor
from tests.portal import Portal, Shown
from tests.web.long_lists import put_students

PAGES = [path for path in PATHS if path.startswith("/schools")]


def two_forms(world: World) -> tuple[ExemptionForm, ExemptionForm]:
    """Two forms of one child at one school."""
    first = world.form()
    child = world.ctx().store.get(Child, first.child_id)
    return first, world.form(child=child, lines=(line(Vaccine.VAR),))


def office(world: World) -> Portal:
    return world.browser(world.default_user(Role.SCHOOL))


def as_before(world: World, *, with_changes: frozenset[str] = frozenset()) -> None:
    """Leave the table as an older portal wrote it: each form's row under the form alone, and nothing that leads there.
    `but`: forms that have changed since."""
    rows = [item for item in all_items(world.table.name) if item.get("type") in {"roster_row", "form_at_school"}]
    old = [item for item in rows if not any(form_id in str(item) for form_id in with_changes)]
    moved = [
        {**item, **keys.roster_row_by_form(item["PK"].partition("#")[2], item["SK"].rpartition("#")[2]).as_item()}
        for item in old
        if item["type"] == "roster_row"
    ]
    world.table.replace_many(moved, [keys.Key(item["PK"], item["SK"]) for item in old])
    world.table.replace_many([], [ROSTERS_BY_CHILD])


def rows_at(world: World) -> list[str]:
    return sorted(item["SK"] for item in all_items(world.table.name) if item["SK"].startswith(keys.ROSTER_PREFIX))


def loaded(calls: list[StoreCall]) -> Iterator[str]:
    """The sort keys of what these requests asked for by key."""
    for call in calls:
        for table in call.arguments.get("RequestItems", {}).values():
            yield from (key["SK"]["S"] for key in table["Keys"])


def look(world: World, path: str) -> Shown:
    page = Visitor.at(world, path).look()
    assert page.status == 200
    return page


@pytest.mark.parametrize("path", PAGES)
class TestEveryPage:
    def test_opens_no_form_and_nothing_sealed(self, world: World, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
        visitor = Visitor.at(world, path)
        opened: list[str] = []
        real_decode, real_decrypt = store.decode, DataKey.decrypt
        monkeypatch.setattr(store, "decode", lambda item, kind: opened.append(kind.__name__) or real_decode(item, kind))
        monkeypatch.setattr(
            DataKey, "decrypt", lambda *found: opened.append("something sealed") or real_decrypt(*found)
        )
        page = visitor.look()
        assert page.status == 200
        assert "Account" in opened
        assert {"ExemptionForm", "something sealed"}.isdisjoint(opened)
        assert "FORM" not in set(loaded(page.calls))

    def test_answers_while_the_key_service_is_down(
        self, world: World, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visitor = Visitor.at(world, path)

        def down(*_asked: object) -> bytes:
            raise unavailable()

        with monkeypatch.context() as broken:
            broken.setattr(data_keys, "_OPEN", {})
            broken.setattr(data_keys, "_unwrapped", down)
            assert visitor.look().status == 200


ONE_CHILD = ["BatchGetItem", "Query", "BatchGetItem", "PutItem"]
"""The account with the form's school, the child's forms, the students whom the health officer excludes, the view."""


class TestOneChild:
    def test_costs_the_same_at_a_school_of_thousands(self, world: World) -> None:
        form = world.form()
        put_students(world, [(f"First{place}", f"Last{place}") for place in range(250)])
        page = office(world).get(f"/schools/pupils/{form.id}")
        assert page.status == 200
        assert [call.operation for call in page.calls] == ONE_CHILD
        assert len(rows_at(world)) > 250

    def test_is_shown_with_all_its_forms_and_no_other_childs(self, world: World) -> None:
        first, second = two_forms(world)
        page = office(world).get(f"/schools/pupils/{first.id}")
        assert all(form.number in page.words for form in (first, second))

    def test_another_school_does_not_find_it_by_the_forms_id(self, world: World) -> None:
        form = world.form()
        world.facility("19647330000001", name="Madrone Creek School")
        other = world.account(Role.SCHOOL, facility_ids=("19647330000001",))
        for page in ("", "/recorded", "/certificate", "/dose", "/grade"):
            assert world.browser(other).get(f"/schools/pupils/{form.id}{page}").status == 404


class TestATableOfAnOlderPortal:
    def test_is_shown_as_it_was(self, world: World) -> None:
        first, _second = two_forms(world)
        pages = [f"/schools/pupils/{first.id}{page}" for page in ("", "/certificate", "/dose", "/grade")]
        before = [office(world).get(page).words for page in [*pages, "/schools"]]
        as_before(world)
        assert [office(world).get(page).words for page in [*pages, "/schools"]] == before

    def test_shows_a_child_whole_while_its_rows_are_of_both_kinds(self, world: World) -> None:
        first, second = two_forms(world)
        as_before(world, with_changes=frozenset({second.id}))
        for form in (first, second):
            page = office(world).get(f"/schools/pupils/{form.id}")
            assert all(each.number in page.words for each in (first, second))

    def test_a_row_moves_with_the_forms_next_change(self, world: World) -> None:
        form = world.form()
        as_before(world)
        record_grade(
            world.ctx(world.default_user(Role.SCHOOL)), GradeCommand(form.id, None, Grade.GRADE_3, world.clock.today)
        )
        assert rows_at(world) == [keys.roster_row(form.facility_id, form.child_id, form.id).sk]

    def test_a_school_that_the_child_leaves_loses_the_row(self, world: World) -> None:
        form = world.form()
        as_before(world)
        new_school = world.facility("19647330000001", name="Madrone Creek School")
        ctx = world.ctx(world.default_user(Role.PARENT))
        change_school(ctx, form.child_id, new_school.id, cases_of_child(ctx, form.child_id), None)
        assert world.ctx().store.school_list(form.facility_id, world.ctx().keyed_hash).forms == []
        assert office(world).get(f"/schools/pupils/{form.id}").status == 404

    def test_is_moved_by_the_command_once(self, world: World) -> None:
        first, second = two_forms(world)
        before = office(world).get(f"/schools/pupils/{first.id}").words
        as_before(world)
        assert rekey_rosters(world.table)
        assert rows_at(world) == sorted(
            keys.roster_row(form.facility_id, form.child_id, form.id).sk for form in (first, second)
        )
        page = office(world).get(f"/schools/pupils/{first.id}")
        assert page.words == before
        assert [call.operation for call in page.calls] == ONE_CHILD
        assert "FORM" not in set(loaded(page.calls))
        assert rekey_rosters(world.table)
