"""The answers that a row of the list keeps for the days to come are the law's answers on each of those days."""

from datetime import date, timedelta

from hypothesis import given

from chalicelib.domain.answer_days import HORIZON, answers_to_come
from chalicelib.domain.answers_edition import EDITION
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.roster_answers import told_of_student
from chalicelib.domain.roster_lines import StudentLine
from chalicelib.domain.student_answers import answer_for_student
from infra.answers_edition import edition
from tests.domain.student_rows import student_rows
from tests.reference_model.situations import situations_in_whole_run
from tests.sampling import WHOLE

_EACH = 3 if WHOLE else 29
"""Days between two that are looked at; a missed change stays wrong until the next one."""


@situations_in_whole_run(thousands=1)
@given(student_rows())
def test_every_day_has_the_answer_that_the_law_gives_on_it(case: tuple[StudentRow, date]) -> None:
    row, on = case
    line = StudentLine.stored(StudentLine.of_row(row, on).model_dump_json())
    for days in range(0, HORIZON.days + 1, _EACH):
        day = on + timedelta(days=days)
        kept = line.answer_on(day)
        assert kept is not None
        assert kept.told == told_of_student(answer_for_student(row, day)), day
        assert kept.grade == grade_of(row, max(day, row.enrolled_on)), day


@situations_in_whole_run(thousands=1)
@given(student_rows())
def test_a_row_keeps_fifteen_answers_at_most(case: tuple[StudentRow, date]) -> None:
    row, on = case
    assert len(list(answers_to_come(row, on))) <= 15


def test_the_edition_of_the_rules_is_that_of_the_rules_as_they_are() -> None:
    assert edition() == EDITION, "run: python -m infra.docs"
