"""Reads a calendar in whichever form it comes: an iCal file, a table with named columns, or lines of dates."""

from chalicelib.calendar_files.found import Found
from chalicelib.calendar_files.ical import is_ical, read_ical
from chalicelib.calendar_files.lines import read_lines
from chalicelib.calendar_files.rows import is_table, read_rows
from chalicelib.law.calendar import SchoolYear


def read_calendar(text: str, year: SchoolYear) -> Found:
    """Return what the text says of one school year. Never raises for what is in it."""
    found = Found(year)
    text = text.lstrip("\ufeff")
    if is_ical(text):
        read_ical(text, found)
    elif is_table(text):
        read_rows(text, found)
    else:
        read_lines(text, found)
    found.closures.sort()
    found.extra_days.sort()
    return found
