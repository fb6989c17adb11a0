"""The cases of one physician that a reviewer recommended to keep, together: chosen, checked, and ended with one
signature of the Officer or a designated physician."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.reviews.clear_several import AT_ONCE
from chalicelib.actions.reviews.decide_several import check_several, decide_several
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.marking import N_
from chalicelib.storage.state_desk import listed_forms
from chalicelib.web.http.forms import FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.physician_cases import (
    COUNTS,
    ChosenCases,
    cases_of,
    cases_to_choose,
    chosen_cases,
    texts_of,
)
from chalicelib.web.reviews.shown_forms import form_row

pages = Pages()
_OF = "/reviews/physicians/{standing_id}"


class DecideForm(FormModel):
    """Which cases end, and why."""

    cases: ChosenCases = entry(N_("Choose at least one case"))
    reason: LongText = entry(N_("Write the reason for your decision. The parent and the physician can read it."))
    change: OptionalText = entry("", optional=True)  # "yes": back from the check page, nothing retyped


class SignForm(DecideForm):
    """What was checked, and the password."""

    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


def _show_list(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    person = page_request.ctx.person.id
    waiting = cases_of(
        page_request, standing, lambda case: case.state == ReviewState.RECOMMENDED_CLEAR and case.reviewer_id != person
    )
    return page_request.render(
        "reviews/decide_several.html",
        title=N_("End cases whose forms stay"),
        form=form,
        standing=standing,
        cases=cases_to_choose(page_request, waiting, ReviewState.RECOMMENDED_CLEAR),
        chosen=set(texts_of(form, "cases")),
        found=(),
        left_out=max(0, len(waiting) - AT_ONCE),
    )


@pages.form(f"{_OF}/decide", Action.DECIDE_REVIEW, DecideForm, of=PhysicianStanding, show=_show_list)
def _check(page_request: PageRequest, standing: PhysicianStanding, answers: DecideForm) -> Page:
    typed = page_request.form_to_sign(answers.model_dump(mode="json"))
    if answers.change:
        return _show_list(page_request, standing, typed)
    check_several(page_request.ctx, standing.id, chosen_cases(answers.cases), answers.reason)
    return _show_sign(page_request, standing, typed)


def _show_sign(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    """What would follow, before the password is typed. What must be mended is shown on the list itself."""
    cases = chosen_cases(texts_of(form, "cases"))
    if not cases or any(error.field in DecideForm.model_fields for error in form.field_errors):
        return _show_list(page_request, standing, form)
    forms = listed_forms(page_request.ctx.store, [each.form_id for each in cases])
    return page_request.render(
        "reviews/decide_several_sign.html",
        title=N_("Check what will happen"),
        form=form,
        standing=standing,
        rows=[(form_row(page_request, forms[each.form_id]), ()) for each in cases if each.form_id in forms],
        carried=[("cases", value) for value in texts_of(form, "cases")],
    )


@pages.form(f"{_OF}/decide/sign", Action.DECIDE_REVIEW, SignForm, of=PhysicianStanding, show=_show_sign)
def _sign(page_request: PageRequest, standing: PhysicianStanding, answers: SignForm) -> Done:
    return decide_several(page_request.ctx, standing, chosen_cases(answers.cases), answers.reason, answers.password)


@pages.page(f"{_OF}/decided/{{count}}", Action.DECIDE_REVIEW, of=PhysicianStanding)
def _decided(page_request: PageRequest, standing: PhysicianStanding) -> Page:
    page_request.ctx.require(Action.DECIDE_REVIEW)
    count = page_request.params["count"]
    if count not in COUNTS:
        raise not_found()
    return page_request.render(
        "reviews/several_decided.html", title=N_("The decisions are recorded"), standing=standing, count=int(count)
    )
