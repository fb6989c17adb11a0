"""The portal's own source, as the architecture tests look at it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "chalicelib"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """A path as a failing test shows it."""
    return str(path.relative_to(ROOT))


@cache
def portal_files() -> tuple[Path, ...]:
    """The Python files that are deployed."""
    return (ROOT / "app.py", *sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "passkeys").rglob("*.py")))


@cache
def own_files() -> tuple[Path, ...]:
    """Every source file of ours with a ceiling of 300 lines."""
    found = [*portal_files(), *sorted((ROOT / "infra").rglob("*.py"))]
    for folder, kinds in (("templates", ("*.html", "*.txt")), ("assets", ("*.js", "*.scss", "*.mjs"))):
        for kind in kinds:
            found += sorted((ROOT / folder).rglob(kind))
    return tuple(found)


@cache
def test_files() -> tuple[Path, ...]:
    """Every Python file of the tests."""
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text())


def statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement within a node. Expressions, which hold none, are not walked through."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        below = getattr(node, name, ())
        for each in below if isinstance(below, list) else ():
            if isinstance(each, ast.stmt):
                yield each
            yield from statements_in(each)


def functions_of(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    return (node for node in statements_in(tree_of(path)) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """How many lines a function takes without its docstring and its signature."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
