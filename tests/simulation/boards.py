"""The license search of a run: it answers, or does not; and it knows when it last said that a license is good."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.license import LookupResult, Unavailable
from chalicelib.law.license_numbers import LicenseNumber
from tests.license_answers import LicenseAnswers

_GOOD_FOR = timedelta(hours=24)


class Boards(LicenseAnswers):
    """`clock`: the run's."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.clock = clock
        self._good_at: dict[str, datetime] = {}

    @property
    def is_down(self) -> bool:
        """Whether it gives no answer."""
        return self._down is not None

    def look_up(self, number: LicenseNumber, *, last_name: str, first_name: str = "") -> LookupResult:
        """As of LicenseAnswers."""
        answer = super().look_up(number, last_name=last_name, first_name=first_name)
        self.asked.clear()
        if not isinstance(answer, Unavailable):
            self._good_at[number.digits] = self.clock()
        return answer

    def know(self, people: list[Account]) -> None:
        """These were looked up just now."""
        self._good_at.update({each.physician.license_number: self.clock() for each in people if each.physician})

    def require_good(self, physician: Account) -> None:
        """Invariant 5: the license was found valid within a day before the signature. Raises AssertionError."""
        assert physician.physician
        good_at = self._good_at.get(physician.physician.license_number)
        assert good_at, "a form was signed under a license that no one looked up"
        assert self.clock() - good_at <= _GOOD_FOR, "a form was signed a day after the license was looked up"
