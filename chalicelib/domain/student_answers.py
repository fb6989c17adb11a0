"""What a school is told of a student for whom no form is on file: the law's answer from the school's own record."""

from collections.abc import Iterable
from datetime import date

from chalicelib.domain.roster import StudentRow
from chalicelib.domain.student import Situation
from chalicelib.domain.student_facts import student_facts
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.student_answer import StudentAnswer, StudentFacts, student_answer

_TAUGHT = {
    Situation.INDEPENDENT_STUDY: Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
    Situation.HOME_SCHOOL: Instruction.HOME_BASED_PRIVATE_SCHOOL,
}
_ENROLLED_NOW = {
    Situation.FOSTER: EnrollNow.FOSTER,
    Situation.HOMELESS: EnrollNow.HOMELESS,
    Situation.MILITARY: EnrollNow.MILITARY,
}


def facts_of_student(row: StudentRow, on: date) -> StudentFacts:
    """Return the facts of a student's row on a day, with the special situation that the law looks at."""
    facts = student_facts(row, {}, on)
    taught = next((_TAUGHT[each] for each in row.situations if each in _TAUGHT), facts.instruction)
    group = next((_ENROLLED_NOW[each] for each in row.situations if each in _ENROLLED_NOW), None)
    return facts._replace(instruction=taught, enroll_now=group)


def answer_for_student(row: StudentRow, on: date) -> StudentAnswer:
    """Return what the school does about a student today; of one who is still to come, on the first day."""
    day = max(on, row.enrolled_on)
    return student_answer(facts_of_student(row, day), day)


def by_name(rows: Iterable[StudentRow]) -> list[StudentRow]:
    """Return the rows as a list shows them: by last and first name."""
    return sorted(rows, key=lambda row: (row.last_name.casefold(), row.first_name.casefold(), row.student_id))
