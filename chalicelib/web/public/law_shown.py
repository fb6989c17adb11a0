"""The rule book as the law page shows it, in the reader's language. The examples are worked out each time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chalicelib.domain.marking import N_
from chalicelib.domain.reason_texts import REASON_TEXTS
from chalicelib.law.citations import Citation, all_citations
from chalicelib.law.enums import Confidence
from chalicelib.law.holidays import Holiday, YearOutsideTable, holidays_of
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.rule_book import MARKED_NAMES, BookLine, RuleEntry, rule_book
from chalicelib.law.rule_rows import CELL_NAMES, PART_NAMES
from chalicelib.law.verdict import Fact
from chalicelib.web.public.law_words import OUTCOMES, SURE, TABLES
from chalicelib.web.templating import words
from chalicelib.web.verdicts import ShownReason, shown_reasons
from chalicelib.web.visit import Visit


@dataclass(frozen=True)
class Standing:
    """The days on which a line is law, whether that is over or still to come, and how sure we are of it."""

    first: date
    last: date | None
    over: bool
    to_come: bool
    sure: str

    @property
    def always(self) -> bool:
        """Whether the line is about the tables themselves and has no first day."""
        return self.first == date.min


@dataclass(frozen=True)
class ShownLine:
    """A number or a table row: what it says and its law. `note` is the table's own remark, in English."""

    text: str
    remarks: tuple[str, ...]
    note: str
    law: Citation
    standing: Standing


@dataclass(frozen=True)
class ShownTable:
    """The rows of one table, or the numbers of a rule."""

    caption: str
    lines: list[ShownLine]


@dataclass(frozen=True)
class ShownExample:
    """What is given, what the rule concludes, and why."""

    given: str
    outcome: str
    reasons: list[ShownReason]


@dataclass(frozen=True)
class ShownRule:
    """One rule; `id` is its anchor."""

    id: str
    sentence: str
    law: Citation
    tables: list[ShownTable]
    example: ShownExample


@dataclass(frozen=True)
class ShownChapter:
    """A heading and its rules."""

    id: str
    heading: str
    rules: list[ShownRule]


def chapters(visit: Visit) -> list[ShownChapter]:
    """Every rule of the book, by chapter."""
    return [
        ShownChapter(chapter.id, visit.say(chapter.heading), [_rule(visit, entry) for entry in entries])
        for chapter, entries in groupby(rule_book(), key=lambda entry: entry.chapter)
    ]


def sources(visit: Visit) -> list[tuple[Citation, Standing]]:
    """Every law and every choice that a rule relies on."""
    return [(law, _standing(visit, law.in_force_from, law.in_force_to, law.tag)) for law in all_citations().values()]


def degrees(visit: Visit) -> list[tuple[str, str]]:
    """How sure we can be of a fact: in short, and explained."""
    return [(visit.say(name), visit.say(explained)) for name, explained in SURE.values()]


def _rule(visit: Visit, entry: RuleEntry) -> ShownRule:
    example = entry.example()
    shown = ShownExample(
        visit.say(example.words, **example.facts),
        visit.say(OUTCOMES[example.verdict.outcome]),
        list(shown_reasons(visit, example.verdict)),
    )
    return ShownRule(entry.id, visit.say(entry.sentence), entry.citation, list(_tables(visit, entry)), shown)


def _tables(visit: Visit, entry: RuleEntry) -> Iterator[ShownTable]:
    if entry.numbers:
        yield _table(visit, N_("Numbers and dates"), entry.numbers)
    for name, rows in groupby(entry.rows, key=lambda row: row.name):
        yield _table(visit, TABLES[name], rows)


def _table(visit: Visit, caption: str, lines: Iterable[BookLine]) -> ShownTable:
    return ShownTable(visit.say(caption), [_line(visit, line) for line in lines])


def _line(visit: Visit, line: BookLine) -> ShownLine:
    facts = {cell: _named(visit, cell, fact) for cell, fact in line.facts.items()}
    remarks = (*_days_of_this_year(visit, line), *_explained(visit, line))
    note = "" if line.note in ReasonCode.__members__ or "%(note)s" in line.sentence else line.note
    standing = _standing(visit, line.in_force_from, line.in_force_to, line.confidence)
    return ShownLine(visit.say(line.sentence, **facts), remarks, note, line.citation, standing)


def _named(visit: Visit, cell: str, fact: Fact) -> Fact:
    """A fact of a row in the reader's language, where it has a name; of a list, each part."""
    if not isinstance(fact, str):
        return fact
    if cell in PART_NAMES:
        parts = [visit.say(PART_NAMES[cell].get(part, part)) for part in fact.split(";")]
        return words(visit.language).marks.between_names.join(parts)
    return visit.say(fact) if fact in MARKED_NAMES else fact


def _explained(visit: Visit, line: BookLine) -> Iterator[str]:
    """The sentence of a row that carries the code of one."""
    if line.note in ReasonCode.__members__:
        yield visit.say(REASON_TEXTS[ReasonCode(line.note)])


def _days_of_this_year(visit: Visit, line: BookLine) -> Iterator[str]:
    """When a holiday of the table is this year, the day it is moved to included."""
    if line.name != "holiday_rules":
        return
    spoken = words(visit.language)
    days = [
        spoken.date(each.day)
        for each in _holidays(visit.ctx.on.year)
        if CELL_NAMES["name", each.name.removeprefix("obs ")] == line.facts["name"]
    ]
    if days:
        yield visit.say(N_("This year: %(days)s."), days=spoken.marks.semicolon.join(days))


def _holidays(year: int) -> tuple[Holiday, ...]:
    try:
        return holidays_of(year)
    except YearOutsideTable:
        return ()


def _standing(visit: Visit, first: date, last: date | None, confidence: Confidence) -> Standing:
    on = visit.ctx.on
    return Standing(
        first, last, over=last is not None and last < on, to_come=on < first, sure=visit.say(SURE[confidence][0])
    )
