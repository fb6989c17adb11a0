"""Delimited text with a header row: comma, tab or semicolon; UTF-8 or Windows-1252; cells in quotes may go on over
lines. Formulas are text here: nothing is ever worked out."""

import csv
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from chalicelib.rosters.columns import REQUIRED, column_named
from chalicelib.rosters.formulas import without_guard
from chalicelib.rosters.problems import Effect, ProblemCode, Problems

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000
LONGEST_CELL = 300
_MOST_LINES_OF_A_ROW = 10
_DELIMITERS = ",\t;"
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")  # xlsx and zip, xls, pdf, gzip
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Joiners are letters' own in Persian and Indic names; every other unseen sign is left out.
_JOINERS = "\u200c\u200d"


class Profile(NamedTuple):
    """The columns of a kind of file: the name of a heading ("" for an unknown one), those that must be there, and how
    many rows are read."""

    column_named: Callable[[str], str]
    required: tuple[str, ...]
    max_rows: int = MAX_ROWS


ROSTER = Profile(column_named, REQUIRED)


class Line:
    """One row: its cells by column name, and what is wrong with it so far. `number` is that of its first line."""

    def __init__(self, number: int, cells: Mapping[str, str], problems: Problems) -> None:
        self.number = number
        self.is_left_out = False
        self._cells = cells
        self._problems = problems

    def text(self, column: str) -> str:
        """Return the cell without outer and double spaces; "" for a blank cell or no such column."""
        return self._cells.get(column, "")

    def leave_line_out(self, code: ProblemCode, column: str = "", **facts: int) -> None:
        """Report what makes the whole line useless."""
        self.is_left_out = True
        self._problems.add(self.number, code, Effect.LINE_LEFT_OUT, column, **facts)

    def leave_cell_out(self, code: ProblemCode, column: str, **facts: int) -> None:
        """Report a cell that cannot be used, in a line that can."""
        self._problems.add(self.number, code, Effect.CELL_LEFT_OUT, column, **facts)

    def ask(self, code: ProblemCode, column: str, **facts: int) -> None:
        """Report a cell that is kept and that a person should look at."""
        self._problems.add(self.number, code, Effect.ASKED, column, **facts)


class Table(NamedTuple):
    """The header's columns in order ("" for one that is not known), and the lines that can be read."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: int  # lines of which not even the name could be read


class _Row(NamedTuple):
    number: int
    cells: list[str]
    fault: ProblemCode | None = None  # why there are no cells


def read_table(content: bytes, problems: Problems, profile: Profile = ROSTER) -> Table:
    """Return what can be read of a file. Nothing is where `problems` refuses the file."""
    rows = _rows(_decoded(content, problems), problems, profile)
    header = next(rows, None)
    if header is None or problems.refuses_file():
        if not problems.refuses_file():
            problems.refuse_file(0, ProblemCode.FILE_EMPTY)
        return Table((), (), 0)
    columns = _columns(header, problems, profile)
    lines: list[Line] = []
    unread = 0
    for count, row in enumerate(() if problems.refuses_file() else rows, start=1):
        if count > profile.max_rows:
            problems.refuse_file(row.number, ProblemCode.TOO_MANY_ROWS, limit=profile.max_rows)
        elif problems.too_many:
            problems.refuse_file(row.number, ProblemCode.TOO_MANY_PROBLEMS)
        if problems.refuses_file():
            break
        line = _line(row, columns, problems)
        lines += [line] if line else []
        unread += line is None
    if not lines and not unread and not problems.refuses_file():
        problems.refuse_file(0, ProblemCode.FILE_EMPTY)
    return Table(columns, tuple(lines), unread)


def _decoded(content: bytes, problems: Problems) -> str:
    """Return the text; line by line where a part is UTF-8 and a part is Windows-1252."""
    if len(content) > MAX_BYTES:
        problems.refuse_file(0, ProblemCode.FILE_TOO_LARGE)
    elif content.startswith(_NOT_TEXT):
        problems.refuse_file(0, ProblemCode.NOT_A_TEXT_FILE)
    elif content.startswith(_WIDE_MARKS) or b"\0" in content.partition(b"\n")[0]:
        problems.refuse_file(0, ProblemCode.ENCODING_UNKNOWN)
    if problems.refuses_file():
        return ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\n".join(_decoded_line(line) for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _rows(text: str, problems: Problems, profile: Profile) -> Iterator[_Row]:
    """Yield the rows that are not blank, the header first; stop at a quotation mark that is never closed."""
    lines = text.split("\n")
    start = _first_line(lines)
    delimiter = _delimiter("".join(lines[start : start + 1]), profile)
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=delimiter, strict=True)
    while True:
        number = start + reader.line_num + 1
        fault: ProblemCode | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = _fault(number, start + reader.line_num, error)
            if fault is not ProblemCode.QUOTE_NOT_CLOSED:
                yield _Row(number, [], fault)
                continue
        if fault or start + reader.line_num - number >= _MOST_LINES_OF_A_ROW:
            problems.refuse_file(number, ProblemCode.QUOTE_NOT_CLOSED)
            return
        if any(cell.strip() for cell in cells):
            yield _Row(number, cells)


def _fault(first: int, last: int, error: csv.Error) -> ProblemCode:
    if "field limit" in str(error) and first == last:
        return ProblemCode.CELL_TOO_LONG
    if "unexpected end" in str(error) or last - first >= _MOST_LINES_OF_A_ROW:
        return ProblemCode.QUOTE_NOT_CLOSED
    return ProblemCode.QUOTES_MIXED


def _first_line(lines: list[str]) -> int:
    """Return the place of the header row: after blank lines, and after the line with which spreadsheets name the
    delimiter."""
    place = 0
    while place < len(lines) and (not lines[place].strip(" ,;\t") or lines[place].startswith("sep=")):
        place += 1
    return place


def _delimiter(header: str, profile: Profile) -> str:
    """Return the delimiter with which most columns are known; a comma where it does not matter."""
    named = profile.column_named
    return max(_DELIMITERS, key=lambda each: sum(bool(named(cell.strip('" '))) for cell in header.split(each)))


def _columns(header: _Row, problems: Problems, profile: Profile) -> tuple[str, ...]:
    """Return the header's columns; report what is wrong with them."""
    if header.fault:
        problems.refuse_file(header.number, header.fault)
        return ()
    columns = tuple(profile.column_named(cell) for cell in header.cells)
    for column in profile.required:
        if column not in columns:
            problems.refuse_file(header.number, ProblemCode.COLUMN_MISSING, column)
    for name in sorted(set(columns) - {""}):
        if columns.count(name) > 1:
            problems.refuse_file(header.number, ProblemCode.COLUMN_TWICE, name)
    for place, (name, cell) in enumerate(zip(columns, header.cells, strict=True), start=1):
        if not name and cell.strip() and not problems.refuses_file():
            problems.add(header.number, ProblemCode.COLUMN_UNKNOWN, Effect.CELL_LEFT_OUT, place=place)
    return columns


def _line(row: _Row, columns: tuple[str, ...], problems: Problems) -> Line | None:
    fault = row.fault
    if not fault and (len(row.cells) < len(columns) or any(cell.strip() for cell in row.cells[len(columns) :])):
        fault = ProblemCode.WRONG_NUMBER_OF_CELLS
    if fault:
        problems.add(row.number, fault, Effect.LINE_LEFT_OUT)
        return None
    cells: dict[str, str] = {}
    line = Line(row.number, cells, problems)
    for column, cell in zip(columns, row.cells, strict=False):
        if column:
            cells[column] = _clean(line, column, cell)
    return line


def _clean(line: Line, column: str, cell: str) -> str:
    """Return the cell as it is kept; "" and a report where it cannot be."""
    if len(cell) > LONGEST_CELL:
        line.leave_line_out(ProblemCode.CELL_TOO_LONG, column)
        return ""
    if not cell.isprintable() or "\ufffd" in cell:
        cell = "".join(letter for letter in cell if unicodedata.category(letter) != "Cf" or letter in _JOINERS)
        if any(_is_unreadable(letter) for letter in cell):
            line.leave_line_out(ProblemCode.UNREADABLE_CHARACTERS, column)
            return ""
    if not cell.isascii() and _is_decoded_twice(cell):
        line.ask(ProblemCode.LETTERS_LOOK_WRONG, column)
    return without_guard(" ".join(cell.split()))


def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or (unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} and letter not in "\n\t")


def _is_decoded_twice(cell: str) -> bool:
    """Return whether UTF-8 was once read as Windows-1252: then the way back gives UTF-8 again."""
    try:
        cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True
