"""A school or child care facility of the directory. Reference data: it changes by import, not by acts of people."""

from enum import StrEnum

from pydantic import ValidationInfo, field_validator

from chalicelib.domain.account import Address
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.field_classes import Public
from chalicelib.domain.record import FrozenModel


class FacilityKind(StrEnum):
    """Institutions under HSC 120335(b)."""

    PUBLIC_SCHOOL = "public_school"
    PRIVATE_SCHOOL = "private_school"
    PRESCHOOL = "preschool"
    CHILD_CARE_CENTER = "child_care_center"
    FAMILY_CHILD_CARE_HOME = "family_child_care_home"


class Facility(FrozenModel):
    """One institution. `id` is the CDS code (14 digits) or the license number (9 digits)."""

    field_class = Public

    id: str
    kind: FacilityKind
    name: str
    address: Address
    county: str
    jurisdiction: str  # local health jurisdiction id, for instance "C19"
    grades: str = ""
    is_open: bool = True
    mail_domains: tuple[str, ...] = ()  # of the e-mail address and the website that the directory names; own ones only
    administrator: str = ""  # first and last name of the principal or head, as in the directory

    @field_validator("address")
    @classmethod
    def _without_street_of_a_home(cls, address: Address, known: ValidationInfo) -> Address:
        """Leave out the street of a family child care home, whoever wrote it: it is confidential (places: CCLD)."""
        is_home = known.data.get("kind") is FacilityKind.FAMILY_CHILD_CARE_HOME
        return address.with_changes(street="") if is_home and address.street else address

    @property
    def facility_id(self) -> str:
        """The id under the name that reaches are judged by."""
        return self.id

    def as_choice(self) -> SchoolChoice:
        """Return how the facility is named on a request or form."""
        return SchoolChoice(facility_id=self.id, name=self.name, address=self.address, jurisdiction=self.jurisdiction)
