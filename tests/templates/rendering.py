"""What the server gives to every template, in a small stand-in, so that templates can be rendered alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined

from chalicelib.web.http.templating import MARKS, href
from tests.compiled_templates import kept_by

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


@dataclass(frozen=True)
class Field:
    """One field as the form hands it to a component; `error` is already in the reader's language."""

    name: str
    value: str | list[str] = ""
    error: str | None = None
    now: str | None = None

    @property
    def id(self) -> str:
        return f"field-{self.name}"


@dataclass(frozen=True)
class Law:
    title: str
    section: str
    url: str


@dataclass(frozen=True)
class FormError:
    field_id: str | None
    text: str
    citation: Law | None = None
    label: str = ""


@dataclass(frozen=True)
class Form:
    """A form with what was typed and what was wrong with it."""

    values: Mapping[str, str | list[str]] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)

    def field(self, name: str, _label: str = "", _options: Sequence[object] = ()) -> Field:
        return Field(name, self.values.get(name, ""), self.wrong.get(name))

    @property
    def errors(self) -> list[FormError]:
        return [FormError(f"field-{name}", text, self.laws.get(name)) for name, text in self.wrong.items()]


@dataclass(frozen=True)
class Page:
    title: str = "A page"
    path: str = "/a-page"
    lang: str = "en"


@dataclass(frozen=True)
class Viewer:
    display_name: str = "Rosa Alvarez"
    role: str = "parent"
    home: str = "/parents"


def asset(name: str) -> str:
    """The address of a compiled file; its plain name when nothing was compiled yet."""
    manifest = STATIC / "manifest.json"
    names = json.loads(manifest.read_text()) if manifest.exists() else {}
    return f"/static/{names.get(name, name)}"


_COMPILED = kept_by(__file__)


def environment(extra: Mapping[str, str] | None = None) -> Environment:
    """An environment as strict as the portal's; `extra` templates (name to source) stand beside the real ones."""
    folder = FileSystemLoader(TEMPLATES)
    loader: BaseLoader = ChoiceLoader([DictLoader(extra), folder]) if extra else folder
    env = Environment(
        bytecode_cache=_COMPILED,
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals["href"] = href
    env.globals["law_name"] = lambda law: f"{law.section}: {law.title}"
    return env


def context(**changes: Any) -> dict[str, Any]:
    """The context of every page, changed by keyword."""
    return {
        "page": Page(),
        "viewer": None,
        "csrf": "token-of-this-session",
        "operation": "operation-1",
        "asset": asset,
        "format_date": lambda day: f"{day:%B} {day.day}, {day.year}",
        "format_datetime": lambda moment: f"{moment:%B} {moment.day}, {moment.year}, {moment:%I:%M %p}",
        "format_number": lambda number: f"{number:,}",
        "marks": MARKS["en"],
        **changes,
    }


def render(source: str, **changes: Any) -> str:
    """Renders a template given as text."""
    return environment({"this.html": source}).get_template("this.html").render(context(**changes))


def call(component: str, macro: str, arguments: str, **changes: Any) -> str:
    """Renders one macro call, as a page would write it."""
    source = f'{{% from "components/{component}.html" import {macro} with context %}}{{{{ {macro}({arguments}) }}}}'
    return render(source, **changes)


A_DAY = date(2027, 3, 14)
A_MOMENT = datetime.fromisoformat("2027-03-14T09:30:00-07:00")
A_LAW = Law("Health and Safety Code", "section 120372", "https://leginfo.legislature.ca.gov/")
OPTIONS: Sequence[tuple[str, ...]] = (
    ("mother", "Mother"),
    ("father", "Father"),
    ("guardian", "Guardian", "A court named you, or you have the papers of a guardian"),
)
