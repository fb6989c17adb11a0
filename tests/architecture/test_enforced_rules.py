"""What the rule book says of itself is true: a rule tagged as enforced is called by pages or jobs of the portal."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from chalicelib.law import admission, medical_reasons, review_triggers
from chalicelib.law.book.rule import Rule
from chalicelib.law.book.rule_book import Enforcement, rule_book
from chalicelib.law.book.rule_entries import RULES
from tests.checks.reached import Name, reached_by_the_portal, reached_names

EXPLAINED = {
    "drop-in",
    "special-education",
    "ten-diseases",
    "record-review",
    "district-notice",
    "older-letters",
    "paper-letters",
    "personal-beliefs",
    "amend-refused",
    "small-numbers",
}
"""The rules that the portal does not apply today. One that it comes to apply leaves this list."""


def name_of(function: Callable[..., Any]) -> Name:
    return function.__module__, function.__qualname__


def uncalled(rules: Iterable[Rule], reached: frozenset[Name]) -> list[str]:
    """Return "rule: function" for each function by which a rule claims to be enforced and that nothing reaches."""
    return [
        f"{rule.id}: {function.__qualname__}"
        for rule in rules
        for function in rule.enforced_by
        if name_of(function) not in reached
    ]


def law_functions_of(example: Callable[..., Any]) -> set[Name]:
    """Return the functions of the law that an example of the rule book calls."""
    tree = ast.parse(inspect.getsource(example))
    called = [ast.unparse(node.func).split(".") for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found: list[Any] = [
        reduce(lambda thing, part: getattr(thing, part, None), parts, inspect.getmodule(example)) for parts in called
    ]
    return {name_of(each) for each in found if inspect.isfunction(each) and "law.book" not in each.__module__}


def test_every_rule_tagged_as_enforced_is_called_by_the_portal() -> None:
    assert uncalled(RULES, reached_by_the_portal()) == []


def test_a_rule_tagged_as_enforced_that_no_one_calls_is_found() -> None:
    many_forms = next(rule for rule in RULES if rule.id == "many-forms")
    planted = many_forms._replace(enforced_by=(review_triggers.physician_forms, admission.answer))

    assert uncalled([planted], reached_by_the_portal()) == ["many-forms: physician_forms"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.enforced_by], ids=lambda rule: rule.id)
def test_a_rule_that_is_only_explained_is_not_called_or_says_what_the_portal_leaves_out(rule: Rule) -> None:
    called = law_functions_of(rule.example) <= reached_by_the_portal()

    assert rule.extent or not called


def test_the_rules_that_are_only_explained_are_these() -> None:
    assert {entry.id for entry in rule_book() if entry.enforcement is Enforcement.EXPLAINED} == EXPLAINED


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_functions_of_a_rule_are_functions_of_the_law_itself(rule: Rule) -> None:
    for function in rule.enforced_by:
        module = importlib.import_module(function.__module__)
        assert Path(module.__file__ or "").parent.name == "law"
        assert getattr(module, function.__qualname__) is function


PAGES = "@pages.page('/x')\ndef _x(visit):\n    {}\n"


@pytest.mark.parametrize(
    ("page", "is_reached"),
    [
        ("from chalicelib.law.a import rule\n" + PAGES.format("return rule(1)"), True),
        ("from chalicelib.law import a as law\n" + PAGES.format("return law.rule(1)"), True),
        ("from chalicelib.domain.b import use\n" + PAGES.format("return use()"), True),
        ("from chalicelib.law.a import rule\n" + PAGES.format("return 1"), False),
        ("from chalicelib.law.a import rule\ndef unused():\n    return rule(1)\n" + PAGES.format("return 1"), False),
        ("from chalicelib.domain.b import other\n" + PAGES.format("return other()"), False),
    ],
)
def test_an_import_alone_reaches_nothing_and_a_call_on_the_way_does(page: str, is_reached: bool) -> None:
    sources = {
        "chalicelib.law.a": "def rule(x):\n    return x\n",
        "chalicelib.domain.b": "from chalicelib.law.a import rule\n"
        "def use():\n    return rule(1)\ndef other():\n    return 1\n",
        "chalicelib.web.p": page,
    }

    assert (("chalicelib.law.a", "rule") in reached_names(sources)) is is_reached


def test_the_page_of_the_law_reaches_nothing_by_itself() -> None:
    page = "from chalicelib.law.a import rule\n" + PAGES.format("return rule(1)")
    sources = {"chalicelib.law.a": "def rule(x):\n    return x\n", "chalicelib.web.public.law": page}

    assert reached_names(sources) == set()


def test_what_is_known_to_be_called_and_known_not_to_be_is_told_apart() -> None:
    reached = reached_by_the_portal()

    assert name_of(medical_reasons.check_reason) in reached
    assert name_of(review_triggers.physician_forms) not in reached
