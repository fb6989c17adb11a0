"""The form's parts and its first questions: the examination, and the primary care physician."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from chalicelib.actions.signing.draft_case import (
    EXAMINATION,
    PRIMARY_CARE,
    VACCINES,
    DraftCase,
    part_of_line,
    unfinished_parts,
)
from chalicelib.actions.signing.edit_form_draft import save_examination, save_primary_care
from chalicelib.addresses import draft_page
from chalicelib.domain.account import Address
from chalicelib.domain.action import Action
from chalicelib.domain.request import PrimaryCare
from chalicelib.domain.results import Done
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import Line, Phone, ZipCode
from chalicelib.web.http.forms import FormDate, FormModel, LongText, ShownForm, entry, problem
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.draft_pages import DRAFT_CASE, page_of_draft, show_draft
from chalicelib.web.wording import names

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
        back_url="/physicians",
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
    yield Part(
        page_request.translate(N_("See what will be issued, and sign")),
        f"{home}/check" if ready else None,
        page_request.translate(N_("To do") if ready else N_("After the other parts")),
        "info" if ready else "neutral",
    )


class ExaminationForm(FormModel):
    """When the child was examined, since when treated, and by whom."""

    examined_on: FormDate = entry(N_("Enter the date when you examined the child"))
    treating_since: FormDate = entry(N_("Enter the date when you began to treat the child"))
    is_primary_care: Literal["yes", "no"] = entry(N_("Choose yes or no"))


def _known_examination(_page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    draft = case.draft
    answer = {True: "yes", False: "no", None: ""}[draft.is_primary_care]
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
        examined_on=answers.examined_on,
        treating_since=answers.treating_since,
        is_primary_care=answers.is_primary_care == "yes",
    )


def _license(text: str) -> str:
    """Return a California physician's license number as it is printed. Raises ValueError for anything else."""
    if not any(isinstance(normalize_license_number(board, text), LicenseNumber) for board in Board):
        raise problem(
            N_(
                "Enter the physician's California license number, for example A 12345 or 20A 12345. The law asks for a "
                "physician: a nurse's number cannot be used."
            )
        )
    return " ".join(text.upper().split())


class PrimaryCareForm(FormModel):
    """The four items of the primary care physician, and why someone else fills in the form."""

    name: Line = entry(N_("Enter the physician's name"))
    license: Annotated[Line, AfterValidator(_license)] = entry(N_("Enter the license number"))
    street: Line = entry(N_("Enter the street address"))
    city: Line = entry(N_("Enter the city"))
    zip_code: ZipCode = entry(N_("Enter the ZIP code"))
    telephone: Phone = entry(N_("Enter the phone number"))
    why_not_issuer: LongText = entry(N_("Explain why you fill in this form"))


def _known_primary_care(_page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    known = case.draft.primary_care
    if known is None:
        return {}
    address = known.business_address
    return {
        "name": known.name,
        "license": known.license,
        "street": address.street,
        "city": address.city,
        "zip_code": address.zip_code,
        "telephone": known.telephone,
        "why_not_issuer": known.why_not_issuer,
    }


def _show_primary_care(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    return show_draft(
        page_request,
        case,
        "physicians/primary_care.html",
        title=N_("The child's primary care physician"),
        step=1,
        form=form,
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
    address = Address(street=answers.street, city=answers.city, zip_code=answers.zip_code)
    return save_primary_care(
        page_request.ctx,
        page_of_draft(page_request, case),
        PrimaryCare(
            name=answers.name,
            license=answers.license,
            business_address=address,
            telephone=answers.telephone,
            why_not_issuer=answers.why_not_issuer,
        ),
    )
