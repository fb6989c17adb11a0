"""See what will be issued, sign it, and what happens next."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.actions.signing.draft_case import DraftCase, load_draft_case, next_part, unfinished_parts
from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.signing.new_form import Signature
from chalicelib.actions.signing.preview_form import FormPreview, LinePreview, preview_of
from chalicelib.addresses import draft_page
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import FormDraft
from chalicelib.domain.results import Done
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.web.account_fields import Line, Password
from chalicelib.web.http.forms import FormModel, InvalidFormError, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest, field_errors, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.physicians.draft_pages import CASE_WITH_GUARDS, DRAFT, show_draft
from chalicelib.web.wording.exemption_end_dates import end_of
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.reason_texts_forms import FORMS_TEXTS
from chalicelib.web.wording.reason_texts_parents import sentences_for_parents
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

pages = Pages()


@dataclass(frozen=True)
class ShownPreview:
    """One vaccine as it would be issued, in the page's language."""

    code: str
    name: str
    about: LinePreview
    end: str
    reasons: list[str]
    answer: list[ShownReason]
    later: list[ShownReason]
    parent: list[str]
    notes: list[ShownReason]
    refusals: list[ShownReason]


@pages.page("/physicians/drafts/{draft_id}/check", Action.EDIT_FORM_DRAFT, of=CASE_WITH_GUARDS)
def _check(page_request: PageRequest, case: DraftCase) -> Page:
    if any(unfinished_parts(case.draft)):
        return see_other(draft_page(case.draft, next_part(case.draft)))
    return show_draft(
        page_request,
        case,
        "physicians/check.html",
        title=N_("See what will be issued"),
        step=4,
        **_check_model(page_request, case),
    )


def _check_model(page_request: PageRequest, case: DraftCase) -> dict[str, Any]:
    preview = preview_of(page_request.ctx, case)
    return {
        "preview": preview,
        "lines": [_shown(page_request, preview, line) for line in preview.lines],
        "missing": list(shown_reasons(page_request, preview.missing)),
        "doubts": list(shown_reasons(page_request, preview.doubts)),
    }


def _shown(page_request: PageRequest, preview: FormPreview, line: LinePreview) -> ShownPreview:
    return ShownPreview(
        code=str(line.line.vaccine),
        name=page_request.translate(VACCINES[line.line.vaccine]),
        about=line,
        end=end_of(page_request, preview.form, line.line),
        reasons=[page_request.translate(LABELS[code]) for code in line.line.reason_codes if code in LABELS],
        answer=list(shown_reasons(page_request, line.today)),
        later=list(shown_reasons(page_request, line.later)) if line.later else [],
        parent=sentences_for_parents(page_request, line.today),
        notes=list(shown_reasons(page_request, line.notes)),
        refusals=list(shown_reasons(page_request, line.refusals)),
    )


class SignForm(FormModel):
    """The certifications, the typed name, and the password: what is left out is told all at once. What is not certified
    is refused by the law's own words, so the boxes bear the names that the law's reasons point at."""

    examination_certified: Text = entry(FORMS_TEXTS[ReasonCode.EXAMINATION_NOT_CERTIFIED])
    truth_certified: Text = entry(FORMS_TEXTS[ReasonCode.TRUTH_NOT_CERTIFIED])
    no_charge_attested: Text = entry(FORMS_TEXTS[ReasonCode.NO_CHARGE_NOT_ATTESTED])
    signed_name: Line = entry(N_("Type your full name"))
    password: Password = entry(N_("Enter your password"))


def _show_sign(page_request: PageRequest, draft: FormDraft, form: ShownForm) -> Page:
    case = load_draft_case(page_request.ctx, Action.EDIT_FORM_DRAFT, draft.id)
    if any(unfinished_parts(case.draft)) and page_request.method != "POST":
        return see_other(draft_page(case.draft, next_part(case.draft)))
    return show_draft(
        page_request,
        case,
        "physicians/sign.html",
        title=N_("Certify and sign"),
        step=5,
        form=form,
        signer=page_request.ctx.person.display_name,
        back_url=f"/physicians/drafts/{case.draft.id}/check",
        fee_law=citation(Cite.HSC_120372_A3),
        needs_school=not (case.source.school and case.source.school.facility_id),
    )


# The draft alone: the act reads what the draft is made from together with all else that signing needs.
@pages.form("/physicians/drafts/{draft_id}/sign", Action.ISSUE_EXEMPTION, SignForm, of=DRAFT, show=_show_sign)
def _sign(page_request: PageRequest, draft: FormDraft, answers: SignForm) -> Done:
    signature = Signature(
        examined_and_meets_standard_of_care=bool(answers.examination_certified),
        true_accurate_complete=bool(answers.truth_certified),
        no_charge_made=bool(answers.no_charge_attested),
        signed_name=answers.signed_name,
    )
    try:
        return issue_exemption(
            page_request.ctx, IssueCommand(draft.id, page_request.expected_version, signature, answers.password)
        )
    except PortalError as error:
        if error.kind != ErrorKind.REFUSED:
            raise
        # What the law says of other pages of the form has no field on this one.
        errors = (
            replace(each, field=each.field if each.field in SignForm.model_fields else "")
            for each in field_errors(error)
        )
        raise InvalidFormError(tuple(errors), error) from None


@pages.page("/physicians/forms/{form_id}/signed", Action.VIEW_ISSUED_FORM, of=ExemptionForm)
def _signed(page_request: PageRequest, form: ExemptionForm) -> Page:
    held = any(line.state == LineState.HELD for line in form.lines)
    title = N_("The form is signed, but not valid yet") if held else N_("The exemption is issued")
    return page_request.render(
        "physicians/signed.html",
        title=title,
        form_number=form.number,
        form_id=form.id,
        held=held,
        in_review=any(line.in_review for line in form.lines),
    )
