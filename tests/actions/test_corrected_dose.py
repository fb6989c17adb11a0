"""A dose that a school corrects: the answers given about it stay on its record where the question is the same."""

from datetime import date

import pytest

from chalicelib.actions.pupils.change_dose import DoseCorrection
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import change_student_dose, record_student_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.student import Student, StudentFacts
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from tests.builders import SCHOOL_ID, World

BORN = date(2018, 3, 14)
MMR = frozenset({GivenVaccine.MMR})


@pytest.mark.parametrize(
    ("corrected", "kept"),
    [(date(2019, 2, 15), ("BEFORE_FIRST_BIRTHDAY",)), (date(2019, 4, 15), ())],
    ids=["still before the first birthday", "after it"],
)
def test_what_was_confirmed_is_kept_with_the_corrected_dose(
    world: World, corrected: date, kept: tuple[str, ...]
) -> None:
    """Given an MMR dose before the first birthday, which someone confirmed, when its day is corrected, then the
    answer is on the record still, unless the question is gone."""
    world.facility()
    person = world.default_user(Role.SCHOOL)
    child = ChildFacts(first_name="Rosalind", last_name="Quillfeather", birth_date=BORN)
    new = NewStudent(SCHOOL_ID, StudentFacts(child=child), Grade.GRADE_2, date(2026, 8, 17))
    student_id = add_student(world.ctx(person), new).subject.id
    given = GivenDose(MMR, date(2019, 2, 14), confirmed=("BEFORE_FIRST_BIRTHDAY",))
    record_student_dose(world.ctx(person), student_id, None, given)
    student = world.ctx().store.get(Student, student_id)
    (dose,) = student.school_record.doses

    correction = DoseCorrection(student.version, dose.id, GivenDose(MMR, corrected), "The card says the 15th")
    change_student_dose(world.ctx(person), student_id, correction)

    (dose,) = world.ctx().store.get(Student, student_id).school_record.doses
    assert (dose.given_on, dose.confirmed) == (corrected, kept)
