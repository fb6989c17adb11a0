"""Lets forms and requests that an older portal wrote be reminded of, reviewed and have their physicians' licenses
checked like new ones (decisions 0025 and 0031):
`python -m infra.catch_up_forms`, once with the release, with rights to read and write the main table. A local run does
it at its start. What stands already is left as it is, so doing it again does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.reminders import REMINDED, next_reminder_day
from chalicelib.domain.review import Trigger
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.domain.student import Student
from chalicelib.law.calendar import california_date
from chalicelib.law.tables import Limit, number
from chalicelib.runtime.clock import system_clock
from chalicelib.storage import trigger_keys
from chalicelib.storage.codec import decode
from chalicelib.storage.keys import Key
from chalicelib.storage.license_rows import first_check
from chalicelib.storage.owed_reviews import OwedReviews, owed_row
from chalicelib.storage.reminder_rows import digest_row, waiting
from chalicelib.storage.school_reporting import SchoolReporting, reporting_row
from chalicelib.storage.table import Item, Table, client, plain, portal_table
from infra.missing_rows import add_missing

_READ: dict[str, type[VersionedRecord]] = {**REMINDED, "standing": PhysicianStanding, "student": Student}


def catch_up_forms(table: Table, now: datetime) -> int:
    """Return how many items were written: what waits for a reminder, what a school reported, what is owed a review, and
    whose license is checked each night."""
    written = 0
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        for item in map(plain, page["Items"]):
            if item.get("type") in _READ and "body" in item:
                rows = _rows(decode(item, _READ[item["type"]]), now)
                written += sum(add_missing(table, {**key.as_item(), **row}) for key, row in rows)
    return written


def _rows(record: VersionedRecord, now: datetime) -> Iterator[tuple[Key, Item]]:
    on = california_date(now)
    if isinstance(record, PhysicianStanding):
        yield from _owed(record, on, now)
    day = next_reminder_day(record, on)
    if day is not None:
        yield trigger_keys.reminders(record.id, record.record_type), waiting(record, day, on)
    if isinstance(record, Student):
        yield trigger_keys.reviews_at(record.facility_id), digest_row(record.facility_id, on, on)
    if isinstance(record, ExemptionForm) and record.facility_id:
        yield trigger_keys.school_reporting(record.facility_id), reporting_row(SchoolReporting(record.facility_id))
    check = first_check(record, on)
    if check is not None:
        yield check


def _owed(standing: PhysicianStanding, on: date, now: datetime) -> Iterator[tuple[Key, Item]]:
    for year, count in standing.forms_by_year.items():
        if count >= number(Limit.FORMS_REVIEWED_FROM, on):
            owed = OwedReviews(Trigger.PHYSICIAN_FIVE_FORMS, "account", standing.account_id, int(year))
            yield owed.key, owed_row(owed, now)


if __name__ == "__main__":
    print(catch_up_forms(portal_table(), system_clock()), "items written")
