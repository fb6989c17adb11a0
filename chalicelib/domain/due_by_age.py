"""The children of a child care facility whose age asks for doses now or soon (17 CCR 6025, Table A)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.admission_answers import PupilAnswers, answers_for_pupils
from chalicelib.domain.child import Named, same_child_parts
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.student_answers import facts_of_student
from chalicelib.domain.student_facts import pupil_of
from chalicelib.law.age_steps import AgeDose, AgeStep, age_steps
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.doses import possible_days
from chalicelib.law.student_answer import nothing_required

AHEAD = timedelta(days=60)
"""How far ahead a list of new ages looks: long enough for an appointment with a doctor."""

_BEFORE_KINDERGARTEN = frozenset(
    {FacilityKind.CHILD_CARE_CENTER, FacilityKind.FAMILY_CHILD_CARE_HOME, FacilityKind.PRESCHOOL}
)


def is_child_care(facility: Facility | None) -> bool:
    """Return whether the facility's children are of the ages of Table A."""
    return facility is not None and facility.kind in _BEFORE_KINDERGARTEN


class ChildDueByAge(NamedTuple):
    """A child with one age that it has reached or will reach. `student_id`: "" of a child known by a form alone."""

    student_id: str
    form_id: str
    first_name: str
    last_name: str
    birth_date: date
    room: str
    step: AgeStep


def children_due_by_age(students: Iterable[StudentRow], forms: Iterable[RosterRow], on: date) -> list[ChildDueByAge]:
    """Return who is at the facility and has to show doses of an age that was reached, or that comes within `AHEAD`,
    by the last day for it."""
    exempted = {same_child_parts(pupil.newest): pupil for pupil in answers_for_pupils(forms, on)}
    known = list(students)
    found = [each for row in known for each in _of_student(row, exempted.get(same_child_parts(row)), on)]
    listed = {same_child_parts(row) for row in known}
    found += [
        _child(pupil.newest, "", pupil.newest.form_id, "", step)
        for child, pupil in exempted.items()
        if child not in listed
        for step in _steps(pupil_of(pupil.newest, on), pupil, on)
    ]
    return sorted(found, key=lambda each: (each.step.due_on, each.last_name.casefold(), each.first_name.casefold()))


def _of_student(row: StudentRow, exempted: PupilAnswers | None, on: date) -> Iterator[ChildDueByAge]:
    facts = facts_of_student(row, on)
    if row.has_left_by(on) or row.enrolled_on > on + AHEAD or nothing_required(facts, on):
        return
    for step in _steps(facts.pupil, exempted, on):
        yield _child(row, row.student_id, exempted.newest.form_id if exempted else "", row.room, step)


def _child(named: Named, student_id: str, form_id: str, room: str, step: AgeStep) -> ChildDueByAge:
    return ChildDueByAge(
        student_id=student_id,
        form_id=form_id,
        first_name=named.first_name,
        last_name=named.last_name,
        birth_date=named.birth_date,
        room=room,
        step=step,
    )


def _steps(pupil: Pupil, exempted: PupilAnswers | None, on: date) -> Iterator[AgeStep]:
    """Yield the ages with the doses that no exemption covers. Where a record names the month of a dose alone, a dose
    that one of its days would leave missing is listed: the list asks for a look, and decides nothing."""
    steps: dict[date, AgeStep] = {}
    for doses in possible_days(pupil.doses, on):
        for step in age_steps(pupil._replace(doses=doses), on, on + AHEAD):
            known = steps.get(step.reached_on)
            steps[step.reached_on] = step if known is None or len(known.doses) < len(step.doses) else known
    for step in steps.values():
        asked = tuple(dose for dose in step.doses if not _is_exempt(exempted, dose, step.due_on))
        if asked:
            yield step._replace(doses=asked)


def _is_exempt(exempted: PupilAnswers | None, dose: AgeDose, due_on: date) -> bool:
    answers = exempted.answers if exempted else ()
    return any(
        each.vaccine is dose.vaccine and each.is_in_force and (each.last_day is None or each.last_day >= due_on)
        for each in answers
    )
