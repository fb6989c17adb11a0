"""How long things may be."""

import statistics
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, body_lines, functions_of, name_of, own_files, portal_files, statements
from tests.architecture.source import test_files as files_of_tests

SOURCE_LINES, TEST_LINES, APP_LINES = 300, 500, 60
STATEMENTS, MEDIAN_LINES = 50, 10


def lines_in(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("path", own_files(), ids=name_of)
def test_no_source_file_is_longer_than_its_ceiling(path: Path) -> None:
    assert lines_in(path) <= SOURCE_LINES


@pytest.mark.parametrize("path", files_of_tests(), ids=name_of)
def test_no_test_file_is_longer_than_its_ceiling(path: Path) -> None:
    assert lines_in(path) <= TEST_LINES


def test_the_application_file_only_puts_together() -> None:
    assert lines_in(ROOT / "app.py") < APP_LINES


@pytest.mark.parametrize("path", [*portal_files(), *files_of_tests()], ids=name_of)
def test_no_function_holds_more_statements_than_its_ceiling(path: Path) -> None:
    assert {each.name: statements(each) for each in functions_of(path) if statements(each) > STATEMENTS} == {}


def test_the_typical_function_is_short() -> None:
    assert statistics.median(body_lines(each) for path in portal_files() for each in functions_of(path)) <= MEDIAN_LINES
