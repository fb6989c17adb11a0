"""Text with a header row and tabs or commas between the cells, read by column name: columns come, go and move.

Between tabs a quotation mark is a letter like any other; between commas it can enclose a cell. A line is always a line.
A column's name is the same with blanks and with underscores ("Facility Type", "facility_type").
"""

import csv
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from chalicelib.directory.problems import Problem, ProblemCode

MAX_BYTES = 40 * 1024 * 1024
LONGEST_CELL = 400
MAX_PROBLEMS = 1000
_LONGEST_QUOTE = 60
_BLANK = frozenset({"", "no data", "unavailable"})


class Line:
    """One line: its cells by column name, and what is wrong with it so far."""

    def __init__(self, number: int, cells: Mapping[str, str], problems: "Problems") -> None:
        self.number = number
        self._cells = cells
        self._problems = problems

    def text(self, column: str) -> str:
        """Return the cell without outer and double spaces; "" for a blank cell, "No Data", "Unavailable", or
        no such column."""
        words = " ".join(self._cells.get(column.casefold(), "").split())
        return "" if words.casefold() in _BLANK else words

    def note(self, code: ProblemCode, column: str) -> None:
        """Report a cell that cannot be used, in a line that can."""
        self._problems.add(self.number, code, column, self.text(column), row_kept=True)

    def refuse(self, code: ProblemCode, column: str) -> None:
        """Report a line that cannot be used."""
        self._problems.add(self.number, code, column, self.text(column))


class Problems:
    """Collects problems up to a number that a person can still read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, line: int, code: ProblemCode, column: str = "", found: str = "", *, row_kept: bool = False) -> None:
        quoted = found[:_LONGEST_QUOTE]
        self._found.append(Problem(line=line, code=code, column=column, found=quoted, row_kept=row_kept))

    @property
    def too_many(self) -> bool:
        """Whether reading on makes no sense."""
        return len(self._found) >= MAX_PROBLEMS

    def in_order(self) -> tuple[Problem, ...]:
        """Return all of them, by line."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))


def read_lines(content: bytes, required: Collection[str], problems: Problems) -> Iterator[Line]:
    """Yield the usable lines below the header row. Gives none when the header row lacks a required column."""
    if len(content) > MAX_BYTES:
        problems.add(0, ProblemCode.FILE_TOO_LARGE)
        return
    header, *lines = _decode(content).split("\n")
    mark = "\t" if "\t" in header else ","
    names = [" ".join(name.replace("_", " ").split()).casefold() for name in _cells(header, mark)]
    if not _header_serves(names, required, problems):
        return
    for number, line in enumerate(lines, start=2):
        if problems.too_many:
            problems.add(number, ProblemCode.TOO_MANY_PROBLEMS)
            return
        cells = _cells(line, mark)
        if any(cell.strip() for cell in cells) and _cells_serve(number, names, cells, problems):
            yield Line(number, dict(zip(names, cells, strict=False)), problems)


def _cells(line: str, mark: str) -> list[str]:
    """Return the cells of a line; the whole line as one where its quotation marks do not close."""
    text = line.rstrip("\r")
    if mark == "\t":
        return text.split(mark)
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return [text]


def _decode(content: bytes) -> str:
    """Return the text read as UTF-8, or else as the older Windows encoding; bytes that are in neither become
    replacement marks."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _header_serves(names: list[str], required: Collection[str], problems: Problems) -> bool:
    if not any(names):
        problems.add(0, ProblemCode.FILE_EMPTY)
        return False
    missing = [column for column in required if column.casefold() not in names]
    for column in missing:
        problems.add(1, ProblemCode.COLUMN_MISSING, column)
    doubled = [column for column in required if names.count(column.casefold()) > 1]
    for column in doubled:
        problems.add(1, ProblemCode.COLUMN_TWICE, column)
    return not missing and not doubled


def _cells_serve(number: int, names: list[str], cells: list[str], problems: Problems) -> bool:
    beyond = cells[len(names) :]
    if len(cells) < len(names) or any(cell.strip() for cell in beyond):
        problems.add(number, ProblemCode.WRONG_NUMBER_OF_CELLS)
        return False
    for name, cell in zip(names, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            problems.add(number, ProblemCode.CELL_TOO_LONG, name)
            return False
        if any(letter == "\ufffd" or unicodedata.category(letter)[0] == "C" for letter in cell):
            problems.add(number, ProblemCode.UNREADABLE_CHARACTERS, name)
            return False
    return True
