"""Rows that follow from a record and are written in its own transaction, so that an answer read from them is never
older than the action: the school's row of a form or a student and the way to it, the copy of an account beside its
address, the row of a physician whose forms were revoked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.domain.outbreak import ExposureAtSchool
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.reminders import REMINDED
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.roster import FormAtSchool
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.domain.student import Student
from chalicelib.storage import boards, jurisdiction_keys, jurisdictions, keys, license_keys, review_keys, trigger_keys
from chalicelib.storage.addresses import account_copy
from chalicelib.storage.directory_keys import unlisted_school
from chalicelib.storage.keys import Key
from chalicelib.storage.license_claims import live_claim_item
from chalicelib.storage.license_rows import checks_write
from chalicelib.storage.physician_names import name_rows
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
        yield _put({**key.as_item(), **copied})
        yield from _names_of(before if isinstance(before, Account) else None, after)
        yield from _row_of_board(before if isinstance(before, Account) else None, after)
    elif isinstance(after, PhysicianStanding):
        yield from _rows_of_standing(before if isinstance(before, PhysicianStanding) else None, after)
    elif isinstance(after, LicenseClaim):
        yield from _row_of_claim(before if isinstance(before, LicenseClaim) else None, after)
    elif isinstance(after, Student):
        yield from _rows_of_student(before if isinstance(before, Student) else None, after, on)
    elif isinstance(after, ExposureAtSchool):
        yield from _rows_of_exposure(after)
    elif isinstance(after, ExemptionForm):
        yield from _rows_of_form(before if isinstance(before, ExemptionForm) else None, after)
    elif isinstance(after, ExemptionRequest):
        yield from _row_of_unlisted_school(before if isinstance(before, ExemptionRequest) else None, after)
    for waiting in (reminders_write(before, after, on), checks_write(before, after, on)):
        if waiting:
            yield Projection(*waiting)


def _rows_of_exposure(after: ExposureAtSchool) -> Iterator[Projection]:
    yield _put(exposure_item(after))
    if after.jurisdiction:
        yield _put(jurisdictions.outbreak_item(after))


def _rows_of_standing(before: PhysicianStanding | None, after: PhysicianStanding) -> Iterator[Projection]:
    yield _put(boards.standing_item(after))
    if counted_years(after):
        yield _put(revocations_item(after))
    elif before is not None and counted_years(before):
        yield _delete(review_keys.revocations(after.id))


def _row_of_claim(before: LicenseClaim | None, after: LicenseClaim) -> Iterator[Projection]:
    """Yield the write of the row that says that a claim to the license is live, where that is new."""
    was_live = before is not None and before.is_live
    if after.is_live and not was_live:
        yield _put(live_claim_item(after))
    elif was_live and not after.is_live:
        yield _delete(license_keys.live_claim(after))


def _rows_of_student(before: Student | None, after: Student, on: date) -> Iterator[Projection]:
    yield from map(_put, (student_item(after), line_item(after, on), named_item(after)))
    if before is not None and before.same_child != after.same_child:
        yield _delete(keys.student_named(before.facility_id, before.same_child))


def _names_of(before: Account | None, after: Account) -> Iterator[Projection]:
    then, now = name_rows(before), name_rows(after)
    yield from (_delete(key) for key in then if key not in now)
    for key, facts in now.items():
        if then.get(key) != facts:
            yield _put({**key.as_item(), **facts})


def _row_of_board(before: Account | None, after: Account) -> Iterator[Projection]:
    """Yield the write of a physician's row in the board's list, where the name or the license is new."""
    known, new = (boards.licensee_item(each) if each else None for each in (before, after))
    if known and (not new or known["SK"] != new["SK"]):
        yield _delete(Key(str(known["PK"]), str(known["SK"])))
    if new and new != known:
        yield _put(new)


def _rows_of_form(before: ExemptionForm | None, after: ExemptionForm) -> Iterator[Projection]:
    moved = before is None or before.school != after.school
    if before is not None and before.facility_id:
        row, row_before = row_keys(FormAtSchool.of(before))
        yield _delete(row_before)  # an older portal's; the new row takes its place
        if before.facility_id != after.facility_id:
            yield _delete(row)
    yield from _row_of_jurisdiction(before, after)
    if after.facility_id:
        yield _roster_put(after)
        if moved:
            yield _put(at_school_item(FormAtSchool.of(after)))


def _row_of_jurisdiction(before: ExemptionForm | None, after: ExemptionForm) -> Iterator[Projection]:
    """Yield the write of the row that the health department over the school reads, and the end of the former one."""
    here = next(jurisdictions.form_keys(after), None)
    there = next(jurisdictions.form_keys(before), None) if before else None
    if there and there != here:
        yield _delete(there)
    if here:
        yield _put(jurisdictions.form_item(after))


def _row_of_unlisted_school(before: ExemptionRequest | None, after: ExemptionRequest) -> Iterator[Projection]:
    """Yield the write of the line in the operators' list, while they are to find the school."""
    then = before is not None and before.waits_for_operators
    if after.waits_for_operators:
        sent_at = after.submitted_at.isoformat() if after.submitted_at else ""
        told = {"request_id": after.id, "typed": after.unlisted_school, "sent_at": sent_at}
        yield _put({**unlisted_school(after).as_item(), "type": "unlisted_school", **told})
    elif then:
        yield _delete(unlisted_school(after))


def _gone_with_account(record: Account) -> Iterator[Projection]:
    yield _delete(account_copy(record, {})[0])
    yield from map(_delete, name_rows(record))
    place = boards.licensee_key(record)
    if place:
        yield _delete(place)


def rows_gone_with(record: VersionedRecord) -> Iterator[Projection]:
    """Yield the writes that remove the projections of a record that is no longer there."""
    if isinstance(record, Account):
        yield from _gone_with_account(record)
    if isinstance(record, Student):
        yield _delete(keys.student_row(record.facility_id, record.id))
        yield _delete(keys.student_line(record.facility_id, record.id))
        yield _delete(keys.same_student(record.facility_id, record.same_child))
        yield _delete(keys.student_named(record.facility_id, record.same_child))
    if isinstance(record, ExemptionRequest) and record.waits_for_operators:
        yield _delete(unlisted_school(record))
    if isinstance(record, ExposureAtSchool):
        yield _delete(keys.exposure_row(record.facility_id, record.id))
        if record.jurisdiction:
            yield _delete(jurisdiction_keys.outbreak_row(record.jurisdiction, record.id))
    if isinstance(record, LicenseClaim):
        yield _delete(license_keys.live_claim(record))
    if record.record_type in REMINDED:
        yield _delete(trigger_keys.reminders(record.id, record.record_type))
    if isinstance(record, ExemptionForm):
        yield _delete(trigger_keys.form_reasons(record.id))
        yield from map(_delete, jurisdictions.form_keys(record))
    if isinstance(record, ExemptionForm) and record.facility_id:
        yield from map(_delete, (*row_keys(FormAtSchool.of(record)), keys.form_at_school(record.id)))


def _put(item: Mapping[str, Any]) -> Projection:
    return Projection("Put", {"Item": typed(item)})


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
