"""A confirmed import becomes records: in small transactions, each line once, whatever happens between them."""

from typing import Any

import pytest

from chalicelib.actions.imports import apply_import as applying
from chalicelib.actions.imports.apply_import import apply_import
from chalicelib.actions.imports.confirm_import import Departures, confirm_import, record_departures
from chalicelib.actions.imports.confirmed_files import Applied
from chalicelib.actions.imports.start_import import compare_again
from chalicelib.actions.students.edit_student import EditedStudent, edit_student
from chalicelib.domain.account import Account, Role
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import ImportProgress, read_progress
from chalicelib.storage.table import client
from chalicelib.wiring import new_context
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_imports import HEADER, import_of, job_of
from tests.killed import KilledError, before_each_transaction
from tests.web.roster_import_story import students

MANY = 50  # students: three transactions


def lines(count: int, room: str = "") -> list[str]:
    return [f"Otterby{chr(97 + each // 26)}{chr(97 + each % 26)},Ana,2019-08-31,1,{room}" for each in range(count)]


def confirmed(world: World, *rows: str) -> str:
    import_id = import_of(world, *rows, header=f"{HEADER},room")
    confirm_import(world.ctx(world.default_user(Role.SCHOOL)), import_id, None)
    return import_id


def run(world: World, import_id: str, transactions: int = 100) -> Applied:
    return apply_import(lambda: new_context(world.clock(), import_id), import_id, transactions=transactions)


def progress(world: World, import_id: str) -> ImportProgress:
    return read_progress(world.ctx().store.item(import_keys.import_progress(import_id)))


class TestInParts:
    def test_a_transaction_has_thirty_students_at_most_and_the_next_run_goes_on(self, world: World) -> None:
        import_id = confirmed(world, *lines(MANY))
        assert run(world, import_id, transactions=1) is Applied.PART
        first = progress(world, import_id)
        assert 0 < first.added == first.next_row <= applying.MAX_STUDENTS
        assert run(world, import_id) is Applied.FINISHED
        assert len(students(world)) == progress(world, import_id).added == MANY

    @pytest.mark.parametrize("killed_at", [1, 2, 3])
    def test_killed_before_any_of_its_transactions_it_goes_on_and_doubles_no_one(
        self, world: World, killed_at: int
    ) -> None:
        import_id = confirmed(world, *lines(MANY))

        def kill(number: int) -> None:
            if number == killed_at:
                raise KilledError

        with before_each_transaction(kill), pytest.raises(KilledError):
            run(world, import_id)
        assert run(world, import_id) is Applied.FINISHED
        assert [student.version for student in students(world)] == [1] * MANY
        assert progress(world, import_id).added == MANY

    def test_two_runs_at_once_add_each_student_once(self, world: World) -> None:
        import_id = confirmed(world, *lines(MANY))
        rivals: list[Applied] = []

        def overtake(number: int) -> None:
            if number == 1:
                rivals.append(run(world, import_id, transactions=1))

        with before_each_transaction(overtake):
            run(world, import_id)
        run(world, import_id)
        assert rivals == [Applied.PART]
        assert len(students(world)) == progress(world, import_id).added == MANY

    def test_what_is_done_is_not_done_again(self, world: World) -> None:
        import_id = confirmed(world, *lines(2))
        assert [dict(apply_imports(world.clock)) for _ in range(2)] == [{"finished": 1}, {}]
        assert run(world, import_id) is Applied.NOTHING
        assert len(students(world)) == 2

    def test_one_that_fails_holds_up_no_other(self, world: World) -> None:
        other = world.facility("19647336019999", name="Madrone Creek Elementary")
        broken, import_id = confirmed(world, *lines(1)), import_of(world, *lines(2), header=f"{HEADER},room")
        assert broken != import_id
        client().update_item(
            TableName=world.table.name,
            Key={"PK": {"S": f"IMPORT#{broken}"}, "SK": {"S": "CHUNK#000"}},
            UpdateExpression="SET body = :bad",
            ExpressionAttributeValues={":bad": {"S": "bm90IHBhY2tlZA=="}},
        )
        assert other.id
        assert dict(apply_imports(world.clock)) == {"failed": 1}
        assert job_of(world, broken).is_waiting


class TestRivals:
    def test_an_edit_in_between_stays_and_the_file_changes_the_rest(self, world: World) -> None:
        run(world, confirmed(world, *lines(2)))
        import_id = confirmed(world, *lines(2, room="7"))
        student = students(world)[0]
        facts = student.facts.with_changes(local_id="4711")

        def edit(number: int) -> None:
            if number == 1:
                edit_student(
                    world.ctx(world.default_user(Role.SCHOOL)), EditedStudent(student.id, student.version, facts)
                )

        with before_each_transaction(edit):
            assert run(world, import_id) is Applied.FINISHED
        assert [(each.facts.room, each.facts.local_id) for each in students(world)] == [("7", "4711"), ("7", "")]

    def test_a_school_has_one_import_at_work_and_the_next_when_it_is_done(self, world: World) -> None:
        first, second = confirmed(world, *lines(1)), import_of(world, *lines(2), header=f"{HEADER},room")
        office = world.default_user(Role.SCHOOL)
        with pytest.raises(PortalError) as refused:
            confirm_import(world.ctx(office), second, None)
        assert (refused.value.kind, refused.value.code) == (ErrorKind.CONFLICT, "IMPORT_RUNNING")
        run(world, first)
        confirm_import(world.ctx(office), second, None)
        run(world, second)
        assert len(students(world)) == 2
        assert progress(world, second).unchanged == 1

    def test_a_student_added_since_the_preview_is_not_added_again(self, world: World) -> None:
        first = import_of(world, *lines(1), header=f"{HEADER},room")
        run(world, confirmed(world, *lines(1, room="3")))
        confirm_import(world.ctx(world.default_user(Role.SCHOOL)), first, None)
        assert run(world, first) is Applied.FINISHED
        assert [student.facts.room for student in students(world)] == ["3"]

    def test_two_lines_of_one_name_and_birth_date_are_one_record_and_the_other_is_said(self, world: World) -> None:
        header = f"{HEADER},ssid"
        import_id = import_of(
            world, "Otterby,Ana,2019-08-31,1,1000000001", "Otterby,Ana,2019-08-31,1,1000000002", header=header
        )
        confirm_import(world.ctx(world.default_user(Role.SCHOOL)), import_id, None)
        run(world, import_id)
        assert len(students(world)) == 1
        assert progress(world, import_id).not_done == ((3, "NAME_TAKEN"),)


class TestWhoMay:
    @pytest.mark.parametrize("change", [{"facility_ids": ()}, {"disabled": True}])
    def test_an_import_stops_where_its_person_no_longer_works_at_the_school(
        self, world: World, change: dict[str, Any]
    ) -> None:
        import_id = confirmed(world, *lines(MANY))
        run(world, import_id, transactions=1)
        office = world.reload(world.default_user(Role.SCHOOL))
        work = world.ctx(world.default_user(Role.OPERATOR)).unit_of_work(applying.Action.CHANGE_ACCOUNT)
        work.update(office, office.with_changes(**change))
        work.commit()
        before = len(students(world))
        assert run(world, import_id) is Applied.STOPPED
        assert len(students(world)) == before
        job = job_of(world, import_id)
        assert (job.is_stopped, job.is_waiting) == (True, False)

    def test_another_school_can_do_nothing_with_it(self, world: World) -> None:
        import_id = import_of(world)
        other: Account = world.school_person(facility_ids=("19647336019999",))
        for act in (
            lambda: confirm_import(world.ctx(other), import_id, None),
            lambda: compare_again(world.ctx(other), import_id),
            lambda: record_departures(world.ctx(other), Departures(import_id, (), world.clock.today)),
        ):
            with pytest.raises(PortalError) as refused:
                act()
            assert refused.value.kind is ErrorKind.NOT_FOUND

    def test_only_who_is_not_in_the_file_can_be_said_to_have_left_through_it(self, world: World) -> None:
        run(world, confirmed(world, *lines(2)))
        import_id = import_of(world, *lines(1, room="5"), header=f"{HEADER},room")
        here = students(world)[0].id
        with pytest.raises(PortalError) as refused:
            record_departures(
                world.ctx(world.default_user(Role.SCHOOL)), Departures(import_id, (here,), world.clock.today)
            )
        assert refused.value.kind is ErrorKind.BAD_REQUEST


def test_what_stands_beside_an_import_goes_with_it(world: World) -> None:
    import_id = confirmed(world, *lines(1))
    items = world.table.whole(import_keys.import_partition(import_id), ceiling=10)
    assert {item["SK"] for item in items} == {"IMPORT", "NOTES", "PROGRESS", "CHUNK#000"}
    assert {int(item["ttl"]) for item in items} == {int(job_of(world, import_id).kept_until.timestamp())}
    assert SCHOOL_ID not in "".join(item["SK"] for item in items)
