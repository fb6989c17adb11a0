"""S-41: no pattern of the portal takes longer than in proportion to the text it reads."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

import chalicelib
from chalicelib.law import tables
from tests.architecture.source import name_of, portal_files, tree_of

_SIZE = 100_000
_MILLISECONDS = 20
_FUNCTIONS = frozenset({"match", "fullmatch", "search", "sub", "split", "findall", "finditer", "subn"})
# What makes a backtracking pattern slow: many of what it repeats, then something that it cannot end with.
REPEATED = ("a", "A", "1", "-", ".", " ", "\t", "\n", "/", "/a", "a/", "a-", "a.", "@", "a@", "<", "<a", "#", "%2", "'",
            "\u00e9", "\u4e2d", "0-", "a1", "ab ", "aA1", "v", "i2", "==", ". ", ", ", "(", "((", "[", "20A ", "/-")
ENDS = ("", "!", "\x00", "\u2028", "@", "\n")


Search = Callable[[str], object]


@cache
def searches() -> dict[str, Search]:
    """Every pattern of the portal: those of modules and tables as they are used, on whole texts; those that are
    written into a call, anywhere in a text."""
    found = {name: pattern.fullmatch for name, pattern in _of_modules()}
    found |= {f"licence_types.csv: {row['pattern']}": re.compile(row["pattern"], re.ASCII).fullmatch
              for row in tables.rows("licence_types")}
    for path in portal_files():
        for node in ast.walk(tree_of(path)):
            if _is_pattern_call(node) and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                found.setdefault(f"{name_of(path)}:{node.lineno}", re.compile(str(node.args[0].value)).search)
    return found


def _of_modules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def _is_pattern_call(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FUNCTIONS
            and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and bool(node.args))


def slowest(search: Search, size: int) -> tuple[float, str]:
    """The longest that the pattern takes on a hostile text of this size (milliseconds), and the text's beginning."""
    return max((_time(search, text), repr(text[:8] + "..." + text[-1:])) for text in _hostile(size))


def _hostile(size: int) -> Iterator[str]:
    for unit in REPEATED:
        for end in ENDS:
            yield unit * (size // len(unit)) + end


def _time(search: Search, text: str) -> float:
    """The best of two: the machine may be busy with others."""
    return min(_once(search, text) for _ in range(2))


def _once(search: Search, text: str) -> float:
    begun = time.thread_time()
    search(text)
    return (time.thread_time() - begun) * 1000


def test_the_patterns_are_found() -> None:
    names = set(searches())
    assert {"chalicelib.web.safe_paths._OWN_PATH", "chalicelib.storage.tokens._SHAPE"} <= names
    assert len(names) >= 10


@pytest.mark.parametrize("name", searches())
def test_a_pattern_reads_a_hostile_text_in_proportion_to_its_length(name: str) -> None:
    search = searches()[name]
    most, text = slowest(search, _SIZE)
    assert most < _MILLISECONDS or most < 16 * slowest(search, _SIZE // 8)[0], text


@pytest.mark.parametrize("pattern", [r"(a+)+", r"(\w+\s?)*", r"(a|a)*"])
def test_a_pattern_that_backtracks_takes_far_longer_for_a_longer_text(pattern: str) -> None:
    search = re.compile(pattern).fullmatch
    assert _time(search, "a" * 18 + "!") > 16 * _time(search, "a" * 9 + "!")
