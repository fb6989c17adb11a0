"""One file of a school's students on its way onto the school's list: read, looked over, confirmed, applied.

The record holds no name: what the file said stands beside it for as long as the record does (storage/roster_imports).
"""

from datetime import timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel

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


class ImportJob(ConfirmedFile):
    """One import; whoever confirmed it must still work at the school when it is applied.

    `rows` counts the students that can be used, `doses_not_kept` the doses that the school's record cannot hold.
    """

    record_type: ClassVar[str] = "import"
    kept: ClassVar[timedelta] = timedelta(days=7)

    facility_id: Annotated[str, Internal]
    chunks: Annotated[int, Internal]
    counts: ImportCounts
    doses_not_kept: Annotated[int, Internal] = 0
    is_dose_list: Annotated[bool, Internal] = False
    answers: tuple[ImportAnswer, ...] = ()

    def answer_to(self, line: int) -> str:
        """Return what was said of a line, "" for nothing."""
        return next((answer.choice for answer in self.answers if answer.line == line), "")

    def with_answers(self, given: tuple[ImportAnswer, ...]) -> "ImportJob":
        """Return the import with these answers; an earlier one about the same line goes."""
        lines = {answer.line for answer in given}
        return self.with_changes(answers=(*(each for each in self.answers if each.line not in lines), *given))
