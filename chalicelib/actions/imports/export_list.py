"""A school's list as files for other systems. Each says of which day and school it is, and how many lines it has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import repeat

from chalicelib.actions.context import Context
from chalicelib.actions.imports.known_students import known, students_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import not_found
from chalicelib.domain.student import Student
from chalicelib.rosters import exports, sis_export
from chalicelib.rosters.delimited import MAX_ROWS
from chalicelib.rosters.exported import ExportedSchool, ExportedStudent, ExportFile
from chalicelib.storage.rosters import facility_items
from chalicelib.storage.rosters import students_of as students_in


class ListFile(StrEnum):
    """The kinds of files. A kind of many lines has several parts."""

    SCRL_LITE = "scrl-lite"
    SIS = "sis"
    STUDENTS = "full-students"
    DOSES = "full-doses"


def export_list(ctx: Context, facility_id: str, kind: ListFile, part: int) -> ExportFile:
    """Return one part (from 1) of a file of all students who attend today or later; the view is written down first.

    Raises PortalError NOT_FOUND (another's school, no such part), TooManyRowsError, PortalError UNAVAILABLE.
    """
    ctx.require(Action.EXPORT_STUDENTS, SchoolChoice(facility_id=facility_id))
    students = [student for student in students_of(ctx, facility_id) if not student.has_left_by(ctx.on)]
    facility = ctx.store.facility(facility_id)
    school = ExportedSchool(code=facility_id, name=facility.name if facility else "", as_of=ctx.on)
    exported = [_exported(ctx, student) for student in sorted(students, key=_by_name)]
    parts = _FILES[kind](exported, school, ctx.person.display_name)
    if not 1 <= part <= len(parts):
        raise not_found()
    ctx.store.record_access(
        "facility",
        facility_id,
        ctx.person,
        ctx.now,
        ctx.new_id(),
        purpose=Purpose.STUDENT_FILE,
        count=len(students),
        facility_id=facility_id,
    )
    return parts[part - 1]


def parts_of(ctx: Context, facility_id: str) -> Mapping[ListFile, int]:
    """Return how many parts the files have that can have several.

    Raises PortalError NOT_FOUND (another's school), TooManyRowsError, PortalError UNAVAILABLE.
    """
    ctx.require(Action.EXPORT_STUDENTS, SchoolChoice(facility_id=facility_id))
    rows = students_in(facility_items(ctx.store.table, facility_id))
    here = [row for row in rows if row.left_on is None or row.left_on >= ctx.on]
    order = sorted(here, key=lambda row: (row.last_name.casefold(), row.first_name.casefold(), row.student_id))
    lines = [sum(len(dose.vaccines) for dose in row.school_record.doses) for row in order]
    return {ListFile.STUDENTS: _parts(repeat(1, len(order))), ListFile.DOSES: _parts(lines)}


def _parts(lines: Iterable[int]) -> int:
    """Count the files in which so many lines of each student stay together."""
    parts, room = 1, MAX_ROWS
    for count in lines:
        if count > room:
            parts, room = parts + 1, MAX_ROWS
        room -= count
    return parts


def _by_name(student: Student) -> tuple[str, str, str]:
    child = student.facts.child
    return child.last_name.casefold(), child.first_name.casefold(), student.id


def _exported(ctx: Context, student: Student) -> ExportedStudent:
    told = known(student, ctx.on)
    return ExportedStudent(identity=told.identity, school=told.school, doses=told.doses)


_Made = Callable[[Sequence[ExportedStudent], ExportedSchool, str], Sequence[ExportFile]]
_FILES: Mapping[ListFile, _Made] = {
    ListFile.SCRL_LITE: lambda students, school, _by: exports.scrl_lite(students, school),
    ListFile.SIS: lambda students, school, by: (sis_export.sis(students, school, by),),
    ListFile.STUDENTS: lambda students, school, _by: _of_kind(exports.full(students, school), "full-students"),
    ListFile.DOSES: lambda students, school, _by: _of_kind(exports.full(students, school), "full-doses"),
}


def _of_kind(files: Sequence[ExportFile], kind: str) -> Sequence[ExportFile]:
    return [each for each in files if each.name.startswith(kind)]
