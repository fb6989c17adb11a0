"""The child's own pages: a change of school moves all open requests and live exemptions along."""

from functools import partial
from typing import Any

from chalicelib.actions.requests.change_school import CaseIds, cases_of_child, change_school
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.results import Done
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.http.forms import ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.school_search import SchoolSearch, chosen, found_schools

pages = Pages()


class NewSchoolForm(SchoolSearch):
    """The new school, and the child's requests and forms as the page listed them."""

    requests: tuple[str, ...] = entry("", default=())
    forms: tuple[str, ...] = entry("", default=())


def _cases(page_request: PageRequest, child: Child) -> dict[str, Any]:
    cases = cases_of_child(page_request.ctx, child.id)
    return {"requests": cases.requests, "forms": cases.forms}


def _show(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    return page_request.render(
        "parents/new_school.html",
        title=N_("Change the school or child care"),
        form=form,
        child=child,
        form_version=child.version,
        found=found_schools(page_request, form),
        back_url="/parents",
        requests=_listed(form, "requests"),
        forms=_listed(form, "forms"),
        newest_request=next(iter(_listed(form, "requests")), ""),
        support=settings().support_email,
        law=citation(Cite.HSC_120335_G),
    )


def _listed(form: ShownForm, name: str) -> tuple[str, ...]:
    value = form.values.get(name) or ()
    return (value,) if isinstance(value, str) else tuple(value)


@pages.form(
    "/parents/children/{child_id}/school", Action.CHANGE_SCHOOL, NewSchoolForm, of=Child, show=_show, initial=_cases
)
def _change(page_request: PageRequest, child: Child, answers: NewSchoolForm) -> Done | Page:
    choice = chosen(page_request, answers, partial(_show, page_request, child))
    if not isinstance(choice, str):
        return choice
    cases = CaseIds(answers.requests, answers.forms)
    return change_school(page_request.ctx, child.id, choice, cases, page_request.expected_version)


@pages.page("/parents/children/{child_id}/school-changed", Action.CHANGE_SCHOOL, of=Child)
def _changed(page_request: PageRequest, child: Child) -> Page:
    return page_request.render("parents/school_changed.html", title=N_("The school is changed"), child=child)
