"""Every template of the repository: parses, escapes, quotes, speaks through the catalogues, stays within its length."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from tests.templates.rendering import TEMPLATES
from tests.templates.template_lint import faults

ALL = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt"))
LONGEST = 300


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def test_no_template_has_a_fault() -> None:
    assert {name_of(path): found for path in ALL if (found := faults(path))} == {}


def test_every_template_compiles() -> None:
    env = Environment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    for path in ALL:
        assert env.compile(path.read_text(encoding="utf-8"), name_of(path)) is not None


def test_every_template_stays_readable_in_length() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_there_are_templates_to_check() -> None:
    assert len(ALL) > 10
