"""The rights of each function at the store: those that it uses in a run of tests, against those that its role allows
(S-79). A plugin, for a run in one process that does all that the functions do:

    python -m pytest -n 0 -p tests.rights tests/jobs tests/features ...        (make rights)

A right that was used and is not allowed fails any run; one that is allowed and was not used fails this one.
"""

import functools
import importlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

import pytest

from chalicelib.jobs import running
from chalicelib.runtime.settings import settings
from infra.template import ROOT
from tests import document_files, portal
from tests.checks.recorder import Recorder

MAIN, INDEX, AUDIT = "PortalTable", "PortalTable/index", "AuditTable"
PAGES, RUNNING = "api_handler", "the rows of a job's runs"
_PARTS = {
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip
JOBS = {
    "apply_imports": "apply_imports",
    "check_documents": "check_arrived",
    "check_licenses": "check_licenses",
    "check_reports": "check_reports",
    "count_figures": "count_figures",
    "count_schools": "count_schools",
    "deliver_notices": "deliver_pending",
    "open_due_reviews": "open_due_reviews",
    "purge_due": "purge_due",
    "send_reminders": "send_reminders",
    "sign_daily_root": "sign_due_roots",
}
"""By function: what does its work, in the module of its name."""

_ROWS_OF_RUNS = ("failing_items", "read_run", "write_failures", "write_run")
Right = tuple[str, str]  # the table, or its index, and the operation
_asks: ContextVar[str] = ContextVar("the function that asks", default="")
_used: defaultdict[str, set[Right]] = defaultdict(set)


def allowed(function: str) -> set[Right]:
    """Every right at the store in a function's policy."""
    policy = json.loads((ROOT / ".chalice" / f"policy-{function.replace('_', '-')}.json").read_text())
    return {
        (_table_of(resource), action.removeprefix("dynamodb:"))
        for statement in policy["Statement"]
        for action in statement["Action"]
        for resource in statement["Resource"]
        if action.startswith("dynamodb:")
    }


def _table_of(resource: dict[str, Any]) -> str:
    if "Fn::GetAtt" in resource:
        return str(resource["Fn::GetAtt"][0])
    return INDEX if "PortalTable" in resource["Fn::Sub"] else f"{AUDIT}/index"


def rights_of(operation: str, arguments: Mapping[str, Any]) -> Iterator[Right]:
    """What a request to the store needs: of a transaction each write is one of its own."""
    if operation == "TransactWriteItems":
        for write in arguments["TransactItems"]:
            ((verb, part),) = write.items()
            yield _table(part["TableName"]), _PARTS[verb]
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        yield from ((_table(name), operation) for name in arguments["RequestItems"])
    else:
        table = _table(arguments["TableName"])
        yield f"{table}/index" if arguments.get("IndexName") else table, operation


def _table(name: str) -> str:
    return AUDIT if name == settings().audit_table else MAIN


def used_by(function: str) -> set[Right]:
    """What the function has used so far; a job's runs are written down in the same way for all of them."""
    return _used[function] | (_used[RUNNING] if function not in {PAGES, "check_documents"} else set())


def _as_function(function: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def run(*given: Any, **named: Any) -> Any:
        token = _asks.set(function)
        try:
            return work(*given, **named)
        finally:
            _asks.reset(token)

    return run


def _listen() -> None:
    heard = Recorder.note_call

    def note_call(self: Recorder, operation: str, arguments: dict[str, Any]) -> None:
        if _asks.get() and not self.is_paused:
            _used[_asks.get()] |= set(rights_of(operation, arguments))
        heard(self, operation, arguments)

    Recorder.note_call = note_call  # type: ignore[method-assign]
    portal.Portal._send = _as_function(PAGES, portal.Portal._send)  # type: ignore[method-assign]
    for name in _ROWS_OF_RUNS:
        setattr(running, name, _as_function(RUNNING, getattr(running, name)))
    for function, name in JOBS.items():
        module = importlib.import_module(f"chalicelib.jobs.{function}")
        setattr(module, name, _as_function(function, getattr(module, name)))
    document_files.check_arrived = _as_function("check_documents", document_files.check_arrived)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Listen before any test module takes the names of what it calls."""
    del session
    _listen()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A right too many or too few is a failure."""
    if list(_wrong()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name them."""
    for line in _wrong():
        terminalreporter.write_line(line)


def _wrong() -> Iterator[str]:
    for function in (PAGES, *JOBS):
        used, may = used_by(function), allowed(function)
        yield from (f"{function} lacks the right to {operation} on {table}" for table, operation in sorted(used - may))
        yield from (f"{function} may, and does not: {operation} on {table}" for table, operation in sorted(may - used))
