"""The license service as the tests want it: an answer per license number, and "current" for all others."""

from datetime import date

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.license import (
    Found,
    LicenseRecord,
    LookupFailure,
    LookupResult,
    NameMismatch,
    NotFound,
    PersonName,
    PublicAction,
    Unavailable,
)
from chalicelib.law.license_numbers import LicenseNumber

CURRENT = "20"
AT_THE_BOARD = ("1250 CLINIC WAY", "SACRAMENTO, CA 95814")
_GOOD_UNTIL = date(2029, 12, 31)


class LicenseAnswers:
    """Implements chalicelib.licenses.port.LicenseLookup. `asked` lists the numbers that were looked up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, LookupResult | dict[str, object]] = {}
        self._down: Unavailable | None = None
        self.first_names: dict[
            str, str
        ] = {}  # by number, in capitals; any other license has the name that is asked for

    def look_up(self, number: LicenseNumber, *, last_name: str, first_name: str = "") -> LookupResult:
        """The answer set for these digits, or a current license under the name that was asked for."""
        self.asked.append(number.digits)
        if self._down:
            return self._down
        answer = self._answers.get(number.digits, {})
        if not isinstance(answer, dict):
            return answer
        record = _record(number, last_name or "Anyone", **answer)
        first_on_license = self.first_names.get(number.digits)
        agrees = None if not first_name else first_on_license in {None, first_name.upper()}
        return Found(record=record, name=record.name, first_name_agrees=agrees)

    def set_record(
        self,
        whose: str | PhysicianProfile,
        *,
        primary_status: str = CURRENT,
        secondary_statuses: tuple[str, ...] = (),
        public_actions: tuple[PublicAction, ...] = (),
        expires_on: date = _GOOD_UNTIL,
        address: tuple[str, ...] = AT_THE_BOARD,
        state: str = "CA",
    ) -> None:
        """From now on this license is found with these facts."""
        self._answers[_digits(whose)] = {
            "primary_status": primary_status,
            "secondary_statuses": secondary_statuses,
            "public_actions": public_actions,
            "expires_on": expires_on,
            "address": address,
            "state": state,
        }

    def set_not_found(self, whose: str | PhysicianProfile) -> None:
        """From now on no one holds this license."""
        self._answers[_digits(whose)] = NotFound()

    def set_other_name(self, number: LicenseNumber, last_name: str) -> None:
        """From now on this license belongs to someone of another name."""
        self._answers[number.digits] = NameMismatch(record=_record(number, last_name))

    def go_down(self, trouble: LookupFailure = LookupFailure.TIMEOUT) -> None:
        """From now on the service gives no usable answer."""
        self._down = Unavailable(trouble=trouble)

    def come_back(self) -> None:
        """From now on the service answers again."""
        self._down = None


def action(case_number: str = "800-2025-012345", description: str = "ACCUSATION") -> PublicAction:
    """A public action of a board."""
    return PublicAction(
        group="PUBLIC",
        case_number=case_number,
        description=description,
        effective_on=date(2026, 3, 2),
        effective_text="03/02/2026",
    )


def _digits(whose: str | PhysicianProfile) -> str:
    return whose if isinstance(whose, str) else whose.license_number


def _record(
    number: LicenseNumber,
    last_name: str,
    *,
    primary_status: str = CURRENT,
    secondary_statuses: tuple[str, ...] = (),
    public_actions: tuple[PublicAction, ...] = (),
    expires_on: date = _GOOD_UNTIL,
    address: tuple[str, ...] = AT_THE_BOARD,
    state: str = "CA",
) -> LicenseRecord:
    return LicenseRecord(
        number=number,
        names=(PersonName(first="PAT", last=last_name.upper()),),
        primary_status=primary_status,
        secondary_statuses=secondary_statuses,
        public_actions=public_actions,
        expires_on=expires_on,
        issued_on=date(2010, 7, 1),
        city="SACRAMENTO",
        county="SACRAMENTO",
        state=state,
        address=address,
    )
