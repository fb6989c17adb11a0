"""The appeal case (lifecycle H5): one per revocation decision."""

from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Exported, Internal, Medical, Personal, Withheld
from chalicelib.domain.record import FrozenModel, VersionedRecord
from chalicelib.law.enums import Vaccine


class AppealState(StrEnum):
    """Written states of H5."""

    DRAFT = "draft"
    FILED_TIMELY = "filed_timely"
    FILED_LATE = "filed_late"
    ACCEPTED = "accepted"
    REFUSED_LATE = "refused_late"
    PANEL_ASSIGNED = "panel_assigned"
    IN_REVIEW = "in_review"
    INFO_REQUESTED = "info_requested"
    DETERMINED = "determined"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset(
    {
        AppealState.FILED_TIMELY,
        AppealState.FILED_LATE,
        AppealState.ACCEPTED,
        AppealState.PANEL_ASSIGNED,
        AppealState.IN_REVIEW,
        AppealState.INFO_REQUESTED,
        AppealState.DETERMINED,
    }
)


class Vote(StrEnum):
    """A panelist's vote."""

    REINSTATE = "reinstate"
    UPHOLD = "uphold"


class VaccineVote(FrozenModel):
    """A panelist's vote on one vaccine, with its written reason."""

    vaccine: Annotated[Vaccine, Personal]
    vote: Annotated[Vote, Internal]
    reason: Annotated[str, Medical]


class DraftedVote(FrozenModel):
    """What a panelist has in mind for one vaccine; no one else reads it."""

    vaccine: Annotated[Vaccine, Personal]
    vote: Annotated[Vote | None, Internal] = None
    reason: Annotated[str, Medical] = ""


class Seat(FrozenModel):
    """One of the three seats: the conflict declaration comes before any document is seen.

    `place` is drawn at random with the vote: opened votes are told in the order of their places, which says nothing
    about who sits where.
    """

    panelist_id: Annotated[str, Internal]
    panelist_name: Annotated[str, Personal]
    assigned_on: Annotated[date, Internal]
    no_conflict_declared_on: Annotated[date | None, Internal] = None
    drafts: tuple[DraftedVote, ...] = ()
    vote: Annotated[Vote | None, Internal] = None  # on all vaccines at once: before shape 3, and where there is one
    reason: Annotated[str, Medical] = ""
    votes: tuple[VaccineVote, ...] = ()
    voted_on: Annotated[date | None, Internal] = None
    place: Annotated[str, Internal] = ""
    reminded_on: Annotated[date | None, Internal] = None

    @property
    def has_voted(self) -> bool:
        return self.voted_on is not None

    def vote_on(self, vaccine: Vaccine) -> VaccineVote | None:
        """Return the vote on that vaccine, or None while there is none."""
        if self.vote and not self.votes:
            return VaccineVote(vaccine=vaccine, vote=self.vote, reason=self.reason)
        return next((cast for cast in self.votes if cast.vaccine == vaccine), None)

    def with_votes(self, votes: tuple[VaccineVote, ...], on: date, place: str) -> "Seat":
        """Return the seat after these votes were cast. A single one stands where earlier releases read it, too."""
        single = votes[0] if len(votes) == 1 else None
        return self.with_changes(
            votes=votes,
            vote=single and single.vote,
            reason=single.reason if single else "",
            drafts=(),
            voted_on=on,
            place=place,
        )


class Determination(FrozenModel):
    """What the panel determined of one vaccine: two of three votes."""

    vaccine: Annotated[Vaccine, Personal]
    vote: Annotated[Vote, Internal, Exported]


class SuppliedInformation(FrozenModel):
    """What the parent or the issuing physician adds (HSC 120372.05(a))."""

    by_id: Annotated[str, Internal]
    by_role: Annotated[str, Internal, Exported]
    on: Annotated[date, Internal, Exported]
    text: Annotated[str, Medical]


def _scattered(*parts: str) -> str:
    """Return what to sort votes by that were cast before a place was drawn with them."""
    return sha256(" ".join(parts).encode()).hexdigest()


class Appeal(VersionedRecord):
    """One appeal by the parent to the Secretary of California Health and Human Services."""

    record_type: ClassVar[str] = "appeal"

    state: Annotated[AppealState, Internal, Exported]
    form_id: Annotated[str, Internal]
    form_number: Annotated[str, Internal, Exported]
    review_id: Annotated[str, Internal]
    child_id: Annotated[str, Internal]
    parent_id: Annotated[str, Internal]
    physician_id: Annotated[str, Internal]
    reviewer_ids: Annotated[tuple[str, ...], Internal]  # took part in the CDPH review: barred from the panel
    vaccines: Annotated[tuple[Vaccine, ...], Personal]
    revoked_on: Annotated[date, Internal, Exported]
    appeal_by: Annotated[date, Internal, Exported]
    why: Annotated[str, Medical] = ""
    started_on: Annotated[date, Internal]
    filed_at: Annotated[datetime | None, Internal, Exported] = None
    in_time: Annotated[bool | None, Internal, Exported] = None
    seats: Annotated[tuple[Seat, ...], Withheld] = ()
    supplied: tuple[SuppliedInformation, ...] = ()
    question: Annotated[str, Medical] = ""
    question_asked_on: Annotated[date | None, Internal] = None  # None of a question that an older portal asked
    determination: Annotated[Vote | None, Internal] = None  # the same for every vaccine; told as `determinations`
    determinations: tuple[Determination, ...] = ()
    determined_on: Annotated[date | None, Internal] = None
    decided_on: Annotated[date | None, Internal, Exported] = None
    decision_text: Annotated[str, Medical] = ""
    guardians: Annotated[tuple[str, ...], Internal] = ()  # where there are or were several; empty: who began it

    @property
    def guardian_ids(self) -> tuple[str, ...]:
        """The accounts that speak for the child in this appeal."""
        return self.guardians or (self.parent_id,)

    @property
    def determined(self) -> tuple[Determination, ...]:
        """What the panel determined, vaccine by vaccine; before shape 3 it was the same for all."""
        if self.determination and not self.determinations:
            return tuple(Determination(vaccine=each, vote=self.determination) for each in self.vaccines)
        return self.determinations

    @property
    def restored(self) -> tuple[Vaccine, ...]:
        """The vaccines whose exemption the panel restores."""
        return tuple(each.vaccine for each in self.determined if each.vote == Vote.REINSTATE)

    @property
    def upheld(self) -> tuple[Vaccine, ...]:
        """The vaccines whose exemption stays stopped."""
        return tuple(each.vaccine for each in self.determined if each.vote == Vote.UPHOLD)

    @property
    def votes_in_no_order(self) -> tuple[Seat, ...]:
        """The seats that voted, in an order that tells nothing about the seats, the same at every reading."""
        voted = (seat for seat in self.seats if seat.has_voted)
        return tuple(sorted(voted, key=lambda seat: seat.place or _scattered(self.id, seat.panelist_id)))

    @property
    def assigned_ids(self) -> tuple[str, ...]:
        return tuple(seat.panelist_id for seat in self.seats)
