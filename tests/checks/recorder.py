"""Listens: to the log, to the addresses visited, and to every request that the portal makes of its store."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.runtime.logging import configure_logging

_LOGGERS = ("portal", "exemption-portal", "")
_REQUEST = "provide-client-params.dynamodb"
_MAX_ROWS = 100
_MAX_OPEN_CASES = 5001  # small cards, read whole for the counts of the reviewers' home (decision 0029)
_MAX_ROWS_OF_A_SCHOOL = 25_001  # a school's list is small rows and must be whole (decision 0023)
_MAX_ROWS_OF_AN_OFFICE = 60_001  # the schools, forms and counts of Los Angeles County
_READS = frozenset({"BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems"})


@dataclass(frozen=True)
class StoreCall:
    """One request to the store."""

    operation: str
    arguments: dict[str, Any]

    @property
    def is_read(self) -> bool:
        return self.operation in _READS

    @property
    def is_bounded(self) -> bool:
        """Whether it reads no more than a hundred rows; of a school's, a health department's or a board's list, or of
        the state's open cases, no more than those can have, whatever the table holds (S-40)."""
        if self.operation != "Query":
            return self.operation != "Scan"
        return 1 <= self.arguments.get("Limit", 0) <= self._most_rows

    @property
    def _most_rows(self) -> int:
        if self._is_of_an_office:
            return _MAX_ROWS_OF_AN_OFFICE
        if self._is_of_a_school:
            return _MAX_ROWS_OF_A_SCHOOL
        return _MAX_OPEN_CASES if self._is_of_open_cases else _MAX_ROWS

    @property
    def _is_of_open_cases(self) -> bool:
        pk = self.arguments.get("ExpressionAttributeValues", {}).get(":pk", {}).get("S", "")
        return bool(self.index == "GSI1" and pk == "QUEUE#REVIEWS")

    @property
    def _is_of_an_office(self) -> bool:
        values = self.arguments.get("ExpressionAttributeValues", {})
        partition = values.get(":pk", {}).get("S", "")
        last = values.get(":last", {}).get("S")
        return partition.startswith(("JURISDICTION#", "BOARD#")) and last in {"~", "FORM#~", "SCHOOL#~"}

    @property
    def _is_of_a_school(self) -> bool:
        values = self.arguments.get("ExpressionAttributeValues", {})
        return values.get(":pk", {}).get("S", "").startswith("FACILITY#") and values.get(":last", {}).get("S") in {
            "STUDENT#",
            "~",
        }

    @property
    def index(self) -> str:
        """The index that was read, "" for the table itself."""
        return str(self.arguments.get("IndexName", ""))

    @property
    def is_consistent(self) -> bool:
        """Whether every part of the read was a consistent one."""
        if self.operation == "BatchGetItem":
            return all(part.get("ConsistentRead") for part in self.arguments["RequestItems"].values())
        return bool(self.arguments.get("ConsistentRead"))


class _ListHandler(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        self.lines.append(text)


@dataclass
class Recorder:
    """What was logged, visited and asked of the store since the test began."""

    lines: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    calls: list[StoreCall] = field(default_factory=list)
    writes: int = 0
    is_paused: bool = False
    _handler: _ListHandler | None = None
    _before: dict[str, list[logging.Handler]] = field(default_factory=dict)

    def start(self) -> None:
        """Listen to every logger that a portal's process writes to, in place of its own handlers."""
        self._handler = _ListHandler(self.lines)
        self._handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
        configure_logging()  # as the app does, also where a test loads no app
        for name in _LOGGERS:
            logger = logging.getLogger(name)
            self._before[name] = list(logger.handlers)
            if name:
                logger.handlers[:] = [self._handler]
            else:
                logger.addHandler(self._handler)

    def stop(self) -> None:
        """Give the loggers back what they had."""
        for name, handlers in self._before.items():
            logging.getLogger(name).handlers[:] = handlers

    def pause(self) -> None:
        """Stop counting: what follows is the test's own reading."""
        self.is_paused = True

    def note_call(self, operation: str, arguments: dict[str, Any]) -> None:
        """One request to the store."""
        self.writes += operation not in _READS
        if not self.is_paused:
            self.calls.append(StoreCall(operation, arguments))


@contextmanager
def watched_store(client: Any, recorder: Recorder) -> Iterator[None]:
    """Let `recorder` hear of every request that this client sends."""

    def note(params: dict[str, Any], model: Any, **_rest: Any) -> None:
        recorder.note_call(model.name, params)

    client.meta.events.register(_REQUEST, note, unique_id="recorder")
    try:
        yield
    finally:
        client.meta.events.unregister(_REQUEST, unique_id="recorder")
