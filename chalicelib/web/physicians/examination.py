"""The form's parts and its first questions: the examination, and the primary care physician."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from chalicelib.actions.signing.draft_case import (
    EXAMINATION,
    PRIMARY_CARE,
    VACCINES,
    DraftCase,
    part_of_line,
    unfinished_parts,
)
from chalicelib.actions.signing.edit_form_draft import save_examination, save_primary_care
from chalicelib.addresses import draft_page, home_of
from chalicelib.domain.account import Address
from chalicelib.domain.action import Action
from chalicelib.domain.request import PrimaryCare
from chalicelib.domain.results import Done
from chalicelib.law.enums import Board, PrimaryCareKind
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.marking import N_
from chalicelib.law.plausibility import is_filler
from chalicelib.web.account_fields import OptionalLine, OptionalPhone, OptionalState, OptionalZipCode
from chalicelib.web.http.forms import (
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    LongText,
    OptionalDate,
    ShownForm,
    entry,
)
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.draft_pages import DRAFT_CASE, page_of_draft, prepares, show_draft
from chalicelib.web.wording import names
from chalicelib.web.wording.states import HOME_STATE, STATES

pages = Pages()


@dataclass(frozen=True)
class Part:
    """One part of the form in its list."""

    text: str
    url: str | None
    status_text: str
    status_kind: str
    hint: str = ""


@pages.page("/physicians/drafts/{draft_id}", Action.EDIT_FORM_DRAFT, of=DRAFT_CASE)
def _overview(page_request: PageRequest, case: DraftCase) -> Page:
    return show_draft(
        page_request,
        case,
        "physicians/draft.html",
        title=N_("Exemption form"),
        step=0,
        parts=list(_parts(page_request, case)),
        back_url=home_of(page_request.ctx.person.role),
    )


def _parts(page_request: PageRequest, case: DraftCase) -> Iterator[Part]:
    open_parts, home = set(unfinished_parts(case.draft)), f"/physicians/drafts/{case.draft.id}"

    def part(name: str, text: str) -> Part:
        done, page = name not in open_parts, draft_page(case.draft, name)
        return Part(text, page, page_request.translate(N_("Done") if done else N_("To do")), "good" if done else "info")

    yield part(EXAMINATION, page_request.translate(N_("Examination")))
    if case.draft.is_primary_care is False:
        yield part(PRIMARY_CARE, page_request.translate(N_("Primary care physician")))
    if not case.draft.is_correction:
        yield part(VACCINES, page_request.translate(N_("Vaccines")))
    for place, line in enumerate(case.draft.lines, start=1):
        yield part(part_of_line(place), page_request.translate(names.VACCINES[line.vaccine]))
    ready = not open_parts
    staff = prepares(page_request)
    last = N_("See what will be issued, and hand over") if staff else N_("See what will be issued, and sign")
    status, kind = (N_("To do"), "info") if ready else (N_("After the other parts"), "neutral")
    if staff and case.draft.handed_over_at:
        status, kind = N_("Handed over"), "good"
    yield Part(page_request.translate(last), f"{home}/check" if ready else None, page_request.translate(status), kind)


class CareAnswer(StrEnum):
    """Whether the issuer is the child's primary care physician; if not, who gives primary care."""

    YES = "yes"
    NO = "no"
    OTHER_CLINICIAN = "other_clinician"
    NO_ONE = "no_one"


_KINDS = {
    CareAnswer.YES: PrimaryCareKind.PHYSICIAN,
    CareAnswer.NO: PrimaryCareKind.PHYSICIAN,
    CareAnswer.OTHER_CLINICIAN: PrimaryCareKind.OTHER_CLINICIAN,
    CareAnswer.NO_ONE: PrimaryCareKind.NO_ONE,
}


_EXAMINED = N_("Enter the date when you examined the child")


class ExaminationForm(FormModel):
    """When the child was examined, since when treated, and by whom."""

    examined_today: Literal["", "yes"] = entry(N_("Check the box, or leave it"), optional=True)
    examined_on: OptionalDate = entry(_EXAMINED, default=None)
    treating_since: FormDate = entry(N_("Enter the date when you began to treat the child"))
    is_primary_care: CareAnswer = entry(N_("Choose who gives the child primary care"))


def _known_examination(_page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    draft = case.draft
    other = next(each for each, kind in _KINDS.items() if kind == draft.primary_care_kind and each != CareAnswer.YES)
    answer = {True: CareAnswer.YES, False: other, None: ""}[draft.is_primary_care]
    return {"examined_on": draft.examined_on, "treating_since": draft.treating_since, "is_primary_care": answer}


def _show_examination(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    return show_draft(
        page_request, case, "physicians/examination.html", title=N_("Your examination of the child"), step=1, form=form
    )


@pages.form(
    "/physicians/drafts/{draft_id}/examination",
    Action.EDIT_FORM_DRAFT,
    ExaminationForm,
    of=DRAFT_CASE,
    show=_show_examination,
    initial=_known_examination,
)
def _examination(page_request: PageRequest, case: DraftCase, answers: ExaminationForm) -> Done:
    return save_examination(
        page_request.ctx,
        page_of_draft(page_request, case),
        examined_on=_examined_on(page_request, answers),
        treating_since=answers.treating_since,
        is_primary_care=answers.is_primary_care == CareAnswer.YES,
        primary_care_kind=_KINDS[answers.is_primary_care],
    )


def _examined_on(page_request: PageRequest, answers: ExaminationForm) -> date:
    """Return today where the box is checked, else the day in the boxes. Raises InvalidFormError for neither, or for two
    different days."""
    today = page_request.ctx.on
    if answers.examined_today and answers.examined_on not in {None, today}:
        raise InvalidFormError(
            (FieldError("examined_on", N_("Check the box for today, or enter another day, not both")),)
        )
    found = today if answers.examined_today else answers.examined_on
    if found is None:
        raise InvalidFormError((FieldError("examined_on", _EXAMINED),))
    return found


def _is_license(text: str) -> bool:
    """Whether the text can be a California physician's license number."""
    return any(isinstance(normalize_license_number(board, text), LicenseNumber) for board in Board)


class PrimaryCareForm(FormModel):
    """The items that are stated of whoever gives primary care, and why someone else fills out the form. Which of them
    must be there depends on who it is (_REQUIRED)."""

    name: OptionalLine = entry("", optional=True)
    license: OptionalLine = entry("", optional=True)
    street: OptionalLine = entry("", optional=True)
    city: OptionalLine = entry("", optional=True)
    state: OptionalState = entry("", optional=True)
    zip_code: OptionalZipCode = entry("", optional=True)
    telephone: OptionalPhone = entry("", optional=True)
    why_not_issuer: LongText = entry(N_("Explain why you fill out this form"))


_MISSING = {
    "name": N_("Enter the name"),
    "license": N_("Enter the license number"),
    "street": N_("Enter the street address"),
    "city": N_("Enter the city"),
    "state": N_("Choose the state from the list"),
    "zip_code": N_("Enter the ZIP code"),
    "telephone": N_("Enter the phone number"),
}
_NO_LICENSE = N_(
    "Enter the physician's California license number, for example A 12345 or 20A 12345. The law asks for a physician: "
    "a nurse's number cannot be used."
)
_REQUIRED = {
    PrimaryCareKind.PHYSICIAN: frozenset(_MISSING),
    PrimaryCareKind.OTHER_CLINICIAN: frozenset(_MISSING) - {"license"},
    PrimaryCareKind.NO_ONE: frozenset[str](),
}
_TITLES = {
    PrimaryCareKind.PHYSICIAN: N_("The child's primary care physician"),
    PrimaryCareKind.OTHER_CLINICIAN: N_("Who gives the child primary care"),
    PrimaryCareKind.NO_ONE: N_("Why you fill out this form"),
}


def _known_primary_care(_page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    known = case.draft.primary_care
    if known is None:
        return {"state": HOME_STATE}
    address = known.business_address
    return {
        "name": known.name,
        "license": known.license,
        "street": address.street,
        "city": address.city,
        "state": address.state,
        "zip_code": address.zip_code,
        "telephone": known.telephone,
        "why_not_issuer": known.why_not_issuer,
    }


def _show_primary_care(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    return show_draft(
        page_request,
        case,
        "physicians/primary_care.html",
        title=_TITLES[case.draft.primary_care_kind],
        step=1,
        form=form,
        kind=case.draft.primary_care_kind,
        states=STATES,
    )


@pages.form(
    "/physicians/drafts/{draft_id}/primary-care",
    Action.EDIT_FORM_DRAFT,
    PrimaryCareForm,
    of=DRAFT_CASE,
    show=_show_primary_care,
    initial=_known_primary_care,
)
def _primary_care(page_request: PageRequest, case: DraftCase, answers: PrimaryCareForm) -> Done:
    kind = case.draft.primary_care_kind
    missing = [name for name in _MISSING if name in _REQUIRED[kind] and not getattr(answers, name)]
    problems = [FieldError(name, _MISSING[name]) for name in missing]
    if answers.name and is_filler(answers.name):
        problems.append(FieldError("name", _MISSING["name"]))
    if kind is PrimaryCareKind.PHYSICIAN and answers.license and not _is_license(answers.license):
        problems.append(FieldError("license", _NO_LICENSE))
    if is_filler(answers.why_not_issuer):
        problems.append(FieldError("why_not_issuer", N_("Explain in a few words why you fill out this form")))
    if problems:
        raise InvalidFormError(tuple(problems))
    address = Address(street=answers.street, city=answers.city, state=answers.state, zip_code=answers.zip_code)
    return save_primary_care(
        page_request.ctx,
        page_of_draft(page_request, case),
        PrimaryCare(
            kind=kind,
            name=answers.name,
            license=" ".join(answers.license.upper().split()),
            business_address=address,
            telephone=answers.telephone,
            why_not_issuer=answers.why_not_issuer,
        ),
    )
