"""The child's own pages: a change of school moves all open requests and live exemptions along."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.actions.change_school import CaseIds, cases_of_child, change_school
from chalicelib.domain.acts import Act
from chalicelib.domain.child import Child
from chalicelib.domain.marking import N_
from chalicelib.law.citations import Cite, citation
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.forms import ShownForm, entry
from chalicelib.web.parents.school_search import SchoolSearch, chosen, found_schools
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()


def load_child(params: Mapping[str, str]) -> Iterable[Key]:
    """The child of the address, read with the account."""
    return (keys.record("child", params["child_id"]),)


def _own_child(visit: Visit) -> Child:
    child = visit.ctx.store.get(Child, visit.params["child_id"])
    visit.ctx.require(Act.CHANGE_SCHOOL, child)
    return child


class NewSchoolForm(SchoolSearch):
    """The new school, and the child's requests and forms as the page listed them."""

    requests: tuple[str, ...] = entry("", default=())
    forms: tuple[str, ...] = entry("", default=())


def _cases(visit: Visit) -> dict[str, Any]:
    cases = cases_of_child(visit.ctx, _own_child(visit).id)
    return {"requests": cases.requests, "forms": cases.forms}


def _show(visit: Visit, form: ShownForm) -> Page:
    child = _own_child(visit)
    return visit.render(
        "parents/new_school.html",
        title=N_("Change the school or child care"),
        form=form,
        child=child,
        form_version=child.version,
        found=found_schools(visit, form),
        back_url="/parents",
        requests=_listed(form, "requests"),
        forms=_listed(form, "forms"),
        law=citation(Cite.HSC_120335_G),
    )


def _listed(form: ShownForm, name: str) -> tuple[str, ...]:
    value = form.values.get(name) or ()
    return (value,) if isinstance(value, str) else tuple(value)


@pages.form(
    "/parents/children/{child_id}/school",
    Act.CHANGE_SCHOOL,
    NewSchoolForm,
    show=_show,
    initial=_cases,
    loads=load_child,
)
def _change(visit: Visit, answers: NewSchoolForm) -> str | Page:
    choice = chosen(visit, answers, _show)
    if not isinstance(choice, str):
        return choice
    cases = CaseIds(answers.requests, answers.forms)
    return change_school(visit.ctx, visit.params["child_id"], choice, cases, visit.seen_version)


@pages.page("/parents/children/{child_id}/school-changed", Act.CHANGE_SCHOOL, loads=load_child)
def _changed(visit: Visit) -> Page:
    return visit.render("parents/school_changed.html", title=N_("The school is changed"), child=_own_child(visit))
