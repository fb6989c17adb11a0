"""What the mutation run found: each mutant's fate, and how a survivor differs from the rule it was made of."""

import ast
import csv
import difflib
import json
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ACCEPTED = Path(__file__).parent / "accepted.csv"
_FOUND_BY_A_TEST = frozenset({1, 3})
_TOO_SLOW = frozenset({36, -24, 24, 152, 255})
_NO_TEST = 33


class Mutant(NamedTuple):
    """One changed function: its module and name, the lines before and after, and whether a test noticed.

    `tried` is false while the run has not come to it. `endless`: noticed because the tests no longer came to an end.
    """

    module: str
    function: str
    was: str
    became: str
    killed: bool
    endless: bool
    tried: bool
    covered: bool


def mutants(changed: Path) -> list[Mutant]:
    """Return every mutant of the run whose changed code is in this folder, module by module."""
    return [mutant for meta in sorted(changed.rglob("*.py.meta")) for mutant in _of_module(meta)]


def _of_module(meta: Path) -> Iterator[Mutant]:
    source = meta.with_suffix("")
    for key, code in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items():
        name = key.rpartition(".")[2]
        endless = code in _TOO_SLOW
        killed = endless or code in _FOUND_BY_A_TEST
        was, became = ("", "") if killed else _difference(source, name)
        yield Mutant(source.stem, _spoken(name), was, became, killed, endless, code is not None, code != _NO_TEST)


def _spoken(name: str) -> str:
    """Return the function's own name: `x_start_by__mutmut_3` is start_by, and a method comes after its class."""
    function = name.rpartition("__mutmut_")[0]
    if "ǁ" in function:
        _, owner, method = function.split("ǁ")
        return f"{owner}.{method}"
    return function.removeprefix("x_")


@cache
def _functions(source: Path) -> dict[str, str]:
    text = source.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and "mutmut" in node.name)
    return {node.name: textwrap.dedent("\n".join(lines[node.lineno : node.end_lineno])) for node in found}


def _difference(source: Path, name: str) -> tuple[str, str]:
    """Return the lines that differ, joined by a blank."""
    before = _functions(source).get(name.rpartition("__mutmut_")[0] + "__mutmut_orig", "").splitlines()
    after = _functions(source).get(name, "").splitlines()
    changed = list(difflib.ndiff(before, after))
    return _joined(changed, "- "), _joined(changed, "+ ")


def _joined(changed: list[str], sign: str) -> str:
    return " ".join(line[len(sign) :].strip() for line in changed if line.startswith(sign))


def accepted() -> dict[tuple[str, str, str], str]:
    """Survivors that someone looked at: module, function and new line, with the reason."""
    with ACCEPTED.open(encoding="utf-8", newline="") as file:
        return {(row["module"], row["function"], row["became"]): row["reason"] for row in csv.DictReader(file)}
