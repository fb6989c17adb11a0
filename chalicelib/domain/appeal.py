"""The appeal case (lifecycle H5): one per revocation decision."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

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

    panelist_id: str
    panelist_name: str
    assigned_on: date
    no_conflict_declared_on: date | None = None
    vote: Vote | None = None
    reason: str = ""
    voted_on: date | None = None


class SuppliedInformation(FrozenModel):
    """What the parent or the issuing physician adds (HSC 120372.05(a))."""

    by_id: str
    by_role: str
    on: date
    text: str


class Appeal(VersionedRecord):
    """One appeal by the parent to the Secretary of California Health and Human Services."""

    record_type: ClassVar[str] = "appeal"

    state: AppealState
    form_id: str
    form_number: str
    review_id: str
    child_id: str
    parent_id: str
    physician_id: str
    reviewer_ids: tuple[str, ...]  # took part in the CDPH review: barred from the panel
    vaccines: tuple[Vaccine, ...]
    revoked_on: date
    appeal_by: date
    why: str = ""
    started_on: date
    filed_at: datetime | None = None
    in_time: bool | None = None
    seats: tuple[Seat, ...] = ()
    supplied: tuple[SuppliedInformation, ...] = ()
    question: str = ""
    determination: Vote | None = None
    determined_on: date | None = None
    decided_on: date | None = None
    decision_text: str = ""
    guardians: tuple[str, ...] = ()  # where the child has, or had, several; empty: the parent who began it

    @property
    def guardian_ids(self) -> tuple[str, ...]:
        """The accounts that speak for the child in this appeal."""
        return self.guardians or (self.parent_id,)

    @property
    def assigned_ids(self) -> tuple[str, ...]:
        """The panelists on the case."""
        return tuple(seat.panelist_id for seat in self.seats)
