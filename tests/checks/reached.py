"""Which functions and names of the portal its pages and jobs reach, read from the source.

A name is reached where code that is itself reached refers to it: an import alone does not count. Code begins to run at
the pages (functions under a registering decorator) and at the jobs; the public page of the law is left out, since it
explains every rule and applies none. References are followed by name: a class counts as a whole.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

Name = tuple[str, str]
"""A module and a name at its top level."""
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_LEFT_OUT = ("chalicelib.web.public.law", "chalicelib.law.book")
_JOBS = "chalicelib.jobs.handlers"


def reached_names(sources: Mapping[str, str]) -> frozenset[Name]:
    """Return every name that the pages and jobs of these modules (name to source) reach."""
    modules = {name: _Module(name, ast.parse(text), frozenset(sources)) for name, text in sources.items()}
    waiting = [found for module in modules.values() for found in module.starts()]
    seen: set[Name] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += modules[name[0]].referred_to(name[1]) if name[0] in modules else []
    return frozenset(seen)


@cache
def reached_by_the_portal() -> frozenset[Name]:
    """Return every name that the pages and jobs of the portal reach."""
    package = Path(__file__).resolve().parents[2] / "chalicelib"
    return reached_names(
        {_module_name(path, package): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    )


def _module_name(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class _Module:
    """One module: what its names refer to."""

    def __init__(self, name: str, tree: ast.Module, modules: frozenset[str]) -> None:
        self._name, self._tree, self._modules = name, tree, modules
        self._imported = dict(self._imports())
        self._parts: dict[str, list[ast.AST]] = {}
        for statement in tree.body:
            for defined in _defined_by(statement):
                self._parts.setdefault(defined, []).append(statement)

    def starts(self) -> Iterator[Name]:
        """Yield the functions at which code begins to run."""
        if self._name.startswith(_LEFT_OUT):
            return
        for statement in self._tree.body:
            if isinstance(statement, ast.FunctionDef) and (self._name == _JOBS or _is_registered(statement)):
                yield self._name, statement.name

    def referred_to(self, name: str) -> list[Name]:
        """Return the names that one name's code refers to."""
        if name not in self._parts:  # a name that this module only passes on
            return [self._imported[name]] if name in self._imported else []
        return [found for part in self._parts[name] for found in self._references(part)]

    def _references(self, part: ast.AST) -> Iterator[Name]:
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node.id in self._imported and self._imported[node.id][1]:
                    yield self._imported[node.id]
                elif node.id in self._parts:
                    yield self._name, node.id
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module, inside = self._imported.get(node.value.id, ("", ""))
                if module and not inside:
                    yield module, node.attr

    def _imports(self) -> Iterator[tuple[str, Name]]:
        """Yield each imported name: of a module, or a module as a whole (then the second part is "")."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found = (whole, "") if whole in self._modules else (node.module, alias.name)
                    yield alias.asname or alias.name, found


def _defined_by(statement: ast.stmt) -> Iterable[str]:
    if isinstance(statement, _Definition):
        return [statement.name]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return []


def _is_registered(function: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) for each in function.decorator_list)
