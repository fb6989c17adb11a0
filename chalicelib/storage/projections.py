"""Rows that follow from a record and are written in its own transaction, so that an answer read from them is never
older than the act: the school's roster row of a form, the copy of an account beside its address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.roster import RosterRow
from chalicelib.storage import keys
from chalicelib.storage.addresses import account_copy
from chalicelib.storage.table import typed


@dataclass(frozen=True)
class Projection:
    """One write that follows: a Put or a Delete with its arguments."""

    verb: str
    arguments: Mapping[str, Any]


def rows_of(before: VersionedRecord | None, after: VersionedRecord, item: Mapping[str, Any]) -> Iterator[Projection]:
    """The writes that keep the projections of `after`, which is stored as `item`, true."""
    if isinstance(after, Account):
        key, copied = account_copy(after, item)
        yield Projection("Put", {"Item": typed({**key.as_item(), **copied})})
    if not isinstance(after, ExemptionForm):
        return
    if isinstance(before, ExemptionForm) and before.facility_id != after.facility_id:
        yield from rows_gone_with(before)
    if after.facility_id:
        yield _roster_put(after)


def rows_gone_with(record: VersionedRecord) -> Iterator[Projection]:
    """The writes that remove the projections of a record that is no longer there."""
    if isinstance(record, Account):
        yield Projection("Delete", {"Key": typed(account_copy(record, {})[0].as_item())})
    if isinstance(record, ExemptionForm) and record.facility_id:
        key = typed(keys.roster_row(record.facility_id, record.id).as_item())
        yield Projection("Delete", {"Key": key, "ConditionExpression": "attribute_exists(PK)"})


def _roster_put(form: ExemptionForm) -> Projection:
    item = {
        **keys.roster_row(form.facility_id, form.id).as_item(),
        "type": "roster_row",
        "form_version": form.version,
        "body": RosterRow.of(form).model_dump_json(),
    }
    return Projection(
        "Put",
        {
            "Item": typed(item),
            "ConditionExpression": "attribute_not_exists(PK) OR form_version < :this",
            "ExpressionAttributeValues": typed({":this": form.version}),
        },
    )
