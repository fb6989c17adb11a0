"""Dates as a person types them from a card: the shapes that files have, and months by their names."""

import re
from datetime import date

from chalicelib.domain.month_names import month_number
from chalicelib.rosters.dates import DateFault, WrittenDate, day_or_month_of
from chalicelib.rosters.problems import ProblemCode

_WORD = re.compile(r"[^\W\d_]+")
_LINKING = re.compile(r"\bde(?:l)?\b|[.,]", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([^\W\d_]+) +(?:([0-9]{1,2}) +)?([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) +([^\W\d_]+) +([0-9]{4})")
_HYPHENS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}|[0-9]{2})")
_CHINESE = re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:([0-9]{1,2})日)?")


def typed_date(text: str, on: date) -> WrittenDate | DateFault:
    """Return what was typed, for instance 3/27/2017, Mar 27 2017, 27 mar 2017, 3/2017, March 2017 or 2017年3月.

    `on` is today: a two-digit year is the nearest that is not in the future.
    """
    typed = " ".join(text.split())
    if match := _CHINESE.fullmatch(typed):
        return day_or_month_of("-".join(part for part in match.groups() if part), on)
    if match := _HYPHENS.fullmatch(typed):
        return day_or_month_of("/".join(match.groups()), on)
    if not _WORD.search(typed):
        return day_or_month_of(typed, on)
    plain = " ".join(_LINKING.sub(" ", typed).split())
    if match := _MONTH_FIRST.fullmatch(plain):
        name, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(plain):
        day, name, year = match.groups()
    else:
        return DateFault(ProblemCode.DATE_SHAPE)
    month = month_number(name)
    if month is None:
        return DateFault(ProblemCode.DATE_SHAPE)
    return day_or_month_of(f"{month}/{day}/{year}" if day else f"{month}/{year}", on)
