"""What a school is told of a student of its list. A child has one answer: with a form at the school, that of the
form's page; without, the law's answer from the school's own record."""

from collections.abc import Iterable
from datetime import date

from chalicelib.domain.admission_answers import PupilAnswers, answers_for_pupils
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.older_papers import stopped_papers
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.student_facts import student_facts, with_school_facts
from chalicelib.law.student_answer import StudentAnswer, StudentFacts, student_answer


def facts_of_student(row: StudentRow, on: date) -> StudentFacts:
    """Return the facts of a student's row on a day, with the special situation that the law looks at and the orders of
    the health officer."""
    return with_school_facts(student_facts(row, stopped_papers(row, row.school_record), on), row, on)


def answers_by_form(students: Iterable[StudentRow], rows: Iterable[RosterRow], on: date) -> dict[str, PupilAnswers]:
    """Return, by the id of the student's record, what the school is told of those who have a form at the same school.

    They are told by name and birth date, in the spelling-blind way of `same_child_parts`.
    """
    ids = {same_child_parts(student): student.student_id for student in students}
    known = [row for row in rows if same_child_parts(row) in ids]
    told = sorted(answers_for_pupils(known, on), key=lambda pupil: pupil.newest.signed_on)
    return {ids[same_child_parts(pupil.newest)]: pupil for pupil in told}


def answer_for_student(row: StudentRow, on: date) -> StudentAnswer:
    """Return what the school does about a student today; of one who is still to come, on the first day."""
    day = max(on, row.enrolled_on)
    return student_answer(facts_of_student(row, day), day)


def by_name(rows: Iterable[StudentRow]) -> list[StudentRow]:
    """Return the rows as a list shows them: by last and first name."""
    return sorted(rows, key=lambda row: (row.last_name.casefold(), row.first_name.casefold(), row.student_id))
