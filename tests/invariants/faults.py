"""Faults between the portal and its store, planted through botocore's own events: the portal's code is not touched.

A fault strikes one request, counted from 1, or all from one on. What was done to the store before is done for real:
an answer that is lost was an act that happened.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from chalicelib.storage.table import client


class Fault(StrEnum):
    """What goes wrong with one request to the store."""

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
    """Which fault meets which request, by its number. `lasting`: the last of them meets all that come after, too.
    `struck` tells where it came to it."""

    at: Mapping[int, Fault]
    lasting: bool = False
    count: int = 0
    struck: list[str] = field(default_factory=list)

    def _due(self) -> Fault | None:
        last = max(self.at)
        return self.at[last] if self.lasting and self.count > last else self.at.get(self.count)

    def before(self, model: Any, **_rest: Any) -> tuple[Any, dict[str, Any]] | None:
        """botocore asks before it sends: raise, answer in the store's place, or let pass."""
        self.count += 1
        fault = self._due()
        if fault is None or fault is Fault.ANSWER_LOST:
            return None
        if fault is Fault.CONFLICT and model.name != "TransactWriteItems":
            return None  # only transactions meet each other
        self.struck.append(model.name)
        if fault is Fault.NEVER_ARRIVED:
            raise ConnectTimeoutError(endpoint_url=URL)
        return _refusal(fault)

    def after(self, model: Any, **_rest: Any) -> None:
        """botocore tells when the answer is there: lose it."""
        if self._due() is Fault.ANSWER_LOST:
            self.struck.append(model.name)
            raise ReadTimeoutError(endpoint_url=URL)


def _refusal(fault: Fault) -> tuple[Any, dict[str, Any]]:
    if fault is Fault.CONFLICT:
        reasons = [{"Code": "TransactionConflict"}]
        return _http(400), _parsed("TransactionCanceledException", 400, CancellationReasons=reasons)
    code, status = _THROTTLE if fault is Fault.THROTTLED else _INTERNAL
    return _http(status), _parsed(code, status)


def _http(status: int) -> Any:
    return SimpleNamespace(status_code=status, headers={})


def _parsed(code: str, status: int, **more: Any) -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": "planted"}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}


def planted(fault: Fault, at: int, *, lasting: bool = False) -> AbstractContextManager[Faults]:
    """While this lasts, the `at`-th request to the store (`lasting`: and all after it) meets the fault."""
    return planted_at({at: fault}, lasting=lasting)


@contextmanager
def planted_at(at: Mapping[int, Fault], *, lasting: bool = False) -> Iterator[Faults]:
    """While this lasts, the requests of these numbers to the store meet these faults; `lasting` as of Faults."""
    faults = Faults(at, lasting)
    events = client().meta.events
    events.register("before-call.dynamodb", faults.before, unique_id="planted-before")
    events.register("after-call.dynamodb", faults.after, unique_id="planted-after")
    try:
        yield faults
    finally:
        events.unregister("before-call.dynamodb", unique_id="planted-before")
        events.unregister("after-call.dynamodb", unique_id="planted-after")
