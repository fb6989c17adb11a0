"""A person says that a school or child care is theirs to work for: how that was judged, and what became of it.

One claim for each account that registered for a school; `id` is the account's."""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.account import Account
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.mail_domains import domain_of_email
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.school_access import letter_valid_until
from chalicelib.domain.school_people import SchoolPeople

CODE_TRIES = 5
"""Wrong codes after which a letter's code no longer works."""


class ClaimStage(StrEnum):
    """What a claim waits for, or how it ended."""

    EMAIL = "email"  # the address is not confirmed: nothing has been judged
    APPROVER = "approver"  # an approver of the school decides
    LETTER = "letter"  # a letter with a code is on its way to the directory's address
    OPERATOR = "operator"  # no letter can be sent, so an operator decides
    GRANTED = "granted"
    REFUSED = "refused"


class ClaimProof(StrEnum):
    """What showed that the person works there."""

    NONE = ""
    ADMINISTRATOR = "administrator"  # an address of the school's domain, and the administrator's name
    LETTER = "letter"
    APPROVER = "approver"
    OPERATOR = "operator"


class FacilityClaim(VersionedRecord):
    record_type: ClassVar[str] = "facility_claim"

    facility_id: Annotated[str, Internal]
    started_on: Annotated[date, Internal]
    stage: Annotated[ClaimStage, Internal] = ClaimStage.EMAIL
    judged_on: Annotated[date | None, Internal] = None  # when the address was confirmed, and the letter ordered
    is_of_domain: Annotated[bool, Internal] = False  # whether the address is of the school's own domain
    proof: Annotated[ClaimProof, Internal] = ClaimProof.NONE
    settled_on: Annotated[date | None, Internal] = None
    wrong_codes: Annotated[int, Internal] = 0

    def code_works_on(self, on: date) -> bool:
        """Return whether the letter's code opens the school on that day."""
        return (
            self.stage is ClaimStage.LETTER
            and self.judged_on is not None
            and on <= letter_valid_until(self.judged_on)
            and self.wrong_codes < CODE_TRIES
        )


def is_of_domain(account: Account, facility: Facility) -> bool:
    """Return whether the person's address is of a domain that the directory names for the school alone."""
    domain = domain_of_email(account.email)
    return bool(domain) and domain in facility.mail_domains


def first_stage(account: Account, facility: Facility, people: SchoolPeople) -> ClaimStage:
    """Return where a claim goes once its address is confirmed. Where there is an approver, no one else decides."""
    if people.approver_ids:
        return ClaimStage.APPROVER
    if is_of_domain(account, facility) and _plain(account.display_name) == _plain(facility.administrator):
        return ClaimStage.GRANTED
    has_address = bool(facility.address.street) and facility.kind is not FacilityKind.FAMILY_CHILD_CARE_HOME
    return ClaimStage.LETTER if has_address else ClaimStage.OPERATOR


def _plain(name: str) -> str:
    """Return a name as two spellings of it are compared; the directory has no middle names."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
