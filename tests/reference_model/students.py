"""Random students with forms, doses, notices, exposures and special situations, for both engines."""

from dataclasses import replace
from datetime import date, timedelta

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
from tests.reference_model.situations import FIRST, situations

_USUAL_AGE = {"infant-toddler": 1, "preschool": 3, "TK": 4, "K": 5, **{str(grade): grade + 5 for grade in range(1, 13)}}
_KINDS = {"MMR": translated.MMR}


@st.composite
def students(draw: st.DrawFn) -> tuple[Student, date]:
    """A student near the usual age of a grade, and a day after the tables became law."""
    first_form, on = draw(situations())
    grade = draw(st.sampled_from([*_USUAL_AGE, "ungraded", "12", "infant-toddler", "7"]))
    months = draw(st.integers(-12, 18)) + 12 * _USUAL_AGE.get(grade, draw(st.integers(10, 14)))
    birth = on - timedelta(days=max(0, months) * 30 + draw(st.integers(0, 40)))
    forms = {}
    for vaccine in draw(st.lists(st.sampled_from(VACCINES), max_size=2, unique=True)):
        forms[vaccine] = first_form if not forms else draw(situations())[0]
    days = st.integers(0, max(0, (on - birth).days)).map(lambda count: birth + timedelta(days=count))
    given = {
        vaccine: draw(st.lists(days, max_size=5, unique=True))
        for vaccine in draw(st.lists(st.sampled_from(VACCINES), max_size=6, unique=True))
    }
    exposed = tuple(
        (disease, out, draw(st.none() | st.integers(1, 40).map(lambda count, out=out: out + timedelta(days=count))))
        for disease in draw(st.lists(st.sampled_from(list(DISEASES)), max_size=1))
        for out in [on - timedelta(days=draw(st.integers(-1, 30)))]
    )
    months_only = tuple(
        (vaccine, draw(days).replace(day=1))
        for vaccine in draw(st.lists(st.sampled_from(VACCINES), max_size=1))
        if draw(st.integers(0, 3)) == 0
    )
    student = Student(
        birth=birth,
        grade=grade,
        given=given,
        forms={name: _without_schedule(each) for name, each in forms.items()},
        seen=draw(st.none() | days),
        moved_up=(grade in UPPER and draw(st.booleans())),
        taught_at_home=draw(st.integers(0, 9)) == 0,
        enroll_now=grade not in LITTLE and draw(st.integers(0, 4)) == 0,
        exposed=exposed,
        months=months_only,
    )
    return student, max(FIRST, on)


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
