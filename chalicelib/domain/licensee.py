"""What a licensing board's list shows of each of its licensees (law.md A6: their forms, patterns and revocations)."""

from datetime import date
from typing import Annotated

from chalicelib.domain.account import Account
from chalicelib.domain.field_classes import Internal, Personal, Public
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.standing import PhysicianStanding, StandingState
from chalicelib.law.names import listed_name


class Licensee(FrozenModel):
    """A physician with an account, by name and license."""

    standing_id: Annotated[str, Internal]
    account_id: Annotated[str, Internal]
    name: Annotated[str, Personal]
    license_shown: Annotated[str, Public]

    @classmethod
    def of(cls, standing_id: str, account: Account) -> "Licensee":
        """Return how the list names a physician."""
        return cls(
            standing_id=standing_id,
            account_id=account.id,
            name=listed_name(account.last_name, account.first_name),
            license_shown=account.physician.license_shown if account.physician else "",
        )


class StandingInNumbers(FrozenModel):
    """A standing as a list shows it."""

    field_class = Internal

    standing_id: str
    state: StandingState
    barred_since: date | None
    forms_by_year: Annotated[dict[str, int], Internal]
    revoked_by_year: Annotated[dict[str, int], Internal]

    @classmethod
    def of(cls, standing: PhysicianStanding) -> "StandingInNumbers":
        return cls(
            standing_id=standing.id,
            state=standing.state,
            barred_since=standing.barred_since,
            forms_by_year=standing.forms_by_year,
            revoked_by_year=standing.revoked_by_year,
        )

    def forms(self, year: int) -> int:
        """Return how many forms were signed in a calendar year (H7)."""
        return self.forms_by_year.get(str(year), 0)

    def revoked(self, year: int) -> int:
        """Return how many forms were revoked in a calendar year (HSC 120372(d)(8))."""
        return self.revoked_by_year.get(str(year), 0)
