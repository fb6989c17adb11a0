"""moto (5.2.5) keeps a copy of the table for the roll-back of a transaction, and makes it anew for every item of the
transaction, all before the first write. One copy for each table gives the same roll-back: with twenty items, a
twentieth of the work. `make_one_copy` is called once, when the tests begin."""

import copy
from typing import Any

from moto.dynamodb import models
from moto.dynamodb.models.table import Table


class _OneCopyOfEachTable:
    """Stands for the `copy` module inside moto's transactions."""

    def __init__(self) -> None:
        self.copies: dict[int, Any] = {}

    def deepcopy(self, thing: Any) -> Any:
        """A deep copy; of a table the one that this transaction made already."""
        if not isinstance(thing, Table):
            return copy.deepcopy(thing)
        if id(thing) not in self.copies:
            self.copies[id(thing)] = copy.deepcopy(thing)
        return self.copies[id(thing)]


def make_one_copy() -> None:
    """Let moto copy each table once for each transaction."""
    once = _OneCopyOfEachTable()
    transact = models.DynamoDBBackend.transact_write_items

    def transact_with_one_copy(backend: Any, transact_items: Any) -> None:
        once.copies.clear()
        transact(backend, transact_items)

    models.copy = once  # type: ignore[assignment]
    models.DynamoDBBackend.transact_write_items = transact_with_one_copy  # type: ignore[method-assign]
