"""The questions of a request, in the order they are asked, and which of them still wait for an answer."""

from enum import StrEnum

from chalicelib.domain.request import ExemptionRequest


class Step(StrEnum):
    """One question page."""

    CHILD = "child"
    GRADE = "grade"
    SCHOOL = "school"  # of that grade, perhaps not of today's
    DATES = "dates"
    PARENT = "parent"
    DOCTOR = "doctor"
    CONSENTS = "consents"


def is_answered(request: ExemptionRequest, step: Step) -> bool:
    """Return whether the parent has answered this question. A skipped optional question counts as answered."""
    answered = {
        Step.CHILD: request.child is not None,
        Step.SCHOOL: request.not_enrolled_yet or bool(request.unlisted_school) or request.school is not None,
        Step.GRADE: request.grade is not None,
        Step.DATES: request.planned_first_day is not None,
        Step.PARENT: request.parent is not None,
        Step.DOCTOR: request.physician_name is not None,
        Step.CONSENTS: request.consents is not None,
    }
    return answered[step]


def open_steps(request: ExemptionRequest) -> tuple[Step, ...]:
    """Return the questions without an answer, in their order; none when the request can be sent."""
    return tuple(step for step in Step if not is_answered(request, step))
