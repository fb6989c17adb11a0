"""Random students with forms, doses, older papers, exposures and special situations, for both engines.

What a test must have met among them is listed in `tests/reference_model/covered.py`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.exposure import Exposure
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.grandfathering import OlderExemption, OlderPaper
from chalicelib.law.student_answer import StudentFacts
from chalicelib.law.vaccine_products import GivenVaccine, kinds_given
from tests.reference_model import translated
from tests.reference_model.engine.days import years_old
from tests.reference_model.engine.grades import LITTLE, UNGRADED
from tests.reference_model.engine.lines import Situation
from tests.reference_model.engine.students import DISEASES, UPPER, VACCINES, Order, Paper, Student
from tests.reference_model.shot_records import shot_records
from tests.reference_model.situations import FIRST, days_up_to, situations

_USUAL_AGE = {"infant-toddler": 1, "preschool": 3, "TK": 4, "K": 5, **{str(grade): grade + 5 for grade in range(1, 13)}}
_FIRST_BIRTH = date(2019, 6, 1)
"""Before kindergarten each age of Table A counts from the day it is reached: for these after the table became law."""
# Hypothesis looks at a strategy when it is made, for longer than it draws from it: these are made once.
_SITUATIONS = situations()
_GRADES = st.sampled_from([*_USUAL_AGE, UNGRADED, UNGRADED, "12", "infant-toddler", "infant-toddler", "7"])
_MONTHS_BESIDE, _AGE_WITHOUT_GRADE, _DAYS_BESIDE = st.integers(-12, 18), st.integers(5, 17), st.integers(0, 40)
_NEAR_AN_AGE = st.sampled_from([None, None, None, 1, 4, 7, 12, 13, 18])
_ON_FORMS = st.lists(st.sampled_from(VACCINES), max_size=2, unique=True)
_SOME_VACCINES = st.lists(st.sampled_from(VACCINES), min_size=1, max_size=4, unique=True)
_EXPOSED = st.lists(st.sampled_from(list(DISEASES)), max_size=2)
_OUT_SINCE, _BACK_AFTER, _OUT_DAYS = st.integers(-1, 30), st.none() | st.integers(1, 40), st.none() | st.integers(0, 25)
_YES_OR_NO = st.booleans()
_ONE_IN_FOUR, _ONE_IN_FIVE, _ONE_IN_TEN = st.integers(0, 3), st.integers(0, 4), st.integers(0, 9)
_PAPER_DATES, _PAPER_ENDS = st.dates(date(2010, 1, 1), date(2021, 6, 30)), st.none() | st.integers(-400, 400)


@cache
def _perhaps_a_day_up_to(last: int) -> st.SearchStrategy[int | None]:
    return st.none() | days_up_to(last)


@st.composite
def students(draw: st.DrawFn) -> tuple[Student, date]:
    """A student near the usual age of a grade, and a day after the tables became law."""
    first_form, on = draw(_SITUATIONS)
    grade = draw(_GRADES)
    birth = _birth(draw, grade, on)
    forms: dict[str, Situation] = {}
    for vaccine in draw(_ON_FORMS):
        forms[vaccine] = first_form if not forms else draw(_SITUATIONS)[0]
    lived = (on - birth).days
    given, months = draw(shot_records(birth, on))
    student = Student(
        birth=birth,
        grade=grade,
        given=given,
        forms={name: _without_schedule(each) for name, each in forms.items()},
        exposed=tuple(_order(disease, on, draw) for disease in draw(_EXPOSED)),
        months=months,
        seen=_perhaps(lambda days: birth + timedelta(days=days), draw(_perhaps_a_day_up_to(lived))),
        moved_up=draw(_YES_OR_NO) and (grade in UPPER or (grade == UNGRADED and years_old(birth, on) >= 12)),
        not_taught_here=draw(_ONE_IN_TEN) == 0,
        enroll_now=grade not in LITTLE and draw(_ONE_IN_FIVE) == 0,
        papers=(_paper(draw, on),) if draw(_ONE_IN_FIVE) == 0 else (),
    )
    return student, max(FIRST, on)


def _birth(draw: st.DrawFn, grade: str, on: date) -> date:
    """A birth that fits the grade more or less; now and then a day near a birthday that the law looks at."""
    near = draw(_NEAR_AN_AGE)
    if near is not None and abs(near - _USUAL_AGE.get(grade, near)) <= 1:
        return on - timedelta(days=round(near * 365.25) + draw(_DAYS_BESIDE) - 20)
    if grade in LITTLE and not draw(st.integers(0, 5)):  # the first weeks are a small part of the years before school
        return max(on - timedelta(days=draw(st.integers(0, 75))), _FIRST_BIRTH)
    months = draw(_MONTHS_BESIDE) + 12 * (_USUAL_AGE.get(grade) or draw(_AGE_WITHOUT_GRADE))
    birth = on - timedelta(days=max(0, months) * 30 + draw(_DAYS_BESIDE))
    return max(birth, _FIRST_BIRTH) if grade in LITTLE else birth


def _order(disease: str, on: date, draw: st.DrawFn) -> Order:
    out = on - timedelta(days=draw(_OUT_SINCE))

    def later(days: int) -> date:
        return out + timedelta(days=days)

    return Order(disease, out, _perhaps(later, draw(_BACK_AFTER)), _perhaps(later, draw(_OUT_DAYS)))


def _paper(draw: st.DrawFn, on: date) -> Paper:
    def beside(days: int) -> date:
        return on + timedelta(days=days)

    return Paper(
        is_letter=draw(_YES_OR_NO),
        dated=draw(_PAPER_DATES),
        vaccines=tuple(draw(_SOME_VACCINES)),
        next_span=_perhaps(beside, draw(_PAPER_ENDS)),
        expiry=_perhaps(beside, draw(_PAPER_ENDS)),
        in_california=draw(_ONE_IN_FOUR) != 0,
    )


def _perhaps(day: Callable[[int], date], days: int | None) -> date | None:
    return None if days is None else day(days)


def _without_schedule(facts: Situation) -> Situation:
    """A form without a schedule laid over it: the doses of the student say what runs."""
    return replace(facts, next_dose_by=None)


def facts_of(student: Student) -> StudentFacts:
    """The student in the portal's own terms."""
    doses = [Dose(kinds_given(GivenVaccine(name)), day) for name, days in student.given.items() for day in days]
    doses += [Dose(kinds_given(GivenVaccine(name)), first, month_only=True) for name, first in student.months]
    occasion = Occasion.GRADE_7_ADVANCEMENT if student.moved_up else Occasion.ADMISSION
    return StudentFacts(
        Pupil(student.birth, Grade(student.grade), tuple(doses), occasion),
        {Vaccine(name): translated.admission_facts(each) for name, each in student.forms.items()},
        record_seen_on=student.seen,
        instruction=_instruction(student),
        enroll_now=tuple(EnrollNow)[student.birth.day % len(EnrollNow)] if student.enroll_now else None,
        exposures=tuple(Exposure(each.disease, each.out, each.lifted, each.through) for each in student.exposed),
        papers=tuple(_paper_of(each, student.birth) for each in student.papers),
    )


def _instruction(student: Student) -> Instruction:
    if not student.not_taught_here:
        return Instruction.SCHOOL_OR_CHILD_CARE
    at_home = student.birth.day % 2
    return Instruction.HOME_BASED_PRIVATE_SCHOOL if at_home else Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM


def _paper_of(paper: Paper, birth: date) -> OlderExemption:
    return OlderExemption(
        OlderPaper.PHYSICIAN_LETTER if paper.is_letter else OlderPaper.PERSONAL_BELIEFS,
        paper.dated,
        paper.next_span,
        paper.expiry,
        paper.in_california,
        frozenset(map(Vaccine, paper.vaccines)),
        birth,
    )
