"""moto (5.2.5) keeps a copy of the table for the roll-back of a transaction, and makes it again for every item of the
transaction, all before the first write, every item of the table copied deeply. One copy for each table gives the same
roll-back, and only what the transaction updates needs to be copied deeply: moto puts new items beside the old ones and
takes items out, but changes in place only the one that an update names. `make_one_copy` is called once, when the tests
begin."""

import copy
from collections import defaultdict
from typing import Any

from moto.dynamodb import models
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table


class _OneCopyOfEachTable:
    """Stands for the `copy` module inside moto's transactions."""

    def __init__(self) -> None:
        self.copies: dict[int, Any] = {}
        self.acts: list[tuple[str, dict[str, Any]]] = []

    def begin(self, transact_items: Any) -> None:
        """A transaction with these items begins."""
        self.copies.clear()
        self.acts = [act for item in transact_items for act in item.items()]

    def deepcopy(self, thing: Any) -> Any:
        """A deep copy; of a table the one that this transaction made already."""
        if not isinstance(thing, Table):
            return copy.deepcopy(thing)
        if id(thing) not in self.copies:
            self.copies[id(thing)] = self._copy_of(thing)
        return self.copies[id(thing)]

    def _copy_of(self, table: Table) -> Table:
        kept = copy.copy(table)
        kept.items = defaultdict(dict, table.items)
        for kind, act in self.acts:
            if act["TableName"] == table.name:
                self._copy_what_changes(kept, table, kind, act.get("Key") or act["Item"])
        return kept

    def _copy_what_changes(self, kept: Table, table: Table, kind: str, key: dict[str, Any]) -> None:
        partition, place = DynamoType(key["PK"]), DynamoType(key["SK"])
        rows = table.items.get(partition)
        if rows is None:
            return
        if kept.items[partition] is rows:
            kept.items[partition] = dict(rows)
        if kind == "Update" and place in rows:
            kept.items[partition][place] = copy.deepcopy(rows[place])


def make_one_copy() -> None:
    """Let moto copy each table once for each transaction."""
    once = _OneCopyOfEachTable()
    transact = models.DynamoDBBackend.transact_write_items

    def transact_with_one_copy(backend: Any, transact_items: Any) -> None:
        once.begin(transact_items)
        transact(backend, transact_items)

    models.copy = once  # type: ignore[assignment]
    models.DynamoDBBackend.transact_write_items = transact_with_one_copy  # type: ignore[method-assign]
