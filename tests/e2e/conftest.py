"""The whole local run, started once, with fresh data; and a browser."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.local.stack import free_port
from tests.e2e.visitor import Visitor

_ROOT = Path(__file__).parents[2]
_CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
_START_SECONDS = 240
_STOP_SECONDS = 90


@pytest.fixture(scope="session")
def portal_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with demo data of its own. PORTAL_URL names one that runs already."""
    running = os.environ.get("PORTAL_URL")
    if running:
        yield running
        return
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(folder / "var"), "RESET": "1"}
    with (folder / "run.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "infra.local.run"], cwd=_ROOT, env=environment, stdout=log,
                                   stderr=log, start_new_session=True)
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/", process, folder / "run.log")
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Where there is none the test is skipped, but never on the build server."""
    if not _CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("Chromium is not installed on this machine")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, portal_url: str) -> Iterator[Callable[..., Visitor]]:
    """Opens browser windows: `visit("nurse", width=320)`. Each has its own cookies."""
    open_windows: list[Visitor] = []

    def opened(name: str, *, width: int, scripts: bool = False, pictures: bool = True) -> Visitor:
        visitor = Visitor(chromium, portal_url, name, width=width, scripts=scripts, pictures=pictures)
        open_windows.append(visitor)
        return visitor

    yield opened
    for visitor in open_windows:
        visitor.close()
