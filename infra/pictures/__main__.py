"""`make pictures`: the pictures of README, taken from the demo data of a portal that is started for it.

Each person signs in with an account of the start message of `make run` and opens one page; the window is kept in
docs/pictures. Its size is fixed; the dates and numbers in it are those of the day.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from infra.local.demo import cast
from infra.local.demo.people import PASSPHRASE, Person
from infra.local.demo.stories import families
from infra.local.local_page import CODES
from infra.local.stack import free_port
from infra.template import ROOT

FOLDER = ROOT / "docs" / "pictures"
LIMIT = 200 * 1024  # bytes: README is read on phones, too
_WIDTH, _HEIGHT = 1280, 840
_START_SECONDS = 240
_STOP_SECONDS = 90


@dataclass(frozen=True)
class Picture:
    """One picture: who looks, and at which page."""

    name: str
    person: Person
    path: str


PICTURES = (
    Picture("parent", families.XOCHITL, "/parents"),
    Picture("physician", cast.FERNWHISTLE, "/physicians"),
    Picture("school", cast.SCHOOL, "/schools"),
    Picture("state", cast.REVIEWER, "/reviews"),
)


def main() -> int:
    """Take all pictures. Returns the exit code."""
    from tests.e2e.browsers import found_chromium  # noqa: PLC0415 - as the tests find theirs

    chromium = found_chromium()
    if chromium is None:
        print("There is no Chromium here. To bring one: make browser", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _demo() as address, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=chromium.program, env=chromium.environment, args=["--no-sandbox"]
        )
        heavy = [each.name for each in PICTURES if _take(browser, address, each) > LIMIT]
        browser.close()
    if heavy:
        print(f"Larger than {LIMIT // 1024} KB: {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


@contextmanager
def _demo() -> Iterator[str]:
    """The address of a portal on a free port, with its data in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder:
        port, log = free_port(), Path(folder) / "run.log"
        environment = {**os.environ, "PORT": str(port), "DATA_DIR": f"{folder}/var", "RESET": "1"}
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.run"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_STOP_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
            return
        time.sleep(0.5)
    raise RuntimeError(f"the demo did not start: {log.read_text()}")


def _take(browser: Browser, address: str, picture: Picture) -> int:
    """Take one picture. Returns its size in bytes."""
    context = browser.new_context(
        base_url=address, viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light", locale="en-US"
    )
    page = context.new_page()
    _sign_in(page, picture.person)
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    size = file.stat().st_size
    print(f"docs/pictures/{file.name}: {size // 1024} KB")
    return size


def _sign_in(page: Page, person: Person) -> None:
    page.goto("/sign-in")
    page.get_by_label(re.compile("^Email address")).fill(person.email)
    page.get_by_label(re.compile("^Password")).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"(?<!/sign-in)$"))
    if page.url.endswith("/sign-in/code"):
        page.get_by_label(re.compile("^Enter the code from your app")).fill(_code(page, person.email))
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile(r"(?<!/code)$"))


def _code(page: Page, email: str) -> str:
    """The code that the person's phone would show, from the local run's page of codes."""
    row = re.search(rf"<td>{re.escape(email)}</td><td>(\d{{3}} \d{{3}})</td>", page.request.get(CODES).text())
    if row is None:
        raise RuntimeError(f"{email} has no code")
    return row[1].replace(" ", "")


if __name__ == "__main__":
    raise SystemExit(main())
