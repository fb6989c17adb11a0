"""The reader of the file profile `roster-1`: one line for each student, or (long form) one for each dose.

A header error, too many rows or problems, or a quotation mark that is never closed refuses the whole file. Otherwise a
line is used whole, or without the cells that are reported, or not at all; the report says which.
"""

import hashlib
from datetime import date
from typing import NamedTuple

from chalicelib.domain.child import folded_name
from chalicelib.rosters import cells
from chalicelib.rosters.columns import LINES_IN_FILE, Column
from chalicelib.rosters.dates import DateFault, DateOrder, day_in
from chalicelib.rosters.delimited import Line, Table, read_table
from chalicelib.rosters.doses_read import doses_of
from chalicelib.rosters.problems import ProblemCode, Problems
from chalicelib.rosters.rows import LeftOutLine, ParsedRoster, SchoolElements, StudentIdentity
from chalicelib.rosters.same_student import Gathered


def read_roster(content: bytes, on: date) -> ParsedRoster:
    """Return the students and the problems of one file. `on` is today: no birth and no dose is after it."""
    problems = Problems()
    table = read_table(content, problems)
    _check_whole(table, problems)
    is_dose_list = Column.DOSE_DATE in table.columns
    gathered = Gathered(merges_lines=is_dose_list)
    order = DateOrder(table.lines)
    if not problems.refuses_file():
        for line in table.lines:
            if problems.too_many:
                break
            student = None if line.is_left_out else _student(line, order, on)
            if student:
                gathered.take(line, student, doses_of(line, order, student.identity.birth_date, on))
    if problems.too_many and not problems.refuses_file():
        problems.refuse_file(max(problem.line for problem in problems.in_order()), ProblemCode.TOO_MANY_PROBLEMS)
    refused = problems.refuses_file()
    return ParsedRoster(
        file_hash=hashlib.sha256(content).hexdigest(),
        rows=() if refused else gathered.rows(),
        problems=problems.in_order(),
        left_out=() if refused else tuple(_traces(line) for line in table.lines if line.is_left_out),
        unread_lines=table.unread,
        is_dose_list=is_dose_list,
    )


class _Student(NamedTuple):
    identity: StudentIdentity
    school: SchoolElements


def _check_whole(table: Table, problems: Problems) -> None:
    """Refuse a file of which a part is missing: the portal's own exports say how many lines they have."""
    said = {line.text(LINES_IN_FILE) for line in table.lines} - {""}
    expected = said.pop() if len(said) == 1 else ""
    count = len(table.lines) + table.unread
    if expected.isdecimal() and int(expected) != count and not problems.refuses_file():
        problems.refuse_file(0, ProblemCode.FILE_CUT_SHORT, expected=int(expected), count=count)


def _student(line: Line, order: DateOrder, on: date) -> _Student | None:
    """Return the student of a line; None, and every reason is reported, where the line cannot be used."""
    last_name, first_name = cells.name(line, Column.LAST_NAME), cells.name(line, Column.FIRST_NAME)
    birth_date, grade = _birth_date(line, order, on), cells.grade(line)
    if line.is_left_out or birth_date is None or grade is None:
        return None
    races = cells.races(line)
    first_day, last_day = _school_days(line, order, birth_date, on)
    return _Student(
        StudentIdentity(
            last_name=last_name,
            first_name=first_name,
            middle_name=line.text(Column.MIDDLE_NAME),
            birth_date=birth_date,
            ssid=cells.ssid(line),
            sex=cells.sex(line),
            ethnicity=cells.ethnicity(line),
            races=races.races,
            other_race=races.other,
            parent_name=line.text(Column.PARENT_NAME),
        ),
        SchoolElements(
            grade=grade,
            local_id=line.text(Column.LOCAL_ID),
            room=line.text(Column.ROOM),
            first_day=first_day,
            last_day=last_day,
            parent_email=cells.email(line),
            parent_phone=cells.phone(line),
            language=line.text(Column.LANGUAGE),
            address=line.text(Column.ADDRESS),
            situations=cells.situations(line),
        ),
    )


def _birth_date(line: Line, order: DateOrder, on: date) -> date | None:
    found = day_in(line, Column.BIRTH_DATE, order, on, on)
    if found is None:
        line.leave_line_out(ProblemCode.CELL_MISSING, Column.BIRTH_DATE)
    elif isinstance(found, DateFault):
        line.leave_line_out(found.code, Column.BIRTH_DATE, **found.facts)
    elif found.day > on:
        line.leave_line_out(ProblemCode.DATE_IN_FUTURE, Column.BIRTH_DATE)
    else:
        return found.day
    return None


def _school_days(line: Line, order: DateOrder, birth_date: date, on: date) -> tuple[date | None, date | None]:
    """Return the first and the last day at the school: not before the birth, and in this order."""
    days: list[date | None] = []
    earliest = birth_date
    for column in (Column.FIRST_DAY, Column.LAST_DAY):
        found = day_in(line, column, order, None, on)
        if isinstance(found, DateFault):
            line.leave_cell_out(found.code, column, **found.facts)
        elif found and found.day < earliest:
            line.leave_cell_out(ProblemCode.DATES_OUT_OF_ORDER, column)
        elif found:
            earliest = found.day
            days.append(found.day)
            continue
        days.append(None)
    return days[0], days[1]


def _traces(line: Line) -> LeftOutLine:
    return LeftOutLine(
        line=line.number,
        ssid=line.text(Column.SSID),
        last_name=folded_name(line.text(Column.LAST_NAME)),
        first_name=folded_name(line.text(Column.FIRST_NAME)),
    )
