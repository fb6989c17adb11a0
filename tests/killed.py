"""A process that ends between two transactions, and what else may happen just before one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.storage.table import client


class KilledError(BaseException):
    """The process ends here."""


@contextmanager
def before_each_transaction(do: Callable[[int], Any]) -> Iterator[None]:
    """Call `do` with the number of the transaction that is about to be sent, from 1."""
    count = iter(range(1, 1000))

    def before(model: Any, **_rest: Any) -> None:
        if model.name == "TransactWriteItems":
            do(next(count))

    events = client().meta.events
    events.register_first("before-call.dynamodb", before, unique_id="killed-test")
    try:
        yield
    finally:
        events.unregister("before-call.dynamodb", unique_id="killed-test")
