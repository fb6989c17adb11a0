"""One file of a school's students on its way onto the school's list: read, looked over, confirmed, applied.

The record holds no name: what the file said stands beside it for as long as the record does (storage/roster_imports).
"""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel, VersionedRecord

KEPT = timedelta(days=7)
NEW_STUDENT, LEAVE_OUT = "new", "skip"
"""The answers about an unsure line that name no student."""


class ImportCounts(FrozenModel):
    """How many lines of the file are what; `gone`: students on the list whom the file does not name."""

    new: Annotated[int, Internal] = 0
    same: Annotated[int, Internal] = 0
    changed: Annotated[int, Internal] = 0
    unsure: Annotated[int, Internal] = 0
    left_out: Annotated[int, Internal] = 0
    gone: Annotated[int, Internal] = 0


class ImportAnswer(FrozenModel):
    """What a person said of an unsure line: a student's id, NEW_STUDENT or LEAVE_OUT."""

    line: Annotated[int, Internal]
    choice: Annotated[str, Internal]


class ImportJob(VersionedRecord):
    """One import. `applied` in the act of whoever confirmed it, who must still work at the school then.

    `rows` counts the students that can be used, `doses_not_kept` the doses that the school's record cannot hold.
    `is_stopped`: whoever confirmed it may no longer do it, so the rest was left.
    """

    record_type: ClassVar[str] = "import"

    facility_id: Annotated[str, Internal]
    started_by: Annotated[str, Internal]
    started_at: Annotated[datetime, Internal]
    rows: Annotated[int, Internal]
    chunks: Annotated[int, Internal]
    counts: ImportCounts
    problems: Annotated[int, Internal] = 0
    doses_not_kept: Annotated[int, Internal] = 0
    is_dose_list: Annotated[bool, Internal] = False
    answers: tuple[ImportAnswer, ...] = ()
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

    def answer_to(self, line: int) -> str:
        """Return what was said of a line, "" for nothing."""
        return next((answer.choice for answer in self.answers if answer.line == line), "")

    def with_answers(self, given: tuple[ImportAnswer, ...]) -> "ImportJob":
        """Return the import with these answers; an earlier one about the same line goes."""
        lines = {answer.line for answer in given}
        return self.with_changes(answers=(*(each for each in self.answers if each.line not in lines), *given))
