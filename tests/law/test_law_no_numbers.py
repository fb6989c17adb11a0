"""No number of the law stands in code: only the tables hold them, with source and days in force."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import law

MODULES = sorted(Path(law.__file__).parent.rglob("*.py"))
NAMES_AND_EXAMPLES = ("enums.py", "rule_examples_")  # grades are named by their numbers; examples are made of days
_NUMBER_AS_TEXT = re.compile(r"[\s+-]*\d[\d\s.,:/eE+-]*")
_COUNTING = {"len", "ord", "sum", "max", "min"}
_PERIODS = {"weeks", "hours", "minutes"}


def numbers_in(source: str) -> set[object]:
    """The numbers of a module other than 0 and 1: whole, with decimals, or behind a sign."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float | complex)
        and not isinstance(node.value, bool)
    } - {0, 1}


def hidden_in(source: str) -> list[str]:
    """The numbers that a module hides: as text, as a sum of ones, as the length of something, as a week."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [ast.unparse(node) for node in ast.walk(tree) if id(node) not in said and any(_hides(node))]


def _hides(node: ast.AST) -> Iterator[bool]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        text = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        yield _NUMBER_AS_TEXT.fullmatch(text) is not None
    elif isinstance(node, ast.BinOp):
        yield all(isinstance(side, ast.Constant) for side in (node.left, node.right))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _COUNTING:
        plain = (ast.Constant, ast.Tuple, ast.List, ast.Set)
        yield bool(node.args) and all(isinstance(given, plain) for given in node.args)
    elif isinstance(node, ast.keyword):
        yield node.arg in _PERIODS and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_has_no_number_but_zero_and_one(path: Path) -> None:
    assert numbers_in(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_hides_no_number(path: Path) -> None:
    if not path.name.startswith(NAMES_AND_EXAMPLES):
        assert hidden_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("planted", [
    "DAYS = 30", "DAYS = -30", "RATE = 94.5", "timedelta(days=30)", "def f(days: int = 10) -> None: ...",
    "x = days[2]", "x = day.replace(year=2020)", "x = f'{30}'", "x = 2j",
])  # fmt: skip
def test_a_planted_number_would_be_found(planted: str) -> None:
    assert numbers_in(planted)


@pytest.mark.parametrize("planted", [
    "x = int('30')", "x = int(' -30 ')", "x = float('94.5')", "x = date.fromisoformat('2020-01-01')", "x = int(b'30')",
    "x = 1 + 1", "x = 1 << 1", "x = len('thirty days hath')", "x = sum((1, 1, 1))", "timedelta(weeks=1)",
])  # fmt: skip
def test_a_planted_hidden_number_would_be_found(planted: str) -> None:
    assert hidden_in(planted)
    assert numbers_in(planted) == set()


@pytest.mark.parametrize("harmless", ["x = a + 1", "x = len(rows)", "x = 'HSC-120372'", "timedelta(days=1)", "x = -1"])
def test_what_is_no_number_of_the_law_is_let_through(harmless: str) -> None:
    assert hidden_in(harmless) == []
    assert numbers_in(harmless) == set()
