"""Emergency access to one child's record (45 CFR 164.312(a)(2)(ii)): for a named reason, for an hour, told at once to
those who watch over privacy and to the parents, and judged by another person afterwards."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.account import Role
from chalicelib.domain.record import VersionedRecord

LASTS = timedelta(minutes=60)


class EmergencyState(StrEnum):
    """Written states. That the hour is over is a reading, never written."""

    OPENED = "opened"
    REVIEWED = "reviewed"


class EmergencyReason(StrEnum):
    """What kind of emergency it is."""

    EXPOSURE = "exposure"
    URGENT_CARE = "urgent_care"
    DISASTER = "disaster"


class EmergencyFinding(StrEnum):
    """What the later review found."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class EmergencyAccess(VersionedRecord):
    """One opening of one child's record by somebody whose reach does not touch it."""

    record_type: ClassVar[str] = "emergency"

    state: EmergencyState
    child_id: str
    form_ids: tuple[str, ...]
    opened_by: str
    opened_role: Role
    opener: str  # name as it stood then
    kind: EmergencyReason
    reason: str  # in the person's own words
    opened_at: datetime
    ends_at: datetime
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    finding: EmergencyFinding | None = None
    finding_reason: str = ""

    @property
    def assigned_ids(self) -> tuple[str, ...]:
        """The one person whom it opens the record to."""
        return (self.opened_by,)

    def is_open_at(self, now: datetime) -> bool:
        """Whether the hour is not over."""
        return now < self.ends_at
