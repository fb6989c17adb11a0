"""The roster's entries in the words of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.roster_answers import Cell, Mark
from chalicelib.domain.school_roster import RosterEntry, Task
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.schools.shown import said_with_day
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.roster_words import DETAILS, MARKS, SHORT_GRADES, SHORT_VACCINES


@dataclass(frozen=True)
class ShownCell:
    """The letter of a column, its day, and both in words. `is_quiet`: nothing to do, so a phone leaves it out."""

    column: str
    mark: str
    letter: str
    day: date | None
    words: str
    is_quiet: bool


@dataclass(frozen=True)
class ShownEntry:
    """One line of the roster."""

    url: str
    name: str
    birth_date: date
    grade: str
    room: str
    answer: str
    kind: str
    detail: str
    unknown: list[str]  # vaccines without a record, where nothing else stands beside the answer
    cells: list[ShownCell | None]


def shown_entry(
    page_request: PageRequest, entry: RosterEntry, vaccines: Sequence[Vaccine], on: date | None = None
) -> ShownEntry:
    """Return a line with a cell for each of the page's columns. `on`: the day of the roster, where it is not today."""
    answer, kind, detail = _answer(page_request, entry, on or page_request.ctx.on)
    return ShownEntry(
        url=f"/schools/students/{entry.student_id}" if entry.student_id else f"/schools/pupils/{entry.form_id}",
        name=listed_name(entry.last_name, entry.first_name),
        birth_date=entry.birth_date,
        grade=grade_in_short(page_request, entry.grade),
        room=entry.room,
        answer=answer,
        kind=kind,
        detail=detail,
        unknown=[] if detail else [page_request.translate(SHORT_VACCINES[each]) for each in entry.told.to_check],
        cells=[_cell(page_request, vaccine, entry.told.cells.get(vaccine)) for vaccine in vaccines],
    )


def grade_in_short(page_request: PageRequest, grade: Grade) -> str:
    return page_request.translate(SHORT_GRADES[grade]) if grade in SHORT_GRADES else str(grade)


def column_names(page_request: PageRequest, vaccines: Iterable[Vaccine]) -> list[tuple[str, str]]:
    """Return the short and the full name of each column."""
    return [(page_request.translate(SHORT_VACCINES[each]), page_request.translate(VACCINES[each])) for each in vaccines]


def legend(page_request: PageRequest, entries: Iterable[RosterEntry]) -> list[tuple[str, str, str]]:
    """Return the marks that the page shows: each with its letter and meaning."""
    used = {cell.mark for entry in entries for cell in entry.told.cells.values()}
    return [
        (_style(mark), letter, page_request.translate(meaning))
        for mark, (letter, meaning, _dated) in MARKS.items()
        if mark in used
    ]


def _answer(page_request: PageRequest, entry: RosterEntry, on: date) -> tuple[str, str, str]:
    """Return the word, the kind of its mark, and what stands beside it."""
    if entry.left_on:
        return page_request.translate(N_("Left on %(day)s"), day=entry.left_on), "", ""
    told = entry.told
    answer, kind = said_with_day(page_request, told.outcome, told.day, {told.code})
    if not {Task.ENDS_SOON, Task.REVIEW}.isdisjoint(entry.tasks(on)):
        kind = "warning"
    detail = page_request.translate(DETAILS[told.code]) if told.code in DETAILS else ""
    return answer, kind, detail


def _cell(page_request: PageRequest, vaccine: Vaccine, cell: Cell | None) -> ShownCell | None:
    if cell is None:
        return None
    letter, plain, dated = MARKS[cell.mark]
    return ShownCell(
        column=page_request.translate(SHORT_VACCINES[vaccine]),
        mark=_style(cell.mark),
        letter=letter,
        day=cell.day,
        words=page_request.translate(dated, day=cell.day) if cell.day else page_request.translate(plain),
        is_quiet=cell.mark is Mark.DONE,
    )


def _style(mark: Mark) -> str:
    return "none" if mark is Mark.NO_RECORD else str(mark)
