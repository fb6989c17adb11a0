"""What the roster shows of each student on a day, beside what the slow engine says from the script's plain facts."""

from datetime import date
from typing import NoReturn

from chalicelib.domain.roster_answers import Mark, Told
from chalicelib.domain.school_roster import RosterEntry, roster_of
from tests.reference_model.engine import students as slow
from tests.reference_model.engine.lines import ADMIT, CONDITIONAL, EXCLUDE, KEEP, NOT_AN_EXEMPTION, Answer
from tests.reference_model.engine.records import student_on
from tests.reference_model.engine.students import CHECK
from tests.school_year.district import District, Known
from tests.school_year.town import School

_MEANS = {
    Mark.EXCLUDED: {EXCLUDE}, Mark.NOTICE: {KEEP, NOT_AN_EXEMPTION}, Mark.STOPPED: {KEEP}, Mark.APPEAL: {KEEP},
    Mark.CONDITIONAL: {CONDITIONAL}, Mark.TEMPORARY: {CONDITIONAL}, Mark.PERMANENT: {ADMIT}, Mark.DONE: {ADMIT},
    Mark.NO_RECORD: {CHECK, ADMIT}, Mark.OTHER: {ADMIT},
}  # fmt: skip


class DifferenceError(AssertionError):
    """The roster shows something else than the slow engine says."""


def roster(district: District, school: School) -> dict[str, RosterEntry]:
    """The school's roster of today as its page makes it, by the student's id. Each line must know today's answer."""

    def stale() -> NoReturn:
        raise DifferenceError("a line of the list does not know today's answer")

    ctx = district.world.ctx(district.offices[school.id])
    found = ctx.store.school_list(school.id, ctx.keyed_hash)
    return {entry.student_id: entry for entry in roster_of(found.lines, found.forms, stale, ctx.on)}


def compare(district: District, school: School) -> int:
    """Compare each student of the school who has not left; return how many. Raises DifferenceError."""
    shown, on = roster(district, school), district.today
    here = [known for known in district.known[school.id] if not known.has_left(on)]
    listed = {entry.student_id for entry in shown.values() if not entry.left_on}
    if listed != {known.student_id for known in here}:
        raise DifferenceError(f"{on} {school.name}: the roster lists others than are here")
    for known in here:
        day = max(on, known.record.enrolled)
        student = student_on(known.record, day)
        strictest, each = slow.answer(student, day)
        told = shown[known.student_id].told
        if not _same(strictest, told.outcome.value, told.day, student) or not _same_cells(each, told, student):
            raise DifferenceError(f"{on} {school.name}: {_facts(known)}\nslow: {strictest} {each}\nroster: {told}")
    return len(here)


def _same(expected: Answer, outcome: str, day: date | None, student: slow.Student) -> bool:
    """Whether outcome and day are the same. Of an order with a last day the roster shows that day."""
    if (outcome, day) == expected:
        return True
    return outcome == expected[0] == EXCLUDE and any(
        order.through == day and order.out == expected[1] for order in student.exposed
    )


def _same_cells(expected: dict[str, Answer], told: Told, student: slow.Student) -> bool:
    cells = {vaccine.value: cell for vaccine, cell in told.cells.items()}
    for vaccine, answer in expected.items():
        cell = cells.pop(vaccine, None)
        if cell is None:
            if answer[0] != ADMIT:
                return False
        elif answer[0] not in _MEANS[cell.mark] or (
            answer[0] != ADMIT and not _same(answer, answer[0], cell.day, student)
        ):
            return False
    return not cells


def _facts(known: Known) -> str:
    return f"{known.child.group} {known.record}"
