"""One file of people whom an operator invites to their schools: read, looked over, confirmed, sent by a job.

The record holds no address: the lines stand beside it for as long as the record does (storage/roster_imports)."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord

KEPT = timedelta(days=30)
"""Long enough to see who never came, and to invite them again."""


class InvitationCounts(FrozenModel):
    """How many lines of the file are what, as of the preview; `left_out`: those that cannot be used."""

    ready: Annotated[int, Internal] = 0
    has_account: Annotated[int, Internal] = 0
    invited: Annotated[int, Internal] = 0
    unknown_number: Annotated[int, Internal] = 0
    left_out: Annotated[int, Internal] = 0


class InvitationFile(VersionedRecord):
    """A file of invitations. They are sent in the act of whoever confirmed it, who must still be an operator then.

    `rows` counts the lines that can be used, `problems` all that was wrong. `is_stopped`: whoever confirmed it may no
    longer invite, so the rest was left.
    """

    record_type: ClassVar[str] = "invitation_file"

    started_by: Annotated[str, Internal]
    started_at: Annotated[datetime, Internal]
    rows: Annotated[int, Internal]
    counts: InvitationCounts
    problems: Annotated[int, Internal] = 0
    confirmed_by: Annotated[str, Internal] = ""
    confirmed_at: Annotated[datetime | None, Internal] = None
    finished_at: Annotated[datetime | None, Internal] = None
    is_stopped: Annotated[bool, Internal] = False

    @property
    def kept_until(self) -> datetime:
        """When the record and what stands beside it go."""
        return self.started_at + KEPT

    @property
    def is_waiting(self) -> bool:
        """Whether it is confirmed and not done."""
        return self.confirmed_at is not None and self.finished_at is None
