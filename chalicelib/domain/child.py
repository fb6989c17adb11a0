"""The child, and the hash that finds the same child twice (lifecycle H8)."""

from datetime import date
from typing import Annotated, ClassVar, Protocol

from chalicelib.domain.account import Address
from chalicelib.domain.field_classes import Exported, Internal, Personal, Public
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.law.enums import Grade


class ChildFacts(FrozenModel):
    """The child as on school papers."""

    first_name: Annotated[str, Personal]
    middle_name: Annotated[str, Personal] = ""
    last_name: Annotated[str, Personal]
    birth_date: Annotated[date, Personal]

    @property
    def full_name(self) -> str:
        """First, middle and last name, as printed."""
        from chalicelib.law.names import whole_name  # noqa: PLC0415 - most pages name no child

        return whole_name(self.first_name, self.middle_name, family=self.last_name)

    @property
    def short_name(self) -> str:
        """What the family's own pages call the child: the first name, or the whole one in Han characters."""
        return self.first_name if " " in self.full_name else self.full_name


class SchoolChoice(FrozenModel):
    """The school or institution named on a request or form, as it was when it was named.

    `facility_id` is empty for a child who is not enrolled yet; signing waits for a school. The street of a family
    child care home is confidential and stays empty (places: CCLD).
    """

    facility_id: Annotated[str, Public, Exported] = ""
    name: Annotated[str, Public, Exported] = ""
    address: Annotated[Address | None, Public, Exported] = None
    jurisdiction: Annotated[str, Internal] = ""


class Child(VersionedRecord):
    """A child known to the portal, with the guardians who speak for the child."""

    record_type: ClassVar[str] = "child"

    guardian_ids: Annotated[tuple[str, ...], Internal]
    facts: ChildFacts
    same_child: Annotated[str, Internal]  # keyed hash of the normalized name and birth date
    school: SchoolChoice = SchoolChoice()
    grade: Annotated[Grade, Personal]
    grade_recorded_on: Annotated[date, Personal]
    school_record: SchoolRecord = SchoolRecord()


def folded_name(name: str) -> str:
    """Return a name as two spellings of it meet: without accents, case, hyphens, apostrophes and spaces.

    "María-José" and "Maria Jose" are one, "Đặng" and "Dang"; Han characters and letters of other scripts stay. Stored
    hashes are made of it, so a change here needs new hashes for the names that it concerns.
    """
    from chalicelib.law.names import plain_letters  # noqa: PLC0415 - most pages look no one up

    return "".join(letter for letter in plain_letters(name) if letter.isalnum())


class Named(Protocol):
    """What tells two records of one child: the names and the birth date."""

    @property
    def first_name(self) -> str: ...

    @property
    def last_name(self) -> str: ...

    @property
    def birth_date(self) -> date: ...


def same_child_parts(facts: Named) -> tuple[str, str, str]:
    """Return the folded last name, first name and the birth date that the keyed hash is made of."""
    return folded_name(facts.last_name), folded_name(facts.first_name), facts.birth_date.isoformat()
