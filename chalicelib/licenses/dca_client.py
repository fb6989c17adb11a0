"""The license look-up at the Department of Consumer Affairs' search service.

The department answers for both boards. Its exact look-up takes the license type, the rank and the digits; a
license that it does not know comes back as an empty list or as 404.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from chalicelib.domain.license import (
    Found,
    LicenseRecord,
    LookupFailure,
    LookupResult,
    NameMismatch,
    NotFound,
    PersonName,
    Unavailable,
)
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber
from chalicelib.law.physician_standing import same_last_name
from chalicelib.licenses.dca_answer import UnreadableAnswerError, read_records
from chalicelib.licenses.dca_transport import Answer, Limits, Transport, TroubleError, require_allowed

DCA_HOSTS = frozenset({"iservices.dca.ca.gov"})
"""The hosts that a deployed portal may ask."""

_LOOK_UP_PATH = "/licenseSearchService/getLicenseNumberSearch"
_CURRENT = "20"
_OK, _NOT_FOUND, _TOO_MANY, _SERVER_ERROR = 200, 404, 429, 500
_DENIED = frozenset({401, 403})
# The department's gateway says this, with 404, when it does not know the path: our setting is wrong then.
_WRONG_PATH = b"mapping rule"


class DcaLicenseLookup:
    """The client of the real service (a LicenseLookup). Raises HostNotAllowedError for a wrong base URL."""

    def __init__(
        self,
        base_url: str,
        *,
        app_id: str,
        app_key: str,
        allowed_hosts: frozenset[str] = DCA_HOSTS,
        limits: Limits | None = None,
    ) -> None:
        self._base_url = require_allowed(base_url, allowed_hosts)
        self._keys = {"APP_ID": app_id, "APP_KEY": app_key}
        self._transport = Transport(limits or Limits())

    def look_up(self, number: LicenseNumber, *, last_name: str, first_name: str = "") -> LookupResult:
        """See LicenseLookup. Asks once; at most 3 s to connect, 5 s for each read, 256 KB."""
        try:
            answer = self._transport.get(self._url(number), self._keys)
        except TroubleError as error:
            return Unavailable(trouble=error.trouble)
        if answer.status != _OK:
            return _without_records(answer)
        try:
            records = read_records(answer.body, number)
        except UnreadableAnswerError as error:
            return Unavailable(trouble=LookupFailure.BAD_ANSWER, detail=error.place)
        return _judge_names(records, last_name, first_name)

    def _url(self, number: LicenseNumber) -> str:
        query = {"licType": number.license_type, "licNumber": number.digits}
        if number.board is Board.MBC:
            query["licRank"] = number.rank
        return f"{self._base_url}{_LOOK_UP_PATH}?{urlencode(query)}"


def _without_records(answer: Answer) -> NotFound | Unavailable:
    if answer.status == _NOT_FOUND and _WRONG_PATH not in answer.body.lower():
        return NotFound()
    if answer.status == _TOO_MANY:
        trouble = LookupFailure.TOO_MANY
    elif answer.status >= _SERVER_ERROR:
        trouble = LookupFailure.SERVER_ERROR
    elif answer.status in _DENIED or answer.status == _NOT_FOUND:
        trouble = LookupFailure.ACCESS_DENIED
    else:
        trouble = LookupFailure.UNEXPECTED_STATUS
    return Unavailable(trouble=trouble, retry_after_seconds=answer.retry_after_seconds)


def _judge_names(
    records: tuple[LicenseRecord, ...], last_name: str, first_name: str
) -> Found | NotFound | NameMismatch:
    """Judge by the name first: another person's current license must not pass for the one asked about."""
    if not records:
        return NotFound()
    named = [record for record in records if _agreeing(record, last_name)]
    if not named:
        return NameMismatch(record=_best(records))
    record = _best(named)
    names = _agreeing(record, last_name)
    if not first_name.strip():
        return Found(record=record, name=names[0])
    agrees = any(_same_first_word(name.first, first_name) for name in names)
    return Found(record=record, name=names[0], first_name_agrees=agrees)


def _agreeing(record: LicenseRecord, last_name: str) -> list[PersonName]:
    return [name for name in record.names if same_last_name(last_name, name.last)]


def _same_first_word(one: str, other: str) -> bool:
    """ "Mary Ann" and "MARY" agree; accents and capitals count as little as in a last name."""
    return same_last_name(*(" ".join(name.split()[:1]) for name in (one, other)))


def _best(records: Sequence[LicenseRecord]) -> LicenseRecord:
    """Return the best of several records of one number: a current one, else the one that expires last."""
    return max(records, key=lambda record: (record.primary_status == _CURRENT, record.expires_on))
