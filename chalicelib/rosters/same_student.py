"""Lines of one file that name the same student: doses of the long form that belong together, and lines too many."""

from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.rosters.columns import Column
from chalicelib.rosters.delimited import Line
from chalicelib.rosters.problems import ProblemCode
from chalicelib.rosters.rows import NameKey, RosterStudent, SchoolElements, StudentIdentity, WrittenDose, name_key

MOST_DOSES = 100
"""Of one student in one file: a whole card has 20 to 30."""


class Student(Protocol):
    """What a line says of a student."""

    @property
    def identity(self) -> StudentIdentity: ...

    @property
    def school(self) -> SchoolElements: ...


@dataclass
class _Entry:
    line: Line
    student: Student
    key: NameKey
    doses: dict[WrittenDose, None] = field(default_factory=dict)


class Gathered:
    """The students of a file in its order, each once."""

    def __init__(self, *, merges_lines: bool) -> None:
        self._merges_lines = merges_lines
        self._entries: list[_Entry] = []
        self._by_ssid: dict[str, _Entry] = {}
        self._by_name: dict[NameKey, list[_Entry]] = {}

    def take(self, line: Line, student: Student, doses: tuple[WrittenDose, ...]) -> None:
        """Add the student of a line, or the line's doses to the student that an earlier line named."""
        key = name_key(student.identity)
        ssid = student.identity.ssid
        owner = self._by_ssid.get(ssid) if ssid else None
        if owner and owner.key != key:
            line.leave_line_out(ProblemCode.SSID_TWICE, Column.SSID, other_line=owner.line.number)
            if not owner.line.is_left_out:
                owner.line.leave_line_out(ProblemCode.SSID_TWICE, Column.SSID, other_line=line.number)
            return
        earlier = owner or self._named(key, student)
        if earlier is None:
            self._add(_Entry(line, student, key, dict.fromkeys(doses)))
        elif self._merges_lines:
            self._merge(earlier, line, student, doses)
        else:
            line.leave_line_out(ProblemCode.STUDENT_TWICE, other_line=earlier.line.number)

    def rows(self) -> tuple[RosterStudent, ...]:
        """Return the students whose lines can be used."""
        return tuple(
            RosterStudent(
                line=entry.line.number,
                identity=entry.student.identity,
                school=entry.student.school,
                doses=tuple(entry.doses),
            )
            for entry in self._entries
            if not entry.line.is_left_out
        )

    def _add(self, entry: _Entry) -> None:
        self._entries.append(entry)
        self._by_name.setdefault(entry.key, []).append(entry)
        if entry.student.identity.ssid:
            self._by_ssid[entry.student.identity.ssid] = entry

    def _named(self, key: NameKey, student: Student) -> _Entry | None:
        """Return the student of this name and birth date, unless a number shows that they are two."""
        return next((entry for entry in self._by_name.get(key, ()) if not _are_two(entry.student, student)), None)

    def _merge(self, entry: _Entry, line: Line, student: Student, doses: tuple[WrittenDose, ...]) -> None:
        if (entry.student.identity, entry.student.school) != (student.identity, student.school):
            line.ask(ProblemCode.STUDENT_LINES_DIFFER, Column.LAST_NAME, other_line=entry.line.number)
        if len(entry.doses) + len(doses) > MOST_DOSES:
            if not entry.line.is_left_out:
                entry.line.leave_line_out(ProblemCode.TOO_MANY_DOSES, limit=MOST_DOSES)
            return
        for dose in doses:
            if dose in entry.doses:
                line.leave_cell_out(ProblemCode.DOSE_TWICE, Column.DOSE_DATE)
            entry.doses[dose] = None


def _are_two(first: Student, other: Student) -> bool:
    """Return whether both have a state ID, or a number of the school, and not the same."""
    numbers = ((first.identity.ssid, other.identity.ssid), (first.school.local_id, other.school.local_id))
    return any(ours and theirs and ours != theirs for ours, theirs in numbers)
