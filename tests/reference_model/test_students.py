"""Both engines give every random student the same answer, for each vaccine and in all."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given

from chalicelib.law.calendar import YearOutsideTable
from chalicelib.law.student_answer import StudentAnswer, student_answer
from tests.reference_model import translated
from tests.reference_model.covered import SITUATIONS, shown_by
from tests.reference_model.engine import students as slow
from tests.reference_model.engine.holidays import NoTableError
from tests.reference_model.engine.lines import Answer
from tests.reference_model.engine.students import Student
from tests.reference_model.sampled import BRIEF
from tests.reference_model.situations import seeded, situations_in_whole_run
from tests.reference_model.students import facts_of, students

Told = tuple[Answer, dict[str, Answer]] | str


def by_law(student: Student, on: date) -> Told:
    return in_the_terms_of_the_slow_engine(student_answer(facts_of(student), on))


def in_the_terms_of_the_slow_engine(found: StudentAnswer) -> tuple[Answer, dict[str, Answer]]:
    each = {vaccine.value: translated.told(verdict) for vaccine, verdict in found.vaccines.items()}
    return translated.told(found.strictest), {name: _without_an_unread_day(one) for name, one in each.items()}


def _without_an_unread_day(told: Answer) -> Answer:
    return (told[0], None) if told[0] == slow.CHECK else told


def or_no_table(asked: Callable[[], Told]) -> Told:
    try:
        return asked()
    except (NoTableError, YearOutsideTable):
        return "no holiday table"


@pytest.mark.timeout(7200)
def test_random_students_of_every_situation_have_the_same_answer_in_both_engines() -> None:
    shown: Counter[str] = Counter()

    @seeded
    @situations_in_whole_run(100, sample=7)
    @given(students())
    def compare(told: tuple[Student, date]) -> None:
        student, on = told
        shown.update(shown_by(student, on))

        assert or_no_table(lambda: slow.answer(student, on)) == or_no_table(lambda: by_law(student, on))

    compare()

    assert BRIEF or set(SITUATIONS) == set(shown)
