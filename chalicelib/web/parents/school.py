"""The question about school or child care, and the page for those who need no exemption (HSC 120335(f))."""

from enum import StrEnum
from functools import partial
from typing import Any

from chalicelib.actions.requests.change_school import cases_of_child
from chalicelib.actions.requests.edit_request import give_school, give_unlisted_school, say_not_enrolled
from chalicelib.actions.requests.unlisted_school import name_unlisted_school
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.request_steps import Step
from chalicelib.domain.results import Done
from chalicelib.law.grade_spans import Instruction, exemption_needed
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.questions import ask, edit_of, elsewhere
from chalicelib.web.parents.school_search import SchoolSearch, chosen, found_schools
from chalicelib.web.wording.names import GRADES
from chalicelib.web.wording.verdicts import shown_reasons

pages = Pages()


class Schooling(StrEnum):
    """Where the child is or will be taught. The last two need no exemption."""

    SCHOOL = "school"
    NOT_YET = "not-yet"
    HOME = "home-based-private-school"
    INDEPENDENT = "independent-study"


_WITHOUT_CLASSROOM = {
    Schooling.HOME: Instruction.HOME_BASED_PRIVATE_SCHOOL,
    Schooling.INDEPENDENT: Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM,
}


class SchoolingForm(FormModel):
    schooling: Schooling = entry(N_("Choose where the child goes to school or child care"))


def _known_schooling(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    if draft.not_enrolled_yet:
        return {"schooling": Schooling.NOT_YET}
    return {"schooling": Schooling.SCHOOL} if draft.school or draft.unlisted_school else {}


def _show_schooling(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(
        page_request,
        draft,
        Step.SCHOOL,
        form,
        title=N_("Where does your child go to school or child care?"),
        needs=Step.GRADE,
        later_grade=_later_grade(page_request, draft),
    )


def _later_grade(page_request: PageRequest, draft: ExemptionRequest) -> str:
    """The grade that the school is asked for, where it is not the grade of today."""
    is_later = draft.grade is not None and draft.grade != draft.grade_now
    return page_request.translate(GRADES[draft.grade]) if draft.grade and is_later else ""


@pages.form(
    "/parents/requests/{request_id}/school",
    Action.EDIT_REQUEST,
    SchoolingForm,
    of=ExemptionRequest,
    show=_show_schooling,
    initial=_known_schooling,
)
def _schooling(page_request: PageRequest, draft: ExemptionRequest, answers: SchoolingForm) -> Done | str:
    edit = edit_of(page_request, draft)
    if answers.schooling == Schooling.NOT_YET:
        return say_not_enrolled(page_request.ctx, edit)
    if answers.schooling == Schooling.SCHOOL:
        return f"/parents/requests/{draft.id}/school/find"
    return f"/parents/requests/{draft.id}/no-exemption-needed/{answers.schooling}"


def _known_school(_page_request: PageRequest, draft: ExemptionRequest) -> dict[str, Any]:
    school = draft.school
    return {"name": school.facility_id, "choice": school.facility_id} if school else {}


def _show_search(page_request: PageRequest, draft: ExemptionRequest, form: ShownForm) -> Page:
    return ask(
        page_request,
        draft,
        Step.SCHOOL,
        form,
        title=N_("Find the school or child care"),
        back=f"/parents/requests/{draft.id}/school",
        template="parents/questions/school_find.html",
        found=found_schools(page_request, form),
        needs=Step.GRADE,
        later_grade=_later_grade(page_request, draft),
    )


@pages.form(
    "/parents/requests/{request_id}/school/find",
    Action.EDIT_REQUEST,
    SchoolSearch,
    of=ExemptionRequest,
    show=_show_search,
    initial=_known_school,
)
def _search(page_request: PageRequest, draft: ExemptionRequest, answers: SchoolSearch) -> Done | Page:
    choice = chosen(page_request, answers, partial(_show_search, page_request, draft))
    return give_school(page_request.ctx, edit_of(page_request, draft), choice) if isinstance(choice, str) else choice


class UnlistedSchoolForm(FormModel):
    """A school or child care that the list does not have, as the parent names it."""

    name: Text = entry(N_("Enter the name of the school or child care"))
    city: Text = entry(N_("Enter the city"))


def _show_unlisted(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
    is_draft = request.state == RequestState.DRAFT
    if not (is_draft or request.can_name_a_school):
        return elsewhere(page_request, _where_one_can_be_named(page_request, request))
    moves = bool(request.school) and not is_draft
    return page_request.render(
        "parents/unlisted_school.html",
        title=N_("Tell us the school or child care"),
        form=form,
        form_version=request.version,
        request=request,
        moves_from=request.school.name if moves and request.school else "",
        back_url=_before_unlisted(request),
    )


def _where_one_can_be_named(page_request: PageRequest, request: ExemptionRequest) -> str:
    """Another request of the child on which the school can be named, else the page of this one."""
    store = page_request.ctx.store
    ids = cases_of_child(page_request.ctx, request.child_id).requests
    store.load([keys.record("request", each) for each in ids])
    found = (store.find(ExemptionRequest, each) for each in ids)
    other = next((each for each in found if each and each.can_name_a_school), None)
    return f"/parents/requests/{other.id}/school/unlisted" if other else f"/parents/requests/{request.id}"


def _before_unlisted(request: ExemptionRequest) -> str:
    if request.state == RequestState.DRAFT:
        return f"/parents/requests/{request.id}/school/find"
    return f"/parents/children/{request.child_id}/school" if request.school else f"/parents/requests/{request.id}"


@pages.form(
    "/parents/requests/{request_id}/school/unlisted",
    Action.NAME_UNLISTED_SCHOOL,
    UnlistedSchoolForm,
    of=ExemptionRequest,
    show=_show_unlisted,
)
def _unlisted(page_request: PageRequest, request: ExemptionRequest, answers: UnlistedSchoolForm) -> Done:
    typed = f"{answers.name}, {answers.city}"
    if request.state == RequestState.DRAFT:
        return give_unlisted_school(page_request.ctx, edit_of(page_request, request), typed)
    return name_unlisted_school(page_request.ctx, request.id, typed, page_request.expected_version)


@pages.page("/parents/requests/{request_id}/no-exemption-needed/{why}", Action.EDIT_REQUEST, of=ExemptionRequest)
def _no_exemption_needed(page_request: PageRequest, draft: ExemptionRequest) -> Page:
    instruction = next(
        (law for choice, law in _WITHOUT_CLASSROOM.items() if choice == page_request.params["why"]), None
    )
    if instruction is None:
        raise not_found()
    reasons = list(shown_reasons(page_request, exemption_needed(instruction)))
    return page_request.render(
        "parents/no_exemption_needed.html",
        title=N_("You do not need an exemption"),
        draft=draft,
        reasons=reasons,
        back_url=f"/parents/requests/{draft.id}/school",
    )
