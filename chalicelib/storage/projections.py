"""Rows that follow from a record and are written in its own transaction, so that an answer read from them is never
older than the act: the school's roster row of a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.exemption import Form
from chalicelib.domain.record import Stateful
from chalicelib.domain.roster import RosterRow
from chalicelib.storage import keys
from chalicelib.storage.table import typed


@dataclass(frozen=True)
class Projection:
    """One write that follows: a Put or a Delete with its arguments."""

    verb: str
    arguments: Mapping[str, Any]


def rows_of(before: Stateful | None, after: Stateful) -> Iterator[Projection]:
    """The writes that keep the projections of `after` true."""
    if not isinstance(after, Form):
        return
    old_facility = before.facility_id if isinstance(before, Form) else ""
    if old_facility and old_facility != after.facility_id:
        key = typed(keys.roster_row(old_facility, after.id).as_item())
        yield Projection("Delete", {"Key": key, "ConditionExpression": "attribute_exists(PK)"})
    if after.facility_id:
        yield _roster_put(after)


def _roster_put(form: Form) -> Projection:
    item = {
        **keys.roster_row(form.facility_id, form.id).as_item(), "type": "roster_row", "form_version": form.version,
        "body": RosterRow.of(form).model_dump_json(),
    }
    return Projection("Put", {
        "Item": typed(item), "ConditionExpression": "attribute_not_exists(PK) OR form_version < :this",
        "ExpressionAttributeValues": typed({":this": form.version}),
    })
