"""The page on which a school notes a contact about a student."""

from chalicelib.actions.students.record_contact import GivenContact, record_contact
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.student import Student
from chalicelib.domain.student_contact import ContactWay, ContactWith
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.follow_up_forms import follow_up_question
from chalicelib.web.wording.transfer_words import CONTACT_WAYS, SPOKEN_WITH

pages = Pages()


class ContactForm(FormModel):
    """When, how and with whom the school spoke, and what was said."""

    contact_on: FormDate = entry(N_("Enter the day of the contact"))
    spoken_with: ContactWith = entry(N_("Choose who you spoke with"))
    name: OptionalText = entry("", optional=True)
    way: ContactWay = entry(N_("Choose how you were in contact"))
    note: LongText = entry(N_("Write what was said"))


def _show(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    return follow_up_question(
        page_request,
        student,
        form,
        "schools/contact.html",
        title=N_("Note a contact"),
        form_version=None,  # a contact changes nothing that another one could overtake
        ways=[(str(each), page_request.translate(name)) for each, name in CONTACT_WAYS.items()],
        people=[(str(each), page_request.translate(name)) for each, name in SPOKEN_WITH.items()],
    )


@pages.form(
    "/schools/students/{student_id}/contact",
    Action.RECORD_CONTACT,
    ContactForm,
    of=Student,
    show=_show,
    initial=lambda page_request, _student: {"contact_on": page_request.ctx.on},
)
def _contact(page_request: PageRequest, student: Student, answers: ContactForm) -> Done:
    return record_contact(
        page_request.ctx,
        GivenContact(student.id, answers.contact_on, answers.way, answers.spoken_with, answers.name, answers.note),
    )
