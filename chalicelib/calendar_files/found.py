"""What a reader found in a calendar: days without school, extra days, first and last day, and the lines it could not
read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalicelib.law.calendar import SchoolYear
from chalicelib.law.school_year import Closure, ClosureKind

MAX_LINES, MAX_LINE, MAX_LABEL = 5000, 1000, 80


class ProblemCode(StrEnum):
    """Why a line was not read."""

    NO_DATE = "no_date"
    NOT_A_DATE = "not_a_date"
    MORE_DATES = "more_dates"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_YEAR = "outside_year"
    LABEL_TOO_LONG = "label_too_long"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_LINES = "too_many_lines"
    COLUMNS_MISSING = "columns_missing"
    REPEATS = "repeats"
    NOT_A_CALENDAR = "not_a_calendar"


@dataclass(frozen=True)
class LineProblem:
    """A line that was not read: its number, counted from 1, and why. `words`: its beginning."""

    line: int
    code: ProblemCode
    words: str = ""


class LineError(Exception):
    """The line being read says nothing that can be kept."""

    def __init__(self, code: ProblemCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Found:
    """What was read so far. `left_out`: entries that are no days without school as far as words tell."""

    year: SchoolYear
    first_day: date | None = None
    last_day: date | None = None
    closures: list[Closure] = field(default_factory=list)
    extra_days: list[date] = field(default_factory=list)
    left_out: list[Closure] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)

    def add(self, first: date, last: date, label: str, kind: ClosureKind | None = None) -> None:
        """Keep what a line says, under what its words mean. Raises LineError."""
        label = " ".join(label.split())
        if first > last:
            raise LineError(ProblemCode.ENDS_BEFORE_IT_STARTS)
        if not self.year.first_day <= first <= last <= self.year.last_day:
            raise LineError(ProblemCode.OUTSIDE_YEAR)
        if len(label) > MAX_LABEL:
            raise LineError(ProblemCode.LABEL_TOO_LONG)
        if first == last and _FIRST.fullmatch(label):
            self.first_day = first
        elif first == last and _LAST.fullmatch(label):
            self.last_day = first
        else:
            closure = Closure(first, last, label, kind or kind_of(label))
            if closure not in self.closures:
                self.closures.append(closure)

    def add_extra(self, day: date) -> None:
        """Keep a day that is taught besides. Raises LineError."""
        if not self.year.first_day <= day <= self.year.last_day:
            raise LineError(ProblemCode.OUTSIDE_YEAR)
        if day not in self.extra_days:
            self.extra_days.append(day)

    def note(self, line: int, code: ProblemCode, words: str = "") -> None:
        self.problems.append(LineProblem(line, code, words.strip()[:MAX_LABEL]))


_SCHOOL = r"(?: (?:of|for) (?:school|classes|instruction|students))?"
_FIRST = re.compile(
    rf"(?:first|1st) (?:school |student )?day{_SCHOOL}|(?:school|instruction|classes) (?:begins?|starts?)", re.I
)
_LAST = re.compile(rf"last (?:school |student )?day{_SCHOOL}|(?:school|instruction|classes) ends?", re.IGNORECASE)
_WORDS = (
    (
        ClosureKind.EMERGENCY,
        re.compile(r"\b(?:emergency|smoke|fire|wildfire|snow|flood|power|outage|storm|earthquake)", re.IGNORECASE),
    ),
    (
        ClosureKind.STAFF,
        re.compile(
            r"\b(?:staff|teacher|professional|in-?service|conference|work ?day|(?:pupil|student)[- ]free|non-?student)",
            re.IGNORECASE,
        ),
    ),
    (ClosureKind.RECESS, re.compile(r"\b(?:recess|break|vacation|week|intersession)", re.IGNORECASE)),
)


def kind_of(label: str) -> ClosureKind:
    """Return why there is no school, as far as the words tell; a holiday where they do not."""
    return next((kind for kind, words in _WORDS if words.search(label)), ClosureKind.HOLIDAY)


def numbered_lines(text: str, found: Found) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, numbered from 1. Too long ones, and those past the limit, become problems."""
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MAX_LINES:
            found.note(number, ProblemCode.TOO_MANY_LINES)
            return
        if len(line) > MAX_LINE:
            found.note(number, ProblemCode.LINE_TOO_LONG, line)
        elif line.strip():
            yield number, line
