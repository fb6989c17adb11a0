"""When people are next reminded of a form: an item beside it, in the queue of the nightly job at that day.

It is written with the form where the days of its reminders change; the job moves it on. `told_through`: the last
California date whose reminders went out.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.reminders import next_reminder_day, reminders_of
from chalicelib.storage import trigger_keys
from chalicelib.storage.queue_rows import REMINDERS, queue_row
from chalicelib.storage.table import Item, typed
from chalicelib.storage.write_rules import EITHER_WAY


def told_through(item: Item) -> date:
    """Return the last day whose reminders went out."""
    return date.fromisoformat(item["told_through"])


def waiting(form: ExemptionForm, day: date, through: date) -> dict[str, str]:
    """Return the attributes of the item that waits for a day, where everything through an earlier one was said."""
    row = queue_row(REMINDERS, day.isoformat(), form.id, {"form_id": form.id})
    return {"type": "reminders", "told_through": through.isoformat(), **row}


def reminders_write(
    before: ExemptionForm | None, after: ExemptionForm, on: date
) -> tuple[str, Mapping[str, Any]] | None:
    """Return the write that keeps the item true to a form that is written on a day, as a verb and its arguments; None
    where the days stay as they are. What was said before that day stays said; of a new form, of that day too."""
    if (reminders_of(before) if before else ()) == reminders_of(after):
        return None
    through = on - timedelta(days=1) if before else on
    key, day = trigger_keys.reminders(after.id).as_item(), next_reminder_day(after, through)
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
