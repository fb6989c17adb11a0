"""The file profile `published-reports-1`: what the state publishes of schools' annual immunization reports.

The open files of the state have one line for each school and category, or one for each school. Of the columns these
are read, whatever their order and their neighbors:

| column | what stands there |
|---|---|
| number | the CDS code (14 digits), the school part of it (7 digits, with the county), a child care license (9) |
| county | its name; needed for a school part |
| year | 2025-26, 2025-2026 or 2025; without the column, all lines are of the year that was chosen |
| category, vaccine | which line of a school it is: "up to date" is read; of the 7th grade, Tdap |
| reported | Y or N; without the column, no line says that a school did not report |
| enrollment, count, percent | students, those with all doses, the rate: numbers, ranges, or signs for what is hidden |

Comma, tab or semicolon; UTF-8 or Windows-1252. A cell is text, never a formula.
"""

import hashlib
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, NamedTuple

from chalicelib.domain.field_classes import Internal, Public
from chalicelib.domain.record import FrozenModel
from chalicelib.law.annual_report import ReportSection
from chalicelib.rosters.delimited import Line, Profile, read_table
from chalicelib.rosters.problems import Problem, ProblemCode, Problems
from chalicelib.rosters.published_values import FINE, WHOLE, Bounds, NotAValueError, read_value

MAX_LINES = 10_000
_PERCENT = 100
_ROUNDED = FINE  # a percentage may be rounded to a whole one


class PublishedColumn(StrEnum):
    """What a file says of a school."""

    NUMBER = "school_code"
    COUNTY = "county"
    YEAR = "school_year"
    CATEGORY = "category"
    VACCINE = "vaccine"
    REPORTED = "reported"
    ENROLLMENT = "enrollment"
    COUNT = "count"
    PERCENT = "percent"


_C = PublishedColumn
_OTHER_NAMES = {
    **dict.fromkeys(("cds", "cds_code", "cdscode", "cds_number", "school_number", "number", "schoolcode"), _C.NUMBER),
    **dict.fromkeys(("facility_number", "facility_id", "license_number", "facility_code", "school_id"), _C.NUMBER),
    **dict.fromkeys(("county_name",), _C.COUNTY),
    **dict.fromkeys(("academic_year", "schoolyear", "year"), _C.YEAR),
    **dict.fromkeys(("categories",), _C.CATEGORY),
    **dict.fromkeys(("vaccine_type",), _C.VACCINE),
    **dict.fromkeys(("reported_y_n", "has_reported", "report_status"), _C.REPORTED),
    **dict.fromkeys(("enrolled", "total_enrollment", "enrolment", "total_enrolled"), _C.ENROLLMENT),
    **dict.fromkeys(("up_to_date_count", "up_to_date_number", "number_up_to_date"), _C.COUNT),
    **dict.fromkeys(("all_required_count", "all_doses"), _C.COUNT),
    **dict.fromkeys(("pct", "rate", "up_to_date_percent", "percent_up_to_date", "up_to_date_pct"), _C.PERCENT),
    **dict.fromkeys(("percentage", "percent_all_required", "up_to_date_percentage", "up_to_date_rate"), _C.PERCENT),
}
_ALL_DOSES = frozenset({"", "uptodate", "alldoses", "allrequired", "allrequireddoses", "allrequiredvaccines"})
_SAYS = {
    **dict.fromkeys(("y", "yes", "true", "1", "reported"), True),
    **dict.fromkeys(("n", "no", "false", "0", "notreported", "didnotreport", "nonreporting"), False),
}
_YEAR = re.compile(r"(?:AY ?)?([0-9]{4})(?: ?[-/–] ?([0-9]{2}|[0-9]{4}))?", re.IGNORECASE)
_SCHOOL_PART = 7
_WITHOUT_ZERO = frozenset({8, 13})  # a spreadsheet drops the zero that begins a number
_WHOLE_LENGTHS = frozenset({9, 14})


class PublishedLine(FrozenModel):
    """A school of a file. `number`: a whole number, or the school part of one with its `county`. The rate lies between
    `low` and `high` of every `of`; `of` is 0 where it is hidden. `enrolled`: None where hidden. `repeats`: the line
    that has the same school under another number."""

    line: Annotated[int, Internal]
    number: Annotated[str, Public]
    county: Annotated[str, Public] = ""
    is_reported: Annotated[bool, Public] = True
    low: Annotated[int, Public] = 0
    high: Annotated[int, Public] = 0
    of: Annotated[int, Public] = 0
    enrolled: Annotated[int | None, Public] = None
    repeats: Annotated[int, Internal] = 0

    @property
    def figures(self) -> tuple[object, ...]:
        """What the line says, wherever it stands."""
        return (self.is_reported, self.low, self.high, self.of, self.enrolled)


class ParsedPublished(FrozenModel):
    """The schools of a file that can be used, and everything that was wrong with it. `others`: lines of another year,
    vaccine or category."""

    file_hash: Annotated[str, Internal]
    starts_in: Annotated[int, Public]
    section: Annotated[ReportSection, Public]
    rows: tuple[PublishedLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_refused: Annotated[bool, Internal] = False
    left_out: Annotated[int, Internal] = 0
    others: Annotated[int, Internal] = 0


class _Read(NamedTuple):
    rows: tuple[PublishedLine, ...]
    others: int
    left_out: int


def read_published(content: bytes, starts_in: int, section: ReportSection) -> ParsedPublished:
    """Return the schools and the problems of one file. A file with too many lines or problems, or without a line of
    the year and part, is refused whole."""
    problems = Problems()
    table = read_table(content, problems, Profile(_column_named, (_C.NUMBER,), MAX_LINES))
    if not problems.refuses_file() and not {_C.COUNT, _C.PERCENT, _C.REPORTED} & set(table.columns):
        problems.refuse_file(1, ProblemCode.COLUMN_MISSING, _C.PERCENT)
    read = _read(table.lines, starts_in, section) if not problems.refuses_file() else _Read((), 0, 0)
    if problems.too_many and not problems.refuses_file():
        problems.refuse_file(max(each.line for each in problems.in_order()), ProblemCode.TOO_MANY_PROBLEMS)
    if not read.rows and not read.left_out and not table.unread and not problems.refuses_file():
        problems.refuse_file(0, ProblemCode.NOT_OF_THIS_YEAR)
    refused = problems.refuses_file()
    return ParsedPublished(
        file_hash=hashlib.sha256(content).hexdigest(),
        starts_in=starts_in,
        section=section,
        rows=() if refused else read.rows,
        # The state's files have many columns that no one needs here.
        problems=tuple(each for each in problems.in_order() if each.code is not ProblemCode.COLUMN_UNKNOWN),
        is_refused=refused,
        left_out=0 if refused else read.left_out + table.unread,
        others=0 if refused else read.others,
    )


def _read(lines: Iterable[Line], starts_in: int, section: ReportSection) -> _Read:
    rows: dict[tuple[str, str], PublishedLine] = {}
    others = left_out = 0
    for line in lines:
        if not line.is_left_out and not _is_wanted(line, starts_in, section):
            others += 1
            continue
        row = None if line.is_left_out else _row(line)
        if row is None:
            left_out += 1
            continue
        first = rows.setdefault((row.number, row.county.casefold()), row)
        if first is not row and first.figures == row.figures:
            others += 1
        elif first is not row:
            line.leave_line_out(ProblemCode.NUMBER_TWICE, other_line=first.line)
            left_out += 1
    return _Read(tuple(rows.values()), others, left_out)


def _column_named(heading: str) -> str:
    name = "_".join(re.sub(r"[^\w%]|_", " ", heading.casefold()).split()).replace("%", "percent")
    name = _OTHER_NAMES.get(name, name)
    return name if name in set(PublishedColumn) else ""


def _is_wanted(line: Line, starts_in: int, section: ReportSection) -> bool:
    """Return whether the line is that of a school's rate in this year; a year that cannot be read makes it a problem,
    which is wanted."""
    year = line.text(_C.YEAR)
    if year:
        found = _YEAR.fullmatch(year)
        if not found or (found[2] and int(found[2][-2:]) != (int(found[1]) + 1) % _PERCENT):
            line.leave_line_out(ProblemCode.YEAR_SHAPE, _C.YEAR)
            return True
        if int(found[1]) != starts_in:
            return False
    vaccine = _letters(line.text(_C.VACCINE))
    if section is ReportSection.GRADE_7 and vaccine and not vaccine.startswith("tdap"):
        return False
    # A school that did not report has no category, or one line for each.
    return _letters(line.text(_C.CATEGORY)) in _ALL_DOSES or _SAYS.get(_letters(line.text(_C.REPORTED))) is False


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _row(line: Line) -> PublishedLine | None:
    """Return the school of a line; None, and every reason is reported, where the line cannot be used."""
    number, says = _number(line), line.text(_C.REPORTED)
    is_reported = _SAYS.get(_letters(says), True)
    if says and _letters(says) not in _SAYS:
        line.leave_line_out(ProblemCode.WORD_UNKNOWN, _C.REPORTED)
    found = PublishedLine(line=line.number, number=number, is_reported=is_reported)
    if len(number) == _SCHOOL_PART:
        found = found.with_changes(county=line.text(_C.COUNTY))
        if not found.county:
            line.leave_line_out(ProblemCode.COUNTY_MISSING)
    if is_reported:
        found = found.with_changes(**_rate(line))
    return None if line.is_left_out else found


def _number(line: Line) -> str:
    text = line.text(_C.NUMBER).replace("-", "").replace(" ", "").removesuffix(".0")
    if not text:
        line.leave_line_out(ProblemCode.CELL_MISSING, _C.NUMBER)
    elif not (text.isascii() and text.isdigit()) or not _is_long_enough(text):
        line.leave_line_out(ProblemCode.NUMBER_SHAPE, _C.NUMBER)
    elif len(text) in _WITHOUT_ZERO:
        text = f"0{text}"
    elif len(text) < _SCHOOL_PART:
        text = text.zfill(_SCHOOL_PART)
    return text


def _is_long_enough(digits: str) -> bool:
    has_part = _SCHOOL_PART - 3 <= len(digits) <= _SCHOOL_PART
    return has_part or len(digits) in _WHOLE_LENGTHS | _WITHOUT_ZERO


def _rate(line: Line) -> dict[str, int | None]:
    """Return the figures of a line. Numbers of students come before a percentage, which may be rounded."""
    enrolled, count = _value(line, _C.ENROLLMENT), _value(line, _C.COUNT)
    pupils = enrolled.low // FINE if enrolled and enrolled.is_exact else None
    if count and count.is_exact and pupils is not None:
        if count.low > pupils * FINE:
            line.leave_line_out(ProblemCode.COUNT_TOO_LARGE)
        _compare(line, count.low, pupils)
        complete = count.low // FINE
        return {"low": complete, "high": complete, "of": pupils, "enrolled": pupils}
    percent = _percent(line)
    if percent:
        return {"low": percent.low, "high": percent.high, "of": WHOLE, "enrolled": pupils}
    if count and pupils and count.high <= pupils * FINE:
        return {"low": count.low, "high": count.high, "of": pupils * FINE, "enrolled": pupils}
    return {"enrolled": pupils}


def _value(line: Line, column: PublishedColumn) -> Bounds | None:
    try:
        found = read_value(line.text(column), None)
    except NotAValueError:
        found = None
        if not line.text(column).startswith((">", "≥")):  # "more than" has no upper end: as good as hidden
            line.leave_line_out(ProblemCode.COUNT_SHAPE, column)
    if found and found.is_exact and found.low % FINE:
        line.leave_line_out(ProblemCode.COUNT_SHAPE, column)
    return found


def _percent(line: Line) -> Bounds | None:
    text = line.text(_C.PERCENT)
    try:
        found = read_value(text, _PERCENT)
    except NotAValueError:
        line.leave_line_out(ProblemCode.PERCENT_SHAPE, _C.PERCENT)
        return None
    if found and found.is_exact and 0 < found.low <= FINE and "%" not in text:
        line.leave_line_out(ProblemCode.PERCENT_UNSURE, _C.PERCENT)
    return found


def _compare(line: Line, complete: int, pupils: int) -> None:
    """Report a percentage that is not that of the students, by more than rounding explains."""
    try:
        told = read_value(line.text(_C.PERCENT), _PERCENT)
    except NotAValueError:
        return
    if told is None or not pupils or line.is_left_out or (told.is_exact and told.high <= FINE):
        return
    true = complete * _PERCENT // pupils
    if not told.low - _ROUNDED <= true <= told.high + _ROUNDED:
        line.ask(ProblemCode.FIGURES_DIFFER, _C.PERCENT)
