"""The open cases of one physician together: taking those that no one has, and recommending that forms stay as they
are, with a finding for each vaccine and one signature; before it, a page that says what would happen."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.reviews.clear_several import (
    AT_ONCE,
    CLEARING,
    ChosenCase,
    Clearing,
    check_clearing,
    clear_several,
    take_several,
)
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.results import Done
from chalicelib.domain.review import Finding, Review, ReviewState
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.review_queue import OpenCase, open_cases
from chalicelib.storage.state_desk import form_keys, listed_forms
from chalicelib.web.http.forms import FormModel, LongText, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import FINDINGS
from chalicelib.web.reviews.shown_forms import FormRow, form_row
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
COUNTS = frozenset(map(str, range(1, AT_ONCE + 1)))
_OF = "/reviews/physicians/{standing_id}"
_CASE = r"([a-z2-7]{26}) ([a-z2-7]{26}) ([0-9]{1,9})"
"""A case as the list names it: review, form, and the version of the review that was shown."""
ChosenCases = tuple[Annotated[str, StringConstraints(pattern=f"^{_CASE}$")], ...]


class TakeForm(FormModel):
    """Cases that no one has, each as "review form version"."""

    cases: ChosenCases = entry(N_("Choose at least one case"))


class ClearForm(FormModel):
    """Cases, a finding for each of their vaccines as "review vaccine finding", and the reason that they share."""

    cases: ChosenCases = entry(N_("Choose at least one case"))
    findings: tuple[Text, ...] = entry(
        N_("Choose a finding for each vaccine of each chosen case"), optional=True, default=()
    )
    reason: LongText = entry(N_("Write your reason. It is kept with each finding."))
    change: OptionalText = entry("", optional=True)  # "yes": back from the check page, nothing retyped


class SignForm(ClearForm):
    """What was checked, and the password."""

    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


@dataclass(frozen=True)
class LineToFind:
    """One vaccine of a case, with the findings that can be chosen for it: value, name."""

    name: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseToChoose:
    """A case of the list. `value` names it as it was shown."""

    value: str
    review_id: str
    form: FormRow
    lines: tuple[LineToFind, ...]


def cases_of(
    page_request: PageRequest, standing: PhysicianStanding, fits: Callable[[OpenCase], bool]
) -> list[OpenCase]:
    """Return the open cases of the physician that fit, soonest due first."""
    everything = open_cases(page_request.ctx.store.table)
    return [case for case in everything if case.standing_id == standing.id and fits(case)]


def cases_to_choose(page_request: PageRequest, cases: Iterable[OpenCase], state: ReviewState) -> list[CaseToChoose]:
    """The first cases, as they are now: the list of open cases can be a moment old."""
    store = page_request.ctx.store
    first = list(cases)[:AT_ONCE]
    store.load([*form_keys(case.form_id for case in first), *(keys.record("review", case.id) for case in first)])
    forms = listed_forms(store, [case.form_id for case in first])
    found = []
    for case in first:
        review, form = store.find(Review, case.id), forms.get(case.form_id)
        if review is not None and form is not None and review.state == state:
            found.append(_case(page_request, review, form))
    return found


def _case(page_request: PageRequest, review: Review, form: ListedForm) -> CaseToChoose:
    names = [(finding.value, page_request.translate(FINDINGS[finding])) for finding in CLEARING]
    lines = tuple(
        LineToFind(
            page_request.translate(SHORT_VACCINES[line.vaccine]),
            tuple((f"{review.id} {line.vaccine.value} {finding}", name) for finding, name in names),
        )
        for line in form.lines
    )
    return CaseToChoose(f"{review.id} {form.id} {review.version}", review.id, form_row(page_request, form), lines)


def _show_take(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    free = cases_of(page_request, standing, lambda case: case.state == ReviewState.OPEN)
    return page_request.render(
        "reviews/take_several.html",
        title=N_("Take cases of this physician"),
        form=form,
        standing=standing,
        cases=cases_to_choose(page_request, free, ReviewState.OPEN),
        left_out=max(0, len(free) - AT_ONCE),
    )


@pages.form(f"{_OF}/take", Action.ASSIGN_REVIEW, TakeForm, of=PhysicianStanding, show=_show_take)
def _take(page_request: PageRequest, standing: PhysicianStanding, answers: TakeForm) -> Done:
    return take_several(page_request.ctx, standing, chosen_cases(answers.cases))


def _show_clear(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    person = page_request.ctx.person.id
    mine = cases_of(
        page_request, standing, lambda case: case.state == ReviewState.ASSIGNED and case.reviewer_id == person
    )
    return page_request.render(
        "reviews/clear_several.html",
        title=N_("Recommend that forms stay"),
        form=form,
        standing=standing,
        cases=cases_to_choose(page_request, mine, ReviewState.ASSIGNED),
        left_out=max(0, len(mine) - AT_ONCE),
        chosen=set(texts_of(form, "cases")),
        found=set(texts_of(form, "findings")),
    )


@pages.form(f"{_OF}/clear", Action.RECOMMEND, ClearForm, of=PhysicianStanding, show=_show_clear)
def _clear(page_request: PageRequest, standing: PhysicianStanding, answers: ClearForm) -> Page:
    typed = page_request.form_to_sign(answers.model_dump(mode="json"))
    if answers.change:
        return _show_clear(page_request, standing, typed)
    check_clearing(page_request.ctx, _clearing(standing, answers))
    return _show_sign(page_request, standing, typed)


def _show_sign(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    """What would follow, before the password is typed. What must be mended is shown on the list itself."""
    cases = chosen_cases(texts_of(form, "cases"))
    if not cases or any(error.field in ClearForm.model_fields for error in form.field_errors):
        return _show_clear(page_request, standing, form)
    forms = listed_forms(page_request.ctx.store, [each.form_id for each in cases])
    findings = _findings(texts_of(form, "findings"))
    rows = [
        (form_row(page_request, forms[each.form_id]), _found_lines(page_request, each, forms[each.form_id], findings))
        for each in cases
        if each.form_id in forms
    ]
    return page_request.render(
        "reviews/clear_sign.html",
        title=N_("Check what you recommend"),
        form=form,
        standing=standing,
        rows=rows,
        carried=[(name, value) for name in ("cases", "findings") for value in texts_of(form, name)],
    )


def _found_lines(
    page_request: PageRequest, case: ChosenCase, form: ListedForm, findings: dict[tuple[str, Vaccine], Finding]
) -> list[tuple[str, str]]:
    found = ((line.vaccine, findings.get((case.review_id, line.vaccine))) for line in form.lines)
    return [
        (page_request.translate(SHORT_VACCINES[vaccine]), page_request.translate(FINDINGS[finding]))
        for vaccine, finding in found
        if finding
    ]


@pages.form(f"{_OF}/clear/sign", Action.RECOMMEND, SignForm, of=PhysicianStanding, show=_show_sign)
def _sign(page_request: PageRequest, standing: PhysicianStanding, answers: SignForm) -> Done:
    return clear_several(page_request.ctx, standing, _clearing(standing, answers), answers.password)


@pages.page(f"{_OF}/cleared/{{count}}", Action.RECOMMEND, of=PhysicianStanding)
def _cleared(page_request: PageRequest, standing: PhysicianStanding) -> Page:
    page_request.ctx.require(Action.RECOMMEND)
    count = page_request.params["count"]
    if count not in COUNTS:
        raise not_found()
    return page_request.render(
        "reviews/cleared.html", title=N_("Your recommendations are recorded"), standing=standing, count=int(count)
    )


def texts_of(form: ShownForm, name: str) -> tuple[str, ...]:
    """What was chosen under this name, however often."""
    given = form.values.get(name) or ()
    return (given,) if isinstance(given, str) else tuple(map(str, given))


def _clearing(standing: PhysicianStanding, answers: ClearForm) -> Clearing:
    return Clearing(standing.id, chosen_cases(answers.cases), _findings(answers.findings), answers.reason)


def chosen_cases(values: Iterable[str]) -> tuple[ChosenCase, ...]:
    """The cases that were chosen. A value that no page of ours holds is none: no key is made of it."""
    found = (re.fullmatch(_CASE, value) for value in values)
    return tuple(ChosenCase(each[1], each[2], int(each[3])) for each in found if each)


def _findings(values: Iterable[str]) -> dict[tuple[str, Vaccine], Finding]:
    found: dict[tuple[str, Vaccine], Finding] = {}
    for value in values:
        review_id, vaccine, finding = (*value.split(" "), "", "")[:3]
        if vaccine in set(Vaccine) and finding in set(CLEARING):
            found[review_id, Vaccine(vaccine)] = Finding(finding)
    return found
