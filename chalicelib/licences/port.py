"""What the rest of the portal knows about the licence search."""

from typing import Protocol

from chalicelib.domain.licence import LookupResult
from chalicelib.law.licence_numbers import LicenceNumber


class LicenceLookup(Protocol):
    """Asks about one licence. Never raises for what the service does: every ending is a LookupResult."""

    def look_up(self, number: LicenceNumber, *, last_name: str, first_name: str = "") -> LookupResult:
        """What is known about `number` now, under that last name. Asks once; retrying is the caller's."""
        ...
