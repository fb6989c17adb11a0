"""When people are next reminded of a record: an item beside it, in the queue of the nightly job at that day.

It is written with the record where the days of its reminders change; the job moves it on. `told_through`: the last
California date whose reminders went out.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.reminders import next_reminder_day, reminders_of
from chalicelib.storage import trigger_keys
from chalicelib.storage.rows import REMINDERS, queue_row
from chalicelib.storage.table import Item, typed
from chalicelib.storage.write_rules import EITHER_WAY

if TYPE_CHECKING:
    from chalicelib.storage.unit_of_work import UnitOfWork


def told_through(item: Item) -> date:
    """Return the last day whose reminders went out."""
    return date.fromisoformat(item["told_through"])


def reminded_record(row: Item) -> tuple[str, str]:
    """Return kind and id of the record that a row of the queue stands for."""
    card = json.loads(row["card"])
    return (card["kind"], card["id"]) if "kind" in card else (ExemptionForm.record_type, card["form_id"])


def waiting(record: VersionedRecord, day: date, through: date) -> dict[str, str]:
    """Return the attributes of the item that waits for a day, where everything through an earlier one was said."""
    # A form's card is that of the first release with reminders, which knows no other.
    is_form = isinstance(record, ExemptionForm)
    card = {"form_id": record.id} if is_form else {"kind": record.record_type, "id": record.id}
    row = queue_row(REMINDERS, day.isoformat(), record.id, card)
    return {"type": "reminders", "told_through": through.isoformat(), **row}


AT_SCHOOL = "reviews_at_school"
"""The kind of the rows that stand for a school's digest, not for a record."""


def digest_row(facility_id: str, day: date, through: date) -> dict[str, str]:
    """Return the attributes of the item that waits for a day, where a school was told of the reviews through a day."""
    row = queue_row(REMINDERS, day.isoformat(), facility_id, {"kind": AT_SCHOOL, "id": facility_id})
    return {"type": "reviews_at", "told_through": through.isoformat(), **row}


def await_reviews(work: "UnitOfWork", facility_id: str) -> None:
    """Let a school be told of its reviews from its first student on; what is known of it stays."""
    row = digest_row(facility_id, work.on, work.on)
    work.adjust(
        trigger_keys.reviews_at(facility_id),
        "SET told_through = if_not_exists(told_through, :through), GSI1PK = if_not_exists(GSI1PK, :queue), "
        "GSI1SK = if_not_exists(GSI1SK, :place), card = if_not_exists(card, :card)",
        {":through": row["told_through"], ":queue": row["GSI1PK"], ":place": row["GSI1SK"], ":card": row["card"]},
        condition=EITHER_WAY,
    )


def reminders_write(
    before: VersionedRecord | None, after: VersionedRecord, on: date
) -> tuple[str, Mapping[str, Any]] | None:
    """Return the write that keeps the item true to a record that is written on a day, as a verb and its arguments; None
    where the days stay as they are. What was said before that day stays said; of a new record, of that day too."""
    if (reminders_of(before) if before else ()) == reminders_of(after):
        return None
    through = on - timedelta(days=1) if before else on
    key = trigger_keys.reminders(after.id, after.record_type).as_item()
    day = next_reminder_day(after, through)
    if day is None:
        return "Delete", {"Key": typed(key)}
    row = waiting(after, day, through)
    return "Update", {
        "Key": typed(key),
        "UpdateExpression": "SET #type = :type, told_through = if_not_exists(told_through, :through), "
        "GSI1PK = :queue, GSI1SK = :place, card = :card",
        "ConditionExpression": EITHER_WAY,
        "ExpressionAttributeNames": {"#type": "type"},
        "ExpressionAttributeValues": typed(
            {
                ":type": row["type"],
                ":through": row["told_through"],
                ":queue": row["GSI1PK"],
                ":place": row["GSI1SK"],
                ":card": row["card"],
            }
        ),
    }
