"""What is dear to make is made once in a run of the tests, whichever worker needs it first."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(name: str, temporary: pytest.TempPathFactory, make: Callable[[Path], None]) -> Path:
    """The folder of this name that the workers of this run have in common. The first to ask makes it, by calling
    `make` with a folder that is not there yet; the others wait. What it holds must not be changed."""
    shared = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made, whole = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            make(made)
            whole.touch()
    return made
