"""The pieces of a saved record. One tree of parts gives both files, so that the document for people and the data for
programs cannot say different things: keys and plain values there, headings and words here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from chalicelib.law.marking import N_
from chalicelib.web.http.templating import Words


@dataclass(frozen=True)
class Coded:
    """A code with its name, marked."""

    code: str
    name: str


Value = str | int | bool | date | datetime | Coded | tuple[Coded, ...] | None


class ExportField(NamedTuple):
    """One fact: its key in the data, its label in the document ("": it stands in the data only)."""

    key: str
    label: str
    value: Value


@dataclass(frozen=True)
class Table:
    """Rows of the same shape. `columns`: key and label of each; one without a key stands in the document only."""

    key: str
    heading: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Group:
    """Parts of the same kind: a list in the data."""

    key: str
    heading: str
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Part:
    """A heading (marked, or what it is called: `name`), facts, and what hangs on it."""

    key: str
    heading: str
    facts: tuple[ExportField, ...] = ()
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()
    name: str = ""


def as_data(part: Part) -> dict[str, Any]:
    """The part for programs: codes, ISO dates, no words."""
    told: dict[str, Any] = {fact.key: _plain(fact.value) for fact in part.facts}
    for table in part.tables:
        told[table.key] = [
            {key: _plain(value) for (key, _label), value in zip(table.columns, row, strict=True) if key}
            for row in table.rows
        ]
    return told | {group.key: [as_data(each) for each in group.parts] for group in part.groups}


def _plain(value: Value) -> Any:
    if isinstance(value, Coded):
        return value.code
    if isinstance(value, tuple):
        return [each.code for each in value]
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class ShownTable:
    """A table in the language of the document."""

    heading: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class ShownPart:
    """A part in the language of the document. `groups`: heading and parts."""

    heading: str
    facts: list[tuple[str, str]]
    tables: list[ShownTable]
    groups: list[tuple[str, list["ShownPart"]]]


def as_shown(part: Part, words: Words) -> ShownPart:
    """The part for people."""
    heading = " ".join(each for each in (words.translate(part.heading), part.name) if each)
    tables = [
        ShownTable(
            words.translate(table.heading),
            [words.translate(label) for _key, label in table.columns],
            [[_said(value, words) for value in row] for row in table.rows],
        )
        for table in part.tables
    ]
    return ShownPart(
        heading,
        [(words.translate(fact.label), _said(fact.value, words)) for fact in part.facts if fact.label],
        tables,
        [(words.translate(group.heading), [as_shown(each, words) for each in group.parts]) for group in part.groups],
    )


_YES_NO: Mapping[bool, str] = {True: N_("Yes"), False: N_("No")}


def _said(value: Value, words: Words) -> str:
    if isinstance(value, Coded):
        return words.translate(value.name)
    if isinstance(value, tuple):
        return words.marks.semicolon.join(words.translate(each.name) for each in value) or words.translate(
            N_("Not given")
        )
    if isinstance(value, bool):
        return words.translate(_YES_NO[value])
    if isinstance(value, datetime):
        return words.datetime(value)
    if isinstance(value, date):
        return words.date(value)
    return str(value) if value not in {None, ""} else words.translate(N_("Not given"))
