"""An account says that a license is its person's: how that is proven, and what became of it (lifecycle H9).

One claim for each physician's account; `id` is the account's. Several claims to one license stand beside each other, so
that no one shuts the true holder out: the license is that account's whose claim is proven.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from chalicelib.domain.account import LicenseProof
from chalicelib.domain.field_classes import Internal, Personal, Public, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord

CODE_DAYS, CODE_DAYS_FAR = 21, 30
"""How long a letter's code works, counted from the day of mailing; the second outside the contiguous United States
(NIST SP 800-63A)."""
TRIES_BEFORE_PAUSE, TRIES_IN_ALL = 5, 10
PAUSE = timedelta(hours=1)
LETTERS_AT_ONCE = 2
"""Claims to one license that can have a letter on its way; a further one is settled by staff."""
LETTER_AGAIN_AFTER = timedelta(days=7)
LETTERS_OF_A_LICENSE, LETTERS_WITHIN = 3, timedelta(days=90)
MAX_REPORTS = 5
"""Reports of misuse that are kept on one claim."""
_FAR = frozenset({"AK", "HI", "PR", "GU", "VI", "AS", "MP", "AA", "AE", "AP", ""})
"""Where a letter takes longer; "" is another country."""


class ClaimState(StrEnum):
    """Where a claim is. A code that ran out is a reading over `posted_on`, never written."""

    OPEN = "open"  # the email address is not confirmed, or staff have to settle something first
    LETTER_WAITING = "letter_waiting"  # a letter is to be printed and mailed
    POSTED = "posted"
    PROVEN = "proven"
    LAPSED = "lapsed"  # ten wrong codes, or another account proved the license
    DISPUTED = "disputed"  # the addressee of the letter, or the state, says that it is not the physician
    REFUSED = "refused"


LIVE = frozenset({ClaimState.LETTER_WAITING, ClaimState.POSTED, ClaimState.PROVEN, ClaimState.DISPUTED})
"""The states in which a claim counts among those of its license."""
ON_ITS_WAY = frozenset({ClaimState.LETTER_WAITING, ClaimState.POSTED})


class StaffReason(StrEnum):
    """Why staff settle a claim and no letter goes out by itself."""

    NONE = ""
    NAME_DIFFERS = "name_differs"  # the first name is not the board's
    NO_ADDRESS = "no_address"  # the board's answer has no street
    ADDRESS_CHANGED = "address_changed"  # since the account was registered
    TOO_MANY_CLAIMS = "too_many_claims"
    TOO_MANY_LETTERS = "too_many_letters"
    HELD_BY_ANOTHER = "held_by_another"  # another account has proven the license


class ApprovalReason(StrEnum):
    """How staff made sure of a person whom no letter proves."""

    CALL_BACK_BOARD = "call_back_board"
    CALL_BACK_HOSPITAL = "call_back_hospital"
    ID_ON_VIDEO = "id_on_video"


class RefusalReason(StrEnum):
    """Why staff refuse a claim or close a disputed account."""

    NOT_THE_PHYSICIAN = "not_the_physician"
    NO_ANSWER = "no_answer"
    OTHER_ACCOUNT = "other_account"  # the physician has another account here


class MisuseReport(FrozenModel):
    """Someone says, on the public page, that an account uses that person's license. It freezes nothing."""

    on: Annotated[date, Internal]
    name: Annotated[str, Personal, Withheld]
    contact: Annotated[str, Personal, Withheld]
    words: Annotated[str, Personal, Withheld]


class LicenseClaim(VersionedRecord):
    """The claim of one account. `license_id` is the id of the license's standing, for instance "MBC-A60666".

    No code stands here: each is made from the claim with a secret key when its letter is printed.
    """

    record_type: ClassVar[str] = "license_claim"

    license_id: Annotated[str, Public]
    state: Annotated[ClaimState, Internal] = ClaimState.OPEN
    started_on: Annotated[date, Internal]
    # What the board said at registration, for the letter, and for the standing that begins with the proof.
    checked_at: Annotated[datetime | None, Internal] = None
    outcome: Annotated[str, Internal] = ""
    codes: Annotated[tuple[str, ...], Internal] = ()
    name_on_license: Annotated[str, Public] = ""
    # Of record at the board; () where its answer has no street.
    address: Annotated[tuple[str, ...], Personal, Withheld] = ()
    address_state: Annotated[str, Internal] = ""
    address_by: Annotated[str, Internal] = ""  # who of the staff typed it from the board's page; "" for the look-up
    address_on: Annotated[date | None, Internal] = None
    staff_reason: Annotated[StaffReason, Internal] = StaffReason.NONE
    letter_number: Annotated[int, Internal] = 0  # of the newest letter; each has codes of its own
    ordered_at: Annotated[datetime | None, Internal] = None
    posted_on: Annotated[date | None, Internal] = None
    posted_by: Annotated[str, Internal] = ""
    wrong_codes: Annotated[int, Internal] = 0
    paused_until: Annotated[datetime | None, Internal] = None
    proof: Annotated[LicenseProof, Internal] = LicenseProof.NONE
    proven_on: Annotated[date | None, Internal] = None
    approved_by: Annotated[str, Internal] = ""  # the first of two staff members; the second makes it proven
    approval_reason: Annotated[ApprovalReason | None, Internal] = None
    approved_on: Annotated[date | None, Internal] = None
    confirmed_by: Annotated[str, Internal] = ""
    disputed_on: Annotated[date | None, Internal] = None
    refusal_reason: Annotated[RefusalReason | None, Internal] = None
    settled_on: Annotated[date | None, Internal] = None
    reports: tuple[MisuseReport, ...] = Field(default=())

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def waits_for_staff(self) -> bool:
        """Whether the claim stands in the queue of the state's staff."""
        undecided = self.state is ClaimState.OPEN and self.staff_reason is not StaffReason.NONE
        return undecided or self.state is ClaimState.DISPUTED or bool(self.reports) or self.is_half_approved

    @property
    def is_half_approved(self) -> bool:
        """Whether one staff member approved it and a second has to."""
        return bool(self.approved_by) and self.state is not ClaimState.PROVEN and self.settled_on is None

    @property
    def code_until(self) -> date | None:
        """The last day on which the newest letter's code works; None before it is mailed."""
        if self.posted_on is None:
            return None
        return self.posted_on + timedelta(days=CODE_DAYS_FAR if self.address_state in _FAR else CODE_DAYS)

    def code_works_on(self, on: date) -> bool:
        """Return whether the code of the newest letter proves the license on that California date."""
        until = self.code_until
        return self.state is ClaimState.POSTED and until is not None and on <= until

    def is_paused(self, now: datetime) -> bool:
        """Return whether five wrong codes were typed less than an hour ago."""
        return self.paused_until is not None and now < self.paused_until

    def may_ask_for_letter(self, now: datetime) -> bool:
        """Return whether the account can ask for a letter itself: none is to be mailed, and the last one was ordered a
        week ago at least."""
        asks = self.state in {ClaimState.OPEN, ClaimState.POSTED, ClaimState.LAPSED}
        waits = self.state is ClaimState.OPEN and self.staff_reason is not StaffReason.NONE
        return asks and not waits and (self.ordered_at is None or now >= self.ordered_at + LETTER_AGAIN_AFTER)


def masked_email(email: str) -> str:
    """Return an address as a letter names it: its owner knows it, no one else learns it."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}***@{domain[:1]}***"
