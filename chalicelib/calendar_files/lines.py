"""Lines of dates, one date or range a line, with its name before or behind it: "Thanksgiving 11/23-11/27". And the same
lines written from a calendar, for a box in which a person changes them."""

import re
from collections.abc import Iterable
from datetime import date

from chalicelib.calendar_files.day_words import SPAN, read_span
from chalicelib.calendar_files.found import Found, LineError, ProblemCode, kind_of, numbered_lines
from chalicelib.law.school_year import Closure, ClosureKind

_MARK = re.compile(r"\[(?P<kind>[a-z]+)\]\s*$", re.IGNORECASE)
_EXTRA_WORDS = re.compile(r"\b(?:make-?up (?:school )?day|saturday school|extra (?:school )?day)\b", re.IGNORECASE)
_EXTRA = "extra"
_AROUND = " \t:;,.-\u2013\u2014|()\u2022*"
_WEEKDAY_ONLY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?", re.IGNORECASE)


def read_lines(text: str, found: Found) -> None:
    """Read each line into `found`; one that cannot be read becomes a problem with its number."""
    for number, line in numbered_lines(text, found):
        try:
            _read_line(line, found)
        except LineError as error:
            found.note(number, error.code, line)


def _read_line(line: str, found: Found) -> None:
    marked = _MARK.search(line)
    said = marked["kind"].casefold() if marked else ""
    is_kind = said == _EXTRA or said in set(ClosureKind)
    words = line[: marked.start()] if marked and is_kind else line
    spans = list(SPAN.finditer(words))
    if not spans:
        raise LineError(ProblemCode.NO_DATE)
    at_start = not words[: spans[0].start()].strip(_AROUND)
    if len(spans) > 1 and not at_start:
        raise LineError(ProblemCode.MORE_DATES)
    first, last = read_span(spans[0], found.year)
    label = _label(words[: spans[0].start()], words[spans[0].end() :])
    if said == _EXTRA or (not is_kind and first == last and _EXTRA_WORDS.search(label)):
        if first != last:
            raise LineError(ProblemCode.MORE_DATES)
        found.add_extra(first)
    else:
        found.add(first, last, label, ClosureKind(said) if is_kind else None)


def _label(before: str, behind: str) -> str:
    parts = (part.strip(_AROUND) for part in (before, behind))
    return " ".join(part for part in parts if part and not _WEEKDAY_ONLY.fullmatch(part))


def closure_lines(closures: Iterable[Closure]) -> str:
    """Return the lines of a calendar: the dates, the name, and the kind where the name does not tell it."""
    return "\n".join(_line(each) for each in closures)


def _line(closure: Closure) -> str:
    dates = _short(closure.first)
    if closure.last != closure.first:
        dates += f"-{_short(closure.last)}"
    mark = "" if kind_of(closure.label) is closure.kind else f"[{closure.kind}]"
    return " ".join(part for part in (dates, closure.label, mark) if part)


def extra_day_lines(days: Iterable[date]) -> str:
    """Return the lines of the days that are taught besides."""
    return "\n".join(map(_short, days))


def _short(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
