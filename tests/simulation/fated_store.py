"""The store as the simulated portal meets it: at every request something can go wrong, another can go first, or the
process can end. It keeps what the acts wrote, and looks at each write as it is done (tests/simulation/writes.py)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from tests.checks.memory_expressions import RefusedError
from tests.checks.memory_store import MemoryStore, store_in_use
from tests.invariants.faults import URL, Fault
from tests.killed import KilledError, Moment
from tests.simulation.writes import Writes

_CODES = {Fault.THROTTLED: "ProvisionedThroughputExceededException", Fault.STORE_ERROR: "InternalServerError"}
_TRANSACTION = "TransactWriteItems"


@dataclass
class Fate:
    """What becomes of requests. `rate`: of how many one meets a fault; `struck`: those that did. `end_at`: the number
    of the request, from 1, at which the process ends, and whether before or after it; `turn` lets another go first."""

    rng: Random
    rate: float = 0.0
    end_at: int = 0
    end_when: Moment = Moment.BEFORE
    turn: Callable[[], None] | None = None
    count: int = 0
    struck: list[Fault] = field(default_factory=list)

    def draw(self, operation: str) -> Fault | None:
        """The fault of the next request, if any."""
        self.count += 1
        if not self.rate or self.rng.random() >= self.rate:
            return None
        fault = self.rng.choice(list(Fault))
        if fault is Fault.CONFLICT and operation != _TRANSACTION:
            return None
        self.struck.append(fault)
        return fault

    def end(self, moment: Moment) -> None:
        """End the process where it is time. Raises KilledError."""
        if self.count == self.end_at and moment is self.end_when:
            self.end_at = 0
            raise KilledError


class FatedStore(MemoryStore):
    """Tables in memory, with a fate. Without one (`fate` is None) every request is answered, and no write is judged."""

    def __init__(self, shown: Mapping[str, frozenset[str]]) -> None:
        super().__init__(shown)
        self.fate: Fate | None = None
        self.writes = Writes(self)

    def answer(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """As of MemoryStore. Raises what botocore raises, RefusedError, KilledError."""
        fate = self.fate
        if fate is None:
            return super().answer(operation, asked)
        if fate.turn is not None:
            fate.turn()
        fault = fate.draw(operation)
        fate.end(Moment.BEFORE)
        _refuse(fault)
        judged = self.writes.before(operation, asked)
        answer = super().answer(operation, asked)
        if judged is not None:
            self.writes.after(judged)
        fate.end(Moment.AFTER)
        if fault is Fault.ANSWER_LOST:
            raise ReadTimeoutError(endpoint_url=URL)
        return answer


def _refuse(fault: Fault | None) -> None:
    if fault is Fault.NEVER_ARRIVED:
        raise ConnectTimeoutError(endpoint_url=URL)
    if fault is Fault.CONFLICT:
        reasons = [{"Code": "TransactionConflict"}]
        raise RefusedError("TransactionCanceledException", "planted", CancellationReasons=reasons)
    if fault in _CODES:
        raise RefusedError(_CODES[fault], "planted")


def fated_store() -> FatedStore:
    """The store that is in use, which must be one of these."""
    store = store_in_use()
    assert isinstance(store, FatedStore)
    return store
