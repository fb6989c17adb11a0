"""The forms of the school's record of a student: add, change, last day, first day back."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.edit_student import EditedStudent, edit_student
from chalicelib.actions.students.enrollment import Departure, Return, record_departure, record_return
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.results import Done
from chalicelib.domain.student import Contact, Ethnicity, Race, Sex, Situation, Student, StudentFacts
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.names import GRADES
from chalicelib.web.wording.student_names import ETHNICITIES, LETTER_LANGUAGES, RACES, SEXES, SITUATIONS

pages = Pages()
_GRADE, _FIRST_DAY = N_("Choose the grade"), N_("Enter the first day at your school")
_FROM_LIST = N_("Choose from the list")
_NONE = BeforeValidator(lambda value: value or None)  # nothing chosen
LetterLanguage = Literal["en", "es", "zh-Hant"]
_PLAIN = ("ssid", "local_id", "room", "sex", "ethnicity", "other_race")


class FactsForm(FormModel):
    """What the school knows of the child. Only the names and the birth date are asked of everyone."""

    last_name: Text = entry(N_("Enter the last name"))
    first_name: Text = entry(N_("Enter the first name"))
    middle_name: OptionalText = entry("", optional=True)
    birth_date: FormDate = entry(N_("Enter the birth date"))
    room: OptionalText = entry("", optional=True)
    local_id: OptionalText = entry("", optional=True)
    ssid: OptionalText = entry("", optional=True)
    parent_name: OptionalText = entry("", optional=True)
    telephone: OptionalText = entry("", optional=True)
    email: OptionalText = entry("", optional=True)
    language: Annotated[LetterLanguage | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    address: OptionalText = entry("", optional=True)
    situations: tuple[Situation, ...] = entry(_FROM_LIST, optional=True, default=())
    sex: Annotated[Sex | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    ethnicity: Annotated[Ethnicity | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    races: tuple[Race, ...] = entry(_FROM_LIST, optional=True, default=())
    other_race: OptionalText = entry("", optional=True)

    def facts(self) -> StudentFacts:
        """Return the answers as the record keeps them."""
        return StudentFacts(
            child=ChildFacts(
                first_name=self.first_name,
                middle_name=self.middle_name,
                last_name=self.last_name,
                birth_date=self.birth_date,
            ),
            ssid=self.ssid,
            local_id=self.local_id,
            sex=self.sex,
            ethnicity=self.ethnicity,
            races=self.races,
            other_race=self.other_race,
            room=self.room,
            contact=Contact(
                parent_name=self.parent_name,
                email=self.email,
                telephone=self.telephone,
                language=self.language or "",
                address=self.address,
            ),
            situations=self.situations,
        )


class NewStudentForm(FactsForm):
    """The same, with the grade and the first day at the school."""

    grade: Grade = entry(_GRADE)
    first_day: FormDate = entry(_FIRST_DAY)


def _choices(page_request: PageRequest, names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(code), page_request.translate(name)) for code, name in names.items()]


def _facts_page(page_request: PageRequest, form: ShownForm, *, title: str, back_url: str, **model: Any) -> Page:
    return page_request.render(
        "schools/student_facts.html",
        title=title,
        form=form,
        back_url=back_url,
        grades=_choices(page_request, GRADES),
        sexes=_choices(page_request, SEXES),
        ethnicities=_choices(page_request, ETHNICITIES),
        races=_choices(page_request, RACES),
        situations=_choices(page_request, SITUATIONS),
        languages=_choices(page_request, LETTER_LANGUAGES),
        **model,
    )


def _show_new(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    back_url = f"/schools/at/{school.facility_id}"
    return _facts_page(page_request, form, title=N_("Add a student"), back_url=back_url, is_new=True)


@pages.form("/schools/at/{facility_id}/students/new", Action.ADD_STUDENT, NewStudentForm, of=OWN_SCHOOL, show=_show_new)
def _new(page_request: PageRequest, school: SchoolChoice, answers: NewStudentForm) -> Done:
    command = NewStudent(school.facility_id, answers.facts(), answers.grade, answers.first_day)
    return add_student(page_request.ctx, command)


def _known(_page_request: PageRequest, student: Student) -> dict[str, Any]:
    facts = student.facts
    return {
        **facts.child.model_dump(),
        **facts.contact.model_dump(),
        **{name: str(getattr(facts, name) or "") for name in _PLAIN},
        "races": _codes(facts.races),
        "situations": _codes(facts.situations),
    }


def _codes(chosen: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(map(str, chosen))


def _show_edit(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    record_student_view(page_request, student)
    return _facts_page(
        page_request,
        form,
        title=N_("Change the record"),
        back_url=student_page(student),
        is_new=False,
        form_version=student.version,
    )


@pages.form(
    "/schools/students/{student_id}/edit", Action.EDIT_STUDENT, FactsForm, of=Student, show=_show_edit, initial=_known
)
def _edit(page_request: PageRequest, student: Student, answers: FactsForm) -> Done:
    return edit_student(page_request.ctx, EditedStudent(student.id, page_request.expected_version, answers.facts()))


def _show_day(page_request: PageRequest, student: Student, form: ShownForm, template: str, title: str) -> Page:
    record_student_view(page_request, student)
    return page_request.render(
        template,
        title=title,
        form=form,
        student=student,
        grades=_choices(page_request, GRADES),
        back_url=student_page(student),
        form_version=student.version,
        law=citation(Cite.CCR_6000),
    )


class LastDayForm(FormModel):
    """The last day at the school."""

    last_day: FormDate = entry(N_("Enter the last day at your school"))


def _show_left(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return _show_day(page_request, student, form, "schools/student_left.html", N_("The student leaves your school"))


@pages.form("/schools/students/{student_id}/left", Action.RECORD_DEPARTURE, LastDayForm, of=Student, show=_show_left)
def _left(page_request: PageRequest, student: Student, answers: LastDayForm) -> Done:
    return record_departure(page_request.ctx, Departure(student.id, page_request.expected_version, answers.last_day))


class ReturnForm(FormModel):
    """The first day back, and the grade."""

    first_day: FormDate = entry(_FIRST_DAY)
    grade: Grade = entry(_GRADE)


def _show_back(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return _show_day(page_request, student, form, "schools/student_back.html", N_("The student is back"))


@pages.form("/schools/students/{student_id}/back", Action.RECORD_RETURN, ReturnForm, of=Student, show=_show_back)
def _back(page_request: PageRequest, student: Student, answers: ReturnForm) -> Done:
    return record_return(
        page_request.ctx, Return(student.id, page_request.expected_version, answers.first_day, answers.grade)
    )
