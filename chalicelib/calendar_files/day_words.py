"""Dates as school offices write them: 11/23, 11/23/26, 2026-11-23, Nov 23, November 23rd, 2026; and ranges of them."""

import re
from datetime import date

from chalicelib.calendar_files.found import LineError, ProblemCode
from chalicelib.law.calendar import SchoolYear

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = r"\d{4}-\d{1,2}-\d{1,2}"
_SLASHES = r"\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?(?![\d/])"
_NAMED = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s{{1,3}}\d{{4}}(?!\d))?"
_DATE = rf"(?:{_ISO}|{_SLASHES}|{_NAMED})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3})?"
_TO = r"\s{0,3}(?:-|\u2013|\u2014|\bto\b|\bthrough\b|\bthru\b)\s{0,3}"
SPAN = re.compile(
    rf"(?<![\w/]){_WEEKDAY}(?P<first>{_DATE})(?:{_TO}{_WEEKDAY}(?:(?P<last>{_DATE})|(?P<day>\d{{1,2}})(?![\d/])(?:,?\s{{1,3}}(?P<year>\d{{4}})(?!\d))?))?",
    re.IGNORECASE,
)
"""One date, or a range of two; the second of "Nov 23-27" is a day of the same month."""


def read_span(match: re.Match[str], year: SchoolYear) -> tuple[date, date]:
    """Return the first and the last day. Raises LineError for a date that no calendar has."""
    last_year = _number(match["year"]) or _year_in(match["last"])
    first = read_day(match["first"], year, last_year)
    if match["last"]:
        return first, read_day(match["last"], year)
    if match["day"]:
        return first, _made(first.year, first.month, int(match["day"]))
    return first, first


def read_day(text: str, year: SchoolYear, given_year: int | None = None) -> date:
    """Return the day; one without a year is the day of this school year, or of `given_year` where that fits.

    Raises LineError.
    """
    text = text.strip()
    if re.fullmatch(_ISO, text):
        return _made(*map(int, text.split("-")))
    if re.fullmatch(_SLASHES, text):
        month, day, *rest = map(int, text.split("/"))
        return _placed(month, day, _full(rest[0]) if rest else None, year, given_year)
    if re.fullmatch(_NAMED, text, re.IGNORECASE):
        numbers = [int(each) for each in re.findall(r"\d+", text)]
        month = _MONTHS.index(text[:3].casefold()) + 1
        return _placed(month, numbers[0], numbers[1] if len(numbers) > 1 else None, year, given_year)
    raise LineError(ProblemCode.NOT_A_DATE)


def _placed(month: int, day: int, own_year: int | None, year: SchoolYear, given_year: int | None) -> date:
    in_first_half = month >= year.first_day.month
    usual = year.first_day.year if in_first_half else year.last_day.year
    is_one_off = given_year is not None and not year.starts_in <= given_year <= year.starts_in + 1
    return _made(own_year or (given_year if is_one_off and given_year else usual), month, day)


def _year_in(text: str | None) -> int | None:
    found = re.search(r"\d{4}", text) if text else None
    return int(found.group()) if found else None


def _full(number: int) -> int:
    century = 2000
    return number if number >= century else century + number


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise LineError(ProblemCode.NOT_A_DATE) from None
