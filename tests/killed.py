"""A process that ends between two transactions, and what else may happen just before one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import pytest

from chalicelib.storage.table import client


class KilledError(BaseException):
    """The process ends here."""


class Moment(StrEnum):
    """When the process ends, as the store sees it: before it has the request, or after it did what was asked."""

    BEFORE = "before"
    AFTER = "after"


@contextmanager
def killed_at(place: int, moment: Moment) -> Iterator[None]:
    """Let the process end at the request of this number, from 1. Fails where no request has that number."""
    count = iter(range(1, 10_000))

    def end(**_what: Any) -> None:
        if next(count) == place:
            raise KilledError

    event = f"{moment}-call.dynamodb"
    events = client().meta.events
    events.register_first(event, end, unique_id="killed-at")
    try:
        with pytest.raises(KilledError):
            yield
    finally:
        events.unregister(event, unique_id="killed-at")


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
