"""Writes the lines of schools' lists anew that were answered by older rules, that end soon, or that an older portal did
not write (decision 0023): `python -m infra.renew_school_lists`, with each release and at least once a year, with rights
to read and write the main table. A local run does it at its start. Until then such a line is answered afresh at each
look, which is slow for a large school and never wrong; a student without any line is not on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from botocore.exceptions import ClientError

from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.student import Student
from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.rosters import line_item
from chalicelib.storage.table import Item, Table, client, plain, portal_table, typed

_SOON = timedelta(days=60)  # a line that speaks of this day waits for the next release


def renew_school_lists(table: Table, on: date) -> int:
    """Return how many lines were written. Doing it again writes only what a change has left meanwhile."""
    written = 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        for student in _students(map(plain, page["Items"])):
            written += _renewed(table, student, on)
    return written


def _students(items: Iterator[Item]) -> Iterator[Student]:
    yield from (decode(item, Student) for item in items if item.get("type") == "student" and "body" in item)


def _renewed(table: Table, student: Student, on: date) -> bool:
    key = keys.student_line(student.facility_id, student.id)
    found = table.get_many([key]).get(key)
    line = StudentLine.stored(found["body"]) if found else None
    if line and line.answer_on(on + _SOON) is not None:
        return False
    try:
        client().put_item(
            TableName=table.name,
            Item=typed(line_item(student, on)),
            ConditionExpression="attribute_not_exists(PK) OR student_version <= :this",
            ExpressionAttributeValues=typed({":this": student.version}),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False  # the student changed meanwhile: the change has written the line
    return True


if __name__ == "__main__":
    print(renew_school_lists(portal_table(), california_date(system_clock())), "lines written")
