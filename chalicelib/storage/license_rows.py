"""Which licenses are checked each night: an item for each physician with live forms or open requests, in the queue of
the job by the day of the next check.

It is written with the form and with the opened request; the job moves it on, and drops it when nothing is left.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.law.enums import LineState
from chalicelib.storage import trigger_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import LICENSES, queue_row
from chalicelib.storage.table import Item, typed
from chalicelib.storage.write_rules import EITHER_WAY

if TYPE_CHECKING:
    from chalicelib.storage.unit_of_work import UnitOfWork

_LIVE = frozenset({LineState.ISSUED, LineState.HELD})


class LicenseCheckItem(NamedTuple):
    """The item of one physician. `outcome`: of the last check, "" before the first; `look_on`: the day on which it is
    looked at again whether the physician has live forms or open requests; `touched`: how often something came."""

    account_id: str
    outcome: str
    look_on: date
    touched: int


def physician_of(row: Item) -> str:
    """Return the account that a row of the queue stands for."""
    return str(json.loads(row["card"])["account_id"])


def read_check(item: Item, account_id: str) -> LicenseCheckItem:
    """Return what the item says. One that was never checked is looked at on its first day."""
    look_on = date.fromisoformat(item["look_on"]) if "look_on" in item else date.min
    return LicenseCheckItem(account_id, item.get("outcome", ""), look_on, int(item["touched"]))


def checks_write(
    before: VersionedRecord | None, after: VersionedRecord, on: date
) -> tuple[str, Mapping[str, Any]] | None:
    """Return the write by which a record that begins to live on a day has its physician's license checked from the next
    night on, as a verb and its arguments; None for any other."""
    physician_id = _physician_with(after)
    if not physician_id or (before is not None and _physician_with(before) == physician_id):
        return None
    row = _row(physician_id, on + timedelta(days=1))
    return "Update", {
        "Key": typed(trigger_keys.license_check(physician_id).as_item()),
        "UpdateExpression": "SET #type = :type, GSI1PK = if_not_exists(GSI1PK, :queue), "
        "GSI1SK = if_not_exists(GSI1SK, :place), card = if_not_exists(card, :card) ADD touched :one",
        "ConditionExpression": EITHER_WAY,
        "ExpressionAttributeNames": {"#type": "type"},
        "ExpressionAttributeValues": typed(
            {
                ":type": "license_check",
                ":queue": row["GSI1PK"],
                ":place": row["GSI1SK"],
                ":card": row["card"],
                ":one": 1,
            }
        ),
    }


def first_check(record: VersionedRecord, on: date) -> tuple[Key, Item] | None:
    """Return the item by which the license behind a record that lives already is checked from the next night on; None
    where nothing in the record lives. For records of a portal that did not write such items."""
    physician_id = _physician_with(record)
    if not physician_id:
        return None
    row = _row(physician_id, on + timedelta(days=1))
    return trigger_keys.license_check(physician_id), {"type": "license_check", **row, "touched": 1}


def keep_check(work: "UnitOfWork", seen: Item, after: LicenseCheckItem, next_on: date) -> None:
    """Write what a check found, and wait for the next, where no other run did since the item was read."""
    place = _row(after.account_id, next_on)["GSI1SK"]
    work.adjust(
        trigger_keys.license_check(after.account_id),
        "SET GSI1SK = :place, outcome = :outcome, look_on = :look",
        {":place": place, ":outcome": after.outcome, ":look": after.look_on.isoformat(), ":seen": seen["GSI1SK"]},
        condition="GSI1SK = :seen",
    )


def drop_check(work: "UnitOfWork", seen: LicenseCheckItem) -> None:
    """Check this license no more: nothing of the physician's is live, and nothing came since the item was read."""
    work.remove(
        trigger_keys.license_check(seen.account_id), condition="touched = :seen", values={":seen": seen.touched}
    )


def _row(account_id: str, on: date) -> dict[str, str]:
    return queue_row(LICENSES, on.isoformat(), account_id, {"account_id": account_id})


def _physician_with(record: VersionedRecord) -> str:
    """Return the physician who has a live form or an open request in this record; "" for none."""
    if isinstance(record, ExemptionForm) and any(line.state in _LIVE for line in record.lines):
        return record.physician_id
    if isinstance(record, ExemptionRequest) and record.state is RequestState.OPENED:
        return record.physician_id
    return ""
