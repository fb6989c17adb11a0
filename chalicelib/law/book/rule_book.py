"""Every rule, number and table row of the law, for a person who reads law: the source of the public page.

Nothing here decides anything. Import it where the page is made, not at start-up. Texts are English and marked
for translation; a fact that is a text may itself be a marked name.
"""

from calendar import month_name
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.book.rule import Chapter, Rule
from chalicelib.law.book.rule_entries import RULES
from chalicelib.law.book.rule_rows import CELL_NAMES, sentence_of
from chalicelib.law.book.rule_sentences import BOUNDARY_SENTENCES, NUMBER_SENTENCES
from chalicelib.law.book.worked_example import WorkedExample
from chalicelib.law.calendar import day_before
from chalicelib.law.citations import Citation, citation
from chalicelib.law.enums import Confidence
from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit, Row
from chalicelib.law.verdict import FactValue

_MONTHS = frozenset({N_("February"), N_("July"), N_("August"), N_("September")})

MARKED_NAMES = frozenset((*CELL_NAMES.values(), *LABELS.values(), *_MONTHS))
"""The facts of lines that the language catalogues translate."""


_MONTH = "month"


class Enforcement(StrEnum):
    """What the portal does with a rule."""

    ENFORCED = "enforced"
    EXPLAINED = "explained"


class BookLine(NamedTuple):
    """One number, named date or table row: its sentence and facts, its law, the days in force, how sure we are.

    `name` is the number's name, or the table's. `note` is an English remark of the table, not translated.
    """

    name: str
    sentence: str
    facts: Mapping[str, FactValue]
    citation: Citation
    in_force_from: date
    in_force_to: date | None
    confidence: Confidence
    note: str


class RuleEntry(NamedTuple):
    """One rule of the page. `example` calls the rule each time it is asked for."""

    id: str
    chapter: Chapter
    sentence: str
    enforcement: Enforcement
    extent: str
    citation: Citation
    also: tuple[Citation, ...]
    numbers: tuple[BookLine, ...]
    rows: tuple[BookLine, ...]
    example: Callable[[], WorkedExample]


def rule_book() -> tuple[RuleEntry, ...]:
    """Return every rule in the page's order, with its numbers and rows, past ones included."""
    return tuple(_entry(rule) for rule in RULES)


def _entry(rule: Rule) -> RuleEntry:
    return RuleEntry(
        id=rule.id,
        chapter=rule.chapter,
        sentence=rule.sentence,
        enforcement=Enforcement.ENFORCED if rule.enforced_by else Enforcement.EXPLAINED,
        extent=rule.extent,
        citation=citation(rule.cite),
        also=tuple(citation(cite) for cite in rule.also),
        numbers=tuple(line for name in rule.numbers for line in _number_lines(name)),
        rows=tuple(_row_line(table, row) for table in rule.tables for row in tables.rows(table)),
        example=rule.example,
    )


def _number_lines(name: Limit | Boundary) -> tuple[BookLine, ...]:
    if isinstance(name, Boundary):
        return (_boundary_line(name),)
    return tuple(
        BookLine(
            name=name.value,
            sentence=NUMBER_SENTENCES[name],
            facts={"value": month_name[row.value] if row.unit == _MONTH else row.value},
            citation=citation(row.source),
            in_force_from=row.in_force_from,
            in_force_to=row.in_force_to,
            confidence=row.tag,
            note=row.note,
        )
        for row in tables.dated_numbers(name)
    )


def _boundary_line(name: Boundary) -> BookLine:
    row = next(row for row in tables.rows("boundaries") if row["name"] == name)
    law = citation(row["source"])
    return BookLine(
        name=name.value,
        sentence=BOUNDARY_SENTENCES[name],
        facts={"value": date.fromisoformat(row["date"])},
        citation=law,
        in_force_from=law.in_force_from,
        in_force_to=law.in_force_to,
        confidence=Confidence(row["tag"]),
        note=row["note"],
    )


def _row_line(table: str, row: Row) -> BookLine:
    law = citation(row["source"])
    first, last = _in_force(row, law)
    return BookLine(
        name=table,
        sentence=sentence_of(table, row),
        facts=_row_facts(row),
        citation=law,
        in_force_from=first,
        in_force_to=last,
        confidence=Confidence(row["tag"]),
        note=row.get("note", ""),
    )


def _in_force(row: Row, law: Citation) -> tuple[date, date | None]:
    """Return the row's own days; a holiday's years; the year of a listed date; else the days of its law."""
    if "in_force_from" in row:
        return tables.period_of(row)
    if "state_from" in row:
        return _years(row)
    if "date" in row:
        return _year_of(date.fromisoformat(row["date"]))
    return law.in_force_from, law.in_force_to


def _years(row: Row) -> tuple[date, date | None]:
    """Return the years of a holiday: those in which either list has it."""
    lists = [(row[f"{each}_from"], row[f"{each}_to"]) for each in ("judicial", "state") if row[f"{each}_from"]]
    first = min(int(start) for start, _ in lists)
    open_ended = any(not end for _, end in lists)
    last = None if open_ended else _last_day(max(int(end) for _, end in lists))
    return date(first, 1, 1), last


def _year_of(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), _last_day(day.year)


def _last_day(year: int) -> date:
    return day_before(date(year + 1, 1, 1))


_DATES = ("date", "holiday")


def _row_facts(row: Row) -> Mapping[str, FactValue]:
    facts: dict[str, FactValue] = {cell: CELL_NAMES.get((cell, text), text) for cell, text in row.items()}
    if row.get("code") in LABELS:
        facts["label"] = LABELS[row["code"]]
    dates = {cell: row[cell] for cell in _DATES if row.get(cell, "")[:1].isdigit()}  # others name a holiday
    facts |= {cell: date.fromisoformat(text) for cell, text in dates.items()}
    return facts
