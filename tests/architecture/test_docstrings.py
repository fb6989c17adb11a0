"""What docstrings must say. A name and its types often say all, and then none is needed; errors they never show."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.source import Function, name_of, portal_files, tree_of

_NO_MEANING = """
a all an and another any are as at be been by can do each every for from get give given has have here if in into is it
its just make more none of on one only or other our out read return returns some that the their them there these they
this those to was were what when where whether which who whose with
"""


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in portal_files() if tree_of(path).body and not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_no_docstring_only_repeats_a_name() -> None:
    assert {name_of(path): found for path in portal_files() if (found := repeated_names(tree_of(path)))} == {}


def test_what_is_public_says_which_errors_it_raises() -> None:
    makers = makers_of_errors()
    assert {name_of(path): found for path in portal_files() if (found := silent_raisers(tree_of(path), makers))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'class Vaccine:\n    """The vaccine."""',
        'class ChosenVaccines:\n    """The vaccines that are chosen."""',
        'def form_of(draft: FormDraft) -> ExemptionForm:\n    """Return the exemption form of a draft."""',
        'def close_account(account_id: str) -> None:\n    """Close this account."""',
        'class Form:\n    def add_line(self, line: Line) -> Form:\n        """Return the form with the line added."""',
        'def is_expired(form: Form) -> bool:\n    """Whether the form is expired."""',
    ],
)
def test_a_planted_repetition_is_seen(planted: str) -> None:
    assert repeated_names(ast.parse(planted))


@pytest.mark.parametrize(
    "planted",
    [
        "def end_of_line(line: Line) -> date: ...",
        'def end_of_line(line: Line) -> date:\n    """Return the last day of the line, which is counted."""',
        'def wait(seconds: int) -> None:\n    """Wait. Raises ValueError."""',
        'def age(born_on: date) -> int:\n    """Return the age in months."""',
    ],
)
def test_a_docstring_that_adds_something_is_none(planted: str) -> None:
    assert repeated_names(ast.parse(planted)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "def find(key: str) -> Form:\n    raise not_found()",
        'def find(key: str) -> Form:\n    """Read by its key."""\n    raise PortalError(CONFLICT) from None',
        'class Store:\n    def get(self) -> Form:\n        """Read."""\n        if 1:\n            raise not_found()',
    ],
)
def test_a_planted_silent_error_is_seen(planted: str) -> None:
    assert silent_raisers(ast.parse(planted), {"not_found", "PortalError"})


@pytest.mark.parametrize(
    "planted",
    [
        'def find(key: str) -> Form:\n    """Read it. Raises PortalError NOT_FOUND."""\n    raise not_found()',
        'def _find(key: str) -> Form:\n    """Read it."""\n    raise not_found()',
        "def not_found() -> PortalError:\n    return PortalError()",
        '@overload\ndef find(key: str) -> Form:\n    """Stub."""\n    raise not_found()',
    ],
)
def test_what_is_private_or_says_its_errors_or_raises_none_is_not_blamed(planted: str) -> None:
    assert silent_raisers(ast.parse(planted), {"not_found", "PortalError"}) == []


def test_the_functions_that_make_errors_are_found() -> None:
    assert {"PortalError", "not_found", "invalid", "refused_by"} <= makers_of_errors()


def repeated_names(tree: ast.Module) -> list[str]:
    """The classes and functions whose docstring holds no word that their name, class and signature do not hold."""
    return [
        name
        for name, node in defined_in(tree)
        if (text := ast.get_docstring(node)) is not None and words(text) - words(_NO_MEANING) <= told(name, node)
    ]


def silent_raisers(tree: ast.Module, makers: set[str]) -> list[str]:
    """The public functions that raise an error for people themselves and do not say so."""
    return [
        name
        for name, node in defined_in(tree)
        if isinstance(node, Function)
        and not any(part.startswith("_") for part in name.split("."))
        and any(isinstance(each, ast.Raise) and _makes_error(each.exc, makers) for each in ast.walk(node))
        and not re.search(r"\bRaises?\b", ast.get_docstring(node) or "")
    ]


@cache
def makers_of_errors() -> set[str]:
    """The error for people, and the functions that return one."""
    return {"PortalError"} | {
        node.name
        for path in portal_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, Function) and node.returns and ast.unparse(node.returns) == "PortalError"
    }


def defined_in(tree: ast.Module) -> list[tuple[str, Function | ast.ClassDef]]:
    """The classes, functions and methods of a module, "Class.method"; stubs of overloads left out."""
    found: list[tuple[str, Function | ast.ClassDef]] = []
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef):
            found.append((node.name, node))
        if isinstance(node, ast.ClassDef):
            found += [(f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, Function)]
    return [(name, node) for name, node in found if "overload" not in map(ast.unparse, node.decorator_list)]


def told(name: str, node: Function | ast.ClassDef) -> set[str]:
    """The words of a name ("Class.method"), and of a function's parameters and types."""
    if isinstance(node, ast.ClassDef):
        return words(name)
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    types = [each.annotation for each in arguments] + [node.returns]
    return words(" ".join([name, *(each.arg for each in arguments), *(ast.unparse(each) for each in types if each)]))


def words(text: str) -> set[str]:
    """The words of a text or a name, in small letters and without endings."""
    found = re.findall(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+", text)
    return {re.sub(r"(?<=\w\w)(ed|es|ing|s|e)$", "", each.lower()) for each in found}


def _makes_error(raised: ast.expr | None, makers: set[str]) -> bool:
    return isinstance(raised, ast.Call) and ast.unparse(raised.func).split(".")[-1] in makers
