"""S-41: no pattern of the portal takes longer than in proportion to the text it reads."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import chalicelib
from chalicelib.law import tables
from infra.template import ROOT
from tests.architecture.source import name_of, portal_files, tree_of
from tests.changed_cells import changed_files
from tests.sampling import WHOLE, is_drawn

_SIZE = 100_000
_SHORTEST = 14
_GROWTH = 3
_BY_ONE = 40  # up to here one letter at a time
_TRIES = 2
_ONE_IN = 4
_MILLISECONDS = 200  # of this thread's own work; a pattern that backtracks takes minutes, on any machine
_FUNCTIONS = frozenset({"match", "fullmatch", "search", "sub", "split", "findall", "finditer", "subn"})
_CALL = re.compile(rf"\bre\s*\.\s*(?:{'|'.join(sorted(_FUNCTIONS))})\b")
# What makes a backtracking pattern slow: many of what it repeats, then something that it cannot end with.
REPEATED = (
    "a",
    "A",
    "1",
    "-",
    ".",
    " ",
    "\t",
    "\n",
    "/",
    "/a",
    "a/",
    "a-",
    "a.",
    "@",
    "a@",
    "<",
    "<a",
    "#",
    "%2",
    "'",
    "\u00e9",
    "\u4e2d",
    "0-",
    "a1",
    "ab ",
    "aA1",
    "v",
    "i2",
    "==",
    ". ",
    ", ",
    "(",
    "((",
    "[",
    "20A ",
    "/-",
)
BEGINNINGS, ENDS = ("", "/", "a@"), ("", "!", "@")


Search = Callable[[str], object]


@cache
def searches() -> dict[str, Search]:
    """Every pattern of the portal: those of modules and tables as they are used, on whole texts; those that are
    written into a call, anywhere in a text."""
    found = {name: _on_text(pattern.pattern, pattern.fullmatch) for name, pattern in _of_modules()}
    found |= {
        f"license_types.csv: {row['pattern']}": re.compile(row["pattern"], re.ASCII).fullmatch
        for row in tables.rows("license_types")
    }
    for path in portal_files():
        for node in ast.walk(tree_of(path)) if _CALL.search(path.read_text(encoding="utf-8")) else ():
            if _is_pattern_call(node) and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                written = node.args[0].value
                search = re.compile(written).search  # type: ignore[type-var]
                found.setdefault(f"{name_of(path)}:{node.lineno}", _on_text(written, search))
    return found


def _on_text(written: object, search: Callable[[Any], object]) -> Search:
    """The search, for a text: a pattern of bytes reads its bytes."""
    return (lambda text: search(text.encode())) if isinstance(written, bytes) else search


def _of_modules() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def _is_pattern_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _FUNCTIONS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and bool(node.args)
    )


def slow_on(search: Search, repeated: Sequence[str] = REPEATED, milliseconds: float = _MILLISECONDS) -> str:
    """The first hostile text, of growing lengths up to 100 KB, on which the pattern takes too long; "" for none. The
    lengths grow slowly, so that a pattern that doubles its time with each letter is found while it still ends."""
    size = _SHORTEST
    while size < _SIZE * _GROWTH:
        for text in _hostile(min(size, _SIZE), repeated):
            if all(_once(search, text) > milliseconds for _ in range(_TRIES)):
                return repr(f"{text[:8]}... {len(text)} letters ...{text[-1:]}")
        size = size + 1 if size < _BY_ONE else size * _GROWTH
    return ""


def _hostile(size: int, repeated: Sequence[str]) -> Iterator[str]:
    for unit in repeated:
        for beginning, end in product(BEGINNINGS, ENDS):
            yield beginning + unit * (size // len(unit)) + end


def _once(search: Search, text: str) -> float:
    begun = time.thread_time()
    search(text)
    return (time.thread_time() - begun) * 1000


def test_the_patterns_are_found() -> None:
    names = set(searches())
    assert {"chalicelib.web.http.headers._OWN_PATH", "chalicelib.storage.tokens._SHAPE"} <= names
    assert len(names) >= 10


@pytest.mark.parametrize("name", searches())
def test_a_pattern_reads_a_hostile_text_in_proportion_to_its_length(name: str) -> None:
    """A pattern of a file that was changed here is tried with every text, another one with a sample by the day."""
    is_whole = WHOLE or _file_of(name) in changed_files()
    assert (
        slow_on(searches()[name], [each for each in REPEATED if is_whole or is_drawn(f"{name} {each}", _ONE_IN)]) == ""
    )


def _file_of(name: str) -> Path:
    """Where the pattern of this name stands."""
    in_a_call, _colon, _line = name.partition(":")
    if in_a_call.endswith(".py"):
        return ROOT / in_a_call
    if in_a_call.endswith(".csv"):
        return Path(tables.__file__).with_name("tables") / in_a_call
    return Path(str(importlib.import_module(name.rpartition(".")[0]).__file__))


def test_the_file_of_each_pattern_is_known() -> None:
    assert {name for name in searches() if not _file_of(name).is_file()} == set()


@pytest.mark.parametrize(("pattern", "text"), [(r"(a+)+", "a"), (r"[0-9]*[0-9. -]+", "1")])
def test_a_pattern_that_backtracks_is_found(pattern: str, text: str) -> None:
    assert text in REPEATED
    assert slow_on(re.compile(pattern).fullmatch, [text], milliseconds=20) != ""
