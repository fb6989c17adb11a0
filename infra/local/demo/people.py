"""The people of the demo: all invented, from many of California's communities."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.account import Address, Role
from chalicelib.law.calendar import school_year_of
from chalicelib.law.enums import Grade

PASSPHRASE = "golden poppies in spring"  # noqa: S105 - every demo account's, printed at the start of the local run


@dataclass(frozen=True)
class Person:
    """Someone with an account. `who` is how the start banner calls the person."""

    first_name: str
    last_name: str
    role: Role
    who: str = ""
    note: str = ""
    language: str = "en"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        """The address to sign in with: easy to type, and no one's."""
        plain = unicodedata.normalize("NFKD", self.first_name.casefold())
        letters = "".join(each for each in plain if each.isascii() and each.isalpha())
        return f"{letters}@example.org"


@dataclass(frozen=True)
class Parent(Person):
    """A parent or guardian with a home."""

    role: Role = Role.PARENT
    relationship: str = "mother"
    home: str = "12 Poppy Lane, Fresno 93701"
    telephone: str = "(559) 555-0100"


@dataclass(frozen=True)
class Doctor(Person):
    """A physician of the local license service; `license` as typed."""

    role: Role = Role.PHYSICIAN
    license: str = ""
    practice: str = ""
    office: str = ""
    telephone: str = ""


def address_of(line: str) -> Address:
    """The parts of an address such as "12 Poppy Lane, Fresno 93701"."""
    street, place = line.split(", ")
    city, zip_code = place.rsplit(" ", 1)
    return Address(street=street, city=city, zip_code=zip_code)


@dataclass(frozen=True)
class Pupil:
    """A child, and where and in which grade: the grade when the story begins, and the grade the form is for."""

    first_name: str
    last_name: str
    birthday: tuple[int, int]  # month (August at the latest) and day
    grade: Grade
    school: str  # the number in the sample directory; "" for a child who is not enrolled yet
    next_grade: Grade | None = None  # the grade the form is for, where it is another
    middle_name: str = ""

    @property
    def wanted(self) -> Grade:
        """The grade that the exemption is for."""
        return self.next_grade or self.grade

    def born(self, on: date) -> date:
        """A birth date that fits the grade in the school year of `on`."""
        year = school_year_of(on).starts_in - _USUAL_AGE[self.grade]
        return date(year, *self.birthday)


_SCHOOL_GRADES = tuple(grade for grade in Grade if grade not in {Grade.INFANT_TODDLER, Grade.UNGRADED})
# Age on September 1: three in preschool, four in TK, five in K, and so on.
_USUAL_AGE = {grade: 3 + years for years, grade in enumerate(_SCHOOL_GRADES)} | {Grade.INFANT_TODDLER: 1}
