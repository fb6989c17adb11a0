"""The whole local run, started once, with fresh data; and a browser."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.local.stack import free_port
from tests.e2e.browsers import MISSING, found_chromium
from tests.e2e.visitor import Visitor

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 240
_STOP_SECONDS = 90


@dataclass
class PolicyReports:
    """The breaches of the content policy that browsers reported to this run's portal, from its log. `planted`: how many
    of them tests brought about."""

    log: Path
    planted: int = 0

    def heard(self) -> list[dict[str, str]]:
        """The lines about them, as far as they are written."""
        lines = (line for path in self.log.parent.glob(f"{self.log.name}*") for line in path.read_text().splitlines())
        return [json.loads(line[line.index("{") :]) for line in lines if '"policy.breach"' in line]


@pytest.fixture(scope="session")
def policy_reports(tmp_path_factory: pytest.TempPathFactory) -> PolicyReports:
    """What browsers report in this run."""
    return PolicyReports(tmp_path_factory.mktemp("portal") / "var" / "portal.log")


@pytest.fixture(scope="session")
def portal_url(policy_reports: PolicyReports) -> Iterator[str]:
    """The address of a portal with demo data of its own. PORTAL_URL names one that runs already."""
    running = os.environ.get("PORTAL_URL")
    if running:
        yield running
        return
    var, port = policy_reports.log.parent, free_port()
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(var), "RESET": "1"}
    output = var.parent / "run.log"
    with output.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.run"],
            cwd=_ROOT,
            env=environment,
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
    assert len(policy_reports.heard()) == policy_reports.planted, "breaches of the content policy were reported"


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Where there is none the test is skipped, but never on the build server."""
    found = found_chromium()
    if not found:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found.program, env=found.environment, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, portal_url: str) -> Iterator[Callable[..., Visitor]]:
    """Opens browser windows: `visit("nurse", width=320)`. Each has its own cookies."""
    with ExitStack() as closing:

        def opened(name: str, *, width: int, scripts: bool = False, pictures: bool = True) -> Visitor:
            visitor = Visitor(chromium, portal_url, name, width=width, scripts=scripts, pictures=pictures)
            closing.callback(visitor.close)
            return visitor

        yield opened
