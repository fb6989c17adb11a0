"""Rows that follow from a record and are written in its own transaction, so that an answer read from them is never
older than the action: the school's row of a form or a student and the way to it, the copy of an account beside its
address, the row of a physician whose forms were revoked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.roster import FormAtSchool
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.domain.student import Student
from chalicelib.storage import keys, review_keys, trigger_keys
from chalicelib.storage.addresses import account_copy
from chalicelib.storage.keys import Key
from chalicelib.storage.reminder_rows import reminders_write
from chalicelib.storage.revocation_rows import counted_years, revocations_item
from chalicelib.storage.rosters import (
    at_school_item,
    exposure_item,
    line_item,
    named_item,
    row_item,
    row_keys,
    student_item,
)
from chalicelib.storage.table import typed


@dataclass(frozen=True)
class Projection:
    """One write that follows: a Put or a Delete with its arguments."""

    verb: str
    arguments: Mapping[str, Any]


def rows_of(
    before: VersionedRecord | None, after: VersionedRecord, item: Mapping[str, Any], on: date
) -> Iterator[Projection]:
    """Yield the writes that keep the projections of `after`, which is stored as `item`, true from a day on."""
    if isinstance(after, Account):
        key, copied = account_copy(after, item)
        yield Projection("Put", {"Item": typed({**key.as_item(), **copied})})
    if isinstance(after, Student):
        yield Projection("Put", {"Item": typed(student_item(after))})
        yield Projection("Put", {"Item": typed(line_item(after, on))})
        yield Projection("Put", {"Item": typed(named_item(after))})
        if isinstance(before, Student) and before.same_child != after.same_child:
            yield _delete(keys.student_named(before.facility_id, before.same_child))
    if isinstance(after, ExposureAtSchool):
        yield Projection("Put", {"Item": typed(exposure_item(after))})
    if isinstance(after, ExemptionForm):
        yield from _rows_of_form(before if isinstance(before, ExemptionForm) else None, after, on)
    if isinstance(after, PhysicianStanding):
        if counted_years(after):
            yield Projection("Put", {"Item": typed(revocations_item(after))})
        elif isinstance(before, PhysicianStanding) and counted_years(before):
            yield _delete(review_keys.revocations(after.id))


def _rows_of_form(before: ExemptionForm | None, after: ExemptionForm, on: date) -> Iterator[Projection]:
    moved = before is None or before.school != after.school
    if before is not None and before.facility_id:
        row, row_before = row_keys(FormAtSchool.of(before))
        yield _delete(row_before)  # an older portal's; the new row takes its place
        if before.facility_id != after.facility_id:
            yield _delete(row)
    reminded = reminders_write(before, after, on)
    if reminded:
        yield Projection(*reminded)
    if after.facility_id:
        yield _roster_put(after)
        if moved:
            yield Projection("Put", {"Item": typed(at_school_item(FormAtSchool.of(after)))})


def rows_gone_with(record: VersionedRecord) -> Iterator[Projection]:
    """Yield the writes that remove the projections of a record that is no longer there."""
    if isinstance(record, Account):
        yield _delete(account_copy(record, {})[0])
    if isinstance(record, Student):
        yield _delete(keys.student_row(record.facility_id, record.id))
        yield _delete(keys.student_line(record.facility_id, record.id))
        yield _delete(keys.same_student(record.facility_id, record.same_child))
        yield _delete(keys.student_named(record.facility_id, record.same_child))
    if isinstance(record, ExposureAtSchool):
        yield _delete(keys.exposure_row(record.facility_id, record.id))
    if isinstance(record, ExemptionForm):
        yield _delete(trigger_keys.reminders(record.id))
    if isinstance(record, ExemptionForm) and record.facility_id:
        yield from map(_delete, (*row_keys(FormAtSchool.of(record)), keys.form_at_school(record.id)))


def _delete(key: Key) -> Projection:
    return Projection("Delete", {"Key": typed(key.as_item())})


def _roster_put(form: ExemptionForm) -> Projection:
    return Projection(
        "Put",
        {
            "Item": typed(row_item(form)),
            "ConditionExpression": "attribute_not_exists(PK) OR form_version < :this",
            "ExpressionAttributeValues": typed({":this": form.version}),
        },
    )
