"""A whole local run with the demo of today, and a browser."""

import json
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.demo_run import copy_of_the_demo, served
from tests.e2e.browsers import ARGUMENTS, MISSING, found_chromium
from tests.e2e.visitor import PAGES_HEIGHT, Visitor
from tests.sampling import WHOLE

_FAILED = pytest.StashKey[bool]()


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
def portal_url(policy_reports: PolicyReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with demo data of its own. PORTAL_URL names one that runs already."""
    running = os.environ.get("PORTAL_URL")
    if running:
        yield running
        return
    data = policy_reports.log.parent
    copy_of_the_demo(data, tmp_path_factory)
    with served(data) as address:
        yield address
    assert len(policy_reports.heard()) == policy_reports.planted, "breaches of the content policy were reported"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Where there is none the test is skipped, but never on the build server."""
    found = found_chromium()
    if not found:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found.program, env=found.environment, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember of a test that it failed."""
    report = yield
    item.stash[_FAILED] = report.failed or item.stash.get(_FAILED, False)
    return report


@pytest.fixture
def visit(chromium: Browser, portal_url: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Opens browser windows: `visit("nurse", width=320)`. Each has its own cookies. Of a test that fails, the page in
    each window is kept as a picture."""
    with ExitStack() as closing:
        windows: list[Visitor] = []

        def opened(
            name: str,
            *,
            width: int,
            height: int = PAGES_HEIGHT,
            scripts: bool = False,
            pictures: bool = WHOLE,
            by_keyboard: bool = False,
        ) -> Visitor:
            visitor = Visitor(
                chromium,
                portal_url,
                name,
                width=width,
                height=height,
                scripts=scripts,
                pictures=pictures,
                by_keyboard=by_keyboard,
            )
            closing.callback(visitor.close)
            windows.append(visitor)
            return visitor

        yield opened
        if request.node.stash.get(_FAILED, False):
            for window in (each for each in windows if not each.page.is_closed()):
                window.keep_picture("at-the-end")
