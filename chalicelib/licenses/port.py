"""What the rest of the portal knows about the license search."""

from typing import Protocol

from chalicelib.domain.license import LookupResult
from chalicelib.law.license_numbers import LicenseNumber


class LicenseLookup(Protocol):
    """Asks about one license. Never raises for what the service does: every ending is a LookupResult."""

    def look_up(self, number: LicenseNumber, *, last_name: str, first_name: str = "") -> LookupResult:
        """Return what is known about `number` now, under that last name. Asks once; retrying is the caller's."""
        ...
