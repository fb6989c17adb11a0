"""The rights of each function: those that it uses in a run of tests, against those that its role allows (S-79). A
plugin, for a run in one process that does all that the functions do: `make rights` (tests/rights/__main__.py).

A right that was used and is not allowed fails any run; one that is allowed and was not used fails this one.
"""

import functools
import importlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import pytest

from chalicelib.jobs import locked_copy, running
from chalicelib.storage import data_keys
from tests import document_files, portal
from tests.checks.recorder import Recorder
from tests.rights.granted import Right, allowed
from tests.rights.services import NEEDS, beside, listen
from tests.rights.store import rights_of

PAGES, RUNNING = "api_handler", "the rows of a job's runs"
JOBS = {
    "apply_imports": "apply_imports",
    "check_documents": "check_arrived",
    "check_licenses": "check_licenses",
    "check_reports": "check_reports",
    "count_figures": "count_figures",
    "count_schools": "count_schools",
    "deliver_notices": "deliver_pending",
    "locked_copy": "keep_copy",
    "mail_events": "take_mail_event",
    "open_due_reviews": "open_due_reviews",
    "purge_due": "purge_due",
    "send_reminders": "send_reminders",
    "sign_daily_root": "sign_due_roots",
}
"""By function: what does its work, in the module of its name."""

_ROWS_OF_RUNS = ("failing_items", "read_run", "write_failures", "write_run")
# Those that are called by an event of their own have no nightly run to write down.
_CALLED_BY_EVENTS = frozenset({PAGES, "check_documents", "locked_copy", "mail_events"})
# What Lambda itself does in a function's name: its log, the queue of what failed, and the stream that it follows.
_OF_LAMBDA: tuple[Right, ...] = (("its log", "logs:CreateLogStream"), ("its log", "logs:PutLogEvents"))
_OF_A_JOB: Right = ("FailedJobs", "sqs:SendMessage")
_OF_A_STREAM = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
_asks: ContextVar[str] = ContextVar("the function that asks", default="")
_used: defaultdict[str, set[Right]] = defaultdict(set)


def used_by(function: str) -> set[Right]:
    """What the function has used so far; a job's runs are written down in the same way for all of them."""
    used = _used[function] | (set() if function in _CALLED_BY_EVENTS else _used[RUNNING])
    # A deployed stage compares the front's secrets before each page; those of the tests have none.
    used.update(NEEDS["know the front"] if function == PAGES else (_OF_A_JOB,))
    if function == "locked_copy":
        used.update(("AuditTable/stream", f"dynamodb:{each}") for each in _OF_A_STREAM)
    return used | set(beside(used)) | set(_OF_LAMBDA)


def _as_function(function: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def run(*given: Any, **named: Any) -> Any:
        if not _asks.get():
            data_keys._OPEN.clear()  # each function has a process of its own
        token = _asks.set(function)
        try:
            return work(*given, **named)
        finally:
            _asks.reset(token)

    return run


def _hear(rights: frozenset[Right]) -> None:
    _used[_asks.get()] |= rights


def _listen() -> None:
    heard = Recorder.note_call
    listen(_hear, _asks.get)

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
    locked_copy.keep_copy = _into_a_locked_store(locked_copy.keep_copy)


def _into_a_locked_store(keep_copy: Callable[..., Counter[str]]) -> Callable[..., Counter[str]]:
    """Each test of the copy brings a locked store of its own: it was used where it was given."""

    @functools.wraps(keep_copy)
    def run(*given: Any, **named: Any) -> Counter[str]:
        _used["locked_copy"] |= NEEDS["keep a copy of the history"]
        return keep_copy(*given, **named)

    return run


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
        yield from (f"{function} lacks the right to {action} on {place}" for place, action in sorted(used - may))
        yield from (f"{function} may, and does not: {action} on {place}" for place, action in sorted(may - used))
