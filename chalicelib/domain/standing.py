"""A physician's standing with the portal (lifecycle H6): what CDPH found about actions on the license, and bars."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.charge_report import ChargedFor
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.physician_standing import MatterKind


class StandingState(StrEnum):
    """Written states of H6. `license not current` is a reading over the last look-up, never written."""

    VERIFIED = "verified"
    HOLD = "hold"
    BARRED_ACCUSATION = "barred_accusation"
    BARRED_PROBATION = "barred_probation"
    BARRED_PUBLIC_HEALTH_RISK = "barred_public_health_risk"


BARRED = frozenset(
    {StandingState.BARRED_ACCUSATION, StandingState.BARRED_PROBATION, StandingState.BARRED_PUBLIC_HEALTH_RISK}
)


class Classification(FrozenModel):
    """CDPH's finding on one public action or status code: about immunization standards of care, or not."""

    field_class = Internal

    code: str
    immunization_related: bool
    kind: MatterKind
    ended: bool = False
    by: str
    on: date


class ForwardedCharge(FrozenModel):
    """A reported charge that state staff sent to the board (HSC 120372(a)(3)). It says nothing of the child."""

    field_class = Internal

    report_id: str
    form_number: str
    on: date
    charged_for: ChargedFor
    charged_on: date
    dollars: int | None = None


class PhysicianStanding(VersionedRecord):
    """The standing of one license. Its id is made by `standing_id`."""

    field_class = Internal

    record_type: ClassVar[str] = "standing"

    state: StandingState
    account_id: str
    last_good_check: datetime
    last_outcome: str  # outcome of the law's decision at the last good check
    codes: tuple[str, ...] = ()  # an unknown status, secondary codes and actions seen at the last good check
    classifications: tuple[Classification, ...] = ()
    barred_since: date | None = None
    earliest_lift: date | None = None
    held_form_ids: tuple[str, ...] = ()
    forms_by_year: dict[str, int] = Field(default_factory=dict)  # signed per year, without corrections (H7)
    revoked_by_year: dict[str, int] = Field(default_factory=dict)  # forms with a revocation (H7)
    revoked_numbers: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # the numbers of those forms, per year
    reported_years: tuple[str, ...] = ()  # years whose count the board was told of (HSC 120372(d)(8))
    charges: tuple[ForwardedCharge, ...] = ()

    @property
    def board(self) -> str:
        """The board that licenses the physician: the first part of the id."""
        return self.id.split("-", maxsplit=1)[0]

    def with_revoked_form(self, year: int, number: str) -> "PhysicianStanding":
        """Return the standing with one more form revoked in that calendar year: once, however many of its lines (HSC
        120372(d)(8), H7)."""
        listed = self.revoked_numbers.get(str(year), ())
        return self if number in listed else self._with_numbers(year, (*listed, number))

    def without_revoked_form(self, year: int, number: str) -> "PhysicianStanding":
        """Return the standing after a reinstatement: the form no longer counts in the year of its revocation (H7)."""
        listed = self.revoked_numbers.get(str(year), ())
        return self._with_numbers(year, tuple(each for each in listed if each != number))

    def reported_for(self, year: str) -> "PhysicianStanding":
        """Return the standing once the board knows this year's count: from now on a reinstatement corrects it (H7)."""
        return self.with_changes(reported_years=tuple(sorted({*self.reported_years, year})))

    def _with_numbers(self, year: int, numbers: tuple[str, ...]) -> "PhysicianStanding":
        return self.with_changes(
            revoked_numbers={**self.revoked_numbers, str(year): numbers},
            revoked_by_year={**self.revoked_by_year, str(year): len(numbers)},
        )


def standing_id(profile: PhysicianProfile) -> str:
    """Return the id of a license's standing, for instance "MBC-A60666": numbers repeat between the ranks."""
    return f"{profile.board}-{profile.rank}{profile.license_number}"
