"""The appeal case (lifecycle H5): one per revocation decision."""

from datetime import date, datetime
from enum import StrEnum
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


class Seat(FrozenModel):
    """One of the three seats: the conflict declaration comes before any document is seen."""

    panelist_id: Annotated[str, Internal]
    panelist_name: Annotated[str, Personal]
    assigned_on: Annotated[date, Internal]
    no_conflict_declared_on: Annotated[date | None, Internal] = None
    vote: Annotated[Vote | None, Internal] = None
    reason: Annotated[str, Medical] = ""
    voted_on: Annotated[date | None, Internal] = None


class SuppliedInformation(FrozenModel):
    """What the parent or the issuing physician adds (HSC 120372.05(a))."""

    by_id: Annotated[str, Internal]
    by_role: Annotated[str, Internal, Exported]
    on: Annotated[date, Internal, Exported]
    text: Annotated[str, Medical]


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
    determination: Annotated[Vote | None, Internal, Exported] = None
    determined_on: Annotated[date | None, Internal] = None
    decided_on: Annotated[date | None, Internal, Exported] = None
    decision_text: Annotated[str, Medical] = ""
    guardians: Annotated[tuple[str, ...], Internal] = ()  # where there are or were several; empty: who began it

    @property
    def guardian_ids(self) -> tuple[str, ...]:
        """The accounts that speak for the child in this appeal."""
        return self.guardians or (self.parent_id,)

    @property
    def assigned_ids(self) -> tuple[str, ...]:
        return tuple(seat.panelist_id for seat in self.seats)
