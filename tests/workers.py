"""Spares the workers of a run (pytest-xdist) what tells no one anything."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_OF_NO_INTEREST = frozenset({"logstart", "logfinish"})


def tell_only_what_counts(config: pytest.Config) -> None:
    """Let a worker report of each test how it ended, and of its preparation only what went wrong.

    Six messages for each of ten thousand tests took the process that receives them ten seconds.
    """
    # By its method: a worker is sent the text of its class, which is no module of its own there.
    for worker in (each for each in config.pluginmanager.get_plugins() if hasattr(each, "sendevent")):
        worker.sendevent = _sender_of_what_counts(worker.sendevent)


def _sender_of_what_counts(send: Callable[..., None]) -> Callable[..., None]:
    def send_what_counts(name: str, **told: Any) -> None:
        report = told.get("data", {}) if name == "testreport" else {}
        is_routine = report.get("outcome") == "passed" and report["when"] != "call" and not report["sections"]
        if name not in _OF_NO_INTEREST and not is_routine:
            send(name, **told)

    return send_what_counts


@contextmanager
def one_at_a_time(collector: pytest.Collector) -> Iterator[None]:
    """Only one process at a time looks into a file of tests: in a fresh copy of the project the first one compiles it,
    and the others find it compiled."""
    if not isinstance(collector, pytest.Module):
        yield
        return
    with collector.path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
