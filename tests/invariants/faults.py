"""Faults between the portal and its store, planted through botocore's own events: the portal's code is not touched.

A fault strikes one request, counted from 1, or all from one on. What was done to the store before is done for real:
an answer that is lost was an act that happened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from chalicelib.storage.table import client


class Fault(StrEnum):
    """What goes wrong with one request to the store, after the SDK's own retries."""

    NEVER_ARRIVED = "never arrived"
    THROTTLED = "throttled"
    STORE_ERROR = "store error"
    CONFLICT = "conflict with another transaction"
    ANSWER_LOST = "answer lost"


URL = "https://dynamodb.us-west-2.amazonaws.com"
_THROTTLE = ("ProvisionedThroughputExceededException", 400)
_INTERNAL = ("InternalServerError", 500)


@dataclass
class Faults:
    """The faults of one press of a button: at which request, which one. `struck` tells whether it came to it."""

    fault: Fault
    at: int
    lasting: bool = False
    count: int = 0
    struck: list[str] = field(default_factory=list)

    def _is_due(self) -> bool:
        return self.count == self.at or (self.lasting and self.count > self.at)

    def before(self, model: Any, **_rest: Any) -> tuple[Any, dict[str, Any]] | None:
        """botocore asks before it sends: raise, answer in the store's place, or let pass."""
        self.count += 1
        if not self._is_due() or self.fault == Fault.ANSWER_LOST:
            return None
        if self.fault == Fault.CONFLICT and model.name != "TransactWriteItems":
            return None  # only transactions meet each other
        self.struck.append(model.name)
        if self.fault == Fault.NEVER_ARRIVED:
            raise ConnectTimeoutError(endpoint_url=URL)
        return self._refusal()

    def after(self, model: Any, **_rest: Any) -> None:
        """botocore tells when the answer is there: lose it."""
        if self._is_due() and self.fault == Fault.ANSWER_LOST:
            self.struck.append(model.name)
            raise ReadTimeoutError(endpoint_url=URL)

    def _refusal(self) -> tuple[Any, dict[str, Any]]:
        if self.fault == Fault.CONFLICT:
            reasons = [{"Code": "TransactionConflict"}]
            return _http(400), _parsed("TransactionCanceledException", 400, CancellationReasons=reasons)
        code, status = _THROTTLE if self.fault == Fault.THROTTLED else _INTERNAL
        return _http(status), _parsed(code, status)


def _http(status: int) -> Any:
    return SimpleNamespace(status_code=status, headers={})


def _parsed(code: str, status: int, **more: Any) -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": "planted"}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}


@contextmanager
def planted(fault: Fault, at: int, *, lasting: bool = False) -> Iterator[Faults]:
    """While this lasts, the `at`-th request to the store (`lasting`: and all after it) meets the fault."""
    faults = Faults(fault, at, lasting)
    events = client().meta.events
    events.register("before-call.dynamodb", faults.before, unique_id="planted-before")
    events.register("after-call.dynamodb", faults.after, unique_id="planted-after")
    try:
        yield faults
    finally:
        events.unregister("before-call.dynamodb", unique_id="planted-before")
        events.unregister("after-call.dynamodb", unique_id="planted-after")
