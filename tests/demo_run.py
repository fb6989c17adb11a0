"""The demo of today, made once in a run of the tests, by a local run as `make run` starts it. Whoever needs the demo
works on a copy of that run's data."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.local.stack import free_port
from infra.template import ROOT
from tests.once import made_once

_START_SECONDS = 240
_STOP_SECONDS = 90


def copy_of_the_demo(folder: Path, temporary: pytest.TempPathFactory) -> None:
    """Put the data of a run that made the demo into `folder`, which is not there yet."""
    shutil.copytree(made_once("demo-of-today", temporary, _make), folder)


def _make(folder: Path) -> None:
    with served(folder, RESET="1"):
        pass


@contextmanager
def served(data: Path, **environment: str) -> Iterator[str]:
    """The address of a local run on the data in that folder. When the block is over the run must stop cleanly.

    It signs no roots of the days gone by: for the year of the demo that is as much work as making it.
    """
    port = free_port()
    output = data.with_name(f"{data.name}.log")
    data.parent.mkdir(parents=True, exist_ok=True)
    with output.open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.run"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "DATA_DIR": str(data), "NIGHTLY": "0", **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/", process, output)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_STOP_SECONDS)
    assert process.returncode == 0, "the local run did not stop cleanly"


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"the portal does not answer: {log.read_text()}")
