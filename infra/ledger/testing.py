"""Runs tests of the ledger in a process of their own, and says how each ended."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

APART = "browser or ministack or package"
_TIMEOUT_SECONDS = 1_200


class Ending(StrEnum):
    """How a test ended. Broken: it never came to say anything."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    BROKEN = "broken"


class Ended(NamedTuple):
    test: str
    ending: Ending


def missing(tests: Iterable[str], root: Path) -> list[str]:
    """Return those of the tests that pytest does not find. One that cannot be collected is missing too."""
    named = sorted(set(tests))
    files = sorted({test.partition("::")[0] for test in named})
    there = [file for file in files if (root / file).is_file()]
    # Without the project's own options: they would list numbers, not names.
    ran = _pytest(["--collect-only", "-q", "-o", "addopts=", *there], root, PORTAL_TESTS="whole") if there else None
    collected = [line for line in ran.stdout.splitlines() if "::" in line] if ran else []
    gone = not_among(named, collected)
    if ran and ran.returncode and there:
        gone.append(f"(collection failed: {ran.stdout[-1000:]}{ran.stderr[-1000:]})")
    return gone


def not_among(tests: Iterable[str], collected: Iterable[str]) -> list[str]:
    """Return those of the tests that are none of the collected ones, nor have cases among them."""
    known: set[str] = set()
    for each in collected:
        parts = each.partition("[")[0].split("::")
        known.update({each, *("::".join(parts[:end]) for end in range(2, len(parts) + 1))})
    return sorted(set(tests) - known)


def run(tests: Iterable[str], root: Path, *options: str, **environment: str) -> list[Ended]:
    """Run these tests in the given copy of the project."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        _pytest(["-q", f"--junitxml={report}", *options, *tests], root, **environment)
        return list(endings(report.read_text(encoding="utf-8"))) if report.exists() else []


def endings(report: str) -> Iterator[Ended]:
    """How each test of a JUnit report ended. What the checks after a test find counts as its failure."""
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314 - reads what our own tests wrote
        *folders, name = case.get("classname", "").split("."), case.get("name", "")
        yield Ended("::".join([*_module_and_class(*folders), name]), _ending(case))


def belongs(ended: str, test: str) -> bool:
    """Return whether an ended test is the named one, or one of its cases."""
    return ended == test or ended.startswith((f"{test}[", f"{test}::"))


def _module_and_class(parts: list[str]) -> Iterator[str]:
    """A JUnit class name as pytest's own: `tests.a.test_b.TestC` is tests/a/test_b.py, TestC."""
    of_module = next((place for place, part in enumerate(parts, start=1) if part.startswith("test_")), len(parts))
    yield "/".join(parts[:of_module]) + ".py"
    yield from parts[of_module:]


def _ending(case: ET.Element) -> Ending:
    errors = [error.get("message", "") for error in case.findall("error")]
    if case.find("failure") is not None or any(message.startswith("failed on teardown") for message in errors):
        return Ending.FAILED
    if errors:
        return Ending.BROKEN
    return Ending.SKIPPED if case.find("skipped") is not None else Ending.PASSED


def _pytest(arguments: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    mine: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command,
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env={**mine, **environment},
        timeout=_TIMEOUT_SECONDS,
    )
