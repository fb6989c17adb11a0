"""A file that a person reads in, looks over and confirms, and that a job then applies in steps."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import VersionedRecord


class ConfirmedFile(VersionedRecord):
    """What any such file says of itself. It is applied in the act of whoever confirmed it.

    `rows` counts the lines that can be used, `problems` all that was wrong. `is_stopped`: whoever confirmed it may no
    longer do it, so the rest was left.
    """

    kept: ClassVar[timedelta]
    """How long after its reading the record, and what stands beside it, is kept."""

    started_by: Annotated[str, Internal]
    started_at: Annotated[datetime, Internal]
    rows: Annotated[int, Internal]
    problems: Annotated[int, Internal] = 0
    confirmed_by: Annotated[str, Internal] = ""
    confirmed_at: Annotated[datetime | None, Internal] = None
    finished_at: Annotated[datetime | None, Internal] = None
    is_stopped: Annotated[bool, Internal] = False

    @property
    def kept_until(self) -> datetime:
        """When the record and what stands beside it go."""
        return self.started_at + self.kept

    @property
    def is_waiting(self) -> bool:
        """Whether it is confirmed and not done."""
        return self.confirmed_at is not None and self.finished_at is None
