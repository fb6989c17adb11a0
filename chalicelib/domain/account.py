"""Accounts: who a person is to the portal, and how far their reach goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from chalicelib.domain.field_classes import Exported, Internal, Personal, Public, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.marking import N_

BOARDS: Mapping[str, str] = {
    "MBC": N_("Medical Board of California"),
    "OMBC": N_("Osteopathic Medical Board of California"),
}
"""How the two medical boards are called, in English: on pages, and as addressees of letters."""


class Role(StrEnum):
    """One account has one role. A person with two offices has two accounts."""

    PARENT = "parent"
    PHYSICIAN = "physician"
    SCHOOL = "school"  # a school's, child care's or district's person
    LOCAL_HEALTH = "local_health"  # local health department
    REVIEWER = "reviewer"  # clinically trained immunization staff: nurse or physician (HSC 120372(d)(2))
    OFFICER = "officer"  # State Public Health Officer, or a physician that officer designated (HSC 120372(d)(3)(C))
    APPEALS_STAFF = "appeals_staff"  # staff of the California Health and Human Services Agency
    SECRETARY = "secretary"  # the Secretary of that agency (HSC 120372.05)
    PANELIST = "panelist"  # independent physician on an appeal panel
    BOARD = "board"  # Medical Board or Osteopathic Medical Board
    CLINIC_STAFF = "clinic_staff"  # prepares forms for the physician who invited them; signs nothing
    OPERATOR = "operator"  # runs the portal: invitations, directory; sees no child's record


class SchoolPart(StrEnum):
    """What a school's person does there. Accounts that name none are of staff."""

    APPROVER = "approver"  # also adds and ends the school's people
    STAFF = "staff"
    READ_ONLY = "read_only"  # opens pages and prints; changes nothing


class LicenseProof(StrEnum):
    """What showed that the person behind a physician's account is the physician whom the license names."""

    NONE = ""
    CDPH_RECORD = "cdph_record"  # the department's own list of its physicians, before proof was asked for
    LETTER = "letter"  # the code of a letter to the board's address of record
    STAFF = "staff"  # two staff members of the department


class Credential(StrEnum):
    """The license a reviewer works under."""

    REGISTERED_NURSE = "registered_nurse"
    PHYSICIAN = "physician"


class Office(StrEnum):
    """The office an appointed physician holds."""

    STATE_PUBLIC_HEALTH_OFFICER = "state_public_health_officer"
    DESIGNATED_PHYSICIAN = "designated_physician"


class Appointment(FrozenModel):
    """A dated appointment; `until` is the last day, None while it stands."""

    office: Annotated[Office, Internal]
    since: Annotated[date, Internal]
    until: Annotated[date | None, Internal] = None

    def stands_on(self, on: date) -> bool:
        """Return whether the appointment is in force on that California date."""
        return self.since <= on and (self.until is None or on <= self.until)


class Address(FrozenModel):
    """A postal address in the United States."""

    street: str
    city: str
    state: str = "CA"
    zip_code: str


class PhysicianProfile(FrozenModel):
    """What the statutory form must state about the issuer (HSC 120372(a)(2)(A))."""

    board: Annotated[str, Public]  # "MBC" or "OMBC"
    rank: Annotated[str, Public, Exported]  # "A", "C", "G" for MBC; "" for OMBC
    license_number: Annotated[str, Public, Exported]  # digits only, no leading zeros
    business_name: Annotated[str, Public, Exported] = ""
    business_address: Annotated[Address, Personal]
    telephone: Annotated[str, Personal]

    @property
    def license_shown(self) -> str:
        """The license as printed on documents, for instance "A 60666" or "20A 20064"."""
        return f"{self.rank or '20A'} {self.license_number}"


class LiveSession(FrozenModel):
    """One signed-in browser."""

    since: Annotated[datetime, Internal, Exported]


class ResetAsked(FrozenModel):
    """A reset of a second factor that one of our staff asked for. Another finishes it, a day later at the earliest."""

    by: Annotated[str, Internal]
    at: Annotated[datetime, Internal]


class Account(VersionedRecord):
    """One person in one role.

    `session_version` and `live_sessions` end sessions at the next request: a cookie that names another version, or
    a session that is not listed, opens nothing.
    """

    record_type: ClassVar[str] = "account"

    role: Annotated[Role, Internal]
    email: Annotated[str, Personal]
    first_name: Annotated[str, Personal]
    last_name: Annotated[str, Personal]
    language: Annotated[str, Internal, Exported] = "en"
    verified: Annotated[bool, Internal] = False
    disabled: Annotated[bool, Internal] = False
    telephone: Annotated[str, Personal] = ""
    facility_ids: Annotated[tuple[str, ...], Internal] = ()
    jurisdiction: Annotated[str, Internal] = ""
    board: Annotated[str, Internal] = ""
    credential: Annotated[Credential | None, Internal] = None
    appointments: tuple[Appointment, ...] = ()
    physician: Annotated[PhysicianProfile | None, Withheld] = None
    license_proof: Annotated[LicenseProof, Internal] = LicenseProof.CDPH_RECORD
    """Of physicians. Who registers has proven nothing; an account that says nothing is of before proof was asked."""
    license_frozen_on: Annotated[date | None, Internal] = None  # the claim is disputed: nothing is signed
    prepares_for: Annotated[str, Internal] = ""  # of clinic staff: the account of the physician; "" once that has ended
    practice: Annotated[str, Public] = ""  # of clinic staff: the physician's practice, or name, at the invitation
    school_part: Annotated[SchoolPart, Internal] = SchoolPart.STAFF  # of the role SCHOOL alone
    without_approver: Annotated[dict[str, date], Internal] = Field(default_factory=dict)
    """Of this person's schools, those that had no approver at the last sign-in, with the day since when."""
    last_seen_on: Annotated[date | None, Internal] = None  # the day of the last sign-in; no time of day
    seen_before_on: Annotated[date | None, Internal] = None  # the day of the last sign-in before that day
    agreed_in: Annotated[int | None, Internal] = None
    """Of a school's person: the newest school year, by the year that it starts in, for which the person agreed to keep
    records confidential."""
    session_version: Annotated[int, Internal] = 1
    live_sessions: dict[str, LiveSession] = Field(default_factory=dict)
    registered_at: Annotated[datetime | None, Internal] = None  # None: invited, or registered before this was written
    invited_until: Annotated[datetime | None, Internal] = None  # when the newest invitation ends; None: not invited
    second_step_since: Annotated[datetime | None, Internal, Exported] = None  # None: the password alone signs in
    recovery_codes_since: Annotated[datetime | None, Internal] = None  # when the recovery codes that count were made
    second_step_reset: ResetAsked | None = None
    passkeys: Annotated[int, Internal] = 0  # how many there are; they stand beside the second factor

    @property
    def must_set_up_second_step(self) -> bool:
        """Whether this person may do nothing before the second factor is set up: everyone but parents (S-15)."""
        return self.role != Role.PARENT and self.second_step_since is None

    @property
    def holds_license(self) -> bool:
        """Whether the license of the profile was proven to be this person's, frozen or not."""
        return self.physician is not None and self.license_proof is not LicenseProof.NONE

    @property
    def must_prove_license(self) -> bool:
        """Whether this physician sees no child and signs nothing, because the license is not proven or is disputed."""
        return self.role == Role.PHYSICIAN and (not self.holds_license or self.license_frozen_on is not None)

    def approves_for(self, facility_id: str) -> bool:
        """Return whether this person decides about the people of that school."""
        return self.school_part is SchoolPart.APPROVER and facility_id in self.facility_ids

    def signed_out(self) -> "Account":
        """Return the account with every session ended."""
        return self.with_changes(session_version=self.session_version + 1, live_sessions={})

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Device:
    """A browser in which the owner of an address signed in before. It signs no one in. `address` is the keyed hash."""

    id: str
    address: str


@dataclass(frozen=True)
class SignInStep:
    """The password was right, and the second step is still to come. No session yet, and nothing to see."""

    id: str
    account_id: str
    session_version: int
    has_passkeys: bool = False
