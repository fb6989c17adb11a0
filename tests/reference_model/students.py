"""Random students with forms, doses, notices, exposures and special situations, for both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.exposure import Exposure
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.student_answer import StudentFacts
from tests.reference_model import translated
from tests.reference_model.engine.grades import LITTLE
from tests.reference_model.engine.lines import Situation
from tests.reference_model.engine.students import DISEASES, UPPER, VACCINES, Student
from tests.reference_model.situations import FIRST, days_up_to, situations

_USUAL_AGE = {"infant-toddler": 1, "preschool": 3, "TK": 4, "K": 5, **{str(grade): grade + 5 for grade in range(1, 13)}}
_KINDS = {"MMR": translated.MMR}


_FIRST_BIRTH = date(2019, 6, 1)
"""Before kindergarten each age of Table A counts from the day it is reached: for these after the table became law."""
# Hypothesis looks at a strategy when it is made, for longer than it draws from it: these are made once.
_SITUATIONS = situations()
_GRADES = st.sampled_from([*_USUAL_AGE, "ungraded", "12", "infant-toddler", "7"])
_MONTHS_BESIDE, _AGE_WITHOUT_GRADE, _DAYS_BESIDE = st.integers(-12, 18), st.integers(10, 14), st.integers(0, 40)
_ON_FORMS = st.lists(st.sampled_from(VACCINES), max_size=2, unique=True)
_WITH_DOSES = st.lists(st.sampled_from(VACCINES), max_size=6, unique=True)
_MONTHS_ONLY = st.lists(st.sampled_from(VACCINES), max_size=1)
_EXPOSED = st.lists(st.sampled_from(list(DISEASES)), max_size=1)
_OUT_SINCE, _BACK_AFTER = st.integers(-1, 30), st.none() | st.integers(1, 40)
_YES_OR_NO = st.booleans()
_ONE_IN_FOUR, _ONE_IN_FIVE, _ONE_IN_TEN = st.integers(0, 3), st.integers(0, 4), st.integers(0, 9)


@cache
def _five_days_up_to(last: int) -> st.SearchStrategy[list[int]]:
    return st.lists(days_up_to(last), max_size=5, unique=True)


@cache
def _perhaps_a_day_up_to(last: int) -> st.SearchStrategy[int | None]:
    return st.none() | days_up_to(last)


@st.composite
def students(draw: st.DrawFn) -> tuple[Student, date]:
    """A student near the usual age of a grade, and a day after the tables became law."""
    first_form, on = draw(_SITUATIONS)
    grade = draw(_GRADES)
    months = draw(_MONTHS_BESIDE) + 12 * (_USUAL_AGE.get(grade) or draw(_AGE_WITHOUT_GRADE))
    birth = on - timedelta(days=max(0, months) * 30 + draw(_DAYS_BESIDE))
    if grade in LITTLE:
        birth = max(birth, _FIRST_BIRTH)
    forms = {}
    for vaccine in draw(_ON_FORMS):
        forms[vaccine] = first_form if not forms else draw(_SITUATIONS)[0]
    lived = (on - birth).days

    def at_age(days: int) -> date:
        return birth + timedelta(days=days)

    student = Student(
        birth=birth,
        grade=grade,
        given={vaccine: [at_age(days) for days in draw(_five_days_up_to(lived))] for vaccine in draw(_WITH_DOSES)},
        forms={name: _without_schedule(each) for name, each in forms.items()},
        exposed=tuple(_exposure(disease, on, draw) for disease in draw(_EXPOSED)),
        months=tuple(
            (vaccine, at_age(draw(days_up_to(lived))).replace(day=1))
            for vaccine in draw(_MONTHS_ONLY)
            if draw(_ONE_IN_FOUR) == 0
        ),
        seen=_perhaps(at_age, draw(_perhaps_a_day_up_to(lived))),
        moved_up=(grade in UPPER and draw(_YES_OR_NO)),
        taught_at_home=draw(_ONE_IN_TEN) == 0,
        enroll_now=grade not in LITTLE and draw(_ONE_IN_FIVE) == 0,
    )
    return student, max(FIRST, on)


def _exposure(disease: str, on: date, draw: st.DrawFn) -> tuple[str, date, date | None]:
    out = on - timedelta(days=draw(_OUT_SINCE))
    return disease, out, _perhaps(lambda days: out + timedelta(days=days), draw(_BACK_AFTER))


def _perhaps(day: Callable[[int], date], days: int | None) -> date | None:
    return None if days is None else day(days)


def _without_schedule(facts: Situation) -> Situation:
    """A form without a schedule laid over it: the doses of the student say what runs."""
    return replace(facts, next_dose_by=None)


def facts_of(student: Student) -> StudentFacts:
    """The student in the portal's own terms."""
    doses = [
        Dose(_KINDS.get(kind) or frozenset({DoseKind(kind)}), day)
        for kind, days in student.given.items()
        for day in days
    ]
    doses += [
        Dose(_KINDS.get(kind) or frozenset({DoseKind(kind)}), first, month_only=True) for kind, first in student.months
    ]
    occasion = Occasion.GRADE_7_ADVANCEMENT if student.moved_up else Occasion.ADMISSION
    return StudentFacts(
        Pupil(student.birth, Grade(student.grade), tuple(doses), occasion),
        {Vaccine(name): translated.admission_facts(each) for name, each in student.forms.items()},
        record_seen_on=student.seen,
        instruction=Instruction.HOME_BASED_PRIVATE_SCHOOL
        if student.taught_at_home
        else Instruction.SCHOOL_OR_CHILD_CARE,
        enroll_now=EnrollNow.FOSTER if student.enroll_now else None,
        exposures=tuple(Exposure(*each) for each in student.exposed),
    )
