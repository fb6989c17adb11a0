"""Moves the roster rows that an older portal kept under their form alone to where they are found by child (record
0017): `python -m infra.rekey_rosters`, once with a release, with rights to read and write the main table. A local run
does it at its start. Where all are moved it says so in the table; until then the school's pages find both kinds.
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from chalicelib.domain.roster import FormAtSchool
from chalicelib.storage.keys import ROSTERS_BY_CHILD
from chalicelib.storage.rosters import at_school_item, at_school_of, row_keys
from chalicelib.storage.table import Item, Table, client, plain, portal_table, typed


def rekey_rosters(table: Table) -> bool:
    """Return whether every row is found by child now. Doing it again moves only what is left."""
    if table.get_many([ROSTERS_BY_CHILD]):
        return True
    done = True
    for page in client().get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True):
        for item in map(plain, page["Items"]):
            if item.get("type") == "form" and "body" in item:
                at = at_school_of(item)
                done = _rekey(table, at) and done if at.facility_id else done
    if done:
        table.put_once(ROSTERS_BY_CHILD, {"type": "mark"})
    return done


def _rekey(table: Table, at: FormAtSchool) -> bool:
    new, old = row_keys(at)
    row = table.get_many([old]).get(old)
    way = _put(table, at_school_item(at))
    if row is None:
        way["Put"]["ConditionExpression"] = "attribute_not_exists(PK)"  # there: the form was written since
    try:
        table.transact([way, *(_moved(table, row, new, old) if row else ())])
    except ClientError as error:
        # The form changed meanwhile: then its own transaction has moved the row.
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        return not table.get_many([old])
    return True


def _moved(table: Table, row: Item, new: Any, old: Any) -> list[dict[str, Any]]:
    gone = {
        "TableName": table.name,
        "Key": typed(old.as_item()),
        "ConditionExpression": "form_version = :seen",
        "ExpressionAttributeValues": typed({":seen": row["form_version"]}),
    }
    return [_put(table, {**row, **new.as_item()}), {"Delete": gone}]


def _put(table: Table, item: Item) -> dict[str, Any]:
    return {"Put": {"TableName": table.name, "Item": typed(item)}}


if __name__ == "__main__":
    raise SystemExit(not rekey_rosters(portal_table()))
