"""See what will be issued, sign it, and what happens next."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.actions.draft_case import DraftCase, next_page, unfinished_parts
from chalicelib.actions.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.new_form import Signature
from chalicelib.actions.preview_form import FormPreview, LinePreview, load_preview_case, preview_of
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import VACCINES
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import Form
from chalicelib.domain.marking import N_
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import LineState
from chalicelib.law.medical_reasons import all_reasons
from chalicelib.storage import keys
from chalicelib.web.account_fields import Line, Password
from chalicelib.web.forms import FormModel, InvalidFormError, OptionalText, ShownForm, entry
from chalicelib.web.line_ends import end_of
from chalicelib.web.physicians.draft_pages import draft_loads, load_case, show_draft
from chalicelib.web.register import Pages
from chalicelib.web.verdicts import ShownReason, shown_reasons
from chalicelib.web.visit import Page, Visit, field_errors, see_other

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
    notes: list[ShownReason]
    refusals: list[ShownReason]


@pages.page("/physicians/drafts/{draft_id}/check", Act.EDIT_FORM_DRAFT, loads=draft_loads)
def _check(visit: Visit) -> Page:
    case = load_preview_case(visit.ctx, visit.params["draft_id"])
    if any(unfinished_parts(case.draft)):
        return see_other(next_page(case.draft))
    return show_draft(
        visit,
        "physicians/check.html",
        title=N_("See what will be issued"),
        step=4,
        load=lambda _visit: case,
        model=lambda case: _check_model(visit, case),
    )


def _check_model(visit: Visit, case: DraftCase) -> dict[str, Any]:
    preview = preview_of(visit.ctx, case)
    return {
        "preview": preview,
        "lines": [_shown(visit, preview, line) for line in preview.lines],
        "missing": list(shown_reasons(visit, preview.missing)),
    }


def _shown(visit: Visit, preview: FormPreview, line: LinePreview) -> ShownPreview:
    labels = {each.code: each.label for each in all_reasons(preview.form.signed_on)}
    return ShownPreview(
        code=str(line.line.vaccine),
        name=visit.say(VACCINES[line.line.vaccine]),
        about=line,
        end=end_of(visit, preview.form, line.line),
        reasons=[visit.say(labels[code]) for code in line.line.reason_codes if code in labels],
        answer=list(shown_reasons(visit, line.answer)),
        notes=list(shown_reasons(visit, line.notes)),
        refusals=list(shown_reasons(visit, line.refusals)),
    )


class SignForm(FormModel):
    """The certifications, the typed name, and the password. What is not certified is refused by the law's own words,
    so the boxes bear the names that the law's reasons point at."""

    examination_certified: OptionalText = entry("", optional=True)
    truth_certified: OptionalText = entry("", optional=True)
    no_charge_attested: OptionalText = entry("", optional=True)
    signed_name: Line = entry(N_("Type your full name"))
    password: Password = entry(N_("Enter your password"))


def _show_sign(visit: Visit, form: ShownForm) -> Page:
    case = load_case(visit)
    if any(unfinished_parts(case.draft)) and visit.method != "POST":
        return see_other(next_page(case.draft))
    return show_draft(
        visit,
        "physicians/sign.html",
        title=N_("Certify and sign"),
        step=5,
        form=form,
        load=lambda _visit: case,
        signer=visit.ctx.person.display_name,
        back_url=f"/physicians/drafts/{case.draft.id}/check",
        fee_law=citation(Cite.HSC_120372_A3),
        needs_school=not (case.source.school and case.source.school.facility_id),
    )


@pages.form("/physicians/drafts/{draft_id}/sign", Act.ISSUE_EXEMPTION, SignForm, show=_show_sign, loads=draft_loads)
def _sign(visit: Visit, answers: SignForm) -> str:
    signature = Signature(
        examined_and_meets_standard_of_care=bool(answers.examination_certified),
        true_accurate_complete=bool(answers.truth_certified),
        no_charge_made=bool(answers.no_charge_attested),
        signed_name=answers.signed_name,
    )
    try:
        return issue_exemption(
            visit.ctx, IssueCommand(visit.params["draft_id"], visit.seen_version, signature, answers.password)
        )
    except PortalError as error:
        if error.kind != ErrorKind.REFUSED:
            raise
        # What the law says of other pages of the form has no field on this one.
        errors = (
            replace(each, field=each.field if each.field in SignForm.model_fields else "")
            for each in field_errors(error)
        )
        raise InvalidFormError(tuple(errors)) from None


@pages.page(
    "/physicians/forms/{form_id}/signed",
    Act.VIEW_ISSUED_FORM,
    loads=lambda params: [keys.record("form", params["form_id"])],
)
def _signed(visit: Visit) -> Page:
    form = visit.ctx.store.get(Form, visit.params["form_id"])
    visit.ctx.require(Act.VIEW_ISSUED_FORM, form)
    held = any(line.state == LineState.HELD for line in form.lines)
    title = N_("The form is signed, but not valid yet") if held else N_("The exemption is issued")
    return visit.render(
        "physicians/signed.html",
        title=title,
        form_number=form.number,
        form_id=form.id,
        held=held,
        in_review=any(line.in_review for line in form.lines),
    )
