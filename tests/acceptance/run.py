"""Runs case files from anywhere: `make features FILES="path ..."`, or `python tests/acceptance/run.py path ...`.

Each scenario is one line: passed or failed; a failed one with its step, what was expected and what was got; a passed
one that only a function of the law answered is marked, since no act of the portal answers it. Folders
are searched for *.feature. Without a path the portal's own case files are run. Ends with 0 only if all passed.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from pytest_bdd.parser import Scenario, Step

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "features"
GIVEN = "PORTAL_CASE_FILES"
_OPTIONS = (
    "-p",
    "no:terminal",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-o",
    "addopts=",
    "--timeout=300",
    "-p",
    "no:unraisableexception",
)  # it collects garbage five times at the end: the tests' own run has it
BY_LAW_ALONE = "by the law alone"
"""The mark of a passed scenario that only a function of the law answered."""
_NO_ACT = "  (by the law alone: no act of the portal answers this)"
_HEADING = re.compile(r"\s*(Scenario|Scenario Outline|Scenario Template|Example):")


class Missing(Exception):  # noqa: N818 - it is said to the person who typed the path
    """A path that leads to no case file."""


def case_files(paths: list[str], folder: Path) -> list[Path]:
    """The case files of these paths, relative ones from that folder. Raises Missing."""
    found: list[Path] = []
    for text in paths:
        path = (folder / Path(text).expanduser()).resolve()
        if path.is_dir():
            inside = sorted(path.rglob("*.feature"))
            if not inside:
                raise Missing(f"There is no *.feature file in the folder {path}")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise Missing(f"There is no such case file: {text} (looked for {path})")
    return list(dict.fromkeys(found))


def with_names_apart(path: Path, folder: Path) -> Path:
    """The file, or a copy in which scenarios of one name are numbered: one of them would be lost otherwise."""
    count: dict[str, int] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        if _HEADING.match(line):
            name = line.strip()
            count[name] = count.get(name, 0) + 1
            lines[place] = f"{line.rstrip()} ({count[name]})" if count[name] > 1 else line
    if all(number == 1 for number in count.values()):
        return path
    copy = folder / f"{path.stem}.numbered{path.suffix}"
    copy.write_text("\n".join(lines), encoding="utf-8")
    return copy


def problem_of(path: Path) -> str:
    """Why nothing of this file could be run; "" where it can be."""
    try:
        feature = Parser().parse(path.read_text(encoding="utf-8")).get("feature")
    except (CompositeParserException, UnicodeDecodeError) as error:
        return str(error)
    if not feature:
        return "There is no line that begins with Feature:"
    inside = [child for each in feature["children"] for child in (each, *each.get("rule", {}).get("children", ()))]
    return "" if any("scenario" in child for child in inside) else "There is no scenario in it."


class Lines:
    """Says what became of each scenario. `originals` leads from a copy to the file that was given."""

    def __init__(self, originals: Mapping[str, Path]) -> None:
        self.passed, self.failed, self.by_law_alone = 0, 0, 0
        self._originals = originals
        self._file = ""
        self._scenario: Scenario | None = None
        self._step: Step | None = None
        self._why = ""

    def pytest_bdd_before_scenario(self, scenario: Scenario) -> None:
        """A scenario begins."""
        self._scenario, self._step, self._why = scenario, None, ""

    def pytest_bdd_before_step(self, step: Step) -> None:
        """Remember the step under way."""
        self._step = step

    def pytest_bdd_step_error(self, exception: BaseException) -> None:
        """A step failed: keep why."""
        unmeant = "" if isinstance(exception, AssertionError) else f"{type(exception).__name__}: "
        self._why = f"{unmeant}{exception}" if str(exception) else repr(exception)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One line for the scenario; a failure with its step."""
        if report.when == "setup" and report.failed:
            self._fail(report, "before the first step")
        elif report.when == "call" and report.failed:
            self._fail(report, "")
        elif report.when == "call":
            self.passed += 1
            by_law = BY_LAW_ALONE in dict(report.user_properties)
            self.by_law_alone += by_law
            self._say(f"  passed  {self._name(report)}{_NO_ACT if by_law else ''}")
        elif report.when == "teardown" and report.failed:
            self._fail(report, "after the last step")

    def _fail(self, report: pytest.TestReport, where: str) -> None:
        self.failed += 1
        self._say(f"  FAILED  {self._name(report)}")
        if self._step is not None and not where:
            print(f"          step (line {self._step.line_number}): {self._step.keyword} {self._step.name}")
        text = self._why if self._why and not where else _last_lines(report)
        print("\n".join(f"          {line}" for line in [*filter(None, [where]), *text.splitlines()]))

    def _name(self, report: pytest.TestReport) -> str:
        name = self._scenario.name if self._scenario else report.nodeid.rpartition("::")[2]
        example = report.nodeid.partition("[")[2].rstrip("]")
        return f"{name} [{example}]" if example else name

    def _say(self, line: str) -> None:
        file = self._scenario.feature.filename if self._scenario else ""
        file = str(self._originals.get(file, file))
        if file != self._file:
            self._file = file
            print(file)
        print(line, flush=True)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read as a case file."""
        if report.failed:
            self.failed += 1
            print(f"  FAILED  to read the case files\n{_last_lines(report)}")


def _last_lines(report: Any) -> str:
    crash = getattr(getattr(report.longrepr, "reprcrash", None), "message", "")
    return crash or "\n".join(str(report.longrepr).splitlines()[-12:])


def main(arguments: list[str]) -> int:
    """Run these case files."""
    try:
        files = case_files(arguments, _callers_folder()) if arguments else case_files([str(OWN)], ROOT)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    unreadable = {path: problem for path in files if (problem := problem_of(path))}
    for path, problem in unreadable.items():
        print(f"{path}\n  FAILED  to read the file\n          {problem}")
    lines = run_files([path for path in files if path not in unreadable])
    failed = lines.failed + len(unreadable)
    print(f"{lines.passed} passed, {failed} failed")
    if lines.by_law_alone:
        print(f"{lines.by_law_alone} of the passed by the law alone: no act of the portal answers them")
    return 1 if failed or not lines.passed else 0


def run_files(files: list[Path]) -> Lines:
    """Run these files, one line per scenario."""
    with tempfile.TemporaryDirectory() as folder:
        originals = {str(with_names_apart(path, Path(folder))): path for path in files}
        lines = Lines(originals)
        os.environ[GIVEN] = os.pathsep.join(originals)
        os.chdir(ROOT)
        code = pytest.main([*_OPTIONS, str(OWN / "given_cases.py")], plugins=[lines]) if files else 0
    lines.failed = lines.failed or int(bool(code))
    return lines


def _callers_folder() -> Path:
    """Where the person stood: make itself changes into the portal's folder."""
    return Path(os.environ.get("CALLED_FROM") or Path.cwd())


def given_files() -> Iterator[str]:
    """The case files that this run is about."""
    yield from filter(None, os.environ.get(GIVEN, "").split(os.pathsep))


if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # started by its path, from whatever folder
    sys.exit(main(sys.argv[1:]))
