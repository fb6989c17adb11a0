"""Makes the files of the sample directory; `python -m infra.sample_directory.generate FOLDER` writes them there.

One seed, so the files are the same every time. No school, person or street is real: names are made of two
invented halves, district and school codes begin with 99, license numbers with 99, and telephone numbers are
of the 555-01 range kept free for fiction.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from infra.sample_directory.places import ENDINGS, HEADWORDS, PLACES, STREETS, Place

SEED = 20270314
PRIVATE_SCHOOLS, CENTERS, HOMES = 60, 60, 20

PUBLIC_COLUMNS = """
    CDSCode NCESDist NCESSchool StatusType County District School Street StreetAbr City Zip State MailStreet
    MailStrAbr MailCity MailZip MailState Phone Ext FaxNumber Email WebSite OpenDate ClosedDate Charter CharterNum
    FundingType DOC DOCType SOC SOCType EdOpsCode EdOpsName EILCode EILName GSoffered GSserved Virtual Magnet
    YearRoundYN FederalDFCDistrictID Latitude Longitude AdmFName AdmLName LastUpDate Multilingual
"""
PRIVATE_COLUMNS = """
    CDSCode School Street City Zip County District Phone GSoffered StatusType ClosedDate
"""
CHILD_CARE_COLUMNS = (
    "Facility Type, Facility Number, Facility Name, Facility Telephone Number, Facility Address, Facility City, "
    "Facility State, Facility Zip, County Name, Facility Capacity, Facility Status, Closed Date"
)


class Level(NamedTuple):
    """What kind of school: the word in its name, the file's code and label, the grades it may offer."""

    word: str
    code: str
    label: str
    grades: tuple[str, ...]


_ELEMENTARY = Level("Elementary", "ELEM", "Elementary", ("TK-5", "K-5", "K-6", "TK-8"))
_MIDDLE = Level("Middle", "INTMIDJR", "Intermediate/Middle/Junior High", ("6-8", "7-8"))
_HIGH = Level("High", "HS", "High School", ("9-12",))
_PRESCHOOL = Level("Preschool", "PS", "Preschool", ("P",))
_LEVELS = (_ELEMENTARY, _ELEMENTARY, _MIDDLE, _HIGH) * 2 + (_ELEMENTARY, _MIDDLE, _HIGH, _PRESCHOOL)
_PUBLIC_STATUSES = ("Active",) * 54 + ("Closed", "Closed", "Closed", "Merged", "Pending")
_PRIVATE_ENDINGS = (("Academy", "K-8"), ("Day School", "K-6"), ("Prep", "9-12"), ("Montessori", "P-6"))
_PRIVATE_STATUSES = ("Active",) * 19 + ("Closed",)
_CENTER_TYPES = ("DAY CARE CENTER",) * 4 + ("INFANT CENTER", "SCHOOL AGE DAY CARE CENTER")
_CENTER_STATUSES = ("LICENSED",) * 12 + ("CLOSED", "PENDING", "ON PROBATION")

Row = dict[str, str]


class Inventor:
    """Invents names, streets and telephone numbers; no name twice."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a sample, not a secret
        names = [head + ending for head in HEADWORDS.split() for ending in ENDINGS.split()]
        self.random.shuffle(names)
        self._names = iter(names)
        self._streets = sorted(names)

    def name(self) -> str:
        """Return a place name that no map knows."""
        return next(self._names)

    def contact(self, place: Place) -> tuple[str, str]:
        """Street and telephone."""
        number, name = self.random.randint(10, 9900), self.random.choice(self._streets)
        phone = f"({place.area}) 555-01{self.random.randint(0, 99):02}"
        return f"{number} {name} {self.random.choice(STREETS)}", phone


def public_schools(inventor: Inventor) -> Iterator[Row]:
    """A district for each place, and its schools."""
    school_numbers = count(9900001)
    for district_number, place in enumerate(PLACES, start=99001):
        prefix = f"{place.county_code}{district_number}"
        district = {"District": f"{inventor.name()} Unified"} | _address(inventor, place)
        yield {"CDSCode": f"{prefix}0000000", "StatusType": "Active"} | district
        for nth in range(place.schools):
            code = {"CDSCode": f"{prefix}{next(school_numbers)}", "District": district["District"]}
            yield code | _school(inventor, _LEVELS[nth % len(_LEVELS)]) | _address(inventor, place)


def _school(inventor: Inventor, level: Level) -> Row:
    status = inventor.random.choice(_PUBLIC_STATUSES)
    offered = inventor.random.choice(level.grades)
    row = {
        "StatusType": status,
        "School": f"{inventor.name()} {level.word}",
        "EILCode": level.code,
        "EILName": level.label,
        "GSoffered": offered,
        "GSserved": offered,
        "OpenDate": f"07/01/{inventor.random.randint(1955, 2015)}",
    }
    if status in {"Closed", "Merged"}:
        row["ClosedDate"] = f"06/30/{inventor.random.randint(2016, 2026)}"
    return row


def _address(inventor: Inventor, place: Place) -> Row:
    street, phone = inventor.contact(place)
    return {
        "County": place.county,
        "Street": street,
        "StreetAbr": street,
        "City": place.city,
        "Zip": place.zip,
        "State": "CA",
        "MailStreet": street,
        "MailStrAbr": street,
        "MailCity": place.city,
        "MailZip": place.zip,
        "MailState": "CA",
        "Phone": phone,
        "LastUpDate": "10/01/2026",
    }


def private_schools(inventor: Inventor) -> Iterator[Row]:
    """Private schools, in the counties' order."""
    for nth in range(PRIVATE_SCHOOLS):
        place = PLACES[nth * 7 % len(PLACES)]
        ending, offered = _PRIVATE_ENDINGS[nth % len(_PRIVATE_ENDINGS)]
        status = _PRIVATE_STATUSES[nth % len(_PRIVATE_STATUSES)]
        yield _address(inventor, place) | {
            "CDSCode": f"{place.county_code}99900{9950001 + nth}",
            "School": f"{inventor.name()} {ending}",
            "GSoffered": offered,
            "StatusType": status,
            "ClosedDate": "06/15/2025" if status == "Closed" else "No Data",
        }


def child_care(inventor: Inventor) -> Iterator[Row]:
    """Centers, then family homes."""
    for nth in range(CENTERS + HOMES):
        home = nth >= CENTERS
        place = PLACES[nth * 5 % len(PLACES)]
        street, phone = inventor.contact(place)
        status = inventor.random.choice(_CENTER_STATUSES)
        center_type = _CENTER_TYPES[nth % len(_CENTER_TYPES)]
        yield {
            "Facility Type": "FAMILY DAY CARE HOME" if home else center_type,
            "Facility Number": str(990000001 + nth),
            "Facility Name": f"{inventor.name()} {'Family Child Care' if home else 'Child Development Center'}",
            "Facility Telephone Number": phone,
            "Facility Address": street,
            "Facility City": place.city.upper(),
            "Facility State": "CA",
            "Facility Zip": place.zip,
            "County Name": place.county.upper(),
            "Facility Capacity": "14" if home else "48",
            "Facility Status": status,
            "Closed Date": "08/31/2024" if status == "CLOSED" else "No Data",
        }


def tab_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Header row and rows; "No Data" where a row has nothing."""
    header = dict(zip(columns, columns, strict=True))
    return "".join("\t".join(row.get(column, "No Data") for column in columns) + "\n" for row in (header, *rows))


@cache
def sample_files() -> dict[str, str]:
    inventor = Inventor(SEED)
    return {
        "pubschls.txt": tab_text(PUBLIC_COLUMNS.split(), public_schools(inventor)),
        "private_schools.txt": tab_text(PRIVATE_COLUMNS.split(), private_schools(inventor)),
        "child_care.txt": tab_text(CHILD_CARE_COLUMNS.split(", "), child_care(inventor)),
    }


def main(folder: Path) -> None:
    for name, text in sample_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
