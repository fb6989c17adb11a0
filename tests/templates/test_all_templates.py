"""Every template of the repository: parses, escapes, quotes, speaks through the catalogues, stays within its length."""

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined

from tests.templates.rendering import TEMPLATES
from tests.templates.template_lint import faults

ALL = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt"))
LONGEST = 300


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_template_has_no_fault(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_template_compiles(path: Path) -> None:
    env = Environment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    assert env.compile(path.read_text(encoding="utf-8"), name_of(path)) is not None


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_template_stays_readable_in_length(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_there_are_templates_to_check() -> None:
    assert len(ALL) > 10
