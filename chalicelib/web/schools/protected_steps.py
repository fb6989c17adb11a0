"""The list of steps for a student who is enrolled right away even without records, to be ticked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.students.protected_steps import DoneSteps, record_steps
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.student import Situation, Student
from chalicelib.domain.transfers import ProtectedStep, StepDone
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import foster_records_by, military_start_by
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.follow_up_forms import follow_up_question
from chalicelib.web.wording.transfer_words import STEPS

pages = Pages()


@dataclass(frozen=True)
class ShownStep:
    """One step: its last day where it has one, and when it was done."""

    step: ProtectedStep
    name: str
    due_on: date | None
    done: tuple[StepDone, ...]


def shown_steps(page_request: PageRequest, student: Student) -> list[ShownStep]:
    """Return the steps that this student's situation asks for; none where it asks for none."""
    return [
        ShownStep(
            step,
            page_request.translate(STEPS[step]),
            due_on,
            tuple(each for each in student.steps_done if each.step is step),
        )
        for step, due_on in _asked(student)
    ]


def _asked(student: Student) -> Iterator[tuple[ProtectedStep, date | None]]:
    if not student.is_enrolled_without_records:
        return
    situations, since = student.facts.situations, student.newest_enrollment.since
    is_foster, is_military = Situation.FOSTER in situations, Situation.MILITARY in situations
    yield ProtectedStep.LIAISON_TOLD, None
    yield ProtectedStep.LAST_SCHOOL_ASKED, foster_records_by(since) if is_foster else None
    yield ProtectedStep.HEALTH_DEPARTMENT_ASKED, None
    yield ProtectedStep.SHOTS_ARRANGED, None
    yield ProtectedStep.SHOTS_STARTED, military_start_by(since) if is_military else None
    yield ProtectedStep.RECORD_HERE, None


class StepsForm(FormModel):
    """The steps that were done, and the day."""

    steps: tuple[ProtectedStep, ...] = entry(N_("Choose at least one step"))
    done_on: FormDate = entry(N_("Enter the day"))


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    steps = shown_steps(page_request, student)
    if not steps:
        raise not_found()
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/protected_steps.html",
        title=N_("Steps for a student enrolled without records"),
        law=citation(Cite.HSC_120341),
        options=[
            (
                str(each.step),
                each.name,
                page_request.translate(N_("By %(day)s"), day=each.due_on) if each.due_on and not each.done else "",
            )
            for each in steps
        ],
        steps=steps,
    )


@pages.form("/schools/students/{student_id}/steps", Action.RECORD_PROTECTED_STEPS, StepsForm, of=Student, show=_show)
def _steps(page_request: PageRequest, student: Student, answers: StepsForm) -> Done:
    done = DoneSteps(student.id, page_request.expected_version, answers.steps, answers.done_on)
    return record_steps(page_request.ctx, done)
