"""What is checked of a student's facts, whether a person typed them or a file holds them."""

import re
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.student import Student, StudentFacts
from chalicelib.law.calendar import one_year_after
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork

_SSID = re.compile(r"\d{10}", re.ASCII)
"""The statewide student identifier: ten digits. No check digit is known."""


def check_facts(facts: StudentFacts, on: date) -> None:
    """Raise PortalError INVALID for a birth date to come, and for an SSID that is none."""
    if facts.child.birth_date > on:
        raise invalid("BIRTH_DATE_IN_FUTURE", "birth_date")
    if facts.ssid and not _SSID.fullmatch(facts.ssid):
        raise invalid("SSID_TEN_DIGITS", "ssid")


def check_first_day(first_day: date, facts: StudentFacts, on: date) -> None:
    """Raise PortalError INVALID for a first day at the school before birth, or more than a year ahead."""
    if first_day < facts.child.birth_date:
        raise invalid("DATE_BEFORE_BIRTH", "first_day")
    if first_day > one_year_after(on):
        raise invalid("DAY_TOO_FAR", "first_day")


def same_child_of(ctx: Context, facts: StudentFacts) -> str:
    """Return the keyed hash by which two records of one child are told."""
    return ctx.keyed_hash("child", *same_child_parts(facts.child))


def take_name(work: UnitOfWork, student: Student) -> None:
    """Let the act fail with STUDENT_ON_LIST where the school has a record of this name and birth date already: a child
    with two records has two answers."""
    work.row(
        keys.same_student(student.facility_id, student.same_child),
        {"type": "same_student", "student_id": student.id},
        conflict_code="STUDENT_ON_LIST",
    )


def free_name(work: UnitOfWork, student: Student) -> None:
    """Free the name and birth date that the record had."""
    work.remove(
        keys.same_student(student.facility_id, student.same_child),
        condition="student_id = :this",
        values={":this": student.id},
    )


def own_student(ctx: Context, act: Action, student_id: str, expected_version: int | None) -> Student:
    """Return the record, which this person may change and saw in this version (None: whichever it is).

    Raises PortalError NOT_FOUND, CONFLICT (stale).
    """
    student = ctx.store.get(Student, student_id)
    ctx.require(act, student)
    if expected_version not in {None, student.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return student
