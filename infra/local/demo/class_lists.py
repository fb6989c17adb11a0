"""The students of a school of the demo as its own system lists them: a file in the profile `roster-1`."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.roster import RosterRow
from chalicelib.law.calendar import add_months_minimum, school_year_of
from chalicelib.law.enums import Grade

_GRADES = (Grade.K, Grade.GRADE_1, Grade.GRADE_2, Grade.GRADE_3, Grade.GRADE_4, Grade.GRADE_5)
_FIRST_NAMES = ("Alder", "Bettina", "Cosmo", "Delphine", "Esteban", "Fiona", "Gwendal", "Hyacinth")
_LAST_NAMES = ("Applewhistle", "Brambleford", "Cinderhill", "Dovecastle", "Elmsworthy", "Foxgable")
_PARENTS = ("Agathe", "Bertrand", "Celestine", "Dagobert", "Eulalia", "Florian", "Griselda", "Horatio")
_USUAL = {"dtp": (2, 4, 6, 16, 52), "pol": (2, 4, 6, 52), "mmr": (12, 52), "var": (12, 52), "hepb": (0, 2, 9)}
"""The age in months at each dose of a card that is complete."""


@dataclass(frozen=True)
class _Card:
    """What is missing of the usual doses: how many of the last ones of each vaccine. `newest_days_ago`: the newest dose
    that is left was given so many days ago."""

    missing: Mapping[str, int]
    newest_days_ago: int = 0


_COMPLETE = _Card({})
_CARDS = (
    _COMPLETE,
    _COMPLETE,
    _COMPLETE,
    _Card({"mmr": 1, "var": 1}, newest_days_ago=40),  # admitted on condition
    _COMPLETE,
    _Card(dict.fromkeys(_USUAL, 9)),  # no record has come yet
    _COMPLETE,
    _Card({"hepb": 1}, newest_days_ago=75),
)


def class_list(today: date, exempt: Iterable[RosterRow]) -> bytes:
    """Return the file: eight students for each grade from K to 5, and the children with exemptions at the school, whose
    cards lack what the exemption names."""
    rows = [*_usual_students(today), *(_exempt_student(row, today, number) for number, row in enumerate(exempt))]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _usual_students(today: date) -> Iterator[dict[str, str]]:
    for years, (grade, last_name) in enumerate(zip(_GRADES, _LAST_NAMES, strict=True)):
        for number, first_name in enumerate(_FIRST_NAMES):
            birth = date(school_year_of(today).starts_in - 5 - years, 2 + number % 6, 3 + 3 * number)
            yield {
                "last_name": last_name,
                "first_name": first_name,
                "birth_date": birth.isoformat(),
                "grade": str(grade),
                "room": str(years + 1),
                "first_day": _first_day(today).isoformat(),
                "parent_name": f"{_PARENTS[number]} {last_name}",
                "parent_phone": f"(559) 555-01{10 + years * 8 + number}",
                "language": ("en", "es", "en", "zh-Hant")[number % 4],
                **_doses(birth, _CARDS[number], today),
            }


def _exempt_student(row: RosterRow, today: date, number: int) -> dict[str, str]:
    named = {line.vaccine.value.lower() for line in row.lines}
    missing = {short: 9 for short, vaccine in _VACCINES.items() if vaccine in named}
    return {
        "last_name": row.last_name,
        "first_name": row.first_name,
        "birth_date": row.birth_date.isoformat(),
        "grade": str(row.school_record.grades[-1].grade if row.school_record.grades else row.grade),
        "room": str(9 + number % 6),
        "first_day": _first_day(today).isoformat(),
        **_doses(row.birth_date, _Card(missing), today),
    }


_VACCINES = {"dtp": "dtap", "pol": "ipv", "mmr": "mmr", "var": "var", "hepb": "hepb"}


def _first_day(today: date) -> date:
    return date(school_year_of(today).starts_in, 8, 12)


def _doses(birth: date, card: _Card, today: date) -> dict[str, str]:
    found = {}
    for short, ages in _USUAL.items():
        left = ages[: max(0, len(ages) - card.missing.get(short, 0))]
        for number, months in enumerate(left, start=1):
            is_newest = card.newest_days_ago and short in card.missing and number == len(left)
            given = today - timedelta(days=card.newest_days_ago) if is_newest else add_months_minimum(birth, months)
            if given < today:
                found[f"date_{short}{number}"] = given.isoformat()
    return found
