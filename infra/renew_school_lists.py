"""Renews the lines of schools' lists that were answered by older rules, that end soon, or that an older portal did not
write (decision 0023): `python -m infra.renew_school_lists`, with each release and at least once a year, with rights
to read and write the main table. A local run does it at its start. Until then such a line is answered afresh at each
look, which is slow for a large school and never wrong; a student without any line is not on the list,
and the shots of one without a row by name do not count for an exemption.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from botocore.exceptions import ClientError

from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.student import Student
from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.keys import Key
from chalicelib.storage.rosters import line_item, named_item
from chalicelib.storage.table import Item, Table, client, plain, portal_table, typed

_SOON = timedelta(days=60)  # a line that speaks of this day waits for the next release


def renew_school_lists(table: Table, on: date) -> int:
    """Return how many students' rows were written. Doing it again writes only what a change has left meanwhile."""
    written = 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        students = list(_students(map(plain, page["Items"])))
        rows = table.get_many(key for student in students for key in _keys(student))
        written += sum(_renewed(table, student, on) for student in students if not _is_fresh(student, rows, on))
    return written


def _students(items: Iterator[Item]) -> Iterator[Student]:
    yield from (decode(item, Student) for item in items if item.get("type") == "student" and "body" in item)


def _keys(student: Student) -> tuple[Key, Key]:
    return (
        keys.student_line(student.facility_id, student.id),
        keys.student_named(student.facility_id, student.same_child),
    )


def _is_fresh(student: Student, rows: Mapping[Key, Item], on: date) -> bool:
    line, named = map(rows.get, _keys(student))
    return bool(named and line and StudentLine.stored(line["body"]).answer_on(on + _SOON))


def _renewed(table: Table, student: Student, on: date) -> bool:
    unchanged = {
        "TableName": table.name,
        "Key": typed(keys.record("student", student.id).as_item()),
        "ConditionExpression": "version = :seen",
        "ExpressionAttributeValues": typed({":seen": student.version}),
    }
    rows = (line_item(student, on), named_item(student))
    puts = [{"Put": {"TableName": table.name, "Item": typed(row)}} for row in rows]
    try:
        table.transact([{"ConditionCheck": unchanged}, *puts])
    except ClientError as error:
        # The student changed meanwhile: then the change has written the rows.
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        return False
    return True


if __name__ == "__main__":
    print(renew_school_lists(portal_table(), california_date(system_clock())), "students renewed")
