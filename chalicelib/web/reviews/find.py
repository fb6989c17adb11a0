"""Finding a form by its number, and the forms of a child by name and birth date."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.reviews.find_form import find_form_by_number, find_forms_of_child, look_up_limits
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.results import Subject
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.shown_forms import LineStatus, line_statuses

pages = Pages()


class FindByNumberForm(FormModel):
    number: Text = entry(N_("Enter the form number"))


def _show_find(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("reviews/find.html", title=N_("Find a form by its number"), form=form)


@pages.form("/reviews/find", Action.FIND_FORM, FindByNumberForm, show=_show_find)
def _find(page_request: PageRequest, answers: FindByNumberForm) -> Subject:
    return find_form_by_number(page_request.ctx, answers.number)


class FindChildForm(FormModel):
    """The child as on the form. Sent in the body, so that no name stands in an address."""

    first_name: Text = entry(N_("Enter the child's first name"))
    last_name: Text = entry(N_("Enter the child's last name"))
    birth_date: FormDate = entry(N_("Enter the child's birth date"))


@dataclass(frozen=True)
class FoundForm:
    """A form of a child who was looked for."""

    id: str
    number: str
    child: str
    birth_date: date
    signed_on: date
    school: str
    physician: str
    lines: tuple[LineStatus, ...]
    in_review: bool


def _show_find_child(page_request: PageRequest, form: ShownForm) -> Page:
    return _page(page_request, form, None)


@pages.form("/reviews/find-child", Action.FIND_FORM, FindChildForm, show=_show_find_child)
def _find_child(page_request: PageRequest, answers: FindChildForm) -> Page:
    forms = find_forms_of_child(page_request.ctx, **answers.model_dump())
    for child_id in dict.fromkeys(form.child_id for form in forms):
        page_request.record_view(child_id, Purpose.CHILD_LOOK_UP)
    form = page_request.form(
        {**(page_request.posted.values if page_request.posted else {}), "birth_date": answers.birth_date}
    )
    return _page(page_request, form, [_found(page_request, each) for each in forms])


def _page(page_request: PageRequest, form: ShownForm, found: list[FoundForm] | None) -> Page:
    return page_request.render(
        "reviews/find_child.html", title=N_("Find a child's forms"), form=form, found=found, **look_up_limits()
    )


def _found(page_request: PageRequest, form: ListedForm) -> FoundForm:
    return FoundForm(
        form.id,
        form.number,
        form.child.full_name,
        form.child.birth_date,
        form.signed_on,
        form.school.name,
        form.physician_name,
        line_statuses(page_request, form),
        form.is_in_review,
    )
