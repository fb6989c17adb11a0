"""The questions about the child: name and birth date, grade, and the first day in it."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator

from chalicelib.actions.requests.edit_request import give_child, give_dates, give_grades
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.request_steps import Step
from chalicelib.domain.results import Done
from chalicelib.law.enums import Grade
from chalicelib.law.grade_spans import expected_next_span_entry, first_grade_of, next_span
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import (
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    OptionalDate,
    OptionalText,
    ShownForm,
    Text,
    entry,
    problem,
)
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.questions import ask, edit_of
from chalicelib.web.wording.names import GRADES, SPANS

pages = Pages()
NO_GRADE, SAME_GRADE = "none", "same"
ForGrade = StrEnum("ForGrade", {**{grade.name: grade.value for grade in Grade}, "SAME": SAME_GRADE})  # type: ignore[misc]
NowInGrade = StrEnum("NowInGrade", {**{grade.name: grade.value for grade in Grade}, "NONE": NO_GRADE})  # type: ignore[misc]


def _name(text: str) -> str:
    """Return a name with a letter in it and no signs of markup. Raises ValueError for anything else."""
    if not any(letter.isalpha() for letter in text) or not {"<", ">"}.isdisjoint(text):
        raise problem(N_("Enter the name with letters, as shown on school records"))
    return text


class ChildForm(FormModel):
    """The child as on school papers."""

    first_name: Annotated[Text, AfterValidator(_name)] = entry(N_("Enter the child's first name"))
    middle_name: OptionalText = entry("", optional=True)
    last_name: Annotated[Text, AfterValidator(_name)] = entry(N_("Enter the child's last name"))
    birth_date: FormDate = entry(N_("Enter the child's date of birth"))


def _known_child(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    child = draft.child
    return dict(child) if child else {}


def _show_child(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(page_request, draft, Step.CHILD, form, title=N_("Who is the exemption for?"))


@pages.form(
    "/parents/requests/{request_id}/child",
    Action.EDIT_REQUEST,
    ChildForm,
    of=ExemptionRequest,
    show=_show_child,
    initial=_known_child,
)
def _child(page_request: PageRequest, draft: ExemptionRequest, answers: ChildForm) -> Done:
    return give_child(page_request.ctx, edit_of(page_request, draft), ChildFacts(**dict(answers)))


class GradeForm(FormModel):
    """The grade now, and the one that the exemption is for: for most, the same."""

    grade_now: NowInGrade = entry(N_("Choose the grade that the child is in now"))
    grade: ForGrade = entry(N_("Choose the grade that the exemption is for"))


def _known_grades(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    if draft.grade is None:
        return {"grade": SAME_GRADE}
    return {"grade_now": draft.grade_now or NO_GRADE, "grade": draft.grade}


def _show_grade(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    grades = [(grade.value, page_request.translate(name)) for grade, name in GRADES.items()]
    now = [*grades, (NO_GRADE, page_request.translate(N_("Not in school or child care now")))]
    return ask(
        page_request,
        draft,
        Step.GRADE,
        form,
        title=N_("Which grade is the exemption for?"),
        needs=Step.CHILD,
        grades=[(SAME_GRADE, page_request.translate(N_("The same grade as now"))), *grades],
        grades_now=now,
    )


@pages.form(
    "/parents/requests/{request_id}/grade",
    Action.EDIT_REQUEST,
    GradeForm,
    of=ExemptionRequest,
    show=_show_grade,
    initial=_known_grades,
)
def _grade(page_request: PageRequest, draft: ExemptionRequest, answers: GradeForm) -> Done:
    now = None if answers.grade_now == NO_GRADE else Grade(answers.grade_now)
    if answers.grade == SAME_GRADE and now is None:
        raise InvalidFormError((FieldError("grade", N_("Choose the grade that the exemption is for")),))
    grade = now if answers.grade == SAME_GRADE and now else Grade(answers.grade)
    return give_grades(page_request.ctx, edit_of(page_request, draft), grade, now)


class DatesForm(FormModel):
    """First day in the grade, and in the next span where it is planned."""

    planned_first_day: FormDate = entry(N_("Enter the first day in that grade"))
    next_span_entry: OptionalDate = entry("", default=None)


def _known_dates(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    return {"planned_first_day": draft.planned_first_day, "next_span_entry": draft.next_span_entry}


def _show_dates(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    later = next_span(draft.span) if draft.span else None
    expected = None
    if draft.child and draft.grade and later:
        expected = expected_next_span_entry(draft.grade, draft.started_on, birth_date=draft.child.birth_date)
    return ask(
        page_request,
        draft,
        Step.DATES,
        form,
        title=N_("When is the first day?"),
        needs=Step.GRADE,
        grade=page_request.translate(GRADES[draft.grade]) if draft.grade else "",
        span=page_request.translate(SPANS[draft.span]) if draft.span else "",
        later_grade=page_request.translate(GRADES[first_grade_of(later)]) if later else "",
        expected=expected,
    )


@pages.form(
    "/parents/requests/{request_id}/dates",
    Action.EDIT_REQUEST,
    DatesForm,
    of=ExemptionRequest,
    show=_show_dates,
    initial=_known_dates,
)
def _dates(page_request: PageRequest, draft: ExemptionRequest, answers: DatesForm) -> Done:
    return give_dates(
        page_request.ctx, edit_of(page_request, draft), answers.planned_first_day, answers.next_span_entry
    )
