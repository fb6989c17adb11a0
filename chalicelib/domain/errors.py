"""What can go wrong, by kind. One table in `web/http/errors.py` turns a kind into an HTTP status and a sentence."""

from collections.abc import Mapping
from enum import StrEnum

from chalicelib.law.verdict import Verdict


class ErrorKind(StrEnum):
    """How the person who asked should understand the answer."""

    BAD_REQUEST = "bad_request"  # the request itself makes no sense
    INVALID = "invalid"  # a field must be fixed
    REFUSED = "refused"  # the law or the state of things says no
    SIGN_IN = "sign_in"  # no one is signed in
    SECOND_STEP = "second_step"  # the person must set up two-factor authentication before anything else
    LICENSE = "license"  # the physician must prove the license before anything about a child
    AGREEMENT = "agreement"  # a school's person must agree to keep records confidential before anything at the school
    FORBIDDEN = "forbidden"  # this role never does this
    NOT_FOUND = "not_found"  # missing, or not yours: the same answer
    CONFLICT = "conflict"  # someone else was faster
    TOO_LARGE = "too_large"
    HEADERS_TOO_LARGE = "headers_too_large"  # what the browser sends along by itself
    TOO_MANY = "too_many"  # wait a while
    UNAVAILABLE = "unavailable"  # a dependency is down; nothing happened; try again


class PortalError(Exception):
    """An answer of "no" that the person can understand.

    `code` is a stable name whose text is in the language catalogues; `facts` fill its placeholders and never hold
    a child's name, birth date or a medical word; `field` names the form field to fix; `verdict` holds the law's
    reasons where the law said no. `also`: what is wrong at further fields, told in the same round.
    """

    def __init__(
        self, kind: ErrorKind, code: str, *, field: str = "", verdict: Verdict | None = None, **facts: object
    ) -> None:
        super().__init__(f"{kind}:{code}")
        self.kind = kind
        self.code = code
        self.field = field
        self.verdict = verdict
        self.facts: Mapping[str, object] = facts
        self.also: tuple[PortalError, ...] = ()

    def told_with(self, other: "PortalError") -> "PortalError":
        """Return this error, with another one of a later field beside it."""
        self.also = (*self.also, other)
        return self


def wrong_state() -> PortalError:
    """Return the error for an act that the record's state does not allow."""
    return PortalError(ErrorKind.CONFLICT, "WRONG_STATE")


def not_found() -> PortalError:
    """Return the error for what is missing, and for what belongs to someone else: the same."""
    return PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")


def refused_by(verdict: Verdict) -> PortalError:
    """Return the error for what the law refuses, with its reasons and citations."""
    return PortalError(ErrorKind.REFUSED, "REFUSED_BY_LAW", verdict=verdict)


def invalid(code: str, field: str) -> PortalError:
    """Return the error at a field that the person must fix."""
    return PortalError(ErrorKind.INVALID, code, field=field)
