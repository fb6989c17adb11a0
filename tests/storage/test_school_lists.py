"""The small rows of a school's list: written with the record, renewed by a command, read without doses."""

import gzip
from datetime import timedelta

from chalicelib.domain.account import Role
from chalicelib.domain.answer_days import HORIZON
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.storage import keys
from infra.renew_school_lists import renew_school_lists
from tests.builders import SCHOOL_ID, World
from tests.portal import Shown
from tests.web.test_students import added, the_student


def roster(world: World) -> Shown:
    return world.browser(world.default_user(Role.SCHOOL)).get("/schools")


def forget_line(world: World) -> None:
    """As an older portal left it."""
    world.table.replace_many([], [keys.student_line(SCHOOL_ID, the_student(world).id)])


class TestTheCommand:
    def test_a_student_whom_an_older_portal_wrote_comes_to_the_list(self, world: World) -> None:
        added(world)
        forget_line(world)
        assert "Quillfeather" not in roster(world).words
        assert renew_school_lists(world.table, world.clock.today) == 1
        assert "Quillfeather, Rosalind" in roster(world).words
        assert renew_school_lists(world.table, world.clock.today) == 0, "again: nothing is left"

    def test_a_row_by_name_that_an_older_portal_did_not_write_is_written(self, world: World) -> None:
        added(world)
        student = the_student(world)
        place = keys.student_named(student.facility_id, student.same_child)
        world.table.replace_many([], [place])
        assert renew_school_lists(world.table, world.clock.today) == 1
        assert world.table.get_many([place])

    def test_a_line_that_ends_soon_is_renewed(self, world: World) -> None:
        added(world)
        last = world.clock.today + HORIZON
        assert renew_school_lists(world.table, last - timedelta(days=60)) == 0
        assert renew_school_lists(world.table, last - timedelta(days=59)) == 1


class TestWhatTheListReads:
    def test_no_dose_is_read_for_a_list_that_knows_its_answers(self, world: World) -> None:
        added(world)
        calls = roster(world).calls
        assert [call.operation for call in calls] == ["BatchGetItem", "Query", "PutItem"]

    def test_past_its_end_the_list_asks_the_law_and_says_the_same_as_the_students_page(self, world: World) -> None:
        page = added(world).follow()
        world.clock.advance(days=HORIZON.days + 1)
        shown = roster(world)
        assert [call.operation for call in shown.calls] == ["BatchGetItem", "Query", "Query", "PutItem"]
        assert "Check the record" in shown.words
        assert "Check the record" in shown.portal.get(page.path).words


class TestALargeSchool:
    """The bar of the school's desk: the first page of 3,000 students in three requests or fewer, 30 KB or less."""

    def test_three_thousand_students_cost_two_queries_and_little_to_send(self, world: World) -> None:
        added(world)
        line = StudentLine.of(the_student(world), world.clock.today)
        rows = [
            line.model_copy(update={"student_id": f"student{place:04}", "first_name": f"First{place:04}"})
            for place in range(3000)
        ]
        world.table.replace_many(
            [{**keys.student_line(SCHOOL_ID, row.student_id).as_item(), "body": row.as_stored()} for row in rows], []
        )
        page = roster(world)
        assert "3001 students, most urgent first" in page.words.replace(",001", "001")
        operations = [call.operation for call in page.calls]
        assert operations in (["BatchGetItem", "Query", "Query", "PutItem"], ["BatchGetItem", "Query", "PutItem"]), (
            operations
        )
        assert len(gzip.compress(page.text.encode(), 6)) <= 30_000
        assert sum(len(row.as_stored()) for row in rows) / len(rows) <= 700, "a row of the list is small"
