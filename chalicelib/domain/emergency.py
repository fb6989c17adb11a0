"""Emergency access to one child's record (45 CFR 164.312(a)(2)(ii)): for a named reason, for an hour, told right
away to those who watch over privacy and to the parents, and judged by another person afterwards."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from chalicelib.domain.account import Role
from chalicelib.domain.field_classes import Internal, Medical, Personal, Withheld
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
    """One opening of one child's record by someone whose reach does not touch it."""

    record_type: ClassVar[str] = "emergency"

    state: Annotated[EmergencyState, Internal]
    child_id: Annotated[str, Internal]
    form_ids: Annotated[tuple[str, ...], Internal]
    opened_by: Annotated[str, Internal]
    opened_role: Annotated[Role, Internal]
    opener: Annotated[str, Personal, Withheld]  # name as it stood then
    kind: Annotated[EmergencyReason, Internal]
    reason: Annotated[str, Medical, Withheld]  # in the person's own words
    opened_at: Annotated[datetime, Internal]
    ends_at: Annotated[datetime, Internal]
    reviewed_by: Annotated[str, Internal] = ""
    reviewed_at: Annotated[datetime | None, Internal] = None
    finding: Annotated[EmergencyFinding | None, Internal] = None
    finding_reason: Annotated[str, Medical, Withheld] = ""
    office: Annotated[str, Internal] = ""  # of a health department: its jurisdiction
    is_beyond: Annotated[bool, Internal] = False  # the child's schools are all of other jurisdictions
    why_beyond: Annotated[str, Medical, Withheld] = ""  # in the person's own words

    @property
    def assigned_ids(self) -> tuple[str, ...]:
        """The one person whom it opens the record to."""
        return (self.opened_by,)

    def is_open_at(self, now: datetime) -> bool:
        """Return whether the hour is not over."""
        return now < self.ends_at
