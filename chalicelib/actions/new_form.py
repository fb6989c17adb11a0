"""Makes the signed form from the request, the physician's draft and the signature. Nothing is decided here."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chalicelib.actions.context import Context
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.errors import invalid
from chalicelib.domain.exemption import Certifications, Form, Line
from chalicelib.domain.ids import new_number
from chalicelib.domain.request import Consents, FormDraft, LineDraft, ParentFacts
from chalicelib.law.enums import Grade, LineKind, LineState
from chalicelib.law.medical_reasons import criteria_set_on


@dataclass(frozen=True)
class Signature:
    """The physician's certifications as ticked, and the name as typed."""

    examined_and_meets_standard_of_care: bool
    true_accurate_complete: bool
    no_charge_made: bool
    signed_name: str


class FormSource(Protocol):
    """What a form takes from the request, or from the form that it corrects or renews."""

    @property
    def child(self) -> ChildFacts | None: ...
    @property
    def parent(self) -> ParentFacts | None: ...
    @property
    def school(self) -> SchoolChoice | None: ...
    @property
    def grade(self) -> Grade | None: ...
    @property
    def enters_span_on(self) -> date | None: ...
    @property
    def next_span_entry(self) -> date | None: ...
    @property
    def consents(self) -> Consents | None: ...
    @property
    def guardian_ids(self) -> tuple[str, ...]: ...


def form_of(ctx: Context, draft: FormDraft, source: FormSource | None, signature: Signature) -> Form:
    """The form as it would stand after signing now. Raises PortalError where a fact it cannot do without is missing.

    What the law asks beyond that is judged by `form_facts.py`, which reports every missing field at once.
    """
    profile = ctx.person.physician
    if source is None or source.child is None or source.parent is None or source.grade is None or profile is None:
        raise invalid("REQUEST_INCOMPLETE", "")
    if source.school is None or not source.school.facility_id:
        raise invalid("SCHOOL_NEEDED_TO_SIGN", "")
    if draft.examined_on is None or draft.is_primary_care is None or draft.treating_since is None or not draft.lines:
        raise invalid("FORM_INCOMPLETE", "")
    return Form(
        id=ctx.new_id(), number=new_number(ctx.services.random_below), check_code=ctx.new_id(),
        request_id=draft.request_id, child_id=draft.child_id, guardian_ids=source.guardian_ids,
        physician_id=ctx.person.id, physician_name=ctx.person.display_name, physician=profile,
        primary_care=None if draft.is_primary_care else draft.primary_care, is_primary_care=draft.is_primary_care,
        treating_since=draft.treating_since, examined_on=draft.examined_on, child=source.child, parent=source.parent,
        school=source.school, grade=source.grade, span=draft.span, signed_on=ctx.on,
        enters_span_on=source.enters_span_on, next_span_entry=source.next_span_entry, licence_checked_at=ctx.now,
        criteria_set=criteria_set_on(ctx.on).id, certifications=_certifications(ctx, signature),
        consents=source.consents, lines=tuple(_line_of(line) for line in draft.lines),
        replaces_form_id=draft.replaces_form_id, is_correction=draft.is_correction,
    )


def _certifications(ctx: Context, signature: Signature) -> Certifications:
    return Certifications(
        examined_and_meets_standard_of_care=signature.examined_and_meets_standard_of_care,
        true_accurate_complete=signature.true_accurate_complete, no_charge_made=signature.no_charge_made,
        signed_at=ctx.now, signed_name=signature.signed_name,
    )


def _line_of(draft: LineDraft) -> Line:
    if draft.kind is None:
        raise invalid("FORM_INCOMPLETE", "")
    expires = draft.expires_on if draft.kind == LineKind.TEMPORARY else None
    return Line(vaccine=draft.vaccine, state=LineState.ISSUED, kind=draft.kind, reason_codes=draft.reason_codes,
                description=draft.description, expires_on=expires)
