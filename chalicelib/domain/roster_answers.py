"""What one line of a school's roster says of a student on one day: the strictest answer, and a mark for each vaccine.

The same shape comes from a form's answers and from the school's own record, so that one list shows both.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.admission_answers import PupilAnswers
from chalicelib.law.admission import answer_date
from chalicelib.law.enums import Vaccine
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.student_answer import StudentAnswer
from chalicelib.law.verdict import Outcome, Verdict


class Mark(StrEnum):
    """What a vaccine's column shows of a student."""

    EXCLUDED = "x"
    NOTICE = "n"  # doses are needed: a notice is due, or runs until the day beside it
    STOPPED = "s"  # the state stopped the exemption
    CONDITIONAL = "c"
    APPEAL = "a"
    TEMPORARY = "t"
    PERMANENT = "p"
    PAPER = "l"  # an older exemption on paper
    DONE = "d"
    NO_RECORD = "-"
    OTHER = "o"  # admitted for a reason that only the student's page tells


class Cell(NamedTuple):
    """A mark, and the day that goes with it."""

    mark: Mark
    day: date | None = None


class Told(NamedTuple):
    """The strictest answer with its day and first reason, and the cells of the vaccines that are required, exempted or
    on record, in the usual order."""

    outcome: Outcome
    day: date | None
    code: ReasonCode
    cells: Mapping[Vaccine, Cell]

    @property
    def to_check(self) -> tuple[Vaccine, ...]:
        """The vaccines of which no record is known."""
        return tuple(vaccine for vaccine, cell in self.cells.items() if cell.mark is Mark.NO_RECORD)


_ADMITTED = {
    ReasonCode.EXEMPT_PERMANENT: Mark.PERMANENT,
    ReasonCode.OLDER_EXEMPTION_COUNTS: Mark.PAPER,
    ReasonCode.LETTER_OF_2020_COUNTS: Mark.PAPER,
    ReasonCode.BELIEFS_EXEMPTION_COUNTS: Mark.PAPER,
    ReasonCode.DOSES_COMPLETE: Mark.DONE,
    ReasonCode.ENROLL_NOW_RECORDS_PENDING: Mark.NO_RECORD,
}
_NOT_ASKED = frozenset(
    {
        ReasonCode.NOTHING_REQUIRED,
        ReasonCode.DOSES_NOT_REQUIRED,
        ReasonCode.CHECKPOINT_ENDED,
        ReasonCode.VACCINE_NOT_REQUIRED_IN_SPAN,
        ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7,
        ReasonCode.AGE_18_OR_OVER,
        ReasonCode.HOME_BASED_PRIVATE_SCHOOL,
        ReasonCode.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
    }
)


def cell_of(given: Verdict) -> Cell | None:
    """Return the cell of one vaccine's answer; None where nothing is required."""
    codes = given.codes
    if given.outcome is Outcome.ADMIT:
        if not _NOT_ASKED.isdisjoint(codes):
            return None
        return Cell(next((_ADMITTED[code] for code in codes if code in _ADMITTED), Mark.OTHER))
    return Cell(_mark(given.outcome, codes), answer_date(given))


def _mark(outcome: Outcome, codes: tuple[ReasonCode, ...]) -> Mark:
    if ReasonCode.TRANSFER_RECORD_AWAITED in codes:
        return Mark.NO_RECORD
    if outcome is Outcome.ADMIT_CONDITIONALLY_UNTIL:
        return Mark.TEMPORARY if ReasonCode.EXEMPT_TEMPORARY in codes else Mark.CONDITIONAL
    if outcome is Outcome.KEEP_ATTENDING_UNTIL:
        if ReasonCode.REVOKED_APPEAL_OPEN in codes:
            return Mark.APPEAL
        return Mark.NOTICE if ReasonCode.NOTICE_RUNNING in codes else Mark.STOPPED
    return {Outcome.EXCLUDE_FROM: Mark.EXCLUDED, Outcome.NOT_AN_EXEMPTION: Mark.NOTICE}.get(outcome, Mark.NO_RECORD)


def told_of_student(given: StudentAnswer) -> Told:
    """Return the line of a student without a form at the school."""
    return _told(given.strictest, given.vaccines)


def told_of_pupil(given: PupilAnswers) -> Told:
    """Return the line of a student with a form at the school."""
    told = _told(given.strictest, {each.vaccine: each.verdict for each in given.answers})
    unknown = dict.fromkeys(given.to_check, Cell(Mark.NO_RECORD))
    return told._replace(cells=_in_order({**told.cells, **unknown}))


def _told(strictest: Verdict, vaccines: Mapping[Vaccine, Verdict]) -> Told:
    cells = {vaccine: cell for vaccine, each in vaccines.items() if (cell := cell_of(each))}
    last_day_out = strictest.fact("through")  # the health officer's
    day = last_day_out if isinstance(last_day_out, date) else answer_date(strictest)
    return Told(strictest.outcome, day, strictest.codes[0], _in_order(cells))


def _in_order(cells: Mapping[Vaccine, Cell]) -> Mapping[Vaccine, Cell]:
    return {vaccine: cells[vaccine] for vaccine in Vaccine if vaccine in cells}
