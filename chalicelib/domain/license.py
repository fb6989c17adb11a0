"""A physician's license as the boards' public search tells it, and the four ways a look-up can end.

The facts are handed on as they came: which status codes allow, hold or refuse is the law's to say
(`law/physician_standing.py`), and a code no one knows is still a fact. Trouble with the service is an
outcome of its own, so that it can never be read as "not a valid license" (HSC 120372(d)(7)).
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from chalicelib.domain.record import FrozenModel
from chalicelib.law.license_numbers import LicenseNumber


class PersonName(FrozenModel):
    """A name as the board prints it, mostly in capitals."""

    first: str = ""
    middle: str = ""
    last: str

    @property
    def in_full(self) -> str:
        return " ".join(filter(None, (self.first, self.middle, self.last)))


class PublicAction(FrozenModel):
    """One public action: an accusation, a decision, a court order.

    `effective_on` is None if the board gave no date that can be read; `effective_text` is what it gave.
    """

    group: str = ""
    case_number: str = ""
    description: str = ""
    effective_on: date | None = None
    effective_text: str = ""

    @property
    def key(self) -> str:
        """What tells this action from another one: a classification by the department refers to it."""
        return "|".join((self.case_number, self.description, self.effective_text))


class LicenseRecord(FrozenModel):
    """One license. Dates are California dates; `issued_on` is None if the board gave none.

    `secondary_statuses` holds every code the board attached, in its order; a code of a kind that we do not
    know keeps its kind as a prefix ("X:12"), so that it cannot be mistaken for a code of the status table.
    `names` begins with the present name; former names may follow.
    """

    number: LicenseNumber
    names: tuple[PersonName, ...] = Field(min_length=1)
    primary_status: str
    secondary_statuses: tuple[str, ...] = ()
    expires_on: date
    issued_on: date | None = None
    public_actions: tuple[PublicAction, ...] = ()
    city: str = ""
    county: str = ""
    state: str = ""
    address: tuple[str, ...] = ()  # of record, as on an envelope; () where the answer has no street

    @property
    def name(self) -> PersonName:
        return self.names[0]


class LookupFailure(StrEnum):
    """Why the service gave no usable answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # no connection, broken connection, bad certificate
    TOO_MANY = "too_many"  # 429
    SERVER_ERROR = "server_error"  # 5xx
    ACCESS_DENIED = "access_denied"  # 401, 403: our keys or our path, never the physician
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    BAD_ANSWER = "bad_answer"  # not JSON, or not of the agreed shape
    UNEXPECTED_STATUS = "unexpected_status"


class Found(FrozenModel):
    """The license exists under the last name given; `name` is the board's print of the name that agreed.

    `first_name_agrees` is None if no first name was given. It refuses no one, as many use another one: staff look.
    """

    record: LicenseRecord
    name: PersonName
    first_name_agrees: bool | None = None


class NotFound(FrozenModel):
    """The service works and knows no such license."""


class NameMismatch(FrozenModel):
    """The license exists under another last name. `record` is for the manual check, not for the page."""

    record: LicenseRecord = Field(repr=False)


class Unavailable(FrozenModel):
    """Nothing is known about the license. `retry_after_seconds` is what the service asked for, if it did.

    `detail` names the place in the answer that could not be read; it holds no value from it.
    """

    trouble: LookupFailure
    retry_after_seconds: int | None = None
    detail: str = ""


LookupResult = Found | NotFound | NameMismatch | Unavailable
