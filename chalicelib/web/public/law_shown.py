"""The rule book as the law page shows it, in the reader's language. The examples are worked out each time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chalicelib.law.book import to_check
from chalicelib.law.book.rule_book import MARKED_NAMES, BookLine, RuleEntry, rule_book
from chalicelib.law.book.rule_rows import CELL_NAMES, PART_NAMES
from chalicelib.law.citations import Citation, all_citations
from chalicelib.law.enums import Confidence
from chalicelib.law.holidays import Holiday, YearOutsideTable, holidays_of
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import FactValue
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.public.law_words import ENFORCEMENTS, OUTCOMES, SURE, TABLES
from chalicelib.web.wording.reason_texts import REASON_TEXTS
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons


@dataclass(frozen=True)
class Standing:
    """The days on which a line is law, whether that is over or still to come, and how sure we are of it."""

    first: date
    last: date | None
    over: bool
    to_come: bool
    sure: str


@dataclass(frozen=True)
class LawLine:
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
    lines: list[LawLine]


@dataclass(frozen=True)
class ShownExample:
    """What is given, what the rule concludes, and why."""

    given: str
    outcome: str
    reasons: list[ShownReason]


@dataclass(frozen=True)
class ShownRule:
    """One rule; `id` is its anchor. `enforcement` says whether the portal applies it, `extent` how far."""

    id: str
    sentence: str
    enforcement: str
    extent: str
    law: Citation
    also: tuple[Citation, ...]
    tables: list[ShownTable]
    example: ShownExample


@dataclass(frozen=True)
class ShownCheck:
    """What a lawyer must check: the values, or none where the law itself is doubtful; the rules that use it."""

    values: list[str]
    rules: list[tuple[str, str]]
    law: Citation
    sure: str
    why: str


@dataclass(frozen=True)
class ShownChapter:
    """A heading and its rules."""

    id: str
    heading: str
    rules: list[ShownRule]


def chapters(page_request: PageRequest) -> list[ShownChapter]:
    """Every rule of the book, by chapter."""
    return [
        ShownChapter(
            chapter.id, page_request.translate(chapter.heading), [_rule(page_request, entry) for entry in entries]
        )
        for chapter, entries in groupby(rule_book(), key=lambda entry: entry.chapter)
    ]


def sources(page_request: PageRequest) -> list[tuple[Citation, Standing]]:
    """Every law and every choice that a rule relies on."""
    return [
        (law, _standing(page_request, law.in_force_from, law.in_force_to, law.tag)) for law in all_citations().values()
    ]


def degrees(page_request: PageRequest) -> list[tuple[str, str]]:
    """How sure we can be of a fact: in short, and explained."""
    return [(page_request.translate(name), page_request.translate(explained)) for name, explained in SURE.values()]


def enforcements(page_request: PageRequest) -> list[tuple[str, str]]:
    """What the portal does with a rule: in short, and explained."""
    return [
        (page_request.translate(name), page_request.translate(explained)) for name, explained in ENFORCEMENTS.values()
    ]


def to_check_count() -> int:
    """How many numbers, rows and laws a lawyer must check."""
    return sum(len(each.lines) or 1 for each in to_check.to_check())


def checks(page_request: PageRequest) -> list[ShownCheck]:
    """Every number, row and law that no one has read in the law itself, with its value, where it is used, and why."""
    return [_check(page_request, each) for each in to_check.to_check()]


def _check(page_request: PageRequest, each: to_check.ToCheck) -> ShownCheck:
    name, explained = SURE[each.confidence]
    return ShownCheck(
        [_line(page_request, line).text for line in each.lines],
        [(entry.id, page_request.translate(entry.sentence)) for entry in each.rules],
        each.citation,
        page_request.translate(name),
        page_request.translate(each.why or explained),
    )


def _rule(page_request: PageRequest, entry: RuleEntry) -> ShownRule:
    example = entry.example()
    shown = ShownExample(
        page_request.translate(example.words, **example.facts),
        page_request.translate(OUTCOMES[example.verdict.outcome]),
        list(shown_reasons(page_request, example.verdict)),
    )
    return ShownRule(
        entry.id,
        page_request.translate(entry.sentence),
        page_request.translate(ENFORCEMENTS[entry.enforcement][0]),
        page_request.translate(entry.extent),
        entry.citation,
        entry.also,
        list(_tables(page_request, entry)),
        shown,
    )


def _tables(page_request: PageRequest, entry: RuleEntry) -> Iterator[ShownTable]:
    if entry.numbers:
        yield _table(page_request, N_("Numbers and dates"), entry.numbers)
    for name, rows in groupby(entry.rows, key=lambda row: row.name):
        yield _table(page_request, TABLES[name], rows)


def _table(page_request: PageRequest, caption: str, lines: Iterable[BookLine]) -> ShownTable:
    return ShownTable(page_request.translate(caption), [_line(page_request, line) for line in lines])


def _line(page_request: PageRequest, line: BookLine) -> LawLine:
    facts = {cell: _named(page_request, cell, fact) for cell, fact in line.facts.items()}
    remarks = (*_days_of_this_year(page_request, line), *_explained(page_request, line))
    note = "" if line.note in ReasonCode.__members__ or "%(note)s" in line.sentence else line.note
    standing = _standing(page_request, line.in_force_from, line.in_force_to, line.confidence)
    return LawLine(page_request.translate(line.sentence, **facts), remarks, note, line.citation, standing)


def _named(page_request: PageRequest, cell: str, fact: FactValue) -> FactValue:
    """A fact of a row in the reader's language, where it has a name; of a list, each part."""
    if not isinstance(fact, str):
        return fact
    if cell in PART_NAMES:
        parts = [page_request.translate(PART_NAMES[cell].get(part, part)) for part in fact.split(";")]
        return translations_for(page_request.language).marks.between_names.join(parts)
    return page_request.translate(fact) if fact in MARKED_NAMES else fact


def _explained(page_request: PageRequest, line: BookLine) -> Iterator[str]:
    """The sentence of a row that carries the code of one."""
    if line.note in ReasonCode.__members__:
        yield page_request.translate(REASON_TEXTS[ReasonCode(line.note)])


def _days_of_this_year(page_request: PageRequest, line: BookLine) -> Iterator[str]:
    """When a holiday of the table is this year, the day it is moved to included."""
    if line.name != "holiday_rules":
        return
    spoken = translations_for(page_request.language)
    days = [
        spoken.date(each.day)
        for each in _holidays(page_request.ctx.on.year)
        if CELL_NAMES["name", each.name.removeprefix("obs ")] == line.facts["name"]
    ]
    if days:
        yield page_request.translate(N_("This year: %(days)s."), days=spoken.marks.semicolon.join(days))


def _holidays(year: int) -> tuple[Holiday, ...]:
    try:
        return holidays_of(year)
    except YearOutsideTable:
        return ()


def _standing(page_request: PageRequest, first: date, last: date | None, confidence: Confidence) -> Standing:
    on = page_request.ctx.on
    return Standing(
        first,
        last,
        over=last is not None and last < on,
        to_come=on < first,
        sure=page_request.translate(SURE[confidence][0]),
    )
