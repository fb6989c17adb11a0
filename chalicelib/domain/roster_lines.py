"""A line of a school's list as it is kept: who the student is, and the answers for the days to come.

A line with a form at the school has the form's answer instead: a physician's or the state's act changes it at once.
"""

from datetime import date
from typing import Annotated

from chalicelib.domain.answer_days import HORIZON, AnswerFrom, answers_to_come
from chalicelib.domain.answers_edition import EDITION
from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.roster_answers import Cell, Mark, Told
from chalicelib.domain.student import Situation, Student
from chalicelib.domain.transfers import NOTHING_OPEN, OpenFollowUp
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome


class KeptAnswer(FrozenModel):
    """The answer from a day on. `cells`: a word for each vaccine, "MMR=c2026-03-08": its mark and its day."""

    since: Annotated[date, Internal]
    grade: Annotated[Grade, Personal]
    outcome: Annotated[Outcome, Personal]
    day: Annotated[date | None, Personal] = None
    code: Annotated[ReasonCode, Personal]
    cells: Annotated[str, Personal]

    @classmethod
    def of(cls, given: AnswerFrom) -> "KeptAnswer":
        told = given.told
        return cls(
            since=given.since,
            grade=given.grade,
            outcome=told.outcome,
            day=told.day,
            code=told.code,
            cells=" ".join(f"{vaccine}={cell.mark}{cell.day or ''}" for vaccine, cell in told.cells.items()),
        )

    @property
    def told(self) -> Told:
        return Told(self.outcome, self.day, self.code, dict(map(_cell, self.cells.split())))


def _cell(word: str) -> tuple[Vaccine, Cell]:
    vaccine, _equals, told = word.partition("=")
    return Vaccine(vaccine), Cell(Mark(told[0]), date.fromisoformat(told[1:]) if told[1:] else None)


class StudentLine(FrozenModel):
    """One student of the list. `left_on`: the last day there. `known_until`: the last day that `answers` speak of."""

    student_id: Annotated[str, Internal]
    first_name: Annotated[str, Personal]
    last_name: Annotated[str, Personal]
    birth_date: Annotated[date, Personal]
    room: Annotated[str, Personal] = ""
    situations: Annotated[tuple[Situation, ...], Personal] = ()
    enrolled_on: Annotated[date, Personal]
    left_on: Annotated[date | None, Personal] = None
    reviewed_on: Annotated[date | None, Personal] = None
    open_follow_up: OpenFollowUp = NOTHING_OPEN
    edition: Annotated[str, Internal]
    known_until: Annotated[date, Internal]
    answers: tuple[KeptAnswer, ...]

    @classmethod
    def of(cls, student: Student, on: date) -> "StudentLine":
        """Return the line as it is written on a day."""
        return cls.of_row(StudentRow.of(student), on)

    @classmethod
    def of_row(cls, row: StudentRow, on: date) -> "StudentLine":
        """Return the line that a row gives, answered from a day on."""
        return cls(
            student_id=row.student_id,
            first_name=row.first_name,
            last_name=row.last_name,
            birth_date=row.birth_date,
            room=row.room,
            situations=row.situations,
            enrolled_on=row.enrolled_on,
            left_on=row.left_on,
            reviewed_on=row.reviewed_on,
            open_follow_up=row.open_follow_up,
            edition=EDITION,
            known_until=on + HORIZON,
            answers=tuple(map(KeptAnswer.of, answers_to_come(row, on))),
        )

    def as_stored(self) -> str:
        """Return the line as it is kept, without what is usual: a list reads thousands of them at a time."""
        return self.model_dump_json(exclude_defaults=True)

    def answer_on(self, day: date) -> KeptAnswer | None:
        """Return the answer that counts on a day; None where it must be asked for afresh: the rules have changed since
        the line was written, or it does not speak of this day."""
        if self.edition != EDITION or day > self.known_until:
            return None
        return next((each for each in reversed(self.answers) if each.since <= day), None)

    def has_left_by(self, day: date) -> bool:
        """Return whether the last day at the school has passed."""
        return self.left_on is not None and self.left_on < day
