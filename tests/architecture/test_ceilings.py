"""How long things may be. Ruff holds how many statements a function has (pyproject.toml)."""

import statistics
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source import ROOT, body_lines, functions_of, name_of, own_files, portal_files
from tests.architecture.source import test_files as files_of_tests

SOURCE_LINES, TEST_LINES, APP_LINES = 300, 500, 60
MEDIAN_LINES = 10


def lines_in(path: Path) -> int:
    return len(path.read_text().splitlines())


def too_long(paths: Iterable[Path], ceiling: int) -> dict[str, int]:
    """The files of more lines than that."""
    return {name_of(path): lines_in(path) for path in paths if lines_in(path) > ceiling}


def test_no_source_file_is_longer_than_its_ceiling() -> None:
    assert too_long(own_files(), SOURCE_LINES) == {}


def test_no_test_file_is_longer_than_its_ceiling() -> None:
    assert too_long(files_of_tests(), TEST_LINES) == {}


def test_the_ceilings_are_of_files_that_are_found() -> None:
    assert len(too_long(own_files(), 100)) > 50
    assert len(too_long(files_of_tests(), 100)) > 50


def test_the_application_file_only_puts_together() -> None:
    assert lines_in(ROOT / "app.py") < APP_LINES


def test_the_typical_function_is_short() -> None:
    assert statistics.median(body_lines(each) for path in portal_files() for each in functions_of(path)) <= MEDIAN_LINES
