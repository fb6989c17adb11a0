"""A table of dates (CSV or copied cells): a column of first days, and those of last days, names and kinds if it has
them, in any order."""

import csv
import io
from collections.abc import Mapping

from chalicelib.calendar_files.day_words import SPAN, read_span
from chalicelib.calendar_files.found import MAX_LINE, MAX_LINES, Found, LineError, ProblemCode
from chalicelib.law.school_year import ClosureKind

_COLUMNS: Mapping[str, frozenset[str]] = {
    "first": frozenset({"first", "date", "start", "start date", "from", "begins", "day"}),
    "last": frozenset({"last", "end", "end date", "to", "through", "ends"}),
    "label": frozenset({"label", "name", "event", "title", "subject", "summary", "description", "holiday"}),
    "kind": frozenset({"kind", "type", "category"}),
}
_SEPARATORS = ",\t;"
_EXTRA = "extra"


def is_table(text: str) -> bool:
    """Return whether the first line names columns, one of them the first days."""
    return "first" in _columns(_cells_of_first_line(text))


def read_rows(text: str, found: Found) -> None:
    """Read each row into `found`; one that cannot be read becomes a problem with its line."""
    columns = _columns(_cells_of_first_line(text))
    if "first" not in columns:
        found.note(1, ProblemCode.COLUMNS_MISSING)
        return
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text.partition("\n")[0]), strict=True)
    try:
        next(reader)
        for cells in reader:
            if reader.line_num > MAX_LINES:
                found.note(reader.line_num, ProblemCode.TOO_MANY_LINES)
                return
            _row(cells, columns, reader.line_num, found)
    except csv.Error:
        found.note(reader.line_num, ProblemCode.NOT_A_CALENDAR)


def _row(cells: list[str], columns: Mapping[str, int], line: int, found: Found) -> None:
    given = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
    words = " ".join(filter(None, given.values()))
    if not words:
        return
    if len(words) > MAX_LINE:
        found.note(line, ProblemCode.LINE_TOO_LONG, words)
        return
    try:
        _keep(given, found)
    except LineError as error:
        found.note(line, error.code, words)


def _keep(given: Mapping[str, str], found: Found) -> None:
    dates = " to ".join(filter(None, (given["first"], given.get("last", ""))))
    match = SPAN.fullmatch(dates)
    if match is None:
        raise LineError(ProblemCode.NOT_A_DATE if dates else ProblemCode.NO_DATE)
    first, last = read_span(match, found.year)
    kind = given.get("kind", "").casefold()
    if kind == _EXTRA:
        found.add_extra(first)
    else:
        found.add(first, last, given.get("label", ""), ClosureKind(kind) if kind in set(ClosureKind) else None)


def _cells_of_first_line(text: str) -> list[str]:
    line = text.partition("\n")[0].strip("\ufeff\r")
    return [cell.strip().strip('"').replace("_", " ").casefold() for cell in line.split(_separator(line))]


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _columns(cells: list[str]) -> dict[str, int]:
    return {
        name: next(place for place, cell in enumerate(cells) if cell in known)
        for name, known in _COLUMNS.items()
        if any(cell in known for cell in cells)
    }
