"""Makes the signed form from the request, the physician's draft and the signature. Nothing is decided here."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.signing.draft_case import DraftCase
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.effective_status import grade_of_form
from chalicelib.domain.errors import invalid
from chalicelib.domain.exemption import Certifications, ExemptionForm, ExemptionLine
from chalicelib.domain.ids import new_number
from chalicelib.domain.request import LineDraft
from chalicelib.law.enums import Grade, LineState
from chalicelib.law.medical_reasons import criteria_set_on


@dataclass(frozen=True)
class Signature:
    """The physician's certifications as ticked, and the name as typed."""

    examined_and_meets_standard_of_care: bool
    true_accurate_complete: bool
    no_charge_made: bool
    signed_name: str


UNSIGNED = Signature(
    examined_and_meets_standard_of_care=False, true_accurate_complete=False, no_charge_made=False, signed_name=""
)
"""For a form that is only shown, to see what would be issued."""


def form_of(ctx: Context, case: DraftCase, signature: Signature) -> ExemptionForm:
    """Return the form as it would stand after signing now. Raises PortalError if a fact it cannot do without is
    missing.

    What the law asks beyond that is judged by `form_facts.py`, which reports every missing field at once.
    """
    draft, source, issuer = case.draft, case.source, ctx.issuer()
    profile = issuer.physician
    if source.child is None or source.parent is None or profile is None:
        raise invalid("REQUEST_INCOMPLETE", "")
    if draft.examined_on is None or draft.is_primary_care is None or draft.treating_since is None or not draft.lines:
        raise invalid("FORM_INCOMPLETE", "")
    signed_on = case.signing_day(ctx.on)
    return ExemptionForm(
        id=ctx.new_id(),
        number=new_number(ctx.services.random_below),
        check_code=ctx.new_id(),
        request_id=draft.request_id,
        child_id=draft.child_id,
        guardian_ids=source.guardian_ids,
        physician_id=issuer.id,
        physician_name=issuer.display_name,
        physician=profile,
        primary_care=None if draft.is_primary_care else draft.primary_care,
        is_primary_care=draft.is_primary_care,
        treating_since=draft.treating_since,
        examined_on=draft.examined_on,
        child=source.child,
        parent=source.parent,
        school=source.school or SchoolChoice(),
        grade=_grade_of(case, signed_on),
        span=draft.span,
        signed_on=signed_on,
        span_starts_on=source.span_starts_on,
        next_span_entry=source.next_span_entry,
        license_checked_at=ctx.now,
        criteria_set=criteria_set_on(signed_on).id,
        certifications=_certifications(ctx, signature),
        consents=source.consents,
        lines=tuple(_line_of(line) for line in draft.lines),
        replaces_form_id=draft.replaces_form_id,
        is_correction=draft.is_correction,
    )


def _grade_of(case: DraftCase, on: date) -> Grade:
    """Return the grade asked for; in a renewal without a new request, the grade that the child has reached since
    (H9)."""
    if case.source.grade is None:
        raise invalid("REQUEST_INCOMPLETE", "")
    if case.request is not None or case.replaced is None:
        return case.source.grade
    return grade_of_form(case.replaced, on)


def _certifications(ctx: Context, signature: Signature) -> Certifications:
    return Certifications(
        examined_and_meets_standard_of_care=signature.examined_and_meets_standard_of_care,
        true_accurate_complete=signature.true_accurate_complete,
        no_charge_made=signature.no_charge_made,
        signed_at=ctx.now,
        signed_name=signature.signed_name,
    )


def _line_of(draft: LineDraft) -> ExemptionLine:
    if draft.kind is None:
        raise invalid("FORM_INCOMPLETE", "")
    return ExemptionLine(
        vaccine=draft.vaccine,
        state=LineState.ISSUED,
        kind=draft.kind,
        reason_codes=draft.reason_codes,
        description=draft.description,
        expires_on=draft.expires_on,
    )
