"""Hashes of names that an older portal folded otherwise are made again, and the records are found by the plain name."""

from collections import Counter
from datetime import date

import pytest

from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.errors import PortalError
from chalicelib.domain.student import Student, StudentFacts
from chalicelib.law import names
from chalicelib.law.enums import Grade
from chalicelib.storage import keys
from chalicelib.storage.table import unavailable
from infra import rekey_names as command
from infra.rekey_names import rekey_names
from tests.builders import SCHOOL_ID, World

DANG = ChildFacts(first_name="Øyvind", last_name="Đặng", birth_date=date(2018, 3, 14))
PLAIN = ChildFacts(first_name="Oyvind", last_name="Dang", birth_date=date(2018, 3, 14))


def student(world: World, facts: ChildFacts) -> str:
    world.facility()
    new = NewStudent(SCHOOL_ID, StudentFacts(child=facts), Grade.GRADE_2, date(2026, 8, 17))
    return str(add_student(world.ctx(world.default_user(Role.SCHOOL)), new).subject.id)


@pytest.fixture
def ids(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """A student, a form and its child, as a portal wrote them that knew no plain letter for Đ and Ø."""
    with monkeypatch.context() as older:
        older.setattr(names, "_LETTERS", {})
        parent = world.parent()
        form = world.form(child=world.child(parent, facts=DANG), parent=parent)
        return student(world, DANG), form.id, form.child_id


def found(world: World) -> list[str]:
    """The forms that the name leads to, as a plain keyboard writes it."""
    hashed = world.ctx().keyed_hash("child", "dang", "oyvind", "2018-03-14")
    return [form_id for _at, form_id in world.ctx().store.dated_links(keys.same_child_partition(hashed), "form")]


def test_each_record_is_found_by_the_plain_name_and_a_second_run_moves_nothing(
    world: World, ids: tuple[str, str, str]
) -> None:
    """Given records of an older portal, when the command has run, then the name leads to the form, the school's page of
    the student has the exemption, and a second record of the child is refused; doing it again changes nothing."""
    student_id, form_id, child_id = ids
    assert found(world) == []

    first = rekey_names(world.clock)

    assert (first["moved"] >= 3, first["left"]) == (True, 0)
    assert found(world) == [form_id]
    moved = world.ctx().store.get(Student, student_id)
    assert world.ctx().store.get(Child, child_id).same_child == moved.same_child
    assert [row.form_id for row in world.ctx().store.forms_of_student(moved)] == [form_id]
    with pytest.raises(PortalError, match="STUDENT_ON_LIST"):
        student(world, PLAIN)
    version = moved.version
    assert rekey_names(world.clock) == Counter()
    assert world.ctx().store.get(Student, student_id).version == version


def test_a_broken_run_goes_on(world: World, ids: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a store that fails after the first record, when the command is run again, then all are moved."""
    moved, real = 0, command._rekey

    def breaks(*given: object) -> str:
        nonlocal moved
        if moved:
            raise unavailable()
        told = real(*given)  # type: ignore[arg-type]
        moved += bool(told)
        return told

    with monkeypatch.context() as broken:
        broken.setattr(command, "_rekey", breaks)
        with pytest.raises(PortalError):
            rekey_names(world.clock)
    assert rekey_names(world.clock)["moved"] >= 2
    assert found(world) == [ids[1]]
    assert rekey_names(world.clock) == Counter()


def test_two_records_of_one_child_are_left_to_the_school(world: World, ids: tuple[str, str, str]) -> None:
    """Given the school's second record of the child under the plain name, then the older one keeps its hash, and the
    command says that one is left."""
    student(world, PLAIN)
    assert rekey_names(world.clock)["left"] == 1
